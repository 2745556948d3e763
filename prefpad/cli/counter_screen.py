"""The screen of the counter: its own, with a prompt that completes names and is cleared when idle."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.cli.counter import NAME_MARK
from prefpad.cli.terminal import TimeIsUp
from prefpad.domain.errors import PrefpadError
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prefpad.cli.context import Context

_ENTER, _CLEAR, _LEAVE = "\x1b[?1049h\x1b[H\x1b[2J", "\x1b[H\x1b[2J", "\x1b[?1049l"
_MOST_NAMES = 50


class Idle(Exception):
    """Nobody typed for too long."""


class CounterScreen:
    """Shows a prompt and reads a line.

    The screen is the terminal's other one, which has no lines scrolled off it that a customer could
    scroll back to; what stood there before comes back at the end. Lines typed are remembered until
    the screen is cleared, and never on the disk.
    """

    def __init__(self, context: Context) -> None:
        import readline

        self._context = context
        self._readline = readline
        self._completes_any_line = True
        self._prompt = ""
        self._offered: list[str] = []
        self._names: list[str] = []

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show this screen on the terminal."""
        line = self._readline
        line.set_completer(self._complete)
        line.set_completer_delims("")
        line.set_completion_display_matches_hook(self._list_names)
        is_libedit = "libedit" in (line.__doc__ or "")
        line.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
        self._write(_ENTER)
        try:
            yield
        finally:
            line.clear_history()
            self._write(_LEAVE)

    def clear(self) -> None:
        """Clear the screen, and forget the lines typed."""
        self._readline.clear_history()
        self._write(_CLEAR)

    def read(self, name: str, idle: float | None) -> str:
        """Return the next line.

        Args:
            name: whom it is about, or nothing if a name is asked for.
            idle: after how many seconds to clear the screen, or None for never. A line that was
                begun meanwhile stays; one that was not continued for as long again is given up.

        Raises:
            Idle: nobody typed for so long.
            EOFError, KeyboardInterrupt: Ctrl-D, Ctrl-C.
        """
        self._completes_any_line = not name
        self._prompt = f"{name}>"
        begun = ""
        while True:
            try:
                return self._ask(begun, idle)
            except TimeIsUp:
                typed = self._readline.get_line_buffer()
            if typed == begun:
                raise Idle
            begun = typed
            self.clear()

    def _ask(self, begun: str, idle: float | None) -> str:
        """Ask for the rest of a line, and wait for that many seconds at most."""
        self._readline.set_startup_hook(lambda: self._readline.insert_text(begun))
        try:
            return self._context.ask(self._prompt, seconds=idle)
        finally:
            self._readline.set_startup_hook()

    def _write(self, sequence: str) -> None:
        if self._context.out.isatty() and os.environ.get("TERM", "dumb") != "dumb":
            self._context.out.write(sequence)
            self._context.out.flush()

    def _complete(self, text: str, state: int) -> str | None:
        if state == 0:
            self._offered = self._offers(text)
        return self._offered[state] if state < len(self._offered) else None

    def _offers(self, text: str) -> list[str]:
        mark = NAME_MARK if text.startswith(NAME_MARK) else ""
        if not (mark or self._completes_any_line):
            return []
        found = self._names_like(text.removeprefix(mark).lstrip())
        self._names = [f"{mark}{name}" for name in found]
        return with_beginning(text, self._names)

    def _names_like(self, beginning: str) -> list[str]:
        from prefpad.customers.completion_search import complete

        try:
            offers = complete(self._context.place.path, "names", beginning, _MOST_NAMES)
        except (PrefpadError, OSError):
            return []
        return [clean(offer.value) for offer in offers]

    def _list_names(self, _: str, __: Sequence[str], ___: int) -> None:
        listed = "  ".join(name.removeprefix(NAME_MARK) for name in self._names)
        sys.stdout.write(f"\n{listed}\n{self._prompt} {self._readline.get_line_buffer()}")
        sys.stdout.flush()


def with_beginning(typed: str, names: list[str]) -> list[str]:
    """Return names as readline wants them: all with the same beginning, at least what was typed.

    Readline replaces what was typed with what all of them have in common. Where that would lose
    letters, as for `smi` of Sam Smith and Sue Smithers, it gets as many texts that have only what was
    typed in common.
    """
    beginnings = {name[: len(typed)] for name in names}
    if len(names) == 1 or [*map(fold, beginnings)] == [fold(typed)]:
        return names
    return [f"{typed}{place}" for place in map(chr, range(ord("A"), ord("A") + len(names)))]
