"""`prefpad greet`: what can be read with the customer looking at the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption, NameArgument
from prefpad.cli.prompts import about, which_customer

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def greet_command(
    ctx: typer.Context, customer: NameArgument = None, form: FormatOption = None
) -> None:
    """Show what the customer may see on the screen: how to address them, what to say and ask.

    At most two things they told us lately, and at most one question. Nothing that is for staff, no
    problem, no tag, and no word of a private note. `prefpad settings greeting` sets the words.

    \b
    Examples:
      prefpad greet smith
      prefpad greet 4711 --format json
    """
    context: Context = ctx.obj
    name = which_customer(context, customer, "greet")
    chosen = context.form(form)
    with context.pad("greet") as pad:
        greeting = about(context, name, pad.greet)
    from prefpad.cli.render.greeting import show_greeting

    show_greeting(greeting, chosen, context.out)
