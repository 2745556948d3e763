"""Describing changes, and each of their rows, in words that a shopkeeper understands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.consent import tell_consent
from prefpad.db.audit_log import ERASURES, REASON
from prefpad.domain.vocabulary import FORMER_NAME, KINDS, NAMED_FIELDS
from prefpad.notes.discretion import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from prefpad.db.audit_log import AuditRow, Redactor
    from prefpad.history.models import ChangedRow

    Values = Mapping[str, str | int | float | None]

_LONGEST_TEXT = 60
_MOST_ALIKE = 5
_ALIKE_NAMED = 3
_UNTOLD = frozenset({"_import_rows"})
_GO_WITHOUT_SAYING = frozenset({"", "preference", "other"})
_ROWS = {
    "_import_rows": ("row of the file", "rows of the file"),
    "_apart": ("pair marked as different people", "pairs marked as different people"),
    "_mappings": ("choice of columns", "choices of columns"),
    "_records": ("list entry", "list entries"),
    "handles": ("contact detail", "contact details"),
    "journal": ("change in the log", "changes in the log"),
}
_ENDED = {"withdrawn": "withdrew", "mistake": "deleted"}
_FIELDS = {
    "text": "text",
    "kind": "kind",
    "topic": "topic",
    "stance": "stance",
    "voice": "voice",
    "alert": "alert",
    "by_day": "due day",
    "noted_on": "day",
    "every": "how often to ask",
    "owner": "owner",
}
"""What the columns of a note are called that people change."""


class _Did(NamedTuple):
    """What was done to one note or customer, apart from which one it was."""

    did: str
    to: str = ""
    what: str = ""


def describe_change(command: str, rows: Sequence[AuditRow], known: Redactor) -> str:
    """Describe what a command did, from its rows in the journal."""
    if said := _as_a_whole(command, rows, known):
        return said
    checked = {
        row.after["note"]
        for row in rows
        if row.table == "checks" and row.after and row.before is None
    }
    parts: list[_Did] = []
    edited: dict[int, dict[str, None]] = {}
    moved: dict[tuple[int, int], None] = {}
    others = 0
    made = {row.row for row in rows if row.table == "customers" and row.before is None}
    for row in [row for row in rows if row.table not in _UNTOLD]:
        if row.table == "notes":
            parts += _of_note(row, known) if row.row not in checked else []
        elif row.table == "checks":
            parts += _of_check(row.after, known)
        elif row.before and row.after and "customer" in row.after:
            moved[row.before["customer"], row.after["customer"]] = None
        elif said := _by_itself(row, known):
            parts.append(_Did(said))
        elif row.customer is not None:
            if fields := _fields(row, made):
                edited.setdefault(row.customer, {}).update(dict.fromkeys(fields))
        else:
            others += 1
    parts += [
        _Did(f"moved from {known.name(old)} @{old} to {known.name(new)} @{new}")
        for old, new in moved
    ]
    parts += [
        _Did("edited ", known.name(who), f": {', '.join(what)}") for who, what in edited.items()
    ]
    if others or not parts:
        parts.append(_Did(f"{command}: {others or len(rows)} rows"))
    return "; ".join(_together(parts))


def _together(parts: Iterable[_Did]) -> Iterator[str]:
    """Yield each part in words, with what was done alike to many said once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for did, to, what in parts:
        alike.setdefault((did, what), []).append(to)
    for (did, what), ones in alike.items():
        if ones[0] and len(ones) > _MOST_ALIKE:
            more = f"{len(ones) - _ALIKE_NAMED:,} more"
            yield f"{did}{', '.join(ones[:_ALIKE_NAMED])} and {more}{what}"
        else:
            yield from (f"{did}{to}{what}" for to in dict.fromkeys(ones))


def _of_merge(rows: Sequence[AuditRow], known: Redactor) -> str:
    """Say who was merged into whom and what moved, or nothing if that cannot be seen."""
    gone = next((row.row for row in rows if row.table == "customers" and row.after is None), None)
    kept = next((row.row for row in rows if row.table == "customers" and row.row != gone), None)
    if gone is None or kept is None:
        return ""
    moved = Counter(
        row.table for row in rows if row.before and row.after and row.after.get("customer") == kept
    )
    along = ", ".join(f"{count:,} {row_word(table, count)}" for table, count in moved.items())
    into = f"merged {known.name(gone)} @{gone} into {known.name(kept)} @{kept}"
    return f"{into}, with {along}" if along else into


def _as_a_whole(command: str, rows: Sequence[AuditRow], known: Redactor) -> str:
    if command == "merge":
        return _of_merge(rows, known)
    if command == "restore":
        return _of_restore(rows)
    return "" if rows else ERASURES.get(command, "")


def _of_restore(rows: Sequence[AuditRow]) -> str:
    return next((f"went back to {row.after['restored_from']}" for row in rows if row.after), "")


