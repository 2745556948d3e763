"""`prefpad visits`: the days on which a customer was here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption, LimitOption, NameArgument
from prefpad.cli.prompts import about, which_customer
from prefpad.cli.render.visits import visit_days

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def visits_command(
    ctx: typer.Context,
    customer: NameArgument = None,
    limit: LimitOption = None,
    form: FormatOption = None,
) -> None:
    """List the visits of a customer, the latest first.

    \b
    Examples:
      prefpad visits smith
      prefpad visits smith -n 5 --format csv
    """
    context: Context = ctx.obj
    name = which_customer(context, customer, "visits")
    with context.pad("visits") as pad:
        found = about(context, name, lambda who: pad.visits(who, limit=limit or None))
    context.show(visit_days(found, context.today), context.form(form))
