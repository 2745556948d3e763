"""What a day brings, each part found by an index, so that it costs the same on a large pad."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.occasions import occurrence
from prefpad.db.statements import STAYS_OPEN, as_array
from prefpad.domain.models import Occasion
from prefpad.reconfirmation.rates import MOST_MISSED, MOST_SLACK

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from typing import Any

    from prefpad.db.unit_of_work import Value

MOST_COUNTED = 1000
"""How far what a day brings is read and counted."""

_DAYS_UNFINISHED = 7
_MOST_DAYS_LATE = 120
_MOST_NAMESAKES = 20
_FEBRUARY, _LEAP_DAY = 2, 29
_ORDINAL_TO_JULIAN = 1_721_424.5
"""What SQLite adds to a day that Python counts from 1 January of the year 1."""

_BOOKED = """
FROM expected_visits AS found WHERE withdrawn_on IS NULL AND on_day BETWEEN :since AND :until AND NOT EXISTS (
    SELECT 1 FROM visits WHERE visits.customer = found.customer AND {came}
)"""
_CAME_THAT_DAY = "visits.on_day = found.on_day"
_CAME_SINCE = "visits.on_day >= found.on_day"
_SLACK = f"max(1, min(usual_gap / 5, {MOST_SLACK}))"
MISSED = f"max(0, (:first - {_SLACK} - next_day + usual_gap - 1) / usual_gap)"
"""How many turns a regular has missed, as `next_turn` has it."""

_REGULARS = f"""
FROM (
    SELECT *, {MISSED} AS missed, next_day + {MISSED} * usual_gap AS turn,
        last_day + {MISSED} * usual_gap + iif({MISSED}, {_SLACK}, 0) AS since
    FROM _rhythms
    WHERE usual_gap IS NOT NULL AND next_day BETWEEN :first - {_MOST_DAYS_LATE} AND :last
) AS found
JOIN customers ON customers.number = found.customer
WHERE missed <= {MOST_MISSED} AND turn <= :last
    AND role = 'customer' AND last_day < :first AND NOT EXISTS (
        SELECT 1 FROM expected_visits WHERE expected_visits.customer = found.customer
            AND on_day > date(since + {_ORDINAL_TO_JULIAN}) AND on_day <= :until
    )"""
_OCCASIONS = """
FROM occasions AS found WHERE (month, day) >= (:month, :day) AND (month, day) <= (:last_month, :last_day)"""
_LOOKED_AFTER = (
    " AND EXISTS (SELECT 1 FROM customers WHERE customers.number = found.customer"
    " AND customers.owner = :owner COLLATE NOCASE)"
)
_NAME = "(SELECT name FROM customers WHERE customers.number = found.customer)"
_LAST = "(SELECT last_day FROM _rhythms WHERE _rhythms.customer = found.customer)"

_OPEN = f"FROM notes WHERE ended_on IS NULL AND {STAYS_OPEN} AND voice <> 'private'"
_IN_CHARGE = " AND owner = :owner COLLATE NOCASE"
_DUE = " AND by_day <= :until"
_OVERDUE = " AND by_day < :since"
_SOON = " AND by_day > :until AND by_day <= :last"
_UNDATED = " AND by_day IS NULL"

_HINTED = f"""
WITH these AS (SELECT value AS customer FROM json_each(:these)), hinted AS (
    SELECT one, other FROM _possible_pairs WHERE one IN (SELECT customer FROM these)
    UNION ALL
    SELECT one, other FROM _possible_pairs WHERE other IN (SELECT customer FROM these)
    UNION ALL
    SELECT min(mine.customer, theirs.customer), max(mine.customer, theirs.customer) FROM these
    JOIN handles AS mine ON mine.customer = these.customer AND mine.kind = 'name'
    JOIN handles AS theirs ON theirs.customer <> mine.customer AND theirs.number IN (
        SELECT number FROM handles WHERE key = mine.key AND kind = 'name' LIMIT {_MOST_NAMESAKES}
    )
)
SELECT DISTINCT one, other FROM hinted WHERE NOT EXISTS (
    SELECT 1 FROM _apart WHERE _apart.one = hinted.one AND _apart.other = hinted.other
) LIMIT :most"""
_LAST_IMPORT = "SELECT file, rejected FROM imports ORDER BY number DESC LIMIT 1"


class Booked(NamedTuple):
    """A customer who is expected on a day: when and what for, and when they were last here."""

    customer: int
    name: str
    on: date
    at: str | None
    what: str | None
    last: date | None


class Regular(NamedTuple):
    """A regular whose time it is to come.

    Attributes:
        customer: their number.
        name: their name.
        on: when they are expected.
        usual_gap: after how many days they come.
        first: their first visit day.
        last: their last.
        visit_days: how many they have.
    """

    customer: int
    name: str
    on: date
    usual_gap: int
    first: date
    last: date
    visit_days: int

    @property
    def has_missed(self) -> bool:
        """Whether they did not come on their last turn."""
        return (self.on - self.last).days > self.usual_gap


class Upcoming(NamedTuple):
    """An occasion, and the day on which it comes next."""

    customer: int
    name: str
    occasion: Occasion
    on: date


class DayReader:
    """Reads what some days bring; each answer comes with how much there is, up to a thousand.

    Args:
        connection: the open pad.
        today: the first day.
        until: the last day.
        most: how many are read of each.
        owner: only customers whom this colleague looks after, and notes they are in charge of.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: date,
        until: date,
        most: int,
        owner: str | None = None,
    ) -> None:
        self._connection = connection
        self._today = today
        self._until = until
        self._most = most
        self._owner = owner

    def booked(self) -> tuple[list[Booked], int]:
        """Return who is expected and was not here yet, by day and time."""
        return self._booked(self._today, self._until, _CAME_THAT_DAY)

    def unfinished(self) -> list[Booked]:
        """Return who was expected in the last days and did not come since."""
        first = self._today - timedelta(_DAYS_UNFINISHED)
        return self._booked(first, self._today - timedelta(1), _CAME_SINCE)[0]

    def _booked(self, since: date, until: date, came: str) -> tuple[list[Booked], int]:
        rows, count = self._read(
            f"customer, {_NAME}, on_day, at_time, iif(private, NULL, what), {_LAST}",
            self._looked_after(_BOOKED.format(came=came)),
            "on_day, at_time IS NULL, at_time, number",
            {"since": since.isoformat(), "until": until.isoformat()},
            of_each="DISTINCT customer, on_day",
        )
        found: dict[tuple[int, str], list[Any]] = {}
        for row in rows:
            found.setdefault((row[0], row[2]), []).append(row)
        return [*map(_of_one_day, found.values())], count

    def regulars(self) -> tuple[list[Regular], int]:
        """Return the regulars who are expected by their rhythm, by day.

        A regular who is late by no more than the rhythm allows is still expected; one who missed a
        turn or two is expected on the next. If they have since said when they will come, or that
        they won't, that counts instead.
        """
        rows, count = self._read(
            "customer, customers.name, turn, usual_gap, first_day, last_day, visit_days",
            self._looked_after(_REGULARS),
            "turn",
            {
                "first": self._today.toordinal(),
                "last": self._until.toordinal(),
                "until": self._until.isoformat(),
            },
        )
        found = [
            Regular(who, name, _day(on), gap, _day(first), _day(last), days)
            for who, name, on, gap, first, last, days in rows
        ]
        return found, count

    def occasions(self, last: date) -> tuple[list[Upcoming], int]:
        """Return the occasions from today to the last day, by day."""
        found: list[Upcoming] = []
        total = 0
        for first, end in _within_years(self._today, last):
            rows, count = self._read(
                f"customer, {_NAME}, name, month, day, year",
                self._looked_after(_OCCASIONS),
                "month, day, number",
                {
                    "month": first.month,
                    "day": first.day,
                    "last_month": end.month,
                    "last_day": _LEAP_DAY if _is_last_of_february(end) else end.day,
                },
            )
            total += count
            for customer, name, *fields in rows:
                occasion = Occasion(*fields)
                found.append(Upcoming(customer, name, occasion, occurrence(occasion, first.year)))
        return found[: self._most], min(total, MOST_COUNTED)

    def owed(self) -> tuple[list[int], int]:
        """Return the notes whose day has come, the oldest first, then problems without a day."""
        found: list[int] = []
        total = 0
        for when, order in ((_DUE, "by_day, number"), (_UNDATED, "number")):
            rows, count = self._read("number", self._in_charge(when), order, self._days())
            found += [number for (number,) in rows]
            total += count
        return found[: self._most], min(total, MOST_COUNTED)

    def count_overdue(self) -> int:
        """Return the day of how many notes has passed."""
        return self._count(self._in_charge(_OVERDUE), self._days())

    def count_due_by(self, last: date) -> int:
        """Return how many notes are due after the last of these days, by a later one."""
        return self._count(self._in_charge(_SOON), {**self._days(), "last": last.isoformat()})

    def hinted_pairs(self, customers: Iterable[int], most: int) -> list[tuple[int, int]]:
        """Return the pairs of some customers with others of whom something hints that they are one.

        They share a name, or were possible duplicates when they were last compared; nobody has said
        that they are two.
        """
        values = {"these": as_array(customers), "most": most}
        return self._connection.execute(_HINTED, values).fetchall()

    def rejected(self) -> tuple[str, int] | None:
        """Return the file of the last import and how many of its rows were rejected, if any were."""
        row = self._connection.execute(_LAST_IMPORT).fetchone()
        return (row[0], row[1]) if row and row[1] else None

    def _days(self) -> dict[str, Value]:
        return {"since": self._today.isoformat(), "until": self._until.isoformat()}

    def _looked_after(self, source: str) -> str:
        return source if self._owner is None else f"{source}{_LOOKED_AFTER}"

    def _in_charge(self, when: str) -> str:
        return f"{_OPEN}{'' if self._owner is None else _IN_CHARGE}{when}"

    def _read(
        self,
        columns: str,
        source: str,
        order: str,
        values: dict[str, Value],
        of_each: str = "1",
    ) -> tuple[list[Any], int]:
        wanted = {**values, "owner": self._owner, "most": self._most}
        rows = self._connection.execute(
            f"SELECT {columns} {source} ORDER BY {order} LIMIT :most", wanted
        ).fetchall()
        if len(rows) < self._most and of_each == "1":
            return rows, len(rows)
        return rows, self._count(source, values, of_each)

    def _count(self, source: str, values: dict[str, Value], of_each: str = "1") -> int:
        wanted = {**values, "owner": self._owner, "most": MOST_COUNTED}
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM (SELECT {of_each} {source} LIMIT :most)", wanted
        ).fetchone()
        return int(count)


def _of_one_day(bookings: list[Any]) -> Booked:
    """Return what a customer has booked for a day, the earliest first, as one visit."""
    customer, name, on, _, _, last = bookings[0]
    times, wishes = (
        dict.fromkeys(filter(None, column))
        for column in ([row[at] for row in bookings] for at in (3, 4))
    )
    return Booked(
        customer,
        name,
        date.fromisoformat(on),
        ", ".join(times) or None,
        "; ".join(wishes) or None,
        last and _day(last),
    )


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def _is_last_of_february(day: date) -> bool:
    return day.month == _FEBRUARY and (day + timedelta(1)).month > _FEBRUARY


def _within_years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the parts of a stretch of days that lie within a year each."""
    for year in range(first.year, last.year + 1):
        yield max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
