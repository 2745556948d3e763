"""Every console block of the README is run, in order, and must print what it shows."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from select import select
from typing import NamedTuple

import pytest

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_END_OF_SESSION = "\0"
_SECONDS_BEFORE_IT_IS_A_QUESTION = 300


class Session(NamedTuple):
    """A command line, and what it prints at a terminal of 80 columns."""

    command: str
    output: str


def sessions() -> list[Session]:
    found = []
    for block in _BLOCK.findall(README.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Session(command, _trimmed(output)))
    return found


def run_at_a_terminal(commands: list[str], folder: Path) -> list[str]:
    """Run all commands in one shell, so that what one exports the next one has."""
    script = "\n".join(f"{command}\nprintf '\\0'" for command in commands)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TERM": "dumb",
        "COLUMNS": "80",
    }
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["bash", "-c", script],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=environment,
    ):
        os.close(theirs)
        printed = b""
        while piece := _read(ours):
            printed += piece
        os.close(ours)
    *outputs, _ = printed.decode().replace("\r\n", "\n").split(_END_OF_SESSION)
    return [_trimmed(output) for output in outputs]


def _read(terminal: int) -> bytes:
    if not select([terminal], [], [], _SECONDS_BEFORE_IT_IS_A_QUESTION)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def _trimmed(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines()).rstrip()


def test_every_console_block_begins_with_a_command() -> None:
    blocks = _BLOCK.findall(README.read_text(encoding="utf-8"))
    assert blocks
    assert all(block.startswith("$ ") for block in blocks)


@pytest.mark.needs("a terminal", "bash")
def test_every_session_prints_what_the_readme_shows(tmp_path: Path) -> None:
    shown = sessions()
    printed = run_at_a_terminal([session.command for session in shown], tmp_path)
    assert [
        Session(session.command, output) for session, output in zip(shown, printed, strict=True)
    ] == shown
