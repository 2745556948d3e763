"""Pieces of SQL that several folders share, made from the vocabulary and from what tables have."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from prefpad.domain.vocabulary import KINDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping


def among(column: str, words: Iterable[str]) -> str:
    """Return the condition that a column is one of some words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


ASKED_AGAIN = among("kind", (kind.name for kind in KINDS.values() if kind.asked_again))
"""True of notes of a kind that is reconfirmed."""

STAYS_OPEN = among("kind", (kind.name for kind in KINDS.values() if kind.stays_open))
"""True of notes of a kind that stays on the card until it is done."""


THESE = "IN (SELECT value FROM json_each(:these))"
"""True of a column that has one of the numbers in the json that is bound to `these`."""


def as_array(numbers: Iterable[int]) -> str:
    """Return numbers in json, to be bound to `these`, without loading what could also read it."""
    return f"[{','.join(map(str, numbers))}]"


def veil(private: bool, notes: str = "notes") -> str:
    """Return ` AND ...` to leave out the notes that `Note.is_hidden`, empty for `private`.

    Args:
        private: whether private notes are seen.
        notes: what the table is called in the query.
    """
    return "" if private else f" AND ({notes}.alert OR {notes}.voice <> 'private')"


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


@contextmanager
def pragma(connection: sqlite3.Connection, name: str, value: int | str) -> Iterator[None]:
    """Set a pragma of the connection for a while."""
    (before,) = connection.execute(f"PRAGMA {name}").fetchone()
    connection.execute(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA {name} = {before}")
