"""`prefpad visits`: the days on which a customer was here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption, LimitOption, NameArgument, ShowPrivateOption
from prefpad.cli.prompts import about, which_customer
from prefpad.cli.render.formats import show
from prefpad.cli.render.visits import visit_days
from prefpad.domain.record import replace
from prefpad.visits.record import attendance

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
    chosen = context.form(form)
    name = which_customer(context, customer, "visits")
    with context.pad("visits") as pad:
        person = about(context, name, pad.customer)
        who = f"@{person.number}"
        found = attendance(pad.session, person, private=show_private)
        ahead, rhythm = pad.expected(who, private=show_private), pad.rhythm(who)
        listing = visit_days(person.name, found, rhythm, ahead, context.today, limit or None)
        if chosen != "table":
            show(listing, chosen, context.out)
            return
        listing = replace(listing, records=[*listing.records])
    context.show(listing, chosen)
