"""`prefpad show`: everything about one note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption, NoteArgument, ShowPrivateOption
from prefpad.cli.render.notes import show_note

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def show_command(
    ctx: typer.Context,
    note: NoteArgument,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """Show one note: who said it, who may hear it, when to ask again, and its history.

    \b
    Examples:
      prefpad show 12
      prefpad show 12 --format json
    """
    context: Context = ctx.obj
    with context.pad("show") as pad:
        known = pad.history(note, private=show_private)
    show_note(known, context.form(form), context.today, context.out)
