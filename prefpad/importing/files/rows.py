"""Writing rows of cells as CSV, for the one reader of lists."""

from __future__ import annotations

import csv
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

LINE_END = "\r\n"
"""What ends a line; the lines of a cell end with `\\n` alone."""

_MOST_ABOVE = 20


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
    writer = csv.writer(out, lineterminator=LINE_END, quoting=csv.QUOTE_ALL)
    next_line = 1
    for line, cells in chain(first[titles:], rows):
        if any(cells):
            out.write(LINE_END * (line - next_line))
            writer.writerow([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells])
            next_line = max(line, next_line) + 1
