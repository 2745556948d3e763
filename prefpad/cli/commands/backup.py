"""`prefpad backup`: copy the pad to a new file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FILE_NAME

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def backup_command(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="A new file [default: one in your data folder].",
            click_type=FILE_NAME,
        ),
    ] = None,
) -> None:
    """Copy the pad to a new file that only you can read, while others go on working.

    The copy is checked, and has nothing in it that was erased. It is a pad: --db opens it. The pad
    remembers where it is, so that `forget` finds the backups that still have somebody.

    \b
    Examples:
      prefpad backup
      prefpad backup /media/stick/shop.db
    """
    context: Context = ctx.obj
    with context.pad("backup") as pad:
        place = pad.backup(file)
    context.reply(f"Backed up to {place}.")