def row_word(table: str, count: int = 1) -> str:
    """Return the noun for that many rows of a table: `note`, `rows of the file`."""
    words = table.strip("_").replace("_", " ")
    one, many = _ROWS.get(table, (words.removesuffix("s"), words))
    return one if count == 1 else many


def _of_note(row: AuditRow, known: Redactor) -> list[_Did]:
    values = {**(row.before or {}), **(row.after or {})}
    number = row.row
    which = str(number) if row.customer is None else f"{number} on {known.name(row.customer)}"
    if row.before is None:
        return [_Did("added note ", which, f": {_remark(number, values, known)}")]
    if row.after is None:
        return [_Did("removed note ", which, f": {_remark(number, values, known)}")]
    if REASON in row.after:
        why = "private" if is_hidden(number, values, known) else values[REASON]
        return [_Did(f"reason: {why}")]
    if row.after.get("ended_on") or row.after.get("ended"):
        how = _ENDED.get(str(row.after.get("ended")), "closed")
        return [_Did(f"{how} note ", which)]
    return _edited(row, which, known)


def _edited(row: AuditRow, which: str, known: Redactor) -> list[_Did]:
    before, after = row.before or {}, row.after or {}
    moved = []
    if "customer" in after:
        old, new = before["customer"], after["customer"]
        to = f"from {known.name(old)} @{old} to {known.name(new)} @{new}"
        moved = [_Did(f"moved note {row.row} {to}")]
        which = str(row.row)
    what = _what_changed(row, known)
    return [*moved, _Did("changed note ", which, what)] if what or not moved else moved


def _what_changed(row: AuditRow, known: Redactor) -> str:
    before, after = row.before or {}, row.after or {}
    named = [called for name, called in _FIELDS.items() if name in after]
    if is_hidden(row.row, before, known) or is_hidden(row.row, after, known):
        named = ["private"]
    elif "text" in after:
        named[0] = f"{_cut(before['text'])} → {_cut(after['text'])}"
    return f": {', '.join(named)}" if named else ""


def _by_itself(row: AuditRow, known: Redactor) -> str:
    """Describe a visit, a consent, a new or removed customer or a setting; empty for others."""
    if row.table == "visits" and row.after and row.customer is not None:
        who = known.name(row.customer)
        return (
            f"{who} was here on {row.after['on_day']}"
            if row.before is None
            else f"noted what {who} was served"
        )
    if row.table == "expected_visits":
        return _of_expected_visit(row, known)
    if row.table == "customers" and not (row.before and row.after):
        how = "took away" if row.before else "new"
        return f"{how} customer {known.name(row.row)} @{row.row}"
    if row.table == "_apart" and row.after and not row.before:
        return _of_two(row.after, known)
    if row.table == "consents" and row.after and not row.before:
        return tell_consent(known.name(row.after["customer"]), row.after)
    return _of_setting(row) if row.table == "settings" else ""


def _of_expected_visit(row: AuditRow, known: Redactor) -> str:
    values = {**(row.before or {}), **(row.after or {})}
    who = "" if row.customer is None else known.name(row.customer)
    if row.after is None or values.get("withdrawn_on"):
        return f"{who} is not expected any more"
    return f"{who} is expected on {values['on_day']}" if "on_day" in values else ""


def _of_two(apart: dict[str, Any], known: Redactor) -> str:
    one, other = (f"{known.name(apart[end])} @{apart[end]}" for end in ("one", "other"))
    return f"marked {one} and {other} as different people"


def _of_setting(row: AuditRow) -> str:
    if row.after is None:
        return f"put {(row.before or {}).get('name')} back to its default"
    if row.before is None:
        return f"set {row.after.get('name')} to {_value(row.after)}"
    return f"changed a setting from {_value(row.before)} to {_value(row.after)}"


def _value(setting: dict[str, Any]) -> str:
    return _cut(str(setting.get("value")))


def _of_check(check: dict[str, Any] | None, known: Redactor) -> list[_Did]:
    """Say what a new check found; empty for one that moved or went with its note."""
    if check is None or "outcome" not in check:
        return []
    note = check["note"]
    which = f"{note} on {known.name(check['customer'])}"
    match check["outcome"]:
        case "changed" if known.is_private(note):
            return [_Did("changed note ", which, ": private")]
        case "changed":
            return [
                _Did("changed note ", which, f": {_cut(check['before'])} → {_cut(check['after'])}")
            ]
        case "gone":
            return [_Did("note ", which, " is no longer true")]
        case "seen":
            return [_Did("saw note ", which, " again")]
        case _:
            return [_Did("confirmed note ", which)]


def _fields(row: AuditRow, made: set[int]) -> list[str]:
    values = {**(row.before or {}), **(row.after or {})}
    if row.table == "handles":
        kind = str(values.get("kind", "handle"))
        goes_without_saying = kind == FORMER_NAME or (kind in NAMED_FIELDS and row.customer in made)
        return [] if goes_without_saying else [kind]
    if row.table == "occasions":
        return [str(values.get("name", "occasion"))]
    if row.table == "customers":
        return [name.replace("_", " ") for name in values]
    return [row_word(row.table)]


