"""The terminal: waiting for a key or a line, and the pager that a long list goes through.

Readline does not see a signal that comes just before the program waits until the next key, and drops
what its completer or hooks raise. So the handler only notes that Ctrl-C was pressed; the exception is
raised where the program waits, at once or at the next tick of a clock.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.screen import screen_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

    ReadKey = Callable[[], str]


_LONGEST_SEQUENCE = 32  # an arrow key sends several bytes at once
_END = "\x04"
_TICK = 0.2


class TimeIsUp(Exception):
    """The time for a line is over."""


@contextmanager
def single_keys() -> Iterator[ReadKey | None]:
    """Give a function that waits for the next key, or None where there is no such terminal.

    Keys that were typed before are thrown away, so that none answers a question unseen.
    """
    try:
        import termios
        import tty

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (ImportError, OSError, ValueError, AttributeError, termios.error):
        yield None
        return
    tty.setcbreak(terminal, termios.TCSAFLUSH)
    try:
        yield lambda: _key(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def read_line(prompt: str, seconds: float | None = None) -> str:
    """Return the line that is typed after a prompt.

    Args:
        prompt: what readline shows before it; nothing if it stands there already.
        seconds: how long to wait at most, or None for as long as it takes.

    Raises:
        TimeIsUp: nobody pressed Enter for so long.
        EOFError, KeyboardInterrupt: Ctrl-D, Ctrl-C.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        return _line(prompt)
    with _interrupted(_line.__code__, seconds):
        return _line(prompt)


def _line(prompt: str) -> str:
    return input(prompt) if prompt else input()


def _key(terminal: int) -> str:
    """Return the key that is pressed; of several that come at once the first.

    Raises:
        EOFError: it is the one that ends the input, or there is no more of it.
    """
    with _interrupted(_pressed.__code__):
        pressed = _pressed(terminal)
    if not pressed or pressed[0] == _END:
        raise EOFError
    return pressed[0]


def _pressed(terminal: int) -> str:
    return os.read(terminal, _LONGEST_SEQUENCE).decode(errors="replace")


@contextmanager
def _interrupted(waiting: CodeType, seconds: float | None = None) -> Iterator[None]:
    """Raise `KeyboardInterrupt` or `TimeIsUp` while this code waits, once, and nowhere else."""
    end = monotonic() + (seconds or inf)
    is_pressed = is_raised = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal is_pressed
        is_pressed = True
        look(number, frame)

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal is_raised
        is_waiting = frame is not None and frame.f_code is waiting and not is_raised
        if is_waiting and (is_pressed or monotonic() >= end):
            is_raised = True
            raise KeyboardInterrupt if is_pressed else TimeIsUp

    before = signal.signal(signal.SIGINT, press), signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _TICK, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in zip((signal.SIGINT, signal.SIGALRM), before, strict=True):
            signal.signal(number, handler)
        if is_pressed and not is_raised:
            raise KeyboardInterrupt


# -- the pager that a list longer than the screen goes through -------------------------------------


_PAGER = "less"
_OPTIONS_OF_LESS = "FRX"
"""Leave if it all fits, show colours, and let the list stand on the screen afterwards."""


class _Page(io.StringIO):
    """A buffer that counts as the terminal it will be shown on."""

    def isatty(self) -> bool:
        """Tell that a person will look at it."""
        return True


@contextmanager
def paged(out: TextIO) -> Iterator[TextIO]:
    """Yield a stream for a list, which then goes to `out`, through a pager if it is long.

    Nothing is shown before all of it is there. PAGER names another pager than less, or none where
    it is empty.

    Args:
        out: a terminal.
    """
    page = _Page()
    yield page
    text = page.getvalue()
    command = os.environ.get("PAGER", _PAGER).split()
    height = screen_of(out).height
    fits = height is None or text.count("\n") < height
    if fits or not command or not _shown_by(command, text):
        out.write(text)


def _shown_by(command: list[str], text: str) -> bool:
    """Show a text in a pager, and tell whether there is such a pager."""
    import subprocess

    environment = {"LESS": _OPTIONS_OF_LESS, **os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 - the pager is the user's own choice
            command, stdin=subprocess.PIPE, env=environment
        )
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the pager while it runs
    try:
        process.communicate(text.encode(errors="backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
