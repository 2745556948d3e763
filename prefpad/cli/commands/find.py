"""`prefpad find`: find customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FormatOption, LimitOption
from prefpad.cli.prompts import may_be_in_notes, mentioning
from prefpad.cli.render.customer import customer_listing

if TYPE_CHECKING:
    from prefpad.cli.context import Context

_BEST = 20
_ALL = 1000  # more than a look-up ever finds


def find_command(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help="Part of a name, phone, e-mail or card."),
    ],
    limit: LimitOption = _BEST,
    form: FormatOption = None,
) -> None:
    """Find customers by any part of a name, a phone, e-mail, card or id, best match first.

    Misspellings are found too. `prefpad search` finds notes by their words.

    \b
    Examples:
      prefpad find smiht
      prefpad find 0101 --format csv
    """
    context: Context = ctx.obj
    with context.pad("find") as pad:
        asked = " ".join(words)
        people = pad.find(asked, limit=limit or _ALL)
        is_in_notes = not people and may_be_in_notes(asked) and bool(mentioning(pad, asked))
    context.show(customer_listing(people, context.today), context.form(form))
    if is_in_notes:
        context.notice(f"hint: `prefpad search {asked}` finds notes.")
