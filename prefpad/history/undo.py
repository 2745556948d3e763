"""Undoing a change, if no later one depends on it."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from shlex import quote
from typing import TYPE_CHECKING

from prefpad.db import audit_log as journal
from prefpad.db.audit_log import ERASURES
from prefpad.domain.errors import CouldNot, NoSuchChange
from prefpad.domain.sanitize import clean
from prefpad.domain.validation import checked_number
from prefpad.history import undo_rows as undoing
from prefpad.history.describe import row_word
from prefpad.history.log import describe, entry_numbered
from prefpad.history.models import Kept, Undone

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from prefpad.db.audit_log import AuditEntry
    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.history.models import Change, Import
    from prefpad.history.undo_import_rows import Preparation
    from prefpad.session import Session

_MOST_NAMED = 5
_MOST_KEPT = 1000
_LONGEST = 90
_NAMED_OTHERWISE = {"_import_rows": "row", "occasions": "day"}


def to_undo(session: Session, number: int | Change | None) -> Change:
    """Return the change that `undo` with this number would undo."""
    entry = find_undoable(session.connection, number)
    return describe(session.connection, entry, private=False)


def import_to_undo(session: Session, number: int | Import | None) -> Change:
    """Return the change that `undo_import` with this number would undo."""
    entry = find_import(session.connection, number)
    return describe(session.connection, entry, private=False)


def undo(session: Session, number: int | Change | None, *, dry_run: bool) -> Undone:
    """Undo a change; see `Pad.undo`."""
    return _undo_found(session, find_undoable(session.connection, number), dry_run=dry_run)


def undo_import(session: Session, number: int | Import | None, *, dry_run: bool) -> Undone:
    """Undo an import; see `Pad.undo_import`."""
    return _undo_found(session, find_import(session.connection, number), dry_run=dry_run)


def _undo_found(session: Session, entry: AuditEntry, *, dry_run: bool) -> Undone:
    """Take back a change, having looked before the transaction at what an import made."""
    from prefpad.db.unit_of_work import larger_cache, temporary_files

    connection = session.connection
    prepared = None
    with temporary_files(connection), larger_cache(connection), ExitStack() as stack:
        if entry.importing is not None:
            from prefpad.history.undo_import_rows import prepared_undo

            if not dry_run:
                session.refuse_damage()
            prepared = stack.enter_context(prepared_undo(connection, entry.number, entry.importing))
        writer = stack.enter_context(session.transaction("undo"))
        writer.keep = not dry_run
        if find_undoable(connection, entry.number) != entry:
            raise CouldNot(
                f"Change {entry.number} is another one since the pad was restored.",
                "`pad.log()` shows what was done.",
            )
        return _undo(writer, entry, prepared, dry_run=dry_run)


def find_undoable(connection: sqlite3.Connection, number: int | Change | None) -> AuditEntry:
    """Return the change to undo: the one with that number, or the last not undone.

    Raises:
        NoSuchChange: there is none of that number.
        CouldNot: there is nothing to take back, it was taken back already, or it erased for good.
    """
    entry = (
        journal.last_that_holds(connection)
        if number is None
        else entry_numbered(connection, number)
    )
    if entry is None:
        raise CouldNot("There is nothing to undo.", "`pad.log()` shows what was done.")
    if entry.undone_by is not None:
        raise CouldNot(
            f"Change {entry.number} was undone already, by change {entry.undone_by}.",
            f"`pad.undo({entry.undone_by})` brings it back.",
        )
    if journal.is_erasure(connection, entry):
        raise CouldNot(
            f"Change {entry.number} cannot be undone: {ERASURES[entry.command]}, for good.",
            "`pad.log()` shows the changes before it; name one to undo it.",
        )
    if entry.command == "restore":
        raise _of_the_whole(connection, entry)
    return entry


def find_import(connection: sqlite3.Connection, number: int | Import | None) -> AuditEntry:
    """Return the change made by an import: the one with that number, or the last not undone.

    Raises:
        NoSuchChange: there is none of that number.
        CouldNot: there is nothing to take back, or it was taken back already.
    """
    number = None if number is None else checked_number("import", number)
    entry = journal.of_import(connection, number)
    if entry is None and number is None:
        raise CouldNot("There is no import to undo.", "`pad.imports()` lists them.")
    if entry is None:
        raise NoSuchChange(f"There is no import {number}.", "`pad.imports()` lists them.")
    return find_undoable(connection, entry.number)


def _of_the_whole(connection: sqlite3.Connection, entry: AuditEntry) -> CouldNot:
    values = [row.after or {} for row in journal.rows_of(connection, entry.number, 1)]
    kept = next((str(found["kept_as"]) for found in values if found.get("kept_as")), None)
    return CouldNot(
        f"Change {entry.number} cannot be undone: the whole pad went back to a backup.",
        f"`Pad.restore({quote(clean(kept))})` brings it back as it was before."
        if kept
        else "The pad before it could not be kept.",
    )


def _undo(
    writer: UnitOfWork, entry: AuditEntry, prepared: Preparation | None, *, dry_run: bool
) -> Undone:
    """Undo a change inside a transaction, and record that.

    Raises:
        CouldNot: later changes depend on it.
    """
    connection = writer.connection
    change = describe(connection, entry, private=False)
    counts: dict[str, Counter[str]] = {
        "removed": Counter(),
        "restored": Counter(),
        "changed": Counter(),
    }
    stay: list[tuple[str, int, int | None]] = []
    if prepared:
        from prefpad.history import undo_import_rows as unimporting

        stay = unimporting.take_back(writer, prepared, counts)
    else:
        _refuse_if_needed(connection, entry)
        _take_back(writer, entry, counts)
    number = None if dry_run else writer.undoes(entry.number)
    kept = [_kept(connection, entry, *row) for row in stay[:_MOST_KEPT]]
    removed, restored, changed = (
        {table: rows for table, rows in count.items() if rows} for count in counts.values()
    )
    return Undone(change, number, removed, restored, changed, kept, len(stay))


def _take_back(writer: UnitOfWork, entry: AuditEntry, counts: dict[str, Counter[str]]) -> None:
    if undoing.take_back(writer, entry.number, counts):
        return
    raise _depended_on(
        writer.connection, entry, undoing.in_the_way(writer.connection, entry.number)
    )


def _refuse_if_needed(connection: sqlite3.Connection, entry: AuditEntry) -> None:
    later = {change for *_, change in undoing.touched_since(connection, entry.number)}
    rows = undoing.referring(connection, entry.number)
    later |= journal.later_changes_of(connection, rows, entry.number)
    if later or rows:
        raise _depended_on(connection, entry, later)


def _depended_on(
    connection: sqlite3.Connection, entry: AuditEntry, later: Iterable[int]
) -> CouldNot:
    numbers = sorted(later)
    named = []
    for number in numbers[:_MOST_NAMED]:
        what = describe(connection, entry_numbered(connection, number), private=False).what
        named.append(f"{number} ({what[:_LONGEST]})")
    if len(numbers) > _MOST_NAMED:
        named.append(f"{len(numbers) - _MOST_NAMED:,} more")
    which = ", ".join(named) or "what is on the pad now"
    verb = "depends" if len(numbers) == 1 else "depend"
    changes = "change" if len(numbers) == 1 else "changes"
    sentence = f"Change {entry.number} cannot be undone alone: {changes} {which} {verb} on it."
    if not named:
        sentence = f"Change {entry.number} cannot be undone: {which} is in the way."
    hint = f"Run `pad.undo({numbers[-1]})` first." if numbers else "`pad.log()` shows more."
    return CouldNot(sentence, hint)


def _kept(
    connection: sqlite3.Connection, entry: AuditEntry, table: str, row: int, change: int | None
) -> Kept:
    if change is None:
        change = journal.first_about(connection, table, row, entry.number)
    customer = journal.owner_of(connection, table, row)
    name = journal.known(connection, private=False).name(customer) if customer else ""
    match table:
        case "customers":
            what = f"{name} @{row}"
        case "notes":
            what = f"note {row} on {name}"
        case _:
            what = f"a {_NAMED_OTHERWISE.get(table) or row_word(table)} of {name}"
    return Kept(table, row, what, change)
