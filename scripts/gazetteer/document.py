"""docs/GAZETTEER.md: what the lists hold, counted."""

from collections import Counter, defaultdict

from common import DATA, FURTHER, GAZETTEER, LANGUAGES, ROOT, read_packages, read_tsv

DOCUMENT = ROOT / "docs" / "GAZETTEER.md"
TYPES = ("person", "organization", "location", "product", "event", "group")
HEAD = """# The gazetteer, counted

Written by `scripts/gazetteer/document.py`; do not edit. What the files mean is told in [data/README.md](../data/README.md), where each comes
from in [data/SOURCES.tsv](../data/SOURCES.tsv).
"""


def table(columns, rows):
    lines = ["| " + " | ".join(columns) + " |", "| --- |" + " ---: |" * (len(columns) - 1)]
    lines += ["| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else cell for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def main():
    entities, names, classes = {}, [], {}
    folders = sorted(path.parent for path in GAZETTEER.glob("*/entities.tsv")) + sorted(p.parent for p in DATA.glob("languages/*/entities.tsv"))
    for folder in folders:
        own = read_tsv(folder / "entities.tsv")
        rows = read_tsv(folder / "names.tsv")
        entities.update((row["entity_id"], row) for row in own)
        names += [(row["entity_id"], row.get("language") or folder.name, row["kind"], row["guard"]) for row in rows]
        classes[folder.relative_to(DATA).as_posix()] = (len(own), len(rows))
    by_type = Counter(row["type"] for row in entities.values())
    names_by_type = Counter(entities[name[0]]["type"] for name in names)
    by_source = Counter(row["source"] for row in entities.values())
    names_by_source = Counter(entities[name[0]]["source"] for name in names)
    languages, types_of, guarded = Counter(), defaultdict(Counter), Counter()
    for entity_id, language, _, guard in names:
        languages[language] += 1
        types_of[language][entities[entity_id]["type"]] += 1
        guarded[language] += bool(guard)
    tokens = read_tsv(GAZETTEER / "name_tokens.tsv")
    parts = [HEAD]
    parts.append(f"{len(entities):,} entities have {len(names):,} names; {sum(1 for n in names if n[3]):,} names count only with evidence around them.\n")
    parts.append("## By type\n\n" + table(("type", "entities", "names"), [(t, by_type[t], names_by_type[t]) for t in TYPES]))
    order = ("mul", *sorted(LANGUAGES + FURTHER))
    parts.append("## Names by language\n\n`mul` names are used in every language.\n\n" +
                 table(("language", "names", "guarded", *TYPES),
                       [(code, languages[code], guarded[code], *(types_of[code][t] for t in TYPES)) for code in order]))
    parts.append("## By source\n\n" + table(("source of the entity", "entities", "names"),
                                            [(source, by_source[source], names_by_source[source]) for source in sorted(by_source)]))
    parts.append("## By file\n\n" + table(("folder", "entities", "names"), [(folder, *counts) for folder, counts in classes.items()]))
    kinds = Counter(name[2] for name in names)
    parts.append("## By kind of name\n\n" + table(("kind", "names"), sorted(kinds.items())))
    shared = sum(1 for row in tokens if row["canonical"])
    parts.append(f"## Parts of person names\n\n{len(tokens):,} given names and surnames with counts; {shared:,} of them share a key with other "
                 f"spellings, {sum(1 for row in tokens if row['word_in']):,} are ordinary words of some language.\n")
    parts.append("## Packages\n\n" + "\n".join(["| package | version | licence | use |", "| --- | --- | --- | --- |"] + [
        f"| {row['name']} | {row['version']} | {row['licence']} | {row['use']} |" for row in read_packages()]) + "\n")
    DOCUMENT.write_text("\n".join(parts), encoding="utf-8")
    print(f"{DOCUMENT.name}: {len(entities)} entities, {len(names)} names")


if __name__ == "__main__":
    main()
