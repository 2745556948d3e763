"""Bulk reads and writes of an import."""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import blake2b
from itertools import chain
from struct import unpack
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.db.bulk_write import indexes_of, paused
from prefpad.db.full_text import KEEPS_UP, catch_up
from prefpad.db.statements import THESE, as_array, pragma
from prefpad.db.unit_of_work import larger_cache, temporary_files
from prefpad.domain.normalize import code_key
from prefpad.domain.vocabulary import NAMES
from prefpad.importing.staging_rows import STAGED, STAGED_ROWS, last_number, real_number
from prefpad.reconfirmation.schedule_rows import Ahead, schedule_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.importing.report import ImportReport
    from prefpad.importing.staging_rows import Staging
    from prefpad.session import Session

_PAGES_BEFORE_WRITING = 24 * 1024 - 1
"""How many pages an import changes in memory at most: 96 MiB, for 50,000 rows of any program's list."""

_MOST_ADDED = 600_000
"""The rows of an import beyond which its changes do not fit in so many pages."""

_PAGES_OF_MORE = 8 * 1024 - 1
"""How many pages an import of more rows changes in memory, as readers must wait in any case."""

_IDENTITY = blake2b(digest_size=8)
_OF_FEW_NOTES = {"notes_by_parent", "notes_in_charge", "notes_open", "notes_with_own_interval"}


@contextmanager
def import_pragmas(connection: sqlite3.Connection) -> Iterator[None]:
    """Give the connection more memory for a while, and skip foreign key checks.

    An import refers only to rows that it has just read or written in the same transaction; to look
    each of them up once more would take a fifth of its time. To be used outside a transaction.
    """
    with (
        pragma(connection, "foreign_keys", "OFF"),
        temporary_files(connection),
        larger_cache(connection, _PAGES_BEFORE_WRITING),
    ):
        yield


def identities_of(rows: Iterable[bytes]) -> tuple[int, ...]:
    """Return the identities of customers' rows, by all that each says, as signed 64-bit numbers."""
    digests = []
    for said in rows:
        digest = _IDENTITY.copy()
        digest.update(said)
        digests.append(digest.digest())
    return unpack(f">{len(digests)}q", b"".join(digests))


class BulkLoader:
    """Adds the rows of an import, many at a time, to its `Staging`.

    Attributes:
        connection: the open pad.
        number: the number of the import until it is taken over.
        had_customers: whether the pad had any before.
        had_rows: whether it had rows of lists.
    """

    def __init__(self, session: Session, staging: Staging) -> None:
        self.connection = connection = session.connection
        self.staging = staging
        self._session = session
        self._created_on = session.today.isoformat()
        self.number = STAGED
        self._had_imported = _any(connection, "main.notes WHERE imported_as IS NOT NULL")
        self._had_seen = _any(connection, "main._import_rows")
        self.had_rows = self._had_imported or self._had_seen
        self._has_seen = False
        self.had_customers = _any(connection, "main.customers")
        self._next = staging.next_numbers
        values = {table: batch.values for table, batch in staging.batches.items()}
        self._customers, self._handles = values["customers"], values["handles"]
        self._words, self._tags = values["words_of_names"], values["tags"]
        self._notes, self._frames = values["notes"], values["frames"]
        self._seen = values["_import_rows"]
        self._values = values

    @property
    def next_customer(self) -> int:
        """The number of the next customer who is added."""
        return self._next["customers"]

    def customer(
        self,
        name: str,
        role: str | None,
        formal: str | None,
        familiar: str | None = None,
        pronounced: str | None = None,
    ) -> int:
        """Add a customer and return the number."""
        number = self._next["customers"]
        self._next["customers"] = number + 1
        self._customers += (
            *(number, name, role or "customer", formal, familiar, pronounced),
            self._created_on,
        )
        return number

    def handle(
        self, customer: int, kind: str, value: str, key: str, source: str | None = None
    ) -> None:
        """Add a handle to a customer."""
        self.handles(customer, ((kind, value, key),), source)

    def handles(
        self, customer: int, handles: Iterable[tuple[str, str, str]], source: str | None = None
    ) -> None:
        """Add handles to a customer, each as kind, value and key."""
        rows = self._handles
        words: list[str] = []
        for kind, value, key in handles:
            tail = key[::-1] if kind == "phone" else None
            rows += (customer, kind, value, key, tail, source)
            if kind in NAMES:
                words += key.split()
        for word in {*words}:
            self._words += (word, customer)

    def tag(self, customer: int, tag: str, key: str) -> None:
        """Add a tag to a customer."""
        self._tags += (customer, tag, key)

    def attributes(self, values: tuple[Value, ...]) -> int:
        """Store the values of `FRAME_COLUMNS`, which many notes share; return their number."""
        number = self._next["frames"]
        self._next["frames"] = number + 1
        self._frames += (number, *values)
        return number

    def note(self, values: tuple[Value, ...]) -> None:
        """Add a note; a closed one was closed on the day it was noted.

        Args:
            values: `customer`, `text`, `same_key`, `imported_as`, `noted_on`, `confirmed_on`,
                `by_day`, and the number of its `attributes`.
        """
        self.notes([values])

    def notes(self, notes: Iterable[tuple[Value, ...]]) -> None:
        """Add notes; see `note`."""
        self._notes += chain.from_iterable(notes)

    def seen(self, customer: int, identity: int, note: int | None) -> None:
        """Remember a row that made no note."""
        self._has_seen = True
        self._seen += (customer, identity, note)

    def add(self, table: str, *values: Value) -> None:
        """Add a row to another table."""
        self._values[table] += values

    def add_all(self, table: str, rows: Iterable[tuple[Value, ...]]) -> None:
        """Add many rows to another table."""
        self._values[table] += chain.from_iterable(rows)

    def write(self) -> None:
        """Write what was added so far."""
        self.staging.flush()

    def flush(self) -> None:
        """Write what was added so far, so that queries find it."""
        self.write()
        self.staging.index()

    def known(self, rows: Collection[Pair]) -> set[Pair]:
        """Return which rows, as customer and identity, were imported before."""
        found: set[Pair] = set()
        before = [row for row in rows if row[0] < STAGED]
        if self._had_imported:
            found.update(pairs(self.connection, "imported_as", "main.notes", before))
        if self._had_seen:
            found.update(pairs(self.connection, "identity", "main._import_rows", before))
        if self._has_seen:
            self.staging.cover("_import_rows")
            self.staging.index()
            found.update(pairs(self.connection, "identity", "temp.added__import_rows", rows))
        return found

    def alike(self, pairs: Collection[Pair]) -> tuple[set[Pair], set[Pair]]:
        """Look up notes by customer and `same_key`.

        Returns:
            The pairs that a note has which holds, and the rows, as customer and identity, that
            made any of these notes.
        """
        running: set[Pair] = set()
        rows: set[Pair] = set()
        if pairs:
            self.staging.index()
        for customer, key, holds, imported_as in alike(self.connection, pairs):
            if holds:
                running.add((customer, key))
            if imported_as is not None:
                rows.add((customer, imported_as))
        return running, rows


