"""The unit of work: every write to the pad, journalled with its author, time and command."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from prefpad.db.connection import not_for_long, patiently
from prefpad.db.statements import as_object, owner_of, pragma, stored_rows
from prefpad.domain.record import Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from prefpad.db.connection import WaitOn

    BeforeCommit = Callable[["ChangeSet"], None]

Value = str | int | float | None

_CACHE_KIB = 8 * 1024
_PAGES_BEFORE_WRITING = 64 * 1024 - 1
"""How many pages a long transaction changes in memory at most: 256 MiB.

SQLite looks at the last eight bits alone to tell whether to write at all before the end, so that a
multiple of 256 would mean never.
"""


class Signature(Record):
    """The author's name or None, the command, and the moment in ISO form."""

    author: str | None
    command: str
    at: str


def signed(author: str | None, command: str) -> Signature:
    """Return the signature for what is written now, by default under the login name."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return Signature(author or _login(), command, at)


def _login() -> str | None:
    if name := os.environ.get("LOGNAME"):  # as `getpass` does first
        return name
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _nothing(_: ChangeSet) -> None:
    pass


class UnitOfWork:
    """Writes rows inside one transaction, each with what an undo needs to take it back.

    Attributes:
        connection: the open pad.
        signature: who does what when.
        keep: set it to False to have everything rolled back at the end, as a dry run does.

    Args:
        before_commit: told what was written, so that what follows from it is written too.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        signature: Signature,
        before_commit: BeforeCommit = _nothing,
    ) -> None:
        self.connection = connection
        self.signature = signature
        self.keep = True
        self._before_commit = before_commit
        self._changes = ChangeSet()
        self._change: int | None = None

    @property
    def wrote(self) -> bool:
        """Whether anything was written to the journal yet."""
        return self._change is not None

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Insert one row and return its number."""
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        number = self.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values())
        ).lastrowid
        assert number is not None  # noqa: S101 - an INSERT of one row always has one
        customer = number if table == "customers" else values.get("customer")
        self._keep(table, number, customer, None, values)
        return number

    def update(self, table: str, number: int, values: Mapping[str, Value]) -> None:
        """Set `values` on the row with this number, unless they are the same already."""
        before = self._row(table, number)
        changes = {name: value for name, value in values.items() if before[name] != value}
        if not changes:
            return
        self._set(table, number, before, changes)
        customer = number if table == "customers" else before.get("customer")
        self._keep(table, number, customer, {name: before[name] for name in changes}, changes)

    def update_all(
        self, table: str, columns: Sequence[str], news: str, values: Mapping[str, Value]
    ) -> int:
        """Set columns of many rows in one statement, and count the rows that changed.

        Args:
            table: the table.
            columns: the columns to set.
            news: a query for the numbers of rows and the values to set, by the names of the columns.
            values: the values of its parameters.
        """
        news = f"SELECT number, {', '.join(columns)} FROM ({news})"
        self.execute(f"CREATE TEMP TABLE news AS {news} LIMIT 0", values)
        self.execute(f"INSERT INTO news {news}", values)
        owner = owner_of(self.connection, table, "was.")
        differs = " OR ".join(f"was.{column} IS NOT news.{column}" for column in columns)
        self.execute(
            "INSERT INTO journal_rows(change, of_table, of_row, customer, before, after)"
            f" SELECT :change, '{table}', number, {owner},"
            f" {as_object(columns, 'was.')}, {as_object(columns, 'news.')}"
            f" FROM news JOIN {table} AS was USING (number) WHERE {differs} ORDER BY news.rowid",
            {"change": self.change()},
        )
        changed = "number IN (SELECT number FROM news)"
        self._changes.record_owners(self.connection, table, changed)
        count = self.execute(
            f"UPDATE {table} AS was SET"
            f" {', '.join(f'{column} = news.{column}' for column in columns)}"
            f" FROM news WHERE news.number = was.number AND ({differs})",
            {},
        ).rowcount
        self._changes.record_owners(self.connection, table, changed)
        self.execute("DROP TABLE news", {})
        return count

    def delete(self, table: str, number: int) -> None:
        """Delete the row with this number."""
        before = self._row(table, number)
        self._remove(table, number, before)
        self._keep(table, number, before.get("customer"), before, None)

    def touch(self, table: str, number: int, customer: int) -> None:
        """Record in the journal that this change is about an unchanged row too."""
        self._keep(table, number, customer, {}, {})

    def explain(self, table: str, number: int, customer: int, reason: Mapping[str, Value]) -> None:
        """Record in the journal why a row was changed; the row itself has no such column."""
        self._keep(table, number, customer, {}, reason)

    def record_all(self, table: str, rows: str) -> None:
        """Count the rows of a table that a condition is true of among what was written."""
        self._changes.record_all(self.connection, table, rows)

    def flush(self) -> None:
        """Update derived state from what was written so far, as the end of the transaction does."""
        changes, self._changes = self._changes, ChangeSet()
        self._before_commit(changes)

    def execute(
        self, statement: str, values: tuple[Value, ...] | Mapping[str, Value]
    ) -> sqlite3.Cursor:
        """Execute a statement in the transaction; the caller journals what it does."""
        if not self.connection.in_transaction:
            from sqlite3 import DatabaseError

            # A full disk ends the transaction by itself; what follows would be outside of it.
            raise DatabaseError("the transaction has ended")
        return self.connection.execute(statement, values)

    def _set(
        self, table: str, number: int, _: Mapping[str, Value], changes: Mapping[str, Value]
    ) -> None:
        self.execute(*setting(table, number, changes))

    def _remove(self, table: str, number: int, _: Mapping[str, Value]) -> None:
        self.execute(f"DELETE FROM {table} WHERE number = ?", (number,))

    def _row(self, table: str, number: int) -> dict[str, Value]:
        if rows := stored_rows(self.connection, table, "number = ?", (number,)):
            return rows[0]
        from sqlite3 import IntegrityError

        raise IntegrityError(f"there is no row {number} in {table}")

    def _keep(
        self,
        table: str,
        number: int,
        customer: Value,
        before: Mapping[str, Value] | None,
        after: Mapping[str, Value] | None,
    ) -> None:
        self._changes.record(table, before, after, {"customer": customer})
        was, values_before = in_journal(before)
        now, values_after = in_journal(after)
        self.connection.execute(
            "INSERT INTO journal_rows(change, of_table, of_row, customer, before, after)"
            f" VALUES (?, ?, ?, ?, {was}, {now})",
            (self.change(), table, number, customer, *values_before, *values_after),
        )

    def undoes(self, change: int) -> int:
        """Record that this change undoes another, and return the number of this one.

        What the other had taken back itself holds again, and so on down the line.
        """
        number = after = self.change()
        self.execute("UPDATE journal SET undoes = ? WHERE number = ?", (change, number))
        holds = True
        before: int | None = change
        while before is not None:
            undone_by = after if holds else None
            ((deeper,),) = self.execute(
                "UPDATE journal SET undone_by = ? WHERE number = ? RETURNING undoes",
                (undone_by, before),
            ).fetchall()
            after, before, holds = before, deeper, not holds
        return number

    def change(self, importing: int | None = None) -> int:
        """Return the number of this change in the journal, opened when first needed."""
        if self._change is None:
            self._change = self.connection.execute(
                "INSERT INTO journal(at, author, command, import) VALUES (?, ?, ?, ?)",
                (self.signature.at, self.signature.author, self.signature.command, importing),
            ).lastrowid
        assert self._change is not None  # noqa: S101 - an INSERT of one row always has one
        return self._change


@contextmanager
def larger_cache(
    connection: sqlite3.Connection, pages_before_writing: int | None = None
) -> Iterator[None]:
    """Give the connection more memory for a while, so that others can read until the commit.

    What a transaction changes beyond that is written before its end, which keeps readers out until then.

    Args:
        connection: the open pad.
        pages_before_writing: how many pages it changes in memory at most, if fewer than usual; no
            multiple of 256.
    """
    with (
        pragma(connection, "cache_size", -_CACHE_KIB),
        pragma(connection, "cache_spill", pages_before_writing or _PAGES_BEFORE_WRITING),
    ):
        yield


def temporary_files(connection: sqlite3.Connection) -> AbstractContextManager[None]:
    """Keep temporary tables that do not fit into memory in unnamed files for a while.

    Use it outside a transaction.
    """
    return pragma(connection, "temp_store", "FILE")


@contextmanager
def write(
    connection: sqlite3.Connection,
    signature: Signature,
    before_commit: BeforeCommit = _nothing,
    wait_on: WaitOn = not_for_long,
) -> Iterator[UnitOfWork]:
    """Open a transaction, waiting for its turn, and commit it whole or not at all.

    `BEGIN IMMEDIATE` waits for other writers here; a transaction that begins deferred is refused
    without waiting when it turns from reading to writing.
    """
    patiently(connection, lambda: connection.execute("BEGIN IMMEDIATE"), wait_on)
    try:
        writer = UnitOfWork(connection, signature, before_commit)
        yield writer
        if writer.keep:
            writer.flush()
        end = "COMMIT" if writer.keep else "ROLLBACK"
        patiently(connection, lambda: connection.execute(end), wait_on)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_saved(connection: sqlite3.Connection, change: int) -> bool:
    """Tell whether a change was committed to the journal, whatever interrupted it afterwards."""
    found = connection.execute("SELECT 1 FROM journal WHERE number = ?", (change,))
    return found.fetchone() is not None


def setting(table: str, number: int, changes: Mapping[str, Value]) -> tuple[str, tuple[Value, ...]]:
    """Return the statement that updates one row of a table, and its values."""
    assignments = ", ".join(f"{name} = ?" for name in changes)
    return f"UPDATE {table} SET {assignments} WHERE number = ?", (*changes.values(), number)


def in_journal(row: Mapping[str, Value] | None) -> tuple[str, tuple[Value, ...]]:
    """Return SQL for a row in the journal's form, and the values to bind in it."""
    if row is None:
        return "NULL", ()
    pairs = ", ".join([f"'{column}', ?" for column in row])
    return f"json_object({pairs})", (*row.values(),)


