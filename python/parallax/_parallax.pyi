"""The compiled part of `parallax`; call what `parallax` itself has."""

import os

__version__: str

class Error(Exception):
    """Why something could not be done, in the words of the command line."""

def annotate(
    lines: bytes,
    language: str | None,
    strictness: int | None,
    gazetteers: str | os.PathLike[str] | None,
    jobs: int | None,
) -> tuple[bytes, list[str]]:
    """The answers of `parallax annotate` to lines of JSON, and what of the user's own lists could not be used."""

def columns() -> str:
    """The columns of what `annotate` finds, as JSON: a list of tables, each a name and a list of column and type."""

def build(
    corpus: str | os.PathLike[str],
    output: str | os.PathLike[str],
    gazetteers: str | os.PathLike[str] | None,
    decisions: str | os.PathLike[str] | None,
    language: str | None,
    strictness: int | None,
    formats: str,
    report: bool,
    jobs: int | None,
) -> str:
    """Makes the tables of a corpus; gives `run.json` and the problems, as JSON."""
