"""Candidates for duplicates: the evidence of customers, how rare it is, and who shares a block.

Comparing all pairs of 200,000 customers would take weeks, so two who share no blocking key are never
compared. Each key names what twins nearly always share even when they are misspelt: the sound of two
words of the name, a birthday, a street with the sound of a name, a phone's last digits.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from prefpad.customers.fuzzy_search import suggestions
from prefpad.db.statements import among
from prefpad.domain.models import Occasion
from prefpad.domain.normalize import name_words
from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.duplicates.name_match import Worded, share_of, share_of_others, worded_name
from prefpad.duplicates.nicknames import full_names
from prefpad.duplicates.scoring import MOST_BEARERS, SHORTEST_PHONE, ComparisonRecord, Rarity
from prefpad.duplicates.two_people import Identity

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from prefpad.db.unit_of_work import UnitOfWork


Pair = tuple[int, int]

RARE = 5
"""A word of a name that so few customers have is worth comparing them for."""

_MOST_NAMES = 30
_A_COMMON_PART = 5
_COMPARED = ("name", "alias", "formal", "email", "phone", "card", "id")
_BY_NAME = f"SELECT customer FROM handles WHERE key = ? AND {among('kind', OWN_NAMES)} LIMIT ?"
_BY_KEY = "SELECT customer FROM handles WHERE key = ? AND kind = ? LIMIT ?"
_BY_TAIL = "SELECT customer FROM handles WHERE tail >= ? AND tail < ? LIMIT ?"
_BY_WORD = "SELECT customer FROM _name_words WHERE word = ? LIMIT ?"
_BY_BIRTHDAY = (
    "SELECT customer FROM occasions"
    " WHERE month = ? AND day = ? AND name = 'birthday' AND year IS ? LIMIT ?"
)
_BY_ADDRESS = (
    "SELECT customer FROM notes WHERE ended_on IS NULL AND number IN"
    " (SELECT rowid FROM notes_search WHERE notes_search MATCH ? LIMIT ?)"
)


def count_customers(connection: sqlite3.Connection) -> int:
    """Return how many customers there are."""
    (count,) = connection.execute("SELECT count(*) FROM customers").fetchone()
    return int(count)


def last_customer(connection: sqlite3.Connection) -> int:
    """Return the highest number of a customer."""
    (number,) = connection.execute("SELECT max(number) FROM customers").fetchone()
    return int(number or 0)


def rarity_of(connection: sqlite3.Connection, customers: int) -> Rarity:
    """Return the rarity of what two customers may have in common.

    Each thing is counted once, when it is first asked for, and no further than it takes to know
    that it is common.
    """
    most = customers // _A_COMMON_PART + MOST_BEARERS

    def count(query: str, *values: str | int | None) -> int:
        counted = f"SELECT count(*) FROM ({query})"
        (found,) = connection.execute(counted, values).fetchone()
        return int(found)

    @cache
    def name(word: str) -> float:
        return share_of(count(_BY_WORD, word, most), customers)

    @cache
    def address(word: str) -> float:
        query = "SELECT 1 FROM notes_search WHERE notes_search MATCH ? LIMIT ?"
        return share_of(count(query, _in_an_address(word), most), customers)

    @cache
    def birthday(day: Occasion) -> float:
        bearers = count(_BY_BIRTHDAY, day.month, day.day, day.year, most)
        return share_of_others(bearers, customers)

    @cache
    def is_crowded(kind: str, key: str) -> bool:
        return _crowd(connection, kind, key, MOST_BEARERS) is None

    return Rarity(name, address, birthday, is_crowded)


def evidence(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, ComparisonRecord]:
    """Return the comparison records of these customers."""
    asked = (json.dumps([*numbers]),)
    these = "customer IN (SELECT value FROM json_each(?))"
    birthdays = {
        customer: Occasion("birthday", *day)
        for customer, *day in connection.execute(
            f"SELECT customer, month, day, year FROM occasions WHERE name = 'birthday' AND {these}",
            asked,
        )
    }
    addresses: dict[int, tuple[Worded, ...]] = {}
    for customer, text in connection.execute(
        "SELECT customer, text FROM notes WHERE +topic_key = 'address' AND kind = 'fact'"
        f" AND ended_on IS NULL AND {these}",
        asked,
    ):
        address = Worded(text, tuple(name_words(text)))
        addresses[customer] = (*addresses.get(customer, ()), address)
    handles = connection.execute(
        "SELECT customer, kind, value, key, ifnull(source, '') FROM handles"
        f" WHERE {among('kind', _COMPARED)} AND (key <> '' OR kind = 'name') AND {these}"
        " ORDER BY customer",
        asked,
    )
    return {
        customer: _evidence(customer, rows, birthdays.get(customer), addresses.get(customer, ()))
        for customer, rows in groupby(handles, key=itemgetter(0))
    }


def _evidence(
    customer: int,
    handles: Iterable[tuple[int, str, str, str, str]],
    birthday: Occasion | None,
    addresses: tuple[Worded, ...],
) -> ComparisonRecord:
    names: list[str] = []
    formal: list[str] = []
    keys: dict[str, list[str]] = {"email": [], "phone": [], "card": []}
    ids: list[tuple[str, str]] = []
    for _, kind, value, key, source in handles:
        if kind in keys:
            keys[kind].append(key)
        elif kind == "id":
            ids.append((source, key))
        elif kind == "formal":
            formal.append(value)
        else:
            names.insert(0 if kind == "name" else len(names), value)
    return ComparisonRecord(
        customer,
        tuple(map(worded_name, names)),
        tuple(keys["email"]),
        tuple(keys["phone"]),
        tuple(keys["card"]),
        tuple(ids),
        birthday,
        addresses,
        Identity(frozenset(names), frozenset(formal)),
    )


def near(connection: sqlite3.Connection, one: ComparisonRecord) -> set[int]:
    """Return the customers worth comparing with one: those in the same blocks."""
    blocks = [*_blocks_of(connection, one)]
    found = {number for block in blocks if block is not None for number in block}
    for name in one.names:
        found.update(number for number, _ in suggestions(connection, name.text, _MOST_NAMES))
    return found - {one.number}


def _blocks_of(connection: sqlite3.Connection, one: ComparisonRecord) -> Iterator[set[int] | None]:
    """Yield who shares each block with a customer; None for a block that is too large."""
    handles = [("email", one.emails), ("phone", one.phones), ("card", one.cards)]
    handles.append(("id", tuple(key for _, key in one.ids)))
    for kind, keys in handles:
        yield from (_crowd(connection, kind, key, MOST_BEARERS) for key in keys)
    for name in one.names:
        key = " ".join(name_words(name.text))
        yield _at_most(connection, MOST_IN_A_BLOCK, _BY_NAME, key)
        yield from (_at_most(connection, RARE, _BY_WORD, word) for word in name.words)
    if day := one.birthday:
        for month, of_month in {(day.month, day.day), (day.day, day.month)}:
            yield _at_most(connection, MOST_IN_A_BLOCK, _BY_BIRTHDAY, month, of_month, day.year)
    for address in one.addresses:
        for words in combinations(told_words(address.words), 2):
            yield _at_most(connection, MOST_IN_A_BLOCK, _BY_ADDRESS, _in_an_address(*words))


def _crowd(connection: sqlite3.Connection, kind: str, key: str, most: int) -> set[int] | None:
    if kind != "phone":
        return _at_most(connection, most, _BY_KEY, key, kind)
    tail = key[::-1][:SHORTEST_PHONE]
    if len(tail) < SHORTEST_PHONE:
        return set()
    return _at_most(connection, most, _BY_TAIL, tail, f"{tail}:")


def _at_most(
    connection: sqlite3.Connection, most: int, query: str, *values: str | int | None
) -> set[int] | None:
    """Return the customers that a query finds, None if there are more than that."""
    found = connection.execute(query, (*values, most + 1)).fetchall()
    return None if len(found) > most else {number for (number,) in found}


def _in_an_address(*words: str) -> str:
    """Return the full-text query for addresses that contain all of some folded words."""
    return " AND ".join(('topic : "address"', *(f'text : "{word}"' for word in words)))


def apart(connection: sqlite3.Connection) -> set[Pair]:
    """Return the pairs of customers marked as different people."""
    return {(one, other) for one, other in connection.execute("SELECT one, other FROM _apart")}


def mark_distinct(writer: UnitOfWork, one: int, other: int) -> None:
    """Mark two customers as different people; repeating it changes nothing."""
    first, second = sorted((one, other))
    if (first, second) not in apart(writer.connection):
        writer.insert("_apart", {"one": first, "other": second})


def history_of(connection: sqlite3.Connection, customer: int) -> int:
    """Count a customer's notes, checks and visits."""
    (rows,) = connection.execute(
        "SELECT (SELECT count(*) FROM notes WHERE customer = :customer)"
        " + (SELECT count(*) FROM checks WHERE customer = :customer)"
        " + (SELECT count(*) FROM visits WHERE customer = :customer)",
        {"customer": customer},
    ).fetchone()
    return int(rows)


