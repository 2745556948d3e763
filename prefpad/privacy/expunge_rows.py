"""Taking out of the journal what it says of customers and notes that are erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from prefpad.privacy.belonging_rows import Belonging

_MARK = "INSERT OR IGNORE INTO expunged SELECT number, change FROM journal_rows WHERE "

# A change that moved rows from one customer to another cannot be taken back in part.
_MOVED = f"""
WITH RECURSIVE moved(change) AS (
    SELECT change FROM journal_rows
    WHERE before LIKE '%"customer"%' AND after LIKE '%"customer"%' AND (
        json_extract(before, '$.customer') IN going_customers
        OR json_extract(after, '$.customer') IN going_customers
    )
    UNION SELECT journal.number FROM moved JOIN journal ON journal.undoes = moved.change
    UNION SELECT journal.undoes FROM moved JOIN journal ON journal.number = moved.change
        WHERE journal.undoes IS NOT NULL
)
{_MARK} change IN moved"""


def mark(connection: sqlite3.Connection, parent: str, children: Sequence[Belonging]) -> None:
    """Mark what the journal says of the rows of `going_customers` or `going_notes`.

    Args:
        connection: the open pad, inside a transaction.
        parent: `customers` or `notes`.
        children: by which columns other rows belong to them.
    """
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS expunged (number INTEGER PRIMARY KEY, change INTEGER)"
    )
    going = f"going_{parent}"
    if not connection.execute(f"SELECT 1 FROM {going} LIMIT 1").fetchone():
        return
    connection.execute(f"{_MARK} of_table = '{parent}' AND of_row IN {going}")
    if parent == "customers":
        connection.execute(_MOVED)
        connection.execute(f"{_MARK} customer IN {going}")
    for table, column in children:
        if column != "customer":
            said = " OR ".join(
                f"json_extract({side}, '$.{column}') IN {going}" for side in ("before", "after")
            )
            connection.execute(f"{_MARK} of_table = '{table}' AND ({said})")


def expunge(connection: sqlite3.Connection) -> None:
    """Delete what was marked, and the changes that have nothing left.

    Imports and the undoing of imports stay without their rows: other rows may be theirs.
    """
    connection.execute("DELETE FROM journal_rows WHERE number IN (SELECT number FROM expunged)")
    emptied: set[int] = set()
    for number, undoes in connection.execute(
        "SELECT number, undoes FROM journal"
        " WHERE number IN (SELECT change FROM expunged) AND import IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM journal_rows WHERE change = journal.number)"
        " ORDER BY number"
    ):
        if undoes is None or undoes in emptied:
            emptied.add(number)
    connection.execute("DROP TABLE expunged")
    connection.execute(
        "DELETE FROM journal WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps([*emptied]),),
    )
