"""What is taken from a caller: each check returns its value as it is used, or says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold, name_key
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import KINDS, one_of

if TYPE_CHECKING:
    from prefpad.domain.vocabulary import Kind

_Item = TypeVar("_Item")
_Word = TypeVar("_Word", bound=str)
_Limit = TypeVar("_Limit", int, int | None)

LONGEST_TEXT = 4000
LONGEST_NAME = 200
LAST_NUMBER = 2**63 - 1
"""The largest number that a row can have."""

_SHOWN_CHARACTERS = 40
_UNREADABLE = pattern("[\x00\ud800-\udfff]")


def checked_word(what: str, word: str, allowed: tuple[_Word, ...]) -> _Word:
    """Return a `word` as one of those `allowed` for `what`.

    Raises:
        AskedWrongly: it is none of them; they are the hint.
    """
    for one in allowed:
        if one == word:
            return one
    raise AskedWrongly(f"{_shown(word)} is not a {what}.", f"A {what} is {one_of(allowed)}.")


def kind_named(name: str) -> Kind:
    """Return the kind called `name`.

    Raises:
        AskedWrongly: there is no such kind.
    """
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise AskedWrongly(
            f"{_shown(name)} is not a kind of note.", f"The kinds are {one_of(tuple(KINDS))}."
        )
    return kind


def checked_type(what: str, value: object) -> str:
    """Return a value that must be a text.

    Raises:
        AskedWrongly: it is something else.
    """
    if not isinstance(value, str):
        raise AskedWrongly(f"{what} must be a text, not {_shown(value)}.", "Pass a str.")
    return value


def checked_many(what: str, values: Sequence[_Item]) -> Sequence[_Item]:
    """Return several values, each still to be checked.

    Raises:
        AskedWrongly: they are one text, or nothing that has several.
    """
    if not isinstance(values, Sequence) or isinstance(values, str | bytes):
        raise AskedWrongly(f"The {what} are a list, not {_shown(values)}.", "Pass a list.")
    return values


def checked_path(path: object) -> Path:
    """Return where a file is.

    Raises:
        AskedWrongly: it is neither a text nor a path.
    """
    if not isinstance(path, str | PathLike):
        raise AskedWrongly(f"A file has a path, not {_shown(path)}.", "Pass a str or a Path.")
    return Path(path)


def checked_text(text: str, what: str = "The note") -> str:
    """Return the text of a note, or `what` else it is, without the space around it.

    Raises:
        AskedWrongly: it is blank, longer than `LONGEST_TEXT` characters, or unreadable.
    """
    text = checked_type(what, text).strip()
    is_plain = text.isascii() and text.isprintable()
    if not (text if is_plain else fold(clean(text))):
        raise AskedWrongly(f"{what} has no text.", "Say in a few words what to remember.")
    if len(text) > LONGEST_TEXT:
        raise AskedWrongly(
            f"{what} is {len(text):,} characters long; the limit is {LONGEST_TEXT:,}.",
            "Keep what matters for the next visit.",
        )
    return text if is_plain else readable(what, text)


def checked_name(name: str) -> str:
    """Return a customer's name with single spaces.

    Raises:
        AskedWrongly: it has no letter or digit, is too long, or unreadable.
    """
    name = " ".join(checked_type("The name", name).split())
    if not name_key(name):
        raise AskedWrongly("A name needs at least one letter or digit.", "Name the customer.")
    if len(name) > LONGEST_NAME:
        raise AskedWrongly(
            f"The name is {len(name):,} characters long; the limit is {LONGEST_NAME}.",
            "Keep the name, and put the rest in a note.",
        )
    is_plain = name.isascii() and name.isprintable()
    return name if is_plain else readable("The name", name)


def checked_words(what: str, words: str) -> str:
    """Return a few words, which may be none, without the space around them.

    Raises:
        AskedWrongly: they are too long, or unreadable.
    """
    what = what.replace("_", " ")
    words = checked_type(f"The {what}", words).strip()
    if len(words) > LONGEST_NAME:
        raise AskedWrongly(
            f"That is too long for the {what}.", f"Use at most {LONGEST_NAME} characters."
        )
    return readable(f"The {what}", words)


def checked_number(what: str, number: object) -> int:
    """Return the number of a note or change; a record that has one may stand in its place.

    Raises:
        AskedWrongly: it is not a whole number.
    """
    number = getattr(number, "number", number)
    if not isinstance(number, int) or isinstance(number, bool):
        raise AskedWrongly(
            f"{_shown(number)} is not the number of a {what}.", f"Pass an int, or the {what}."
        )
    return number


def checked_limit(limit: _Limit) -> _Limit:
    """Return how many are wanted at most; None for all.

    Raises:
        AskedWrongly: it is below zero, or no whole number.
    """
    if limit is None:
        return limit
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise AskedWrongly(f"A limit is a whole number, not {_shown(limit)}.", "Give 0 or more.")
    if limit < 0:
        raise AskedWrongly("A limit must be 0 or more.", "Pass a whole number, or None for all.")
    return min(limit, LAST_NUMBER)


def readable(what: str, text: str) -> str:
    """Return a text as it is.

    Raises:
        AskedWrongly: it holds NUL or half a character, which no pad can keep.
    """
    if not text.isprintable() and _UNREADABLE.search(text):
        raise AskedWrongly(
            f"{what} has a character that cannot be stored.", "Type it again without it."
        )
    return text


def _shown(value: object) -> str:
    if isinstance(value, str):
        return repr(value)
    shown = clean(repr(value))
    return shown if len(shown) <= _SHOWN_CHARACTERS else f"{shown[:_SHOWN_CHARACTERS]}…"
