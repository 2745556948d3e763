"""Erasing for good: the rows, what the journal says of them, and the bytes they leave behind.

Deleted rows stay readable in the file, and full-text search keeps their words, until the search is
built anew and the file is written anew. A note in the pad says that this is still to be done, so
that an erasure cut short is finished when the pad is next opened.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.connection import erasing_is_unfinished
from prefpad.privacy import expunging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefpad.db.unit_of_work import UnitOfWork

_WITH_THOSE_UNDER_THEM = """
INSERT INTO going_notes
WITH RECURSIVE under(number) AS (
    SELECT number FROM going_notes
    UNION SELECT notes.number FROM under JOIN notes ON notes.parent = under.number
)
SELECT number FROM under WHERE number NOT IN going_notes"""

_BORNE = "SELECT word FROM _name_words"
_NOTED = "SELECT topic_key FROM notes"
_ORPHANS = (
    f"DELETE FROM _words WHERE word NOT IN ({_BORNE})",
    f"DELETE FROM _word_trigrams WHERE word NOT IN ({_BORNE})",
    f"DELETE FROM _topic_rates WHERE topic_key NOT IN ({_NOTED})",
    f"DELETE FROM _intervals WHERE topic_key NOT IN ({_NOTED})",
)

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


class Belonging(NamedTuple):
    """A column by which the rows of a table belong to those of another."""

    table: str
    column: str


def belongings(connection: sqlite3.Connection, parent: str) -> list[Belonging]:
    """Return by which columns rows belong to `customers`, or to `notes`."""
    rows = connection.execute(
        'SELECT tables.name, keys."from" FROM pragma_table_list AS tables'
        " JOIN pragma_foreign_key_list(tables.name) AS keys"
        " WHERE tables.schema = 'main' AND keys.\"table\" = ? ORDER BY ltrim(tables.name, '_'), 2",
        (parent,),
    )
    return [Belonging(*row) for row in rows.fetchall()]


def erase(writer: UnitOfWork, customers: Iterable[int], notes: Iterable[int] = ()) -> None:
    """Erase customers with all that is theirs, and notes with all that hangs on them.

    The journal keeps no more than that something was erased. Call `try_to_finish` when the
    transaction has ended.
    """
    connection = writer.connection
    with _going(connection, customers, notes):
        writer.record_all("notes", "number IN going_notes")
        writer.record_all("checks", "note IN going_notes OR customer IN going_customers")
        for parent in ("notes", "customers"):
            children = belongings(connection, parent)
            expunging.mark(connection, parent, children)
            for table, column in children:
                writer.execute(f"DELETE FROM {table} WHERE {column} IN going_{parent}", {})
            writer.execute(f"DELETE FROM {parent} WHERE number IN going_{parent}", {})
        expunging.expunge(connection)
    writer.flush()
    for statement in _ORPHANS:
        writer.execute(statement, {})
    writer.execute("INSERT INTO _erasing(since) VALUES (?)", (writer.signature.at,))
    writer.change()


def try_to_finish(connection: sqlite3.Connection) -> bool:
    """Clean the file of what was erased, if that is still to be done.

    Returns:
        Whether the file is clean; it is not where another terminal holds the pad, or where it may
        not or cannot be written just now.
    """
    try:
        if erasing_is_unfinished(connection):
            _finish(connection)
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if error.sqlite_errorcode & _PRIMARY_CODE not in _PASSING:
            raise
    return not erasing_is_unfinished(connection)


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


@contextmanager
def _going(
    connection: sqlite3.Connection, customers: Iterable[int], notes: Iterable[int]
) -> Iterator[None]:
    """Have the numbers of what goes in tables of their own, the notes under the notes included."""
    tables = {"going_customers": customers, "going_notes": notes}
    for table, numbers in tables.items():
        connection.execute(f"CREATE TEMP TABLE {table} (number INTEGER PRIMARY KEY)")
        connection.executemany(f"INSERT INTO {table} VALUES (?)", ((number,) for number in numbers))
    connection.execute(_WITH_THOSE_UNDER_THEM)
    yield
    for table in tables:
        connection.execute(f"DROP TABLE {table}")
