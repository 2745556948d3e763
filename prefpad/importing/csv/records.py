"""Parsing records strictly, explaining a malformed one, and writing rows as records."""

from __future__ import annotations

import csv
import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.importing.report import Problem

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable
    from typing import TextIO

LONGEST_CELL = 1 << 24
"""Characters in the longest cell that is read; past it a quote was surely left open."""

WRITTEN_LINE_END = "\r\n"
"""What ends a line that we write; the lines of a cell end with `\\n` alone."""

LINE_END = pattern(r"\r\n?|\n")
QUOTED = r'"[^"]*+(?:""[^"]*+)*+"'
_QUOTED_OR_OPEN = pattern(QUOTED + "?")
_MOST_ABOVE = 20


class UnreadableRow(Problem):
    """A malformed record, with its `text` as in the file."""

    text: str = ""


class StrayRecord(UnreadableRow):
    """A record that is no row of the list and is left out: repeated column names, another table."""


def csv_reader(lines: Iterable[str], delimiter: str) -> Reader:
    """Return a strict reader of records, which raises `csv.Error` at a malformed one."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    return csv.reader(lines, strict=True, delimiter=delimiter)


def fault(line: int, held: list[str], delimiter: str) -> tuple[UnreadableRow, int]:
    """Return what is wrong with the record that begins on `line`, and how many lines it has.

    A quote that closes where another cell begins was surely left open: then the record ends with
    the line of that quote, and what follows are records of their own.
    """
    text = "".join(held)
    between = re.escape(delimiter)
    sound = rf'(?:(?:{QUOTED}|[^"{between}\r\n][^{between}\r\n]*+|){between})*+'
    sound += rf"(?:{QUOTED}(?=[\r\n]|\Z))?"
    opening = _end(re.match(sound, text))
    opened = line + len(LINE_END.findall(text[:opening]))
    closing = _end(_QUOTED_OR_OPEN.match(text, opening))
    closed = line + len(LINE_END.findall(text[:closing]))
    taken = len(held)
    if text[opening : opening + 1] != '"':
        opened, reason = line, f"A cell is longer than {LONGEST_CELL:,} characters."
    elif closing == len(text) or text[closing - 2] in f"{delimiter}\r\n":
        taken = opened - line + 1
        reason = f"The quote that opens on line {opened} is never closed."
    else:
        reason = (
            f"The quote that opens on line {opened} has text right after its end on line {closed}."
        )
    if taken > 1:
        reason += f" Lines {line} to {line + taken - 1} are not read."
    return UnreadableRow(opened, reason, "".join(held[:taken])), taken


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0


def write_rows(rows: Iterable[tuple[int, list[str]]], out: TextIO) -> None:
    """Write rows as CSV, each on the line of its number or the next free one.

    Titles above the column names, one cell a row where the rows below have more, are left out.

    Args:
        rows: the number of each row, in order, and its cells.
        out: where they go, opened with `newline=""`.
    """
    rows = iter(rows)
    first = [*islice(rows, _MOST_ABOVE)]
    titles = next((at for at, (_, cells) in enumerate(first) if sum(map(bool, cells)) > 1), 0)
    writer = csv.writer(out, lineterminator=WRITTEN_LINE_END, quoting=csv.QUOTE_ALL)
    next_line = 1
    for line, cells in chain(first[titles:], rows):
        if any(cells):
            out.write(WRITTEN_LINE_END * (line - next_line))
            writer.writerow([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells])
            next_line = max(line, next_line) + 1
