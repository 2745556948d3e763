"""A head and groups of lines under it: what a card and a greeting are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TextIO

from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTE_NUMBER = 5
"""How wide the number of a note stands before its line."""


class Line(NamedTuple):
    """One line of a card: a note's number, what to know, its day, and why it is asked."""

    number: str
    text: str
    day: str = ""
    why: str = ""


class Section(NamedTuple):
    """A group of lines; `style` is one of `screen.LABELS` or empty, and never the only sign."""

    heading: str
    style: str
    lines: list[Line]


def write_sections(head: Sequence[str], sections: Sequence[Section], out: TextIO) -> None:
    """Write a head and sections to `out` as plain lines with tabs."""
    out.writelines(f"{clean(line)}\n" for line in head)
    for section in sections:
        out.write(f"\n{clean(section.heading)}\n")
        for line in section.lines:
            parts = (line.number, line.text, line.day)
            out.write("\t".join(clean(part) for part in parts).rstrip() + "\n")
            if line.why:
                out.write(f"\t{clean(line.why)}\n")
