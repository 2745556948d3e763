"""Notes due for reconfirmation or overdue, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from prefpad.customers.lookup import resolve_customer
from prefpad.domain.dates import parse_interval
from prefpad.domain.models import Note
from prefpad.domain.record import Record
from prefpad.domain.validation import checked_limit, checked_type
from prefpad.notes.lookup import get_note
from prefpad.notes.repository import Notes
from prefpad.notes.wording import why
from prefpad.reconfirmation.policy import chance_gone
from prefpad.reconfirmation.policy_settings import policy_of

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.dates import Interval
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
    from prefpad.reconfirmation.due_rows import Ranking

    until, most, topic = _until(session, within), checked_limit(limit), _topic(topic)
    policy, notes = policy_of(session.settings), Notes(session.connection)
    if customer is None:
        ranking = Ranking(session.connection, policy, until, topic, private=private)
        found = notes.numbered(ranking.numbers(session.today, most))
    else:
        theirs = [
            note
            for note in notes.of(resolve_customer(session.connection, customer))
            if not note.is_hidden(private)
        ]
        found = policy.due_among(theirs, until, session.today, topic)[:most]
    return [as_due(note, session.today) for note in found]


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
