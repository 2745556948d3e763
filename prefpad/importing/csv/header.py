"""Finding a file's header, its delimiter and its column names."""

from __future__ import annotations

import csv
import re
from collections import deque
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import (
    UNENDED_ENTITY,
    mended,
    quoted,
    reaches_somebody,
    read_plainly,
)
from prefpad.importing.csv.records import LINE_END, LONGEST_CELL, QUOTED, csv_reader
from prefpad.importing.csv.sniff import SAVE_AS_CSV, empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_LONGEST_HEADER = 200
_TELLING = 1 << 20
"""Characters in which a delimiter shows; a cell of a bad file may be far longer."""
_MOST_ABOVE = 20
_BYTE_ORDER_MARK = "\ufeff"
_SEPARATOR_LINE = pattern(r'("?)sep=([^\w"\x00-\x08\x0a-\x1f])\1', re.IGNORECASE)
_BLANK = pattern(r'[\s;|,"]*')
_CONTROL = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENTITY = pattern(UNENDED_ENTITY + ";", re.IGNORECASE)
_QUOTED_CELL = pattern(rf"(^|[\t;|,\r\n]){QUOTED}")


class Layout(NamedTuple):
    """How a file is laid out.

    Attributes:
        delimiter: the character between two cells.
        header_line: the line on which the header begins, counted from 1; 0 if it has none.
        header: the column names, stripped; those that are empty at its end are left out.
        band_line: the line of a row of merged cells over the header, or 0.
    """

    delimiter: str
    header_line: int
    header: tuple[str, ...] = ()
    band_line: int = 0


class _Record(NamedTuple):
    """A record that is not blank: its likely delimiter, its line, and its cells."""

    delimiter: str
    line: int
    cells: list[str]


def layout(
    path: Path,
    lines: Iterable[str],
    is_header: Callable[[Sequence[str]], bool] | None,
    header_line: int = 0,
) -> Layout:
    """Find the header and the delimiter of a file.

    That is the first of the first twenty records that `is_header` knows, or else the first. Where
    its gaps are filled by another header right below it, it is a row of merged cells over that one.
    A file has no header if its first record holds an e-mail address or a phone.

    Args:
        path: what the file is called.
        lines: its lines.
        is_header: tells whether cells are column names that it knows.
        header_line: the line on which the header begins, if that is said.

    Raises:
        AskedWrongly: no line holds anything, or none begins where the header was said to.
    """
    records = _records(iter(lines))
    if header_line:
        said = next((one for one in records if one.line >= header_line), None)
        if not said:
            raise AskedWrongly(
                f"{path.name} has no column names on line {header_line:,} or below it.",
                "Say which line has the column names with `header_line=LINE`.",
            )
        return Layout(said.delimiter, said.line, names_in(said.cells))
    seen: list[_Record] = []
    for record in islice(records, _MOST_ABOVE):
        if is_header is None or is_header(names_in(record.cells)):
            return _below_a_band(seen[-1] if seen else None, record, next(records, None), is_header)
        seen.append(record)
    if not seen:
        raise empty(path)
    first = _below_titles(seen)
    if any(map(reaches_somebody, first.cells)):
        names = (f"column {place}" for place in range(1, len(first.cells) + 1))
        return Layout(first.delimiter, 0, tuple(names))
    return Layout(first.delimiter, first.line, names_in(first.cells))


def _below_titles(records: list[_Record]) -> _Record:
    """Return the first of some records that is malformed, or at least half as full as the fullest."""
    full = [len([*filter(None, map(str.strip, one.cells))]) for one in records]
    pairs = zip(records, full, strict=True)
    return next(one for one, cells in pairs if not one.cells or 2 * cells >= max(full))


def _below_a_band(
    above: _Record | None,
    record: _Record,
    below: _Record | None,
    is_header: Callable[[Sequence[str]], bool] | None,
) -> Layout:
    """Work out the layout of a file from its header's record and those next to it."""
    names = names_in(record.cells)
    if is_header and below and len(below.cells) == len(record.cells):
        if both := _over_one_another(record.cells, below.cells, is_header):
            return Layout(below.delimiter, below.line, both, record.line)
        if _fills(below.cells, record.cells) and is_header(names_in(below.cells)):
            names = _told_apart(names_in(below.cells), record.cells)
            return Layout(below.delimiter, below.line, names, record.line)
    if above and len(above.cells) == len(record.cells) and _is_merged(above.cells):
        names = _told_apart(names, above.cells)
        return Layout(record.delimiter, record.line, names, above.line)
    return Layout(record.delimiter, record.line, names)