def take_over(
    session: Session, writer: UnitOfWork, staging: Staging, file: str, report: ImportReport
) -> dict[str, int]:
    """Write an import into the pad, and update rates, indexes and search.

    Args:
        session: the open pad.
        writer: the transaction, within `import_pragmas`.
        staging: the rows.
        file: what the file is called.
        report: what happened to its rows.

    Returns:
        The first number of the customers and notes that were added.
    """
    connection, schedule = session.connection, schedule_of(session)
    if staging.count_added() > _MOST_ADDED:
        connection.execute(f"PRAGMA cache_spill = {_PAGES_OF_MORE}")
    number = last_number(connection, "imports") + 1
    first_customer = last_number(connection, "customers") + 1
    writer.change(number)
    ahead = Ahead(staging.covered, *STAGED_ROWS, lambda one: real_number(one, first_customer))
    visitors = staging.visitors()
    known = {one for one in visitors if one < STAGED}
    marked = {real_number(one, first_customer) for one in known | staging.edited()}
    with paused(connection, [KEEPS_UP, *unread_indexes(connection)]):
        schedule.learn_ahead(visitors, ahead)
        first = staging.take_over(writer, number)
        _take_words(connection, first["customers"])
    catch_up(connection, "number >= ?", (first["notes"],))
    schedule.follow_import(first["notes"], marked)
    record_import(writer, number, file, report)
    return first


def record_import(writer: UnitOfWork, number: int, file: str, report: ImportReport) -> None:
    """Write the row of an import."""
    writer.connection.execute(
        "INSERT INTO imports(number, at, author, file, layout,"
        " read, created, updated, unchanged, rejected)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            writer.signature.at,
            writer.signature.author,
            file,
            report.source,
            *(report.read, report.created, report.updated, report.unchanged, report.rejected),
        ),
    )


def unread_indexes(connection: sqlite3.Connection) -> list[str]:
    """Return the indexes of empty tables, which are made after the rows are in.

    Those of few notes are kept up: each would have to read all notes again.
    """
    empty = [] if _any(connection, "main.notes") else ["notes"]
    empty += [] if _any(connection, "main.customers") else ["handles", "_name_words"]
    names = {name for table in empty for name in indexes_of(connection, table)}
    return [*names - _OF_FEW_NOTES]


def _take_words(connection: sqlite3.Connection, first: int) -> None:
    """Index the words of new customers' names, which the import has put aside."""
    with paused(connection, ["name_words_inserted"]):
        connection.execute(
            "INSERT OR IGNORE INTO _name_words(word, customer)"
            f" SELECT word, iif(customer >= {STAGED}, customer - {STAGED} + ?, customer)"
            " FROM temp.words_of_names ORDER BY word, customer",
            (first,),
        )
    in_order = "_name_words" if first == 1 else "temp.words_of_names"
    connection.execute(f"INSERT OR IGNORE INTO _words(word) SELECT DISTINCT word FROM {in_order}")


