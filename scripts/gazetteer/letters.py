"""data/languages/CODE/letters.tsv: how ordinary words, parts of names of persons, and places begin and end.

A multinomial logistic regression over the beginnings and endings of words, learned from the word lists, name_tokens.tsv and the names of
places; every tenth word is held out. Only n-grams that several words share, all of them longer, are written: no entry of a list is copied.
"""

import math
import re
import sys
import zlib
from collections import Counter, defaultdict
from functools import cache

from common import DATA, FURTHER, GAZETTEER, LANGUAGES, german_list, is_script, lower_words, npm_bytes, read_packages, read_tsv, script_of, write_tsv

CLASSES = ("word", "person", "place")
WORD, PERSON, PLACE = range(len(CLASSES))
COLUMNS = ("ngram", *CLASSES)
LONGEST_PREFIX, LONGEST_SUFFIX = 4, 6
# Longer words count as so long.
MOST_LETTERS = 20
# An n-gram is a part of at least so many words; it is always shorter than they are.
LEAST_WORDS = 5
LEAST_LETTERS = 3
# Of each class at most so many examples, and of one entry of a dictionary at most so many forms.
MOST_EXAMPLES = 18_000
MOST_FORMS = 4
CANDIDATES = 7_000
MOST_ROWS = 4_000
MOST_BYTES = 60_000
EPOCHS = (2, 4)
RATE = 0.1
SNAPSHOTS = 10
# Weights are whole numbers of this part of a natural logarithm.
SCALE = 16
LIMIT = 127
HELD_OUT = 10
# The files of a language that hold ordinary words.
WORD_FILES = ("boilerplate", "counted", "function_words", "modifiers", "numbers", "organization_heads", "place_prepositions", "reporting_verbs",
              "roles", "times", "type_words", "units")
PLACE_CLASSES = ("cities", "countries", "geography", "landmarks", "regions", "towns")
PLACE_IDS = ("gn", "gn1", "iso", "loc")


def stable(text):
    return zlib.crc32(text.encode("utf-8"))


def as_read(word, language):
    """The lower case of the word as the program makes it from one with a capital (Turkish i has a dotted capital)."""
    if language == "tr":
        word = {"i": "İ", "ı": "I"}.get(word[0], word[0].upper()) + word[1:]
    return word.lower()


# The forms of the entries of a Hunspell dictionary.

class Affixes:
    """The suffixes of a Hunspell dictionary; prefixes and compounds are left aside."""

    def __init__(self, text):
        self.flag = (re.findall(r"^FLAG (\S+)", text, re.MULTILINE) or ["char"])[0]
        self.special = {flag for name in ("FORBIDDENWORD", "NEEDAFFIX", "ONLYINCOMPOUND") for flag in re.findall(rf"^{name} (\S+)", text, re.MULTILINE)}
        self.rules = defaultdict(list)
        for line in text.splitlines():
            cells = line.split()
            if len(cells) >= 5 and cells[0] == "SFX":
                added, _, further = cells[3].partition("/")
                # Inside brackets a hyphen is itself; outside, only the full stop is special.
                pattern = re.compile(cells[4].replace("-", r"\-") + "$")
                self.rules[cells[1]].append((cells[2].replace("0", ""), added.replace("0", ""), self.flags(further), pattern))

    def flags(self, text):
        if self.flag == "num":
            return text.split(",") if text else []
        return re.findall("..", text) if self.flag == "long" else list(text)

    def grow(self, word, flags):
        for flag in flags:
            for strip, added, further, pattern in self.rules.get(flag, ()):
                if word.endswith(strip) and pattern.search(word):
                    yield word[:len(word) - len(strip)] + added, further

    def forms(self, word, texts):
        """A few forms, always the same: the word itself, and of those with one or two suffixes the first by checksum."""
        flags = sorted({flag for text in texts for flag in self.flags(text)})
        found = set()
        for form, further in self.grow(word, flags):
            found.add(form)
            if len(found) < 200:
                found.update(second for second, _ in self.grow(form, further))
        found.discard(word)
        # Not the checksum by which examples are sampled: those would nearly all have suffixes.
        chosen = sorted(found, key=lambda form: (stable("form " + form), form))[:MOST_FORMS - 1]
        return ([] if self.special.intersection(flags) else [word]) + chosen


def alone(word):
    return [word]


def dictionary(language):
    """{entry of the dictionary: function that gives its forms}"""
    if language in LANGUAGES:
        return dict.fromkeys(german_list() if language == "de" else lower_words(language), alone)
    if not any(row["name"] == f"dictionary-{language}" for row in read_packages()):
        return {}
    affixes = Affixes(npm_bytes(f"dictionary-{language}", "index.aff").decode())
    flags = {}
    for line in npm_bytes(f"dictionary-{language}", "index.dic").decode().splitlines()[1:]:
        word, _, further = line.replace("\t", " ").partition(" ")[0].partition("/")
        if word.isalpha():
            flags.setdefault(word, set()).add(further)
    return {word: lambda form, texts=texts: affixes.forms(form, texts) for word, texts in flags.items()}


