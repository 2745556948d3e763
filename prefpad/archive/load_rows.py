"""Writing the rows of an export into an empty pad, many at a time."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from prefpad.customers.repository import handle_row
from prefpad.db.bulk_write import paused
from prefpad.db.full_text import KEEPS_UP, catch_up
from prefpad.db.settings_store import keep_setting
from prefpad.db.unit_of_work import setting as setting_columns
from prefpad.domain.vocabulary import NAMED_FIELDS, NAMES
from prefpad.importing.bulk_rows import record_import, unread_indexes
from prefpad.importing.staging_rows import last_number
from prefpad.notes.correct import raise_needs
from prefpad.privacy.suppression_rows import keep
from prefpad.reconfirmation.schedule_rows import schedule_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from prefpad.archive.schema import Row, TableSchema
    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.setting import Setting
    from prefpad.importing.report import ImportReport
    from prefpad.session import Session

Place = tuple[int, str, int]
"""Where a row is in the json: the customer's place, the list, and the place in it."""

_ROWS_AT_ONCE = 5000


class RowConflict(Exception):
    """A row conflicts with another: its number, name or day is taken."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether a pad has no customer."""
    (any_customer,) = connection.execute("SELECT EXISTS (SELECT 1 FROM customers)").fetchone()
    return not any_customer


class ArchiveLoader:
    """The rows of one export, written inside the transaction of a `UnitOfWork`."""

    def __init__(self, session: Session, writer: UnitOfWork) -> None:
        self._session = session
        self._writer = writer
        self._connection = writer.connection
        self._number = last_number(writer.connection, "imports") + 1
        writer.change(self._number)
        self._paused = ExitStack()
        self._paused.enter_context(
            paused(writer.connection, [KEEPS_UP, *unread_indexes(writer.connection)])
        )
        self._rows: defaultdict[str, list[tuple[Place, Row]]] = defaultdict(list)
        self._words: list[tuple[str, int]] = []
        self._waiting = 0

    def of_the_pad(self, table: str, place: Place, row: Row) -> None:
        """Add a row that belongs to no customer.

        Raises:
            RowConflict: it cannot stand beside one that is there.
        """
        from sqlite3 import IntegrityError

        try:
            self._writer.insert(table, row)
        except IntegrityError as error:
            raise RowConflict(place) from error

    def forgotten(self, marks: Iterable[str]) -> None:
        """Add the marks of people who asked to be forgotten; no undo removes them."""
        keep(self._writer, marks)

    def setting(self, setting: Setting[Any], text: str) -> None:
        """Set a setting to a text that it can read."""
        keep_setting(self._writer, setting, text)

    def customer(self, place: Place, row: Row) -> None:
        """Add a customer, and the handles that repeat a name, formal or familiar form."""
        self._add("customers", place, row)
        for kind in NAMED_FIELDS:
            if row[kind] is not None:
                self.of_a_customer(
                    "handles", place, handle_row(int(row["number"] or 0), kind, str(row[kind]))
                )

    def of_a_customer(self, table: str, place: Place, row: Row) -> None:
        """Add a row that belongs to a customer."""
        if table == "handles" and row["kind"] in NAMES:
            customer = int(row["customer"] or 0)
            self._words += [(word, customer) for word in str(row["key"]).split()]
        self._add(table, place, row)

    def flush_if_many(self) -> None:
        """Write what was added so far if it is much."""
        if self._waiting >= _ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what was added so far.

        Raises:
            RowConflict: a row cannot stand beside one that is there.
        """
        for table, rows in self._rows.items():
            self._insert_all(table, rows)
        self._connection.executemany(
            "INSERT OR IGNORE INTO _name_words(word, customer) VALUES (?, ?)", self._words
        )
        self._rows.clear()
        self._words.clear()
        self._waiting = 0

    def dangling(self, parts: Iterable[TableSchema]) -> str | None:
        """Return the name of a part with a row that refers to a customer who is not there."""
        for part in parts:
            if self._connection.execute(f"PRAGMA foreign_key_check({part.table})").fetchone():
                return part.name
        return None

    def finish(self, file: str, report: ImportReport, following: dict[str, int]) -> dict[str, int]:
        """Derive what is derived, make the alerts that the notes ask for, and record the import.

        Args:
            file: the name of the file, without its folder.
            report: what happened to it.
            following: the numbers that the next customer and note have at least.

        Returns:
            How many notes became alerts, by what they state.
        """
        self.flush()
        for table, number in following.items():
            self._count_from(table, number)
        self._paused.close()
        catch_up(self._connection, "TRUE", ())
        self._session.reload_settings()
        alerts = raise_needs(self._session, self._update_note, self._insert_note)
        schedule_of(self._session).rebuild()
        record_import(self._writer, self._number, file, report)
        return alerts

    def _update_note(self, number: int, row: Mapping[str, Value]) -> None:
        self._writer.execute(*setting_columns("notes", number, row))

    def _insert_note(self, row: Mapping[str, Value]) -> None:
        row = {**row, "import": self._number}
        self._writer.execute(
            f"INSERT INTO notes({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )

    def _add(self, table: str, place: Place, row: Row) -> None:
        self._rows[table].append((place, row))
        self._waiting += 1

    def _insert_all(self, table: str, rows: list[tuple[Place, Row]]) -> None:
        from sqlite3 import IntegrityError

        columns = tuple(rows[0][1])
        place = rows[0][0]

        def values() -> Iterator[tuple[Value, ...]]:
            nonlocal place
            for at, row in rows:
                place = at  # where the database stops reading
                yield (*(row[column] for column in columns), self._number)

        try:
            self._connection.executemany(
                f"INSERT INTO {table}({', '.join(columns)}, import)"
                f" VALUES (?{', ?' * len(columns)})",
                values(),
            )
        except IntegrityError as error:
            raise RowConflict(place) from error

    def _count_from(self, table: str, number: int) -> None:
        sequence = {"table": table, "last": number - 1}
        found = self._connection.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :table", sequence
        )
        if not found.rowcount and number > 1:
            self._connection.execute("INSERT INTO sqlite_sequence VALUES (:table, :last)", sequence)
