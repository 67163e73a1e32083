"""Who, what and which figures news articles name: `annotate` for texts, `build` for a folder of articles.

Everything that is needed is in the module; nothing is downloaded when it runs.
"""

from __future__ import annotations

import datetime
import decimal
import json
import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Union

from . import _parallax
from ._parallax import Error, __version__

if TYPE_CHECKING:
    import pyarrow

__all__ = ["Error", "__version__", "annotate", "annotate_arrow", "build"]

Path = Union[str, "os.PathLike[str]"]


def annotate(
    texts: Iterable[str | Mapping[str, Any]],
    *,
    language: str | None = None,
    strictness: int | None = None,
    gazetteers: Path | None = None,
    jobs: int | None = None,
) -> list[dict[str, Any]]:
    """What is found in each of the texts: a dict for each, in their order.

    A text is a str, or a dict with `text` and, where they are known, `id`, `title`, `date`, `language`, `outlet`,
    `author`, `url`. Each is looked through by itself, whatever the others are.

    A dict of the answer has what a line of `parallax annotate` has: `id` (as given), `line` (counted from 1), what is
    known of the article (`language`, `published_at`, ...), and the lists `sections`, `mentions`, `numbers`, `quotes`
    and `problems`, whose dicts have the columns of the tables. `start_char` and `end_char` are places in the str:
    `text[start_char:end_char]` is `surface`. Of what cannot be used the dict has `id`, `line` and `error`.

    language: code of the language of texts that do not say their own, such as "nl"; without it, it is detected.
    strictness: how sure, in hundredths (0 to 100, usually 55), a name must be: less finds more names, more fewer
        wrong ones.
    gazetteers: folder with your own lists of names (.csv). A row that cannot be used is a `UserWarning`.
    jobs: how many threads; without it, one for each processor core. Other threads of Python run on meanwhile.

    Raises `TypeError` for what is neither str nor dict, `ValueError` for an option out of its range, and `Error` with
    the sentence of the command line for the rest.
    """
    answers = _answers(texts, language, strictness, gazetteers, jobs)
    return [json.loads(answer) for answer in answers]


def annotate_arrow(
    texts: Iterable[str | Mapping[str, Any]],
    *,
    language: str | None = None,
    strictness: int | None = None,
    gazetteers: Path | None = None,
    jobs: int | None = None,
) -> dict[str, pyarrow.Table]:
    """What `annotate` finds, as tables of Arrow: `articles`, `sections`, `mentions`, `numbers`, `quotes`, `problems`.

    The first columns of every table are `line`, the place of the text among the texts, counted from 1, and `id`, as
    given (what is no str, as JSON); `articles` has `error`, too. The other columns are the members of the dicts, with the
    types that `parallax build --formats parquet` writes: int64, bool, date32, decimal128(3, 2) for shares, and string
    for everything else: exact figures too, since some of their columns hold dates as well.

    Needs pyarrow (`pip install pyarrow`); raises `ImportError` without it, and else as `annotate` does.
    """
    import pyarrow

    answers = _answers(texts, language, strictness, gazetteers, jobs)
    found = [json.loads(answer, parse_float=decimal.Decimal) for answer in answers]
    types: dict[str, tuple[pyarrow.DataType, Callable[[Any], Any]]] = {
        "integer": (pyarrow.int64(), int),
        "share": (pyarrow.decimal128(3, 2), decimal.Decimal),
        "day": (pyarrow.date32(), datetime.date.fromisoformat),
        "boolean": (pyarrow.bool_(), bool),
        "text": (pyarrow.string(), _text),
    }
    before = [("line", "integer"), ("id", "text")]
    tables = {}
    for table, columns in json.loads(_parallax.columns()):
        if table == "articles":
            rows = [(article, article) for article in found]
            columns = [*columns, ("error", "text")]
        else:
            rows = [(article, row) for article in found for row in article.get(table, ())]
        arrays, fields = [], []
        members = [(0, name, kind) for name, kind in before] + [(1, name, kind) for name, kind in columns]
        for place, name, kind in members:
            arrow_type, converted = types[kind]
            cells = [row[place].get(name) for row in rows]
            values = [None if cell is None else converted(cell) for cell in cells]
            arrays.append(pyarrow.array(values, arrow_type))
            fields.append(pyarrow.field(name, arrow_type))
        tables[table] = pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))
    return tables


def build(
    corpus: Path = "corpus",
    output: Path = "output",
    *,
    gazetteers: Path | None = None,
    decisions: Path | None = None,
    language: str | None = None,
    strictness: int | None = None,
    formats: str | Iterable[str] = "csv",
    report: bool = True,
    jobs: int | None = None,
) -> dict[str, Any]:
    """Reads the articles of the folder `corpus`, writes their tables into the folder `output`, and tells what it did.

    The dict has what `output/run.json` has (`counts`, `rows` of each table, `options`, `seconds`, ...), and `problems`:
    for each row of `problems.csv` a dict with `path`, `stage`, `severity`, `problem` and `detail`.

    The options are those of `parallax build`, in the same words; `formats` is "csv,parquet" or ["csv", "parquet"]. Your
    own lists and decisions are read where they are named; `parallax.toml` is not followed. All articles are looked
    through, as with `--fresh`. Other threads of Python run on meanwhile; Ctrl-C is followed when the build is done.

    Raises `ValueError` for an option out of its range, and `Error` with the sentence of the command line for the rest.
    """
    if not isinstance(formats, str):
        formats = ",".join(formats)
    told = _parallax.build(corpus, output, gazetteers, decisions, language, strictness, formats, report, jobs)
    run, problems = json.loads(told)
    return {**json.loads(run), "problems": problems}


def _answers(
    texts: Iterable[str | Mapping[str, Any]],
    language: str | None,
    strictness: int | None,
    gazetteers: Path | None,
    jobs: int | None,
) -> list[bytes]:
    if isinstance(texts, (str, Mapping)):
        raise TypeError("texts are a list: for a single one, annotate([text])")
    lines = b"".join(_line(number, text) for number, text in enumerate(texts, 1))
    answers, problems = _parallax.annotate(lines, language, strictness, gazetteers, jobs)
    for problem in problems:
        warnings.warn(problem, stacklevel=3)
    return answers.split(b"\n")[:-1]


def _line(number: int, text: str | Mapping[str, Any]) -> bytes:
    """A text as a line of JSON. ASCII alone, so that half a surrogate pair spoils its own line and nothing else."""
    if isinstance(text, str):
        fields: dict[str, Any] = {"text": text}
    elif isinstance(text, Mapping):
        # A missing cell of a data frame is not a number.
        fields = {name: field for name, field in text.items() if field == field or not isinstance(field, float)}
    else:
        raise TypeError(f"text {number} is neither a str nor a dict, but {type(text).__name__}")
    return json.dumps(fields, default=_iso).encode("ascii") + b"\n"


def _iso(value: object) -> str:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    raise TypeError(f"a field of a text cannot be a {type(value).__name__}")


def _text(value: object) -> str:
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_text)
