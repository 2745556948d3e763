"""The card of a customer: whom to greet and how, then what to see, say, ask and do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.notes import DOUBT, standing
from prefpad.cli.render.sections import Line, Section, write_sections
from prefpad.cli.render.serialize import write_json
from prefpad.customers.consent import to_bear_in_mind
from prefpad.domain.humanize import say_day
from prefpad.notes.wording import question, remark, statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.domain.models import Card, Customer, Note

_DAYS_AHEAD = 14


def show_card(card: Card, whys: dict[int, str], form: str, today: date, out: TextIO) -> None:
    """Write a card to `out` in one of the formats.

    Args:
        card: what to show.
        whys: the reasons to show, by note number.
        form: a table is drawn, plain are lines, the others are facts.
        today: the day of the visit.
        out: where to.
    """
    match form:
        case "table":
            from prefpad.cli.render.tables import draw_card

            draw_card(_head(card.customer, today), _sections(card, whys, today), out)
        case "plain":
            write_sections(_head(card.customer, today), _sections(card, whys, today), out)
        case "json":
            write_json(card, out)
        case _:
            from prefpad.domain.models import Note

            notes = [*card.alerts, *card.open, *card.say, *card.ask, *card.act]
            once = list({note.number: note for note in notes}.values())
            show(Listing(Note, once, (), lambda _: ()), form, out)


def _head(person: Customer, today: date) -> list[str]:
    called = [
        f"address: {person.formal or '(ask)'}" if not person.familiar else "",
        f"they offered: {person.familiar}" if person.familiar else "",
        f"formally: {person.formal}" if person.familiar and person.formal else "",
        f"said: {person.pronounced}" if person.pronounced else "",
        f"never: {person.not_called}" if person.not_called else "",
    ]
    marks = [
        "" if person.role == "customer" else person.role,
        ", ".join(person.tags),
        f"last here {say_day(person.last_visit, today)}" if person.last_visit else "not here yet",
        f"looked after by {person.owner}" if person.owner else "",
        *_coming_up(person, today),
    ]
    lines = (" · ".join(filter(None, line)) for line in (called, marks))
    return [
        f"{person.name}  @{person.number}",
        *filter(None, lines),
        *to_bear_in_mind(person, today),
    ]


def _coming_up(person: Customer, today: date) -> list[str]:
    found = []
    for occasion in person.occasions:
        for year in (today.year, today.year + 1):
            try:
                day = date(year, occasion.month, occasion.day)
            except ValueError:
                day = date(year, 3, 1)
            if 0 <= (day - today).days <= _DAYS_AHEAD:
                found.append(f"{occasion.name} {say_day(day, today)}")
    return found


def _sections(card: Card, whys: dict[int, str], today: date) -> list[Section]:
    def lines(notes: list[Note], worded: Callable[[Note], str]) -> list[Line]:
        found = []
        for note in notes:
            when = standing(note, today).removeprefix("confirmed ")
            if worded is question:
                when = when.removesuffix(f", {DOUBT}")
            found.append(Line(str(note.number), worded(note), when))
            if note.number in whys:
                found.append(Line("", f"because {whys[note.number]}"))
        return found

    def known(note: Note) -> str:
        return statement(note, today)

    def with_kind(notes: list[Note]) -> list[Line]:
        return [
            line._replace(
                text=f"  then: {line.text}" if note.parent else f"{note.kind}: {line.text}"
            )
            for note in notes
            for line in lines([note], remark)
        ]

    sections = [
        Section("! SEE FIRST", "red", lines(card.alerts, remark)),
        Section("OPEN", "yellow", with_kind(card.open)),
        Section("MAY SAY", "green", lines(card.say, known)),
        Section("ASK", "cyan", lines(card.ask, question)),
        Section("DO WITHOUT SAYING", "", lines(card.act, known)),
    ]
    more = Section(f"NOT SHOWN: {card.hidden} more (--all, --show-private)", "dim", [])
    return [section for section in sections if section.lines] + [more] * bool(card.hidden)
