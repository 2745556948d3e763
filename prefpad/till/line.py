"""What a command line says of the machine that it is for, read without loading the commands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prefpad.domain.record import Record, replace
from prefpad.till.address import SERVING, is_address, remembered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
