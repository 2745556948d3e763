"""How what a hint of the library calls is typed on the command line.

A hint writes code between backticks: "`pad.confirm(7, gone=True)`" is typed as
"`prefpad confirm 7 --gone`", and "`new=True`" as "--new".
"""

from __future__ import annotations

import re

_CODE = re.compile(r"`(?:[Pp]ad\.(?P<verb>\w+)\((?P<arguments>[^`]*)\)|(?P<argument>\w+=[^`]*))`")
_BETWEEN = re.compile(r", (?![^(\[]*[)\]])")
_PLAIN = re.compile(r"'([\w.@/-]+)'")
_COMMANDS = {
    "make": "init",
    "customers": "customer",
    "edit": "customer",
    "edit_note": "edit",
    "delete_note": "delete",
    "history": "show",
    "import_file": "import",
    "set": "settings",
}
_FLAGS = {"form": "format", "path": "db", "private": "show-private", "replace": "force"}
_OTHERWISE = {
    "path=PAD": "--db or PREFPAD_DB",
    "columns={'Column': 'name'}": '--map "Column=name"',
    "wanted=Edit(consents=['notes=given'])": "--consent notes=given",
}


def as_typed(hint: str) -> str:
    """Return a hint of the library with its code as a person types it."""
    return _CODE.sub(_typed, hint)


def _typed(code: re.Match[str]) -> str:
    if code["argument"]:
        return _argument(code["argument"])
    command = _COMMANDS.get(code["verb"], code["verb"])
    arguments = filter(None, _BETWEEN.split(code["arguments"]))
    return f"`{' '.join(('prefpad', command, *map(_argument, arguments)))}`"


def _argument(argument: str) -> str:
    if argument in _OTHERWISE:
        return _OTHERWISE[argument]
    name, equals, value = argument.partition("=")
    if not equals or not name.isidentifier():
        return _PLAIN.sub(r"\1", argument)
    value = _PLAIN.sub(r"\1", value)
    flag = f"--{_FLAGS.get(name, name)}"
    match name, value:
        case "kind", kind:
            return f"--{kind}"
        case _, "" | "True":
            return flag
        case _, "False":
            return f"--no-{name}"
        case _:
            return f"{flag} {value}"
