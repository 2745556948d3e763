"""The card in words, and drawn on a screen: name, address and alerts first, never more than fits."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import sparkline
from prefpad.cli.render.screen import (
    broken_again,
    cell_len,
    clip,
    screen_of,
    unbroken,
    wrap,
)
from prefpad.cli.render.sections import Line, Section, SectionDrawer
from prefpad.cli.render.visits import when_expected
from prefpad.customers.consent import to_bear_in_mind
from prefpad.domain.calendar_days import by_month
from prefpad.domain.humanize import say_day, say_past_day, say_span
from prefpad.domain.models import Note
from prefpad.domain.record import replace
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.card import fit, is_offered, least_lines
from prefpad.notes.wording import by_when, offered_extra, question, statement
from prefpad.reconfirmation.rates import LONG_AWAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.cli.render.screen import Screen
    from prefpad.domain.models import Card, Hidden, Shared


_FEWEST_VISITS = 3
_SHARES = {
    "phone": "shares a phone with",
    "email": "shares an e-mail with",
    "address": "same address as",
    "household": "same household as",
}


def head(card: Card, today: date) -> list[str]:
    """Return the head of a card: the name, the address, and what else to know about a customer."""
    person = card.customer
    called = [
        f"address: {person.formal or 'not known, ask'}" if not person.familiar else "",
        f"they offered: {person.familiar}" if person.familiar else "",
        f"formally: {person.formal}" if person.familiar and person.formal else "",
        f"pronounced: {person.pronounced}" if person.pronounced else "",
        f"not called: {person.not_called}" if person.not_called else "",
    ]
    role_is_said = any(tag.split("/")[0] == person.role for tag in person.tags)
    marks = [
        "" if person.role == "customer" or role_is_said else person.role,
        ", ".join(person.tags),
        _last_here(person.last_visit, today),
        _rhythm(card.visits, today),
        *(f"expected {when_expected(one, today)}" for one in card.expected[:1]),
        f"looked after by {person.owner}" if person.owner else "",
        *(f"{one.what} {say_day(one.on, today)}" for one in card.coming_up),
    ]
    return [
        f"{person.name}  @{person.number}",
        " · ".join(filter(None, called)),
        " · ".join(filter(None, marks)),
        *to_bear_in_mind(person, today),
        *([_shared(card.shared)] if card.shared else []),
        *(f"{note.tag}: {note.text}" for note in card.tag_notes),
        *([_poll(card)] if card.poll else []),
    ]


def _last_here(day: date | None, today: date) -> str:
    if day is None:
        return "no visits yet"
    welcome = ": welcome them back" if (today - day).days >= LONG_AWAY else ""
    return f"last here {say_past_day(day, today)}{welcome}"


def _shared(shared: list[Shared]) -> str:
    """Word what a customer shares with whom: `shares a phone with Ida Cole (@3)`."""
    people: dict[str, list[str]] = {}
    for one in shared:
        people.setdefault(one.what, []).append(f"{one.customer} (@{one.customer_number})")
    said = (f"{_SHARES[what]} {', '.join(others)}" for what, others in people.items())
    return " · ".join(said)


def _poll(card: Card) -> str:
    number = card.customer.number
    return f"ask once: {card.poll} (`prefpad add @{number} poll: ANSWER`)"


def _rhythm(visits: list[date], today: date) -> str:
    """Say how often a customer comes, with a picture of the last twelve months."""
    if len(visits) < _FEWEST_VISITS:
        return ""
    between = (visits[-1] - visits[0]).days / (len(visits) - 1)
    return f"every {say_span(between)} {sparkline(by_month(visits, today))}"


def sections(card: Card, whys: dict[int, str], today: date) -> list[Section]:
    """Return the groups of a card that are not empty; an alert to ask about is in one only.

    The last one has a heading alone, which counts what is not shown.
    """
    asked = {note.number for note in card.ask}
    alerts = {note.number for note in card.alerts}

    def line(note: Note, text: str) -> Line:
        return Line(str(note.number), text, _day(note, today), whys.get(note.number, ""))

    def said(note: Note) -> str:
        tried = note.parent is not None and not KINDS[note.kind].stays_open
        if is_offered(note, card.last_extra, today):
            return offered_extra(note, card.last_extra, today)
        words = question(note) if note.number in asked else statement(note, today)
        return f"  then: {words}" if tried else words

    groups = [
        ("IMPORTANT", "alert", card.alerts),
        ("STILL OPEN", "open", card.open),
        ("YOU CAN MENTION", "", card.say),
        ("ASK", "", [note for note in card.ask if note.number not in alerts]),
        ("GOOD TO KNOW (for staff)", "", card.act),
    ]
    found = [
        Section(heading, style, [line(note, said(note)) for note in notes])
        for heading, style, notes in groups
        if notes
    ]
    counted = not_shown(card.hidden)
    return [*found, Section(counted, "", [])] if counted else found


def not_shown(hidden: Hidden) -> str:
    """Say how many notes of each section a card does not show, and how to see them."""
    counts = {
        "still open": hidden.open,
        "to ask": hidden.ask,
        "to mention": hidden.say,
        "for staff": hidden.act,
        "private": hidden.private,
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    shown_by = {
        "--all": hidden.open or hidden.ask or hidden.say or hidden.act,
        "--show-private": hidden.private,
    }
    options = ", ".join(option for option, count in shown_by.items() if count)
    return f"NOT SHOWN: {said} ({options})" if said else ""


def _day(note: Note, today: date) -> str:
    if note.ended_on:
        return say_day(note.ended_on, today)
    if note.by:
        return by_when(note, today)
    is_confirmed = KINDS[note.kind].asked_again and note.standing == "standing"
    return say_past_day(note.confirmed_on if is_confirmed else note.noted_on, today)


class CardNote(Note):
    """A note on a card.

    Attributes:
        section: `alerts`, `open`, `say`, `ask` or `act`.
    """

    section: str = ""


def notes_of(card: Card) -> list[CardNote]:
    """Return the notes of a card in its order; an alert to ask about stands among the alerts."""
    sections = {
        "alerts": card.alerts,
        "open": card.open,
        "say": card.say,
        "ask": [note for note in card.ask if not note.alert],
        "act": card.act,
    }
    return [
        CardNote(**vars(note), section=section)
        for section, notes in sections.items()
        for note in notes
    ]


_LINES_OF_A_NOTE = (6, 4, 2)
_LINES_OF_THE_HEAD = 3
_FEW_ALERTS = 3
_SHORTEST_ALERT = 12
_GAP = "  "


def draw_card(
    card: Card,
    whys: dict[int, str],
    today: date,
    out: TextIO,
    *,
    above: int = 0,
    everything: bool = False,
) -> None:
    """Draw a card on `out`, as much of it as fits above the prompt.

    What does not fit is counted. First long notes are cut, then alerts share lines, then the notes
    that matter least are left out.

    Args:
        card: all there is to show.
        whys: the reasons to show, by note number.
        today: the day of the visit.
        out: where to.
        above: how many lines of the screen are taken.
        everything: draw all of it, however high the screen is.
    """
    screen = screen_of(out)
    page = _Page(card, whys, today, screen)
    lines = (
        page.whole()
        if everything or screen.height is None
        else page.fitted(screen.height - 1 - above)
    )
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
        """Return at most that many lines."""
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
        """Return a function for the height of a note cut to that many lines."""
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
