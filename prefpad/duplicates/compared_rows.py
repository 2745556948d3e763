"""The pairs of a whole pad worth comparing, best blocks first, and a memory of those compared.

What is remembered is derived: the pairs that may be one person, and how far the pad was compared.
It is written where that keeps nobody waiting, and left out where it cannot be written.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.statements import among, pragma
from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.duplicates.candidate_rows import (
    MOST_IN_A_BLOCK,
    MOST_IN_A_WEAK_BLOCK,
    RARE,
    WEAK,
    block_keys,
    evidence,
    initial_keys,
)
from prefpad.duplicates.scoring import FEWEST_TWINS, MOST_BEARERS, SHORTEST_PHONE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Generator, Iterable, Iterator

    from prefpad.duplicates.candidate_rows import Pair

    Pass = Callable[[sqlite3.Connection], Generator[Pair, None, None]]

_AT_ONCE = 1000
_A_HANDLE = """
SELECT mine.customer, theirs.customer
FROM (
    SELECT key, kind, count(*) AS bearers FROM handles WHERE {kinds} AND key <> ''
    GROUP BY key, kind HAVING bearers BETWEEN 2 AND {most}
) AS block
CROSS JOIN handles AS mine ON mine.key = block.key AND mine.kind = block.kind
CROSS JOIN handles AS theirs
    ON theirs.key = block.key AND theirs.kind = block.kind AND theirs.customer > mine.customer
ORDER BY block.bearers"""
_A_PHONE = f"""
SELECT DISTINCT mine.customer, theirs.customer
FROM (
    SELECT substr(tail, 1, {SHORTEST_PHONE}) AS tail FROM handles
    WHERE tail IS NOT NULL AND length(tail) >= {SHORTEST_PHONE}
    GROUP BY 1 HAVING count(*) BETWEEN 2 AND {MOST_BEARERS}
) AS block
CROSS JOIN handles AS mine ON mine.tail >= block.tail AND mine.tail < block.tail || ':'
CROSS JOIN handles AS theirs
    ON theirs.tail >= block.tail AND theirs.tail < block.tail || ':'
    AND theirs.customer > mine.customer"""
_A_BIRTHDAY = f"""
WITH born AS MATERIALIZED (
    SELECT year * 10000 + month * 100 + day AS day, customer FROM occasions
    WHERE name = 'birthday' AND year IS NOT NULL
)
SELECT mine.customer, theirs.customer
FROM (
    SELECT day FROM born GROUP BY day HAVING count(*) BETWEEN 2 AND {MOST_BEARERS}
) AS block
CROSS JOIN born AS mine ON mine.day = block.day
CROSS JOIN born AS theirs ON theirs.day = block.day AND theirs.customer > mine.customer
WHERE EXISTS (
    SELECT 1 FROM _name_words AS word CROSS JOIN _name_words AS same USING (word)
    WHERE word.customer = mine.customer AND same.customer = theirs.customer
)"""
_A_KEY = f"""
SELECT mine.customer, theirs.customer
FROM (
    SELECT key FROM temp.blocks GROUP BY key HAVING count(*) BETWEEN 2 AND
        CASE WHEN {among("substr(key, 1, 1)", WEAK)} THEN {MOST_IN_A_WEAK_BLOCK}
        ELSE {MOST_IN_A_BLOCK} END
) AS block
CROSS JOIN temp.blocks AS mine ON mine.key = block.key
CROSS JOIN temp.blocks AS theirs ON theirs.key = block.key AND theirs.customer > mine.customer
GROUP BY 1, 2 ORDER BY min(block.key), 1, 2"""
"""Each pair once, with others of its block, so that a batch of pairs has few customers to read."""

_CHANGED = """
SELECT number FROM customers WHERE number > :customers
UNION SELECT customer FROM journal_rows WHERE number > :changes AND customer IS NOT NULL AND (
    of_table IN ('customers', 'handles', 'occasions') OR of_table = 'notes' AND (
        before LIKE '%"address"%' OR EXISTS (
            SELECT 1 FROM notes WHERE number = of_row AND topic_key = 'address'
        )
    )
)"""
_IMPORTED = """
UNION SELECT customer FROM handles WHERE import > :imports
UNION SELECT customer FROM occasions WHERE import > :imports
UNION SELECT customer FROM notes WHERE import > :imports AND topic_key = 'address'"""


class Memory(NamedTuple):
    """How much of a pad has been compared.

    Attributes:
        passes: how many of `PASSES` were made.
        customers: the last customer's number at that time.
        changes: the last row of the journal at that time.
        imports: the last import at that time.
        twins: how many twins of each customer were found.
    """

    passes: int = 0
    customers: int = 0
    changes: int = 0
    imports: int = 0
    twins: float = FEWEST_TWINS


def memory_of(connection: sqlite3.Connection) -> Memory | None:
    """Return how much of the pad was compared, or None if it never was."""
    query = "SELECT passes, customers, changes, imports, twins FROM _compared"
    row = connection.execute(query).fetchone()
    return row and Memory(*row)


def now(connection: sqlite3.Connection, passes: int, twins: float) -> Memory:
    """Return the memory of a pad after that many passes."""
    customers, changes, imports = connection.execute(
        "SELECT ifnull((SELECT max(number) FROM customers), 0),"
        " ifnull((SELECT max(number) FROM journal_rows), 0),"
        " ifnull((SELECT max(number) FROM imports), 0)"
    ).fetchone()
    return Memory(passes, customers, changes, imports, twins)


def changed_since(connection: sqlite3.Connection, memory: Memory, most: int) -> set[int] | None:
    """Return the customers added, removed or changed since; None if they are too many."""
    imported = connection.execute("SELECT max(number) FROM imports").fetchone()[0] or 0
    query = _CHANGED + (_IMPORTED if imported > memory.imports else "")
    values = memory._asdict()
    found = connection.execute(f"SELECT * FROM ({query}) LIMIT {most + 1}", values).fetchall()
    return None if len(found) > most else {number for (number,) in found}


def remembered(connection: sqlite3.Connection) -> dict[Pair, float]:
    """Return the pairs that may be one person, with the bits of their last comparison."""
    rows = connection.execute("SELECT one, other, bits FROM _possible_pairs")
    return {(one, other): bits for one, other, bits in rows}


def remember(
    connection: sqlite3.Connection,
    before: Memory | None,
    memory: Memory,
    pairs: dict[Pair, float],
) -> None:
    """Remember what was compared, unless another terminal writes, or has remembered more."""
    from sqlite3 import OperationalError

    with pragma(connection, "busy_timeout", 0), suppress(OperationalError):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if memory_of(connection) == before:
                _write(connection, memory, pairs)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _write(connection: sqlite3.Connection, memory: Memory, pairs: dict[Pair, float]) -> None:
    kept = remembered(connection)
    connection.executemany(
        "DELETE FROM _possible_pairs WHERE one = ? AND other = ?", kept.keys() - pairs.keys()
    )
    connection.executemany(
        "INSERT OR REPLACE INTO _possible_pairs VALUES (?, ?, ?)",
        ((*pair, bits) for pair, bits in pairs.items() if kept.get(pair) != bits),
    )
    connection.execute("DELETE FROM _compared")
    connection.execute("INSERT INTO _compared VALUES (?, ?, ?, ?, ?)", memory)


def _sharing_a_handle(connection: sqlite3.Connection) -> Generator[Pair, None, None]:
    kinds = among("kind", ("email", "card", "id"))
    yield from _found(connection, _A_HANDLE.format(kinds=kinds, most=MOST_BEARERS))
    yield from _found(connection, _A_PHONE)


def _sharing_a_name(connection: sqlite3.Connection) -> Generator[Pair, None, None]:
    kinds = among("kind", OWN_NAMES)
    yield from _found(connection, _A_HANDLE.format(kinds=kinds, most=MOST_IN_A_BLOCK))


def _sharing_a_birthday(connection: sqlite3.Connection) -> Generator[Pair, None, None]:
    yield from _found(connection, _A_BIRTHDAY)


def _sharing_a_key(connection: sqlite3.Connection) -> Generator[Pair, None, None]:
    with _blocks(connection):
        yield from _found(connection, _A_KEY)


PASSES: tuple[Pass, ...] = (
    _sharing_a_handle,
    _sharing_a_birthday,
    _sharing_a_name,
    _sharing_a_key,
)
"""Ways of finding pairs that are worth comparing, those that find most twins a pair first.

