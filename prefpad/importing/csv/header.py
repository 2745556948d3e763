"""Where the header of a file is, what separates its cells, and the names in it."""

from __future__ import annotations

import csv
import re
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import quoted
from prefpad.importing.csv.records import LINE_END, LONGEST_CELL, QUOTED, csv_reader
from prefpad.importing.csv.sniff import SAVE_AS_CSV, empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_LONGEST_HEADER = 200
_MOST_ABOVE = 20
_BYTE_ORDER_MARK = "\ufeff"
_SEPARATOR_LINE = re.compile(r'("?)sep=([^\w"\x00-\x08\x0a-\x1f])\1', re.IGNORECASE)
_BLANK = re.compile(r'[\s;|,"]*')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED_CELL = re.compile(rf"(^|[\t;|,\r\n]){QUOTED}")


class Layout(NamedTuple):
    """How a file is laid out.

    Attributes:
        delimiter: the character between two cells.
        header_line: the line on which the header begins, counted from 1.
        band_line: the line of a row of merged cells over the header, or 0.
    """

    delimiter: str
    header_line: int
    band_line: int = 0


def layout(
    path: Path, lines: Iterable[str], is_header: Callable[[Sequence[str]], bool] | None
) -> Layout:
    """Find the header of a file and what separates its cells.

    That is the first of the first twenty records that `is_header` knows, or else the first. Where
    its gaps are filled by another header right below it, it is a row of merged cells over that one.

    Raises:
        AskedWrongly: no line holds anything.
    """
    records = islice(_records(iter(lines)), _MOST_ABOVE)
    begins = []
    for delimiter, line, cells in records:
        if is_header is None or is_header(cells):
            below = next(records, None) if is_header and not all(cells) else None
            if is_header and below and _has_filled(cells, below[2]) and is_header(below[2]):
                return Layout(below[0], below[1], line)
            return Layout(delimiter, line)
        begins.append(Layout(delimiter, line))
    if not begins:
        raise empty(path)
    return begins[0]


def _has_filled(cells: list[str], below: list[str]) -> bool:
    """Tell whether all cells of a record are filled, and stand below another of as many with gaps."""
    return len(cells) == len(below) and all(map(str.strip, below))


def _records(lines: Iterator[str]) -> Iterator[tuple[str, int, list[str]]]:
    """Yield the records that are not blank: what suits each as delimiter, its line, its cells."""
    said = ""
    number, ahead = 1, deque(islice(lines, _LONGEST_HEADER))
    while ahead:
        taken = 1
        if number == 1 and (separator := _SEPARATOR_LINE.fullmatch(ahead[0].rstrip("\r\n"))):
            said = separator[2]
        elif not _BLANK.fullmatch(ahead[0]):
            delimiter = said or _delimiter("".join(ahead))
            cells, taken = _first_record(ahead, delimiter)
            if not cells or names_in(cells):
                yield delimiter, number, cells
        number += taken
        for _ in range(taken):
            ahead.popleft()
        ahead.extend(islice(lines, taken))


def _first_record(lines: Iterable[str], delimiter: str) -> tuple[list[str], int]:
    """Return the cells of a record and its lines; no cells and one line if it is not sound."""
    reader = csv_reader(lines, delimiter)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return [], 1


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often, outside quotes, in the first record of a text.

    Of several it is the one that stands more often further down, then the one that people use
    less in a name.
    """
    bare = _QUOTED_CELL.sub(r"\1", text)
    first = LINE_END.split(bare, maxsplit=1)[0]
    most = max("\t|;,", key=lambda one: (first.count(one), bare.count(one)))
    return most if most in first else ","


def header_cells(path: Path, lines: Iterable[str], delimiter: str, line: int) -> list[str]:
    """Return the cells of the record that begins on `line`, the first of `lines`.

    Raises:
        AskedWrongly: a quote is left open in it, it is too long, or it holds control characters.
    """
    try:
        cells: list[str] = next(csv_reader(lines, delimiter))
    except csv.Error as error:
        if "limit" in str(error):
            raise AskedWrongly(
                f"{path.name} is not CSV: a column name is longer than {LONGEST_CELL:,} characters.",
                SAVE_AS_CSV,
            ) from None
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
    """Return the column names in a header, stripped; those that are empty at its end left out."""
    names = [cell.strip(_BYTE_ORDER_MARK).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def refuse_duplicates(header: Sequence[str]) -> None:
    """Refuse a header in which two columns have one name.

    Raises:
        AskedWrongly: naming both places.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(header, 1):
        first = places.setdefault(fold(name), place) if name else place
        if first != place:
            raise AskedWrongly(
                f"The file has two columns named {quoted(name)}: number {first} and number {place}.",
                "Rename or remove one of them.",
            )
