"""Splitting unquoted words into a customer's name and a remark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.customers import handle_search, repository
from prefpad.domain.names import is_title
from prefpad.domain.normalize import name_words
from prefpad.domain.record import Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from prefpad.domain.models import Customer
    from prefpad.session import Session


class NameSplit(Record):
    """How the words of a note are read.

    Attributes:
        name: whom they name, as typed.
        text: the words after the name.
        rivals: the customers with this name where somebody new may be meant by the next word too,
            since it ends another customer's name; empty where nothing is in doubt.
    """

    name: str
    text: tuple[str, ...]
    rivals: tuple[Customer, ...] = ()

    @property
    def longer_name(self) -> str:
        """The name with the next word, in capitals where none were typed: `Sam Carter`."""
        return with_capitals(" ".join((self.name, *self.text[:1])))

    @property
    def new_customers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The new customers that the words may name, with the remaining text, likelier first."""
        alone = (with_capitals(self.name), self.text)
        if " " in self.name or not self.text or not _may_be_a_surname(self.text[0]):
            return (alone,)
        if is_title(self.name):
            return ((self.longer_name, self.text[1:]),)
        return ((self.longer_name, self.text[1:]), alone)


def split_name(session: Session, words: Sequence[str]) -> NameSplit:
    """Split the words of a note into the customer they name and the remark.

    The longest run of words that matches a customer, or several namesakes, is the name. A run longer
    than one word counts only by whole words, so that `sam no nuts` is never about Sam Norris. A word
    with a space in it was quoted, so it is the name; so is `@7`, whatever follows.

    Args:
        session: the open pad.
        words: what was typed, the name first; at least one.
    """
    first, *rest = words
    if " " in first.strip() or handle_search.is_number(first):
        return NameSplit(first, tuple(rest))
    with session.translate_errors():
        connection = session.connection
        length = _length_of_name(connection, words)
        name, text = " ".join(words[:length]), tuple(words[length:])
        rivals = repository.get(connection, _rivals(connection, name, text))
    return NameSplit(name, text, tuple(rivals))


def _length_of_name(connection: sqlite3.Connection, words: Sequence[str]) -> int:
    for length in range(min(len(words), handle_search.MOST_WORDS), 1, -1):
        run = words[:length]
        is_a_name = all(name_words(word) for word in run)
        if is_a_name and handle_search.matches_whole(connection, " ".join(run)):
            return length
    return 1


def _rivals(connection: sqlite3.Connection, name: str, text: tuple[str, ...]) -> list[int]:
    """Return whom the name means if the text may begin with the surname of somebody new."""
    if not text or not _may_be_a_surname(text[0]):
        return []
    found = handle_search.matches(connection, name)
    is_in_doubt = (
        bool(found)
        and handle_search.is_given_name(connection, found, name_words(name))
        and handle_search.ends_a_name(connection, name_words(text[0])[0], found)
    )
    return found if is_in_doubt else []


def _may_be_a_surname(word: str) -> bool:

    folded = name_words(word)
    return len(folded) == 1 and folded[0].isalpha() and folded[0] not in ordinary_words()


def with_capitals(name: str) -> str:
    """Return a name with capitals if it was typed without any."""
    return name.title() if name.islower() else name


@cache
def ordinary_words() -> frozenset[str]:
    """Return the folded words of the list."""
    lines = Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
