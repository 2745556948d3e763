"""Notes due for reconfirmation or overdue, and why."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, cast

from prefpad.customers.lookup import resolve_customer
from prefpad.domain.dates import parse_interval
from prefpad.domain.models import Note
from prefpad.domain.record import Record
from prefpad.domain.validation import checked_limit, checked_type
from prefpad.notes.lookup import get_note
from prefpad.notes.repository import Notes
from prefpad.notes.wording import why
from prefpad.reconfirmation.policy import chance_gone, policy_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from prefpad.domain.dates import Interval
    from prefpad.reconfirmation.due_rows import Ranking
    from prefpad.session import Session


class Due(Record):
    """A preference or need that is due for reconfirmation.

    Attributes:
        note: the note to ask about.
        due_on: the day it became, or becomes, worth asking.
        chance_changed: probability between 0 and 1 that it no longer holds.
        why: the reason in one plain sentence.
    """

    note: Note
    due_on: date
    chance_changed: float
    why: str


def due(
    session: Session,
    *,
    within: Interval | None,
    topic: str | None,
    customer: str | None,
    limit: int | None,
    private: bool,
) -> list[Due]:
    """Return the notes due for reconfirmation, most worth asking first; see `Pad.due`."""
    most = checked_limit(limit)
    if customer is None:
        found = each_due(session, within, topic, most, private=private)
        return [*found]
    until, policy = _until(session, within), policy_of(session.settings)
    theirs = [
        note
        for note in Notes(session.connection).of(resolve_customer(session.connection, customer))
        if not note.is_hidden(private)
    ]
    due = policy.due_among(theirs, until, session.today, _topic(topic))[:most]
    return [as_due(note, session.today) for note in due]


def each_due(
    session: Session,
    within: Interval | None,
    topic: str | None,
    limit: int | None = None,
    *,
    private: bool,
) -> Iterator[Due]:
    """Return an iterator over what is due, of all customers, which reads a page at a time.

    What others write to the pad in the meantime counts from the next page on.
    """
    from prefpad.reconfirmation.due_rows import Ranking

    until, policy = _until(session, within), policy_of(session.settings)
    ranking = Ranking(session.connection, policy, until, _topic(topic), private=private)
    return session.each(_pages_due(session, ranking, until, limit, private=private))


def _pages_due(
    session: Session, ranking: Ranking, until: date, limit: int | None, *, private: bool
) -> Iterator[list[Due]]:
    numbers, notes = ranking.numbers(session.today, limit), Notes(session.connection)
    while page := [*islice(numbers, session.page)]:
        yield [
            as_due(note, session.today)
            for note in notes.numbered(page)
            if note.due_on and note.due_on <= until and not note.is_hidden(private)
        ]


def count_due(
    session: Session, *, within: Interval | None, topic: str | None, private: bool
) -> int:
    """Count the notes that are due, up to a thousand."""
    from prefpad.reconfirmation.due_rows import Ranking

    until, policy = _until(session, within), policy_of(session.settings)
    return Ranking(session.connection, policy, until, _topic(topic), private=private).count()


def overdue(
    session: Session,
    *,
    within: Interval | None,
    customer: str | None,
    limit: int | None,
    private: bool,
) -> list[Note]:
    """Return the open promises and problems that are due today or overdue, oldest first."""
    number = None if customer is None else resolve_customer(session.connection, customer)
    until, most = _until(session, within), checked_limit(limit)
    return Notes(session.connection).overdue(until, number, most, private=private)


def each_overdue(session: Session, within: Interval | None, *, private: bool) -> Iterator[Note]:
    """Return an iterator over what is overdue, of all customers, which reads a page at a time."""
    until, notes = _until(session, within), Notes(session.connection)
    return session.each(notes.pages_overdue(until, None, session.page, private=private))


def why_of(session: Session, note: int | Note) -> str:
    """Say in one sentence why a note is, or is not yet, worth asking about."""
    known = note if isinstance(note, Note) else get_note(session, note)
    return why(known, session.today)


def as_due(note: Note, today: date) -> Due:
    """Return a note with the chance that it changed, and why it is worth asking about."""
    chance = chance_gone(note, today)
    return Due(note, cast("date", note.due_on), chance, why(note, today, chance))


def _topic(topic: str | None) -> str | None:
    return None if topic is None else checked_type("A topic", topic)


def _until(session: Session, within: Interval | None) -> date:
    return session.today + timedelta(0 if within is None else parse_interval(within))
