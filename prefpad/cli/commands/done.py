"""`prefpad done`: close a promise, a problem, an idea or a want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FormatOption, NoteArgument, OnOption
from prefpad.cli.replies import answer_note
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.sensitive import NOTHING

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def done_command(
    ctx: typer.Context,
    note: NoteArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]...", help="What was done, kept with the note; - reads it from stdin."
        ),
    ] = None,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="It was withdrawn, not done.")
    ] = False,
    on: OnOption = None,
    form: FormatOption = None,
) -> None:
    """Mark a promise as kept, a problem as solved, an idea as given, a want as granted.

    \b
    Examples:
      prefpad done 12
      prefpad done 7 new shower head, tried it with him
    """
    context: Context = ctx.obj
    text = context.read_text(words) if words else None
    with context.pad("done") as pad:
        ended = pad.done(note, text, withdrawn=withdrawn, on=on)
        judged = pad.judge(text) if text else NOTHING
    how = "withdrawn" if withdrawn else KINDS[ended.kind].done_word
    is_private = judged.voice == "private"
    kept = f"what was done is kept private: mentions {judged.subject}" if is_private else ""
    answer_note(context, ended, form, how, kept)
