"""People named in a note: a praised colleague, the customer who sent another."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from prefpad.customers import handle_search
from prefpad.customers import repository as customers
from prefpad.customers.name_split import ordinary_words
from prefpad.domain.memoize import pattern
from prefpad.domain.names import COURTESY_TITLES
from prefpad.domain.normalize import name_key, name_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from prefpad.domain.models import Customer

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
