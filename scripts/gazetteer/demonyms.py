"""Inflected adjectives and inhabitants from the short tables under hand/."""

import re
from functools import cache

from common import HAND, LANGUAGES, read_tsv


def dutch(adjectives, inhabitants):
    for word in adjectives:
        yield from literal(word) or (word, re.sub(r"ees$", "es", word) + "e")
    for word in inhabitants:
        if literal(word):
            yield from literal(word)
            continue
        singular, _, plural = word.partition(":")
        yield singular
        yield plural or dutch_plural(singular)


def dutch_plural(word):
    if word.endswith("ees"):
        return word[:-3] + "ezen"
    if word.endswith("aan"):
        return word[:-3] + "anen"
    if word.endswith("ijn"):
        return word + "en"
    if word.endswith("er") or word.endswith("ër"):
        return word + "s"
    raise ValueError(f"no plural for {word}")


def german(adjectives, inhabitants):
    for word in adjectives:
        yield from literal(word) or [word + ending for ending in ("", "e", "em", "en", "er", "es")]
    for word in inhabitants:
        if literal(word):
            yield from literal(word)
            continue
        masculine, _, feminine = word.partition(":")
        if masculine.endswith("er"):
            forms = [masculine, masculine + "s", masculine + "n"]
        elif masculine.endswith("e"):
            forms = [masculine, masculine + "n"]
        else:
            forms = [masculine, masculine + "en"]
        feminine = feminine or masculine.removesuffix("e") + "in"
        yield from (*forms, feminine, feminine + "nen")


def english(adjectives, inhabitants):
    for word in adjectives:
        yield from literal(word) or [word]
    for word in inhabitants:
        if literal(word):
            yield from literal(word)
            continue
        singular, _, plural = word.partition(":")
        yield singular
        yield plural or english_plural(singular)


def english_plural(word):
    if re.search(r"(French|Irish|Dutch|Scots|Welsh|English|Manx|Cornish)(wo)?man$", word):
        return word[:-2] + "en"
    if re.search(r"(ese|ish|ch|ss)$", word):
        return word
    return word + "s"


def literal(word):
    return [word[1:]] if word.startswith("=") else []


RULES = {"nl": dutch, "de": german, "en": english}


@cache
def guards():
    return {(row["language"], row["name"]) for row in read_tsv(HAND / "demonym_guards.tsv")}


def cells(text):
    return [word.replace("_", " ") for word in text.split() if word != "-"]


def add_demonyms(gazetteer, table):
    """Add the rows of hand/TABLE_demonyms_LANGUAGE.tsv; a language without the file has none."""
    for language in LANGUAGES:
        path = HAND / f"{table}_demonyms_{language}.tsv"
        if not path.exists():
            continue
        rows = read_tsv(path)
        unknown = sorted({row["id"] for row in rows} - set(gazetteer.entities))
        if unknown:
            raise ValueError(f"{path.name}: unknown {unknown}")
        for row in rows:
            for form in RULES[language](cells(row["adjectives"]), cells(row["inhabitants"])):
                guard = "context" if (language, form) in guards() else ""
                gazetteer.name(row["id"], language, "demonym", form, guard)
