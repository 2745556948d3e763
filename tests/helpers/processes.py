"""Processes that a test begins, and how they wait for one another without a clock."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 900
"""Seconds after which a process that waits for one that has died is ended."""


class Pipe:
    """What processes say and others wait for, a byte a time."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()

    def say(self, words: bytes = b".") -> None:
        """Say some words."""
        os.write(self._writing, words)

    def wait(self) -> None:
        """Wait for a word."""
        os.read(self._reading, 1)

    def all_said(self) -> bytes:
        """Return what was said and not heard, once no other process can say more."""
        os.close(self._writing)
        said = b""
        while more := os.read(self._reading, 1 << 16):
            said += more
        os.close(self._reading)
        return said


def started(work: Callable[[], object]) -> int:
    """Begin a process of its own that does something, and return its number."""
    if child := os.fork():
        return child
    status = 1
    try:
        signal.alarm(LONGEST)
        work()
        status = 0
    finally:
        os._exit(status)


def ended(child: int) -> int:
    """Wait for a process, and return its status: minus the signal, if one has ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def done_apart(work: Callable[[], Any]) -> Any:
    """Do something in a process of its own, and return what came of it, or its status if it died."""
    answer = Pipe()
    child = started(lambda: answer.say(json.dumps(work()).encode()))
    said = answer.all_said()
    status = ended(child)
    return status or json.loads(said)
