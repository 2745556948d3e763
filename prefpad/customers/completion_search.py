"""What begins with what was typed, for the shell to complete: names, topics, note numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers.handle_search import LAST_LETTER, by_beginnings
from prefpad.db.conditions import among, veil
from prefpad.domain.normalize import fold, name_words
from prefpad.domain.vocabulary import OWN_NAMES

if TYPE_CHECKING:
    import sqlite3


def names_like(connection: sqlite3.Connection, beginning: str, limit: int) -> list[str]:
    """Return the names that begin so, then those with a later word that does, in order."""
    words = name_words(beginning)
    key = " ".join(words)
    first = connection.execute(
        f"SELECT value FROM handles WHERE key >= ? AND key < ? AND {among('kind', OWN_NAMES)}"
        " ORDER BY key LIMIT ?",
        (key, key + LAST_LETTER, limit),
    )
    names = dict.fromkeys(name for (name,) in first)
    if len(names) < limit and words:
        for number in by_beginnings(connection, words)[: limit - len(names)]:
            row = connection.execute("SELECT name FROM customers WHERE number = ?", (number,))
            names |= dict.fromkeys(name for (name,) in row)
    return list(names)[:limit]


def topics_like(connection: sqlite3.Connection, beginning: str, limit: int) -> list[str]:
    """Return the topics that begin so, but for those that only private notes have."""
    key = fold(beginning)
    rows = connection.execute(
        "SELECT topic_key, (SELECT n.topic FROM notes n WHERE n.topic_key = i.topic_key"
        f"{veil(False, 'n')} LIMIT 1) AS topic FROM"
        " (SELECT DISTINCT topic_key FROM _intervals) i"
        " WHERE topic_key >= ? AND topic_key < ? AND topic_key <> '' AND topic IS NOT NULL"
        " ORDER BY topic_key LIMIT ?",
        (key, key + LAST_LETTER, limit),
    )
    return [topic for _, topic in rows]


def numbers_like(connection: sqlite3.Connection, beginning: str, limit: int) -> list[str]:
    """Return the numbers of notes that hold and begin so, newest first."""
    rows = connection.execute(
        "SELECT number FROM notes WHERE ended_on IS NULL AND number LIKE ? || '%'"
        " ORDER BY number DESC LIMIT ?",
        (beginning, limit),
    )
    return [str(number) for (number,) in rows]
