"""Types of options and arguments, each with its own error."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from typer._click.shell_completion import CompletionItem
from typer._click.types import StringParamType

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_MOST_DIGITS = 18  # so that SQLite can hold the number
_LONGEST_QUOTED = 60
_MOST_WORDS = 6
_DIGITS_OF_A_YEAR = 4
_ANY_DAY = date(2001, 1, 1)
_AND_A_TIME = pattern(r"(.*?\S)(?:\s+at)?\s+(\d{1,2}[:.]\d\d)")
_ADDRESS = pattern(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


def cut(words: str) -> str:
    """Return what was typed, short enough for a sentence."""
    return words if len(words) <= _LONGEST_QUOTED else f"{words[:_LONGEST_QUOTED]}…"


def quoted(words: str) -> str:
    """Return what was typed in quotes, short enough for a sentence."""
    return f"'{cut(words)}'"


def refuse_address(name: str) -> str:
    """Return the name of a file, or refuse an address without repeating a secret in it.

    Raises:
        AskedWrongly: it is the address of something on another machine.
    """
    if "://" in name and (address := _ADDRESS.match(name.strip())):
        raise AskedWrongly(
            f"{address[1]}://... is an address, not a file.", "Name a file on this machine."
        )
    return name


def refuse_file(name: str, *, or_stream: bool = False) -> NoReturn:
    """Refuse a file that a till names, which would be one of the shop's machine.

    Args:
        name: what was typed.
        or_stream: whether `-` in its place would do.

    Raises:
        AskedWrongly: always.
    """
    raise AskedWrongly(
        f"{cut(name)} would be on the machine that has the pad, not on this till.",
        "To have the file here, write - in its place and add > FILE."
        if or_stream
        else "Leave it out, or run this at that machine.",
    )


class OneOf(StringParamType):
    """One of a few words.

    Args:
        noun: what the words are.
        words: the words.
    """

    def __init__(self, noun: str, words: Iterable[str]) -> None:
        self._noun = noun
        self.words = [*words]

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the word, or refuse it with those there are."""
        del param, ctx
        if value not in self.words:
            *first, last = self.words
            raise AskedWrongly(
                f"There is no {self._noun} called {quoted(value)}.",
                f"Use {', '.join(first)} or {last}.",
            )
        return str(value)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return the words that begin as typed."""
        del ctx, param
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Phrase(StringParamType):
    """A text of several words, such as a reason, which needs quotes on a command line."""


class Spoken(StringParamType):
    """A value that is recognised by its words, so that `--within 2 weeks` needs no quotes.

    Attributes:
        is_one: tells whether a text is such a value.
    """

    def __init__(self, is_one: Callable[[str], bool]) -> None:
        self.is_one = is_one

    def length(self, words: Sequence[str]) -> int:
        """Return how many words the value has that they begin with; one if it is no such value.

        A day or a time that is whole is not continued by a small number, which may begin the text.
        """
        found = 0
        for end, word in enumerate(words[:_MOST_WORDS], 1):
            is_small = word.isdecimal() and len(word) < _DIGITS_OF_A_YEAR
            if not (found and is_small) and self.is_one(" ".join(words[:end])):
                found = end
        return found or 1


def is_day(text: str) -> bool:
    """Tell whether a text names a day, if only one that can be read two ways."""
    from prefpad.domain.dates import find_day
    from prefpad.domain.errors import BadDay

    try:
        return find_day(text, today=_ANY_DAY) is not None
    except BadDay:
        return True


def day_and_time(text: str) -> tuple[str, str | None]:
    """Return a day and the time of day after it, as in `friday 9:30`, or None if there is none."""
    found = _AND_A_TIME.fullmatch(text.strip())
    return (found[1], found[2]) if found else (text, None)


def _is_day_and_time(text: str) -> bool:
    return is_day(day_and_time(text)[0])


def _is_interval(text: str) -> bool:
    from prefpad.domain.dates import parse_interval
    from prefpad.domain.errors import BadInterval

    try:
        return parse_interval(text) > 0
    except BadInterval:
        return False


DAY = Spoken(is_day)
DAY_AND_TIME = Spoken(_is_day_and_time)
INTERVAL = Spoken(_is_interval)
PHRASE = Phrase()


def are_numbers(words: Iterable[str]) -> bool:
    """Tell whether words are meant as numbers; `NumberOf` then says whether they can be any."""
    return all(map(str.isdecimal, words))


class NumberOf(StringParamType):
    """The number of something on the pad.

    Args:
        noun: what has the number.
        where: how to find out the number.
    """

    def __init__(self, noun: str, where: str) -> None:
        self._noun = noun
        self._where = where

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Return the number, or say that this is not one."""
        del param, ctx
        text = str(value)
        if not text.isdecimal() or len(text) > _MOST_DIGITS or not int(text):
            raise AskedWrongly(f"{cut(text)} is not {self._noun} number.", self._where)
        return int(text)


class AtLeastOne(StringParamType):
    """A number of things, one or more.

    Args:
        option: the option that takes it.
    """

    def __init__(self, option: str) -> None:
        self._option = option

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Return the number, or say that this is not one."""
        del param, ctx
        text = str(value)
        if not text.isdecimal() or len(text) > _MOST_DIGITS or not int(text):
            raise AskedWrongly(
                f"{self._option} must be 1 or more.", f"Write {self._option} 30, for one."
            )
        return int(text)


class Limit(StringParamType):
    """How many to show at most."""

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Return the limit; 0 is none."""
        del param, ctx
        text = str(value)
        if not text.isdecimal():
            raise AskedWrongly(
                "--limit must be 0 or more.", "Write --limit 10, or --limit 0 for all."
            )
        if len(text) > _MOST_DIGITS:
            raise AskedWrongly("--limit is too large.", "Write --limit 0 for all.")
        return int(text)
