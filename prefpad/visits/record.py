"""Recording visits: that a customer was here, what was served, and that somebody is expected."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers import visit_rows as rows
from prefpad.customers.lookup import get_customer
from prefpad.domain.dates import as_day, past_day
from prefpad.domain.errors import AskedWrongly, BadDay, CouldNot
from prefpad.domain.memoize import pattern
from prefpad.domain.models import ExpectedVisit
from prefpad.domain.normalize import fold
from prefpad.domain.validation import checked_limit, checked_text, checked_type, checked_words
from prefpad.reconfirmation.rates import next_turn, slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.dates import Day
    from prefpad.domain.models import Customer, Note, Rhythm, Visit
    from prefpad.session import Session

_A_YEAR = 366
_BETWEEN_SERVED = ", "
_TIME = pattern(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


class Recorded(NamedTuple):
    """A visit, and the result of recording it.

    Attributes:
        visit: the visit.
        is_new: whether it was not noted yet, or something was served besides.
        seen: the notes that what was served shows to be true still.
        before: the visit day before it, or None.
    """

    visit: Visit
    is_new: bool
    seen: tuple[Note, ...] = ()
    before: date | None = None


def record_visit(
    session: Session,
    customer: str,
    on: Day | None = None,
    served: str | None = None,
    served_by: str | None = None,
) -> Recorded:
    """Record that a customer was here; see `Pad.visit`."""
    day = past_day(on, session.today, session.date_order)
    with session.transaction() as writer:
        person = get_customer(session, customer)
        before = [one for one in rows.visit_days(session.connection, person.number) if one < day]
        fields = _served(session, person, day, served, served_by)
        rows.record(writer, person.number, day.isoformat(), fields)
        is_new = writer.wrote
        seen = _see_again(session, writer, person, day, served or "")
        visit = next(
            one for one in rows.visits(session.connection, person, private=True) if one.on == day
        )
        return Recorded(visit, is_new, seen, before[-1] if before else None)


def _served(
    session: Session, person: Customer, day: date, served: str | None, served_by: str | None
) -> dict[str, Value]:
    """Return what to write of what was served, beside what was served before on that day."""
    fields: dict[str, Value] = {}
    already, _, was_private = rows.served_on(session.connection, person.number, day.isoformat())
    if served is not None:
        text = checked_text(served, "What was served")
        known = [] if already is None else already.split(_BETWEEN_SERVED)
        if fold(text) not in map(fold, known):
            fields["served"] = _BETWEEN_SERVED.join((*known, text))
        fields["private"] = int(was_private or _is_private(session, text))
    if served_by is not None:
        fields["served_by"] = " ".join(checked_words("served_by", served_by).split()) or None
    return fields


def _is_private(session: Session, text: str) -> bool:
    from prefpad.notes.discretion import judge

    return judge(session, None, text).voice == "private"


def _see_again(
    session: Session, writer: UnitOfWork, person: Customer, day: date, served: str
) -> tuple[Note, ...]:
    """Let what was served and taken count as seen, where a preference says the very same.

    Nobody asked, so it is no answer to a question and counts towards no rate of change.
    """
    taken = {fold(one) for one in served.split(_BETWEEN_SERVED)} - {""}
    if not taken:
        return ()
    from prefpad.notes.confirm import confirm_note
    from prefpad.notes.repository import Notes

    seen = [
        note
        for note in Notes(session.connection).of(person.number)
        if note.kind == "preference"
        and note.stance != "dislikes"
        and note.ended_on is None
        and note.confirmed_on < day
        and fold(note.text) in taken
    ]
    for note in seen:
        confirm_note(session, writer, note, day, seen=True)
    return tuple(seen)


def visits(session: Session, customer: str, limit: int | None, *, private: bool) -> list[Visit]:
    """Return the visit days of a customer, the latest first; see `Pad.visits`."""
    person = get_customer(session, customer)
    return rows.visits(session.connection, person, checked_limit(limit), private=private)


class Attendance(NamedTuple):
    """The visits of a customer, and what can be said about all of them.

    Attributes:
        visits: the latest first, read a page at a time.
        lately: the visit days of the last twelve months, the oldest first.
        are_served: whether it is known of any what was served, or by whom.
    """

    visits: Iterator[Visit]
    lately: list[date]
    are_served: bool


def attendance(session: Session, person: Customer, *, private: bool) -> Attendance:
    """Return the visits of a customer, however many."""
    connection = session.connection
    pages = rows.pages_of_visits(connection, person, session.page, private=private)
    a_year_ago = (session.today - timedelta(_A_YEAR)).isoformat()
    return Attendance(
        session.each(pages),
        rows.visit_days(connection, person.number, a_year_ago),
        rows.was_served(connection, person.number, private=private),
    )


def rhythm(session: Session, customer: str) -> Rhythm | None:
    """Return how often a customer comes; see `Pad.rhythm`."""
    return rows.rhythm_of(session.connection, get_customer(session, customer).number)


# -- who is expected -----------------------------------------------------------------------------


class Expectation(NamedTuple):
    """An expected visit, whether anything about it is new, and the time that it had before."""

    visit: ExpectedVisit
    is_new: bool
    no_longer_at: str | None = None


def expect_visit(
    session: Session, customer: str, on: Day, at: str | None = None, what: str | None = None
) -> Expectation:
    """Record that a customer is expected; see `Pad.expect_visit`."""
    day = as_day(on, today=session.today, toward="future", order=session.date_order)
    if day < session.today:
        raise BadDay(
            f"{day} is in the past.", "Give today or a later day. `on=` records a past visit."
        )
    fields: dict[str, Value] = {}
    if at is not None:
        fields["at_time"] = checked_time(at)
    if what is not None:
        fields["what"] = checked_text(what, "What they come for")
        fields["private"] = int(_is_private(session, what))
    with session.transaction() as writer:
        person = get_customer(session, customer)
        times = _times_of(session, person, day)
        number = rows.expect(writer, person.number, day.isoformat(), fields)
        visit = rows.expected_visit(session.connection, person, number)
        moved = times - _times_of(session, person, day)
        return Expectation(visit, writer.wrote, next(iter(moved), None))


def _times_of(session: Session, person: Customer, day: date) -> set[str]:
    """Return the times at which a customer is expected on a day."""
    ahead = rows.expected_visits(session.connection, person, day.isoformat())
    return {one.at for one in ahead if one.on == day and one.at}


def not_coming(session: Session, customer: str, on: Day | None = None) -> list[ExpectedVisit]:
    """Withdraw the visit that is expected next, or on a day; see `Pad.not_coming`."""
    day = None
    if on is not None:
        day = as_day(on, today=session.today, toward="future", order=session.date_order)
    with session.transaction() as writer:
        person = get_customer(session, customer)
        since = (day or session.today).isoformat()
        ahead = rows.expected_visits(session.connection, person, since, private=True)
        off = [one for one in ahead if one.on == (day or ahead[0].on)]
        if not off and (usual := _usual_day(session, person, day)):
            number = rows.expect(writer, person.number, usual.isoformat(), {})
            off = [ExpectedVisit(number, person.name, person.number, usual)]
        if not off:
            when = f" on {day}" if day else ""
            raise CouldNot(
                f"{person.name} is not expected{when}.", "`pad.visits(NAME)` shows their visits."
            )
        for one in off:
            rows.withdraw(writer, one.number, session.today.isoformat())
        return off


def _usual_day(session: Session, person: Customer, day: date | None) -> date | None:
    """Return the day on which a regular is expected by their rhythm, if it is about that day."""
    known = rows.rhythm_of(session.connection, person.number)
    if known is None or known.usual_gap is None or known.next is None:
        return None
    turn = next_turn(known.next.toordinal(), known.usual_gap, session.today.toordinal())
    if turn is None:
        return None
    wanted = day or max(date.fromordinal(turn), session.today)
    return wanted if abs(wanted.toordinal() - turn) <= slack(known.usual_gap) else None


def expected(session: Session, customer: str, *, private: bool = False) -> list[ExpectedVisit]:
    """Return the visits that are expected of a customer, the next one first; see `Pad.expected`."""
    person = get_customer(session, customer)
    today = session.today.isoformat()
    return rows.expected_visits(session.connection, person, today, private=private)


def checked_time(text: str) -> str:
    """Return a time of day as the pad keeps it: `09:30`.

    Raises:
        AskedWrongly: it is not valid.
    """
    found = _TIME.fullmatch(checked_type("A time of day", text).strip())
    if not found:
        raise AskedWrongly(f"{text[:20]!r} is not a time of day.", "Write it as 9:30 or 17:00.")
    return f"{int(found[1]):02}:{found[2]}"
