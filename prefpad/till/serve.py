"""The shop's side: `prefpad serve-till`, the one program that the key of a till may start."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.till.address import SERVING

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

_REQUEST = "SSH_ORIGINAL_COMMAND"
_HOW = "`prefpad help tills` shows the line for ~/.ssh/authorized_keys."
_TAKEN = {
    "COLORTERM": r"[\w.+-]*",
    "COLUMNS": r"[0-9]*",
    "LINES": r"[0-9]*",
    "NO_COLOR": r".*",
    "PREFPAD_AUTHOR": r".*",
    "PREFPAD_TODAY": r".*",
    "TERM": r"[\w.+-]*",
    "_PREFPAD_COMPLETE": r".*",
    "_PREFPAD_LINE": r".*",
    "_PREFPAD_MENU": r".*",
    "_PREFPAD_WORD": r".*",
}
"""What a till may say of its screen and of who writes; anything else it sends is dropped."""


def requested(
    options: Sequence[str], environment: MutableMapping[str, str] = os.environ
) -> list[str]:
    """Return the words of the command that a till asks for, and set what it may set.

    The request is split as a shell would split it, and evaluated by none.

    Args:
        options: those of `serve-till`: `--db FILE`, `--name TILL`.
        environment: has the request, and gets what the till may set.

    Raises:
        AskedWrongly: the options are wrong, or the request is for something else than prefpad.
    """
    given = _options(options)
    request = environment.get(_REQUEST)
    if not request:
        raise AskedWrongly("serve-till runs what a till asks for over ssh.", _HOW)
    variables, words = _split(request)
    for name, value in variables.items():
        if name in _TAKEN and re.fullmatch(_TAKEN[name], value, re.DOTALL | re.ASCII):
            environment[name] = value
    environment[SERVING] = given.get("--name", "")
    if "--db" in given:
        environment["PREFPAD_DB"] = given["--db"]
    environment["LESSSECURE"] = "1"  # a pager that starts no shell and opens no other file
    environment.pop("PAGER", None)
    environment.pop("LESS", None)
    return words


def _options(words: Sequence[str]) -> dict[str, str]:
    import getopt

    try:
        given, rest = getopt.getopt([*words], "", ["db=", "name="])
    except getopt.GetoptError:
        given, rest = [], ["?"]
    if rest:
        raise AskedWrongly("serve-till takes --db FILE and --name TILL only.", _HOW)
    return dict(given)


def _split(request: str) -> tuple[dict[str, str], list[str]]:
    """Return the variables and the words of `exec env NAME=VALUE ... prefpad WORD ...`."""
    try:
        words = shlex.split(request)
    except ValueError:
        words = []
    variables: dict[str, str] = {}
    left = iter(words[2:] if words[:2] == ["exec", "env"] else ())
    for word in left:
        name, is_set, value = word.partition("=")
        if not is_set:
            if word == "prefpad":
                return variables, [*left]
            break
        variables[name] = value
    raise AskedWrongly("This key is for a till of prefpad and starts nothing else.", _HOW)
