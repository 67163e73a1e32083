"""data/gazetteer/name_tokens.tsv: given names and surnames with counts."""

import ast
import io
import json
import re
from collections import Counter
from functools import cache

from common import GAZETTEER, PlainUnpickler, fold, is_latin, plain, read_tsv, wheel_bytes, wheel_names, word_languages, write_tsv, HAND

LEAST = 4
LIST_WEIGHT = 3
CAP = 9999
TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*$")
ROMAN = re.compile(r"[IVX]+$")


@cache
def stop_tokens():
    return {row["token"].lower() for row in read_tsv(HAND / "name_token_stops.tsv")}


def clean(token):
    token = plain(token).strip(",")
    if len(token) < 2 or not token[0].isupper() or not TOKEN.match(token) or ROMAN.match(token) or not is_latin(token):
        return ""
    if token.isupper() or token.lower() in stop_tokens():
        return ""
    return token


def from_titles(given, surname):
    blob = wheel_bytes("name2nat", "name2nat/name2nats.pkl")
    for title in PlainUnpickler(io.BytesIO(blob)).load():
        title = re.sub(r"\s*\(.*?\)", "", title).split(",")[0]
        parts = [p for p in title.split() if p.lower().strip(".") not in {"jr", "sr", "ii", "iii", "iv"}]
        if len(parts) < 2 or any(p.lower() in {"of", "the", "and"} for p in parts):
            continue
        first, last = clean(parts[0]), clean(parts[-1])
        if first:
            given[first] += 1
        if last and (first or parts[0].endswith(".")):
            surname[last] += 1


def strings(node):
    """String constants of a literal; of a pair with a weight only the string."""
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def from_faker(given, surname):
    for path in wheel_names("faker"):
        if not re.match(r"faker/providers/person/\w+/__init__\.py$", path):
            continue
        seen = {"given": set(), "surname": set()}
        for node in ast.walk(ast.parse(wheel_bytes("faker", path))):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            target = node.targets[0].id
            if target.startswith("first_names"):
                seen["given"].update(strings(node.value))
            elif target.startswith("last_names"):
                seen["surname"].update(strings(node.value))
        add_list(seen["given"], given)
        add_list(seen["surname"], surname)


def flatten(value):
    if isinstance(value, dict):
        return [s for v in value.values() for s in flatten(v)]
    if isinstance(value, list):
        return [s for v in value for s in flatten(v)]
    return [value] if isinstance(value, str) else []


def from_mimesis(given, surname):
    for path in wheel_names("mimesis"):
        if re.match(r"mimesis/datasets/[\w\-]+/person\.json$", path):
            data = json.loads(wheel_bytes("mimesis", path))
            add_list(set(flatten(data.get("names", []))), given)
            add_list(set(flatten(data.get("surnames", data.get("surname", [])))), surname)


def add_list(names, counter):
    for token in {clean(part) for name in names for part in name.split()} - {""}:
        counter[token] += LIST_WEIGHT


@cache
def counts():
    given, surname = Counter(), Counter()
    from_titles(given, surname)
    from_faker(given, surname)
    from_mimesis(given, surname)
    return given, surname


def name_weight(token):
    given, surname = counts()
    return given[token] + surname[token]


def main():
    given, surname = counts()
    rows = []
    for token in sorted(set(given) | set(surname)):
        if given[token] + surname[token] >= LEAST:
            rows.append((token, min(CAP, given[token]), min(CAP, surname[token]), ",".join(word_languages(token))))
    print("name tokens:", write_tsv(GAZETTEER / "name_tokens.tsv", ("token", "given", "surname", "word_in"), rows))


if __name__ == "__main__":
    main()
