"""The journal as records: what each change did, in words and row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefpad.db import audit_log as journal
from prefpad.history.describe import describe_change, is_hidden
from prefpad.history.models import Change, ChangedRow, Import
from prefpad.notes.discretion import HIDDEN

if TYPE_CHECKING:
    import sqlite3

    from prefpad.db.audit_log import AuditEntry
    from prefpad.history.describe import AuditRow, Redactor

_ROWS_TOLD = 200
_INNER = frozenset(
    ("topic_key", "same_key", "key", "tail", "imported_as", "import", "number", "identity")
)
_TEXTS = {
    "notes": ("text", "topic", "because"),
    "checks": ("before", "after"),
    "_records": ("fields",),
}


def changes(
    connection: sqlite3.Connection, customer: int | None, limit: int | None, *, private: bool
) -> list[Change]:
    """Return what was done, of one customer or all, the newest first."""
    found = journal.entries(connection, customer, limit)
    return [describe(connection, entry, private=private) for entry in found]


def entry(connection: sqlite3.Connection, number: int) -> AuditEntry:
    """Return the change of that number.

    Raises:
        NoSuchChange: there is none.
    """
    found = journal.entry(connection, number)
    if found is None:
        from prefpad.history.undo import no_such_change

        raise no_such_change(number)
    return found


def describe(connection: sqlite3.Connection, entry: AuditEntry, *, private: bool) -> Change:
    """Return a change with what it did in words; without `private`, private texts are hidden."""
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


def rows(
    connection: sqlite3.Connection, entry: AuditEntry, limit: int | None, *, private: bool
) -> list[ChangedRow]:
    """Return what a change did row by row; of an import, what it made and is there still."""
    most = -1 if limit is None else limit
    found = journal.rows_of(connection, entry.number, most)
    if entry.importing and (most < 0 or len(found) < most):
        left = most if most < 0 else most - len(found)
        found += journal.made_by_import(connection, entry.importing, left)
    known = journal.known(connection, private=private)
    return [_changed(row, known) for row in found if row.before or row.after]


def imports(connection: sqlite3.Connection) -> list[Import]:
    """Return the imports, the newest first."""
    return [Import(*row) for row in journal.imports(connection)]


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
        return known.is_private(int((row.after or row.before or {})["note"]))
    versions = [values for values in (row.before, row.after) if values]
    return row.table == "notes" and any(is_hidden(row.row, one, known) for one in versions)
