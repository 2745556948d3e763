"""Undoing an import as a whole, except for what was changed since.

A customer made by the import stays, with everything that is theirs, if anything else still refers to
them; a note stays with its checks if it was touched since or something that stays refers to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.audit_log import BULK_TABLES, OF_A_CUSTOMER, SEEN_BY_IMPORTS, rows_of
from prefpad.history import undo_rows as undoing

if TYPE_CHECKING:
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


def take_back(
    writer: UnitOfWork, change: int, importing: int, counts: dict[str, Counter[str]]
) -> list[tuple[str, int, int | None]]:
    """Undo what an import wrote.

    Args:
        writer: the open transaction.
        change: the number of the import in the journal.
        importing: the number of the import.
        counts: where rows `removed` and `changed` are counted by table.

    Returns:
        The rows that stay because they were changed since: table, number and the later change, or
        None where another row refers to it.
    """
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
    for row in reversed(rows_of(writer.connection, change, -1)):
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
                f" FROM {parent} JOIN {one.child} AS referring"
                f" ON referring.{one.column} = {parent}.number"
                f" WHERE {parent}.import = :import{only}",
                numbers,
            )
            more |= found.rowcount > 0
