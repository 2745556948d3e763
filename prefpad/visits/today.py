"""The day's briefing: who is expected, what is owed, what to ask, what comes up, what waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from prefpad.customers.occasions import OCCASIONS_AHEAD, in_words
from prefpad.customers.visit_rows import visit_days
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.humanize import say_day, say_span
from prefpad.domain.record import Record, replace
from prefpad.domain.validation import checked_limit, checked_type
from prefpad.notes.card import is_solved, is_solved_since, questions_aloud
from prefpad.notes.due import Due, as_due
from prefpad.notes.repository import Notes
from prefpad.privacy.policy_text import old_policy
from prefpad.reconfirmation.policy import policy_of
from prefpad.reconfirmation.rates import LONG_AWAY
from prefpad.visits.today_rows import MOST_COUNTED, DayReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.domain.models import Note
    from prefpad.duplicates.find import DuplicatePair
    from prefpad.session import Session
    from prefpad.visits.today_rows import Booked, Regular, Upcoming

_MOST_DAYS = 366
_LOOKED_INTO = 20
_QUESTIONS_EACH = 2
_MOST_COMPARED = 100
_MOST_DUPLICATES = 5


class Awaited(Record):
    """Somebody who is expected.

    Attributes:
        customer: the customer's name.
        customer_number: the number after `@` that means this customer and no namesake.
        on: the day.
        at: the time of day as `09:30`, or None; several bookings of a day as `09:30, 14:00`.
        what: what they come for, or None.
        is_booked: whether they said so; else it is their own rhythm.
        why: why they are expected, in a few words.
        alerts: what must be seen first; of the first twenty who are expected, as the next.
        solved: problems that were solved since they were last here.
    """

    customer: str
    customer_number: int
    on: date
    at: str | None
    what: str | None
    is_booked: bool
    why: str
    alerts: tuple[str, ...] = ()
    solved: tuple[str, ...] = ()


class ComingUp(Record):
    """A birthday, an anniversary that comes up.

    Attributes:
        customer: the customer's name.
        customer_number: the number after `@` that means this customer and no namesake.
        on: the day.
        what: the occasion, with the age or the years where they are known.
    """

    customer: str
    customer_number: int
    on: date
    what: str


class Waiting(Record):
    """Something unfinished.

    Attributes:
        what: what it is, in a sentence.
        command: what to type about it.
    """

    what: str
    command: str


class Counts(Record):
    """How much a day brings, each counted no further than a thousand.

    Attributes:
        expected: who is expected.
        owed: promises and problems whose day has come, and problems without a day.
        overdue: those of them whose day has passed.
        soon: promises and problems due after these days, as far ahead as occasions are shown.
        occasions: birthdays and anniversaries ahead.
        waiting: what is unfinished.
    """

    expected: int
    owed: int
    overdue: int
    soon: int
    occasions: int
    waiting: int


class Briefing(Record):
    """What a day, or some days, bring.

    Attributes:
        on: the first day.
        until: the last day.
        ahead: the last day whose occasions are shown.
        counts: how much there is, whatever the limit.
        expected: who is expected, by day and time.
        owed: promises and problems whose day has come, then problems without a day.
        questions: the two best questions for each of the first twenty who are expected.
        occasions: birthdays and anniversaries ahead.
        waiting: possible duplicates among the expected, and what is unfinished.
    """

    on: date
    until: date
    ahead: date
    counts: Counts
    expected: list[Awaited]
    owed: list[Note]
    questions: list[Due]
    occasions: list[ComingUp]
    waiting: list[Waiting]


def briefing(
    session: Session, *, days: int = 1, owner: str | None = None, limit: int | None = None
) -> Briefing:
    """Return what a day, or some days, bring; see `Pad.briefing`."""
    if not isinstance(days, int) or not 1 <= days <= _MOST_DAYS:
        raise AskedWrongly(
            f"The days to show must be 1 to {_MOST_DAYS}.", "Seven days are a week ahead."
        )
    most = min(MOST_COUNTED, checked_limit(limit) or MOST_COUNTED)
    owner = None if owner is None else checked_type("An owner", owner)
    today = session.today
    until = today + timedelta(days - 1)
    reader = DayReader(session.connection, today, until, most, owner)
    booked, bookings = reader.booked()
    found, usual = reader.regulars()
    regulars = [*_still_expected(session, found)]
    usual -= len(found) - len(regulars)
    coming = [*map(_booked, booked), *(_regular(one, today) for one in regulars)]
    coming.sort(key=lambda one: (one.on, one.at or "24", not one.is_booked))
    expected, questions = _looked_into(session, coming[:most])
    ahead = today + timedelta(max(days - 1, session.settings.value(OCCASIONS_AHEAD)))
    occasions, days_to_wish = reader.occasions(ahead)
    waiting = [*_waiting(session, reader, expected)]
    notes, owed = reader.owed()
    return Briefing(
        today,
        until,
        ahead,
        Counts(
            min(bookings + usual, MOST_COUNTED),
            owed,
            reader.count_overdue(),
            reader.count_due_by(ahead),
            days_to_wish,
            len(waiting),
        ),
        expected,
        Notes(session.connection).numbered(notes),
        questions,
        [*map(_coming_up, occasions)],
        waiting[:most],
    )


def _booked(one: Booked) -> Awaited:
    why = "booked"
    if one.last is None:
        why = "booked, first visit"
    elif (one.on - one.last).days >= LONG_AWAY:
        why = f"booked, welcome back after {say_span((one.on - one.last).days)}"
    return Awaited(one.name, one.customer, one.on, one.at, one.what, is_booked=True, why=why)


def _still_expected(session: Session, regulars: list[Regular]) -> Iterator[Regular]:
    """Yield the regulars but for those who missed a turn and are slipping away."""
    typical = 0.0
    for one in regulars:
        if one.has_missed:
            from prefpad.reconfirmation.schedule_rows import mean_visit_rate
            from prefpad.reports.report_rows import LIKELY_GONE, chance_gone_for_good

            typical = typical or mean_visit_rate(session.connection, session.today)
            known, since = (one.last - one.first).days, (session.today - one.first).days
            if chance_gone_for_good(one.visit_days - 1, known, since, typical) >= LIKELY_GONE:
                continue
        yield one


def _regular(one: Regular, today: date) -> Awaited:
    every = say_span(one.usual_gap).removeprefix("1 ")
    why = f"usually every {every}, last here {say_day(one.last, today)}"
    return Awaited(one.name, one.customer, max(one.on, today), None, None, is_booked=False, why=why)


def _coming_up(one: Upcoming) -> ComingUp:
    return ComingUp(one.name, one.customer, one.on, in_words(one.occasion, one.on))


def _looked_into(session: Session, coming: list[Awaited]) -> tuple[list[Awaited], list[Due]]:
    """Return who is expected with their alerts, and what is best asked of them."""
    policy, today = policy_of(session.settings), session.today
    notes = Notes(session.connection)
    with_alerts: list[Awaited] = []
    asked: dict[int, Note] = {}
    for one in coming[:_LOOKED_INTO]:
        theirs = [note for note in notes.of(one.customer_number) if note.voice != "private"]
        alerts = tuple(note.text for note in theirs if note.alert and note.ended_on is None)
        solved = tuple(_solved_since(session, theirs, one))
        with_alerts.append(replace(one, alerts=alerts, solved=solved))
        patient = policy.after(notes.asked_lately(one.customer_number, today))
        best = questions_aloud(theirs, patient, today)[:_QUESTIONS_EACH]
        asked |= {note.number: note for note in best}
    ranked = sorted(asked.values(), key=lambda note: -policy.worth(note, today))
    return [*with_alerts, *coming[_LOOKED_INTO:]], [as_due(note, today) for note in ranked]


def _solved_since(session: Session, notes: list[Note], expected: Awaited) -> Iterator[str]:
    """Yield the problems that are solved, where the visit that is expected is the first one since."""
    if not any(is_solved(note) for note in notes):
        return
    visits = visit_days(session.connection, expected.customer_number)
    for note in notes:
        if is_solved_since(note, visits, expected.on):
            yield note.text


def _waiting(session: Session, reader: DayReader, expected: list[Awaited]) -> Iterator[Waiting]:
    for missed in reader.unfinished():
        when = say_day(missed.on, session.today)
        yield Waiting(
            f"{missed.name} was expected {when}. Were they here? If not, add --not-coming.",
            f"visit @{missed.customer} --on {missed.on}",
        )
    for pair in _possible_duplicates(session, reader, expected):
        one, other = pair.one, pair.other
        yield Waiting(
            f"{one.name} @{one.number} may be {other.name} @{other.number}:"
            f" {', '.join(pair.reasons)}.",
            f"duplicates @{other.number}",
        )
    if found := reader.rejected():
        file, rejected = found
        rows = "1 row" if rejected == 1 else f"{rejected:,} rows"
        yield Waiting(f"{rows} of {file} could not be imported.", "imports")
    if old_policy(session):
        yield Waiting("Your privacy policy is a year old or older.", "settings policy")


def _possible_duplicates(
    session: Session, reader: DayReader, expected: list[Awaited]
) -> list[DuplicatePair]:
    """Return possible duplicates of those expected, hinted at by a shared name or a comparison."""
    numbers = [one.customer_number for one in expected[:_LOOKED_INTO]]
    hinted = reader.hinted_pairs(numbers, _MOST_COMPARED)
    if not hinted:
        return []
    from prefpad.duplicates.find import likely_among

    return likely_among(session.connection, hinted, _MOST_DUPLICATES)
