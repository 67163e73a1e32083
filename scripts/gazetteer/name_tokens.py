"""data/gazetteer/name_tokens.tsv: given names and surnames with counts."""

import ast
import io
import json
import re
from collections import Counter, defaultdict
from functools import cache

from common import (DATA, GAZETTEER, HAND, PlainUnpickler, fold, is_latin, is_script, plain, read_tsv, wheel_bytes, wheel_names, word_languages,
                    write_tsv)

LEAST = 4
# A spelling that the counts do not have is taken if others of its name are as frequent as this, and if it is as long.
WELL_KNOWN = 4
LEAST_LETTERS = 5
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


# The spellings of one name, across scripts.

OTHER_SCRIPTS = ("CYRILLIC", "GREEK", "ARABIC")


def key(token):
    return fold(token).lower()


@cache
def folded_counts():
    given, surname = Counter(), Counter()
    for found, total in zip(counts(), (given, surname)):
        for token, count in found.items():
            total[key(token)] += count
    return given, surname


@cache
def groups():
    """The spellings of each name that has a Latin one: (Latin keys, most frequent first; forms in other scripts)."""
    given, surname = folded_counts()
    found = []
    for line in wheel_bytes("rigour", "rigour/data/names/persons.txt").decode().splitlines():
        forms = [plain(form) for form in line.split(" => ")[0].split(",")]
        forms = [form for form in forms if len(form) >= 2 and TOKEN.match(form)]
        latin = sorted({key(form) for form in forms if is_latin(form)}, key=lambda form: (-given[form] - surname[form], form))
        others = sorted({form for form in forms if any(is_script(form, script) for script in OTHER_SCRIPTS)})
        if latin:
            found.append((latin, others))
    return found


@cache
def arabic_words():
    return {row["surface"] for row in read_tsv(DATA / "languages" / "ar" / "function_words.tsv")}


def most(latin):
    """The counts of the most frequent spellings of a name."""
    return tuple(max(count[form] for form in latin) for count in folded_counts())


@cache
def other_scripts():
    """{form in another script: (given, surname)}, the counts of the most frequent name that is so written."""
    found = {}
    for latin, others in groups():
        total = most(latin)
        for form in others:
            if form not in stop_tokens() and form not in arabic_words():
                found[form] = max(found.get(form, (0, 0)), total, key=sum)
    return found


@cache
def canonical_keys():
    """{key of a form: key that it shares with the other spellings of the most frequent name that is so written}"""
    given, surname = folded_counts()
    best = {}
    for latin, others in groups():
        weight = (sum(given[form] + surname[form] for form in latin), latin[0])
        for form in (*latin, *map(key, others)):
            if form not in best or weight > best[form][0]:
                best[form] = (weight, latin[0])
    return {form: shared for form, (_, shared) in best.items() if shared != form}


@cache
def rare_spellings():
    """{Latin form that the counted names hardly have: counts}, of names that are well known in other spellings."""
    given, surname = folded_counts()
    found = {}
    for latin, others in groups():
        total = most(latin)
        for form in latin if others and sum(total) >= WELL_KNOWN else ():
            if given[form] + surname[form] < LEAST and len(form) >= LEAST_LETTERS and form not in stop_tokens():
                found[form] = tuple(min(LEAST, count) for count in total)
    return found


def titled(form):
    return re.sub(r"(^|[-'])(\w)", lambda match: match[1] + match[2].upper(), form)


def script_weight(token):
    """How often a token of any script is a part of a name."""
    return name_weight(token) or sum(other_scripts().get(token.lower(), (0, 0)))


def main():
    given, surname = counts()
    found = {token: (given[token], surname[token]) for token in set(given) | set(surname)}
    for form, total in other_scripts().items():
        found[titled(form)] = total
    for form, total in rare_spellings().items():
        found.setdefault(titled(form), total)
    rows = []
    for token, total in found.items():
        if sum(total) >= LEAST:
            shared = canonical_keys().get(key(token), "")
            rows.append((token, *(min(CAP, count) for count in total), ",".join(word_languages(token)), shared))
    print("name tokens:", write_tsv(GAZETTEER / "name_tokens.tsv", ("token", "given", "surname", "word_in", "canonical"), rows))


if __name__ == "__main__":
    main()
