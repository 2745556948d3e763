"""`prefpad log`: what was done, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import (
    CHANGE_NUMBER,
    CustomerOption,
    FormatOption,
    LimitOption,
    ShowPrivateOption,
)
from prefpad.cli.prompts import about
from prefpad.cli.render.formats import show
from prefpad.cli.render.history import change_listing, row_listing
from prefpad.domain.errors import AskedWrongly
from prefpad.history.log import each_change

if TYPE_CHECKING:
    from prefpad.cli.context import Context

_NEWEST = 20


def log_command(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[CHANGE]", help="Show one change row by row.", click_type=CHANGE_NUMBER
        ),
    ] = None,
    customer: CustomerOption = None,
    limit: LimitOption = _NEWEST,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """List the changes to the pad, newest first, or show one of them, before and after.

    \b
    Examples:
      prefpad log --customer smith
      prefpad log 12
    """
    context: Context = ctx.obj
    most = limit or None
    if number is not None and customer is not None:
        raise AskedWrongly(
            "Use only one of a number and --customer.", "`prefpad log 12` shows one change."
        )
    chosen = context.form(form)
    with context.pad("log") as pad:
        if number is None and most is None and chosen != "table":
            if customer is not None:
                customer = f"@{about(context, customer, pad.customer).number}"
            changes = each_change(pad.session, customer=customer, private=show_private)
            show(change_listing(changes), chosen, context.out)
            return
        if number is None:
            listing = change_listing(
                pad.log(limit=most, private=show_private)
                if customer is None
                else about(
                    context,
                    customer,
                    lambda who: pad.log(customer=who, limit=most, private=show_private),
                )
            )
            more = False
        else:
            change = pad.change(number, private=show_private)
            rows = pad.changed_rows(number, limit=most and most + 1, private=show_private)
            more = most is not None and len(rows) > most
            listing = row_listing(rows[:most], f"Change {number}: {change.what}")
    context.show(listing, chosen)
    if more:
        context.notice(f"The first {most} rows shown; --limit 0 shows all.")
