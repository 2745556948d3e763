"""Where the pad of a till is: `ssh://user@machine/path`, and which address a command line is for."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.record import Record, replace
from prefpad.paths import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


SERVING = "PREFPAD_TILL"
"""Set where a command runs for a till: what the till is called, or empty."""
HERE_ALONE = {
    "init": "Run it at the machine that has the pad.",
    "restore": "Run it at the machine that has the pad, where its backups are.",
    "demo": "To try a sample pad on this till: `prefpad --db prefpad-demo.db demo`.",
    "till": "Run it on the till itself.",
}
"""The commands that no till can pass on, and what to do instead."""
_SCHEME = "ssh://"
_ADDRESS = (
    r"(?i:ssh://(?:(?P<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@)?"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9_.-]*|\[[0-9A-Fa-f:]+(?:%[A-Za-z0-9_.-]+)?\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:/(?P<path>[^\x00-\x1f\x7f]*))?)"
)
_LAST_PORT = 65535
_GIVES_AWAY = r"(?i:ssh://[^/@]*:[^/@]*@)"
_LIKE = "Write it as ssh://pad@shop/~/pad.db: an account, a machine and a file there."


class Address(Record):
    """Where a pad is on another machine.

    Attributes:
        host: the machine, by a name, a number or an alias of the ssh configuration.
        user: the account there, or None for what ssh is configured to use.
        port: where ssh listens, or None.
        path: the file as that machine names it; empty for its default pad.
    """

    host: str
    user: str | None = None
    port: int | None = None
    path: str = ""

    def __str__(self) -> str:
        """Return the address as it is typed."""
        user = f"{self.user}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        slash = "/" if self.path.startswith("~") else ""
        return f"{_SCHEME}{user}{host}{port}{slash}{self.path}"


def is_address(text: str) -> bool:
    """Tell whether a text is meant as the address of a pad on another machine."""
    return text.strip().lower().startswith(_SCHEME)


def is_serving() -> bool:
    """Tell whether this command runs for a till, so that no file of this machine may be named."""
    return SERVING in os.environ


def parse_address(text: str) -> Address:
    """Return the address that is written in a text.

    A path is absolute, as in `ssh://shop/srv/pad.db`, or begins at a home: `ssh://shop/~/pad.db`.

    Raises:
        AskedWrongly: it is not an address, or has a password in it, which is not repeated.
    """
    text = text.strip()
    if re.match(_GIVES_AWAY, text):
        raise AskedWrongly(
            "An address must not have a password in it.",
            "Use a key instead: `prefpad help tills` shows how.",
        )
    found = re.fullmatch(_ADDRESS, text)
    port = int(found["port"]) if found and found["port"] else None
    if not found or (port is not None and not 0 < port <= _LAST_PORT):
        raise AskedWrongly("That is not the address of a pad on another machine.", _LIKE)
    path = found["path"] or ""
    if path and not path.startswith("~"):
        path = f"/{path}"
    return Address(found["host"].strip("[]"), found["user"], port, path)


def remembered(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the address that this till uses, or None."""
    with suppress(OSError, UnicodeDecodeError):
        return _kept_in(environment).read_text(encoding="utf-8").strip() or None
    return None


def remember(address: Address) -> None:
    """Have this till use an address from now on.

    Raises:
        OSError: it cannot be written down.
    """
    from prefpad.db.place import make_room

    place = _kept_in(os.environ)
    make_room(place)
    descriptor = os.open(place, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{address}\n")


def forget() -> None:
    """Have this till use a pad on this machine again."""
    _kept_in(os.environ).unlink(missing_ok=True)


def _kept_in(environment: Mapping[str, str]) -> Path:
    return data_folder(environment) / "till"


# -- the command line, read without loading the commands -------------------------------------------


COMPLETING = "_PREFPAD_COMPLETE"
"""Set where a shell completes a line."""
_OPENING_OPTIONS = ("--db", "--author")
_ALWAYS_HERE = frozenset({"help", "till"})
_SHOWING = ("--help", "-h", "--version", "--install-completion", "--show-completion")


class Line(Record):
    """A command line, as far as it matters for passing it on.

    Attributes:
        pad: the value of --db, if it is there.
        words: the others.
        command: the command's name, or nothing.
        shows: whether it only asks for help or the version.
    """

    pad: str | None
    words: list[str]
    command: str
    shows: bool


def address_of(line: Line, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the address of the machine that a command is for, or None where that is this one."""
    if SERVING in environment or line.shows or line.command in _ALWAYS_HERE:
        return None
    named = environment.get("PREFPAD_DB") or None if line.pad is None else line.pad
    if named is None:
        return remembered(environment)
    return named if is_address(named) else None


def read_line(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Line:
    """Read a command line, or the one that a shell completes."""
    if environment.get(COMPLETING):
        return _line_to_complete(environment.get("_PREFPAD_LINE", ""))
    return _read(arguments)


def _read(arguments: Sequence[str]) -> Line:
    pad: str | None = None
    words: list[str] = []
    left = iter(arguments)
    for word in left:
        if word == "--":
            words += [word, *left]
        elif word == "--db":
            pad = next(left, pad)
        elif word.startswith("--db="):
            pad = word.removeprefix("--db=")
        else:
            words.append(word)
    at = place_of_command(words)
    options = words[: words.index("--")] if "--" in words else words
    return Line(pad, words, "".join(words[at : at + 1]), any(one in options for one in _SHOWING))


def place_of_command(words: Sequence[str]) -> int:
    """Return where the command's name stands: the first word that belongs to no option."""
    skips = False
    for place, word in enumerate(words):
        if skips or word.startswith("-"):
            skips = not skips and word in _OPENING_OPTIONS
        else:
            return place
    return len(words)


def _line_to_complete(text: str) -> Line:
    """Read half a line; a command's own name and options are completed here."""
    from shlex import split

    for end in ("", "'", '"'):
        try:
            words = split(f"{text}\ue000{end}")[1:]
            break
        except ValueError:
            continue
    else:
        words = []
    line = _read(words[:-1])
    last = words[-1] if words else ""
    is_ours = not line.command or last.startswith("-")
    return replace(line, shows=line.shows or is_ours)
