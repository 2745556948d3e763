"""Showing notes and their checks: how far a note can be relied on, and its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.serialize import write_json
from prefpad.domain.humanize import say_day, say_past_day, say_span
from prefpad.domain.models import Check, Note
from prefpad.domain.record import replace
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.wording import by_when, heard_when, how_it_ended, only_a_list_says, remark
from prefpad.reconfirmation.policy import may_be_assumed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from prefpad.history.models import NoteHistory

DOUBT = "may have changed"
"""What is said of a note that may not be relied on."""


def standing(note: Note, today: date) -> str:
    """Say how far a note can be relied on, and what day it has."""
    parts = []
    if note.voice == "private":
        parts.append("private")
    if note.ended_on:
        parts.append(f"{how_it_ended(note)} {say_day(note.ended_on, today)}")
    elif note.by:
        parts.append(by_when(note, today))
    elif KINDS[note.kind].asked_again:
        if note.standing == "candidate":
            parts.append(heard_when(note, today))
        else:
            parts.append(f"confirmed {say_past_day(note.confirmed_on, today)}")
            if not (note.alert or may_be_assumed(note, today)):
                parts.append(DOUBT)
        if note.source != "told" and note.alert:
            parts.append("not yet confirmed")
    else:
        parts.append(say_past_day(note.noted_on, today))
    if note.every:
        parts.append(f"ask every {say_span(note.every)}")
    return ", ".join(parts)


def note_listing(notes: Iterable[Note], today: date, title: str = "") -> Listing:
    """List notes."""
    return Listing(
        Note,
        notes,
        ("note#", "customer", "kind", "what", "standing"),
        lambda note: (
            str(note.number),
            note.customer,
            note.kind,
            remark(note),
            standing(note, today),
        ),
        title=title,
        nothing="No notes found.",
    )


def check_listing(checks: list[Check], today: date) -> Listing:
    """List the checks of a customer's notes."""
    return Listing(
        Check,
        checks,
        ("note#", "when", "outcome", "text", "by"),
        lambda check: (
            str(check.note),
            say_day(check.on, today),
            check.outcome if check.asked else f"{check.outcome}, unasked",
            check.after if check.before == check.after else f"{check.before} → {check.after}",
            check.author or "",
        ),
        title="History",
        nothing="None of these notes has been confirmed yet.",
    )


_SOURCES = {"told": "they told us", "observed": "we saw it", "relayed": "someone else said so"}
_VOICES = {
    "say": "may be said to them",
    "act": "for staff, not mentioned to them",
    "private": "private, shown only when asked for",
}


def show_note(known: NoteHistory, form: str, today: date, out: TextIO) -> None:
    """Write a note and its history to `out` in one of the formats; a csv has the note alone."""
    if form in {"json", "jsonl"}:
        write_json(known, out, indent=2 if form == "json" else None)
        return
    if form == "csv":
        show(note_listing([known.note], today), form, out)
        return
    lines = note_lines(known, today)
    if form == "table":
        from prefpad.cli.render.tables import draw_lines

        draw_lines(lines, out)
    else:
        out.writelines(f"{label}\t{clean(value)}\n" for label, value in lines)
    from prefpad.cli.render.history import change_listing

    history = replace(change_listing(known.changes), title="History")
    show(history, form, out)


def note_lines(known: NoteHistory, today: date) -> list[tuple[str, str]]:
    """Return what is known of a note as labels and values."""
    note = known.note
    asked_again = KINDS[note.kind].asked_again and note.ended_on is None
    lines = [
        ("note", str(note.number)),
        ("customer", f"{note.customer} @{note.customer_number}"),
        ("kind", f"{note.kind}, an alert" if note.alert else note.kind),
        ("topic", note.topic or ""),
        ("text", f"{note.stance} {note.text}" if note.stance else note.text),
        ("source", "your list" if only_a_list_says(note) else _SOURCES[note.source]),
        ("voice", _VOICES[note.voice]),
        ("because", note.because or ""),
        ("noted", _noted(note, today)),
        ("standing", standing(note, today)),
        ("ask again", known.why if asked_again else ""),
        ("every", say_span(note.every) if note.every else ""),
        ("in charge", note.owner or ""),
        ("under", f"note {note.parent}" if note.parent else ""),
    ]
    return [(label, value) for label, value in lines if value]


def _noted(note: Note, today: date) -> str:
    by = f", by {note.author}" if note.author else ""
    return f"{note.noted_on} ({say_past_day(note.noted_on, today)}){by}"
