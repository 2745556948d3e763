"""Showing changes, imports and undos in a table and in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.history.describe import row_in_words, row_word
from prefpad.history.models import Change, ChangedRow, Import, Undone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHOWN_KEPT = 20


def change_listing(changes: Iterable[Change]) -> Listing:
    """List changes."""
    return Listing(
        Change,
        changes,
        ("change#", "when", "who", "what"),
        lambda change: (
            str(change.number),
            moment(change.at),
            change.author or "",
            change.what if change.undone_by is None else f"{change.what} (undone)",
        ),
        nothing="No changes yet.",
    )


def row_listing(rows: Sequence[ChangedRow], title: str) -> Listing:
    """List what a change did row by row."""
    return Listing(
        ChangedRow,
        rows,
        ("row", "customer", "did", "what"),
        lambda row: (
            f"{row_word(row.table)} {row.number}",
            row.customer,
            row.did,
            row_in_words(row),
        ),
        title=title,
        nothing="It has no rows to show.",
    )


def import_listing(imports: Sequence[Import]) -> Listing:
    """List imports."""
    return Listing(
        Import,
        imports,
        ("import#", "when", "who", "file", "layout", "rows", "undone"),
        lambda one: (
            str(one.number),
            moment(one.at),
            one.author or "",
            one.file,
            one.layout,
            _rows_of(one),
            "undone" if one.undone else "",
        ),
        nothing="No imports yet.",
    )


def _rows_of(one: Import) -> str:
    return (
        f"{one.read:,} read: {one.created:,} created, {one.updated:,} updated,"
        f" {one.unchanged:,} unchanged, {one.rejected:,} rejected"
    )


def undone_lines(undone: Undone) -> list[str]:
    """Say what an undo did, or would do, and how to undo that."""
    change, would = undone.change, undone.number is None
    if change.undoes is None:
        did = "Would undo" if would else "Undid"
        lines = [f"{did} change {change.number}: {change.what}."]
    else:
        did = "Would take back" if would else "Took back"
        lines = [f"{did} undo {change.number}, which {change.what}."]
    if change.import_number is not None:
        removed = "Would remove" if would else "Removed"
        back = f", and put back {listed(counted(undone.changed))}" if undone.changed else ""
        lines.append(f"{removed} {listed(counted(undone.removed))}{back}.")
    if undone.kept:
        lines.append(f"Kept, because it was changed since: {undone.kept_count:,}")
        lines += [
            f"  {kept.what}{f' · change {kept.change}' if kept.change else ''}"
            for kept in undone.kept[:_SHOWN_KEPT]
        ]
        if undone.kept_count > _SHOWN_KEPT:
            lines.append(f"  and {undone.kept_count - _SHOWN_KEPT:,} more.")
    if undone.number is not None:
        lines.append(f"`prefpad undo {undone.number}` brings it back.")
    return lines


def moment(at: str) -> str:
    """Return a moment in ISO form as day and time to the minute."""
    return at[:16].replace("T", " ")


def counted(rows: dict[str, int]) -> list[str]:
    """Return counts by table as `2 customers` and `1 note`."""
    return [f"{count:,} {row_word(table, count)}" for table, count in rows.items()]


def listed(parts: Sequence[str]) -> str:
    """Return several things as a sentence names them: `a, b and c`."""
    *first, last = parts or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last
