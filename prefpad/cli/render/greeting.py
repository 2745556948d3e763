"""Showing a greeting: its words, with no numbers, and no heading that hints at what is left out.

It is written without Rich, which would take a third of the command's time for nothing: a greeting has
no colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.serialize import write_json
from prefpad.domain.sanitize import clean
from prefpad.notes.greeting import Greeting

if TYPE_CHECKING:
    from collections.abc import Iterator


def show_greeting(greeting: Greeting, form: str, out: TextIO) -> None:
    """Write a greeting to `out` in one of the formats."""
    match form:
        case "table":
            _write_page(greeting, out)
        case "plain":
            out.writelines(f"{clean(line)}\n" for line in _lines(greeting))
        case "json":
            write_json(greeting, out)
        case _:
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
