"""Who may be whose twin: what can be compared, which pairs are worth it, who was said to differ."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from prefpad.customers.fuzzy_search import suggestions
from prefpad.db.conditions import among
from prefpad.domain.models import Occasion
from prefpad.domain.normalize import name_words
from prefpad.domain.vocabulary import ADDRESSES, OWN_NAMES
from prefpad.duplicates.blocking import MOST_IN_A_BLOCK, block_keys, initial_keys
from prefpad.duplicates.name_match import Worded, share_of, worded_name
from prefpad.duplicates.scoring import SHORTEST_PHONE, ComparisonRecord

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Iterable, Iterator

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.duplicates.name_match import Share

Pair = tuple[int, int]

_RARE = 5
_MOST_NAMES = 30

_PAIRS = f"""
SELECT DISTINCT mine.customer, theirs.customer
FROM (
    SELECT key FROM blocks GROUP BY key HAVING count(*) BETWEEN 2 AND {MOST_IN_A_BLOCK}
) AS block
CROSS JOIN blocks AS mine ON mine.key = block.key
CROSS JOIN blocks AS theirs ON theirs.key = block.key AND theirs.customer > mine.customer
EXCEPT SELECT one, other FROM _apart
ORDER BY 1, 2"""

_NEAR = f"""
SELECT theirs.customer FROM handles AS mine JOIN handles AS theirs USING (key)
    WHERE mine.customer = :customer AND mine.kind IN ('name', 'alias', 'email', 'card', 'id')
UNION SELECT theirs.customer FROM handles AS mine JOIN handles AS theirs
    ON theirs.tail >= substr(mine.tail, 1, {SHORTEST_PHONE})
        AND theirs.tail < substr(mine.tail, 1, {SHORTEST_PHONE}) || ':'
    WHERE mine.customer = :customer AND length(mine.tail) >= {SHORTEST_PHONE}
UNION SELECT theirs.customer FROM occasions AS mine JOIN occasions AS theirs USING (name)
    WHERE mine.customer = :customer AND name = 'birthday' AND (
        theirs.month = mine.month AND theirs.day = mine.day
        OR theirs.month = mine.day AND theirs.day = mine.month
    )
UNION SELECT theirs.customer FROM notes AS mine JOIN notes AS theirs USING (topic_key, text)
    WHERE mine.customer = :customer AND topic_key = 'address'
