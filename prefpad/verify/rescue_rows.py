"""Rescuing a damaged pad: every readable row is saved in a new one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

from prefpad.db import connection as opening
from prefpad.db.bulk_write import paused
from prefpad.db.errors import translate_errors
from prefpad.db.statements import stored_columns
from prefpad.domain.normalize import name_key
from prefpad.domain.record import Record
from prefpad.session import Session
from prefpad.verify.content_rows import derive_anew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from prefpad.domain.setting import Registry


class Rescued(Record):
    """What was saved of a damaged pad.

    Attributes:
        file: the new pad.
        saved: how many rows each table has in it.
        lost: how many rows of each table could not be read, or do not fit; none left out.
        unreadable: the tables that could not be read to their end, of which more may be lost.
        unnamed: customers whose row was lost, kept with their notes under the name they are found by.
    """

    file: str
    saved: dict[str, int]
    lost: dict[str, int]
    unreadable: tuple[str, ...]
    unnamed: int


_WITHOUT_NUMBER = "_forgotten"
_DERIVED = frozenset(
    [
        "_name_words",
        "_words",
        "_word_trigrams",
        "_tallies",
        "_kind_rates",
        "_topic_rates",
        "_rhythms",
        "_intervals",
        "_visit_totals",
        "_compared",
        "_possible_pairs",
        "_soundness",
        "_set_aside",
        "_sqlite_migrations",
    ]
)
_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'"
    " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
)
_MOST_FAILURES = 1_000_000


def rescue(path: Path, file: Path, registry: Registry, today: date) -> Rescued:
    """Save what can be read of the pad at `path` in a new one; see `Pad.rescue`."""
    with (
        translate_errors(path),
        closing(opening.open_though_damaged(path)) as pad,
        closing(opening.open_empty(pad)) as into,
    ):
        pad.text_factory = lambda raw: raw.decode(errors="replace")
        one = _Rescue(pad, into)
        into.execute("PRAGMA foreign_keys = OFF")
        into.execute("BEGIN")
        one.save_rows()
        unnamed = one.keep_nameless(today)
        one.drop_orphans()
        into.execute("COMMIT")
        saved = {table: one.count(table) for table in one.tables}
        opening.upgrade(into, lambda new: derive_anew(Session(new, file, registry, today)))
        opening.create(file, into)
    lost = {table: one.lost[table] for table in one.tables if one.lost[table]}
    return Rescued(str(file), saved, lost, tuple(one.unreadable), unnamed)


class _Rescue:
    """Rows on their way from a damaged pad into an empty one."""

    def __init__(self, pad: sqlite3.Connection, into: sqlite3.Connection) -> None:
        self._pad = pad
        self._into = into
        self.tables = [name for (name,) in into.execute(_TABLES) if name not in _DERIVED]
        self.lost: Counter[str] = Counter()
        self.unreadable: list[str] = []
        self._bytes: int
        (self._bytes,) = pad.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()

    def save_rows(self) -> None:
        """Put every row that can be read and fits into the new pad."""
        triggers = self._into.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        with paused(self._into, [name for (name,) in triggers.fetchall()]):
            for table in self.tables:
                columns = ", ".join(stored_columns(self._into, table))
                rows = self._by_number if table != _WITHOUT_NUMBER else self._to_the_first_fault
                for row in rows(table, columns):
                    self._insert(table, columns, row)

    def keep_nameless(self, today: date) -> int:
        """Make the customers again whose row is lost, for what belongs to them; return how many."""
        lost = {
            self._value(table, "customer", row)
            for table, row, parent, _ in self._dangling()
            if parent == "customers"
        }
        for number in sorted(lost):
            found = self._into.execute(
                "SELECT value FROM handles WHERE customer = ? AND kind = 'name'", (number,)
            ).fetchone()
            name = found[0] if found else f"Customer {number}"
            self._into.execute(
                "INSERT INTO customers(number, name, created_on) VALUES (?, ?, ?)",
                (number, name, today.isoformat()),
            )
            if not found:
                self._into.execute(
                    "INSERT INTO handles(customer, kind, value, key) VALUES (?, 'name', ?, ?)",
                    (number, name, name_key(name)),
                )
        return len(lost)

    def drop_orphans(self) -> None:
        """Let rows go of what they point to if that is lost, and drop those that cannot."""
        while dangling := self._dangling():
            for table, row, _, key in dangling:
                column, is_needed = self._reference(table, key)
                if is_needed:
                    self._into.execute(f"DELETE FROM {table} WHERE number = ?", (row,))
                    self.lost[table] += 1
                else:
                    self._into.execute(
                        f"UPDATE {table} SET {column} = NULL WHERE number = ?", (row,)
                    )

    def count(self, table: str) -> int:
        """Return how many rows a table has in the new pad."""
        return int(self._into.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _insert(self, table: str, columns: str, row: tuple[Any, ...]) -> None:
        marks = ", ".join("?" * len(row))
        try:
            self._into.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", row)
        except sqlite3.Error:
            self.lost[table] += 1

    def _by_number(self, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table around those that cannot be read, which are counted."""
        query = (
            f"SELECT number, {columns} FROM {table} WHERE number BETWEEN ? AND ? ORDER BY number"
        )
        last = self._last_number(table)
        spans, failures = [(1, last)], 0
        while spans:
            first, last = spans.pop()
            try:
                for number, *row in self._ascending(query, first, last):
                    first = number + 1
                    yield (*row,)
            except (sqlite3.DatabaseError, OverflowError):
                failures += 1
                if failures > _MOST_FAILURES:
                    self.unreadable.append(table)
                    return
                if first >= last:
                    self.lost[table] += 1
                    continue
                middle = (first + last) // 2
                spans += [(middle + 1, last), (first, middle)]

    def _ascending(self, query: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        """Yield rows in the order of their numbers; pages that lead back to earlier ones are a fault."""
        for row in self._pad.execute(query, (first, last)):
            if row[0] < first:
                raise sqlite3.DatabaseError
            first = row[0]
            yield row

    def _last_number(self, table: str) -> int:
        """Return the last number that a row of a table may have.

        A file has more bytes than rows. But after going back to an older backup the numbers continue
        after those of the larger pad, so what table and sequence agree on is not doubted.
        """
        last = self._number(f"SELECT max(number) FROM {table}")
        given = self._number(f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'")
        if last is None and given is None:
            self.unreadable.append(table)
            return 0
        if last is None or given is None:
            return min(last or given or 0, self._bytes)
        return min(last, max(given, self._bytes))

    def _number(self, query: str) -> int | None:
        """Return the number that a query finds, 0 for another value, None for no row or a fault."""
        try:
            row = self._pad.execute(query).fetchone()
        except sqlite3.DatabaseError:
            return None
        return row and (row[0] if isinstance(row[0], int) else 0)

    def _to_the_first_fault(self, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._pad.execute(f"SELECT {columns} FROM {table}")
        except sqlite3.DatabaseError:
            self.unreadable.append(table)

    def _dangling(self) -> list[tuple[str, int, str, int]]:
        return self._into.execute("PRAGMA foreign_key_check").fetchall()

    def _reference(self, table: str, key: int) -> tuple[str, bool]:
        (column,) = self._into.execute(
            'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?', (table, key)
        ).fetchone()
        (is_needed,) = self._into.execute(
            'SELECT "notnull" FROM pragma_table_info(?) WHERE name = ?', (table, column)
        ).fetchone()
        return column, bool(is_needed)

    def _value(self, table: str, column: str, row: int) -> int:
        found = self._into.execute(f"SELECT {column} FROM {table} WHERE number = ?", (row,))
        return int(found.fetchone()[0])
