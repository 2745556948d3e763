"""`prefpad about`: what to say when customers ask what the business stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FormatOption
from prefpad.cli.render.formats import Listing
from prefpad.cli.values import quoted
from prefpad.domain.errors import CouldNot
from prefpad.domain.normalize import fold
from prefpad.notes.owners_words import ABOUT_TOPIC, Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.cli.context import Context

_NOTHING = 'Nothing yet. `prefpad settings about "..."` and about:hiring set what to say.'


def about_command(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC]", help="What they ask about; leave it out for all."),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Show what to say when customers ask: whom you hire, where things come from, what you support.

    The answers are the settings `about` and `about:TOPIC`.

    \b
    Examples:
      prefpad about
      prefpad about hiring
    """
    context: Context = ctx.obj
    wanted = fold(" ".join(topic or ()))
    with context.pad("about") as pad:
        found = pad.about()
    if wanted and not (found := [one for one in found if one.about == wanted]):
        raise CouldNot(
            f"There is no answer about {quoted(wanted)} yet.",
            f'Set one with `prefpad settings {ABOUT_TOPIC}{wanted} "..."`.',
        )
    chosen = context.form(form)
    if chosen == "table" and found:
        for one in found:
            context.reply(f"{one.about}: {one.words}" if one.about else one.words)
    else:
        context.show(_listing(found), chosen)


def _listing(found: Sequence[Answer]) -> Listing:
    return Listing(
        Answer,
        found,
        ("about", "what to say"),
        lambda one: (one.about, one.words),
        nothing=_NOTHING,
    )
