"""Tables, drawn by Rich.

Rich wraps every padded cell in an object of its own, which takes half as long again as the drawing:
the gap between columns is a space behind each text, and no column is padded.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_A_PAGE = 80


class _Paper(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line what it means that nobody reads on; Rich would exit."""
        raise BrokenPipeError


def console(out: TextIO) -> Console:
    """Return a Rich console on `out` that reads no text as markup, emoji or code."""
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if re.fullmatch("[1-9][0-9]{0,3}", columns) else _A_PAGE
    in_a_pipe = not out.isatty()
    return _Paper(
        file=out,
        width=width if in_a_pipe else None,
        height=_A_PAGE if in_a_pipe else None,
        markup=False,
        emoji=False,
        highlight=False,
    )


def draw_table(
    title: str, headings: Sequence[str], rows: Iterable[tuple[str, ...]], out: TextIO
) -> None:
    """Draw a table; a heading that ends in `#` sets its column to the right."""
    table = Table(
        title=_text(title) if title else None,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        show_edge=False,
        padding=0,
        header_style="bold",
    )
    for heading in headings:
        right = heading.endswith("#")
        table.add_column(
            _cell(heading.removesuffix("#")),
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*map(_cell, row))
    console(out).print(table)


def draw_lines(lines: Sequence[tuple[str, str]], out: TextIO) -> None:
    """Draw labels and values, one pair a line."""
    grid = Table.grid()
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in lines:
        grid.add_row(_cell(f"{label} "), _cell(value))
    console(out).print(grid)


def _cell(text: str, style: str = "") -> Text:
    return _text(f"{text} ", style)


def _text(text: str, style: str = "") -> Text:
    return Text(clean(text), style=style)
