"""`prefpad greet`: what can be read with the customer looking at the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import CustomerArgument, FormatOption
from prefpad.cli.prompts import about

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def greet_command(
    ctx: typer.Context, customer: CustomerArgument, form: FormatOption = None
) -> None:
    """Greet a customer who can see the screen: how to address them, what may be said and asked.

    At most two things that they told and that are fresh, and at most one question. Nothing that is
    to be done without saying, no problem, no tag, and no word of a private note. The words are
    those of `prefpad settings greeting`.

    \b
    Examples:
      prefpad greet smith
      prefpad greet 4711 --format json
    """
    context: Context = ctx.obj
    chosen = context.form(form)
    with context.pad("greet") as pad:
        greeting = about(context, customer, pad.greet)
    from prefpad.cli.render.greeting import show_greeting

    show_greeting(greeting, chosen, context.out)
