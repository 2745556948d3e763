"""`prefpad counter`: a prompt that stays open for the day."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from prefpad.cli.counter import Counter
from prefpad.cli.counter_screen import CounterScreen, Idle
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.cli.context import Context

_WELCOME = "Type part of a name. ? lists what else there is; Ctrl-D leaves."


def counter_command(ctx: typer.Context) -> None:
    """Keep a prompt open for the day: type part of a name, see the card, and write notes.

    After a name every line is a note on that customer, and quotes, ? and $ are safe to type. An
    empty line leaves the customer and clears the screen. `?` lists the few commands. Without a
    terminal, lines are read from stdin in the same way.

    \b
    Examples:
      prefpad counter
      prefpad counter --author Ana
    """
    gc.freeze()
    gc.enable()  # a whole day, unlike one command, makes garbage worth collecting
    context: Context = ctx.obj
    if context.at_a_terminal:
        _serve(ctx, context)
    elif status := _read_all(ctx):
        raise typer.Exit(status)


def _serve(ctx: typer.Context, context: Context) -> None:
    screen = CounterScreen(context)
    counter = Counter(ctx, screen.clear)
    with screen.shown():
        context.notice(_WELCOME)
        is_open = True
        while is_open:
            with suppress(KeyboardInterrupt):  # Ctrl-C clears the line and stops nothing else
                is_open = _take_one(screen, counter)


def _take_one(screen: CounterScreen, counter: Counter) -> bool:
    """Read a line and do what it says; tell whether there may be more."""
    try:
        line = screen.read(clean(counter.called), counter.clear_after)
    except Idle:
        counter.leave()
    except EOFError:
        return False
    else:
        counter.take(line)
    return True


def _read_all(ctx: typer.Context) -> int:
    counter = Counter(ctx)
    status = max(map(counter.take, lines_typed()), default=0)
    counter.leave()
    return status


def lines_typed() -> Iterator[str]:
    """Yield the lines of stdin as they come."""
    yield from sys.stdin or ()