# The examples: (form in lower case, class, weight, what it is held out with).

is_letter = cache(is_script)


def is_of_letters(word, script):
    return len(word) >= LEAST_LETTERS and word.isalpha() and all(is_letter(c, script) for c in word)


def is_name(token, script):
    has_capital = token[:1] != token[:1].lower() and not token.isupper()
    return (has_capital or script == "ARABIC") and is_of_letters(token, script)


@cache
def persons(script):
    """{token: weight}"""
    found = {}
    for row in read_tsv(GAZETTEER / "name_tokens.tsv"):
        if is_name(row["token"], script):
            found[row["token"]] = math.log2(1 + int(row["given"]) + int(row["surname"]))
    return found


@cache
def listed_places():
    """(language, name) of the places of the classes."""
    rows = (row for name in PLACE_CLASSES for row in read_tsv(GAZETTEER / name / "names.tsv"))
    return [(row["language"], row["name"]) for row in rows if row["kind"] not in ("demonym", "abbreviation")]


def places(language):
    script = script_of(language)
    found = {name for code, name in listed_places() if code in (language, "mul") and is_name(name, script)}
    for row in read_tsv(DATA / "languages" / language / "names.tsv"):
        if row["entity_id"].split(":")[0] in PLACE_IDS and row["kind"] not in ("demonym", "abbreviation") and is_name(row["name"], script):
            found.add(row["name"])
    return found


def own_words(language):
    """Words of the language's own tables, one of several in a phrase too."""
    found = set()
    for name in WORD_FILES:
        for row in read_tsv(DATA / "languages" / language / f"{name}.tsv"):
            found.update(word for word in row["surface"].split() if word.isalpha() and (language == "ar" or word == word.lower()))
    return found


def sample(found):
    """As many as are used, always the same; of tuples, by their first cell."""
    return sorted(found, key=lambda item: (stable(item if isinstance(item, str) else item[0]), item))[:MOST_EXAMPLES]


def examples(language):
    """The examples of the three classes; what is both a word and a name is left out."""
    script = script_of(language)
    person, place = persons(script), places(language)
    names = {name.lower() for name in (*person, *place)}
    words, inflected = {}, {}
    for entry, forms in dictionary(language).items():
        is_noun = language == "de" and not entry.isupper() and entry.lower().removesuffix("s") not in names
        if entry == entry.lower() or is_noun:
            words[entry] = forms
        elif entry in person or entry in place:
            inflected[entry] = forms
    for word in own_words(language):
        words.setdefault(word, alone)
    ordinary = {as_read(word, language) for word in words}

    found = set()
    for word in sample([word for word in words if as_read(word, language) not in names]):
        held_out_with = as_read(word, language)
        forms = {as_read(form, language) for form in words[word](word) if is_of_letters(form, script)}
        found.update((form, WORD, 1.0, held_out_with) for form in forms - names)
    classes = [sample(found)]
    for class_, weights in ((PERSON, person), (PLACE, dict.fromkeys(place, 1.0))):
        found = set()
        for token in sample([token for token in weights if token.lower() not in ordinary]):
            forms = {form.lower() for form in inflected.get(token, alone)(token) if is_of_letters(form, script)}
            found.update((form, class_, weights[token], token.lower()) for form in forms)
        classes.append(sample(found))
    return classes


# The model.

def ngrams(word):
    """What is known of a word: how it begins (`ab-`) and ends (`-ow`), and how many letters it has (`9`)."""
    length = len(word)
    yield str(min(length, MOST_LETTERS))
    for size in range(1, min(LONGEST_PREFIX, length - 1) + 1):
        yield word[:size] + "-"
    for size in range(1, min(LONGEST_SUFFIX, length - 1) + 1):
        yield "-" + word[-size:]


