"""Showing changes, imports and undos in a table and in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.db.audit_log import REASON
from prefpad.domain.vocabulary import KINDS
from prefpad.history.describe import row_word
from prefpad.history.models import Change, ChangedRow, Import, Undone
from prefpad.notes.discretion import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Values = Mapping[str, str | int | float | None]

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


_LONGEST_VALUE = 60
_UNTOLD = frozenset(
    ("voice_by_hand", "span", "days", "asked", "visit_class", "pace_class", "ended", "ended_on")
)
_NAMED_ONLY = frozenset({"served", "what", "private"})
"""Columns that may be private, as a row of its own tells; that they changed is enough."""

_LABELS = {
    "noted_on": "day",
    "confirmed_on": "confirmed",
    "by_day": "due",
    "first_by_day": "first promised for",
    "every": "days until asked again",
    "on_day": "day",
    "parent": "under note",
    "not_called": "not called",
    "created_on": "on the pad since",
    "standing": "certain",
    "owner": "in charge",
}
_WORDS: dict[str, dict[str | int | float | None, str]] = {
    "alert": {0: "no", 1: "yes"},
    "standing": {"standing": "yes", "candidate": "not yet"},
    "voice": {"say": "may be said", "act": "for staff", "private": "private"},
    "source": {"told": "they told us", "observed": "we saw it", "relayed": "someone else said so"},
}
_ENDED = {"gone": "no longer true", "mistake": "deleted"}
_OUTCOMES = {"same": "still true", "gone": "no longer true", "seen": "seen again"}


def row_in_words(row: ChangedRow) -> str:
    """Say what was in a row that was added or removed, or what has changed in it."""
    if REASON in row.after:
        return f"reason: {_value(REASON, row.after)}"
    if row.did != "changed":
        values = row.after or row.before
        return _ROWS.get(row.table, _fields)(values)
    names = [name for name in {**row.before, **row.after} if name not in _UNTOLD]
    parts = [
        _label(name)
        if name in _NAMED_ONLY
        else f"{_label(name)}: {_value(name, row.before)} → {_value(name, row.after)}"
        for name in names
    ]
    if {"ended", "ended_on"} & row.after.keys():
        parts.append(_end(row.after))
    return "; ".join(parts)


def _of_note(values: Values) -> str:
    if values.get("text") == HIDDEN:
        return HIDDEN
    kind = str(values.get("kind", ""))
    named = "" if kind in {"preference", "other"} else f"{kind}, "
    topic = f"{values['topic']}: " if values.get("topic") else ""
    stance = f"{values['stance']} " if values.get("stance") else ""
    due = f", due {values['by_day']}" if values.get("by_day") else ""
    end = f", {_end(values)}" if values.get("ended_on") else ""
    return f"{named}{topic}{stance}{_value('text', values)}{due}{end}"


def _end(values: Values) -> str:
    if not (values.get("ended_on") or values.get("ended")):
        return "open again"
    how = str(values.get("ended", "ended"))
    kind = KINDS.get(str(values.get("kind")))
    if how == "done" and kind:
        how = kind.done_word
    day = f" on {values['ended_on']}" if values.get("ended_on") else ""
    return f"{_ENDED.get(how, how)}{day}"


def _of_check(values: Values) -> str:
    outcome = str(values.get("outcome"))
    if outcome == "changed":
        return f"{_value('before', values)} → {_value('after', values)}"
    return _OUTCOMES.get(outcome, outcome)


def _of_occasion(values: Values) -> str:
    year = f"{values['year']}-" if values.get("year") else ""
    return f"{values['name']}: {year}{values['month']:02}-{values['day']:02}"


def _fields(values: Values) -> str:
    return "; ".join(
        f"{_label(name)}: {_value(name, values)}" for name in values if name not in _UNTOLD
    )


_ROWS: dict[str, Callable[[Values], str]] = {
    "notes": _of_note,
    "checks": _of_check,
    "occasions": _of_occasion,
    "visits": lambda values: str(values["on_day"]),
    "expected_visits": lambda values: str(values["on_day"]),
    "tags": lambda values: str(values["tag"]),
    "handles": lambda values: f"{values['kind']}: {_value('value', values)}",
    "consents": lambda values: f"{values['about']}: {values['status']} on {values['on_day']}",
}
"""How the rows of a table read that is not told field by field."""


def _label(column: str) -> str:
    return _LABELS.get(column, column.replace("_", " "))


def _value(column: str, values: Values) -> str:
    value = values.get(column)
    if column == "customer":
        return f"@{value}"
    if value in {None, ""}:
        return "nothing"
    text = _WORDS.get(column, {}).get(value, str(value))
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
