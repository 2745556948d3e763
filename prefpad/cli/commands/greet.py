"""`prefpad greet`: what can be read with the customer looking at the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import typer

from prefpad.cli.options import FormatOption, NameArgument
from prefpad.cli.prompts import about, which_customer
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.cli.context import Context
    from prefpad.notes.greeting import Greeting


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
    show_greeting(greeting, chosen, context.out)


def show_greeting(greeting: Greeting, form: str, out: TextIO) -> None:
    """Write a greeting to `out` in one of the formats: no numbers, no heading that hints at more.

    It has no colours, so Rich would take a third of the command's time for nothing.
    """
    match form:
        case "table":
            _write_page(greeting, out)
        case "plain":
            out.writelines(f"{clean(line)}\n" for line in _lines(greeting))
        case "json":
            from prefpad.cli.render.serialize import write_json

            write_json(greeting, out)
        case _:
            from prefpad.cli.render.formats import Listing, show
            from prefpad.notes.greeting import Greeting

            show(Listing(Greeting, [greeting], (), lambda _: ()), form, out)


def _write_page(greeting: Greeting, out: TextIO) -> None:
    from prefpad.cli.render.screen import screen_of, wrap

    width = screen_of(out).width
    lines = [part for line in _lines(greeting) for part in wrap(clean(line), width)]
    out.writelines(f"{line}\n" for line in lines)


def _lines(greeting: Greeting) -> Iterator[str]:
    yield from filter(None, (greeting.words, _said(greeting)))
    for sayings in filter(None, (greeting.say, greeting.ask)):
        yield ""
        yield from (saying.text for saying in sayings)


def _said(greeting: Greeting) -> str:
    return f"pronounced: {greeting.pronounced}" if greeting.pronounced else ""
