"""Doing without triggers and indexes while many rows are written."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


@contextmanager
def paused(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[None]:
    """Drop these triggers and indexes, and make them again as they were.

    What a trigger would have done in the meantime is the caller's to do at once. Use it inside a
    transaction: after an exception they come back by its rollback.
    """
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema"
        " WHERE name IN (SELECT value FROM json_each(?)) ORDER BY rowid",
        (json.dumps([*names]),),
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    yield
    for *_, statement in found:
        connection.execute(statement)


def indexes_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the names of the indexes of a table except for those that its constraints make."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql <> ''",
        (table,),
    )
    return [name for (name,) in rows]
