"""Reading one key from a terminal, without Enter."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    ReadKey = Callable[[], str]

_LONGEST_SEQUENCE = 32  # what an arrow key sends comes at once
_END = "\x04"


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


def _key(terminal: int) -> str:
    """Return the key that is pressed; of several that come at once the first.

    Raises:
        EOFError: it is the one that ends the input, or there is no more of it.
    """
    pressed = os.read(terminal, _LONGEST_SEQUENCE).decode(errors="replace")
    if not pressed or pressed[0] == _END:
        raise EOFError
    return pressed[0]