def _any(connection: sqlite3.Connection, what: str) -> bool:
    (answer,) = connection.execute(f"SELECT EXISTS (SELECT 1 FROM {what})").fetchone()
    return bool(answer)


Pair = tuple[int, int]

_FEW, _MANY = 10, 250
_ASKED = "WITH asked({columns}) AS (VALUES {marks})"

_PAIRS = (
    "SELECT first, second FROM asked"
    " CROSS JOIN {table} AS rows ON rows.customer = first AND rows.{column} = second"
)
_ALIKE = """
SELECT customer, same_key, ended_on IS NULL, imported_as FROM asked
CROSS JOIN main.notes ON customer = first AND same_key = second
WHERE number NOT IN (SELECT number FROM temp.covered_notes)
UNION ALL SELECT customer, same_key, ended IS NULL, imported_as FROM asked
CROSS JOIN temp.added_notes ON customer = first AND same_key = second
CROSS JOIN temp.frames USING (frame)
UNION ALL SELECT customer, same_key, ended_on IS NULL, imported_as FROM asked
CROSS JOIN temp.changed_notes ON customer = first AND same_key = second"""
_BEARERS = """
SELECT key, kind, customer FROM asked CROSS JOIN main.handles ON key = first WHERE source IS NULL"""
OUTSIDE_ID = "outside id"
"""The kind of an id that another program gave; its key is that of `source:id`, as it is exported."""

_HANDLES = f"SELECT customer, kind, key, source FROM handles WHERE customer {THESE}"
_PEOPLE = f"""
SELECT number, 'form', formal, role, NULL FROM customers WHERE number {THESE}
UNION ALL SELECT customer, 'tag', key, NULL, NULL FROM tags WHERE customer {THESE}
UNION ALL SELECT customer, 'handle', key, kind, source FROM handles WHERE customer {THESE}"""


class Bearers(dict[str, int | tuple[int, ...]]):
    """Customers by the keys of what they have; most keys are one's own, which takes no tuple."""

    def add(self, key: str, customer: int) -> None:
        """Add a customer who has a key."""
        self[key] = (*self.of(key), customer) if key in self else customer

    def of(self, key: str) -> tuple[int, ...]:
        """Return the customers who have a key."""
        found = self.get(key, ())
        return found if isinstance(found, tuple) else (found,)


class StoredCustomer(NamedTuple):
    """A customer as the pad has them: handles as kind and key, tags by key.

    The kind of an id that another program gave is `OUTSIDE_ID`.
    """

    formal: str | None
    role: str
    handles: set[tuple[str, str]]
    tags: set[str]


def pairs(
    connection: sqlite3.Connection, column: str, table: str, rows: Iterable[Pair]
) -> Iterator[Pair]:
    """Yield those of the pairs of customer and column value that a table has."""
    return _ask(connection, _PAIRS.format(column=column, table=table), rows)


def alike(
    connection: sqlite3.Connection, rows: Iterable[Pair]
) -> Iterator[tuple[int, int, int, int | None]]:
    """Yield notes by customer and `same_key`: both, whether current, and `imported_as`."""
    return _ask(connection, _ALIKE, rows)


def bearers(connection: sqlite3.Connection, keys: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the handles with one of these keys: key, kind and customer."""
    return _ask(connection, _BEARERS, ((key,) for key in keys))


def handles_of(
    connection: sqlite3.Connection, customers: Iterable[int]
) -> Iterator[tuple[int, str, str]]:
    """Yield the handles of these customers: customer, kind and key."""
    for customer, *found in connection.execute(_HANDLES, {"these": as_array(customers)}):
        yield customer, *_handle(*found)


def held(connection: sqlite3.Connection, customers: Iterable[int]) -> dict[int, StoredCustomer]:
    """Return customers as the pad has them, by number."""
    found: dict[int, StoredCustomer] = {}
    these = {"these": as_array(customers)}
    for number, what, value, kind, source in connection.execute(_PEOPLE, these):
        if what == "form":
            found[number] = StoredCustomer(value, kind, set(), set())
        elif what == "tag":
            found[number].tags.add(value)
        else:
            found[number].handles.add(_handle(kind, value, source))
    return found


def _handle(kind: str, key: str, source: str | None) -> tuple[str, str]:
    return (kind, key) if source is None else (OUTSIDE_ID, code_key(f"{source}:") + key)


def _ask(
    connection: sqlite3.Connection, query: str, rows: Iterable[Sequence[Value]]
) -> Iterator[Any]:
    """Yield the results of a query that joins these pairs as `asked(first, second)`."""
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
