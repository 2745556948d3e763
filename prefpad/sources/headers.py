"""Where the header of a file is, what separates its cells, and the names in it."""

from __future__ import annotations

import csv
import re
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.core.errors import AskedWrongly
from prefpad.core.names import fold
from prefpad.sources.parsing import LINE_END, QUOTED, csv_reader
from prefpad.sources.refusals import SAVE_AS_CSV, empty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LONGEST_HEADER = 200
_SEPARATOR_LINE = re.compile(r'("?)sep=([^\w"\x00-\x08\x0a-\x1f])\1', re.IGNORECASE)
_BLANK = re.compile(r'[\s;,"]*')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED_CELL = re.compile(rf"(^|[\t;,\r\n]){QUOTED}")


def layout(path: Path, lines: Iterable[str]) -> tuple[str, int]:
    """Return the delimiter and the line on which the header begins.

    Raises:
        AskedWrongly: no line holds anything.
    """
    said = ""
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        if number == 1 and (separator := _SEPARATOR_LINE.fullmatch(line.rstrip("\r\n"))):
            said = separator[2]
        elif not _BLANK.fullmatch(line):
            rest = (text for _, text in islice(numbered, _LONGEST_HEADER))
            return said or _delimiter(line + "".join(rest)), number
    raise empty(path)


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often, outside quotes, in the first record of a text.

    Of several it is the one that stands more often further down, then the one that people use
    less in a name.
    """
    bare = _QUOTED_CELL.sub(r"\1", text)
    first = LINE_END.split(bare, maxsplit=1)[0]
    most = max("\t;,", key=lambda one: (first.count(one), bare.count(one)))
    return most if most in first else ","


def header_cells(path: Path, lines: Iterable[str], delimiter: str, line: int) -> list[str]:
    """Return the cells of the record that begins on `line`, the first of `lines`.

    Raises:
        AskedWrongly: a quote is left open in it, or it holds control characters.
    """
    try:
        cells: list[str] = next(csv_reader(lines, delimiter))
    except csv.Error:
        raise AskedWrongly(
            f"The column names on line {line} of {path.name} have a quote that is not closed.",
            "Close it or take it out, and import the file again.",
        ) from None
    if any(map(_CONTROL.search, cells)):
        raise AskedWrongly(
            f"{path.name} is not CSV: its column names hold control characters.", SAVE_AS_CSV
        )
    return cells


def names_in(cells: list[str]) -> tuple[str, ...]:
    """Return the column names in a header, stripped; a last one that is empty is left out."""
    names = tuple(cell.strip() for cell in cells)
    return names[:-1] if names and not names[-1] else names


def refuse_duplicates(path: Path, header: tuple[str, ...]) -> None:
    """Refuse a header in which two columns have one name.

    Raises:
        AskedWrongly: naming both places.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(header, 1):
        first = places.setdefault(fold(name), place) if name else place
        if first != place:
            raise AskedWrongly(
                f"{path.name} has two columns named {name!r}: number {first} and number {place}.",
                "Rename or remove one of them.",
            )
