"""What a line typed at the counter is, before anybody looks at the pad.

A line is a command only in its exact form. `/` in front makes it a name, `'` a note; any other line
is a name while no customer is meant, and a note after that.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from prefpad.cli.values import are_numbers

LineKind = Literal["leave", "help", "name", "note", "command", "shell", "either"]

NAME_MARK, NOTE_MARK = "/", "'"
_WORDS = frozenset({"visit", "due", "undo"})
_WITH_NUMBERS = {"done": "done", "c": "confirm"}


class Line(NamedTuple):
    """A line as it is read.

    Attributes:
        kind: what it is; `either` is a name or a note, `shell` is meant for the shell.
        text: the name or the note.
        command: the command and its numbers.
    """

    kind: LineKind
    text: str = ""
    command: tuple[str, ...] = ()


def read_line(typed: str) -> Line:
    """Return what a line is."""
    line = typed.strip()
    match line.split():
        case []:
            return Line("leave")
        case ["?"]:
            return Line("help")
        case [word] if word in _WORDS:
            return Line("command", command=(word,))
        case [word, _, *_] if word in _WITH_NUMBERS and are_numbers(numbers := line.split()[1:]):
            return Line("command", command=(_WITH_NUMBERS[word], *numbers))
        case ["prefpad", _, *_]:
            return Line("shell")
    if line.startswith(NAME_MARK):
        return Line("name", line.removeprefix(NAME_MARK).strip())
    if line.startswith(NOTE_MARK):
        return Line("note", line.removeprefix(NOTE_MARK).strip())
    return Line("either", line)
