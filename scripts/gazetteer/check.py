"""Check the tables of the gazetteer against data/README.md; prints what is wrong, or nothing."""

import re
import sys
import unicodedata
from collections import defaultdict

from common import DATA, ENTITY_COLUMNS, FURTHER, GAZETTEER, LANGUAGES, NAME_COLUMNS

TYPES = {"person", "organization", "location", "product", "event", "group"}
KINDS = {"preferred", "alias", "demonym", "abbreviation", "former", "hidden"}
MUST_BE_THERE = [
    ("nl", "VS", "iso:US"), ("nl", "Amerika", "iso:US"), ("nl", "Verenigde Staten", "iso:US"), ("de", "USA", "iso:US"),
    ("de", "Amerika", "iso:US"), ("de", "Vereinigte Staaten", "iso:US"), ("en", "U.S.", "iso:US"), ("en", "US", "iso:US"),
    ("en", "USA", "iso:US"), ("en", "United States", "iso:US"), ("en", "America", "iso:US"), ("nl", "VK", "iso:GB"),
    ("en", "U.K.", "iso:GB"), ("en", "Great Britain", "iso:GB"), ("de", "Großbritannien", "iso:GB"), ("nl", "VAE", "iso:AE"),
    ("de", "BRD", "iso:DE"), ("nl", "Holland", "iso:NL"), ("nl", "Oekraïense", "iso:UA"), ("de", "ukrainischem", "iso:UA"),
    ("en", "Ukrainians", "iso:UA"), ("nl", "Kiev", "gn:703448"), ("de", "Kiew", "gn:703448"), ("en", "Kyiv", "gn:703448"),
    ("nl", "Den Haag", "gn:2747373"), ("nl", "Londen", "gn:2643743"), ("en", "Bombay", "gn:1275339"), ("de", "Peking", "gn:1816670"),
    ("en", "Washington", "gn:4140963"), ("nl", "Engels", "iso:GB-ENG"),
]


def table(path, columns, problems):
    blob = path.read_bytes()
    text = blob.decode("utf-8")
    lines = text.split("\n")
    if lines[-1]:
        problems.append(f"{path}: no line break at the end")
    lines = lines[:-1]
    if columns and lines[0].split("\t") != list(columns):
        problems.append(f"{path}: header")
    width = len(lines[0].split("\t"))
    encoded = [line.encode() for line in lines[1:]]
    if encoded != sorted(set(encoded)):
        problems.append(f"{path}: not sorted or duplicates")
    if unicodedata.normalize("NFC", text) != text:
        problems.append(f"{path}: not NFC")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != width or not cells[0] and path.name != "name_endings.tsv" or any(c.startswith('"') or c != c.strip() for c in cells):
            problems.append(f"{path}:{number}: {line!r}")
        rows.append(cells)
    return rows


def main():
    problems = []
    owner = {}
    forms = set()
    for folder in sorted(p for p in GAZETTEER.iterdir() if p.is_dir()):
        entities = table(folder / "entities.tsv", ENTITY_COLUMNS, problems)
        for cells in entities:
            if cells[0] in owner:
                problems.append(f"{cells[0]} in {owner[cells[0]]} and {folder.name}")
            owner[cells[0]] = folder.name
            if cells[1] not in TYPES or not re.fullmatch(r"[a-z0-9_]+", cells[2]) or not 0 <= int(cells[4]) <= 255 or not cells[3]:
                problems.append(f"{folder.name}: {cells}")
        preferred = defaultdict(int)
        named = set()
        for cells in table(folder / "names.tsv", NAME_COLUMNS, problems):
            entity_id, language, kind, name, guard = cells
            named.add(entity_id)
            if owner.get(entity_id) != folder.name or kind not in KINDS or guard not in ("", "context") or not name:
                problems.append(f"{folder.name}: {cells}")
            for code in LANGUAGES if language == "mul" else (language,):
                if code not in LANGUAGES + FURTHER:
                    problems.append(f"{folder.name}: {cells}")
                preferred[entity_id, code] += kind == "preferred"
                forms.add((code, name, entity_id))
        problems += [f"{folder.name}: several preferred names {key}" for key, count in preferred.items() if count > 1]
        problems += [f"{folder.name}: no name for {cells[0]}" for cells in entities if cells[0] not in named]
    problems += [f"not there: {row}" for row in MUST_BE_THERE if row not in forms]
    for path in sorted(DATA.glob("languages/*/*.tsv")) + [GAZETTEER / "name_tokens.tsv", DATA / "SOURCES.tsv"]:
        table(path, None, problems)
    for problem in problems[:200]:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
