"""Many rows at once: what an import writes, and what it must know of the pad."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.db.batch_insert import Batch
from prefpad.db.full_text import KEEPS_UP, catch_up
from prefpad.db.paused import indexes_of, paused
from prefpad.db.unit_of_work import larger_cache
from prefpad.domain.vocabulary import NAMES
from prefpad.reconfirmation.schedule_rows import schedule_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.importing.report import ImportReport
    from prefpad.session import Session

_READ_MEANWHILE = ("notes_by_customer", "handles_by_customer")
_IDENTITY = blake2b(digest_size=8)

NOTE_COLUMNS = (
    *("customer", "text", "same_key", "imported_as", "noted_on", "confirmed_on", "by_day"),
    "frame",
)
FRAME_COLUMNS = (
    *("topic", "topic_key", "kind", "stance", "source", "voice", "voice_by_hand", "standing"),
    *("alert", "every", "author", "ended"),
)

_CREATE_FRAMES = f"CREATE TEMP TABLE frames(frame INTEGER PRIMARY KEY, {', '.join(FRAME_COLUMNS)})"
_CREATE_WORDS = "CREATE TEMP TABLE words_of_names(word, customer)"
_INSERT_NOTES = f"""
WITH said({", ".join(NOTE_COLUMNS)}) AS (VALUES {{{{rows}}}})
INSERT INTO notes(import, ended_on, {", ".join((*NOTE_COLUMNS[:-1], *FRAME_COLUMNS))})
    SELECT {{}}, iif(ended IS NULL, NULL, noted_on),
        {", ".join((*NOTE_COLUMNS[:-1], *FRAME_COLUMNS))}
    FROM said CROSS JOIN temp.frames USING (frame)"""


@contextmanager
def import_pragmas(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the connection take more memory for a while, and trust the references of its rows.

    An import refers only to rows that it has just read or written in the same transaction; to look
    each of them up once more would take a fifth of its time. To be used outside a transaction.
    """
    (temporary,) = connection.execute("PRAGMA temp_store").fetchone()
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with larger_cache(connection):
            yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA temp_store = {temporary}")


def identity_of(words: bytes, said_on: str) -> int:
    """Return the identity of a customer's row as a signed 64-bit number.

    Args:
        words: what `sameness` says of its note; empty for a row without one.
        said_on: the folded `on` cell.
    """
    digest = _IDENTITY.copy()
    digest.update(words)
    digest.update(b"\n" + said_on.encode())
    return int.from_bytes(digest.digest(), signed=True)


