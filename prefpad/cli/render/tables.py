"""Tables: side-by-side columns where there is room, stacked lines where not."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TextIO

from prefpad.cli.render.screen import broken_again, cell_len, clip, pad, screen_of, unbroken, wrap
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNBROKEN = {"customer", "name", "address", "phone"}
"""The columns whose cells are never broken."""

_GAP = "  "
_LEAST_COLUMN = 14
_WORTH_CLIPPING = 8
_UNDER = "    "


class _Column(NamedTuple):
    heading: str
    is_figures: bool
    cells: list[str]

    @property
    def width(self) -> int:
        return max(map(cell_len, (self.heading, *self.cells)))

    @property
    def is_unbroken(self) -> bool:
        return self.is_figures or self.heading in UNBROKEN

    def clipped(self, width: int) -> _Column:
        return self._replace(cells=[clip(cell, width) for cell in self.cells])


def draw_table(
    title: str,
    headings: Sequence[str],
    rows: Iterable[tuple[str, ...]],
    out: TextIO,
    gives_way: Sequence[str] = (),
) -> None:
    """Draw a table, without the columns that have nothing in them.

    Args:
        title: over the table, or empty.
        headings: of the columns; one that ends in `#` sets its column to the right.
        rows: the texts of the cells.
        out: where to.
        gives_way: the columns that are clipped or left out, in this order, so that each row has
            one line; without them the widest columns are wrapped at words.
    """
    screen = screen_of(out)
    texts = ([clean(cell) for cell in cells] for cells in zip(*rows, strict=True))
    columns = [
        _Column(heading.removesuffix("#"), heading.endswith("#"), cells)
        for heading, cells in zip(headings, texts, strict=True)
        if any(cells)
    ]
    if gives_way:
        columns = _giving_way(columns, gives_way, screen.width)
    half = max(screen.width // 2, _LEAST_COLUMN)
    beside = [column.clipped(half) if column.is_unbroken else column for column in columns]
    lines = [screen.strong(clean(title))] if title else []
    if widths := _widths(beside, screen.width):
        heading, *drawn = _beside_each_other(beside, widths)
        lines += [screen.strong(heading), "─" * cell_len(heading), *drawn]
    else:
        lines += _under_each_other(columns, screen.width)
    out.writelines(f"{line.rstrip()}\n" for line in lines)


def draw_lines(lines: Sequence[tuple[str, str]], out: TextIO) -> None:
    """Draw labels and values, one pair a line."""
    screen = screen_of(out)
    width = max((cell_len(label) for label, _ in lines), default=0) + len(_GAP)
    for label, value in lines:
        first, *more = wrap(f"{pad(label, width)}{clean(value)}", screen.width, " " * width)
        out.write(f"{screen.strong(first[: len(label)])}{first[len(label) :]}\n")
        out.writelines(f"{line}\n" for line in more)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _giving_way(columns: list[_Column], gives_way: Sequence[str], width: int) -> list[_Column]:
    """Return columns that fit the width: those that give way are clipped or left out."""
    for name in gives_way:
        over = _total([column.width for column in columns]) - width
        at = next((at for at, column in enumerate(columns) if column.heading == name), None)
        if over <= 0 or at is None:
            continue
        room = columns[at].width - over
        if room >= max(_WORTH_CLIPPING, cell_len(name)) and not columns[at].is_unbroken:
            columns[at] = columns[at].clipped(room)
        else:
            del columns[at]
    return columns


def _widths(columns: list[_Column], width: int) -> list[int]:
    """Return the widths of columns that fit beside each other, or nothing if they do not."""
    widths = [column.width for column in columns]
    breakable = {at for at, column in enumerate(columns) if not column.is_unbroken}
    while (over := _total(widths) - width) > 0:
        widest = max(breakable, key=lambda at: widths[at], default=None)
        if widest is None or widths[widest] <= _LEAST_COLUMN:
            return []
        others = max((widths[at] for at in breakable - {widest}), default=0)
        least = max(_LEAST_COLUMN, min(others, widths[widest] - 1))
        widths[widest] = max(least, widths[widest] - over)
    return widths


def _beside_each_other(columns: list[_Column], widths: Sequence[int]) -> list[str]:
    lines = []
    for row in zip(*((column.heading, *column.cells) for column in columns), strict=True):
        texts = [wrap(text, width) for text, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*texts, fillvalue=""):
            cells = [
                " " * (width - cell_len(part)) + part if column.is_figures else pad(part, width)
                for part, width, column in zip(parts, widths, columns, strict=True)
            ]
            lines.append(_GAP.join(cells))
    return lines


def _under_each_other(columns: list[_Column], width: int) -> list[str]:
    """Return each row as lines of its cells, with headings where figures need them."""
    lines = []
    for key, *cells in zip(*(column.cells for column in columns), strict=True):
        said = (
            _said(column, cell)
            for column, cell in zip(columns[1:], cells, strict=True)
            if cell.strip()
        )
        lines += wrap(f"{key} {' · '.join(said)}", width, _UNDER)
    return [broken_again(line) for line in lines]


def _said(column: _Column, cell: str) -> str:
    said = f"{column.heading} {cell.strip()}" if column.is_figures else cell
    return unbroken(said) if column.is_unbroken else said
