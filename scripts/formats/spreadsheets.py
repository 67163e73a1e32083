#!/usr/bin/env python3
"""Opens the tables in LibreOffice, in an English and a German locale, and compares every cell with what was written.

    scripts/formats/spreadsheets.py PROGRAM [CORPUS]      (corpus: the folder `corpus`)

PROGRAM writes the tables with commas, with semicolons, and as a workbook. Fails if a cell of the workbook is another one in
any locale, or a number of the CSV files in the locale that they are for. Other cells that LibreOffice reads into something
else when it opens a CSV file (a surface such as 22.000, a time, an id of digits) are counted. Says "skipped" where
LibreOffice is missing.
"""
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from decimal import Decimal, InvalidOperation
from pathlib import Path

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Name of the locale, its number in the options of LibreOffice's CSV filter, and the style that is for it.
LOCALES = [("en-US", 1033, "comma"), ("de-DE", 1031, "semicolon")]
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop></item>
</oor:items>
"""


def convert(files, locale, profile, to, csv_filter=None):
    """Converts files to flat OpenDocument sheets in the folder `to`."""
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(SETTINGS.format(locale))
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    if csv_filter:
        command.append(f"--infilter={csv_filter}")
    command += ["--convert-to", "fods", "--outdir", str(to), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)


def cell_value(cell):
    """A cell as its type and what is compared of it."""
    kind = cell.get(OFFICE + "value-type")
    if kind in ("float", "percentage", "currency"):
        return "number", Decimal(cell.get(OFFICE + "value"))
    if kind == "date":
        return "date", cell.get(OFFICE + "date-value")
    if kind == "boolean":
        return "boolean", cell.get(OFFICE + "boolean-value")
    if kind is None:
        return "empty", ""
    return kind, "\n".join("".join(part_of(p)) for p in cell.iter(TEXT + "p"))


def part_of(element):
    """The texts of a paragraph, in which runs of spaces are elements."""
    yield element.text or ""
    for child in element:
        if child.tag == TEXT + "s":
            yield " " * int(child.get(TEXT + "c", "1"))
        else:
            yield from part_of(child)
        yield child.tail or ""


def sheets(path, n_columns):
    """The rows of each sheet of a flat OpenDocument file, by its name, without empty ones at the end."""
    found = {}
    for table in ElementTree.parse(path).iter(TABLE + "table"):
        rows = []
        for row in table.iter(TABLE + "table-row"):
            cells = []
            for cell in row:
                repeated = int(cell.get(TABLE + "number-columns-repeated", "1"))
                cells += [cell_value(cell)] * min(repeated, n_columns)
            n_repeated = int(row.get(TABLE + "number-rows-repeated", "1"))
            if n_repeated < 10_000:
                rows += [cells] * n_repeated
        found[table.get(TABLE + "name")] = rows
    return found


def is_same(written, read, column_type):
    """Whether a cell was read as it was written: `written` with a decimal point, and without a guard in a workbook."""
    kind, value = read
    if written == "":
        return kind == "empty"
    if kind == "number":
        try:
            return Decimal(written) == value
        except InvalidOperation:
            return False
    if column_type in ("integer", "number"):
        return False
    if kind == "boolean":
        return column_type == "boolean" and written == value
    return written == value


def compare(rows, read, types, is_workbook):
    """How many cells of numbers, and how many others, were read as something else; with the first of them."""
    wrong, other, first = 0, 0, None
    for idx, row in enumerate(rows):
        cells = read[idx] if idx < len(read) else []
        for place, (written, column_type) in enumerate(zip(row, types)):
            cell = cells[place] if place < len(cells) else ("empty", "")
            is_guarded = written[:1] == "'" and written[1:2] in ("=", "+", "-", "@", " ")
            raw = written[1:] if is_workbook and is_guarded else written
            if is_same(raw, cell, column_type):
                continue
            if column_type in ("integer", "number") or is_workbook:
                wrong += 1
                first = first or f"row {idx + 2}, column {place + 1}: written {raw!r}, read {cell!r}"
            else:
                other += 1
    return wrong, other, first


def tables(folder):
    """Name, rows with decimal points, and types of columns of each table."""
    package = json.loads((folder / "datapackage.json").read_text())
    for resource in package["resources"]:
        types = [field["type"] for field in resource["schema"]["fields"]]
        with open(folder / resource["path"], encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=resource["dialect"]["delimiter"]))
        yield resource["name"], rows[0], rows[1:], types


def main():
    if not shutil.which("soffice"):
        print("skipped: LibreOffice (soffice) is not installed")
        return 0
    program = Path(sys.argv[1]).resolve()
    corpus = sys.argv[2] if len(sys.argv) > 2 else "corpus"
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for style in ("comma", "semicolon"):
            build = [program, "build", "--quiet", "--corpus", corpus, "--csv", style, "--formats", "csv,xlsx"]
            subprocess.run([*build, "--output", folder / style], check=True)
        expected = {name: (header, rows, types) for name, header, rows, types in tables(folder / "comma")}
        n_cells = sum(len(rows) * len(types) for _, rows, types in expected.values())
        print(f"{n_cells} cells")
        for locale, number, own_style in LOCALES:
            profile = folder / f"profile-{locale}"
            for style, separator in (("comma", 44), ("semicolon", 59)):
                to = folder / f"{locale}-{style}"
                files = sorted((folder / style).glob("*.csv"))
                options = f"CSV:{separator},34,76,1,,{number},false,true"
                convert(files, locale, profile, to, options)
                total_wrong, total_other, first = 0, 0, None
                for name, (header, rows, types) in expected.items():
                    if style == "semicolon" and name == "changes":
                        continue
                    read = next(iter(sheets(to / f"{name}.fods", len(header)).values()))
                    wrong, other, example = compare(rows, read[1:], types, False)
                    total_wrong, total_other = total_wrong + wrong, total_other + other
                    first = first or (example and f"{name}: {example}")
                is_own = style == own_style
                failed |= is_own and total_wrong > 0
                print(f"{locale} csv {style}: {total_wrong} numbers and {total_other} other cells read as something else"
                      + (f", the first {first}" if first and is_own else ""))
            to = folder / f"{locale}-xlsx"
            convert([folder / "comma/parallax.xlsx"], locale, profile, to)
            workbook = sheets(to / "parallax.fods", 64)
            total, first = 0, None
            for name, (header, rows, types) in expected.items():
                read = workbook[name]
                names = [value for _, value in read[0]][: len(header)]
                wrong, _, example = compare(rows, read[1:], types, True)
                total += wrong + (names != header)
                first = first or (example and f"{name}: {example}")
            failed |= total > 0
            print(f"{locale} xlsx: {total} cells read as something else" + (f", the first {first}" if first else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
