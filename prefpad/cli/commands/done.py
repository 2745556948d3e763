"""`prefpad done`: close a promise, a problem, an idea or a want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import MORE_OPEN_NOTES, NOTE_NUMBER, OPEN_NOTE
from prefpad.cli.options import FormatOption, OnOption
from prefpad.cli.replies import answer_beside, answer_note
from prefpad.cli.values import are_numbers, quoted
from prefpad.domain.errors import AskedWrongly, Declined, NoSuchNote
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.done import done
from prefpad.notes.sensitive import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.cli.context import Context
    from prefpad.pad import Pad


NoteArgument = Annotated[
    int, typer.Argument(help="The number of a note.", metavar="NOTE", click_type=OPEN_NOTE)
]
WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...",
        help="What was done, kept with the note; - reads it from stdin.",
        click_type=MORE_OPEN_NOTES,
    ),
]
WithdrawnOption = Annotated[bool, typer.Option("--withdrawn", help="It was withdrawn, not done.")]


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
        others, text = [], None
        if are_numbers(words):
            others = [NOTE_NUMBER.convert(word, None, None) for word in words]
        else:
            _refuse_second_number(context, pad, note, words)
            text = context.read_text(words)
        closed = done(pad.session, note, *others, text=text, withdrawn=withdrawn, on=on)
        judged = pad.judge(text) if text else NOTHING
        for ended, alert in closed:
            how = "withdrawn" if withdrawn else KINDS[ended.kind].done_word
            is_private = judged.voice == "private"
            kept = f"what was done is kept private: mentions {judged.subject}" if is_private else ""
            answer_note(context, ended, form, how, kept)
            if alert:
                answer_beside(context, alert)


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
