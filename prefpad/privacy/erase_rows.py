"""A person's footprint, and erasing it from rows, the journal and the bytes of the file.

The footprint is their rows by table, and the notes on others that name them. A note in the pad says
that the bytes are still to be cleaned; `prefpad.db.erasure` does it.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.statements import THESE, among, as_array
from prefpad.domain.normalize import as_json, name_words
from prefpad.domain.vocabulary import NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from prefpad.db.unit_of_work import UnitOfWork


_WITH_THOSE_UNDER_THEM = """
INSERT INTO going_notes
WITH RECURSIVE under(number) AS (
    SELECT number FROM going_notes
    UNION SELECT notes.number FROM under JOIN notes ON notes.parent = under.number
)
SELECT number FROM under WHERE number NOT IN going_notes"""

_BORNE = "SELECT word FROM _name_words"
_NOTED = "SELECT topic_key FROM notes"
_ORPHANS = (
    f"DELETE FROM _words WHERE word NOT IN ({_BORNE})",
    f"DELETE FROM _word_trigrams WHERE word NOT IN ({_BORNE})",
    f"DELETE FROM _topic_rates WHERE topic_key NOT IN ({_NOTED})",
    f"DELETE FROM _intervals WHERE topic_key NOT IN ({_NOTED})",
)


def erase(writer: UnitOfWork, customers: Iterable[int], notes: Iterable[int] = ()) -> None:
    """Erase customers and notes with everything that belongs to them.

    The journal keeps no more than that something was erased. Call `try_to_finish` when the
    transaction has ended.
    """
    connection = writer.connection
    with _going(connection, customers, notes):
        writer.record_all("notes", "number IN going_notes")
        writer.record_all("checks", "note IN going_notes OR customer IN going_customers")
        for parent in ("notes", "customers"):
            children = belongings(connection, parent)
            mark(connection, parent, children)
            for table, column in children:
                writer.execute(f"DELETE FROM {table} WHERE {column} IN going_{parent}", {})
            writer.execute(f"DELETE FROM {parent} WHERE number IN going_{parent}", {})
        expunge(connection)
    writer.flush()
    for statement in _ORPHANS:
        writer.execute(statement, {})
    writer.execute("INSERT INTO _erasing(since) VALUES (?)", (writer.signature.at,))
    writer.change()


@contextmanager
def _going(
    connection: sqlite3.Connection, customers: Iterable[int], notes: Iterable[int]
) -> Iterator[None]:
    """Put the numbers of what will be erased into temporary tables, notes under notes included."""
    tables = {"going_customers": customers, "going_notes": notes}
    for table, numbers in tables.items():
        connection.execute(f"CREATE TEMP TABLE {table} (number INTEGER PRIMARY KEY)")
        connection.executemany(f"INSERT INTO {table} VALUES (?)", ((number,) for number in numbers))
    connection.execute(_WITH_THOSE_UNDER_THEM)
    yield
    for table in tables:
        connection.execute(f"DROP TABLE {table}")


_MARK = "INSERT OR IGNORE INTO expunged SELECT number, change FROM journal_rows WHERE "

# A change that moved rows from one customer to another cannot be taken back in part.
_MOVED = f"""
WITH RECURSIVE moved(change) AS (
    SELECT change FROM journal_rows
    WHERE before LIKE '%"customer"%' AND after LIKE '%"customer"%' AND (
        json_extract(before, '$.customer') IN going_customers
        OR json_extract(after, '$.customer') IN going_customers
    )
    UNION SELECT journal.number FROM moved JOIN journal ON journal.undoes = moved.change
    UNION SELECT journal.undoes FROM moved JOIN journal ON journal.number = moved.change
        WHERE journal.undoes IS NOT NULL
)
{_MARK} change IN moved"""


def mark(connection: sqlite3.Connection, parent: str, children: Sequence[Belonging]) -> None:
    """Mark the journal's entries on the rows of `going_customers` or `going_notes`.

    Args:
        connection: the open pad, inside a transaction.
        parent: `customers` or `notes`.
        children: by which columns other rows belong to them.
    """
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS expunged (number INTEGER PRIMARY KEY, change INTEGER)"
    )
    going = f"going_{parent}"
    if not connection.execute(f"SELECT 1 FROM {going} LIMIT 1").fetchone():
        return
    connection.execute(f"{_MARK} of_table = '{parent}' AND of_row IN {going}")
    if parent == "customers":
        connection.execute(_MOVED)
        connection.execute(f"{_MARK} customer IN {going}")
    for table, column in children:
        if column != "customer":
            said = " OR ".join(
                f"json_extract({side}, '$.{column}') IN {going}" for side in ("before", "after")
            )
            connection.execute(f"{_MARK} of_table = '{table}' AND ({said})")


def expunge(connection: sqlite3.Connection) -> None:
    """Delete the marked entries, and changes left without any.

    Imports and the undoing of imports stay without their rows: other rows may be theirs.
    """
    connection.execute("DELETE FROM journal_rows WHERE number IN (SELECT number FROM expunged)")
    emptied: set[int] = set()
    for number, undoes in connection.execute(
        "SELECT number, undoes FROM journal"
        " WHERE number IN (SELECT change FROM expunged) AND import IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM journal_rows WHERE change = journal.number)"
        " ORDER BY number"
    ):
        if undoes is None or undoes in emptied:
            emptied.add(number)
    connection.execute("DROP TABLE expunged")
    connection.execute(
        "DELETE FROM journal WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps([*emptied]),),
    )


class Belonging(NamedTuple):
    """A column by which rows of one table belong to rows of another."""

    table: str
    column: str


def belongings(connection: sqlite3.Connection, parent: str) -> list[Belonging]:
    """Return the columns by which rows belong to `customers` or `notes`."""
    rows = connection.execute(
        'SELECT tables.name, keys."from" FROM pragma_table_list AS tables'
        " JOIN pragma_foreign_key_list(tables.name) AS keys"
        " WHERE tables.schema = 'main' AND keys.\"table\" = ? ORDER BY ltrim(tables.name, '_'), 2",
        (parent,),
    )
    return [Belonging(*row) for row in rows.fetchall()]


# -- a person's footprint --------------------------------------------------------------------------

_WORKED_OUT = "_rhythms"
_FIRST = ("customers", "handles", "tags", "occasions", "notes", "checks", "visits")
_IS_A_NAME = among("kind", NAMES)
_SHORTEST_TELLING = 3


def footprint(connection: sqlite3.Connection, selves: Collection[int]) -> dict[str, int]:
    """Count a person's rows in each table, and their changes in the journal."""
    mine = {"customers": f"number {THESE}"}
    for table, column in belongings(connection, "customers"):
        before = f"{mine[table]} OR " if table in mine else ""
        mine[table] = f"{before}{column} {THESE}"
    del mine[_WORKED_OUT]
    counts = [
        f"SELECT '{table}', count(*) FROM {table} WHERE {mine[table]}"
        for table in dict.fromkeys((*_FIRST, *mine))
    ]
    counts.append(
        f"SELECT 'journal', count(DISTINCT change) FROM journal_rows WHERE customer {THESE}"
    )
    found = connection.execute(" UNION ALL ".join(counts), {"these": as_array(selves)}).fetchall()
    return {table: rows for table, rows in found if rows}


def notes_mentioning(connection: sqlite3.Connection, selves: Collection[int]) -> list[int]:
    """Return the notes on others that contain a person's name, or a word of it.

    A word counts if nobody else on the pad is called so.
    """
    these = {"these": as_array(selves)}
    rows = connection.execute(
        f"SELECT value FROM handles WHERE customer {THESE} AND {_IS_A_NAME}", these
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
    (bear,) = connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM _name_words WHERE word = :word AND NOT customer {THESE})",
        {"word": word, **these},
    ).fetchone()
    return bool(bear)


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
