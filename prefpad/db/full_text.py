"""Full-text search of the notes, by FTS5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    import sqlite3

CREATE_SEARCH = """
CREATE VIRTUAL TABLE notes_search USING fts5(
    text, topic, content='notes', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
)"""

_FORGET = (
    "INSERT INTO notes_search(notes_search, rowid, text, topic)"
    " VALUES ('delete', old.number, old.text, old.topic);"
)
_LEARN = "INSERT INTO notes_search(rowid, text, topic) VALUES (new.number, new.text, new.topic);"
_AFTER_INSERT = f"CREATE TRIGGER notes_inserted AFTER INSERT ON notes BEGIN {_LEARN} END"

FEED_SEARCH = (
    _AFTER_INSERT,
    f"CREATE TRIGGER notes_deleted AFTER DELETE ON notes BEGIN {_FORGET} END",
    f"""CREATE TRIGGER notes_updated AFTER UPDATE OF number, text, topic ON notes
        BEGIN {_FORGET} {_LEARN} END""",
)


def matching(connection: sqlite3.Connection, words: str, limit: int, private: bool) -> list[int]:
    """Return the numbers of the notes that hold every one of `words`, newest first.

    Each word matches the beginning of a word of the note; ended notes count, since search looks
    back. Case and accents are folded by the index itself, in words and notes alike. Notes with the
    voice `private` are left out unless `private`.
    """
    phrases = " ".join(f'"{word}"*' for word in clean(words).replace('"', " ").split())
    if not any(letter.isalnum() for letter in phrases):
        return []
    veil = "" if private else "AND (notes.alert OR notes.voice <> 'private')"
    return [
        number
        for (number,) in connection.execute(
            "SELECT notes.number FROM notes_search JOIN notes ON notes.number = notes_search.rowid"
            f" WHERE notes_search MATCH ? {veil} ORDER BY notes_search.rowid DESC LIMIT ?",
            (phrases, limit),
        )
    ]


def pause_feeding(connection: sqlite3.Connection) -> None:
    """Stop adding notes one by one; `catch_up` in the same transaction adds them all at once."""
    connection.execute("DROP TRIGGER notes_inserted")


def catch_up(
    connection: sqlite3.Connection, which: str, values: tuple[int, ...] | dict[str, int]
) -> None:
    """Make the notes that meet a condition searchable, and feed each new one again."""
    connection.execute("INSERT INTO notes_search(notes_search, rank) VALUES ('hashsize', 16777216)")
    connection.execute(
        "INSERT INTO notes_search(rowid, text, topic)"
        f" SELECT number, text, topic FROM notes WHERE {which}",
        values,
    )
    connection.execute(_AFTER_INSERT)
