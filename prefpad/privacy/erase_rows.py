"""Erasing for good: the rows, what the journal says of them, and the bytes they leave behind.

A note in the pad says that the bytes are still to be cleaned; `prefpad.db.erasure` does it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.privacy import expunge_rows as expunging
from prefpad.privacy.belonging_rows import belongings

if TYPE_CHECKING:
    import sqlite3
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
