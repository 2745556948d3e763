"""Reading rows as stored, by the names of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

Row = dict[str, Any]


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table without generated ones."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows]


def owner_of(connection: sqlite3.Connection, table: str, of: str = "") -> str:
    """Return SQL for the customer whose row of a table it is, NULL where it is nobody's.

    Args:
        connection: the open pad.
        table: the table.
        of: the alias of the table, with a stop after it; empty for none.
    """
    if table == "customers":
        return f"{of}number"
    return f"{of}customer" if "customer" in stored_columns(connection, table) else "NULL"


def as_object(columns: Iterable[str], of: str = "") -> str:
    """Return SQL for some columns of a row as json; `of` as in `owner_of`."""
    pairs = ", ".join(f"'{column}', {of}{column}" for column in columns)
    return f"json_object({pairs})"


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
