"""Looking whether a till can use a pad on another machine, and saying what to do if it cannot."""

from __future__ import annotations

import json
import os
import subprocess
from tempfile import TemporaryFile
from typing import NamedTuple

from prefpad.domain.errors import PadUnusable
from prefpad.domain.sanitize import clean
from prefpad.till.address import SERVING, Address
from prefpad.till.ssh import NOT_THERE, UNREACHED, no_ssh, remote_line, ssh_words

_PAGE = "`prefpad help tills` shows how to set it up."
_WHY = {
    "could not resolve": (
        "There is no machine called {} on this network.",
        "Check the name, or use the machine's number, as in ssh://pad@192.168.1.20.",
    ),
    "connection refused": (
        "{} is there, but accepts nobody over ssh.",
        f"Install and start its ssh server. {_PAGE}",
    ),
    "host key verification failed": (
        "{} is not known to this till, or is not the machine that it was.",
        "Run `ssh {}` once and compare its fingerprint with the machine's own.",
    ),
    "identification has changed": (
        "{} is not the machine that this till knows by that name.",
        "If it was set up again, run `ssh-keygen -R {}`; if not, ask who changed it.",
    ),
    "permission denied": (
        "{} does not know the key of this till, or that account.",
        f"Put this till's key into the account's authorized_keys. {_PAGE}",
    ),
}
"""What ssh says, and what that means for a till; the last that it says counts."""


class There(NamedTuple):
    """What there is on the other machine.

    Attributes:
        version: of its prefpad.
        path: the pad's file there.
    """

    version: str
    path: str


def look(address: Address) -> There:
    """Return what there is at an address.

    Raises:
        PadUnusable: the machine cannot be reached, or has no prefpad or no such pad.
        CouldNot: there is no ssh here.
    """
    version = _ask(address, "--version").removeprefix("prefpad ").strip()
    try:
        found = json.loads(_ask(address, "where", "--format", "json"))
        path, size = str(found["path"]), found["bytes"]
    except (ValueError, TypeError, KeyError):
        raise PadUnusable(
            f"prefpad on {address.host} gave an answer that this till does not understand.",
            "Install the same version on both.",
        ) from None
    if size is None and address.path:
        raise PadUnusable(
            f"There is no pad {clean(path)} on {address.host}.",
            f"Make it there: `prefpad init {clean(path)}`.",
        )
    return There(clean(version), clean(path))


def _ask(address: Address, *words: str) -> str:
    """Return what a command answers there.

    An ssh that stays in the background may keep a pipe open for as long, so files take its place.
    """
    there = {SERVING: "", "PREFPAD_DB": address.path, "PYTHONUTF8": "1"}
    line = [*ssh_words(address, "-T"), remote_line(words, there)]
    with TemporaryFile() as answer, TemporaryFile() as told:
        try:
            status = subprocess.run(  # noqa: S603 - every word is ours, checked or quoted
                line,
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=told,
                env={**os.environ, "LC_ALL": "C"},
                check=False,
            ).returncode
        except OSError:
            raise no_ssh() from None
        answer.seek(0)
        told.seek(0)
        if status:
            raise _failure(address, status, told.read().decode(errors="replace"))
        return answer.read().decode(errors="replace")


def _failure(address: Address, status: int, told: str) -> PadUnusable:
    host = address.host
    if status == NOT_THERE:
        return PadUnusable(f"prefpad is not installed on {host} for that account.", _PAGE)
    if status != UNREACHED:
        sentence, _, rest = told.strip().partition("\n")
        hint = rest.removeprefix("hint: ").partition("\n")[0]
        return PadUnusable(f"{host} says: {clean(sentence)}", clean(hint) or _PAGE)
    place = {words: told.lower().rfind(words) for words in _WHY}
    last = max(place, key=lambda words: place[words])
    if place[last] < 0:
        return PadUnusable(
            f"{host} does not answer.", "Check that it is switched on, and check the connection."
        )
    sentence, hint = _WHY[last]
    user, port = f"{address.user}@" * bool(address.user), f"-p {address.port} " * bool(address.port)
    known_as = f'"[{host}]:{address.port}"' if address.port else host
    to = known_as if "ssh-keygen" in hint else f"{port}{user}{host}"
    return PadUnusable(sentence.format(host), hint.format(to))
