"""data/languages/CODE/currencies.tsv: names of currencies of two words or more (*Lebanese pounds*) in each language."""

import re

from common import DATA, FURTHER, LANGUAGES, npm_json, read_tsv, write_tsv

# Codes of metals, funds and units of account (ISO 4217) but for the four currencies that several countries share.
SHARED = ("XAF", "XCD", "XOF", "XPF")
FUNDS = ("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "USS", "UYI", "UYW")
DUTCH_PLURALS = (("dollar", "dollars"), ("frank", "franken"), ("kroon", "kronen"), ("peso", "peso's"), ("pond", "ponden"),
                 ("roepie", "roepies"), ("shilling", "shillings"))


def names(language):
    data = npm_json("cldr-numbers-full", f"main/{language}/currencies.json")
    for code, names in data["main"][language]["numbers"]["currencies"].items():
        if code in FUNDS or code.startswith("X") and code not in SHARED:
            continue
        for key, name in names.items():
            if key.startswith("displayName"):
                yield name, code


def forms(language, name):
    """The name with the forms that CLDR does not give: Dutch plurals, German adjectives behind an article or preposition, and
    a space for the hyphen between a country and its currency."""
    yield name
    if re.fullmatch(r"[^\W\d_]+-[^\W\d_]+", name):
        yield name.replace("-", " ")
    if language == "nl":
        for singular, plural in DUTCH_PLURALS:
            if name.endswith(" " + singular):
                yield name.removesuffix(singular) + plural
    if language == "de":
        weak = re.sub(r"^(\w+?)(e|er|es) (\w+)$", r"\1en \3", name)
        yield weak


def is_plain(name):
    """Two words or more without years or remarks: a name of one word may be another word."""
    return re.search(r"[\s-]", name.strip()) and not re.search(r"[\d()\[\]/]", name)


def lower(name):
    """In lower case a name is found in any case; the lower case of a dotted capital I is two characters."""
    return name if "İ" in name else name.lower()


def main():
    for language in sorted((*LANGUAGES, *FURTHER)):
        known = {row["surface"].lower() for row in read_tsv(DATA / "languages" / language / "units.tsv")}
        plain = [(" ".join(name.split()), code) for name, code in names(language) if is_plain(name)]
        rows = [(lower(form), code) for name, code in plain for form in forms(language, name)]
        codes = {}
        for name, code in rows:
            codes.setdefault(name, set()).add(code)
        rows = [(name, code) for name, code in rows if name.lower() not in known and len(codes[name]) == 1]
        print(f"currencies {language}:", write_tsv(DATA / "languages" / language / "currencies.tsv", ("surface", "code"), rows))


if __name__ == "__main__":
    main()
