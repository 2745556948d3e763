"""Reading rows as stored, by the names of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

Row = dict[str, Any]


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table without generated ones."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows]


def stored_rows(
    connection: sqlite3.Connection,
    table: str,
    which: str,
    values: tuple[Any, ...] | Mapping[str, Any],
) -> list[Row]:
    """Return rows of a table.

    Args:
        connection: the open pad.
        table: the table.
        which: what follows WHERE: a condition, maybe an order and a limit.
        values: those of its parameters.
    """
    columns = stored_columns(connection, table)
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {which}", values)
    return [dict(zip(columns, row, strict=True)) for row in rows.fetchall()]
