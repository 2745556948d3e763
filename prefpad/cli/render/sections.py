"""A head and groups of lines under it: what a card, a greeting and a briefing are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.screen import cell_len, clip, pad, wrap
from prefpad.domain.record import Record
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from prefpad.cli.render.screen import Screen

NOTE_NUMBER = 5
"""How many columns the number of a note takes before its line."""

_GAP = "  "


class Line(Record):
    """One line of a card: a note's number, what to know, its day, and why it is asked."""

    number: str
    text: str
    day: str = ""
    why: str = ""


class Section(Record):
    """A group of lines; `style` is one of `screen.LABELS` or empty, and never the only sign."""

    heading: str
    style: str
    lines: list[Line]


class SectionDrawer:
    """Draws sections on a screen, with the number, the text and the day of each line in columns.

    Args:
        screen: where they are shown.
        sections: all that may be drawn, from which the widths of the columns follow.
    """

    def __init__(self, screen: Screen, sections: Iterable[Section]) -> None:
        found = [line for section in sections for line in section.lines]
        self._screen = screen
        self._number = max([NOTE_NUMBER, *(len(line.number) for line in found)])
        self._indent = " " * (self._number + 1)
        day = max((len(line.day) for line in found), default=0)
        text = max((cell_len(clean(line.text)) for line in found), default=0)
        room = screen.width - len(_GAP) - day
        self._before_day = min(room, len(self._indent) + text)

    def section(self, section: Section, cap: int | None = None) -> list[str]:
        """Return a section as it is drawn; a heading alone is a sentence.

        Args:
            section: its heading and lines.
            cap: clip the text of a line that would be drawn in more lines than this.
        """
        if not section.lines:
            return wrap(section.heading, self._screen.width)
        heading = self._screen.heading(section.heading, section.style)
        return [heading, *(part for line in section.lines for part in self.lines(line, cap))]

    def lines(self, line: Line, cap: int | None = None) -> list[str]:
        """Return one line of a section as it is drawn, with its reason under it."""
        number, text, why = line.number.rjust(self._number), clean(line.text), clean(line.why)
        under = self._indent + " " * (len(text) - len(text.lstrip()))

        def beside_its_day(text: str) -> list[str]:
            first, *more = wrap(f"{number} {text}", self._before_day, under)
            return [f"{pad(first, self._before_day)}{_GAP}{line.day}".rstrip(), *more]

        def before_its_day(text: str) -> list[str]:
            words = " · ".join(filter(None, (text, line.day)))
            return wrap(f"{number} {words}", self._screen.width, under)

        form = before_its_day if self._screen.is_narrow else beside_its_day
        return [
            *self.within(cap, text, form),
            *(wrap(self._indent + why, self._screen.width, self._indent) if why else []),
        ]

    def within(self, most: int | None, text: str, drawn: Callable[[str], list[str]]) -> list[str]:
        """Return a text as it is drawn, clipped until that takes no more lines than allowed."""
        lines = drawn(text)
        width = self._screen.width * (most or 0)
        while most and len(lines) > most and width > 0:
            lines = drawn(clip(text, width))
            width -= 4
        return lines


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
