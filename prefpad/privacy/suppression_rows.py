"""The table of marks of people who asked to be forgotten."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import FORMER_NAME, OWN_NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from prefpad.db.unit_of_work import UnitOfWork

_HANDLES = ("email", "phone", "card", "id")
_EVERYBODY = """
SELECT customer, kind, key, source FROM handles
UNION
SELECT customer, handle ->> 'kind', handle ->> 'key', handle ->> 'source' FROM (
    SELECT customer, coalesce(before, after) AS handle FROM journal_rows
    WHERE of_table = 'handles' AND (before IS NULL OR after IS NULL)
    AND customer NOT IN (SELECT number FROM customers)
)
ORDER BY 1"""


def keep(writer: UnitOfWork, marks: Iterable[str]) -> None:
    """Store marks."""
    writer.connection.executemany(
        "INSERT OR IGNORE INTO _forgotten VALUES (?)", ((mark,) for mark in sorted(marks))
    )


def drop_all(writer: UnitOfWork) -> int:
    """Drop every mark, and return how many there were."""
    return writer.execute("DELETE FROM _forgotten", {}).rowcount


def all_marks(connection: sqlite3.Connection) -> set[str]:
    """Return every mark."""
    return {mark for (mark,) in connection.execute("SELECT mark FROM _forgotten")}


def everybody(
    connection: sqlite3.Connection,
) -> Iterator[tuple[int, list[str], list[tuple[str, str]]]]:
    """Yield the number of each customer with what `handles_of` returns of them.

    This includes those whom only the journal still knows, since an undo removed them.
    """
    rows = connection.execute(_EVERYBODY).fetchall()
    for number, theirs in groupby(rows, itemgetter(0)):
        yield number, *_told_apart(row[1:] for row in theirs)


def handles_of(
    connection: sqlite3.Connection, customer: int
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the folded names of a customer, and the kind and key of each other handle.

    The key of an outside id begins with its source.
    """
    return _told_apart(
        connection.execute("SELECT kind, key, source FROM handles WHERE customer = ?", (customer,))
    )


def _told_apart(
    rows: Iterable[tuple[str, str, str | None]],
) -> tuple[list[str], list[tuple[str, str]]]:
    names: list[str] = []
    handles: list[tuple[str, str]] = []
    for kind, key, source in rows:
        if kind in {*OWN_NAMES, FORMER_NAME}:
            names.append(key)
        elif kind in _HANDLES:
            handles.append((kind, f"{source or ''}:{key}" if kind == "id" else key))
    return names, handles


def bearers(connection: sqlite3.Connection, keys: Iterable[str]) -> list[int]:
    """Return the customers on the pad who have a handle with one of these keys."""
    rows = connection.execute(
        "SELECT DISTINCT customer FROM json_each(?) AS asked"
        " CROSS JOIN handles ON handles.key = asked.value",
        (json.dumps([*keys]),),
    )
    return [number for (number,) in rows]
