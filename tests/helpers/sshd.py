"""A shop with a real sshd on 127.0.0.1, and tills that have keys to it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.conftest import TODAY
from tests.helpers.terminal import our_program

if TYPE_CHECKING:
    from collections.abc import Iterator

FRONT, BACK, OFFICE = "front", "back", "office"
TILLS = (FRONT, BACK, OFFICE)
_SERVER = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PidFile none
SetEnv HOME={far} PATH={programs}:/usr/bin:/bin
"""
_CLIENT = """
Host shop
  HostName 127.0.0.1
  Port {port}
  IdentityFile {key}
  IdentitiesOnly yes
  UserKnownHostsFile {folder}/known_hosts
  StrictHostKeyChecking yes
"""


@dataclass
class Shop:
    """A machine of a shop, and the folders of its tills.

    Attributes:
        folder: where everything lies.
        port: where its sshd listens.
        server: its sshd.
    """

    folder: Path
    port: int
    server: subprocess.Popen[str]

    @property
    def pad(self) -> Path:
        return self.folder / "far" / "pad.db"

    def around(self, till: str) -> dict[str, str]:
        """Return what a command of a till finds."""
        home = self.folder / till
        return {
            "HOME": str(home),
            "PATH": f"{home}/bin:{self.folder}/programs:{os.environ['PATH']}",
            "PREFPAD_AUTHOR": "Ana",
            "PREFPAD_DB": "ssh://shop",
            "PREFPAD_TODAY": TODAY.isoformat(),
            "PREFPAD_TILL_WAIT": "20",  # for a machine with a lot to do
            "XDG_RUNTIME_DIR": str(home),
        }

    def run(
        self, till: str, *words: str, typed: str = "", **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run prefpad on a till, away from any terminal."""
        return subprocess.run(
            [sys.executable, "-m", "prefpad", *words],
            env={**self.around(till), **more},
            input=typed,
            cwd=self.folder / till,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def answer(self, till: str, *words: str, typed: str = "", **more: str) -> str:
        """Run prefpad on a till, and return what it answers."""
        done = self.run(till, *words, typed=typed, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sessions(self) -> list[int]:
        """Return the processes of sshd that serve a connection."""
        families: dict[int, list[int]] = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                found = re.fullmatch(r"(\d+) \(sshd(?:-session)?\) \w (\d+) .*", _line_of(status))
                if found:
                    families.setdefault(int(found[2]), []).append(int(found[1]))
        near = families.get(self.server.pid, [])
        return [*near, *(child for one in near for child in families.get(one, []))]

    def signal_sessions(self, number: signal.Signals) -> None:
        """Send a signal to every process that serves a connection."""
        for process in self.sessions():
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def connections(self) -> int:
        """Return how many connections there were."""
        log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        return log.count("Accepted publickey")


@contextmanager
def shop() -> Iterator[Shop]:
    """Open a shop with an empty pad and three tills, and close it."""
    with TemporaryDirectory(prefix="shop", dir="/tmp") as name:
        folder = Path(name)
        port = _free_port()
        _furnish(folder, port)
        with (folder / "log").open("w", encoding="utf-8") as log:
            server = subprocess.Popen(
                [_program("sshd"), "-D", "-e", "-f", str(folder / "sshd_config")],
                stderr=subprocess.PIPE,
                text=True,
            )
            assert server.stderr
            for line in server.stderr:
                if "listening" in line:
                    break
            copying = subprocess.Popen(["cat"], stdin=server.stderr, stdout=log)
            place = Shop(folder, port, server)
            try:
                yield place
            finally:
                place.signal_sessions(signal.SIGKILL)
                server.kill()
                server.wait()
                copying.wait()
                server.stderr.close()


def _furnish(folder: Path, port: int) -> None:
    far, programs = folder / "far", folder / "programs"
    far.mkdir()
    our_program(programs)
    _make_key(folder / "host")
    host = (folder / "host.pub").read_text(encoding="utf-8")
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host}", encoding="utf-8")
    allowed = ""
    for till in TILLS:
        home = folder / till
        (home / "bin").mkdir(parents=True)
        _make_key(home / "key")
        key = (home / "key.pub").read_text(encoding="utf-8")
        runs = f"prefpad serve-till --db {far}/pad.db --name {till}"
        allowed += f'restrict,pty,command="{runs}" {key}'
        client = _CLIENT.format(port=port, key=home / "key", folder=folder)
        (home / "config").write_text(client, encoding="utf-8")
        ssh = home / "bin" / "ssh"
        ssh.write_text(f'#!/bin/sh\nexec {_program("ssh")} -F {home}/config "$@"\n')
        ssh.chmod(0o700)
    (folder / "authorized_keys").write_text(allowed, encoding="utf-8")
    server = _SERVER.format(port=port, folder=folder, far=far, programs=programs)
    (folder / "sshd_config").write_text(server, encoding="utf-8")
    if not os.getuid():
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd of root separates its rights there
    subprocess.run(
        [sys.executable, "-m", "prefpad", "-q", "init", str(far / "pad.db")],
        env={**os.environ, "HOME": str(far), "PREFPAD_DB": ""},
        check=True,
    )


def _make_key(file: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)


def _program(name: str) -> str:
    path = shutil.which(name, path=os.pathsep.join((os.defpath, "/usr/sbin", "/usr/bin")))
    assert path, f"{name} is missing"
    return path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        return int(place.getsockname()[1])


def _line_of(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip()
