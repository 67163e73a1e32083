"""data/ngrams/SCRIPT.tsv: how likely letters follow each other in each language, by which short texts are told apart.

Counted were they by the package (runs of one to four letters inside words, of a million sentences a language); here the runs that tell most
between languages are chosen, and for each language the probability of its last letter after the others is written, rounded. A run that a language
does not have gets the probability of the run without its first letter, discounted (Brants et al. 2007, "stupid back-off").
"""

import io
import json
import math
import unicodedata
import zipfile

from common import DATA, package_file, write_tsv

PACKAGE = "lingua-language-detector"
KINDS = ("unigrams", "bigrams", "trigrams", "quadrigrams")
LONGEST = len(KINDS)
# The languages of the project, and near or frequent ones that must not be taken for them; how many rows.
SCRIPTS = {
    "arabic": ("ar fa ur", 8_000),
    "cyrillic": ("be bg mk ru sr uk", 15_000),
    "greek": ("el", 100),
    "latin": ("af az ca cs cy da de en es et eu fi fr hr hu id is it lt lv nb nl pl pt ro sk sl sq sv tr vi", 40_000),
}
# Written languages that are one for the project.
TOGETHER = {"hr": ("bs", "hr"), "nb": ("nb", "nn")}
# Rarer runs are not looked at: per letter of text, of the longest runs and of shorter ones.
LEAST, LEAST_OF_SHORT = 2e-7, 6e-8
# Letters beyond are forms for old character sets.
LAST_LETTER = "\u1fff"
BACK_OFF = math.log(0.4)
# A probability is a character: so many quarters of a natural logarithm below 1.
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STEPS = 4
FLOOR = -14.0


def counted(language, length):
    """{run of letters: probability of the last after the others}"""
    with zipfile.ZipFile(package_file(PACKAGE)) as wheel:
        packed = wheel.read(f"lingua/language-models/{language}/{KINDS[length - 1]}.json.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as inner:
        shares = json.loads(inner.read(inner.namelist()[0]))["ngrams"]
    found = {}
    for share, runs in shares.items():
        above, below = share.split("/")
        found.update(dict.fromkeys(runs.split(), int(above) / int(below)))
    return found


def frequencies(language):
    """{run of letters: how often it stands, per letter of text}"""
    found = {"": 1.0}
    for length in range(1, LONGEST + 1):
        least = LEAST if length == LONGEST else LEAST_OF_SHORT
        for run, share in counted(language, length).items():
            frequency = found.get(run[:-1], 0.0) * share
            if frequency >= least and run[-1] <= LAST_LETTER and unicodedata.is_normalized("NFC", run):
                found[run] = frequency
    return found


def frequencies_together(language):
    found = {}
    for part in TOGETHER.get(language, (language,)):
        for run, frequency in frequencies(part).items():
            found[run] = max(found.get(run, 0.0), frequency)
    return found


def rows(languages):
    """(run, how much it tells, logarithm of the probability in each language), shorter runs first."""
    of_languages = [frequencies_together(language) for language in languages]
    runs = sorted(set().union(*of_languages) - {""}, key=lambda run: (len(run), run))
    n = len(languages)
    known = {}
    for run in runs:
        shorter = run[1:]
        while shorter and shorter not in known:
            shorter = shorter[1:]
        without = known.get(shorter)
        row = [value + BACK_OFF for value in without] if without else [FLOOR] * n
        weight = 0.0
        for at, frequencies in enumerate(of_languages):
            frequency = frequencies.get(run)
            if frequency is not None:
                row[at] = math.log(min(1.0, frequency / frequencies[run[:-1]])) if run[:-1] in frequencies else row[at]
                weight += frequency
        row = [max(FLOOR, value) for value in row]
        known[run] = row
        if without:
            change = [value - before for value, before in zip(row, without)]
            mean = sum(change) / n
            weight *= max(abs(value - mean) for value in change)
        else:
            weight = math.inf
        yield run, weight, row


def main():
    for script, (languages, n_rows) in SCRIPTS.items():
        found = sorted(rows(languages.split()), key=lambda row: (-row[1], row[0]))[:n_rows]
        written = [(run, "".join(DIGITS[round(-STEPS * value)] for value in row)) for run, _, row in found]
        print("ngrams:", script, write_tsv(DATA / "ngrams" / f"{script}.tsv", ("ngram", languages), written))


if __name__ == "__main__":
    main()
