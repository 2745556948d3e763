"""The pager that a list longer than the screen goes through."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.screen import screen_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    import signal
    import subprocess

    environment = {"LESS": _OPTIONS_OF_LESS, **os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 - the pager is the user's own choice
            command, stdin=subprocess.PIPE, env=environment
        )
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it runs
    try:
        process.communicate(text.encode(errors="backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
