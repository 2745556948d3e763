"""The one place that writes: it knows who, when and which command, and keeps a journal of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from prefpad.notes.sensitive import judge
from prefpad.reconfirmation.news import ChangeSet

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping

    from prefpad.notes.sensitive import Sensitivity
    from prefpad.reconfirmation.policy import Policy
    from prefpad.reconfirmation.recompute import ScheduleUpdater

Value = str | int | float | None

_CACHE_KIB = 8 * 1024


@dataclass(frozen=True)
class Signature:
    """Who does what when: the author's name or None, the command, the moment in ISO form."""

    author: str | None
    command: str
    at: str


def signed(author: str | None, command: str) -> Signature:
    """Return the signature of what is written now, under the name of the login if no other."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return Signature(author or _login(), command, at)


def _login() -> str | None:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


class UnitOfWork:
    """Writes rows inside one transaction, each with what an undo needs to take it back.

    Attributes:
        connection: the open pad.
        signature: who does what when.
        keep: set it to False to have everything rolled back at the end, as a dry run does.
        learner: learns from what is written; None where there is nothing to learn for.
        judge: tells what a remark speaks of.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        signature: Signature,
        learner: ScheduleUpdater | None,
        judge: Callable[[str], Sensitivity] = judge,
    ) -> None:
        self.connection = connection
        self.signature = signature
        self.keep = True
        self.learner = learner
        self.judge = judge
        self._news = ChangeSet()
        self._change: int | None = None

    @property
    def wrote(self) -> bool:
        """Whether anything stands in the journal yet."""
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
        """Set `values` on the row called `number`; what is the same already is left alone."""
        before = self._row(table, number)
        changes = {name: value for name, value in values.items() if before[name] != value}
        if not changes:
            return
        assignments = ", ".join(f"{name} = ?" for name in changes)
        self.execute(
            f"UPDATE {table} SET {assignments} WHERE number = ?", (*changes.values(), number)
        )
        customer = number if table == "customers" else before.get("customer")
        self._keep(table, number, customer, {name: before[name] for name in changes}, changes)

    def delete(self, table: str, number: int) -> None:
        """Delete the row called `number`."""
        before = self._row(table, number)
        self.execute(f"DELETE FROM {table} WHERE number = ?", (number,))
        self._keep(table, number, before.get("customer"), before, None)

    def touch(self, table: str, number: int, customer: int) -> None:
        """Let the journal say that this change is about a row too, which stays as it is."""
        self._keep(table, number, customer, {}, {})

    def record_all(self, table: str, rows: str) -> None:
        """Learn at the end from the rows of a table, as they stand, that a condition is true of."""
        self._news.record_all(self.connection, table, rows)

    def flush_schedule(self) -> None:
        """Let due days follow from what was written so far; the end of the transaction does too."""
        news, self._news = self._news, ChangeSet()
        if self.learner:
            self.learner.commit(news)

    def learn_from_import(self, first_note: int) -> None:
        """Likewise from the notes that an import has written, which begin with this number."""
        if self.learner:
            self.learner.learn_from_import(first_note)

    def follow_settings(self, policy: Policy) -> None:
        """Let due days follow from another policy."""
        if self.learner:
            self.learner.follow_settings(policy)

    def execute(
        self, statement: str, values: tuple[Value, ...] | Mapping[str, Value]
    ) -> sqlite3.Cursor:
        """Execute a statement of the transaction; what it does is the caller's to journal."""
        if not self.connection.in_transaction:
            from sqlite3 import DatabaseError

            # A full disk ends the transaction by itself; what follows would stand alone.
            raise DatabaseError("the transaction has ended")
        return self.connection.execute(statement, values)

    def _row(self, table: str, number: int) -> dict[str, Value]:
        cursor = self.connection.execute(f"SELECT * FROM {table} WHERE number = ?", (number,))
        row = cursor.fetchone()
        if row is None:
            from sqlite3 import IntegrityError

            raise IntegrityError(f"there is no row {number} in {table}")
        return dict(zip((name for name, *_ in cursor.description), row, strict=True))

    def _keep(
        self,
        table: str,
        number: int,
        customer: Value,
        before: Mapping[str, Value] | None,
        after: Mapping[str, Value] | None,
    ) -> None:
        self._news.record(table, before, after, {"customer": customer})
        self.connection.execute(
            "INSERT INTO journal_rows(change, of_table, of_row, customer, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self.change(), table, number, customer, _json(before), _json(after)),
        )

    def undoes(self, change: int) -> int:
        """Record that this change takes another back, and return the number of this one.

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
def larger_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the connection take more memory for a while."""
    (cache,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {cache}")


@contextmanager
def write(
    connection: sqlite3.Connection,
    signature: Signature,
    learner: ScheduleUpdater | None = None,
    judge: Callable[[str], Sensitivity] = judge,
) -> Iterator[UnitOfWork]:
    """Open a transaction that takes its turn at once, and end it whole or not at all.

    `BEGIN IMMEDIATE` waits for other writers here; a transaction that begins deferred is refused
    without waiting when it turns from reading to writing.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        writer = UnitOfWork(connection, signature, learner, judge)
        yield writer
        if writer.keep:
            writer.flush_schedule()
            _learn_new_words(connection)
        connection.execute("COMMIT" if writer.keep else "ROLLBACK")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _learn_new_words(connection: sqlite3.Connection) -> None:
    if connection.execute("SELECT 1 FROM _words WHERE spelled = 0 LIMIT 1").fetchone():
        from prefpad.customers.fuzzy_search import learn_words

        learn_words(connection)


def _json(values: Mapping[str, Value] | None) -> str | None:
    import json

    return None if values is None else json.dumps(values, ensure_ascii=False)
