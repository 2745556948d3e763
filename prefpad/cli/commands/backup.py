"""`prefpad backup`: copy the pad into a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def backup_command(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A new file; else one in your data folder.", show_default=False
        ),
    ] = None,
) -> None:
    """Copy the pad into a new file that only you can read, others may write meanwhile.

    The copy is checked and holds nothing that was erased. It is a pad: --db opens it. The pad
    remembers where it is, so that `forget` finds the backups that hold somebody.

    \b
    Examples:
      prefpad backup
      prefpad backup /media/stick/shop.db
    """
    context: Context = ctx.obj
    with context.pad("backup") as pad:
        place = pad.backup(file)
    context.reply(f"Backed up to {place}.")
