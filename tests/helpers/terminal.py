"""A shell at a terminal, driven as a person does: keys in, screen out."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DEADLINE = 20.0
"""Seconds after which a shell that has not answered is given up."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()].|[=>])")
_RAN = re.compile(r"<ran((?:\[[^\]]*\])*)>\r\n")
_OURS = f'exec {sys.executable} -m prefpad "$@"\n'
_RECORDING = f"""[ -n "$_PREFPAD_COMPLETE" ] && {_OURS}
printf '<ran'; printf '[%s]' "$@"; printf '>\\n'
"""


def our_program(folder: Path, script: str = _OURS) -> None:
    """Put prefpad into a new folder, for a PATH."""
    folder.mkdir()
    program = folder / "prefpad"
    program.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
    program.chmod(0o700)


def recording_program(folder: Path) -> None:
    """Put a prefpad into a new folder that completes as ours, and otherwise shows its words."""
    our_program(folder, _RECORDING)


class Terminal:
    """A program in a terminal of 24 lines of 80 columns."""

    def __init__(
        self, program: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self._screen = ""
        self._pid, self._end = pty.fork()
        if not self._pid:
            os.chdir(folder)
            os.execvpe(program[0], [*program], {**environment, "TERM": "xterm"})  # noqa: S606 - a shell

    def press(self, keys: str) -> None:
        """Type keys, without waiting for anything."""
        os.write(self._end, keys.encode())

    def press_until_heard(self, keys: str, pattern: str) -> None:
        """Type keys until the screen shows something.

        Readline misses an interruption that comes just before it waits for a key.
        """
        while not re.search(pattern, self._screen):
            self.press(keys)
            while not re.search(pattern, self._screen) and select.select([self._end], [], [], 1)[0]:
                self._read()
        self.wait_for(pattern)

    def wait_for(self, pattern: str | re.Pattern[str]) -> re.Match[str]:
        """Wait until the screen shows something that was not asked for before, and return it."""
        while not (seen := re.search(pattern, self._screen)):
            readable, _, _ = select.select([self._end], [], [], DEADLINE)
            assert readable, f"{pattern!r} never came: {self._screen[-2000:]!r}"
            self._read()
        self._screen = self._screen[seen.end() :]
        return seen

    def _read(self) -> None:
        more = os.read(self._end, 65536).decode(errors="replace")
        self._screen = _ESCAPES.sub("", self._screen + more)

    def runs(self, keys: str) -> list[str]:
        """Type keys and Enter, and return the words that the recording program was run with."""
        self.press(f"{keys}\r")
        words = self.wait_for(_RAN)[1]
        return words[1:-1].split("][")

    def close(self) -> None:
        """Hang up."""
        os.close(self._end)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
