"""Reading the journal: changes, what they did, and which later ones stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.statements import among, stored_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from typing import Any

OF_A_CUSTOMER = ("handles", "tags", "occasions", "consents", "visits", "expected_visits")
"""The tables whose rows belong to a customer and stay with one who stays."""

MADE_BY_IMPORTS = ("customers", *OF_A_CUSTOMER, "notes", "checks")
"""The tables that people see, whose rows carry the number of the import that made them."""

SEEN_BY_IMPORTS = ("_import_rows", "_records")
"""The tables of what imports have seen, whose rows carry that number too."""

BULK_TABLES = (*MADE_BY_IMPORTS, *SEEN_BY_IMPORTS)

ERASURES = {
    "forget": "somebody was forgotten",
    "tidy": "notes past their retention time were deleted",
}
"""The commands that erase for good; the journal keeps only that they did."""

REASON = "reason"
"""Under which name the journal keeps why a row was changed, beside what was changed of it."""

_LAST_NUMBER = 2**63 - 1
_OF_CUSTOMERS = ("customers", "_apart")
_CHANGED_AS_A_WHOLE = f"""
SELECT 1 FROM journal
WHERE number > :number AND (import IS NOT NULL OR {among("command", (*ERASURES, "restore"))})
UNION ALL SELECT 1 FROM journal_rows
WHERE change > :number AND customer IS NULL AND NOT {among("of_table", _OF_CUSTOMERS)}
UNION ALL SELECT 1
WHERE :number > 0 AND NOT EXISTS (SELECT 1 FROM journal WHERE (number, at) = (:number, :at))
LIMIT 1"""
_ENTRY = "SELECT number, at, author, command, import, undoes, undone_by FROM journal"
_IMPORTED = " UNION ".join(
    f"SELECT import FROM {table} WHERE {'number' if table == 'customers' else 'customer'} = :customer"
    for table in BULK_TABLES
)
_OF_CUSTOMER = f"""WHERE number IN (
    SELECT change FROM journal_rows WHERE customer = :customer
    UNION SELECT number FROM journal WHERE import IN ({_IMPORTED})
)"""


_OF_NOTE = """WHERE number IN (
    SELECT change FROM journal_rows WHERE of_table = 'notes' AND of_row = :note
    UNION SELECT change FROM journal_rows WHERE of_table = 'checks'
        AND of_row IN (SELECT number FROM checks WHERE note = :note)
    UNION SELECT number FROM journal
        WHERE import = (SELECT import FROM notes WHERE number = :note)
)"""


class AuditRow(NamedTuple):
    """One row in the journal: its values before and after, None where it did not exist."""

    table: str
    row: int
    customer: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Redactor(NamedTuple):
    """Names and privacy of customers and notes, former ones too.

    Attributes:
        name: from a customer's number to the name.
        is_private: from a note's number to whether to hide its text, since it is or was private.
        shows_private: whether private notes are shown too.
    """

    name: Callable[[int], str]
    is_private: Callable[[int], bool]
    shows_private: bool


class AuditEntry(NamedTuple):
    """One change as the journal keeps it."""

    number: int
    at: str
    author: str | None
    command: str
    importing: int | None
    undoes: int | None
    undone_by: int | None


class Moment(NamedTuple):
    """A state of the pad: the number of the last change, 0 before any, and when that was made."""

    number: int
    at: str


def newest(connection: sqlite3.Connection) -> Moment:
    """Return the state in which the pad is."""
    row = connection.execute("SELECT number, at FROM journal ORDER BY number DESC LIMIT 1")
    return Moment(*(row.fetchone() or (0, "")))


def changed_as_a_whole(connection: sqlite3.Connection, since: Moment) -> bool:
    """Tell whether anything was done since that is not just about some customers.

    That is any import, erasure, restore or setting.
    """
    found = connection.execute(_CHANGED_AS_A_WHOLE, since._asdict())
    return found.fetchone() is not None


def entries(
    connection: sqlite3.Connection,
    customer: int | None,
    limit: int | None,
    before: int = _LAST_NUMBER,
) -> list[AuditEntry]:
    """Return the changes about one customer or all before a change, newest first."""
    which = "WHERE" if customer is None else f"{_OF_CUSTOMER} AND"
    rows = connection.execute(
        f"{_ENTRY} {which} number < :before ORDER BY number DESC LIMIT :limit",
        {"customer": customer, "before": before, "limit": -1 if limit is None else limit},
    )
    return [AuditEntry(*row) for row in rows.fetchall()]


def entries_about(connection: sqlite3.Connection, note: int) -> list[AuditEntry]:
    """Return the changes that touched a note or its checks, oldest first."""
    rows = connection.execute(f"{_ENTRY} {_OF_NOTE} ORDER BY number", {"note": note})
    return [AuditEntry(*row) for row in rows.fetchall()]


def entry(connection: sqlite3.Connection, number: int) -> AuditEntry | None:
    """Return the change with this number, or None."""
    if number > _LAST_NUMBER:
        return None
    row = connection.execute(f"{_ENTRY} WHERE number = ?", (number,)).fetchone()
    return row and AuditEntry(*row)


def last_that_holds(connection: sqlite3.Connection) -> AuditEntry | None:
    """Return the last change that is not an undo and was not undone, or None."""
    row = connection.execute(
        f"{_ENTRY} WHERE undoes IS NULL AND undone_by IS NULL AND (import IS NOT NULL"
        f" OR command IN ({', '.join(map(repr, ERASURES))})"
        " OR EXISTS (SELECT 1 FROM journal_rows WHERE change = journal.number))"
        " ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return row and AuditEntry(*row)


def is_erasure(connection: sqlite3.Connection, entry: AuditEntry) -> bool:
    """Tell whether a change erased something for good."""
    return entry.command in ERASURES and not count_rows(connection, entry)


def of_import(connection: sqlite3.Connection, number: int | None) -> AuditEntry | None:
    """Return the change made by an import, by default the last not undone, or None."""
    if number is not None and number > _LAST_NUMBER:
        return None
    which = (
        "import = ?"
        if number is not None
        else "import IS NOT NULL AND undone_by IS NULL AND ? IS NULL"
    )
    row = connection.execute(
        f"{_ENTRY} WHERE {which} ORDER BY number DESC LIMIT 1", (number,)
    ).fetchone()
    return row and AuditEntry(*row)


def rows_of(connection: sqlite3.Connection, change: int, limit: int) -> list[AuditRow]:
    """Return the first rows of a change in the journal; all for a limit of -1."""
    found = connection.execute(
        "SELECT of_table, of_row, customer, before, after FROM journal_rows WHERE change = ?"
        " ORDER BY number LIMIT ?",
        (change, limit),
    ).fetchall()
    return [
        AuditRow(table, row, customer, _values(before), _values(after))
        for table, row, customer, before, after in found
    ]


def before(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """Return the former values in one row of the journal."""
    (found,) = connection.execute(
        "SELECT before FROM journal_rows WHERE number = ?", (number,)
    ).fetchone()
    return _values(found) or {}


def made_by_import(connection: sqlite3.Connection, number: int, limit: int) -> list[AuditRow]:
    """Return the first rows made by an import that still exist, of tables for people.

    The newest rows are read first: those of a recent import are found at once.
    """
    found: list[AuditRow] = []
    for table in MADE_BY_IMPORTS:
        left = limit - len(found) if limit >= 0 else -1
        newest = stored_rows(
            connection, table, "import = ? ORDER BY number DESC LIMIT ?", (number, left)
        )
        for values in reversed(newest):
            customer = values["number" if table == "customers" else "customer"]
            found.append(AuditRow(table, values["number"], customer, None, values))
    return found


def count_rows(connection: sqlite3.Connection, entry: AuditEntry) -> int:
    """Count the rows a change touched; for an import, those that still exist."""
    (count,) = connection.execute(
        "SELECT count(*) FROM journal_rows WHERE change = ?", (entry.number,)
    ).fetchone()
    if entry.importing:
        for table in MADE_BY_IMPORTS:
            count += connection.execute(
                f"SELECT count(*) FROM {table} WHERE import = ?", (entry.importing,)
            ).fetchone()[0]
    return int(count)


def imports(connection: sqlite3.Connection, number: int | None = None) -> list[tuple[Any, ...]]:
    """Return the values of the imports, or of one, newest first."""
    rows = connection.execute(
        "SELECT imports.number, journal.number, imports.at, imports.author, file, layout,"
        " read, created, updated, unchanged, rejected, undone_by IS NOT NULL"
        " FROM imports JOIN journal ON journal.import = imports.number"
        f"{'' if number is None else ' WHERE imports.number = :number'}"
        " ORDER BY imports.number DESC",
        {"number": number},
    ).fetchall()
    return [(*row, bool(undone)) for *row, undone in rows]


def known(connection: sqlite3.Connection, *, private: bool) -> Redactor:
    """Return what the pad knows of customers and notes; with `private` no note is hidden."""

    def name(customer: int) -> str:
        row = _now_or_then(connection, "customers", customer)
        return str(row.get("name") or f"customer @{customer}")

    def is_private(note: int) -> bool:
        if private:
            return False
        row = _now_or_then(connection, "notes", note)
        is_now = row.get("voice") == "private" and not row.get("alert")
        return is_now or was_private(connection, note)

    return Redactor(name, is_private, private)


def was_private(connection: sqlite3.Connection, note: int) -> bool:
    """Tell whether the journal knows of a time when a note was private."""
    (was,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM journal_rows WHERE of_table = 'notes' AND of_row = ?"
        " AND 'private' IN (before ->> 'voice', after ->> 'voice'))",
        (note,),
    ).fetchone()
    return bool(was)


def _now_or_then(connection: sqlite3.Connection, table: str, number: int) -> dict[str, Any]:
    if rows := stored_rows(connection, table, "number = ?", (number,)):
        return rows[0]
    gone = connection.execute(
        "SELECT before FROM journal_rows WHERE of_table = ? AND of_row = ? AND after IS NULL"
        " ORDER BY number DESC LIMIT 1",
        (table, number),
    ).fetchone()
    return (gone and _values(gone[0])) or {}


def later_changes_of(
    connection: sqlite3.Connection, rows: Iterable[tuple[str, int]], since: int
) -> set[int]:
    """Return the standing changes after `since` that moved these rows, by table, where they are."""
    found = set()
    for table, row in rows:
        if change := touched_by(connection, table, row):
            found.add(change)
    return {change for change in found if change > since}


def touched_by(connection: sqlite3.Connection, table: str, row: int) -> int | None:
    """Return the last standing change to a row, or the import that made it, or None."""
    (change,) = connection.execute(
        "SELECT max(change) FROM journal_rows JOIN journal ON journal.number = change"
        " WHERE of_table = ? AND of_row = ? AND undone_by IS NULL AND undoes IS NULL",
        (table, row),
    ).fetchone()
    if change is None and table in BULK_TABLES:
        (change,) = connection.execute(
            f"SELECT max(journal.number) FROM {table} JOIN journal ON journal.import = {table}.import"
            f" WHERE {table}.number = ?",
            (row,),
        ).fetchone()
    return None if change is None else int(change)


def first_about(connection: sqlite3.Connection, table: str, row: int, since: int) -> int | None:
    """Return the first later standing change about the customer of a row, or None."""
    (change,) = connection.execute(
        "SELECT min(change) FROM journal_rows JOIN journal ON journal.number = change"
        " WHERE customer = ? AND change > ? AND undone_by IS NULL AND undoes IS NULL",
        (owner_of(connection, table, row), since),
    ).fetchone()
    return None if change is None else int(change)


def owner_of(connection: sqlite3.Connection, table: str, row: int) -> int | None:
    """Return the customer a row is about, even a former one, or None."""
    if table == "customers":
        return row
    customer = _now_or_then(connection, table, row).get("customer")
    return None if customer is None else int(customer)


def _values(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)
