"""Build all tables of the gazetteer that come from packages, then SOURCES.tsv."""

import calendar_terms
import check
import cities
import countries
import further
import name_tokens
import regions
import sources


def main():
    for step in (calendar_terms, name_tokens, countries, cities, regions, further, sources):
        step.main()
    return check.main()


if __name__ == "__main__":
    raise SystemExit(main())