Topic = tuple[str, str]

_LEARNT_FROM = frozenset({"notes", "checks", "visits"})


class ChangeSet:
    """What a transaction has written, for updating derived state.

    Attributes:
        tables: which tables were written.
        customers: whose notes, checks or visits were written.
        topics: kinds and folded topics that were checked.
    """

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.customers: set[int] = set()
        self.topics: set[Topic] = set()

    def record(self, table: str, *rows: Mapping[str, object] | None) -> None:
        """Record a row of a table as it was and as it is."""
        self.tables.add(table)
        if table not in _LEARNT_FROM:
            return
        for row in filter(None, rows):
            if isinstance(customer := row.get("customer"), int):
                self.customers.add(customer)
            if table == "checks" and "kind" in row:
                self.topics.add((str(row["kind"]), str(row["topic_key"])))

    def record_owners(self, connection: sqlite3.Connection, table: str, rows: str) -> None:
        """Record the owners of a table's rows that meet a condition."""
        self.tables.add(table)
        if table in _LEARNT_FROM:
            found = connection.execute(f"SELECT DISTINCT customer FROM {table} WHERE {rows}")
            self.customers.update(number for (number,) in found)

    def record_all(self, connection: sqlite3.Connection, table: str, rows: str) -> None:
        """Record the rows of a table that meet a condition."""
        self.record_owners(connection, table, rows)
        if table == "checks":
            self.topics.update(
                connection.execute(f"SELECT DISTINCT kind, topic_key FROM checks WHERE {rows}")
            )
