"""Visits of customers, past and expected.

An expected visit is no visit day: it has a table of its own, which nothing that counts, rates
or remembers visits reads.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from prefpad.domain.models import ExpectedVisit, Rhythm, Visit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.models import Customer

TELLS_OF_A_VISIT = "source <> 'relayed' AND parent IS NULL AND ended IS NOT 'mistake'"
"""True of notes that tell of a visit on their day: what we did about another tells of none."""


def visit_days_of(customer: str) -> str:
    """Return the query of a customer's visit days, each with its row in `visits` if it has one.

    Args:
        customer: the customer's number, as SQL.
    """
    return f"""
SELECT on_day AS day, number FROM visits WHERE customer = {customer}
UNION ALL SELECT on_day, NULL FROM checks WHERE customer = {customer}
UNION ALL SELECT noted_on, NULL FROM notes
    WHERE customer = {customer} AND {TELLS_OF_A_VISIT}"""


_AFTER_ALL_DAYS = "a"
_VISITS = f"""
SELECT day, max(days.number) AS number, served, served_by, private
FROM ({visit_days_of(":customer")}) AS days LEFT JOIN visits ON visits.number = days.number
WHERE day < :before GROUP BY day ORDER BY day DESC LIMIT :limit"""


def record(
    writer: UnitOfWork, customer: int, on_day: str, fields: Mapping[str, Value] | None = None
) -> int:
    """Record a visit, once a day, and return its number."""
    known = writer.connection.execute(
        "SELECT number FROM visits WHERE customer = ? AND on_day = ?", (customer, on_day)
    ).fetchone()
    if known is None:
        row = {"customer": customer, "on_day": on_day, **(fields or {})}
        return writer.insert("visits", {**row, "author": writer.signature.author})
    if fields:
        writer.update("visits", known[0], fields)
    return int(known[0])


def served_on(
    connection: sqlite3.Connection, customer: int, on_day: str
) -> tuple[str | None, str | None, bool]:
    """Return what was served on a day, by whom, and whether that is private."""
    row = connection.execute(
        "SELECT served, served_by, private FROM visits WHERE customer = ? AND on_day = ?",
        (customer, on_day),
    ).fetchone()
    return (row[0], row[1], bool(row[2])) if row else (None, None, False)


def visits(
    connection: sqlite3.Connection,
    person: Customer,
    limit: int | None = None,
    *,
    private: bool = False,
) -> list[Visit]:
    """Return the visits of a customer, latest first, with what was served unless private."""
    size = -1 if limit is None else limit
    return next(pages_of_visits(connection, person, size, private=private), [])


def pages_of_visits(
    connection: sqlite3.Connection, person: Customer, size: int, *, private: bool = False
) -> Iterator[list[Visit]]:
    """Yield the same, that many at a time."""
    before = _AFTER_ALL_DAYS
    while rows := connection.execute(
        _VISITS, {"customer": person.number, "before": before, "limit": size}
    ).fetchall():
        yield [
            Visit(
                number,
                person.name,
                person.number,
                date.fromisoformat(day),
                None if is_private and not private else served,
                served_by,
            )
            for day, number, served, served_by, is_private in rows
        ]
        before = rows[-1][0]


def was_served(connection: sqlite3.Connection, number: int, *, private: bool = False) -> bool:
    """Tell whether it is known of any visit of a customer what was served, or by whom."""
    (known,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM visits WHERE customer = ?"
        " AND (served_by <> '' OR (served <> '' AND (? OR NOT private))))",
        (number, private),
    ).fetchone()
    return bool(known)


def visit_days(connection: sqlite3.Connection, number: int, after: str = "") -> list[date]:
    """Return the visit days of a customer after a day, oldest first."""
    rows = connection.execute(
        f"SELECT DISTINCT day FROM ({visit_days_of(':customer')}) WHERE day > :after ORDER BY day",
        {"customer": number, "after": after},
    )
    return [date.fromisoformat(day) for (day,) in rows]


def rhythm_of(connection: sqlite3.Connection, customer: int) -> Rhythm | None:
    """Return how often a customer comes, or None if they have not been here yet."""
    row = connection.execute(
        "SELECT first_day, last_day, visit_days, usual_gap, next_day FROM _rhythms"
        " WHERE customer = ?",
        (customer,),
    ).fetchone()
    if row is None:
        return None
    first, last, visit_days, gap, following = row
    next_day = None if following is None else date.fromordinal(following)
    return Rhythm(date.fromordinal(first), date.fromordinal(last), visit_days, gap, next_day)


def expected_visits(
    connection: sqlite3.Connection,
    person: Customer,
    since: str,
    *,
    private: bool = False,
) -> list[ExpectedVisit]:
    """Return the expected visits from a day on, without those already made, next one first."""
    return _expected(
        connection,
        person,
        "on_day >= ? AND withdrawn_on IS NULL AND NOT EXISTS (SELECT 1 FROM visits"
        " WHERE visits.customer = expected_visits.customer"
        " AND visits.on_day = expected_visits.on_day) ORDER BY on_day, at_time",
        since,
        private=private,
    )


def expected_visit(connection: sqlite3.Connection, person: Customer, number: int) -> ExpectedVisit:
    """Return one expected visit of a customer."""
    return _expected(connection, person, "number = ?", number, private=True)[0]


def _expected(
    connection: sqlite3.Connection,
    person: Customer,
    which: str,
    value: str | int,
    *,
    private: bool,
) -> list[ExpectedVisit]:
    rows = connection.execute(
        "SELECT number, on_day, at_time, what, private FROM expected_visits"
        f" WHERE customer = ? AND {which}",
        (person.number, value),
    )
    return [
        ExpectedVisit(
            number,
            person.name,
            person.number,
            date.fromisoformat(day),
            at,
            None if is_private and not private else what,
        )
        for number, day, at, what, is_private in rows
    ]


def next_expected(connection: sqlite3.Connection, customer: int, since: str) -> date | None:
    """Return the first day on or after a day on which a customer is expected and not yet here."""
    row = connection.execute(
        "SELECT min(on_day) FROM expected_visits"
        " WHERE customer = :customer AND on_day >= :since AND withdrawn_on IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM visits WHERE visits.customer = :customer AND visits.on_day = :since)",
        {"customer": customer, "since": since},
    ).fetchone()
    return row[0] and date.fromisoformat(row[0])


def expect(writer: UnitOfWork, customer: int, on_day: str, fields: Mapping[str, Value]) -> int:
    """Add an expected visit, one for each day and booking; return its number.

    Of a visit that was called off before, only the day comes back: the time may be another now.

    Args:
        writer: the open transaction.
        customer: who.
        on_day: when.
        fields: `at_time`, `what`, `private` and `booking`, where known.
    """
    booking = fields.get("booking", "")
    known = writer.connection.execute(
        "SELECT number, withdrawn_on FROM expected_visits"
        " WHERE customer = ? AND on_day = ? AND booking = ?",
        (customer, on_day, booking),
    ).fetchone()
    if known is None:
        author = writer.signature.author
        row = {"customer": customer, "on_day": on_day, **fields, "author": author}
        return writer.insert("expected_visits", row)
    number, called_off_on = known
    forgotten = {"at_time": None, "what": None, "private": 0} if called_off_on else {}
    writer.update("expected_visits", number, {**forgotten, **fields, "withdrawn_on": None})
    return int(number)


def withdraw(writer: UnitOfWork, number: int, on_day: str) -> None:
    """Mark an expected visit as called off."""
    writer.update("expected_visits", number, {"withdrawn_on": on_day})