def _told_apart(names: tuple[str, ...], band: list[str]) -> tuple[str, ...]:
    """Return column names, with what stands over them where a group repeats one of another group.

    Under `Member` and `Emergency contact`, both with a phone, the second is an `Emergency contact phone`.
    """
    groups: list[tuple[str, list[int]]] = []
    both = zip_longest(names, names_in(band)[: len(names)], fillvalue="")
    for place, (_, over) in enumerate(both):
        if not groups or (over and over != groups[-1][0]):
            groups.append((over, []))
        groups[-1][1].append(place)
    told, taken = [*names], set[str]()
    for over, places in groups:
        said = {fold(names[place]) for place in places if names[place]}
        if over and said & taken:
            for place in places:
                told[place] = f"{over} {names[place]}".strip()
        taken |= said
    return tuple(told)


def _fills(below: list[str], above: list[str]) -> bool:
    """Tell whether a record fills the gaps of the one above it and has none itself."""
    names = names_in(below)
    return all(names) and len(names) > len({*filter(None, map(str.strip, above))})


def _is_merged(cells: list[str]) -> bool:
    """Tell whether a record is a row of merged cells, with gaps or repeated cells."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return len({*said}) < len(cells) and not any(map(reaches_somebody, said))


def _over_one_another(
    above: list[str], below: list[str], is_header: Callable[[Sequence[str]], bool]
) -> tuple[str, ...]:
    """Return the names in two records that together are one header, with cells merged downwards."""
    gaps = [place for place, cell in enumerate(below) if not cell.strip()]
    if not gaps or not all(above[place].strip() for place in gaps):
        return ()
    if any(map(reaches_somebody, below)) or not any(not cell.strip() for cell in above):
        return ()
    both = names_in(
        [one if one.strip() else other for one, other in zip(below, above, strict=True)]
    )
    return both if is_header(both) else ()


def _records(lines: Iterator[str]) -> Iterator[_Record]:
    """Yield the records that are not blank."""
    said = ""
    number, ahead = 1, deque(islice(lines, _LONGEST_HEADER))
    while ahead:
        taken = 1
        if number == 1 and (separator := _SEPARATOR_LINE.fullmatch(ahead[0].rstrip("\r\n"))):
            said = separator[2]
        elif not is_blank(ahead[0]):
            delimiter = said or _delimiter("".join(ahead)[:_TELLING])
            cells, taken = _first_record(ahead, delimiter)
            if not cells or names_in(cells):
                yield _Record(delimiter, number, cells)
        number += taken
        for _ in range(taken):
            ahead.popleft()
        ahead.extend(islice(lines, taken))


def _first_record(lines: Iterable[str], delimiter: str) -> tuple[list[str], int]:
    """Return the cells of a record and its number of lines; no cells and 1 if it is malformed."""
    reader = csv_reader(lines, delimiter)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return [], 1


def _delimiter(text: str) -> str:
    """Return the delimiter that is most frequent, outside quotes, in the first record of a text.

    Of several it is the one that stands more often further down, then the one that people use
    less in a name.
    """
    bare = _QUOTED_CELL.sub(r"\1", text)
    if "&" in bare:
        bare = _ENTITY.sub("", bare)
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
            f"{path.name} is not CSV: its column names contain control characters.", SAVE_AS_CSV
        )
    return cells


def is_blank(line: str) -> bool:
    """Tell whether a line holds nothing but delimiters."""
    return _BLANK.fullmatch(line) is not None


def names_in(cells: list[str]) -> tuple[str, ...]:
    """Return the column names in a header, stripped, without empty ones at its end."""
    names = [mended(read_plainly(cell.strip(_BYTE_ORDER_MARK).strip())) for cell in cells]
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
