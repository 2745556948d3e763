"""The rows that go with a note when it moves to another customer, or should not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from prefpad.db.unit_of_work import UnitOfWork

_WITH_THOSE_UNDER_IT = """
WITH RECURSIVE family(number) AS (
    SELECT ? UNION SELECT notes.number FROM notes JOIN family ON notes.parent = family.number
) SELECT number FROM family ORDER BY number"""


def with_those_under_it(connection: sqlite3.Connection, note: int) -> list[int]:
    """Return the number of a note and of all that stands under it, whether ended or not."""
    return [number for (number,) in connection.execute(_WITH_THOSE_UNDER_IT, (note,)).fetchall()]


def move(writer: UnitOfWork, note: int, customer: int) -> None:
    """Make a note, and what stands under it, one of another customer's.

    Its checks go along. The customer who had it keeps the rows of lists that it came from, so that
    the same list does not bring it back.
    """
    for number in with_those_under_it(writer.connection, note):
        _keep_rows_of_lists(writer, number)
        writer.update("notes", number, {"customer": customer})
        for check in _checks_of(writer.connection, number):
            writer.update("checks", check, {"customer": customer})


def drop_checks(writer: UnitOfWork, note: int) -> None:
    """Take away the checks of a note, so that no rate counts them."""
    for check in _checks_of(writer.connection, note):
        writer.delete("checks", check)


def _checks_of(connection: sqlite3.Connection, note: int) -> list[int]:
    rows = connection.execute("SELECT number FROM checks WHERE note = ? ORDER BY number", (note,))
    return [number for (number,) in rows.fetchall()]


def _keep_rows_of_lists(writer: UnitOfWork, note: int) -> None:
    rows = writer.connection.execute("SELECT number FROM _import_rows WHERE note = ?", (note,))
    for (number,) in rows.fetchall():
        writer.update("_import_rows", number, {"note": None})
    row = writer.connection.execute(
        "SELECT customer, imported_as, import FROM notes WHERE number = ?"
        " AND imported_as IS NOT NULL AND import IS NOT NULL"
        " AND (customer, imported_as) NOT IN (SELECT customer, identity FROM _import_rows)",
        (note,),
    ).fetchone()
    if row:
        columns = ("customer", "identity", "import")
        writer.insert("_import_rows", dict(zip(columns, row, strict=True)))
