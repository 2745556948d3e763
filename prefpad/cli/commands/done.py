"""`prefpad done`: close a promise, a problem, an idea or a want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import MORE_OPEN_NOTES, NOTE_NUMBER, OPEN_NOTE
from prefpad.cli.options import OPTIONS, FormatOption, OnOption, option
from prefpad.cli.replies import answer_beside, answer_note
from prefpad.cli.values import are_numbers, cut, quoted
from prefpad.customers.lookup import named_by
from prefpad.domain.errors import AskedWrongly, Declined, NoSuchNote
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.done import can_be_done, done
from prefpad.notes.wording import statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.cli.context import Context
    from prefpad.domain.models import Note
    from prefpad.pad import Pad


_MOST_LISTED = 9

NoteArgument = Annotated[
    str, typer.Argument(help="The number of a note.", metavar="NOTE", click_type=OPEN_NOTE)
]
WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...",
        help="What was done, kept with the note; - reads it from stdin.",
        click_type=MORE_OPEN_NOTES,
    ),
]
WithdrawnOption = Annotated[bool, option("It was withdrawn, not done.", OPTIONS, "--withdrawn")]


def done_command(
    ctx: typer.Context,
    note: NoteArgument,
    words: WordsArgument = None,
    withdrawn: WithdrawnOption = False,
    on: OnOption = None,
    form: FormatOption = None,
) -> None:
    """Mark a promise as kept, a problem as solved, an idea as given, a want as granted.

    Several numbers close several notes.

    \b
    Examples:
      prefpad done 12
      prefpad done 7 new shower head, tried it with him
    """
    context: Context = ctx.obj
    words = words or []
    with context.pad("done") as pad:
        text = None
        if still_open := _still_open(pad, [note, *words]):
            numbers = [_picked(context, note, still_open)]
        elif are_numbers(words):
            numbers = [NOTE_NUMBER.convert(one, None, None) for one in (note, *words)]
        else:
            numbers = [NOTE_NUMBER.convert(note, None, None)]
            _refuse_second_number(context, pad, numbers[0], words)
            text = context.read_text(words)
        closed = done(pad.session, *numbers, text=text, withdrawn=withdrawn, on=on)
        judged = pad.judge(text) if text else None
        kept = ""
        if judged and judged.voice == "private":
            kept = f"what was done is kept private: mentions {judged.subject}"
        for ended, alert in closed:
            how = "withdrawn" if withdrawn else KINDS[ended.kind].done_word
            answer_note(context, ended, form, how, kept)
            if alert:
                answer_beside(context, alert)


def _still_open(pad: Pad, words: Sequence[str]) -> list[Note]:
    """Return what is still open for a customer, if words name one in place of a note."""
    if are_numbers(words[:1]) or len(named := named_by(pad.session, " ".join(words))) != 1:
        return []
    notes = pad.notes(f"@{named[0].number}")
    return [one for one in notes if can_be_done(one) and one.voice != "private"][:_MOST_LISTED]


def _picked(context: Context, typed: str, notes: list[Note]) -> int:
    """Let the person pick one of a customer's open notes.

    Raises:
        AskedWrongly: there is nobody to ask.
    """
    if not context.at_a_terminal:
        told = ", ".join(f"{note.number} ({note.text})" for note in notes)
        raise AskedWrongly(
            f"{cut(typed)} is not a note number.", f"Still open for {notes[0].customer}: {told}."
        )
    context.notice(f"Still open for {notes[0].customer}:")
    choices = [f"{statement(note, context.today)} (note {note.number})" for note in notes]
    return notes[context.choose(choices)].number


def _refuse_second_number(context: Context, pad: Pad, note: int, words: Sequence[str]) -> None:
    """Ask whether a number at the start of the text is a second note to close.

    Raises:
        AskedWrongly: it may be, and there is nobody to ask.
        Declined: it is.
    """
    if not are_numbers(words[:1]):
        return
    try:
        other = pad.note(int(words[0]))
    except NoSuchNote:
        return
    if other.ended_on:
        return
    hint = f"To close both: prefpad done {note} {other.number}. To keep it as text: write a word first."
    if not context.at_a_terminal:
        raise AskedWrongly(f"Note {other.number} is open too, so it may be meant as well.", hint)
    if not context.agrees(f"Is {quoted(' '.join(words))} what was done about note {note}?"):
        raise Declined(f"Nothing was changed. {hint}")
