"""A day of lines as people type them, in one bash, zsh or fish at a terminal: tests/data/typed.tsv."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import TODAY
from tests.helpers.terminal import Terminal, our_program

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = Path(__file__).parents[1] / "data" / "typed.tsv"
ENDED = r"(?s)(.*?)<ended (\d+)>\r\n"
_IN_FISH = 'while read -l line; begin; eval $line; end </dev/null; echo "<ended $status>"; end'


class Line(NamedTuple):
    """What is typed, the exit code it ends with, and a part of what it shows."""

    typed: str
    exit: str
    shown: str


class Shell(NamedTuple):
    """How a shell is started, told to be quiet, and given a line whose end it tells.

    Attributes:
        program: the words that start it.
        quiet: what it is told first.
        line: how it is given a line.
        unlike: what comes of those lines that it reads as no other shell does.
    """

    program: Sequence[str]
    quiet: str
    line: str
    unlike: Sequence[Line] = ()

    def lines(self, day: Sequence[Line]) -> list[Line]:
        """Return the lines of a day with what comes of them in this shell."""
        here = {line.typed: line for line in self.unlike}
        return [here.get(line.typed, line) for line in day]


_AS_IN_SH = '{{ {}\r}} </dev/null; echo "<ended $?>"\r'
_READY = "echo '<ended' '0>'"
_NO_COMMENT = Line("prefpad add makela #sauna hot", "0", "Päivi Mäkelä, note 13: sauna: hot")
"""What is typed is never a comment in zsh, unless its user has chosen otherwise."""

SHELLS = {
    "bash": Shell(
        ("bash", "--norc", "--noprofile", "--noediting"),
        f"stty -echo cols 100; set +H; {_READY}",
        _AS_IN_SH,
    ),
    "zsh": Shell(
        ("zsh", "-df", "+Z"),
        f"stty -echo cols 100; unsetopt promptsp promptcr banghist; {_READY}",
        _AS_IN_SH,
        [_NO_COMMENT],
    ),
    # Its editor would draw what is typed in among the answers, so it reads from a pipe.
    "fish": Shell(
        ("sh", "-c", f"stty -echo cols 100; cat | fish --no-config -c '{_IN_FISH}'"), "true", "{}\r"
    ),
}
EACH_SHELL = [pytest.param(name, marks=pytest.mark.needs(name, "a terminal")) for name in SHELLS]
_FEW = 20
"""The lines of a plain run; the full one types all of them, into each shell."""


def lines_of_a_day() -> list[Line]:
    with LINES.open(encoding="utf-8", newline="") as file:
        return [Line(*row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


def otherwise(name: str, lines: Sequence[Line], folder: Path) -> list[Line]:
    """Type lines into a shell, and return what came of those that ended or showed otherwise."""
    our_program(folder / "bin")
    shell = SHELLS[name]
    terminal = Terminal(
        shell.program,
        folder,
        {
            "HOME": str(folder / "home"),
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PAGER": "cat",
            "PREFPAD_TODAY": TODAY.isoformat(),
            "PS1": "",
            "PS2": "",
        },
    )
    terminal.press(f"{shell.quiet}\r")
    terminal.wait_for(ENDED)
    found = []
    for line in lines:
        terminal.press(shell.line.format(line.typed))
        ended = terminal.wait_for(ENDED)
        shown = re.sub(r"\s+", " ", ended[1])
        if ended[2] != line.exit or line.shown not in shown:
            found.append(Line(line.typed, ended[2], shown))
    terminal.close()
    return found


def test_a_day_has_more_than_120_lines() -> None:
    assert len(lines_of_a_day()) > 120


@pytest.mark.parametrize("shell", EACH_SHELL)
def test_each_line_ends_and_shows_as_it_should(shell: str, tmp_path: Path) -> None:
    day = lines_of_a_day() if os.environ.get("PREFPAD_FULL") else lines_of_a_day()[:_FEW]
    assert otherwise(shell, SHELLS[shell].lines(day), tmp_path) == []


@pytest.mark.parametrize("shell", EACH_SHELL)
def test_one_that_ends_or_shows_otherwise_would_be_told(shell: str, tmp_path: Path) -> None:
    right = Line("prefpad version", "2", "prefpad --version")
    lines = [right, right._replace(exit="0"), right._replace(shown="a tune")]
    assert len(otherwise(shell, lines, tmp_path)) == 2
