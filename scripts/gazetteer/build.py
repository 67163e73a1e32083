"""Build all tables of the gazetteer that come from packages, then SOURCES.tsv."""

import calendar_terms
import check
import cities
import countries
import currency_names
import document
import further
import geography
import language_ngrams
import letters
import name_tokens
import regions
import sources
import towns


def main():
    for step in (calendar_terms, currency_names, name_tokens, countries, cities, towns, regions, geography, further, letters, language_ngrams, sources, document):
        step.main()
    return check.main()


if __name__ == "__main__":
    raise SystemExit(main())
