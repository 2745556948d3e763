"""`prefpad today`: the day's briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import COLLEAGUE
from prefpad.cli.options import FormatOption
from prefpad.cli.render.screen import screen_of
from prefpad.cli.render.today import show_briefing
from prefpad.cli.values import AtLeastOne

if TYPE_CHECKING:
    from prefpad.cli.context import Context

_A_SCREENFUL = 50


def today_command(
    ctx: typer.Context,
    days: Annotated[
        int,
        typer.Option(
            "--days",
            metavar="N",
            help="How many days to show, including today.",
            click_type=AtLeastOne("--days"),
        ),
    ] = 1,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="NAME",
            help="Only what this colleague is in charge of.",
            click_type=COLLEAGUE,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show all, even if it is longer than the screen.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Show who is expected today, what is owed, what to ask them and what comes up.

    Expected are those who have a booking, and those who come regularly and are due. A table fills
    the screen, and has at most fifty of each where there is none. Nothing private is shown.

    \b
    Examples:
      prefpad today
      prefpad today --days 7 --owner boss
    """
    context: Context = ctx.obj
    chosen = context.form(form)
    most = None
    if chosen == "table" and not everything:
        most = screen_of(context.out).height or _A_SCREENFUL
    with context.pad("today") as pad:
        found = pad.briefing(days=days, owner=owner, limit=most)
    if most:
        show_briefing(found, chosen, context.out, owner=owner)
    else:
        with context.page(chosen) as out:
            show_briefing(found, chosen, out, owner=owner, everything=True)
