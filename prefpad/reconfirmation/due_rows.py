"""Which notes are due, those most worth asking about first.

Notes of one kind, topic and sort of customer are worth the more the longer they are unconfirmed. So
each such group is read in that order from an index, and no further than the answer needs.
"""

from __future__ import annotations

import heapq
from contextlib import ExitStack, closing
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.conditions import ASKED_AGAIN, veil
from prefpad.domain.normalize import fold
from prefpad.reconfirmation.policy import MOST_COUNTED, Timing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.reconfirmation.policy import Policy

_TO_CONFIRM = (
    "FROM notes WHERE ended_on IS NULL AND standing = 'standing' AND every IS NULL"
    f" AND {ASKED_AGAIN}"
)
_GROUPS = f"""
SELECT kind, alert, topic_key, visit_class, pace_class, change_rate, visit_rate, days, set_by,
    (SELECT confirmed_on {_TO_CONFIRM}
        AND kind = _intervals.kind AND alert = _intervals.alert
        AND topic_key = _intervals.topic_key AND visit_class = _intervals.visit_class
        AND pace_class = _intervals.pace_class {{veil}}
        ORDER BY confirmed_on LIMIT 1)
FROM _intervals WHERE days IS NOT NULL{{topic}}"""
_OF_A_GROUP = (
    f"{_TO_CONFIRM} AND kind = ? AND alert = ? AND topic_key = ?"
    " AND visit_class = ? AND pace_class = ? AND confirmed_on <= ?"
)
_WITH_OWN_INTERVAL = (
    "FROM notes WHERE ended_on IS NULL AND every IS NOT NULL AND standing = 'standing'"
    f" AND {ASKED_AGAIN} AND ask_on <= ?"
)

_Ranked = tuple[float, int]


class _Group(NamedTuple):
    """Notes that are asked after the same time: how to find them, and the longest unconfirmed."""

    values: tuple[object, ...]
    kind: str
    alert: bool
    timing: Timing
    oldest: date
    until: date


class Ranking:
    """What is due by a day.

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
        self._veil = veil(private)

    def numbers(self, today: date, limit: int | None = None) -> list[int]:
        """Return the numbers of the notes, most worth asking first.

        Of the notes with an interval of their own the most overdue thousand are ranked, or as many
        as `limit`. No more than `limit` groups can have a part in the answer: those whose longest
        unconfirmed note is worth most.
        """
        groups = self._groups()
        if limit is not None:
            groups = heapq.nlargest(
                limit, groups, key=lambda group: self._worth(group, group.oldest, today)
            )
        with ExitStack() as open_cursors:

            def ranked(group: _Group) -> Iterator[_Ranked]:
                cursor = open_cursors.enter_context(closing(self._connection.cursor()))
                cursor.execute(
                    f"SELECT number, confirmed_on {_OF_A_GROUP}{self._veil}"
                    " ORDER BY confirmed_on, number",
                    (*group.values, group.until.isoformat()),
                )
                for number, confirmed_on in cursor:
                    yield -self._worth(group, date.fromisoformat(confirmed_on), today), number

            most = -1 if limit is None else max(limit, MOST_COUNTED)
            merged = heapq.merge(self._own(today, most), *map(ranked, groups))
            return [number for _, number in islice(merged, limit)]

    def count(self) -> int:
        """Return how many notes are due, counted no further than `MOST_COUNTED`."""
        own, values = self._own_query()
        count = self._count(own, values, MOST_COUNTED)
        for *group, days in self._connection.execute(
            "SELECT kind, alert, topic_key, visit_class, pace_class, days FROM _intervals"
            f" WHERE days IS NOT NULL{self._on_topic}",
            self._topic,
        ):
            if count >= MOST_COUNTED:
                break
            if until := self._before(days):
                values = (*group, until.isoformat())
                count += self._count(_OF_A_GROUP, values, MOST_COUNTED - count)
        return count

    def _groups(self) -> list[_Group]:
        groups = []
        for kind, alert, topic_key, visits, fast, *timing, oldest in self._connection.execute(
            _GROUPS.format(veil=self._veil, topic=self._on_topic), self._topic
        ):
            until = self._before(timing[2])
            if oldest and until and (day := date.fromisoformat(oldest)) <= until:
                values = (kind, alert, topic_key, visits, fast)
                groups.append(_Group(values, kind, bool(alert), Timing(*timing), day, until))
        return groups

    def _before(self, days: int) -> date | None:
        """Return the day up to which what is asked after so many days is due, if there is one."""
        return None if days >= self._until.toordinal() else self._until - timedelta(days=days)

    def _worth(self, group: _Group, confirmed_on: date, today: date) -> float:
        days = (today - confirmed_on).days
        return self._policy.worth_after(days, group.kind, group.timing, alert=group.alert)

    def _own_query(self) -> tuple[str, tuple[object, ...]]:
        return f"{_WITH_OWN_INTERVAL}{self._on_topic}", (self._until.isoformat(), *self._topic)

    def _own(self, today: date, most: int) -> list[_Ranked]:
        query, values = self._own_query()
        rows = self._connection.execute(
            f"SELECT number, confirmed_on, every {query}{self._veil} ORDER BY ask_on LIMIT ?",
            (*values, most),
        )
        return sorted(
            (-(today - date.fromisoformat(confirmed_on)).days / every, number)
            for number, confirmed_on, every in rows
        )

    def _count(self, query: str, values: tuple[object, ...], most: int) -> int:
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 {query}{self._veil} LIMIT ?)", (*values, most)
        ).fetchone()
        return int(count)
