"""Finding customers by handle or name, exactly as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.statements import among
from prefpad.domain.memoize import pattern
from prefpad.domain.names import COURTESY_TITLES
from prefpad.domain.normalize import (
    code_key,
    email_key,
    fold,
    is_phone_tail,
    name_key,
    name_words,
    phone_key,
)
from prefpad.domain.vocabulary import NAMES

if TYPE_CHECKING:
    import re
    import sqlite3
    from collections.abc import Sequence

MOST_MATCHES = 50
MOST_WORDS = 12
"""No name has more words than this."""
LONGEST_NAME = 200
"""Nor more characters."""
_BY_NUMBER = pattern(r"(?:(?P<name>.+)\s)?@(?P<number>\d{1,18})")
LAST_LETTER = "\U0010ffff"
_COMMON = 1000
_IS_A_NAME = among("kind", NAMES)
_SHORTEST_WHOLE_NUMBER = 7
_LONGEST_COUNTRY_CODE = 3


def is_number(query: str) -> bool:
    """Tell whether a query is a customer's number, such as `@7`."""
    return _numbered_in(query.strip()) is not None


def matches(connection: sqlite3.Connection, query: str) -> list[int]:
    """Return the numbers of the customers that match `query`, at most `MOST_MATCHES`.

    `@7` is customer number 7. Otherwise the first of these that any customer has: an exact handle;
    the last four or more digits of a phone, with or without the zeros that come before the area or
    the country; whole words of a name; the same without titles such as Mr.; the beginnings of such
    words. What is longer than any name matches by an exact handle alone.
    """
    exact = matches_exactly(connection, query)
    words = name_words(query)
    telling = [word for word in words if word not in COURTESY_TITLES]
    if exact or not telling or len(words) > MOST_WORDS or len(query) > LONGEST_NAME:
        return exact
    return (
        (_by_phone(connection, phone_key(query)) if is_phone_tail(query) else [])
        or _by_words(connection, words)
        or (_by_words(connection, telling) if telling != words else [])
        or by_beginnings(connection, telling)
    )


def _numbered_in(query: str) -> re.Match[str] | None:
    return _BY_NUMBER.fullmatch(query) if "@" in query else None


def matches_exactly(connection: sqlite3.Connection, query: str) -> list[int]:
    """Return the numbers of the customers with `query` as a whole handle.

    `@7` is number 7, and so is `ann @7` if a word in the name of number 7 begins so.
    """
    query = query.strip()
    if not name_words(query):
        return []
    if numbered := _numbered_in(query):
        return _numbered(connection, int(numbered["number"]), name_words(numbered["name"] or ""))
    return _with_handle(connection, query)


def matches_whole(connection: sqlite3.Connection, query: str) -> list[int]:
    """Return the numbers of the customers with a handle `query`, or all its words in their name.

    A beginning of a word is not enough, nor the last digits of a phone.
    """
    words = name_words(query)
    if not words:
        return []
    return matches_exactly(connection, query) or _by_words(connection, words)


def is_given_name(
    connection: sqlite3.Connection, customers: Sequence[int], words: Sequence[str]
) -> bool:
    """Tell whether folded words are the name of one of these customers without its last word."""
    given: dict[int, set[str]] = {}
    last: dict[int, set[str]] = {}
    for customer, key in connection.execute(
        f"SELECT customer, key FROM handles WHERE {_IS_A_NAME}"
        f" AND customer IN ({', '.join('?' * len(customers))})",
        tuple(customers),
    ):
        *first, end = key.split() or [""]
        given.setdefault(customer, set()).update(first or [end])
        last.setdefault(customer, set()).update([end] if first else [])
    return any(
        all(any(known.startswith(word) for known in given[one] - last[one]) for word in words)
        for one in given
    )


