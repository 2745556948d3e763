"""`prefpad due`: what is worth asking again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import (
    CustomerOption,
    FormatOption,
    LimitOption,
    ShowPrivateOption,
    TopicOption,
)
from prefpad.cli.prompts import about
from prefpad.cli.render.due import due_listing, overdue_listing
from prefpad.cli.render.formats import show
from prefpad.reconfirmation.policy import MOST_COUNTED

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.models import Note
    from prefpad.pad import Pad

_A_SCREENFUL = 50
_UNDER_IT = 10


def due_command(
    ctx: typer.Context,
    within: Annotated[
        str | None,
        typer.Option(
            "--within", metavar="TIME", help="Also what will be due soon, such as '2 weeks'."
        ),
    ] = None,
    topic: TopicOption = None,
    customer: CustomerOption = None,
    limit: LimitOption = None,
    why: Annotated[bool, typer.Option("--why", help="Say why each is due.")] = False,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """List the preferences and needs to ask about again, most worth asking first.

    Promises and problems that are due or overdue follow. A table shows the first fifty and the
    oldest ten of these; the other formats show all.

    \b
    Examples:
      prefpad due --why
      prefpad due --within "2 weeks" --format csv
    """
    context: Context = ctx.obj
    chosen = context.form(form)
    late = limit
    if limit is None and chosen == "table":
        limit, late = _A_SCREENFUL, _UNDER_IT
    with context.pad("due") as pad:
        if customer is not None:
            customer = f"@{about(context, customer, pad.customer).number}"
        due = pad.due(
            within=within,
            topic=topic,
            customer=customer,
            limit=limit or None,
            private=show_private,
        )
        overdue = [] if topic else _overdue(pad, within, customer, late, private=show_private)
        show(due_listing(due, context.today, why=why), chosen, context.out)
        if len(due) == limit and customer is None:
            count = pad.count_due(within=within, topic=topic, private=show_private)
            if count > limit:
                more = f"{count:,}+" if count >= MOST_COUNTED else str(count)
                context.notice(f"{limit} of {more} shown; --limit 0 shows all.")
        if overdue and chosen in {"table", "plain"}:
            context.out.write("\n")
            show(overdue_listing(overdue[: late or None], context.today), chosen, context.out)
            if late and len(overdue) > late:
                context.notice(f"The oldest {late} shown; --limit 0 shows all.")


def _overdue(
    pad: Pad, within: str | None, customer: str | None, late: int | None, *, private: bool
) -> list[Note]:
    most = late + 1 if late else None
    return pad.overdue(within=within, customer=customer, limit=most, private=private)
