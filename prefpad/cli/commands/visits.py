"""`prefpad visits`: the days on which a customer was here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption, LimitOption, NameArgument, ShowPrivateOption
from prefpad.cli.prompts import about, which_customer
from prefpad.cli.render.visits import visit_days

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def visits_command(
    ctx: typer.Context,
    customer: NameArgument = None,
    limit: LimitOption = None,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """List the visits of a customer, the latest first, with how often and how regularly they come.

    \b
    Examples:
      prefpad visits smith
      prefpad visits smith -n 5 --format csv
    """
    context: Context = ctx.obj
    name = which_customer(context, customer, "visits")
    with context.pad("visits") as pad:
        person = about(context, name, pad.customer)
        who = f"@{person.number}"
        found = pad.visits(who, private=show_private)
        ahead = pad.expected(who, private=show_private)
        listing = visit_days(found, pad.rhythm(who), ahead, context.today, limit or None)
    context.show(listing, context.form(form))
