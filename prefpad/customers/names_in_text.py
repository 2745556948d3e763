"""Names in a text: those that a line begins with, a praised colleague, who sent another."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.customers import handle_search, repository
from prefpad.customers import repository as customers
from prefpad.domain.memoize import pattern
from prefpad.domain.names import COURTESY_TITLES, is_title, with_capitals
from prefpad.domain.normalize import name_key, name_words
from prefpad.domain.record import Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from prefpad.domain.models import Customer
    from prefpad.session import Session


class NameSplit(Record):
    """How the words of a note are read.

    Attributes:
        name: whom they name, as typed.
        text: the words after the name.
        rivals: the customers with this name where somebody new may be meant by the next word too,
            since it ends another customer's name or stands before what is said of somebody;
            empty where nothing is in doubt.
    """

    name: str
    text: tuple[str, ...]
    rivals: tuple[Customer, ...] = ()

    @property
    def longer_name(self) -> str:
        """The name with the next word, in capitals where none were typed: `Sam Carter`."""
        return as_new_name(" ".join((self.name, *self.text[:1])))

    @property
    def new_customers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The new customers that the words may name, with the remaining text, likelier first."""
        alone = (as_new_name(self.name), self.text)
        if " " in self.name or not self.text or not _may_be_a_surname(self.text[0]):
            return (alone,)
        if is_title(self.name):
            return ((self.longer_name, self.text[1:]),)
        return ((self.longer_name, self.text[1:]), alone)


def split_name(
    session: Session, words: Sequence[str], follows_a_name: Callable[[str], bool]
) -> NameSplit:
    """Split the words of a note into the customer they name and the remark.

    The longest run of words that matches a customer, or several namesakes, is the name. A run longer
    than one word counts only by whole words, so that `sam no nuts` is never about Sam Norris; but
    the first may be a beginning, as in `kath montgomery likes tea`. A word with a space in it was
    quoted, so it is the name; so is `@7`, whatever follows.

    Args:
        session: the open pad.
        words: what was typed, the name first; at least one.
        follows_a_name: tells whether a text begins as what is said of somebody does: `likes tea`.
    """
    first, *rest = words
    if " " in first.strip() or handle_search.is_number(first):
        return NameSplit(first, tuple(rest))
    with session.translate_errors():
        connection = session.connection
        length = _length_of_name(connection, words)
        name, text = " ".join(words[:length]), tuple(words[length:])
        rivals = repository.get(connection, _rivals(connection, name, text, follows_a_name))
    return NameSplit(name, text, tuple(rivals))


def _length_of_name(connection: sqlite3.Connection, words: Sequence[str]) -> int:
    for length in range(min(len(words), handle_search.MOST_WORDS), 1, -1):
        run = words[:length]
        is_a_name = all(name_words(word) for word in run)
        if is_a_name and handle_search.matches_whole(connection, " ".join(run)):
            return length
    return 1 + _rest_of_name(connection, words[0], words[1:])


def _rest_of_name(connection: sqlite3.Connection, beginning: str, words: Sequence[str]) -> int:
    """Return how many words are the rest of the name of whom a beginning of it means."""
    rest = [*takewhile(_may_be_a_surname, words[: handle_search.MOST_WORDS - 1])]
    meant = {*handle_search.matches(connection, beginning)} if rest else set()
    lengths = range(len(rest), 0, -1) if meant else ()
    for length in lengths:
        if meant.intersection(handle_search.matches_whole(connection, " ".join(rest[:length]))):
            return length
    return 0


def _rivals(
    connection: sqlite3.Connection,
    name: str,
    text: tuple[str, ...],
    follows_a_name: Callable[[str], bool],
) -> list[int]:
    """Return whom the name means if the text may begin with the surname of somebody new."""
    if not text or not _may_be_a_surname(text[0]):
        return []
    found = handle_search.matches(connection, name)
    is_in_doubt = (
        bool(found)
        and handle_search.is_given_name(connection, found, name_words(name))
        and (
            follows_a_name(" ".join(text[1:]))
            or handle_search.ends_a_name(connection, name_words(text[0])[0], found)
        )
    )
    return found if is_in_doubt else []


def _may_be_a_surname(word: str) -> bool:
    folded = name_words(word)
    return len(folded) == 1 and folded[0].isalpha() and folded[0] not in ordinary_words()


def as_new_name(name: str) -> str:
    """Return a name with capitals if it was typed without any."""
    return with_capitals(name) if name.islower() else name


@cache
def ordinary_words() -> frozenset[str]:
    """Return the folded words of the list."""
    lines = Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_WORD = pattern(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_BEFORE_A_SENDER = pattern(
    r"^(?:(?:was |were )?(?:sent|referred|recommended)(?: here| to us)? by"
    r"|(?:came|heard of us) (?:through|via|from|by)|through|via|from|by|(?:an? )?friend of)\s+",
    re.IGNORECASE,
)
_BEHIND_A_SENDER = pattern(
    r"\s+(?:sent|referred|recommended) (?:them|him|her|us)(?: here| to us)?$", re.IGNORECASE
)
_NUMBER_BEHIND = pattern(r"(?P<name>.*\S)\s*\((?P<number>@\d{1,18})\)")


class NamedColleagues:
    """Finds the colleagues on the pad in what customers said of them.

    A colleague is meant by the whole name, or by one word of a name that no other colleague has.
    A word that is an ordinary one too, such as `will` or `rose`, must be written as a name.

    Args:
        colleagues: those on the pad.
    """

    def __init__(self, colleagues: Iterable[Customer]) -> None:
        bearers: defaultdict[str, set[int]] = defaultdict(set)
        self._colleagues = {one.number: one for one in colleagues}
        self._whole: dict[str, int] = {}
        for one in self._colleagues.values():
            for name in filter(None, (one.name, one.formal, one.familiar, *one.aliases)):
                self._whole[name_key(name)] = one.number
                for word in name_words(name):
                    bearers[word].add(one.number)
        self._by_word = {
            word: min(numbers)
            for word, numbers in bearers.items()
            if len(numbers) == 1 and word not in COURTESY_TITLES
        }

    def named_in(self, text: str) -> list[Customer]:
        """Return the colleagues whom a text names, each once."""
        if not self._by_word:
            return []
        padded = f" {name_key(text)} "
        found = {number: None for key, number in self._whole.items() if f" {key} " in padded}
        for written in _WORD.findall(text):
            for word in name_words(written):
                is_a_name = written[:1].isupper() or word not in ordinary_words()
                if is_a_name and word in self._by_word:
                    found[self._by_word[word]] = None
        return [self._colleagues[number] for number in found]


def named_colleagues(connection: sqlite3.Connection) -> NamedColleagues:
    """Return the finder of the pad's colleagues."""
    numbers = customers.numbers_of(connection, customers.Filter(role="colleague"))
    return NamedColleagues(customers.get(connection, numbers))


def sender_of(connection: sqlite3.Connection, text: str) -> Customer | None:
    """Return the customer who sent somebody, or None if the text names no one customer.

    The text is a whole name or another handle, with or without `sent by` before it or `sent them`
    behind it; a number in brackets after a name tells namesakes apart.
    """
    named = _BEFORE_A_SENDER.sub("", text.strip()).rstrip(" .!")
    named = _BEHIND_A_SENDER.sub("", named)
    numbered = _NUMBER_BEHIND.fullmatch(named)
    found: list[int] = []
    for query in (numbered["number"], numbered["name"]) if numbered else (named,):
        found = found or handle_search.matches_exactly(connection, query)
    if len(found) != 1:
        return None
    return customers.get(connection, found)[0]
