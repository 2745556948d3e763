"""Running a command on another machine with OpenSSH, over one connection that stays open."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.paths import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prefpad.till.address import Address

UNREACHED = 255
"""The status with which ssh says that it could not, or no longer, reach the machine."""
NOT_THERE = 127
"""The status with which a shell says that there is no such program."""
_WAIT = "PREFPAD_TILL_WAIT"
_USUAL_WAIT = "3"
_LONGEST_WAIT = 60
_LONGEST_FOLDER = 45
"""The name of a socket has 104 bytes on some systems; ssh adds up to 58 to its folder's."""
_PATH = 'PATH="$PATH:$HOME/.local/bin"'
"""Where pip puts programs for one user; the PATH of an ssh session rarely has it."""


def remote_line(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the line that a shell there reads, in which every word is quoted.

    `exec` leaves no shell between ssh and the program, so that it alone decides how it ends.
    """
    variables = (f"{name}={value}" for name, value in environment.items())
    return " ".join(("exec env", _PATH, *map(quote, (*variables, "prefpad", *words))))


def quote(word: str) -> str:
    """Return a word as the shells of POSIX and fish take it literally; csh reads lines otherwise.

    Fish reads a backslash within single quotes, so it stands within double ones.
    """
    return shlex.quote(word).replace("\\", "'\"\\\\\"'")


def ssh_words(address: Address, *options: str) -> list[str]:
    """Return the words of ssh up to the machine; what follows is the line to run there.

    Raises:
        AskedWrongly: the time to wait is not a number of seconds.
    """
    settings = {
        "ControlMaster": "auto",
        "ControlPath": control_path(),
        "ControlPersist": "1h",
        "ServerAliveInterval": "2",
        "ServerAliveCountMax": "2",
        "ConnectTimeout": _wait(),
        "ConnectionAttempts": "1",
    }
    return [
        "ssh",
        *(f"-o{name}={value}" for name, value in settings.items()),
        *(("-l", address.user) if address.user else ()),
        *(("-p", str(address.port)) if address.port else ()),
        *options,
        "--",
        address.host,
    ]


def run_there(
    address: Address,
    line: str,
    *options: str,
    from_file: int | None = None,
    quiet: bool = False,
) -> int:
    """Run a line on another machine with our streams, and return how it ended, as a shell says it.

    Args:
        address: the machine.
        line: what to run.
        options: more options of ssh.
        from_file: an open file that is read instead of stdin.
        quiet: whether ssh says nothing.
    """
    words = [*ssh_words(address, *options), line]
    moves: list[tuple[int, int, int] | tuple[int, int, str, int, int]] = []
    if from_file is not None:
        moves.append((os.POSIX_SPAWN_DUP2, from_file, 0))
    if quiet:
        moves.append((os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0))
    if sys.stdout:
        sys.stdout.flush()
    try:
        child = os.posix_spawnp(words[0], words, os.environ, file_actions=moves)
    except OSError:
        raise no_ssh() from None
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return ended if ended >= 0 else 128 - ended


def no_ssh() -> CouldNot:
    """Return the error for a till without ssh."""
    return CouldNot("ssh is not installed on this till.", "Install OpenSSH's client.")


def close_line(address: Address) -> None:
    """Close the connection to a machine, if one is open."""
    import subprocess

    subprocess.run(  # noqa: S603 - every word is ours or a checked part of an address
        ssh_words(address, "-q", "-Oexit"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def _wait() -> str:
    seconds = os.environ.get(_WAIT) or _USUAL_WAIT
    if not (seconds.isascii() and seconds.isdecimal() and 0 < int(seconds[:9]) <= _LONGEST_WAIT):
        raise AskedWrongly(
            f"{_WAIT} must be a number of seconds from 1 to {_LONGEST_WAIT}.",
            f"Unset it to wait {_USUAL_WAIT} seconds for a machine that does not answer.",
        )
    return seconds


def control_path() -> str:
    """Return where ssh keeps the socket of an open connection, which nobody else may enter.

    ssh takes `none` for a connection that is not shared, and `%C` for a key of the machine.
    """
    return next((f"{folder}/%C" for folder in _folders() if _is_private(folder)), "none")


def _folders() -> list[Path]:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    own = Path("/tmp") / f"prefpad-{os.getuid()}"  # noqa: S108 - entered only if nobody else may
    found = [Path(runtime) / "prefpad"] if runtime else []
    return [*found, data_folder(os.environ) / "line", own]


def _is_private(folder: Path) -> bool:
    """Make a folder for us alone, and tell whether it is one."""
    name = str(folder)
    if len(os.fsencode(name)) > _LONGEST_FOLDER or "%" in name or " " in name or '"' in name:
        return False
    try:
        folder.mkdir(mode=stat.S_IRWXU, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.getuid()
        and stat.S_IMODE(found.st_mode) == stat.S_IRWXU
    )
