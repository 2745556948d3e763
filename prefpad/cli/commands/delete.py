"""`prefpad delete`: take a note off the pad that was entered by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import NOTE_TO_DELETE
from prefpad.cli.options import FormatOption
from prefpad.cli.replies import answer_note

if TYPE_CHECKING:
    from prefpad.cli.context import Context

NoteArgument = Annotated[
    int,
    typer.Argument(help="The number of a note.", metavar="NOTE", click_type=NOTE_TO_DELETE),
]


def delete_command(ctx: typer.Context, note: NoteArgument, form: FormatOption = None) -> None:
    """Delete a note that was entered by mistake, with the notes under it.

    It leaves the card, the lists and the statistics, and `prefpad undo` brings it back. For what
    was true once, use `prefpad confirm NOTE --gone`; to erase a person for good, `prefpad forget`.

    \b
    Examples:
      prefpad delete 12
      prefpad delete 12 --author Ana
    """
    context: Context = ctx.obj
    with context.pad("delete") as pad:
        answer_note(context, pad.delete_note(note), form, "deleted; `prefpad undo` brings it back")
