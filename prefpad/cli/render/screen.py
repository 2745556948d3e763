"""The screen: its size, what it can show, and fitting text to it."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TextIO

from prefpad.domain.memoize import Memo
from prefpad.domain.record import Record
from prefpad.domain.sanitize import clean

_A_PAGE = 80
_USUAL_HEIGHT = 24
_NARROW = 60
_LEAST_WIDTH = 20
_BOLD, _REVERSED, _PLAIN = "\x1b[1m", "\x1b[1;7m", "\x1b[0m"

_HARD_SPACE = "\u00a0"

LABELS = {"alert": (231, 124), "open": (16, 214)}
"""The colours of a heading and of what is behind it, by its style.

Both are of the 240 that no theme changes, so that a heading reads the same on a dark and a light
screen; all other text has the colour of the terminal.
"""


class Screen(Record):
    """What a stream shows.

    Attributes:
        width: in cells.
        height: in lines, or None where there is no end to it: a pipe, a file.
        bold: whether it shows bold text.
        colours: whether it shows the 256 colours.
    """

    width: int
    height: int | None = None
    bold: bool = False
    colours: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether columns beside each other would hold a word or two."""
        return self.width < _NARROW

    def strong(self, text: str) -> str:
        """Return a text that stands out."""
        return f"{_BOLD}{text}{_PLAIN}" if self.bold else text

    def heading(self, text: str, style: str = "") -> str:
        """Return a heading, in the colours of its style if it has one."""
        if not self.bold or style not in LABELS:
            return self.strong(text)
        if not self.colours:
            return f"{_REVERSED} {text} {_PLAIN}"
        ink, ground = LABELS[style]
        return f"\x1b[1;38;5;{ink};48;5;{ground}m {text} {_PLAIN}"


def screen_of(out: TextIO) -> Screen:
    """Return the screen of a stream; a pipe is an endless page as wide as COLUMNS."""
    if not out.isatty():
        columns = os.environ.get("COLUMNS", "")
        return Screen(int(columns) if re.fullmatch("[1-9][0-9]{0,3}", columns) else _A_PAGE)
    width, height = _size(out)
    width = max(width, _LEAST_WIDTH)
    terminal = os.environ.get("TERM", "")
    bold = terminal not in {"", "dumb", "unknown"}
    many = "256color" in terminal or bool(os.environ.get("COLORTERM"))
    return Screen(width, height, bold, bold and many and not os.environ.get("NO_COLOR"))


def _size(out: TextIO) -> tuple[int, int]:
    import shutil

    try:
        columns, lines = os.get_terminal_size(out.fileno())
    except OSError:
        columns, lines = 0, 0
    return shutil.get_terminal_size((columns or _A_PAGE, lines or _USUAL_HEIGHT))


def cell_len(text: str) -> int:
    """Return how many cells a text takes on a screen."""
    return len(text) if text.isascii() else sum(map(_CELLS.__getitem__, text))


def _cells_of(letter: str) -> int:
    from unicodedata import category, east_asian_width

    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


_CELLS: Memo[str, int] = Memo(_cells_of)


def _pieces(text: str, width: int) -> list[str]:
    """Break a text into pieces of at most `width` cells, inside words if need be."""
    pieces = [""]
    room = width
    for letter in text:
        cells = _CELLS[letter]
        if cells > room:
            pieces.append("")
            room = width
        pieces[-1] += letter
        room -= cells
    return pieces


def wrap(text: str, width: int, indent: str = "", *, breaks: bool = True) -> list[str]:
    """Break a text at its spaces into lines of at most `width` cells, all but the first indented.

    A word that no line can hold is broken inside, unless `breaks` is false.
    """
    words = text.lstrip(" ")
    lines = [" " * (len(text) - len(words))]
    taken = len(lines[0])
    for word in words.split(" "):
        gap = " " if lines[-1].strip() else ""
        taken += len(gap) + cell_len(word)
        if taken <= width:
            lines[-1] += gap + word
            continue
        if gap:
            lines.append(indent)
        room = max(width - len(indent), 2)
        first, *pieces = _pieces(word, room) if breaks else [word]
        lines[-1] += first
        lines += [f"{indent}{piece}" for piece in pieces]
        taken = cell_len(lines[-1])
    return lines


def say(message: str, out: TextIO, indent: str = "") -> int:
    """Write a message as a line, or where a person looks on as lines broken at words.

    A command in backticks is left whole, and so is a word that no line can hold, such as a path.

    Args:
        message: what to write.
        out: where to.
        indent: what precedes all lines but the first.

    Returns:
        How many lines that were.
    """
    lines = said(message, out, indent)
    out.write("".join(f"{line}\n" for line in lines))
    return len(lines)


def said(message: str, out: TextIO, indent: str = "") -> list[str]:
    """Return the lines that `say` writes."""
    message = clean(message)
    if not out.isatty():
        return [message]
    whole = re.sub("`[^`]*`", lambda command: unbroken(command[0]), message)
    lines = wrap(whole, screen_of(out).width, indent, breaks=False)
    return [*map(broken_again, lines)]


def say_failure(sentence: str, hint: str) -> None:
    """Write to stderr what is wrong and what to do about it, if known."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        for line in filter(None, (sentence, f"hint: {hint}" * bool(hint))):
            say(line, sys.stderr)


def unbroken(text: str) -> str:
    """Return a text that `wrap` leaves whole."""
    return text.replace(" ", _HARD_SPACE)


def broken_again(text: str) -> str:
    """Return wrapped text with spaces for those that were not to be broken at."""
    return text.replace(_HARD_SPACE, " ")


def clip(text: str, width: int) -> str:
    """Return a text cut to `width` cells, with `…` at its end where something is cut."""
    if cell_len(text) <= width:
        return text
    return f"{_pieces(text, max(width - 1, 2))[0].rstrip()}…"


def pad(text: str, width: int) -> str:
    """Return a text filled up with spaces to `width` cells."""
    return text + " " * (width - cell_len(text))
