"""How one note reads with all that is known of it: labelled lines, then its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import show
from prefpad.cli.render.history import change_listing
from prefpad.cli.render.notes import note_listing, standing
from prefpad.cli.render.serialize import write_json
from prefpad.domain.humanize import say_day, say_span
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import KINDS

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Note
    from prefpad.history.models import NoteHistory

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
    history = change_listing(known.changes)._replace(title="History")
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
        ("source", _SOURCES[note.source]),
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
    return f"{note.noted_on} ({say_day(note.noted_on, today)}){by}"
