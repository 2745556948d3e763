"""Which notes are due, those most worth asking about first.

Notes of one kind, topic, voice and sort of customer are worth the more the longer they are
unconfirmed, and so are those that have the same interval of their own. Each such group is read in
that order from an index, a few notes at a time and no further than the answer needs; what may not
be seen is in groups of its own, so that none of it is gone past.
"""

from __future__ import annotations

import heapq
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.statements import ASKED_AGAIN, veil
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import VOICES
from prefpad.reconfirmation.policy import MOST_COUNTED, Timing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.reconfirmation.policy import Policy

_STANDING = f"FROM notes WHERE ended_on IS NULL AND standing = 'standing' AND {ASKED_AGAIN}"
_TIMED = (
    f"{_STANDING} AND every IS NULL AND kind = {{kind}} AND alert = {{alert}}"
    " AND topic_key = {topic_key} AND visit_class = {visit_class} AND pace_class = {pace_class}"
    " AND voice = {voice}"
)
_SORTS = ("kind", "alert", "topic_key", "visit_class", "pace_class", "voice")
_OF_A_SORT = _TIMED.format(**dict.fromkeys(_SORTS, "?"))
_OF_THEIR_SORT = _TIMED.format(**{sort: f"sorts.{sort}" for sort in _SORTS})
_SORTS_DUE = f"""
WITH voices(voice) AS (VALUES {", ".join(f"('{voice}')" for voice in VOICES)}),
    sorts AS (SELECT * FROM _intervals CROSS JOIN voices)
SELECT {", ".join(_SORTS)}, change_rate, visit_rate, days, set_by,
    (SELECT confirmed_on {_OF_THEIR_SORT} ORDER BY confirmed_on LIMIT 1)
FROM sorts WHERE days IS NOT NULL{{topic}}{{veil}}"""
_OF_AN_INTERVAL = f"{_STANDING} AND every = ?"
_OWN_INTERVALS = f"""
WITH RECURSIVE own(days) AS (
    SELECT min(every) {_STANDING} AND every IS NOT NULL
    UNION ALL SELECT (SELECT min(every) {_STANDING} AND every > own.days) FROM own
    WHERE own.days IS NOT NULL
)
SELECT days, (SELECT confirmed_on {_STANDING} AND every = own.days{{topic}}{{veil}}
    ORDER BY confirmed_on LIMIT 1)
FROM own WHERE days IS NOT NULL"""

_READ_FIRST, _READ_AT_ONCE = 8, 64

_Ranked = tuple[float, int]


class _Group(NamedTuple):
    """Notes that are asked after the same time: how to find them, and the longest unconfirmed."""

    which: str
    values: tuple[object, ...]
    timing: Timing
    oldest: date
    until: date
    kind: str = ""
    alert: bool = False


class Ranking:
    """The notes due by a day.

    Args:
        connection: the open pad.
        policy: what a question is worth.
        until: the day.
        topic: only this topic, or None for all.
        private: private notes too.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        policy: Policy,
        until: date,
        topic: str | None = None,
        *,
        private: bool = False,
    ) -> None:
        self._connection = connection
        self._policy = policy
        self._until = until
        self._topic = () if topic is None else (fold(topic),)
        self._on_topic = "" if topic is None else " AND topic_key = ?"
        self._private = private

    def numbers(self, today: date, limit: int | None = None) -> Iterator[int]:
        """Yield the numbers of the notes, most worth asking first.

        Nothing on the pad is held open in between. No more than `limit` groups can have a part in
        the answer: those whose longest unconfirmed note is worth most.
        """
        groups = [*self._groups()]
        if limit is not None:
            groups = heapq.nlargest(
                limit, groups, key=lambda group: self._worth(group, group.oldest, today)
            )
        merged = heapq.merge(*(self._ranked(group, today) for group in groups))
        return islice((number for _, number in merged), limit)

    def count(self) -> int:
        """Count the notes that are due, up to `MOST_COUNTED`."""
        count = 0
        for group in self._groups():
            (more,) = self._connection.execute(
                f"SELECT count(*) FROM (SELECT 1 {group.which} AND confirmed_on <= ? LIMIT ?)",
                (*group.values, group.until.isoformat(), MOST_COUNTED - count),
            ).fetchone()
            count += int(more)
            if count >= MOST_COUNTED:
                break
        return count

    def _ranked(self, group: _Group, today: date) -> Iterator[_Ranked]:
        after: tuple[str, int] = "", 0
        size = _READ_FIRST
        while True:
            rows = self._connection.execute(
                f"SELECT confirmed_on, number {group.which} AND confirmed_on <= ?"
                " AND (confirmed_on, number) > (?, ?) ORDER BY confirmed_on, number LIMIT ?",
                (*group.values, group.until.isoformat(), *after, size),
            ).fetchall()
            for confirmed_on, number in rows:
                yield -self._worth(group, date.fromisoformat(confirmed_on), today), number
            if len(rows) < size:
                return
            after, size = rows[-1], _READ_AT_ONCE

    def _groups(self) -> Iterator[_Group]:
        """Yield the groups that have something due."""
        sorts = self._connection.execute(
            _SORTS_DUE.format(topic=self._on_topic, veil=veil(self._private, "sorts")), self._topic
        ).fetchall()
        for *sort, change_rate, visit_rate, days, set_by, oldest in sorts:
            timing = Timing(change_rate, visit_rate, days, set_by)
            if of := self._span(days, oldest):
                yield _Group(_OF_A_SORT, (*sort,), timing, *of, sort[0], bool(sort[1]))
        own = self._connection.execute(
            _OWN_INTERVALS.format(topic=self._on_topic, veil=veil(self._private)), self._topic
        ).fetchall()
        which = f"{_OF_AN_INTERVAL}{self._on_topic}{veil(self._private)}"
        for days, oldest in own:
            if of := self._span(days, oldest):
                yield _Group(which, (days, *self._topic), Timing(0, 0, days, "note"), *of)

    def _span(self, days: int, oldest: str | None) -> tuple[date, date] | None:
        """Return the first and the last due day among the notes asked about after that many days."""
        if oldest is None or days >= self._until.toordinal():
            return None
        first, last = date.fromisoformat(oldest), self._until - timedelta(days=days)
        return (first, last) if first <= last else None

    def _worth(self, group: _Group, confirmed_on: date, today: date) -> float:
        days = (today - confirmed_on).days
        return self._policy.worth_after(days, group.kind, group.timing, alert=group.alert)
