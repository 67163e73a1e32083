"""A list of a million full names of persons, as a list of the user's own: too large and too old (2020) to be built in.

    python3 full_names.py ../../gazetteers/persons.csv

Names of one word are left out: they are titles like *I*, *May* or *Halle* more often than persons.
"""

import csv
import io
import re
import sys

from common import PlainUnpickler, is_latin, plain, wheel_bytes


def full_names():
    """Names of at least two words, without what stands in brackets or behind a comma."""
    titles = PlainUnpickler(io.BytesIO(wheel_bytes("name2nat", "name2nat/name2nats.pkl"))).load()
    found = {plain(re.sub(r"\s*\(.*?\)", "", title).split(",")[0]) for title in titles}
    return sorted(name for name in found if " " in name and is_latin(name) and name[0].isupper() and not re.search(r"[\d/;]", name))


def main():
    with open(sys.argv[1], "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(("entity_id", "type", "subtype", "language", "name", "kind"))
        for name in full_names():
            writer.writerow(("", "person", "", "", name, "preferred"))


if __name__ == "__main__":
    main()
