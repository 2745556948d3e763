"""How a greeting reads: its words, and no heading that tells what is left out.

It is written without Rich, which would take a third of the time of the command and has nothing to
do in it: a greeting has no colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.sections import NOTE_NUMBER, Line, Section, write_sections
from prefpad.cli.render.serialize import write_json
from prefpad.domain.sanitize import clean
from prefpad.notes.greeting import Greeting

if TYPE_CHECKING:
    from prefpad.notes.greeting import Saying


def show_greeting(greeting: Greeting, form: str, out: TextIO) -> None:
    """Write a greeting to `out` in one of the formats."""
    match form:
        case "table":
            _write_page(greeting, out)
        case "plain":
            write_sections(_head(greeting), _sections(greeting), out)
        case "json":
            write_json(greeting, out)
        case _:
            show(Listing(Greeting, [greeting], (), lambda _: ()), form, out)


def _write_page(greeting: Greeting, out: TextIO) -> None:
    from prefpad.cli.render.screen import screen_of, wrap

    width = screen_of(out).width
    under = " " * (NOTE_NUMBER + 1)
    lines = [part for line in _head(greeting) for part in wrap(clean(line), width)]
    for section in _sections(greeting):
        lines.append(section.heading)
        for line in section.lines:
            lines += wrap(f"{line.number.rjust(NOTE_NUMBER)} {clean(line.text)}", width, under)
    out.writelines(f"{line}\n" for line in lines)


def _head(greeting: Greeting) -> list[str]:
    said = f"said: {greeting.pronounced}" if greeting.pronounced else ""
    return [line for line in (greeting.words, said) if line]


def _sections(greeting: Greeting) -> list[Section]:
    sections = [
        Section("WE REMEMBER", "", _lines(greeting.say)),
        Section("MAY WE ASK", "", _lines(greeting.ask)),
    ]
    return [section for section in sections if section.lines]


def _lines(sayings: tuple[Saying, ...]) -> list[Line]:
    return [Line(str(saying.note), saying.text) for saying in sayings]
