"""`prefpad due`: what is overdue, and what is worth asking again."""

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
from prefpad.cli.render.due import show_due
from prefpad.cli.values import INTERVAL
from prefpad.notes.due import each_due, each_overdue
from prefpad.reconfirmation.policy import MOST_COUNTED

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.models import Note
    from prefpad.pad import Pad

_A_SCREENFUL = 50
_OLDEST = 10


def due_command(
    ctx: typer.Context,
    within: Annotated[
        str | None,
        typer.Option(
            "--within",
            metavar="TIME",
            help="Also what will be due soon, such as 2 weeks.",
            click_type=INTERVAL,
        ),
    ] = None,
    topic: TopicOption = None,
    customer: CustomerOption = None,
    limit: LimitOption = None,
    why: Annotated[bool, typer.Option("--why", help="Say why each is due.")] = False,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """List promises and problems that are overdue, then what to ask, most worth asking first.

    A table shows the ten oldest promises and problems and fifty questions; the other formats show
    all, and say of each whether it is a question, a promise or a problem.

    \b
    Examples:
      prefpad due --why
      prefpad due --within "2 weeks" --format csv
    """
    context: Context = ctx.obj
    chosen = context.form(form)
    most = limit or None
    latest = most if limit is not None or chosen != "table" else _OLDEST
    asked = most if limit is not None or chosen != "table" else _A_SCREENFUL
    with context.pad("due") as pad:
        if customer is not None:
            customer = f"@{about(context, customer, pad.customer).number}"
        elif asked is None and chosen != "table":
            show_due(
                () if topic else each_overdue(pad.session, within, private=show_private),
                each_due(pad.session, within, topic, private=show_private),
                chosen,
                context.today,
                context.out,
                why=why,
            )
            return
        late = [] if topic else _overdue(pad, within, customer, latest, private=show_private)
        overdue = late[:latest]
        room = asked if limit is None or asked is None else asked - len(overdue)
        questions = pad.due(
            within=within, topic=topic, customer=customer, limit=room, private=show_private
        )
        total = len(late) + len(questions)
        if len(questions) == room and customer is None:
            count = pad.count_due(within=within, topic=topic, private=show_private)
            total = len(late) + max(count, len(questions))
    with context.page(chosen) as out:
        show_due(overdue, questions, chosen, context.today, out, why=why)
    shown = len(overdue) + len(questions)
    if total > shown:
        more = "+" if total >= MOST_COUNTED or len(late) > len(overdue) else ""
        context.notice(f"{shown} of {total:,}{more} shown; --limit 0 shows all.")


def _overdue(
    pad: Pad, within: str | None, customer: str | None, most: int | None, *, private: bool
) -> list[Note]:
    """Return the overdue notes, at most one more than `most`."""
    limit = None if most is None else most + 1
    return pad.overdue(within=within, customer=customer, limit=limit, private=private)
