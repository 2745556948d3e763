"""The program as it stands on a real terminal's screen, which tmux can tell."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.helpers.terminal import DEADLINE, our_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from prefpad import Pad

pytestmark = pytest.mark.needs("tmux", "a terminal")
LONG = (
    "oat flat white in the big blue cup, never before eleven, with the harbour newspaper beside it"
)


class Tmux:
    """A window of tmux with a shell command in it."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = environment

    def tell(self, *words: str) -> str:
        """Give tmux a command, and return what it answers."""
        tmux = ("tmux", "-S", str(self._folder / "tmux"), "-f", os.devnull)
        asked = (*tmux, *words)
        return subprocess.run(
            asked,
            check=True,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            env=self._environment,
        ).stdout

    def run(self, command: str, width: int) -> None:
        """Run a shell command in a window so wide, and wait until it has ended."""
        script = f"{command}; tmux wait-for -S ended; exec cat"
        self.tell("new-session", "-d", "-x", str(width), "-y", "40", script)
        self.tell("wait-for", "ended")

    def screen(self, *options: str) -> str:
        """Return what stands on the screen."""
        return self.tell("capture-pane", "-p", *options)


@pytest.fixture
def tmux(tmp_path: Path, pad: Pad, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tmux]:
    pad.add("Sam Smith", "allergic to walnuts", new=True)
    pad.add("Sam Smith", LONG, topic="coffee", stance="likes")
    our_program(tmp_path / "bin")
    environment = {**os.environ, "PREFPAD_DB": str(pad.path), "SHELL": "/bin/sh"}
    environment["PATH"] = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    window = Tmux(tmp_path, environment)
    yield window
    window.tell("kill-server")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_card_fits_the_window_and_breaks_no_word(tmux: Tmux, width: int) -> None:
    tmux.run("prefpad recall smith", width)
    screen = tmux.screen()
    assert set(LONG.split()) <= set(screen.split())
    ages = {len(line) for line in screen.splitlines() if line.endswith("  today")}
    assert len(ages) == 1
    assert max(ages) <= width


@pytest.mark.parametrize(("setting", "coloured"), [("", True), ("NO_COLOR=1 ", False)])
def test_a_card_has_colours_unless_they_are_unwanted(
    tmux: Tmux, setting: str, coloured: bool
) -> None:
    tmux.run(f"{setting}prefpad recall smith", 80)
    assert bool(re.search(r"\x1b\[(3[1-8]|4[1-8])", tmux.screen("-e"))) == coloured
