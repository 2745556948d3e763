"""The journal as records: what each change did, row by row, and a note's own history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefpad.customers.lookup import resolve_customer
from prefpad.db import audit_log as journal
from prefpad.domain.errors import NoSuchChange
from prefpad.domain.validation import checked_limit, checked_number
from prefpad.history.describe import describe_change, is_hidden
from prefpad.history.models import Change, ChangedRow, Import, NoteHistory
from prefpad.notes.discretion import HIDDEN
from prefpad.notes.lookup import checks_on, get_note
from prefpad.notes.wording import why

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.db.audit_log import AuditEntry, AuditRow, Redactor
    from prefpad.domain.models import Note
    from prefpad.session import Session

_ROWS_TOLD = 200
_INNER = frozenset(
    ("topic_key", "same_key", "key", "tail", "imported_as", "import", "number", "identity")
)
_TEXTS = {
    "notes": ("text", "topic", "because", journal.REASON),
    "checks": ("before", "after"),
    "_records": ("fields",),
}


def log(
    session: Session, *, customer: str | None, limit: int | None, private: bool
) -> list[Change]:
    """Return the changes to the pad, newest first; see `Pad.log`."""
    connection = session.connection
    number = None if customer is None else resolve_customer(connection, customer)
    found = journal.entries(connection, number, checked_limit(limit))
    return [describe(connection, entry, private=private) for entry in found]


def each_change(session: Session, *, customer: str | None, private: bool) -> Iterator[Change]:
    """Return an iterator over all of these, which reads a page at a time."""
    number = None if customer is None else resolve_customer(session.connection, customer)
    return session.each(_pages(session, number, private=private))


def _pages(session: Session, customer: int | None, *, private: bool) -> Iterator[list[Change]]:
    connection = session.connection
    found = journal.entries(connection, customer, session.page)
    while found:
        yield [describe(connection, entry, private=private) for entry in found]
        found = journal.entries(connection, customer, session.page, found[-1].number)


def change(session: Session, number: int | Change, *, private: bool) -> Change:
    """Return one change."""
    return describe(session.connection, entry_numbered(session.connection, number), private=private)


def changed_rows(
    session: Session, number: int | Change, *, limit: int | None, private: bool
) -> list[ChangedRow]:
    """Return what a change did row by row; of an import, what it made and still exists."""
    connection = session.connection
    one = entry_numbered(connection, number)
    most = checked_limit(limit)
    found = journal.rows_of(connection, one.number, -1 if most is None else most)
    if one.importing and (most is None or len(found) < most):
        left = -1 if most is None else most - len(found)
        found += journal.made_by_import(connection, one.importing, left)
    known = journal.known(connection, private=private)
    return [_changed(row, known) for row in found if row.before or row.after]


def imports(session: Session) -> list[Import]:
    """Return the imports, newest first."""
    return [Import(*row) for row in journal.imports(session.connection)]


def entry_numbered(connection: sqlite3.Connection, number: int | Change) -> AuditEntry:
    """Return the change with that number.

    Raises:
        NoSuchChange: there is none.
    """
    number = checked_number("change", number)
    found = journal.entry(connection, number)
    if found is None:
        raise NoSuchChange(f"There is no change {number}.", "`pad.log()` shows the numbers.")
    return found


def describe(connection: sqlite3.Connection, entry: AuditEntry, *, private: bool) -> Change:
    """Add to a change what it did in words; without `private`, private texts are hidden."""
    return Change(
        entry.number,
        entry.at,
        entry.author,
        entry.command,
        _what(connection, entry, journal.known(connection, private=private)),
        entry.importing,
        entry.undoes,
        entry.undone_by,
    )


def _what(connection: sqlite3.Connection, entry: AuditEntry, known: Redactor) -> str:
    if entry.undoes is not None:
        other = journal.entry(connection, entry.undoes)
        if other and other.undoes is not None:
            return f"brought back change {other.undoes}, by undoing change {entry.undoes}"
        what = f": {_what(connection, other, known)}" if other else ""
        return f"undid change {entry.undoes}{what}"
    if entry.importing is not None:
        ((_, _, _, _, file, _, read, *_),) = journal.imports(connection, entry.importing)
        return f"import of {file}: {'1 row' if read == 1 else f'{read:,} rows'}"
    merged = entry.command == "merge"
    found = journal.rows_of(connection, entry.number, -1 if merged else _ROWS_TOLD + 1)
    if len(found) > _ROWS_TOLD and not merged:
        return f"{entry.command}: {journal.count_rows(connection, entry):,} rows"
    return describe_change(entry.command, found, known)


def _changed(row: AuditRow, known: Redactor) -> ChangedRow:
    did = "added" if row.before is None else "removed" if row.after is None else "changed"
    return ChangedRow(
        row.table,
        row.row,
        "" if row.customer is None else known.name(row.customer),
        did,
        _shown(row, row.before, known),
        _shown(row, row.after, known),
    )


def _shown(row: AuditRow, values: dict[str, Any] | None, known: Redactor) -> dict[str, Any]:
    whole = row.before is None or row.after is None
    shown = {
        name: value
        for name, value in (values or {}).items()
        if name not in _INNER and not (whole and (value is None or name == "customer"))
    }
    if _is_private(row, known):
        shown |= {name: HIDDEN for name in _TEXTS[row.table] if shown.get(name)}
    return shown


def _is_private(row: AuditRow, known: Redactor) -> bool:
    if row.table == "_records":
        return not known.shows_private
    if row.table == "checks":
        note = (row.after or row.before or {}).get("note")
        return note is not None and known.is_private(int(note))
    versions = [values for values in (row.before, row.after) if values]
    return row.table == "notes" and any(is_hidden(row.row, one, known) for one in versions)


def note_history(session: Session, note: int | Note, *, private: bool) -> NoteHistory:
    """Return a note with its checks and changes; see `Pad.history`."""
    known = get_note(session, note)
    checks = checks_on(session, f"@{known.customer_number}", private=private)
    return NoteHistory(
        known,
        why(known, session.today),
        [check for check in checks if check.note == known.number],
        [
            describe(session.connection, entry, private=private)
            for entry in journal.entries_about(session.connection, known.number)
        ],
    )
