"""Names of countries, regions and cities in the languages of FURTHER, added to the tables that the other steps wrote, and
word_guards.tsv, the names of all languages that are ordinary words of one of these.

A language gets a row only where its name is not a `mul` name already. What people wrote in data/languages/CODE/names.tsv comes first: a name
there is no row here, and its `preferred` name makes another one an alias.
"""

import re
from collections import Counter, defaultdict
from functools import cache

from cities import GREAT, GREAT_CAPITAL, chosen, capital_ids, is_good_name, is_town_name
from common import (DATA, FURTHER, GAZETTEER, NAME_COLUMNS, fold, geonames_catalogues, is_script, is_word, lower_words, npm_json, plain, read_tsv,
                    script_of, write_tsv)
from countries import clean_forms, cldr_territories, country_codes
from name_tokens import script_weight
from regions import CONTINENTS, PARTS, iso_codes

CLDR = {"nb": "no"}
GEONAMES = {"nb": ("nb", "nn")}
COMMON_NAME = 150
# Countries where a language is at home: their larger cities are named more often than the word.
HOME = {
    "es": "ES MX AR CO PE CL VE EC BO UY PY CU DO GT HN NI CR PA SV", "fr": "FR BE CH CA LU", "pt": "PT BR AO MZ", "it": "IT CH", "sv": "SE FI", "da": "DK",
    "nb": "NO", "fi": "FI", "pl": "PL", "cs": "CZ", "hu": "HU", "ro": "RO MD", "tr": "TR CY",
}
HOME_PRIOR = 84
# Forms of the packages that a better known place owns.
NOT_HERE = {("iso:NF", "Norfolk"), ("iso:GP", "Guadalupe")}
# In a script without capitals a short name in one word is nearly always a word as well.
CASELESS = {"ar"}
CASELESS_PEOPLE = 750_000
# Words of administration in names of regions that the press leaves out when it is clear what is meant.
LEAST_LETTERS = 3


def catalogue_name(language, key):
    for locale in GEONAMES.get(language, (language,)):
        name = plain(geonames_catalogues().get(locale, {}).get(key, ""))
        if name:
            return re.sub(r"\s*\(.*?\)", "", name)
    return ""


def is_written_in(name, language):
    script = script_of(language)
    if not name or not is_script(name, script) or len(name) < LEAST_LETTERS or re.search(r"[\d(),/;]", name):
        return False
    return is_good_name(name) if script == "LATIN" else script == "ARABIC" or name[0].isupper()


@cache
def hand_names(language):
    """{entity: {name: kind}} of the rows that people wrote."""
    found = defaultdict(dict)
    path = DATA / "languages" / language / "names.tsv"
    for row in read_tsv(path) if path.exists() else []:
        found[row["entity_id"]][row["name"]] = row["kind"]
    return found


def guard(name, language, people=0, capital=False):
    if language in CASELESS and re.fullmatch(r"\w+", name) and people < CASELESS_PEOPLE and not capital:
        return "context"
    if people >= GREAT or capital and people >= GREAT_CAPITAL or not re.fullmatch(r"\w+", name):
        return ""
    if len(name) <= 3 or is_word(name, language) or script_weight(name) >= COMMON_NAME:
        return "context"
    return ""


class Names:
    """The rows of one class, to which languages are added."""

    def __init__(self, folder):
        self.path = GAZETTEER / folder / "names.tsv"
        self.rows = [tuple(row[c] for c in NAME_COLUMNS) for row in read_tsv(self.path) if row["language"] not in FURTHER]
        self.everywhere = defaultdict(dict)
        for entity_id, language, kind, name, _ in self.rows:
            if language == "mul":
                self.everywhere[entity_id][name] = kind
        self.preferred = set()
        self.known = set()

    def add(self, entity_id, language, kind, name, flag=""):
        if (entity_id, name) in NOT_HERE:
            return
        by_hand = hand_names(language)[entity_id]
        latin = script_of(language) == "LATIN"
        if name in by_hand or (entity_id, language, name) in self.known or latin and name in self.everywhere[entity_id]:
            return
        if kind == "preferred":
            taken = (entity_id, language) in self.preferred or "preferred" in by_hand.values()
            kind = "alias" if taken else kind
            self.preferred.add((entity_id, language))
        self.known.add((entity_id, language, name))
        self.rows.append((entity_id, language, kind, name, flag))

    def write(self):
        print(f"{self.path.parent.name}: {write_tsv(self.path, NAME_COLUMNS, self.rows)} names with further languages")


