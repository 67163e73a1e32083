"""data/gazetteer/countries: countries, territories and states that are no more."""

import json
import math
import re
from functools import cache

from common import HAND, LANGUAGES, Gazetteer, geonames_json, npm_json, plain, read_tsv, wheel_bytes
from demonyms import add_demonyms

NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
# Codes of territories that belong to a state and of parts of the world that are nobody's.
TERRITORIES = set("""AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU
PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT""".split())
HOME = {"NL", "BE", "DE", "AT", "CH", "GB", "US", "FR", "UA", "RU", "IL", "PS", "CN"}


@cache
def cldr_territories(language):
    data = npm_json("cldr-localenames-full", f"main/{language}/territories.json")
    return data["main"][language]["localeDisplayNames"]["territories"]


@cache
def country_codes():
    return sorted(c for c in cldr_territories("en") if re.fullmatch(r"[A-Z]{2}", c) and c not in NOT_COUNTRIES)


@cache
def wikidata_ids():
    """Wikidata ids by ISO 3166-1 code (`NL`) and ISO 3166-2 code (`US-AZ`)."""
    found = {}
    for feature in npm_json("@rapideditor/country-coder", "src/data/borders.json")["features"]:
        properties = feature["properties"]
        codes = [properties.get("iso1A2", "")] + properties.get("aliases", [])
        for code in codes:
            if properties.get("wikidata") and re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code):
                if len(code) > 2 or code == properties.get("iso1A2"):
                    found[code] = properties["wikidata"]
    # The second package has the European Netherlands and Denmark where the first has the kingdoms.
    for line in wheel_bytes("rigour", "rigour/data/territories/data.jsonl").decode().splitlines():
        row = json.loads(line)
        if row.get("qid"):
            found[row["code"].upper()] = row["qid"]
    return found


def clean_forms(text):
    """Forms of a package entry: none with brackets, a dash between words or a comma."""
    text = plain(text)
    if "(" in text or " - " in text or "," in text:
        return []
    return [text]


def main():
    gazetteer = Gazetteer("countries")
    population = {code: row["population"] for code, row in geonames_json("countries").items()}
    geonames_ids = {code: str(row["geonameid"]) for code, row in geonames_json("countries").items()}
    hand = read_tsv(HAND / "country_names.tsv")
    preferred = {(r["entity_id"], code): r["name"] for r in hand if r["kind"] == "preferred" for code in languages_of(r)}
    iso_names = {language: npm_json("i18n-iso-countries", f"langs/{language}.json")["countries"] for language in LANGUAGES}
    for code in country_codes():
        entity_id = f"iso:{code}"
        names = {language: preferred.get((entity_id, language)) or package_preferred(code, language) for language in LANGUAGES}
        people = max(population.get(code, 0), 1000)
        territory = code in TERRITORIES
        prior = min(250, 165 + 8 * math.log10(people) + (20 if code in HOME else 0) - (15 if territory else 0))
        gazetteer.add(entity_id, "location", "territory" if territory else "country", names.get("en") or names[LANGUAGES[0]], prior,
                      wikidata_ids().get(code, ""), geonames_ids.get(code, ""), code, code, "cldr-localenames-full")
        for language in LANGUAGES:
            gazetteer.name(entity_id, language, "preferred", names[language])
            for key in (code, f"{code}-alt-short", f"{code}-alt-variant"):
                for form in clean_forms(cldr_territories(language).get(key, "")):
                    add_form(gazetteer, entity_id, language, form)
            listed = iso_names[language].get(code, [])
            for text in [listed] if isinstance(listed, str) else listed:
                for form in clean_forms(text):
                    add_form(gazetteer, entity_id, language, form)
    for row in read_tsv(HAND / "historical_countries.tsv"):
        gazetteer.add(row["entity_id"], "location", "former_country", row["name"], int(row["prior"]), source="hand")
    apply_hand(gazetteer, hand)
    add_demonyms(gazetteer, "country")
    gazetteer.write()


def languages_of(row):
    return LANGUAGES if row["language"] == "mul" else (row["language"],)


def package_preferred(code, language):
    names = cldr_territories(language)
    short = names.get(f"{code}-alt-short", "")
    if short and not short.isupper():
        return plain(short)
    name = plain(names[code])
    if language == "en":
        name = name.replace(" & ", " and ").replace("St. ", "Saint ")
    return name


def add_form(gazetteer, entity_id, language, form):
    if form:
        gazetteer.name(entity_id, language, "abbreviation" if form.replace(".", "").isupper() else "alias", form)


def apply_hand(gazetteer, rows):
    unknown = sorted({row["entity_id"] for row in rows} - set(gazetteer.entities))
    if unknown:
        raise ValueError(f"names of unknown entities {unknown}")
    for row in rows:
        if row["kind"] == "drop":
            gazetteer.drop(row["entity_id"], row["language"], row["name"])
        else:
            gazetteer.name(row["entity_id"], row["language"], row["kind"], row["name"], row["guard"])


if __name__ == "__main__":
    main()
