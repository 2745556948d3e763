"""What people look for by the name of a command that does not exist."""

from __future__ import annotations

from difflib import get_close_matches

from prefpad.cli.commands import COMMANDS
from prefpad.cli.values import quoted
from prefpad.domain.errors import AskedWrongly

_INSTEAD = {
    "list": "`prefpad customer` lists the customers.",
    "new": '`prefpad add "Full Name" TEXT` makes a customer with a first note.',
    "open": "`prefpad due` lists promises and problems under what to ask.",
    "rename": '`prefpad customer NAME --name "New Name"` renames a customer.',
    "today": "`prefpad due` lists what to ask, and promises and problems that are due.",
    "version": "`prefpad --version` shows the version.",
}
_SAME_AS = {
    "config": "settings",
    "connect": "till",
    "history": "log",
    "modify": "edit",
    "move": "edit",
    "note": "add",
    "options": "settings",
    "promises": "open",
    "query": "search",
    "remove": "delete",
    "rm": "delete",
    "ssh": "till",
    "view": "show",
}
_ERASING = frozenset({"forget", "merge", "restore", "tidy"})
_SURELY = 0.85


def unknown_command(name: str) -> AskedWrongly:
    """Return the error for a command that does not exist, with what was probably meant.

    What erases is suggested only for a slip of the finger.
    """
    meant = _SAME_AS.get(name, name)
    near = [meant] if meant in COMMANDS else _close_to(name)
    if meant in _INSTEAD and meant not in COMMANDS:
        hint = _INSTEAD[meant]
    elif near:
        hint = f"Did you mean `prefpad {near[0]}`?"
    else:
        hint = "`prefpad --help` lists the commands."
    return AskedWrongly(f"There is no command called {quoted(name)}.", hint)


def _close_to(name: str) -> list[str]:
    slips = get_close_matches(name, _ERASING, cutoff=_SURELY)
    return slips or get_close_matches(name, COMMANDS.keys() - _ERASING)
