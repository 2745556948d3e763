"""The card drawn on a screen: name, address and alerts first, never more than fits."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.card_sections import head, not_shown, sections
from prefpad.cli.render.screen import (
    broken_again,
    cell_len,
    clip,
    screen_of,
    unbroken,
    wrap,
)
from prefpad.cli.render.sections import SectionDrawer
from prefpad.domain.record import replace
from prefpad.domain.sanitize import clean
from prefpad.notes.card import fit, least_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from prefpad.cli.render.screen import Screen
    from prefpad.cli.render.sections import Section
    from prefpad.domain.models import Card, Note

_LINES_OF_A_NOTE = (6, 4, 2)
_LINES_OF_THE_HEAD = 3
_FEW_ALERTS = 3
_SHORTEST_ALERT = 12
_GAP = "  "


def draw_card(
    card: Card, whys: dict[int, str], today: date, out: TextIO, *, everything: bool = False
) -> None:
    """Draw a card on `out`, as much of it as fits above the prompt.

    What does not fit is counted. First long notes are cut, then alerts share lines, then the notes
    that matter least are left out.

    Args:
        card: all there is to show.
        whys: the reasons to show, by note number.
        today: the day of the visit.
        out: where to.
        everything: draw all of it, however high the screen is.
    """
    screen = screen_of(out)
    page = _Page(card, whys, today, screen)
    lines = page.whole() if everything or screen.height is None else page.fitted(screen.height - 1)
    out.writelines(f"{line}\n" for line in lines)


class _Page:
    """The lines of a card on one screen."""

    def __init__(self, card: Card, whys: dict[int, str], today: date, screen: Screen) -> None:
        self._card, self._whys, self._today, self._screen = card, whys, today, screen
        found = sections(card, whys, today)
        self._drawer = SectionDrawer(screen, found)
        self._by_number = {line.number: line for section in found for line in section.lines}

    def whole(self) -> list[str]:
        """Return all lines of the card."""
        return [*self._head(), *self._below(self._card)]

    def fitted(self, most: int) -> list[str]:
        """Return at most so many lines."""
        above = self._head(_LINES_OF_THE_HEAD)
        room = most - len(above)
        for cap in (room, *_LINES_OF_A_NOTE):
            below = self._below(self._card, cap)
            if len(below) <= room:
                return [*above, *below]
        at_most = self._counted(fit(self._card, 0, self._height(cap), 1))
        least = len(at_most) + least_lines(self._card, self._height(cap))
        alerts = self._alerts(room - least)
        if len(alerts) + least > room:
            cap = 1
        for count in range(1, len(at_most) + 1):
            card = fit(self._card, room - len(alerts), self._height(cap), count)
            if len(self._counted(card)) <= count:
                break
        return [*above, *alerts, *self._below(replace(card, alerts=[]), cap)]

    def _height(self, cap: int) -> Callable[[Note], int]:
        """Return a function for the height of a note cut to so many lines."""
        return lambda note: len(self._drawer.lines(self._by_number[str(note.number)], cap))

    def _counted(self, card: Card) -> list[str]:
        return wrap(not_shown(card.hidden), self._screen.width)

    def _head(self, cap: int | None = None) -> list[str]:
        name, address, *more = (
            self._drawer.within(cap, clean(line), lambda text: wrap(text, self._screen.width))
            for line in head(self._card, self._today)
        )
        return [*map(self._screen.strong, (*name, *address)), *chain(*more)]

    def _below(self, card: Card, cap: int | None = None) -> list[str]:
        found = sections(card, self._whys, self._today)
        return [line for section in found for line in self._section(section, cap)]

    def _section(self, section: Section, cap: int | None = None) -> list[str]:
        return self._drawer.section(section, None if section.style == "alert" else cap)

    def _alerts(self, most: int) -> list[str]:
        """Return the alerts, sharing lines if they are many, cut if they would fill the screen."""
        alerts, *_ = sections(self._card, self._whys, self._today)
        if alerts.style != "alert":
            return []
        listed = self._section(alerts)
        if len(alerts.lines) <= _FEW_ALERTS and len(listed) <= most // 2:
            return listed

        def together(limit: int) -> list[str]:
            texts = [
                f"{unbroken(f'{line.number} ')}{clip(clean(line.text), limit)}"
                for line in alerts.lines
            ]
            together = f"{unbroken(' ')}· ".join(texts)
            return [broken_again(line) for line in wrap(_GAP + together, self._screen.width, _GAP)]

        limit = max(cell_len(clean(line.text)) for line in alerts.lines)
        limit = min(limit, most * self._screen.width)
        while len(drawn := together(limit)) >= most and limit > _SHORTEST_ALERT:
            limit -= max(1, limit // 16)
        return [self._screen.heading(alerts.heading, alerts.style), *drawn]
