"""Which notes are due, those most worth asking about first."""

from __future__ import annotations

import heapq
from contextlib import ExitStack, closing
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.core.names import fold
from prefpad.core.policy import MOST_COUNTED
from prefpad.store.failures import stored_day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.core.policy import Policy

_TO_CONFIRM = (
    "FROM notes WHERE ended_on IS NULL AND standing = 'standing' AND every IS NULL"
    " AND kind IN ('preference', 'need')"
    " AND kind = ? AND alert = ? AND topic_key = ? AND confirmed_on <= ?"
)
_WITH_OWN_INTERVAL = (
    "FROM notes WHERE ended_on IS NULL AND every IS NOT NULL AND standing = 'standing'"
    " AND kind IN ('preference', 'need') AND ask_on <= ?"
)

_UNVEILED = " AND (alert OR voice <> 'private')"

_Ranked = tuple[float, int]


def due_numbers(
    connection: sqlite3.Connection,
    policy: Policy,
    today: date,
    until: date,
    topic: str | None = None,
    limit: int | None = None,
    *,
    private: bool = False,
) -> list[int]:
    """Return the numbers of the notes due by `until`, most worth asking first.

    Private notes are left out unless `private`.

    Within a kind and topic the longest unconfirmed is worth most, so the groups, each read in that
    order from an index, are merged as far as `limit`. Of the notes with an interval of their own
    the most overdue thousand are ranked, or as many as `limit`.
    """
    veil = "" if private else _UNVEILED
    with ExitStack() as open_cursors:

        def ranked(kind: str, alert: int, values: tuple[object, ...]) -> Iterator[_Ranked]:
            cursor = open_cursors.enter_context(closing(connection.cursor()))
            cursor.execute(
                f"SELECT number, confirmed_on {_TO_CONFIRM}{veil} ORDER BY confirmed_on, number",
                values,
            )
            for number, confirmed_on in cursor:
                days = (today - stored_day(confirmed_on)).days
                yield -policy.worth_after(days, kind, bool(alert)), number

        groups = [
            ranked(kind, alert, values) for kind, alert, values in _groups(connection, until, topic)
        ]
        most = -1 if limit is None else max(limit, MOST_COUNTED)
        query, values = _own_query(until, topic)
        own = sorted(_own(connection, policy, today, (query + veil, values), most))
        merged = heapq.merge(own, *groups)
        return [number for _, number in islice(merged, limit)]


def count_due(
    connection: sqlite3.Connection,
    until: date,
    topic: str | None = None,
    *,
    private: bool = False,
) -> int:
    """Return how many notes are due by `until`, counted no further than `MOST_COUNTED`."""
    veil = "" if private else _UNVEILED
    count = 0
    for query, values in (
        *((_TO_CONFIRM, values) for _, _, values in _groups(connection, until, topic)),
        _own_query(until, topic),
    ):
        (more,) = connection.execute(
            f"SELECT count(*) FROM (SELECT 1 {query}{veil} LIMIT ?)",
            (*values, MOST_COUNTED - count),
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
    wanted: tuple[str, tuple[object, ...]],
    most: int,
) -> Iterator[_Ranked]:
    query, values = wanted
    rows = connection.execute(
        f"SELECT number, kind, alert, confirmed_on, every {query} ORDER BY ask_on LIMIT ?",
        (*values, most),
    )
    for number, kind, alert, confirmed_on, every in rows.fetchall():
        days = (today - stored_day(confirmed_on)).days
        yield -policy.worth_after(days, kind, bool(alert), every), number
