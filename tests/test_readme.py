"""Every console block of the README is run, in order, and must print what it shows."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Session(NamedTuple):
    """A command line, and what it prints at a terminal of 80 columns."""

    command: str
    output: str


def sessions() -> list[Session]:
    found = []
    for block in _BLOCK.findall(README.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Session(command, output.rstrip()))
    return found


def run_at_a_terminal(command: str, folder: Path) -> str:
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TERM": "dumb",
        "COLUMNS": "80",
    }
    with subprocess.Popen(
        ["bash", "-c", command],
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
    lines = printed.decode().replace("\r\n", "\n").splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_the_readme_has_sessions() -> None:
    most_of_the_counter = 8
    assert len(sessions()) >= most_of_the_counter


def test_every_session_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_TODAY", "2026-03-02")
    for command, shown in sessions():
        printed = run_at_a_terminal(command, tmp_path)
        expected = "\n".join(line.rstrip() for line in shown.splitlines())
        assert printed == expected, f"$ {command}"
