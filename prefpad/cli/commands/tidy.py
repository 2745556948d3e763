"""`prefpad tidy`: erase what is past its retention time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FormatOption, YesOption
from prefpad.cli.render.erasure import amount, outlived_listing, tidied_lines
from prefpad.cli.render.formats import show
from prefpad.privacy.tidying import each_outlived

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.privacy.models import Outlived


def tidy_command(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be erased; change nothing.")
    ] = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """Delete notes past their retention time, permanently, after showing them.

    The settings that begin with keep- say how long: wants and moods after their day, what was seen
    once, solved problems, kept promises, extras given, and, if you set it, customers who stay away.
    An alert stays as long as its customer. This cannot be undone.

    \b
    Examples:
      prefpad tidy --dry-run
      prefpad tidy --yes
    """
    context: Context = ctx.obj
    with context.pad("tidy") as pad:
        chosen = context.form(form)
        is_endless = dry_run and chosen != "table"
        found = [] if is_endless else pad.outlived()
        listed = each_outlived(pad.session) if is_endless else found
        show(outlived_listing(listed, context.today), chosen, context.out)
        if policy := pad.old_policy():
            context.notice(
                f"Your privacy policy is dated {policy.on}; `prefpad settings policy` shows it."
            )
        if dry_run or not found:
            return
        if not yes:
            _be_sure(context, found)
        tidied = pad.tidy()
    for line in tidied_lines(tidied):
        context.notice(line)


def _be_sure(context: Context, found: list[Outlived]) -> None:
    notes = sum(one.note is not None for one in found)
    what = amount(notes, len(found) - notes)
    context.confirm_or_abort(
        f"That would erase {what} for good.", f"Erase {what} for good?", "Nothing was erased."
    )
