"""Reading half a line as a shell reads it, and writing a word so that no shell runs what is in it."""

from __future__ import annotations

import re
from shlex import split
from typing import NamedTuple

_END = "\ue000"  # a letter that nobody types; it keeps a blank or a backslash before it in the word
_READ_UNQUOTED = re.compile(r"([^\w@.,:/+-])", re.ASCII)
_READ_IN_QUOTES = re.compile(r'([\\$"`])')
_KEPT_ESCAPED = re.compile(r"\\([$`])")  # `shlex` leaves these as they are within double quotes


class Typed(NamedTuple):
    """A line up to the cursor.

    Attributes:
        words: the words after the program's name, without the last.
        last: the word at the cursor.
        quote: the quote that is still open there, or nothing.
    """

    words: list[str]
    last: str
    quote: str


def read_line(line: str) -> Typed:
    """Read a line, whose quotes may not be closed yet."""
    for quote in ("", "'"):
        try:
            return _read(line, quote)
        except ValueError:
            continue
    return _read(line, '"')


def for_bash(word: str, quote: str) -> str:
    """Return a word as bash takes it literally, after the quote that is open."""
    if quote == "'":
        return word.replace("'", "'\\''")
    if quote == '"':
        return _READ_IN_QUOTES.sub(r"\\\1", word).replace("!", "\"'!'\"")
    return "".join(
        letter if letter.isalnum() or not _READ_UNQUOTED.match(letter) else f"\\{letter}"
        for letter in word
    )


def _read(line: str, quote: str) -> Typed:
    *words, last = split(f"{line}{_END}{quote}")
    last = last.removesuffix(_END)
    return Typed(words[1:], _KEPT_ESCAPED.sub(r"\1", last) if quote == '"' else last, quote)
