"""Undoing an import as a whole, except for what was changed since.

A customer made by the import stays, with everything that is theirs, if anything else still refers to
them; a note stays with its checks if it was touched since or something that stays refers to it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db import audit_log as journal
from prefpad.db.audit_log import BULK_TABLES, OF_A_CUSTOMER, SEEN_BY_IMPORTS
from prefpad.db.statements import as_array, pragma
from prefpad.history import undo_rows as undoing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.db.unit_of_work import UnitOfWork

_WITH_THE_CUSTOMER = ("customers", *OF_A_CUSTOMER)
_ONE_BY_ONE = ("expected_visits",)
"""Tables in which two rows may have changed places, so that one must go back before the other."""

_STAYING = "SELECT number FROM staying WHERE of_table = '{table}'"
_GOING = f"SELECT number FROM temp.written_customers WHERE number NOT IN ({_STAYING})".format(
    table="customers"
)
_OWN = (
    "SELECT of_row FROM journal_rows WHERE change = :change AND of_table = '{table}'"
    " AND before IS NULL"
)

_JOURNALED = """
SELECT number, of_table, of_row, customer,
    iif(before IS NULL, NULL, (SELECT json_group_array(key) FROM json_each(before)))
FROM journal_rows WHERE change = ? ORDER BY number DESC"""


class Journaled(NamedTuple):
    """A row of the journal: its number, which row was changed, and which columns, None for a new row."""

    number: int
    table: str
    row: int
    customer: int | None
    columns: str | None


class Preparation:
    """What is looked up of an import before the transaction that undoes it, so that that is short.

    These are its rows in the journal's form, what it changed of rows that were there before, and the
    rows of others that refer to its own. What is changed meanwhile is not deleted, and is asked once
    more under the lock whether it refers to them.

    Args:
        connection: the open pad.
        change: the number of the import in the journal.
        importing: the number of the import.

    Attributes:
        journaled: the rows of the journal, the last first.
    """

    def __init__(self, connection: sqlite3.Connection, change: int, importing: int) -> None:
        self._connection = connection
        self.change = change
        self.importing = importing
        for table in BULK_TABLES:
            connection.execute(
                f"CREATE TEMP TABLE written_{table}(number INTEGER PRIMARY KEY, owner, written)"
            )
        connection.execute(
            "CREATE TEMP TABLE referring(of_table, number, PRIMARY KEY (of_table, number))"
            " WITHOUT ROWID"
        )
        self._look()

    def bring_up_to_date(self) -> None:
        """Add what others have changed meanwhile; they can do so no longer."""
        connection, since = self._connection, self._since
        if journal.changed_as_a_whole(connection, since):
            self._look()
            return
        connection.execute(
            "INSERT OR IGNORE INTO temp.referring"
            " SELECT of_table, of_row FROM journal_rows WHERE change > ?",
            (since.number,),
        )
        for table in BULK_TABLES:
            theirs = (
                f"SELECT of_row FROM journal_rows WHERE change > :since AND of_table = '{table}'"
            )
            connection.execute(
                f"DELETE FROM temp.written_{table} WHERE number IN ({theirs})",
                {"since": since.number},
            )
            self._write_down(table, f" AND number IN ({theirs})")

    def _look(self) -> None:
        connection = self._connection
        self._since = journal.newest(connection)
        found = connection.execute(_JOURNALED, (self.change,)).fetchall()
        self.journaled = [Journaled(*row) for row in found]
        for table in BULK_TABLES:
            connection.execute(f"DELETE FROM temp.written_{table}")
            self._write_down(table)
        for one in undoing.references(connection):
            if one.parent in BULK_TABLES:
                others = "AND referring.import IS NOT :import" if one.child in BULK_TABLES else ""
                connection.execute(
                    f"INSERT OR IGNORE INTO temp.referring SELECT '{one.child}', referring.number"
                    f" FROM {one.parent} AS own JOIN {one.child} AS referring"
                    f" ON referring.{one.column} = own.number WHERE own.import = :import {others}",
                    {"import": self.importing},
                )

    def _write_down(self, table: str, which: str = "") -> None:
        row = undoing.owner_and_whole(self._connection, table)
        self._connection.execute(
            f"INSERT INTO temp.written_{table}"
            f" SELECT number, {row} FROM {table} WHERE import = :import{which}",
            {"import": self.importing, "since": self._since.number},
        )


@contextmanager
def prepared_undo(
    connection: sqlite3.Connection, change: int, importing: int
) -> Iterator[Preparation]:
    """Look up what an import made, and forget it at the end.

    Since all references are looked up, SQLite need not follow each until then, and does so again
    whatever ends it. To be used outside a transaction.

    Args:
        connection: the open pad.
        change: the number of the import in the journal.
        importing: the number of the import.
    """
    with pragma(connection, "foreign_keys", "OFF"):
        try:
            yield Preparation(connection, change, importing)
        finally:
            for table in ("referring", *(f"written_{one}" for one in BULK_TABLES)):
                connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def take_back(
    writer: UnitOfWork, prepared: Preparation, counts: dict[str, Counter[str]]
) -> list[tuple[str, int, int | None]]:
    """Undo what an import wrote.

    Args:
        writer: the open transaction.
        prepared: what was looked up of the import.
        counts: where rows `removed` and `changed` are counted by table.

    Returns:
        The rows that stay because they were changed since: table, number and the later change, or
        None where another row refers to it.
    """
    change, importing = prepared.change, prepared.importing
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
    _take_back_journaled(writer, prepared, counts)
    removed = counts["removed"]
    _keep_referred_to(writer, "notes", numbers)
    for table in (*SEEN_BY_IMPORTS, "checks", "notes"):
        with_its_note = (
            f" AND number NOT IN (SELECT number FROM checks WHERE note IN ({_STAYING}))"
        ).format(table="notes")
        removed[table] += undoing.delete_all(
            writer,
            table,
            f"SELECT number FROM temp.written_{table} CROSS JOIN {table} USING (number)"
            f" WHERE number NOT IN ({_STAYING.format(table=table)})"
            f"{with_its_note if table == 'checks' else ''}",
            numbers,
        )
    _keep_referred_to(writer, "customers", numbers)
    staying_customers = _STAYING.format(table="customers")
    for table in OF_A_CUSTOMER:
        staying = _STAYING.format(table=table)
        removed[table] += undoing.delete_all(
            writer,
            table,
            f"SELECT number FROM temp.written_{table} CROSS JOIN {table} USING (number)"
            f" WHERE number NOT IN ({staying})"
            f" AND owner NOT IN (SELECT number FROM temp.written_customers"
            f" WHERE number IN ({staying_customers}))"
            f" UNION SELECT number FROM {table} WHERE number IN ({_OWN.format(table=table)})"
            f" AND number NOT IN ({staying}) AND customer IN ({_GOING})",
            numbers,
        )
    removed["customers"] += undoing.delete_all(writer, "customers", _GOING, numbers)
    stay = writer.execute(
        "SELECT of_table, number, change FROM staying ORDER BY ltrim(of_table, '_'), number", {}
    ).fetchall()
    writer.execute("DROP TABLE staying", {})
    return stay


def _take_back_journaled(
    writer: UnitOfWork, prepared: Preparation, counts: dict[str, Counter[str]]
) -> None:
    """Undo the import's changes to rows that existed before it."""
    change = prepared.change
    stay = set(writer.execute("SELECT of_table, number FROM staying", {}).fetchall())
    made = {
        customer
        for (customer,) in writer.execute(
            "SELECT DISTINCT customer FROM journal_rows JOIN customers"
            " ON customers.number = journal_rows.customer"
            " WHERE change = :change AND import = :import",
            {"change": change, "import": prepared.importing},
        )
    }
    rows = [
        row
        for row in prepared.journaled
        if (row.table, row.row) not in stay
        and not (row.table in _WITH_THE_CUSTOMER and row.customer in made)
    ]
    times = Counter((row.table, row.row) for row in rows)
    inserted: defaultdict[str, list[int]] = defaultdict(list)
    edited: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if row.columns is None:
            inserted[row.table].append(row.row)
        elif times[row.table, row.row] == 1 and row.table not in _ONE_BY_ONE:
            edited[row.table, row.columns].append(row.row)
        else:
            writer.update(row.table, row.row, journal.before(writer.connection, row.number))
        counts["removed" if row.columns is None else "changed"][row.table] += 1
    for (table, columns), numbers in edited.items():
        undoing.set_again(writer, change, table, json.loads(columns), numbers)
    for table, numbers in inserted.items():
        which = {"numbers": as_array(numbers)}
        undoing.delete_all(writer, table, "SELECT value FROM json_each(:numbers)", which)
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
