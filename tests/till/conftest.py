"""A till and a shop on one machine, with a program in the place of ssh that crosses no network."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.conftest import TODAY
from tests.helpers.shell import rows
from tests.helpers.terminal import our_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SSH = """#!/bin/sh
printf '%s\\0' "$@" > {seen}
[ -n "$NO_LINE" ] && exit 255
while [ "$1" != -- ]; do shift; done
[ -n "$SAYS" ] && {{ echo "$SAYS" >&2; exit 255; }}
cd {far}
[ -n "$KEY_OF" ] && exec env -i HOME={far} PATH={path} SSH_ORIGINAL_COMMAND="$3" \
    prefpad serve-till --db {far}/pad.db --name "$KEY_OF"
exec env -i HOME={far} PATH={path} {shell} -c "$3"
"""
"""Takes the words of ssh, and runs the last in a home of its own with nothing of ours around it.

With KEY_OF set it runs what the key of that till may start; with SAYS or NO_LINE it fails as ssh.
"""


@dataclass(frozen=True)
class Till:
    """A till whose pad is in the shop.

    Attributes:
        near: the home of the till.
        far: the home of the shop's account; its pad is `pad.db`.
        environment: what a command of the till finds.
    """

    near: Path
    far: Path
    environment: Mapping[str, str]

    @property
    def pad(self) -> Path:
        return self.far / "pad.db"

    @property
    def stored(self) -> str:
        return "\n".join(rows(self.pad))

    @property
    def notes(self) -> list[str]:
        """The texts of all notes in the shop."""
        with Pad(self.pad, today=TODAY) as pad:
            return [
                note.text for person in pad.customers() for note in pad.notes(f"@{person.number}")
            ]

    @property
    def seen_by_ssh(self) -> list[str]:
        """The words that ssh was run with last."""
        return (self.near / "seen").read_text(encoding="utf-8").split("\0")[:-1]

    def run(
        self, *words: str, typed: str = "", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Run prefpad on the till, away from any terminal."""
        return subprocess.run(
            [sys.executable, "-m", "prefpad", *words],
            env={**self.environment, **environment},
            cwd=self.near,
            input=typed.encode(),
            capture_output=True,
            check=False,
        )

    def answer(self, *words: str, typed: str = "", **environment: str) -> str:
        """Run prefpad on the till, and return what it answers."""
        done = self.run(*words, typed=typed, **environment)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def refusal(self, *words: str, exit_code: int, **environment: str) -> str:
        """Run prefpad on the till, and return what it says on stderr when it refuses."""
        done = self.run(*words, **environment)
        told = done.stderr.decode()
        assert (done.returncode, done.stdout) == (exit_code, b""), told
        assert "\nhint: " in told
        assert "Traceback" not in told
        return told

    def ask_with_key(self, key: str, request: str) -> subprocess.CompletedProcess[bytes]:
        """Send a request that our program did not write, with the key of a till."""
        return subprocess.run(
            ["ssh", "--", "shop", request],
            env={**self.environment, "KEY_OF": key},
            input=b"",
            capture_output=True,
            check=False,
        )


@pytest.fixture
def shell() -> str:
    """The shell of the shop's account."""
    return "sh"


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder of a name as short as that of /run/user/1000, since sockets lie in it."""
    with TemporaryDirectory(prefix="till", dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def till(tmp_path: Path, short_folder: Path, shell: str) -> Till:
    near, far, programs = tmp_path / "near", tmp_path / "far", tmp_path / "programs"
    near.mkdir()
    far.mkdir()
    our_program(programs)
    path = f"{programs}:/usr/bin:/bin"
    ssh = near / "bin" / "ssh"
    ssh.parent.mkdir()
    script = _SSH.format(seen=near / "seen", far=far, path=path, shell=shell)
    ssh.write_text(script, encoding="utf-8")
    ssh.chmod(0o700)
    with Pad(far / "pad.db", today=TODAY, create=True, author="Ana") as pad:
        pad.add("Sam Smith", "coffee: oat flat white", stance="likes", new=True)
    environment = {
        "HOME": str(near),
        "PATH": f"{ssh.parent}:{os.environ['PATH']}",
        "PREFPAD_AUTHOR": "Bo",
        "PREFPAD_DB": "ssh://pad@shop/~/pad.db",
        "PREFPAD_TODAY": TODAY.isoformat(),
        "XDG_RUNTIME_DIR": str(short_folder),
    }
    return Till(near, far, environment)
