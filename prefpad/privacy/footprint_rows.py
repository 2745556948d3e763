"""A person's footprint: their rows by table, and the notes on others that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.conditions import THESE, among, as_array
from prefpad.domain.normalize import as_json, name_words
from prefpad.domain.vocabulary import NAMES
from prefpad.privacy.erase_rows import belongings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

_WORKED_OUT = "_rhythms"
_FIRST = ("customers", "handles", "tags", "occasions", "notes", "checks", "visits")
_SHORTEST_TELLING = 3


def count(connection: sqlite3.Connection, selves: Collection[int]) -> dict[str, int]:
    """Count a person's rows in each table, and their changes in the journal."""
    which: dict[str, list[str]] = {"customers": ["number"]}
    for table, column in belongings(connection, "customers"):
        which.setdefault(table, []).append(column)
    these = {"these": as_array(selves)}
    counts = {}
    for table in dict.fromkeys((*_FIRST, *which)):
        mine = " OR ".join(f"{column} {THESE}" for column in which[table])
        counts[table] = _one(connection, f"SELECT count(*) FROM {table} WHERE {mine}", these)
    counts["journal"] = _one(
        connection,
        f"SELECT count(DISTINCT change) FROM journal_rows WHERE customer {THESE}",
        these,
    )
    return {table: rows for table, rows in counts.items() if rows and table != _WORKED_OUT}


def notes_mentioning(connection: sqlite3.Connection, selves: Collection[int]) -> list[int]:
    """Return the notes on others that contain a person's name, or a word of it.

    A word counts if nobody else on the pad is called so.
    """
    these = {"these": as_array(selves)}
    rows = connection.execute(
        f"SELECT value FROM handles WHERE customer {THESE} AND {among('kind', NAMES)}",
        these,
    ).fetchall()
    phrases = {phrase for (name,) in rows for phrase in _phrases(connection, name, these)}
    if not phrases:
        return []
    found = connection.execute(
        "SELECT notes.number FROM notes_search JOIN notes ON notes.number = notes_search.rowid"
        f" WHERE notes_search MATCH :phrases AND NOT customer {THESE} ORDER BY 1",
        {"phrases": " OR ".join(sorted(phrases)), **these},
    )
    return [number for (number,) in found.fetchall()]


def _phrases(connection: sqlite3.Connection, name: str, these: dict[str, str]) -> Iterator[str]:
    parts = name.replace('"', " ").split()
    if len(parts) > 1:
        yield f'"{" ".join(parts)}"'
    for part in parts:
        words = [word for word in name_words(part) if len(word) >= _SHORTEST_TELLING]
        if any(not _others_bear(connection, word, these) for word in words):
            yield f'"{part}"'


def _others_bear(connection: sqlite3.Connection, word: str, these: dict[str, str]) -> bool:
    return bool(
        _one(
            connection,
            f"SELECT EXISTS (SELECT 1 FROM _name_words WHERE word = :word AND NOT customer {THESE})",
            {"word": word, **these},
        )
    )


def _one(connection: sqlite3.Connection, query: str, values: dict[str, str]) -> int:
    (answer,) = connection.execute(query, values).fetchone()
    return int(answer)


_GONE = "customer NOT IN (SELECT number FROM customers)"
_TELLING = "('name', 'phone', 'email', 'card', 'id')"
_MERGED = (
    "SELECT customer FROM journal_rows WHERE before LIKE '%\"customer\"%'"
    f" AND json_extract(after, '$.customer') {THESE} AND {_GONE}"
)
_ALIKE = f"""
SELECT customer FROM (
    SELECT customer, coalesce(before, after) AS handle FROM journal_rows
    WHERE of_table = 'handles' AND (before IS NULL OR after IS NULL) AND {_GONE}
)
WHERE (json_extract(handle, '$.kind') || ' ' || json_extract(handle, '$.key')) {THESE}"""


def all_numbers_of(connection: sqlite3.Connection, customer: int) -> set[int]:
    """Return all numbers of a customer, also those that only the journal still has.

    They are numbers of customers who are not there any more: who were merged into this one, or who
    had the same name, phone, e-mail, card or id when they were taken away.
    """
    keys = connection.execute(
        f"SELECT kind, key FROM handles WHERE customer = ? AND kind IN {_TELLING}", (customer,)
    ).fetchall()
    selves = {customer} | gone_with(connection, keys)
    while more := _asked(connection, _MERGED, selves) - selves:
        selves |= more
    return selves


def gone_with(connection: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> set[int]:
    """Return the numbers of former customers who had one of these handles, kind and key."""
    return _asked(connection, _ALIKE, [f"{kind} {key}" for kind, key in keys])


def gone_numbered(connection: sqlite3.Connection, number: int) -> set[int]:
    """Return the number of a former customer whom the journal still knows."""
    return _asked(
        connection,
        f"SELECT customer FROM journal_rows WHERE customer {THESE} AND {_GONE}",
        [number],
    )


def _asked(connection: sqlite3.Connection, query: str, these: Collection[str | int]) -> set[int]:
    return {number for (number,) in connection.execute(query, {"these": as_json([*these])})}