class Training:
    """Examples as numbers of their n-grams, in an order that mixes the classes; the classes weigh the same."""

    def __init__(self, examples):
        total = [sum(weight for _, c, weight, _ in examples if c == class_) for class_ in range(len(CLASSES))]
        self.numbers = {}
        self.rows = []
        self.seen = Counter()
        before = ""
        for word, class_, weight, _ in sorted(examples, key=lambda example: (stable("order " + example[0]), example)):
            active = [self.numbers.setdefault(ngram, len(self.numbers)) for ngram in ngrams(word)]
            self.rows.append((active, class_, weight * len(examples) / (len(CLASSES) * total[class_])))
            # A surname that is also a town stands here twice and is one word.
            if word != before:
                self.seen.update(active)
            before = word
        self.names = list(self.numbers)

    def candidates(self):
        """The n-grams that tell most, by their likelihood ratio."""
        count = [[0.0] * len(self.names) for _ in CLASSES]
        for active, class_, weight in self.rows:
            of_class = count[class_]
            for number in active:
                of_class[number] += weight

        def gain(number):
            shares = [of_class[number] for of_class in count]
            mean = sum(shares) / len(shares)
            return sum(share * math.log(share / mean) for share in shares if share > 0)

        shared = [number for number, words in self.seen.items() if words >= LEAST_WORDS]
        return sorted(shared, key=lambda number: (-gain(number), self.names[number]))[:CANDIDATES]

    def weights(self, numbers, epochs):
        """{n-gram: weight for each class}, by gradient descent with steps that shrink (AdaGrad), averaged over the last two rounds."""
        place = {number: at for at, number in enumerate(numbers)}
        rows = [([place[number] for number in active if number in place], class_, weight) for active, class_, weight in self.rows]
        w0, w1, w2 = ([0.0] * len(numbers) for _ in CLASSES)
        g0, g1, g2 = ([1.0] * len(numbers) for _ in CLASSES)
        sums = [[0.0] * len(numbers) for _ in CLASSES]
        pause = len(rows) // SNAPSHOTS + 1
        exp, sqrt = math.exp, math.sqrt
        for epoch in range(epochs):
            for at, (active, class_, weight) in enumerate(rows):
                a = b = c = 0.0
                for f in active:
                    a += w0[f]
                    b += w1[f]
                    c += w2[f]
                top = max(a, b, c)
                a, b, c = exp(a - top), exp(b - top), exp(c - top)
                each = weight / (a + b + c)
                a *= each
                b *= each
                c *= each
                if class_ == 0:
                    a -= weight
                elif class_ == 1:
                    b -= weight
                else:
                    c -= weight
                aa, bb, cc = a * a, b * b, c * c
                a, b, c = RATE * a, RATE * b, RATE * c
                for f in active:
                    g0[f] += aa
                    g1[f] += bb
                    g2[f] += cc
                    w0[f] -= a / sqrt(g0[f])
                    w1[f] -= b / sqrt(g1[f])
                    w2[f] -= c / sqrt(g2[f])
                if at % pause == 0 and epoch >= epochs - 2:
                    sums = [[total + w for total, w in zip(of_class, ws)] for of_class, ws in zip(sums, (w0, w1, w2))]
        taken = len(range(0, len(rows), pause)) * min(2, epochs)
        weights = {}
        for number, *triple in zip(numbers, *sums):
            mean = sum(triple) / len(triple)
            weights[self.names[number]] = [(value - mean) / taken for value in triple]
        return weights


def rounded(triple):
    return [max(-LIMIT, min(LIMIT, round(SCALE * weight))) for weight in triple]


def fit(examples):
    """The weights to write: those of the n-grams that mattered most among the candidates, learned again without the others."""
    training = Training(examples)
    weights = training.weights(training.candidates(), EPOCHS[0])
    worth = {ngram: max(map(abs, triple)) * math.sqrt(training.seen[training.numbers[ngram]]) for ngram, triple in weights.items()}
    kept, size = [], 0
    for ngram in sorted(weights, key=lambda ngram: (-worth[ngram], ngram))[:MOST_ROWS]:
        # The weights change a little when they are learned again.
        size += len("\t".join([ngram, *map(str, rounded(weights[ngram]))]).encode()) + 2
        if size <= MOST_BYTES:
            kept.append(training.numbers[ngram])
    weights = training.weights(sorted(kept), EPOCHS[1])
    model = {ngram: rounded(triple) for ngram, triple in weights.items()}
    return {ngram: triple for ngram, triple in model.items() if any(triple)}


def shape(model, word):
    scores = [sum(model[ngram][class_] for ngram in ngrams(word) if ngram in model) / SCALE for class_ in range(len(CLASSES))]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    return [share / sum(shares) for share in shares]


def is_held_out(example):
    return stable(example[3]) % HELD_OUT == 0


def report(language, model, classes):
    """Of the held-out examples of each class: how many are found; words with more than 0.9, and names so taken for words."""
    cells = []
    caught = []
    for class_, found in enumerate(classes):
        held_out = [shape(model, example[0]) for example in found if is_held_out(example)]
        right = sum(1 for shares in held_out if max(range(len(CLASSES)), key=shares.__getitem__) == class_)
        caught.append(sum(1 for shares in held_out if shares[WORD] > 0.9) / max(1, len(held_out)))
        cells.append(f"{len(found)}/{len(held_out)} {right / max(1, len(held_out)):.3f}")
    print("letters", language, len(model), *cells, "p(word)>0.9:", *(f"{share:.3f}" for share in caught), flush=True)


def main(languages=tuple(sorted(LANGUAGES + FURTHER))):
    for language in languages:
        classes = examples(language)
        model = fit([example for found in classes for example in found if not is_held_out(example)])
        report(language, model, classes)
        write_tsv(DATA / "languages" / language / "letters.tsv", COLUMNS, [(feature, *triple) for feature, triple in model.items()])
    write_tsv(DATA / "languages" / "und" / "letters.tsv", COLUMNS, [])


if __name__ == "__main__":
    main(*([tuple(sys.argv[1:])] if sys.argv[1:] else []))
