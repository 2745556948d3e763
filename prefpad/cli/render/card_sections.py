"""The texts of a card: its head, its sections and the count of what is left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from prefpad.cli.render.formats import sparkline
from prefpad.cli.render.notes import by_when
from prefpad.cli.render.sections import Line, Section
from prefpad.cli.render.visits import when_expected
from prefpad.customers.consent import to_bear_in_mind
from prefpad.domain.calendar_days import by_month
from prefpad.domain.humanize import say_day, say_past_day, say_span
from prefpad.domain.models import Note
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.card import is_offered
from prefpad.notes.wording import offered_extra, question, statement
from prefpad.reconfirmation.rates import LONG_AWAY

if TYPE_CHECKING:
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
    """Return the groups of a card that have something in them; an alert to ask about stands once.

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
