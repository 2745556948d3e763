"""Many rows at once: what an import writes, and what it must know of the pad."""

from __future__ import annotations

import json
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from prefpad.store.search import catch_up, pause_feeding
from prefpad.store.writing import roomier

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from prefpad.core.imports import ImportReport
    from prefpad.store.writing import Value, Writer

Pair = tuple[int, int]

_READ_MEANWHILE = ("notes_by_customer", "handles_by_key", "handles_by_customer")
_NAMES = frozenset({"name", "alias", "formal", "familiar"})

NOTE_COLUMNS = (
    *("customer", "topic", "topic_key", "text", "author", "same_key", "imported_as"),
    *("kind", "stance", "source", "voice", "voice_by_hand", "standing", "alert", "noted_on"),
    *("confirmed_on", "by_day", "every", "ended_on", "ended"),
)

_PAIRS = (
    "SELECT json_extract(value, '$[0]') AS first, json_extract(value, '$[1]') AS second"
    " FROM json_each(:pairs)"
)
_OF_NOTES = (
    f"SELECT customer, imported_as FROM ({_PAIRS}) CROSS JOIN notes"
    " ON customer = first AND imported_as = second"
)
_OF_ROWS_SEEN = (
    f"SELECT customer, identity FROM ({_PAIRS}) CROSS JOIN import_rows"
    " ON customer = first AND identity = second"
)
_INSERT_NOTE = (
    f"INSERT INTO notes(import, {', '.join(NOTE_COLUMNS)}) VALUES ({{}}{', ?' * len(NOTE_COLUMNS)})"
)