The last compares everyone with those whose names or streets sound alike.
"""

SURE_PASSES = 2
"""The first passes, whose pairs have enough in common to be likely on a pad of any size."""


def pairs_found(connection: sqlite3.Connection) -> int:
    """Return how many pairs the way has found whose pairs are being read; 0 after the last."""
    if not connection.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'pairs'").fetchone():
        return 0
    (last,) = connection.execute("SELECT max(rowid) FROM temp.pairs").fetchone()
    return last or 0


def _found(connection: sqlite3.Connection, query: str) -> Iterator[Pair]:
    """Yield the pairs that a query finds; no statement is open while they are compared.

    An open one would keep the pad read, and so others from writing.
    """
    connection.execute("CREATE TEMP TABLE pairs (one INTEGER, other INTEGER)")
    try:
        connection.execute(f"INSERT INTO temp.pairs {query}")
        for first in range(1, pairs_found(connection) + 1, _AT_ONCE):
            yield from connection.execute(
                "SELECT one, other FROM temp.pairs WHERE rowid BETWEEN ? AND ?",
                (first, first + _AT_ONCE - 1),
            ).fetchall()
    finally:
        connection.execute("DROP TABLE temp.pairs")


@contextmanager
def _blocks(connection: sqlite3.Connection) -> Iterator[None]:
    """Build a temporary table of the keys of all customers."""
    connection.execute(
        "CREATE TEMP TABLE blocks (key TEXT, customer INTEGER, PRIMARY KEY (key, customer))"
        " WITHOUT ROWID"
    )
    try:
        _fill(connection, _all_keys(connection))
        initials = {
            key
            for (key,) in connection.execute(
                "SELECT DISTINCT key FROM temp.blocks WHERE key >= 'j ' AND key < 'j!'"
            )
        }
        if initials:
            _fill(connection, _all_keys(connection, initials))
        connection.execute(
            "INSERT OR IGNORE INTO temp.blocks SELECT 'w ' || word, customer FROM _name_words"
            " WHERE word IN"
            f" (SELECT word FROM _name_words GROUP BY word HAVING count(*) BETWEEN 2 AND {RARE})"
        )
        yield
    finally:
        connection.execute("DROP TABLE temp.blocks")


def _all_keys(
    connection: sqlite3.Connection, initials: set[str] | None = None
) -> Iterator[tuple[str, int]]:
    """Yield the keys of all customers, or only those for `initials`."""
    numbers = (number for (number,) in connection.execute("SELECT number FROM customers"))
    while some := [*islice(numbers, _AT_ONCE)]:
        for number, one in evidence(connection, some).items():
            if initials is None:
                yield from ((key, number) for key in block_keys(one))
            else:
                yield from ((key, number) for key in initial_keys(one) if key in initials)


def _fill(connection: sqlite3.Connection, keys: Iterable[tuple[str, int]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO temp.blocks VALUES (?, ?)", keys)
