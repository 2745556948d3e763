"""Undoing an import as a whole, except for what was changed since.

A customer made by the import stays, with everything that is theirs, if anything else still refers to
them; a note stays with its checks if it was touched since or something that stays refers to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from prefpad.db import audit_log as journal
from prefpad.db.audit_log import BULK_TABLES, OF_A_CUSTOMER, SEEN_BY_IMPORTS
from prefpad.history import undo_rows as undoing

if TYPE_CHECKING:
    import sqlite3
    from collections import Counter

    from prefpad.db.unit_of_work import UnitOfWork

_WITH_THE_CUSTOMER = ("customers", *OF_A_CUSTOMER)
_STAYING = "SELECT number FROM staying WHERE of_table = '{table}'"
_MADE_AND_STAYING = (
    f"SELECT number FROM customers WHERE import = :import AND number IN ({_STAYING})"
).format(table="customers")
_GOING = (
    f"SELECT number FROM customers WHERE import = :import AND number NOT IN ({_STAYING})"
).format(table="customers")


class Preparation:
    """What is looked up of an import before the transaction that undoes it, so that that is short.

    These are its rows in the journal's form, and the rows of others that refer to them. What is
    changed meanwhile is not deleted, and is asked once more under the lock whether it refers to
    them. Since all references are looked up here, SQLite need not follow each.

    Args:
        connection: the open pad.
        importing: the number of the import.
    """

    def __init__(self, connection: sqlite3.Connection, importing: int) -> None:
        self._connection = connection
        self.importing = importing

    def __enter__(self) -> Self:
        execute = self._connection.execute
        for table in BULK_TABLES:
            execute(
                f"CREATE TEMP TABLE written_{table}(number INTEGER PRIMARY KEY, owner, written)"
            )
        execute(
            "CREATE TEMP TABLE referring(of_table, number, PRIMARY KEY (of_table, number))"
            " WITHOUT ROWID"
        )
        execute("PRAGMA foreign_keys = OFF")
        self._look()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute("PRAGMA foreign_keys = ON")
        for table in ("referring", *(f"written_{one}" for one in BULK_TABLES)):
            self._connection.execute(f"DROP TABLE IF EXISTS temp.{table}")

    def bring_up_to_date(self) -> None:
        """Add what others have changed meanwhile; they can do so no longer."""
        if journal.changed_as_a_whole(self._connection, self._since):
            self._look()
            return
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.referring"
            " SELECT of_table, of_row FROM journal_rows WHERE change > ?",
            (self._since.number,),
        )

    def _look(self) -> None:
        connection = self._connection
        self._since = journal.newest(connection)
        for table in BULK_TABLES:
            connection.execute(f"DELETE FROM temp.written_{table}")
            connection.execute(
                f"INSERT INTO temp.written_{table} SELECT number,"
                f" {undoing.owner_and_whole(connection, table)} FROM {table} WHERE import = ?",
                (self.importing,),
            )
        for one in undoing.references(connection):
            if one.parent in BULK_TABLES:
                others = "AND referring.import IS NOT :import" if one.child in BULK_TABLES else ""
                connection.execute(
                    f"INSERT OR IGNORE INTO temp.referring SELECT '{one.child}', referring.number"
                    f" FROM {one.parent} AS own JOIN {one.child} AS referring"
                    f" ON referring.{one.column} = own.number WHERE own.import = :import {others}",
                    {"import": self.importing},
                )


def take_back(
    writer: UnitOfWork, change: int, prepared: Preparation, counts: dict[str, Counter[str]]
) -> list[tuple[str, int, int | None]]:
    """Undo what an import wrote.

    Args:
        writer: the open transaction.
        change: the number of the import in the journal.
        prepared: what was looked up of the import.
        counts: where rows `removed` and `changed` are counted by table.

    Returns:
        The rows that stay because they were changed since: table, number and the later change, or
        None where another row refers to it.
    """
    importing = prepared.importing
    prepared.bring_up_to_date()
    writer.execute(
        "CREATE TEMP TABLE staying (of_table TEXT, number INTEGER, change INTEGER,"
        " PRIMARY KEY (of_table, number)) WITHOUT ROWID",
        {},
    )
    touched = undoing.touched_since(writer.connection, change)
    for table in BULK_TABLES:
        touched += undoing.touched_in_bulk(writer.connection, change, importing, table)
    writer.connection.executemany("INSERT OR REPLACE INTO staying VALUES (?, ?, ?)", touched)
    numbers = {"change": change, "import": importing}
    _take_back_journaled(writer, change, importing, counts)
    removed = counts["removed"]
    _keep_referred_to(writer, "notes", numbers)
    for table in (*SEEN_BY_IMPORTS, "checks", "notes"):
        with_its_note = " AND note NOT IN ({})".format(_STAYING.format(table="notes"))
        removed[table] += undoing.delete_all(
            writer,
            table,
            f"SELECT number FROM {table} WHERE import = :import"
            f" AND number NOT IN ({_STAYING.format(table=table)})"
            f"{with_its_note if table == 'checks' else ''}",
            numbers,
        )
    _keep_referred_to(writer, "customers", numbers)
    for table in OF_A_CUSTOMER:
        removed[table] += undoing.delete_all(
            writer,
            table,
            f"SELECT number FROM {table} WHERE number NOT IN ({_STAYING.format(table=table)})"
            f" AND (import = :import AND customer NOT IN ({_MADE_AND_STAYING})"
            f" OR customer IN ({_GOING}))",
            numbers,
        )
    removed["customers"] += undoing.delete_all(writer, "customers", _GOING, numbers)
    stay = writer.execute(
        "SELECT of_table, number, change FROM staying ORDER BY ltrim(of_table, '_'), number", {}
    ).fetchall()
    writer.execute("DROP TABLE staying", {})
    return stay


def _take_back_journaled(
    writer: UnitOfWork, change: int, importing: int, counts: dict[str, Counter[str]]
) -> None:
    """Undo the import's changes to rows that existed before it."""
    stay = set(writer.execute("SELECT of_table, number FROM staying", {}).fetchall())
    made = {
        customer
        for (customer,) in writer.execute(
            "SELECT DISTINCT customer FROM journal_rows JOIN customers"
            " ON customers.number = journal_rows.customer"
            " WHERE change = :change AND import = :import",
            {"change": change, "import": importing},
        )
    }
    for row in reversed(journal.rows_of(writer.connection, change, -1)):
        with_their_customer = row.table in _WITH_THE_CUSTOMER and row.customer in made
        if (row.table, row.row) in stay or with_their_customer:
            continue
        if row.before is None:
            writer.delete(row.table, row.row)
            counts["removed"][row.table] += 1
        else:
            writer.update(row.table, row.row, row.before)
            counts["changed"][row.table] += 1
    for parent in ("customers", "notes"):
        undoing.delete_orphans(writer, parent, change)


def _keep_referred_to(writer: UnitOfWork, parent: str, numbers: dict[str, int]) -> None:
    """Keep the rows that a remaining row refers to, and those that they refer to in turn."""
    columns = [one for one in undoing.references(writer.connection) if one.parent == parent]
    more = True
    while more:
        more = False
        for one in columns:
            only = ""
            if one.child in BULK_TABLES:
                own = undoing.OWN.format(table=one.child, row="referring.number")
                only = (
                    f" AND (referring.import IS NOT :import AND NOT {own}"
                    f" OR referring.number IN ({_STAYING.format(table=one.child)}))"
                )
            found = writer.execute(
                f"INSERT OR IGNORE INTO staying SELECT '{parent}', {parent}.number, NULL"
                f" FROM (SELECT number FROM temp.referring WHERE of_table = '{one.child}'"
                f" UNION {_STAYING.format(table=one.child)}) AS known"
                f" CROSS JOIN {one.child} AS referring USING (number)"
                f" CROSS JOIN {parent} ON {parent}.number = referring.{one.column}"
                f" WHERE {parent}.import = :import{only}",
                numbers,
            )
            more |= found.rowcount > 0