@contextmanager
def roomy(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the connection take more memory for a while, and trust the references of its rows.

    An import refers only to rows that it has just read or written in the same transaction; to look
    each of them up once more would take a fifth of its time. To be used outside a transaction.
    """
    (temporary,) = connection.execute("PRAGMA temp_store").fetchone()
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with roomier(connection):
            yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA temp_store = {temporary}")


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether SQLite finds no damage in the file, without comparing its indexes."""
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return bool(answer == "ok")


def identity_of(words: bytes, said_on: str) -> int:
    """Return the identity of a customer's row as a signed 64-bit number.

    Args:
        words: what `sameness` says of its note; empty for a row without one.
        said_on: the folded `on` cell.
    """
    digest = blake2b(b"%s\n%s" % (words, said_on.encode()), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


class Bulk:
    """The rows of one import, written many at a time inside the transaction of a `Writer`.

    Attributes:
        number: the number of the import.
        first_note: the number of its first note.
        anybody: whether there were customers before.
        wrote: whether anything was added.
    """

    def __init__(self, connection: sqlite3.Connection, created_on: str) -> None:
        self._connection = connection
        self._created_on = created_on
        self.number = _last(connection, "imports") + 1
        self.wrote = False
        self.first_note = _last(connection, "notes") + 1
        self._next_customer = self._unwritten = _last(connection, "customers") + 1
        self._had_imported = _any(connection, "notes WHERE imported_as IS NOT NULL")
        self._has_seen = _any(connection, "import_rows")
        self._customers: list[tuple[Value, ...]] = []
        self._handles: list[tuple[Value, ...]] = []
        self._words: list[tuple[Value, ...]] = []
        self._tags: list[tuple[Value, ...]] = []
        self._notes: list[tuple[Value, ...]] = []
        self._seen: list[tuple[Value, ...]] = []
        pause_feeding(connection)
        self._put_off = [] if _any(connection, "notes") else _drop_indexes(connection, "notes")
        self.anybody = _any(connection, "customers")
        if not self.anybody:
            self._put_off += _drop_indexes(connection, "handles")

    def customer(
        self,
        name: str,
        role: str | None,
        formal: str | None,
        familiar: str | None = None,
        pronounced: str | None = None,
    ) -> int:
        """Add a customer and return the number."""
        number = self._next_customer
        self._next_customer += 1
        forms = (formal, familiar, pronounced)
        self._customers.append(
            (number, name, role or "customer", *forms, self._created_on, self.number)
        )
        return number

    def handle(self, customer: int, kind: str, value: str, key: str) -> None:
        """Add a handle to a customer."""
        tail = key[::-1] if kind == "phone" else None
        self._handles.append((customer, kind, value, key, tail, self.number))
        if kind in _NAMES:
            self._words += [(word, customer) for word in key.split()]

    def tag(self, customer: int, tag: str, key: str) -> None:
        """Add a tag to a customer."""
        self._tags.append((customer, tag, key, self.number))

    def note(self, values: tuple[Value, ...]) -> None:
        """Add a note with the values of `NOTE_COLUMNS`."""
        self._notes.append(values)

    def seen(self, customer: int, identity: int, note: int | None) -> None:
        """Remember a row that made no note."""
        self._seen.append((customer, identity, note, self.number))

    def flush(self) -> None:
        """Write what was added so far."""
        many = self._connection.executemany
        self._has_seen |= bool(self._seen)
        for rows, statement in (
            (
                self._customers,
                (
                    "INSERT INTO customers(number, name, role, formal, familiar, pronounced,"
                    " created_on, import) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                ),
            ),
            (
                self._handles,
                (
                    "INSERT INTO handles(customer, kind, value, key, tail, import)"
                    " VALUES (?, ?, ?, ?, ?, ?)"
                ),
            ),
            (self._words, "INSERT OR IGNORE INTO name_words(word, customer) VALUES (?, ?)"),
            (self._tags, "INSERT INTO tags(customer, tag, key, import) VALUES (?, ?, ?, ?)"),
            (self._notes, _INSERT_NOTE.format(self.number)),
            (
                self._seen,
                (
                    "INSERT OR IGNORE INTO import_rows(customer, identity, note, import)"
                    " VALUES (?, ?, ?, ?)"
                ),
            ),
        ):
            if rows:
                many(statement, rows)
                rows.clear()
                self.wrote = True
        self._unwritten = self._next_customer

    def conclude(self, writer: Writer, file: str, report: ImportReport) -> None:
        """Learn from the rows, bring indexes and search up to date, and record the import."""
        self.flush()
        writer.learn_from_import(self.first_note)
        self.finish()
        self.record(writer, file, report)

    def finish(self) -> None:
        """Bring indexes and search up to date with what was written."""
        for statement in self._put_off:
            self._connection.execute(statement)
        catch_up(self._connection, "number >= ?", (self.first_note,))

    def record(self, writer: Writer, file: str, report: ImportReport) -> None:
        """Write the import's own row, and name it in the journal."""
        self._connection.execute(
            "INSERT INTO imports(number, at, author, file, layout,"
            " read, created, updated, unchanged, rejected)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.number,
                writer.signature.at,
                writer.signature.author,
                file,
                report.source,
                *(report.read, report.created, report.updated, report.unchanged, report.rejected),
            ),
        )
        writer.change(self.number)

    def known(self, rows: Iterable[Pair]) -> set[Pair]:
        """Return which rows, as customer and identity, made a note or were taken without one."""
        queries = []
        if self._had_imported:
            queries.append(_OF_NOTES)
        if self._has_seen:
            queries.append(_OF_ROWS_SEEN)
        if not queries:
            return set()
        pairs = json.dumps([*rows])
        return {*self._connection.execute(" UNION ALL ".join(queries), {"pairs": pairs})}

    def alike(self, pairs: Iterable[Pair]) -> tuple[set[Pair], set[Pair]]:
        """Look up notes by customer and `same_key`.

        Returns:
            The pairs that a note has which holds, and the rows, as customer and identity, that
            made any of these notes.
        """
        running: set[Pair] = set()
        rows: set[Pair] = set()
        for customer, key, holds, imported_as in self._connection.execute(
            "SELECT customer, same_key, ended_on IS NULL, imported_as"
            f" FROM ({_PAIRS}) CROSS JOIN notes ON customer = first AND same_key = second",
            {"pairs": json.dumps([pair for pair in pairs if pair[0] < self._unwritten])},
        ):
            if holds:
                running.add((customer, key))
            if imported_as is not None:
                rows.add((customer, imported_as))
        return running, rows


def bearers(
    connection: sqlite3.Connection, keys: Iterable[str]
) -> dict[str, list[tuple[str, int]]]:
    """Return for each of these keys the handles that have it, as kind and customer."""
    found: dict[str, list[tuple[str, int]]] = {key: [] for key in keys}
    for key, kind, customer in connection.execute(
        "SELECT handles.key, kind, customer FROM json_each(?) AS asked"
        " CROSS JOIN handles ON handles.key = asked.value"
        " WHERE source IS NULL",
        (json.dumps([*found]),),
    ):
        found[key].append((kind, customer))
    return found


def handles_of(connection: sqlite3.Connection, customer: int) -> set[tuple[str, str]]:
    """Return the kind and key of each of a customer's handles."""
    return {
        *connection.execute(
            "SELECT kind, key FROM handles WHERE customer = ? AND source IS NULL", (customer,)
        )
    }


def tags_of(connection: sqlite3.Connection, customer: int) -> set[str]:
    """Return the keys of a customer's tags."""
    rows = connection.execute("SELECT key FROM tags WHERE customer = ?", (customer,))
    return {key for (key,) in rows}


def form_and_role(connection: sqlite3.Connection, customer: int) -> tuple[str | None, str]:
    """Return a customer's formal form of address and role."""
    row: tuple[str | None, str] = connection.execute(
        "SELECT formal, role FROM customers WHERE number = ?", (customer,)
    ).fetchone()
    return row


def _last(connection: sqlite3.Connection, table: str) -> int:
    (last,) = connection.execute(
        "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)
    ).fetchone()
    return int(last)


def _any(connection: sqlite3.Connection, what: str) -> bool:
    (answer,) = connection.execute(f"SELECT EXISTS (SELECT 1 FROM {what})").fetchone()
    return bool(answer)


def _drop_indexes(connection: sqlite3.Connection, table: str) -> list[str]:
    """Drop the indexes of a table that an import does not read, and return how to make them."""
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        f" AND name NOT IN ({', '.join('?' * len(_READ_MEANWHILE))}) ORDER BY rowid",
        (table, *_READ_MEANWHILE),
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    return [statement for _, statement in indexes]
