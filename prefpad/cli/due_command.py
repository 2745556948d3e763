"""`prefpad due`: what is worth asking again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.asking import about
from prefpad.cli.completion import customer_names
from prefpad.cli.options import FormatOption, LimitOption, TopicOption
from prefpad.render.formats import show
from prefpad.render.notes import due_listing, overdue_listing

if TYPE_CHECKING:
    from prefpad.cli.world import World

_A_SCREENFUL = 50
_MOST_COUNTED = 1000


def due_command(
    ctx: typer.Context,
    within: Annotated[
        str | None,
        typer.Option("--within", metavar="TIME", help="Also what becomes due: '2 weeks'."),
    ] = None,
    topic: TopicOption = None,
    customer: Annotated[
        str | None,
        typer.Option("--customer", "-c", help="Only this customer.", autocompletion=customer_names),
    ] = None,
    limit: LimitOption = None,
    why: Annotated[bool, typer.Option("--why", help="Say why each is due.")] = False,
    form: FormatOption = None,
) -> None:
    """List the preferences and needs due for reconfirmation, those most worth asking first.

    A table shows the first fifty; the other formats show all. Promises and problems whose day has
    come stand in a table under it.

    \b
    Examples:
      prefpad due --why
      prefpad due --within "2 weeks" --format csv
    """
    world: World = ctx.obj
    chosen = world.form(form)
    if limit is None and chosen == "table":
        limit = _A_SCREENFUL
    with world.pad("due") as pad:
        if customer is not None:
            customer = f"@{about(world, customer, pad.customer).number}"
        due = pad.due(within=within, topic=topic, customer=customer, limit=limit or None)
        overdue = [] if topic else pad.overdue(within=within, customer=customer)
        show(due_listing(due, world.today, why=why), chosen, world.out)
        if len(due) == limit and customer is None:
            count = pad.count_due(within=within, topic=topic)
            if count > limit:
                more = f"{count:,}+" if count >= _MOST_COUNTED else str(count)
                world.tell(f"{limit} of {more} shown; --limit 0 shows all.")
        if overdue and chosen in {"table", "plain"}:
            show(overdue_listing(overdue, world.today), chosen, world.out)
