"""Cleaning erased data out of the file.

Deleted rows stay readable in the file, and full-text search keeps their words, until the search is
rebuilt and the file is rewritten. A note in the pad says that this is still to be done, so
that an erasure cut short is finished when the pad is next opened.
"""

from __future__ import annotations

import sqlite3

_PRIMARY_CODE = 0xFF
_PASSING = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    )
)


def is_unfinished(connection: sqlite3.Connection) -> bool:
    """Tell whether the file may still hold what was erased."""
    return bool(connection.execute("SELECT 1 FROM _erasing").fetchone())


def try_to_finish(connection: sqlite3.Connection) -> bool:
    """Clean erased data out of the file, if that is not done yet.

    Returns:
        Whether the file is clean; it is not where another terminal holds the pad, or where it may
        not or cannot be written just now.
    """
    try:
        if is_unfinished(connection):
            _finish(connection)
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if error.sqlite_errorcode & _PRIMARY_CODE not in _PASSING:
            raise
    return not is_unfinished(connection)


def _finish(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    (last,) = connection.execute("SELECT max(number) FROM _erasing").fetchone()
    for table in _searches(connection):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    connection.execute("DELETE FROM _erasing WHERE number <= ?", (last,))


def _searches(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5(%'"
    )
    return [name for (name,) in rows.fetchall()]