def ends_a_name(connection: sqlite3.Connection, word: str, but: Sequence[int] = ()) -> bool:
    """Tell whether a folded word is the last of the two or more words of a customer's name.

    Args:
        connection: the open file.
        word: the word.
        but: whose names do not count.
    """
    ending = f" {word}"
    found = connection.execute(
        "SELECT 1 FROM (SELECT customer FROM _name_words WHERE word = ? LIMIT ?) AS bearers"
        f" JOIN handles ON handles.customer = bearers.customer AND {_IS_A_NAME}"
        f" WHERE substr(key, -?) = ? AND bearers.customer NOT IN ({', '.join('?' * len(but))})"
        " LIMIT 1",
        (word, _COMMON, len(ending), ending, *but),
    )
    return found.fetchone() is not None


def _numbered(connection: sqlite3.Connection, number: int, words: list[str]) -> list[int]:
    known = connection.execute("SELECT 1 FROM customers WHERE number = ?", (number,)).fetchone()
    has = connection.execute("SELECT word FROM _name_words WHERE customer = ?", (number,))
    its = [word for (word,) in has]
    fits = all(any(word.startswith(typed) for word in its) for typed in words)
    return [number] if known and fits else []


def _with_handle(connection: sqlite3.Connection, query: str) -> list[int]:
    source, colon, bare_id = query.partition(":")
    keys = {
        "name": name_key(query),
        "email": email_key(query),
        "phone": phone_key(query) if is_phone_tail(query) else "",
        "card": code_key(query),
        "id": code_key(query),
        "outside id": code_key(bare_id if colon else query),
    }
    kinds = dict.fromkeys(NAMES, "name")
    found = connection.execute(
        "SELECT customer, kind, key, source FROM handles"
        f" WHERE key IN ({', '.join('?' * len(keys))})",
        tuple(keys.values()),
    )
    numbers = {
        customer
        for customer, kind, key, of in found
        if key
        and keys["outside id" if of else kinds.get(kind, kind)] == key
        and not (colon and of and fold(of) != fold(source))
    }
    return sorted(numbers)[:MOST_MATCHES]


def _by_phone(connection: sqlite3.Connection, digits: str) -> list[int]:
    national = digits.lstrip("0")
    without_country = (national[code:] for code in range(_LONGEST_COUNTRY_CODE + 1))
    whole = [number for number in without_country if len(number) >= _SHORTEST_WHOLE_NUMBER]
    for tail in (number[::-1] for number in (digits, *whole)):
        rows = connection.execute(
            "SELECT DISTINCT customer FROM handles WHERE tail >= ? AND tail < ? LIMIT ?",
            (tail, f"{tail}:", MOST_MATCHES),
        )
        if found := sorted(number for (number,) in rows):
            return found
    return []


def _by_words(connection: sqlite3.Connection, words: list[str]) -> list[int]:
    rarest, *others = sorted(words, key=lambda word: _bearers(connection, word))
    also = " AND EXISTS (SELECT 1 FROM _name_words o WHERE o.word = ? AND o.customer = n.customer)"
    rows = connection.execute(
        f"SELECT n.customer FROM _name_words n WHERE n.word = ?{also * len(others)} LIMIT ?",
        (rarest, *others, MOST_MATCHES),
    )
    return sorted(number for (number,) in rows)


def by_beginnings(connection: sqlite3.Connection, words: list[str]) -> list[int]:
    """Return the numbers of the customers whose names have words with all these beginnings."""
    longest, *others = sorted(words, key=len, reverse=True)
    also = (
        " AND EXISTS (SELECT 1 FROM _name_words o INDEXED BY name_words_by_customer"
        " WHERE o.customer = n.customer AND o.word >= ? AND o.word < ?)"
    )
    bounds = [bound for word in (longest, *others) for bound in (word, word + LAST_LETTER)]
    rows = connection.execute(
        "SELECT DISTINCT n.customer FROM _name_words n WHERE n.word >= ? AND n.word < ?"
        f"{also * len(others)} LIMIT ?",
        (*bounds, MOST_MATCHES),
    )
    return sorted(number for (number,) in rows)


def _bearers(connection: sqlite3.Connection, word: str) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM _name_words WHERE word = ? LIMIT ?)", (word, _COMMON)
    ).fetchone()
    return int(count)