class BulkLoader:
    """The rows of one import, written many at a time inside the transaction of a `UnitOfWork`.

    Attributes:
        connection: the open pad.
        number: the number of the import.
        had_customers: whether the pad had any before.
        first_note: the number of its first note.
        unwritten: the number of the first customer that no query can find yet.
        wrote: whether anything was added.
    """

    def __init__(self, session: Session) -> None:
        self.connection = connection = session.connection
        self._session = session
        self._created_on = session.today.isoformat()
        self.number = _last(connection, "imports") + 1
        self.wrote = False
        self.first_note = _last(connection, "notes") + 1
        self._first_customer = self._next_customer = _last(connection, "customers") + 1
        self.unwritten = self._first_customer
        self._had_imported = _any(connection, "notes WHERE imported_as IS NOT NULL")
        self._has_seen = _any(connection, "_import_rows")
        self.had_customers = _any(connection, "customers")
        connection.execute(_CREATE_FRAMES)
        connection.execute(_CREATE_WORDS)
        self._next_frame = 1
        self._customers = self._batch(
            "INSERT INTO customers(number, name, role, formal, familiar, pronounced, created_on, import)"
        )
        self._handles = self._batch("INSERT INTO handles(customer, kind, value, key, tail, import)")
        self._words = self._batch("INSERT INTO temp.words_of_names(word, customer)")
        self._tags = self._batch("INSERT INTO tags(customer, tag, key, import)")
        self._frames = self._batch(f"INSERT INTO temp.frames(frame, {', '.join(FRAME_COLUMNS)})")
        self._seen = self._batch(
            "INSERT OR IGNORE INTO _import_rows(customer, identity, note, import)"
        )
        self._notes = Batch(connection, _INSERT_NOTES.format(self.number), len(NOTE_COLUMNS))
        self._paused = ExitStack()
        self._paused.enter_context(paused(connection, [KEEPS_UP, *self._unread_indexes()]))

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
        self._customers.values += (
            *(number, name, role or "customer", formal, familiar, pronounced),
            *(self._created_on, self.number),
        )
        return number

    def handle(self, customer: int, kind: str, value: str, key: str) -> None:
        """Add a handle to a customer."""
        tail = key[::-1] if kind == "phone" else None
        self._handles.values += (customer, kind, value, key, tail, self.number)
        if kind in NAMES:
            for word in key.split():
                self._words.values += (word, customer)

    def tag(self, customer: int, tag: str, key: str) -> None:
        """Add a tag to a customer."""
        self._tags.values += (customer, tag, key, self.number)

    def attributes(self, values: tuple[Value, ...]) -> int:
        """Keep the values of `FRAME_COLUMNS`, which many notes share, and return their number."""
        attributes = self._next_frame
        self._next_frame += 1
        self._frames.values += (attributes, *values)
        return attributes

    def note(self, values: tuple[Value, ...]) -> None:
        """Add a note with the values of `NOTE_COLUMNS`; one with an end has ended when noted."""
        self._notes.values += values

    def seen(self, customer: int, identity: int, note: int | None) -> None:
        """Remember a row that made no note."""
        self._has_seen = True
        self._seen.values += (customer, identity, note, self.number)

    def flush(self) -> None:
        """Write what was added so far."""
        self._frames.write()
        for batch in (
            *(self._customers, self._handles, self._words, self._tags),
            *(self._notes, self._seen),
        ):
            self.wrote |= batch.write()
        self.unwritten = self._next_customer

    def conclude(self, writer: UnitOfWork, file: str, report: ImportReport) -> None:
        """Learn from the rows, bring indexes and search up to date, and record the import."""
        self.flush()
        schedule_of(self._session).learn_from_import(self.first_note)
        self.finish()
        self.record(writer, file, report)

    def finish(self) -> None:
        """Bring indexes and search up to date with what was written."""
        _take_words(self.connection)
        self.connection.execute("DROP TABLE temp.frames")
        self._paused.close()
        catch_up(self.connection, "number >= ?", (self.first_note,))

    def record(self, writer: UnitOfWork, file: str, report: ImportReport) -> None:
        """Write the import's own row, and name it in the journal."""
        self.connection.execute(
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

    def known(self, rows: Collection[Pair]) -> set[Pair]:
        """Return which rows, as customer and identity, made a note or were taken without one."""
        found: set[Pair] = set()
        if self._had_imported:
            before = [row for row in rows if row[0] < self._first_customer]
            found.update(pairs(self.connection, "imported_as", "notes", before))
        if self._has_seen:
            found.update(pairs(self.connection, "identity", "_import_rows", rows))
        return found

    def alike(self, pairs: Iterable[Pair]) -> tuple[set[Pair], set[Pair]]:
        """Look up notes by customer and `same_key`.

        Returns:
            The pairs that a note has which holds, and the rows, as customer and identity, that
            made any of these notes.
        """
        running: set[Pair] = set()
        rows: set[Pair] = set()
        for customer, key, holds, imported_as in alike(self.connection, pairs):
            if holds:
                running.add((customer, key))
            if imported_as is not None:
                rows.add((customer, imported_as))
        return running, rows

    def _unread_indexes(self) -> list[str]:
        """Return the indexes of tables without rows that an import does not read."""
        empty = [] if _any(self.connection, "notes") else ["notes"]
        empty += [] if self.had_customers else ["handles", "_name_words"]
        found = (name for table in empty for name in indexes_of(self.connection, table))
        return [name for name in found if name not in _READ_MEANWHILE]

    def _batch(self, insert: str) -> Batch:
        return Batch(self.connection, f"{insert} VALUES {{rows}}", insert.count(",") + 1)


def _take_words(connection: sqlite3.Connection) -> None:
    """Let customers be found by the words of their names, which the import has put aside."""
    with paused(connection, ["name_words_inserted"]):
        connection.execute(
            "INSERT OR IGNORE INTO _name_words(word, customer)"
            " SELECT DISTINCT word, customer FROM temp.words_of_names ORDER BY word, customer"
        )
    connection.execute(
        "INSERT OR IGNORE INTO _words(word) SELECT DISTINCT word FROM temp.words_of_names"
    )
    connection.execute("DROP TABLE temp.words_of_names")


def _last(connection: sqlite3.Connection, table: str) -> int:
    (last,) = connection.execute(
        "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)
    ).fetchone()
    return int(last)


def _any(connection: sqlite3.Connection, what: str) -> bool:
    (answer,) = connection.execute(f"SELECT EXISTS (SELECT 1 FROM {what})").fetchone()
    return bool(answer)


Pair = tuple[int, int]

_FEW, _MANY = 10, 250
_ASKED = "WITH asked({columns}) AS (VALUES {marks})"

_PAIRS = (
    "SELECT first, second FROM asked"
    " CROSS JOIN {table} ON {table}.customer = first AND {table}.{column} = second"
)
_ALIKE = (
    "SELECT customer, same_key, ended_on IS NULL, imported_as FROM asked"
    " CROSS JOIN notes ON customer = first AND same_key = second"
)
_BEARERS = (
    "SELECT key, kind, customer FROM asked CROSS JOIN handles ON key = first WHERE source IS NULL"
)
_PERSON = """
SELECT 'form', formal, role FROM customers WHERE number = :number
UNION ALL SELECT 'tag', key, NULL FROM tags WHERE customer = :number
UNION ALL SELECT 'handle', key, kind FROM handles WHERE customer = :number AND source IS NULL"""


class StoredCustomer(NamedTuple):
    """What the pad holds of a customer: handles as kind and key, the keys of the tags."""

    formal: str | None
    role: str
    handles: set[tuple[str, str]]
    tags: set[str]


def pairs(
    connection: sqlite3.Connection, column: str, table: str, rows: Iterable[Pair]
) -> Iterator[Pair]:
    """Yield which of these rows, as customer and the value of a column, a table has."""
    return _ask(connection, _PAIRS.format(column=column, table=table), rows)


def alike(
    connection: sqlite3.Connection, rows: Iterable[Pair]
) -> Iterator[tuple[int, int, int, int | None]]:
    """Yield the notes with this customer and `same_key`: both, whether it holds, `imported_as`."""
    return _ask(connection, _ALIKE, rows)


def bearers(connection: sqlite3.Connection, keys: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the handles that have one of these keys: key, kind and customer."""
    return _ask(connection, _BEARERS, ((key,) for key in keys))


def held(connection: sqlite3.Connection, customer: int) -> StoredCustomer:
    """Return what the pad holds of a customer."""
    (_, formal, role), *others = connection.execute(_PERSON, {"number": customer}).fetchall()
    return StoredCustomer(
        formal,
        role,
        {(kind, key) for what, key, kind in others if what == "handle"},
        {key for what, key, _ in others if what == "tag"},
    )


def _ask(
    connection: sqlite3.Connection, query: str, rows: Iterable[Sequence[Value]]
) -> Iterator[Any]:
    """Yield what a query finds for these rows, which stand in `asked` as `first` and `second`."""
    waiting = [*rows]
    if not waiting:
        return
    at_once = _FEW if len(waiting) <= _FEW else _MANY
    width = len(waiting[0])
    length = at_once * width
    values: list[Value] = [*chain.from_iterable(waiting)]
    values += [None] * (-len(values) % length)
    columns = ", ".join(("first", "second")[:width])
    marks = ", ".join([f"({', '.join('?' * width)})"] * at_once)
    statement = f"{_ASKED.format(columns=columns, marks=marks)} {query}"
    for start in range(0, len(values), length):
        yield from connection.execute(statement, values[start : start + length])
