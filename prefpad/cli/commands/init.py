"""`prefpad init`: make a new pad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FILE_NAME

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def init_command(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="Where [default: $PREFPAD_DB, or your data folder].",
            click_type=FILE_NAME,
        ),
    ] = None,
) -> None:
    """Make a new, empty pad that only you can read.

    \b
    Examples:
      prefpad init
      prefpad init shop.db
    """
    from prefpad.pad import Pad

    context: Context = ctx.obj
    if file:
        context.options["db"] = file
    path = context.place.path
    FILE_NAME.convert(path, None, None)
    Pad.make(path)
    context.reply(f"Made a new pad at {path}.")
