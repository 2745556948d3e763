"""`prefpad forget`: erase a customer permanently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import CUSTOMER_NAME
from prefpad.cli.options import FormatOption, YesOption
from prefpad.cli.render.erasure import what_went, what_would_go
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.pad import Pad
    from prefpad.privacy.models import Forgetting


def forget_command(
    ctx: typer.Context,
    customer: Annotated[
        list[str] | None,
        typer.Argument(
            help="The whole name, phone, e-mail or card, or @number.",
            metavar="CUSTOMER",
            click_type=CUSTOMER_NAME,
        ),
    ] = None,
    backups: Annotated[
        bool, typer.Option("--backups", help="Also delete the backups that contain them.")
    ] = False,
    no_memory: Annotated[
        bool,
        typer.Option("--no-memory", help="Keep nothing that would let an import recognise them."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be erased; change nothing.")
    ] = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """Erase a customer permanently, from every list, the log and the file itself.

    This cannot be undone. A keyed hash of their e-mail, phone, card and ids is kept, so that no
    import brings them back; without CUSTOMER, --no-memory deletes it for everyone.

    \b
    Examples:
      prefpad forget sam smith --dry-run
      prefpad forget @7 --backups
    """
    context: Context = ctx.obj
    if not customer and not no_memory:
        raise AskedWrongly("Which customer?", "`prefpad forget NAME`")
    with context.pad("forget") as pad:
        if not customer:
            _forget_memory(context, pad)
            return
        who = " ".join(customer)
        if dry_run or not yes:
            one = pad.to_forget(who)
            who = f"@{one.number}"
        if dry_run:
            context.answer(one, what_would_go(one, backups=backups), form)
            return
        if not yes:
            _be_sure(context, one, backups=backups)
        one = pad.forget(who, memory=not no_memory, backups=backups)
    from prefpad.privacy.suppression import key_file

    context.answer(one, what_went(one, None if no_memory else key_file()), form)


def _forget_memory(context: Context, pad: Pad) -> None:
    there = pad.forget_memory()
    context.reply(
        "Nothing is kept about forgotten customers any more; an import may bring them back."
        if there
        else "Nothing was kept about forgotten customers."
    )


def _be_sure(context: Context, one: Forgetting, *, backups: bool) -> None:
    context.confirm_or_abort(
        f"That would erase {one.customer} @{one.number} for good.",
        "Erase all this for good?",
        "Nothing was erased.",
        what_would_go(one, backups=backups),
    )
