"""Shell completion: customers, topics, tags and notes that begin with what was typed."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Literal, NamedTuple

from prefpad.customers.handle_search import LAST_LETTER, by_beginnings
from prefpad.db.connection import open_to_read
from prefpad.db.errors import translate_errors
from prefpad.db.statements import ASKED_AGAIN, STAYS_OPEN, among, veil
from prefpad.domain.normalize import fold, name_key, name_words
from prefpad.domain.vocabulary import KINDS, OWN_NAMES

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_IN_ORDER = 9
_IS_OPEN = "ended_on IS NULL"
_WHICH_NOTES = {
    "open notes": f"{_IS_OPEN} AND {among('kind', (k.name for k in KINDS.values() if k.done_word))}",
    "notes to confirm": f"{_IS_OPEN} AND {ASKED_AGAIN}",
    "notes": _IS_OPEN,
}


class Offer(NamedTuple):
    """One thing to complete.

    Attributes:
        value: what is typed.
        about: what tells a person what it is, where the value alone does not.
        customer: the number of the customer, if it is one.
    """

    value: str
    about: str = ""
    customer: int | None = None


def names_like(connection: sqlite3.Connection, beginning: str, limit: int) -> list[Offer]:
    """Return the customers whose name begins so, then those with such a later word.

    Where several share a name, each is offered with its number: `Ann Lee @7`.
    """
    beginning, at, digits = beginning.partition("@")
    words = name_words(beginning)
    if at and not words:
        return _numbered_like(connection, digits, limit)
    key = " ".join(words)
    found = connection.execute(
        f"SELECT value, customer FROM handles WHERE key >= ? AND key < ?"
        f" AND {among('kind', OWN_NAMES)} ORDER BY key, customer LIMIT ?",
        (key, key + LAST_LETTER, limit),
    ).fetchall()
    if len(found) < limit and words:
        begun = {customer for _, customer in found}
        for number in by_beginnings(connection, words):
            if number not in begun and len(found) < limit:
                found += connection.execute(
                    "SELECT name, number FROM customers WHERE number = ?", (number,)
                )
    sharing = Counter(name_key(name) for name, _ in set(found))
    offers = (
        Offer(f"{name} @{customer}" if sharing[name_key(name)] > 1 else name, customer=customer)
        for name, customer in found
        if not at or str(customer).startswith(digits)
    )
    return list(dict.fromkeys(offers))


def _numbered_like(connection: sqlite3.Connection, digits: str, limit: int) -> list[Offer]:
    if digits and not (digits.isascii() and digits.isdecimal() and len(digits) <= _IN_ORDER):
        return []
    rows = connection.execute(
        "SELECT number, name FROM customers WHERE number LIKE ? || '%' ORDER BY number LIMIT ?",
        (digits, limit),
    )
    return [Offer(f"@{number}", name) for number, name in rows]


def topics_like(connection: sqlite3.Connection, beginning: str, limit: int) -> list[Offer]:
    """Return the topics that begin like this, except for those that only private notes have."""
    key = fold(beginning)
    rows = connection.execute(
        "SELECT topic_key, (SELECT n.topic FROM notes n WHERE n.topic_key = i.topic_key"
        f"{veil(False, 'n')} LIMIT 1) AS topic FROM"
        " (SELECT DISTINCT topic_key FROM _intervals) i"
        " WHERE topic_key >= ? AND topic_key < ? AND topic_key <> '' AND topic IS NOT NULL"
        " ORDER BY topic_key LIMIT ?",
        (key, key + LAST_LETTER, limit),
    )
    return [Offer(topic) for _, topic in rows]


def tags_like(connection: sqlite3.Connection, beginning: str, limit: int) -> list[Offer]:
    """Return the tags that begin so, as the first to have them spells them."""
    key = fold(beginning)
    rows = connection.execute(
        "SELECT (SELECT tag FROM tags WHERE tags.key = found.key ORDER BY number LIMIT 1)"
        " FROM (SELECT DISTINCT key FROM tags WHERE key >= ? AND key < ? ORDER BY key LIMIT ?) found",
        (key, key + LAST_LETTER, limit),
    )
    return [Offer(tag) for (tag,) in rows]


def colleagues_like(connection: sqlite3.Connection, beginning: str, limit: int) -> list[Offer]:
    """Return the owners of open promises and problems whose names begin so."""
    rows = connection.execute(
        f"SELECT DISTINCT owner FROM notes WHERE {_IS_OPEN} AND {STAYS_OPEN}"
        " AND owner IS NOT NULL AND owner COLLATE NOCASE >= ? AND owner COLLATE NOCASE < ?"
        " ORDER BY owner COLLATE NOCASE LIMIT ?",
        (beginning, beginning + LAST_LETTER, limit),
    )
    return [Offer(owner) for (owner,) in rows]


def notes_like(
    connection: sqlite3.Connection, which: str, beginning: str, limit: int
) -> list[Offer]:
    """Return the open notes whose numbers begin as typed, newest first.

    Args:
        connection: the open file.
        which: a key of `_WHICH_NOTES`.
        beginning: the first digits.
        limit: how many at most.
    """
    if beginning and not beginning.isdecimal():
        return []
    rows = connection.execute(
        f"SELECT n.number, c.name, CASE WHEN 1{veil(False, 'n')}"
        " THEN iif(n.topic IS NULL, '', n.topic || ': ') || n.text ELSE '(private)' END"
        " FROM notes n JOIN customers c ON c.number = n.customer"
        f" WHERE {_WHICH_NOTES[which]} AND n.number LIKE ? || '%' ORDER BY n.number DESC LIMIT ?",
        (beginning, limit),
    )
    return [Offer(str(number), f"{name}: {text}") for number, name, text in rows]


Completed = Literal[
    "names", "topics", "tags", "colleagues", "open notes", "notes to confirm", "notes"
]


def complete(path: Path, what: Completed, beginning: str, limit: int) -> list[Offer]:
    """Return the customers, topics, tags or notes that begin so, at most `limit`.

    Raises:
        PadUnusable, PadBusy: the pad at `path` cannot be read.
    """
    with translate_errors(path), closing(open_to_read(path)) as connection:
        match what:
            case "names":
                return names_like(connection, beginning, limit)
            case "topics":
                return topics_like(connection, beginning, limit)
            case "tags":
                return tags_like(connection, beginning, limit)
            case "colleagues":
                return colleagues_like(connection, beginning, limit)
            case _:
                return notes_like(connection, what, beginning, limit)
