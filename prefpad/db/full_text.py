"""Full-text search of the notes, by FTS5."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from prefpad.db.statements import veil
from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import clean
from prefpad.domain.validation import LAST_NUMBER

if TYPE_CHECKING:
    import sqlite3

REBUILD = "INSERT INTO notes_search(notes_search) VALUES ('rebuild')"
"""Makes every note searchable again."""

KEEPS_UP = "notes_inserted"
"""The trigger that makes each new note searchable."""

LEAVES_OUT = "notes_deleted"
"""The trigger that takes each deleted note out of the index."""

_LETTER_MEETS_FIGURE = pattern(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_MOST_PARTS = 4
_INDEXED_IN_MEMORY = 8 * 2**20
_FEWEST_ON_A_PAGE = 50
"""How many notes a page of the index has at least."""


def matching(
    connection: sqlite3.Connection, words: str, limit: int, private: bool, before: int | None = None
) -> list[int]:
    """Return the numbers of the notes that contain all of `words`, newest first.

    Each word matches the beginning of a word of the note; ended notes count, since search looks
    back, but not those entered by mistake. Case and accents are folded by the index itself, in
    words and notes alike.

    Args:
        connection: the open file.
        words: what to look for.
        limit: how many at most.
        private: notes with the voice `private` too.
        before: only notes with a lower number.
    """
    phrases = _phrases(words)
    if not phrases:
        return []
    return [
        number
        for (number,) in connection.execute(
            "SELECT notes.number FROM notes_search JOIN notes ON notes.number = notes_search.rowid"
            f" WHERE notes_search MATCH ? AND ended IS NOT 'mistake'{veil(private)}"
            " AND notes_search.rowid < ? ORDER BY notes_search.rowid DESC LIMIT ?",
            (phrases, LAST_NUMBER if before is None else before, limit),
        )
    ]


def saying(
    connection: sqlite3.Connection, topic: str, text: str, but: int, limit: int
) -> list[int]:
    """Return the numbers of current notes with these words, in this order, on a topic.

    Args:
        connection: the open file.
        topic: the topic, or words of it.
        text: the words.
        but: the customer whose notes do not count.
        limit: how many at most.
    """
    if not _phrases(text) or not _phrases(topic):
        return []
    phrase, about = (" ".join(clean(words).replace('"', " ").split()) for words in (text, topic))
    rows = connection.execute(
        "SELECT notes.number FROM notes_search JOIN notes ON notes.number = notes_search.rowid"
        " WHERE notes_search MATCH ? AND ended_on IS NULL AND customer <> ?"
        f"{veil(False)} LIMIT ?",
        (f'topic : "{about}" AND text : "{phrase}"', but, limit),
    )
    return [number for (number,) in rows]


def count_private(connection: sqlite3.Connection, words: str) -> int:
    """Count the private notes that contain all of `words`."""
    phrases = _phrases(words)
    if not phrases:
        return 0
    (count,) = connection.execute(
        "SELECT count(*) FROM notes_search JOIN notes ON notes.number = notes_search.rowid"
        " WHERE notes_search MATCH ? AND ended IS NOT 'mistake'"
        " AND notes.voice = 'private' AND NOT notes.alert",
        (phrases,),
    ).fetchone()
    return int(count)


def _phrases(words: str) -> str:
    terms = [term for term in clean(words).replace('"', " ").split() if any(map(str.isalnum, term))]
    each = " AND ".join(map(_however_spaced, terms))
    joined = "".join(terms)
    if len(terms) in range(2, _MOST_PARTS + 1) and _LETTER_MEETS_FIGURE.search(joined):
        return f'({each}) OR "{joined}"*'
    return each


def _however_spaced(word: str) -> str:
    """Match a word, and one like AB12CDE also where it is written AB12 CDE.

    A lone Latin letter or digit is a word: what begins with it would be a part of the whole pad.
    """
    if len(word) == 1 and word.isascii():
        return f'"{word}"'
    first, *rest = _LETTER_MEETS_FIGURE.split(word)
    if len(rest) >= _MOST_PARTS:
        return f'"{word}"*'
    spellings = (
        f'"{first}{"".join(parts)}"*' for parts in product(*((part, f" {part}") for part in rest))
    )
    return f"({' OR '.join(spellings)})"


def catch_up(
    connection: sqlite3.Connection, which: str, values: tuple[int, ...] | dict[str, int]
) -> None:
    """Index the notes that meet a condition, in one statement.

    Of many notes the parts of the index are merged here, as the sixteenth note after them would
    have to wait for that. What is merged is no more than what was written.
    """
    _configure(connection, "hashsize", _INDEXED_IN_MEMORY)
    written = connection.execute(
        "INSERT INTO notes_search(rowid, text, topic)"
        f" SELECT number, text, topic FROM notes WHERE {which}",
        values,
    ).rowcount
    for statement in ("SAVEPOINT indexed", "RELEASE indexed"):  # writes what is in memory
        connection.execute(statement)
    _configure(connection, "usermerge", 2)
    _configure(connection, "merge", written // _FEWEST_ON_A_PAGE)


def leave_out(connection: sqlite3.Connection, which: str, *, nearly_all: bool) -> None:
    """Take the notes that meet a condition out of the index at once, before they are deleted.

    Args:
        connection: the open file.
        which: the condition.
        nearly_all: whether so many meet it that the others are sooner indexed again.
    """
    if nearly_all:
        connection.execute("INSERT INTO notes_search(notes_search) VALUES ('delete-all')")
        catch_up(connection, f"NOT ({which})", ())
    else:
        connection.execute(
            "INSERT INTO notes_search(notes_search, rowid, text, topic)"
            f" SELECT 'delete', number, text, topic FROM notes WHERE {which}"
        )


def _configure(connection: sqlite3.Connection, what: str, value: int) -> None:
    connection.execute("INSERT INTO notes_search(notes_search, rank) VALUES (?, ?)", (what, value))
