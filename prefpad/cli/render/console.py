"""The console of Rich, for what moves while it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from prefpad.cli.render.screen import screen_of

if TYPE_CHECKING:
    from typing import TextIO


class _Paper(Console):
    def on_broken_pipe(self) -> None:
        """Leave a broken pipe to the command line; Rich would exit."""
        raise BrokenPipeError


def console(out: TextIO) -> Console:
    """Return a Rich console on `out` that reads no text as markup, emoji or code."""
    return _Paper(file=out, width=screen_of(out).width, markup=False, emoji=False, highlight=False)
