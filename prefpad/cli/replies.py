"""Answers of the writing commands: the customer's name, the text and the note's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import KINDS
from prefpad.notes.discretion import hint, why_kept
from prefpad.notes.wording import remark

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.cli.options import Format
    from prefpad.domain.models import Note
    from prefpad.notes.add import AddResult
    from prefpad.notes.sensitive import Sensitivity

RECOGNISED = "kept as an alert (--no-alert if it is not)"
"""What is said of an alert that nobody called one."""

_AS_AN_ALERT = "kept as an alert (`prefpad edit {} --no-alert` if it is not)"


def answer_note(context: Context, note: Note, form: Format | None, *marks: str) -> None:
    """Answer with a note and short remarks on what was done."""
    match form:
        case None | "plain":
            line = f"{note.customer}, note {note.number}: {remark(note)}"
            context.reply(" · ".join((line, *filter(None, marks))))
        case "json":
            from prefpad.cli.render.serialize import write_json

            write_json(note, context.out)
        case _:
            from prefpad.cli.render.formats import show
            from prefpad.cli.render.notes import note_listing

            show(note_listing([note], context.today), form, context.out)


def answer_beside(context: Context, added: AddResult) -> None:
    """Answer with the other note of a split remark: an alert, or its private part."""
    note = added.note
    how = _AS_AN_ALERT.format(note.number) if note.alert else why_kept(added.sensitivity, note)
    context.notice(f"note {note.number}: {remark(note)} · {how}")


def answer_written(
    context: Context, note: Note, judged: Sensitivity, form: Format | None, *marks: str
) -> None:
    """Answer with a note whose words are new, say how it is kept and why, and give a hint."""
    answer_note(context, note, form, *marks, why_kept(judged, note))
    if advice := hint(judged, note):
        context.notice(f"hint: {advice}")
    if KINDS[note.kind].has_day and note.ended_on is None:
        _tell_of_a_misspelt_day(context, note)


def _tell_of_a_misspelt_day(context: Context, note: Note) -> None:
    from shlex import quote

    from prefpad.domain.trailing_day import misspelt_by

    if meant := misspelt_by(note.text, context.today):
        context.notice(
            f"hint: its last words were not read as a day; `prefpad edit {note.number}"
            f" {quote(meant)}` makes them one."
        )
