"""What a day brings, each read from an index: nothing of it grows with the pad."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.occasions import occurrence
from prefpad.db.conditions import STAYS_OPEN
from prefpad.db.errors import parse_stored_date
from prefpad.domain.models import Occasion
from prefpad.reconfirmation.rates import MOST_SLACK, slack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

MOST_COUNTED = 1000
"""How far what a day brings is read and counted."""

_DAYS_UNFINISHED = 7
_ORDINAL_TO_JULIAN = 1_721_424.5
"""What SQLite adds to a day that Python counts from 1 January of the year 1."""
_LEAP_DAY = 29
_BEFORE_IT = (2, 28)

_OWNER = " AND customers.owner = :owner COLLATE NOCASE"
_BOOKED = """
SELECT expected_visits.customer, name, on_day, at_time, iif(private, NULL, what), last_day
FROM expected_visits
JOIN customers ON customers.number = expected_visits.customer
LEFT JOIN _rhythms ON _rhythms.customer = expected_visits.customer
WHERE withdrawn_on IS NULL AND on_day BETWEEN :since AND :until AND NOT EXISTS (
    SELECT 1 FROM visits WHERE visits.customer = expected_visits.customer AND {came}
){owner}
ORDER BY on_day, at_time IS NULL, at_time, expected_visits.number LIMIT :most"""
_CAME_THAT_DAY = "visits.on_day = expected_visits.on_day"
_CAME_SINCE = "visits.on_day >= expected_visits.on_day"
_REGULARS = """
SELECT customer, name, next_day, usual_gap FROM _rhythms
JOIN customers ON customers.number = customer
WHERE usual_gap IS NOT NULL AND next_day BETWEEN :first - :slack AND :last AND role = 'customer'
    AND last_day < :first AND NOT EXISTS (
        SELECT 1 FROM expected_visits WHERE expected_visits.customer = _rhythms.customer
            AND on_day > date(last_day + :julian) AND on_day <= :until
    ){owner}
ORDER BY next_day LIMIT :most"""
_OCCASIONS = """
SELECT customer, customers.name, occasions.name, month, day, year FROM occasions
JOIN customers ON customers.number = customer
WHERE (month, day) >= (:month, :day) AND (month, day) <= (:last_month, :last_day){owner}
ORDER BY month, day, occasions.number LIMIT :most"""
_OPEN = f"FROM notes WHERE ended_on IS NULL AND {STAYS_OPEN} AND voice <> 'private'"
_IN_CHARGE = " AND owner = :owner COLLATE NOCASE"
_DUE = "by_day <= :until"
_OVERDUE = "by_day < :since"
_UNDATED = "by_day IS NULL"
_NAMESAKES = """
SELECT mine.customer, customers.name, min(theirs.customer) FROM json_each(:these) AS these
JOIN handles AS mine ON mine.customer = these.value AND mine.kind = 'name'
JOIN handles AS theirs ON theirs.key = mine.key AND theirs.kind = 'name'
    AND theirs.customer <> mine.customer