def _remark(number: int, values: dict[str, Any], known: Redactor) -> str:
    if is_hidden(number, values, known):
        return "private"
    return _said_by_note(values)


def _said_by_note(values: Values) -> str:
    kind = values.get("kind", "")
    named = "" if kind in _GO_WITHOUT_SAYING else f"{kind}, "
    topic = f"{values['topic']}: " if values.get("topic") else ""
    stance = f"{values['stance']} " if values.get("stance") else ""
    return f"{named}{topic}{stance}{_cut(str(values.get('text', '')))}"


def is_hidden(note: int, values: dict[str, Any], known: Redactor) -> bool:
    """Tell whether a note's text, or a reason, must be hidden: it is or was private, and no alert."""
    was_private = values.get("voice") == "private" and not values.get("alert")
    was_private = was_private or bool(values.get("private"))
    return known.is_private(note) or (was_private and not known.shows_private)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"


# -- a row by itself -------------------------------------------------------------------------------

_UNTOLD_COLUMNS = frozenset(
    ("voice_by_hand", "span", "days", "asked", "visit_class", "pace_class", "ended", "ended_on")
)
_NAMED_ONLY = frozenset({"served", "what", "private"})
"""Columns that may be private, as another column tells; it is enough that they changed."""

_COLUMNS = {
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
_CELLS: dict[str, dict[str | int | float | None, str]] = {
    "alert": {0: "no", 1: "yes"},
    "standing": {"standing": "yes", "candidate": "not yet"},
    "voice": {"say": "may be said", "act": "for staff", "private": "private"},
    "source": {"told": "they told us", "observed": "we saw it", "relayed": "someone else said so"},
}
_HOW_ENDED = {"gone": "no longer true", "mistake": "deleted"}
_OUTCOMES = {"same": "still true", "gone": "no longer true", "seen": "seen again"}


def row_in_words(row: ChangedRow) -> str:
    """Say what was in a row that was added or removed, or what has changed in it."""
    if REASON in row.after:
        return f"reason: {_cell(REASON, row.after)}"
    if row.did != "changed":
        values = row.after or row.before
        return _IN_WORDS.get(row.table, _columns_in_words)(values)
    names = [name for name in {**row.before, **row.after} if name not in _UNTOLD_COLUMNS]
    parts = [
        _column(name)
        if name in _NAMED_ONLY
        else f"{_column(name)}: {_cell(name, row.before)} → {_cell(name, row.after)}"
        for name in names
    ]
    if {"ended", "ended_on"} & row.after.keys():
        parts.append(_ending(row.after))
    return "; ".join(parts)


def _note_in_words(values: Values) -> str:
    if values.get("text") == HIDDEN:
        return HIDDEN
    due = f", due {values['by_day']}" if values.get("by_day") else ""
    end = f", {_ending(values)}" if values.get("ended_on") else ""
    return f"{_said_by_note(values)}{due}{end}"


def _ending(values: Values) -> str:
    if not (values.get("ended_on") or values.get("ended")):
        return "open again"
    how = str(values.get("ended", "ended"))
    kind = KINDS.get(str(values.get("kind")))
    if how == "done" and kind:
        how = kind.done_word
    day = f" on {values['ended_on']}" if values.get("ended_on") else ""
    return f"{_HOW_ENDED.get(how, how)}{day}"


def _check_in_words(values: Values) -> str:
    outcome = str(values.get("outcome"))
    if outcome == "changed":
        return f"{_cell('before', values)} → {_cell('after', values)}"
    return _OUTCOMES.get(outcome, outcome)


def _occasion_in_words(values: Values) -> str:
    year = f"{values['year']}-" if values.get("year") else ""
    return f"{values['name']}: {year}{values['month']:02}-{values['day']:02}"


def _columns_in_words(values: Values) -> str:
    return "; ".join(
        f"{_column(name)}: {_cell(name, values)}" for name in values if name not in _UNTOLD_COLUMNS
    )


_IN_WORDS: dict[str, Callable[[Values], str]] = {
    "notes": _note_in_words,
    "checks": _check_in_words,
    "occasions": _occasion_in_words,
    "visits": lambda values: str(values["on_day"]),
    "expected_visits": lambda values: str(values["on_day"]),
    "tags": lambda values: str(values["tag"]),
    "handles": lambda values: f"{values['kind']}: {_cell('value', values)}",
    "consents": lambda values: f"{values['about']}: {values['status']} on {values['on_day']}",
}
"""How the rows of a table read, unless they are told column by column."""


def _column(column: str) -> str:
    return _COLUMNS.get(column, column.replace("_", " "))


def _cell(column: str, values: Values) -> str:
    value = values.get(column)
    if column == "customer":
        return f"@{value}"
    if value in {None, ""}:
        return "nothing"
    return _cut(_CELLS.get(column, {}).get(value, str(value)))
