"""Types of options and arguments, each with its own error."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn

from typer._click.shell_completion import CompletionItem
from typer._click.types import StringParamType

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_DIGITS = 18  # so that SQLite can hold the number
_LONGEST_QUOTED = 60
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
    """One of the words of an enum.

    Args:
        noun: what the words are.
        words: the words.
    """

    def __init__(self, noun: str, words: type[StrEnum]) -> None:
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
        """Return the words that begin so."""
        del ctx, param
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


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
