"""What a change did to one row, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import KINDS
from prefpad.notes.discretion import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prefpad.history.models import ChangedRow

    Values = Mapping[str, str | int | float | None]

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
    """Say what stood in a row that was added or removed, or what of it has changed."""
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
