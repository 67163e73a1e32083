"""data/languages/CODE/calendar.tsv: months and weekdays, full and short, without a final full stop."""

from common import DATA, HAND, LANGUAGES, npm_json, plain, read_tsv, write_tsv

WEEKDAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}


def cldr_rows(language):
    data = npm_json("cldr-dates-full", f"main/{language}/ca-gregorian.json")
    gregorian = data["main"][language]["dates"]["calendars"]["gregorian"]
    for kind, table, values in (("month", "months", None), ("weekday", "days", WEEKDAYS)):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for key, surface in gregorian[table][context][width].items():
                    yield plain(surface).rstrip("."), kind, values[key] if values else int(key)


def main():
    hand = read_tsv(HAND / "calendar.tsv")
    for language in LANGUAGES:
        rows = list(cldr_rows(language))
        rows += [(row["surface"], row["kind"], row["value"]) for row in hand if row["language"] == language]
        print(f"calendar {language}:", write_tsv(DATA / "languages" / language / "calendar.tsv", ("surface", "kind", "value"), rows))


if __name__ == "__main__":
    main()