# -- blocking keys ---------------------------------------------------------------------------------

MOST_IN_A_BLOCK = 40
"""A key that more customers share says too little to compare them for it."""

WEAK = ("s", "t", "y")
"""The keys that say less: a street with a name, two words of a street, a year with a name."""

MOST_IN_A_WEAK_BLOCK = 5

_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("bfpv", "1"),
        **dict.fromkeys("cgjkqsxz", "2"),
        **dict.fromkeys("dt", "3"),
        "l": "4",
        **dict.fromkeys("mn", "5"),
        "r": "6",
        **dict.fromkeys("aeiouyhw", "0"),
    }
)
_LONGEST_SOUND = 4
_SHORTEST_TOLD = 2
_MOST_TOLD = 4
_MOST_FORMS = 2


def sound(word: str) -> str:
    """Return the Soundex code of a folded word: `smith` and `smyth` are s53."""
    code = word[:1]
    last = word[:1].translate(_SOUNDS)
    for digit in word[1:].translate(_SOUNDS):
        if digit not in {last, "0"}:
            code += digit
        last = digit
    return code[:_LONGEST_SOUND]


def block_keys(one: ComparisonRecord) -> Iterator[str]:
    """Yield the blocking keys of a customer, some more than once.

    What SQLite finds by itself, a handle or a whole name in common, has none.
    """
    for name in one.names:
        yield from _of_name(name.words)
    sounds = sorted({sound(word) for name in one.names for word in name.words if len(word) > 1})
    if day := one.birthday:
        if day.year:
            yield f"b {day.year} {day.month} {day.day}"
            yield from (f"y {day.year} {heard}" for heard in sounds)
        yield from (f"d {day.month} {day.day} {heard}" for heard in sounds)
        yield from (f"d {day.day} {day.month} {heard}" for heard in sounds)
    for address in one.addresses:
        yield from _of_address(address.words, sounds)


