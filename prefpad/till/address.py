"""Where the pad of a till is: `ssh://user@machine/path`, and which address a command is for."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.record import Record
from prefpad.paths import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    from prefpad.db.private_folder import make_room

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
