"""`prefpad recall`: the card of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.asking import about
from prefpad.cli.options import CustomerArgument, FormatOption, ShowPrivateOption
from prefpad.render.card import show_card

if TYPE_CHECKING:
    from prefpad.cli.world import World
    from prefpad.core.records import Card
    from prefpad.pad import Pad


def recall_command(
    ctx: typer.Context,
    customer: CustomerArgument,
    everything: Annotated[
        bool, typer.Option("--all", help="Show candidates and outdated notes too.")
    ] = False,
    show_private: ShowPrivateOption = False,
    why: Annotated[bool, typer.Option("--why", help="Say why something is asked.")] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Show checks and ended notes too.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Show the card of a customer: whom to greet and how, what to see first, say, ask and do.

    A name may be misspelt; at a terminal the one that is surely meant is taken, and named.

    \b
    Examples:
      prefpad recall smith
      prefpad recall 4711 --why
    """
    world: World = ctx.obj
    chosen = world.form(form)
    with world.pad("recall") as pad:
        card = about(
            world,
            customer,
            lambda who: pad.recall(who, everything=everything, private=show_private),
        )
        whys = {note.number: pad.why(note) for note in card.ask} if why else {}
        show_card(card, whys, chosen, world.today, world.out)
        if history:
            _show_history(world, pad, card, chosen, show_private)


def _show_history(world: World, pad: Pad, card: Card, form: str, show_private: bool) -> None:
    from prefpad.render.formats import show
    from prefpad.render.notes import check_listing, note_listing

    who = f"@{card.customer.number}"
    hidden = {
        note.number
        for note in pad.notes(who)
        if note.voice == "private" and not note.alert and not show_private
    }
    checks = [check for check in pad.checks(who) if check.note not in hidden]
    ended = [note for note in pad.notes(who) if note.ended_on and note.number not in hidden]
    show(check_listing(checks, world.today), form, world.out)
    if ended:
        show(note_listing(ended, world.today, "Ended"), form, world.out)
