"""`prefpad restore`: go back to a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import PAD_FILE, FormatOption, YesOption
from prefpad.cli.render.history import moment
from prefpad.cli.render.restore import what_was_done, what_would_be
from prefpad.domain.errors import AskedWrongly
from prefpad.restore.backup import backups_to_choose

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.restore.restore import Restored


def restore_command(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="A backup, or any other pad [default: pick from the list].",
            click_type=PAD_FILE,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen; change nothing.")
    ] = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """Restore the whole pad from a backup; FILE itself is not changed.

    The present pad is backed up first, unless it is damaged or missing. Anyone forgotten since then
    is erased again. Other terminals can keep the pad open, and go on with the restored one.

    \b
    Examples:
      prefpad restore /media/stick/shop.db --dry-run
      prefpad restore /media/stick/shop.db
    """
    from prefpad.pad import Pad

    context: Context = ctx.obj
    path = context.place.path
    file = file or _picked(context, path)

    def restore(*, dry_run: bool) -> Restored:
        return Pad.restore(path, file, today=context.today, author=context.author, dry_run=dry_run)

    if dry_run:
        one = restore(dry_run=True)
        context.answer(one, what_would_be(one), form)
        return
    if not yes:
        _be_sure(context, restore(dry_run=True))
    one = restore(dry_run=False)
    context.answer(one, what_was_done(one), form)


def _picked(context: Context, path: Path) -> Path:
    """Let the person pick one of the backups.

    Raises:
        AskedWrongly: there is none, or nobody to ask.
    """
    found = backups_to_choose(path)
    if not found:
        raise AskedWrongly("No backup of this pad is known.", "`prefpad restore FILE`")
    if not context.at_a_terminal:
        raise AskedWrongly("Which backup?", "`prefpad backup --list` lists them.")
    chosen = context.choose([f"{moment(one.at)}  {one.path}" for one in found], "Which backup?")
    return Path(found[chosen].path)


def _be_sure(context: Context, one: Restored) -> None:
    context.confirm_or_abort(
        f"That would replace the whole pad with {one.file}.",
        "Restore it?",
        "Nothing was restored.",
        what_would_be(one),
    )
