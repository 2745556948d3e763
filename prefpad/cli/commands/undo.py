"""`prefpad undo`: undo a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import CHANGE_NUMBER, FormatOption, YesOption
from prefpad.cli.render.history import undone_lines
from prefpad.db.unit_of_work import signed
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.cli.options import Format
    from prefpad.history.models import Change


def undo_command(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[CHANGE]", help="The change [default: the last].", click_type=CHANGE_NUMBER
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be undone; change nothing.")
    ] = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """Undo the last change, or the one with that number if nothing later depends on it.

    Repeat it to undo the change before. The answer says how to bring it back. For an import, later
    edits are kept and listed.

    \b
    Examples:
      prefpad undo
      prefpad undo 41 --dry-run
    """
    context: Context = ctx.obj
    with context.pad("undo") as pad:
        change = pad.to_undo(number)
        if not (dry_run or yes):
            _be_sure(context, change)
        undone = pad.undo(change.number, dry_run=dry_run)
        context.answer(undone, undone_lines(undone), form)


def undo_import(
    context: Context, number: str | None, form: Format | None, *, dry_run: bool, yes: bool
) -> None:
    """Undo the last import, or the one with that number.

    Raises:
        AskedWrongly: `number` is not valid.
    """
    if number is not None and not number.isdecimal():
        raise AskedWrongly(
            f"{number!r} is not the number of an import.", "`prefpad imports` shows the numbers."
        )
    with context.pad("undo") as pad:
        change = pad.import_to_undo(None if number is None else int(number))
        if not (dry_run or yes):
            _be_sure(context, change)
        undone = pad.undo(change.number, dry_run=dry_run)
        context.answer(undone, undone_lines(undone), form)


def _be_sure(context: Context, change: Change) -> None:
    """Ask before undoing an import, a merge or somebody else's change."""
    is_theirs = change.author not in {None, signed(context.author, "undo").author}
    if not is_theirs and change.import_number is None and change.command != "merge":
        return
    whose = f"{change.author}'s change" if is_theirs else "change"
    which = f"{whose} {change.number}, {change.what}"
    context.confirm_or_abort(f"That would undo {which}.", f"Undo {which}?", "Nothing was undone.")