JOIN customers ON customers.number = mine.customer
WHERE NOT EXISTS (
    SELECT 1 FROM _apart WHERE one = min(mine.customer, theirs.customer)
        AND other = max(mine.customer, theirs.customer)
) GROUP BY mine.customer"""
_LAST_IMPORT = "SELECT file, rejected FROM imports ORDER BY number DESC LIMIT 1"


class Booked(NamedTuple):
    """An expected visit: of whom, when and what for, and when they were last here."""

    customer: int
    name: str
    on: date
    at: str | None
    what: str | None
    last: date | None


class Regular(NamedTuple):
    """A regular whose time it is to come: when they are expected, and after how many days."""

    customer: int
    name: str
    on: date
    usual_gap: int


class Upcoming(NamedTuple):
    """An occasion, and the day on which it comes next."""

    customer: int
    name: str
    occasion: Occasion
    on: date


class DayReader:
    """Reads what some days bring.

    Args:
        connection: the open pad.
        today: the first day.
        until: the last day.
        owner: only customers whom this colleague looks after.
    """

    def __init__(
        self, connection: sqlite3.Connection, today: date, until: date, owner: str | None = None
    ) -> None:
        self._connection = connection
        self._today = today
        self._until = until
        self._owner = "" if owner is None else _OWNER
        self._in_charge = "" if owner is None else _IN_CHARGE
        self._values = {"owner": owner, "most": MOST_COUNTED}
        self._open_values = {
            **self._values,
            "since": today.isoformat(),
            "until": until.isoformat(),
        }

    def booked(self) -> list[Booked]:
        """Return the visits that are expected and were not made yet, by day and time."""
        return [*self._booked(self._today, self._until, _CAME_THAT_DAY)]

    def unfinished(self) -> list[Booked]:
        """Return the visits that were expected in the last days, of whom did not come since."""
        first = self._today - timedelta(_DAYS_UNFINISHED)
        return [*self._booked(first, self._today - timedelta(1), _CAME_SINCE)]

    def _booked(self, since: date, until: date, came: str) -> Iterator[Booked]:
        days = {"since": since.isoformat(), "until": until.isoformat()}
        query = _BOOKED.format(came=came, owner=self._owner)
        for customer, name, on, at, what, last in self._connection.execute(
            query, self._values | days
        ):
            last_day = None if last is None else date.fromordinal(last)
            yield Booked(customer, name, parse_stored_date(on), at, what, last_day)

    def regulars(self) -> list[Regular]:
        """Return the regulars who are expected by their rhythm, by day.

        Who is late by no more than the rhythm allows is expected still. Where they have said since
        their last visit when they come, or that they don't, that counts instead.
        """
        days = {
            "first": self._today.toordinal(),
            "last": self._until.toordinal(),
            "until": self._until.isoformat(),
            "slack": MOST_SLACK,
            "julian": _ORDINAL_TO_JULIAN,
        }
        rows = self._connection.execute(_REGULARS.format(owner=self._owner), self._values | days)
        return [
            Regular(customer, name, date.fromordinal(following), gap)
            for customer, name, following, gap in rows
            if following + slack(gap) >= self._today.toordinal()
        ]

    def occasions(self, days: int) -> list[Upcoming]:
        """Return the occasions of the next days, today among them, by day."""
        last = self._today + timedelta(days)
        found: list[Upcoming] = []
        for first, end in _within_years(self._today, last):
            values = {
                **self._values,
                "month": first.month,
                "day": first.day,
                "last_month": end.month,
                "last_day": _LEAP_DAY if (end.month, end.day) == _BEFORE_IT else end.day,
            }
            for customer, name, *occasion in self._connection.execute(
                _OCCASIONS.format(owner=self._owner), values
            ):
                one = Occasion(*occasion)
                on = occurrence(one, first.year)
                if first <= on <= end:
                    found.append(Upcoming(customer, name, one, on))
        return found[:MOST_COUNTED]

    def owed(self, most: int) -> list[int]:
        """Return the notes whose day has come, the oldest first, then problems without a day."""
        found: list[int] = []
        for when, order in ((_DUE, "by_day, number"), (_UNDATED, "number")):
            rows = self._connection.execute(
                f"SELECT number {_OPEN}{self._in_charge} AND {when} ORDER BY {order} LIMIT :most",
                self._open_values | {"most": most - len(found)},
            )
            found += [number for (number,) in rows]
        return found

    def count_owed(self) -> tuple[int, int]:
        """Return how many notes `owed` could list, and the day of how many has passed."""
        due, undated, overdue = map(self._count_open, (_DUE, _UNDATED, _OVERDUE))
        return min(due + undated, MOST_COUNTED), overdue

    def _count_open(self, when: str) -> int:
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 {_OPEN}{self._in_charge} AND {when} LIMIT :most)",
            self._open_values,
        ).fetchone()
        return int(count)

    def namesakes(self, customers: Iterable[int]) -> list[tuple[int, str, int]]:
        """Return those of some customers who share a name, with the other's number.

        Who was said to be another is none.
        """
        these = {"these": json.dumps([*customers])}
        return self._connection.execute(_NAMESAKES, these).fetchall()

    def rejected(self) -> tuple[str, int] | None:
        """Return the file of the last import and how many of its rows were rejected, if any were."""
        row = self._connection.execute(_LAST_IMPORT).fetchone()
        return (row[0], row[1]) if row and row[1] else None


def _within_years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the parts of a stretch of days that lie within a year each."""
    for year in range(first.year, last.year + 1):
        yield max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
