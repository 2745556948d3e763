"""`prefpad backup`: copy the pad to a new file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FILE_NAME, FormatOption
from prefpad.cli.render.restore import backup_listing
from prefpad.cli.values import AtLeastOne
from prefpad.domain.errors import AskedWrongly
from prefpad.restore.backup import back_up, backups_to_choose
from prefpad.till.address import is_serving

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
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep",
            metavar="N",
            help="Keep only the newest N backups of this pad there.",
            click_type=AtLeastOne("--keep"),
        ),
    ] = None,
    list_them: Annotated[
        bool, typer.Option("--list", help="List this pad's backups, newest first.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Copy the pad to a new file that only you can read, while others go on working.

    The copy is checked, and has nothing in it that was erased. It is a pad: --db opens it. The pad
    remembers where it is, so that `forget` finds the backups that still have a customer. When quiet, it
    prints the path alone. The first change of each day makes a backup by itself; the setting
    daily-backups says how many are kept.

    \b
    Examples:
      prefpad backup
      prefpad backup --keep 30 -q
    """
    context: Context = ctx.obj
    if keep is not None and is_serving():
        raise AskedWrongly(
            "--keep would delete backups on the machine that has the pad.",
            "Back up without it, or run this at that machine.",
        )
    if list_them:
        context.show(backup_listing(backups_to_choose(context.place.path)), context.form(form))
        return
    with context.pad("backup") as pad, pad.session.translate_errors():
        place, deleted, is_remembered = back_up(pad.session, file, keep)
    if not is_remembered:
        context.notice("The pad is read-only, so it does not remember where this backup is.")
    if context.options.get("quiet"):
        context.out.write(f"{place}\n")
        return
    context.reply(f"Backed up to {place}.")
    if deleted:
        older = "1 older backup" if len(deleted) == 1 else f"{len(deleted)} older backups"
        context.reply(f"Deleted {older}.")
