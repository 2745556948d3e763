"""Which notes are due, those most worth asking about first."""

from __future__ import annotations

import heapq
from contextlib import ExitStack, closing
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.core.names import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.core.policy import Policy

MOST_COUNTED = 1000

_TO_CONFIRM = (
    "FROM notes WHERE ended_on IS NULL AND standing = 'standing' AND every IS NULL"
    " AND kind IN ('preference', 'need')"
    " AND kind = ? AND alert = ? AND topic_key = ? AND confirmed_on <= ?"
)
_WITH_OWN_INTERVAL = (
    "FROM notes WHERE ended_on IS NULL AND every IS NOT NULL AND standing = 'standing'"
    " AND kind IN ('preference', 'need') AND ask_on <= ?"
)

_Ranked = tuple[float, int]


def due_numbers(
    connection: sqlite3.Connection,
    policy: Policy,
    today: date,
    until: date,
    topic: str | None = None,
    limit: int | None = None,
) -> list[int]:
    """Return the numbers of the notes due by `until`, most worth asking first.

    Within a kind and topic the longest unconfirmed is worth most, so the groups, each read in that
    order from an index, are merged as far as `limit`.
    """
    with ExitStack() as open_cursors:

        def ranked(kind: str, alert: int, values: tuple[object, ...]) -> Iterator[_Ranked]:
            cursor = open_cursors.enter_context(closing(connection.cursor()))
            cursor.execute(
                f"SELECT number, confirmed_on {_TO_CONFIRM} ORDER BY confirmed_on, number",
                values,
            )
            for number, confirmed_on in cursor:
                days = (today - date.fromisoformat(confirmed_on)).days
                yield -policy.worth_after(days, kind, bool(alert)), number

        groups = [
            ranked(kind, alert, values) for kind, alert, values in _groups(connection, until, topic)
        ]
        own = sorted(_own(connection, policy, today, until, topic))
        merged = heapq.merge(own, *groups)
        return [number for _, number in islice(merged, limit)]


def count_due(connection: sqlite3.Connection, until: date, topic: str | None = None) -> int:
    """Return how many notes are due by `until`, counted no further than `MOST_COUNTED`."""
    count = 0
    for query, values in (
        *((_TO_CONFIRM, values) for _, _, values in _groups(connection, until, topic)),
        _own_query(until, topic),
    ):
        (more,) = connection.execute(
            f"SELECT count(*) FROM (SELECT 1 {query} LIMIT ?)", (*values, MOST_COUNTED - count)
        ).fetchone()
        count += more
        if count >= MOST_COUNTED:
            break
    return count


def _groups(
    connection: sqlite3.Connection, until: date, topic: str | None
) -> list[tuple[str, int, tuple[object, ...]]]:
    wanted = "" if topic is None else " AND topic_key = ?"
    rows = connection.execute(
        f"SELECT kind, alert, topic_key, days FROM intervals WHERE days IS NOT NULL{wanted}",
        () if topic is None else (fold(topic),),
    )
    return [
        (kind, alert, (kind, alert, key, (until - timedelta(days=days)).isoformat()))
        for kind, alert, key, days in rows
        if days < until.toordinal()
    ]


def _own_query(until: date, topic: str | None) -> tuple[str, tuple[object, ...]]:
    if topic is None:
        return _WITH_OWN_INTERVAL, (until.isoformat(),)
    return f"{_WITH_OWN_INTERVAL} AND topic_key = ?", (until.isoformat(), fold(topic))


def _own(
    connection: sqlite3.Connection,
    policy: Policy,
    today: date,
    until: date,
    topic: str | None,
) -> Iterator[_Ranked]:
    query, values = _own_query(until, topic)
    rows = connection.execute(f"SELECT number, kind, alert, confirmed_on, every {query}", values)
    for number, kind, alert, confirmed_on, every in rows.fetchall():
        days = (today - date.fromisoformat(confirmed_on)).days
        yield -policy.worth_after(days, kind, bool(alert), every), number
