"""Batched inserts: many rows in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from prefpad.db.unit_of_work import Value

_ROWS_AT_ONCE = (200, 20, 1)


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
            statement: what writes, with `{rows}` for the marks of some rows.
            width: how many values a row has.
        """
        row = f"({', '.join('?' * width)})"
        self._connection = connection
        self._statements = [
            (rows * width, statement.format(rows=", ".join([row] * rows))) for rows in _ROWS_AT_ONCE
        ]
        self.values: list[Value] = []

    def write(self) -> bool:
        """Write the waiting values, and tell whether there were any."""
        values = self.values
        done = 0
        for length, statement in self._statements:
            while len(values) - done >= length:
                self._connection.execute(statement, values[done : done + length])
                done += length
        values.clear()
        return done > 0