UNION SELECT theirs.customer FROM _name_words AS mine JOIN _name_words AS theirs USING (word)
    WHERE mine.customer = :customer
        AND (SELECT count(*) FROM _name_words AS all_bearers WHERE word = mine.word) <= {_RARE}"""


def count_customers(connection: sqlite3.Connection) -> int:
    """Return how many customers there are."""
    (count,) = connection.execute("SELECT count(*) FROM customers").fetchone()
    return int(count)


def shares(connection: sqlite3.Connection) -> Share:
    """Return how rare the words of names are."""
    customers = count_customers(connection)
    bearers = dict(
        connection.execute("SELECT word, count(*) FROM _name_words GROUP BY 1 HAVING count(*) > 1")
    )
    return lambda word: share_of(bearers.get(word, 1), customers)


def evidence(
    connection: sqlite3.Connection, numbers: Iterable[int] | None = None
) -> dict[int, ComparisonRecord]:
    """Return what can be compared of these customers, or of all."""
    which = "" if numbers is None else " AND customer IN (SELECT value FROM json_each(:numbers))"
    asked = {"numbers": None if numbers is None else json.dumps([*numbers])}
    birthdays = {
        customer: Occasion("birthday", *day)
        for customer, *day in connection.execute(
            f"SELECT customer, month, day, year FROM occasions WHERE name = 'birthday'{which}",
            asked,
        )
    }
    addresses: dict[int, tuple[Worded, ...]] = {}
    for customer, text in connection.execute(
        "SELECT customer, text FROM notes WHERE topic_key = 'address' AND kind = 'fact'"
        f" AND ended_on IS NULL{which}",
        asked,
    ):
        address = Worded(text, tuple(name_words(text)))
        addresses[customer] = (*addresses.get(customer, ()), address)
    handles = connection.execute(
        "SELECT customer, kind, value, key, ifnull(source, '') FROM handles"
        f" WHERE NOT {among('kind', ADDRESSES)} AND (key <> '' OR kind = 'name'){which} ORDER BY customer",
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
    keys: dict[str, list[str]] = {"email": [], "phone": [], "card": []}
    ids: list[tuple[str, str]] = []
    for _, kind, value, key, source in handles:
        if kind in keys:
            keys[kind].append(key)
        elif kind == "id":
            ids.append((source, key))
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
    )


def pairs(
    connection: sqlite3.Connection, known: dict[int, ComparisonRecord]
) -> Generator[Pair, None, None]:
    """Yield the pairs of customers that are worth comparing and were not said to differ."""
    with _blocks(connection, known), closing(connection.execute(_PAIRS)) as found:
        yield from found


def near(connection: sqlite3.Connection, customer: int) -> set[int]:
    """Return the customers who are worth comparing with one and were not said to differ."""
    found = {number for (number,) in connection.execute(_NEAR, {"customer": customer})}
    names = connection.execute(
        f"SELECT value FROM handles WHERE customer = ? AND {among('kind', OWN_NAMES)}", (customer,)
    ).fetchall()
    for (name,) in names:
        found.update(number for number, _ in suggestions(connection, name, _MOST_NAMES))
    return found - {customer} - others(connection, customer)


def others(connection: sqlite3.Connection, customer: int) -> set[int]:
    """Return the customers who were said to be others than this one."""
    rows = connection.execute(
        "SELECT other FROM _apart WHERE one = :customer"
        " UNION SELECT one FROM _apart WHERE other = :customer",
        {"customer": customer},
    )
    return {number for (number,) in rows}


def mark_distinct(writer: UnitOfWork, one: int, other: int) -> None:
    """Remember that two customers are two; said again it changes nothing."""
    first, second = sorted((one, other))
    if second not in others(writer.connection, first):
        writer.insert("_apart", {"one": first, "other": second})


def history_of(connection: sqlite3.Connection, customer: int) -> int:
    """Return how much there is on a customer: notes, checks and visits."""
    (rows,) = connection.execute(
        "SELECT (SELECT count(*) FROM notes WHERE customer = :customer)"
        " + (SELECT count(*) FROM checks WHERE customer = :customer)"
        " + (SELECT count(*) FROM visits WHERE customer = :customer)",
        {"customer": customer},
    ).fetchone()
    return int(rows)


@contextmanager
def _blocks(connection: sqlite3.Connection, known: dict[int, ComparisonRecord]) -> Iterator[None]:
    connection.execute(
        "CREATE TEMP TABLE blocks (key TEXT, customer INTEGER, PRIMARY KEY (key, customer))"
        " WITHOUT ROWID"
    )
    try:
        keys = ((key, number) for number, one in known.items() for key in block_keys(one))
        _fill(connection, keys)
        initials = {
            key
            for (key,) in connection.execute(
                "SELECT DISTINCT key FROM blocks WHERE key >= 'j ' AND key < 'j!'"
            )
        }
        if initials:
            _fill(
                connection,
                (
                    (key, number)
                    for number, one in known.items()
                    for key in initial_keys(one)
                    if key in initials
                ),
            )
        connection.execute(
            "INSERT OR IGNORE INTO blocks SELECT 'w ' || word, customer FROM _name_words WHERE word IN"
            f" (SELECT word FROM _name_words GROUP BY word HAVING count(*) BETWEEN 2 AND {_RARE})"
        )
        yield
    finally:
        connection.execute("DROP TABLE blocks")


def _fill(connection: sqlite3.Connection, keys: Iterable[tuple[str, int]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?)", keys)