def countries():
    names = Names("countries")
    for language in FURTHER:
        territories = cldr_territories(CLDR.get(language, language))
        listed = npm_json("i18n-iso-countries", f"langs/{CLDR.get(language, language)}.json")["countries"]
        for code in country_codes():
            forms = [territories.get(f"{code}-alt-short", ""), territories.get(code, ""), territories.get(f"{code}-alt-variant", "")]
            if forms[0].isupper():
                forms[0], forms[1] = forms[1], forms[0]
            other = listed.get(code, [])
            for text in [*forms, *([other] if isinstance(other, str) else other)]:
                for form in clean_forms(text):
                    initials = form.replace(".", "").isupper() and len(form) <= 6
                    if is_script(form, script_of(language)) and len(form) >= 2:
                        names.add(f"iso:{code}", language, "abbreviation" if initials else "preferred", form,
                                  "context" if len(form) == 2 and initials else "")
    names.write()


def regions():
    names = Names("regions")
    entities = {row["entity_id"]: row for row in read_tsv(GAZETTEER / "regions" / "entities.tsv")}
    keys = {(f"iso:{iso}" if iso else f"gn1:{key}"): key for key, (iso, _) in iso_codes().items()}
    keys.update({f"gn1:{key}": key for key in geonames_catalogues()["en"] if re.fullmatch(r"[A-Z]{2}\.[A-Z0-9]+", key)})
    city_rows = read_tsv(GAZETTEER / "cities" / "names.tsv")
    home = {row["entity_id"]: row["located_in"] for row in read_tsv(GAZETTEER / "cities" / "entities.tsv")}
    towns = {(home[row["entity_id"]], row["language"], row["name"]) for row in city_rows}
    for language in FURTHER:
        for entity_id in sorted(entities):
            name = catalogue_name(language, keys.get(entity_id, "-"))
            code = entities[entity_id]["located_in"]
            is_town = (code, language, name) in towns or (code, "mul", name) in towns
            if is_written_in(name, language) and not is_town:
                names.add(entity_id, language, "preferred", name, guard(name, language))
        for key, slug in {**CONTINENTS, **PARTS}.items():
            # In many languages one word is the double continent and the country.
            flag = "context" if slug == "the-americas" else ""
            names.add(f"loc:{slug}", language, "preferred", plain(cldr_territories(CLDR.get(language, language))[key]), flag)
    names.write()


def cities():
    names = Names("cities")
    for number, town in chosen():
        entity_id, people, capital = f"gn:{number}", town["population"], number in capital_ids()
        own = plain(town["name"]).split(" / ")[0]
        for language in FURTHER:
            latin = script_of(language) == "LATIN"
            name = catalogue_name(language, number)
            usable = is_written_in(name, language) and (not latin or is_town_name(name))
            if usable:
                names.add(entity_id, language, "preferred", name, guard(name, language, people, capital))
            elif latin and not names.everywhere[entity_id] and is_town_name(own):
                names.add(entity_id, language, "preferred", own, guard(own, language, people, capital))
    names.write()


def word_guards():
    """One-word `mul` names of all classes with the further languages in which they are words."""
    found, at_home = defaultdict(set), defaultdict(set)
    home = {row["entity_id"]: row["located_in"] for row in read_tsv(GAZETTEER / "cities" / "entities.tsv") if int(row["prior"]) >= HOME_PRIOR}
    great = {f"gn:{number}" for number, town in chosen() if town["population"] >= GREAT or
             number in capital_ids() and town["population"] >= GREAT_CAPITAL}
    for path in sorted(GAZETTEER.glob("*/names.tsv")):
        for row in read_tsv(path):
            name = row["name"]
            free = path.parent.name == "countries" or row["entity_id"] in great
            if row["language"] != "mul" or free or not re.fullmatch(r"\w+", name) or name.isupper() and len(name) > 3:
                continue
            found[name].update(language for language in FURTHER if script_of(language) == "LATIN" and is_word(name, language))
            if home.get(row["entity_id"]):
                at_home[name].update(language for language, codes in HOME.items() if home[row["entity_id"]] in codes.split())
    found = {name: languages - at_home[name] for name, languages in found.items()}
    rows = [(name, ",".join(sorted(languages))) for name, languages in found.items() if languages]
    print("word guards:", write_tsv(GAZETTEER / "word_guards.tsv", ("name", "languages"), rows))


def main():
    countries()
    cities()
    regions()
    word_guards()


if __name__ == "__main__":
    main()
