"""`prefpad visit`: a customer was here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption, NameArgument, OnOption
from prefpad.cli.prompts import about, which_customer
from prefpad.cli.render.formats import show
from prefpad.cli.render.notes import visit_listing
from prefpad.cli.render.serialize import write_json
from prefpad.customers.visit import record_visit
from prefpad.domain.humanize import say_day

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def visit_command(
    ctx: typer.Context,
    customer: NameArgument = None,
    on: OnOption = None,
    form: FormatOption = None,
) -> None:
    """Record that a customer was here; twice in a day counts once.

    \b
    Examples:
      prefpad visit smith
      prefpad visit 4711 --on yesterday
    """
    context: Context = ctx.obj
    name = which_customer(context, customer, "visit")
    with context.pad("visit") as pad:
        visit, is_new = about(
            context, name, lambda who: record_visit(pad.session, who, on), suggestion="offered"
        )
    match form:
        case None | "plain":
            again = "" if is_new else " (already noted)"
            context.reply(f"{visit.customer} was here {say_day(visit.on, context.today)}{again}.")
        case "json":
            write_json(visit, context.out)
        case _:
            show(visit_listing([visit], context.today), form, context.out)
