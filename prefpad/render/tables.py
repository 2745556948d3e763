"""Tables and cards as Rich draws them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from prefpad.core.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prefpad.render.card import Section


def console(out: TextIO) -> Console:
    """Return a Rich console on `out` that reads no text as markup, emoji or code."""
    width = None if out.isatty() else int(os.environ.get("COLUMNS") or 80)
    return Console(
        file=out, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False
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
        pad_edge=False,
        header_style="bold",
    )
    for heading in headings:
        right = heading.endswith("#")
        table.add_column(
            _text(heading.removesuffix("#")),
            justify="right" if right else "left",
            no_wrap=right,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    console(out).print(table)


def draw_card(head: Sequence[str], sections: Sequence[Section], out: TextIO) -> None:
    """Draw the head of a card and its sections, each line with its note's number."""
    paper = console(out)
    name, *marks = head
    paper.print(_text(name, "bold"))
    for mark in marks:
        paper.print(_text(mark, "dim"))
    for section in sections:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(justify="right", min_width=5, no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_column(overflow="fold", style="dim")
        for line in section.lines:
            grid.add_row(_text(line.number), _text(line.text, section.style), _text(line.detail))
        paper.print()
        paper.print(_text(section.heading, f"bold {section.style}".strip()))
        paper.print(grid)


def _text(text: str, style: str = "") -> Text:
    return Text(clean(text), style=style)


def draw_lines(lines: Sequence[tuple[str, str]], out: TextIO) -> None:
    """Draw labels and values, one pair a line."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in lines:
        grid.add_row(_text(label), _text(value))
    console(out).print(grid)