def _of_address(words: tuple[str, ...], sounds: list[str]) -> Iterator[str]:
    """Yield the keys of a street with a name, and of two words of the street."""
    told = [sound(word) for word in told_words(words)]
    yield from (f"s {street} {heard}" for street in told[: _MOST_TOLD - 1] for heard in sounds)
    yield from (f"t {one} {other}" for one, other in combinations(sorted({*told}), 2))


def told_words(address: tuple[str, ...]) -> list[str]:
    """Return the first words of an address that are neither numbers nor very short."""
    words = [word for word in address if len(word) > _SHORTEST_TOLD and word.isalpha()]
    return words[:_MOST_TOLD]


def _of_name(words: tuple[str, ...]) -> Iterator[str]:
    whole = [word for word in words if len(word) > 1]
    yield f"n {''.join(whole)}"
    for first, second in combinations(whole, 2):
        for one in _forms(first):
            for other in _forms(second):
                yield "n " + " ".join(sorted((sound(one), sound(other))))
    if len(whole) < len(words):
        yield from (f"j {initial} {sound(word)}" for initial, word in _initialled(words))


def initial_keys(one: ComparisonRecord) -> Iterator[str]:
    """Yield the keys under which a customer meets those whose first name is only an initial."""
    for name in one.names:
        words = [word for word in name.words if len(word) > 1]
        for first, second in combinations(words, 2):
            yield f"j {first[0]} {sound(second)}"
            yield f"j {second[0]} {sound(first)}"


def _initialled(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for initial in words:
        if len(initial) == 1:
            yield from ((initial, word) for word in words if len(word) > 1)


def _forms(word: str) -> Iterable[str]:
    return [word, *sorted(full_names(word) - {word})[:_MOST_FORMS]]
