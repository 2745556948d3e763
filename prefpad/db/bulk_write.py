"""Writing many rows: in few statements, and without triggers and indexes meanwhile."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from prefpad.db.unit_of_work import Value


_ROWS_AT_ONCE = (40, 5, 1)
"""A statement for more rows is no faster, and takes longer to prepare than to run once."""


class Batch:
    """Values waiting to be written.

    A statement with the values of many rows takes half the time of as many statements.

    Attributes:
        values: those of all rows, one after the other; to be added to.
    """

    def __init__(self, connection: sqlite3.Connection, statement: str, width: int) -> None:
        """Make an empty batch.

        Args:
            connection: where to write.
            statement: the INSERT, with `{rows}` in place of the rows' question marks.
            width: how many values a row has.
        """
        row = f"({', '.join('?' * width)})"
        self._connection = connection
        self._width = width
        self._statements: dict[int, str] = Memo(
            lambda rows: statement.format(rows=", ".join([row] * rows))
        )
        self.values: list[Value] = []

    def write(self) -> None:
        """Write the waiting values."""
        values = self.values
        done = 0
        for rows in _ROWS_AT_ONCE:
            length = rows * self._width
            while len(values) - done >= length:
                self._connection.execute(self._statements[rows], values[done : done + length])
                done += length
        values.clear()


@contextmanager
def paused(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[None]:
    """Drop these triggers and indexes, and make them again as they were.

    The caller does at once what a trigger would have done in the meantime. Use it inside a
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
