"""What an import must know of the pad, asked for many rows at once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from prefpad.db.unit_of_work import Value

Pair = tuple[int, int]

_FEW, _MANY = 10, 250
_ASKED = "WITH asked({columns}) AS (VALUES {marks})"

_PAIRS = (
    "SELECT first, second FROM asked"
    " CROSS JOIN {table} ON {table}.customer = first AND {table}.{column} = second"
)
_ALIKE = (
    "SELECT customer, same_key, ended_on IS NULL, imported_as FROM asked"
    " CROSS JOIN notes ON customer = first AND same_key = second"
)
_BEARERS = (
    "SELECT key, kind, customer FROM asked CROSS JOIN handles ON key = first WHERE source IS NULL"
)
_PERSON = """
SELECT 'form', formal, role FROM customers WHERE number = :number
UNION ALL SELECT 'tag', key, NULL FROM tags WHERE customer = :number
UNION ALL SELECT 'handle', key, kind FROM handles WHERE customer = :number AND source IS NULL"""


class StoredCustomer(NamedTuple):
    """What the pad holds of a customer: handles as kind and key, the keys of the tags."""

    formal: str | None
    role: str
    handles: set[tuple[str, str]]
    tags: set[str]


def pairs(
    connection: sqlite3.Connection, column: str, table: str, rows: Iterable[Pair]
) -> Iterator[Pair]:
    """Yield which of these rows, as customer and the value of a column, a table has."""
    return _ask(connection, _PAIRS.format(column=column, table=table), rows)


def alike(
    connection: sqlite3.Connection, rows: Iterable[Pair]
) -> Iterator[tuple[int, int, int, int | None]]:
    """Yield the notes with this customer and `same_key`: both, whether it holds, `imported_as`."""
    return _ask(connection, _ALIKE, rows)


def bearers(connection: sqlite3.Connection, keys: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the handles that have one of these keys: key, kind and customer."""
    return _ask(connection, _BEARERS, ((key,) for key in keys))


def held(connection: sqlite3.Connection, customer: int) -> StoredCustomer:
    """Return what the pad holds of a customer."""
    (_, formal, role), *others = connection.execute(_PERSON, {"number": customer}).fetchall()
    return StoredCustomer(
        formal,
        role,
        {(kind, key) for what, key, kind in others if what == "handle"},
        {key for what, key, _ in others if what == "tag"},
    )


def _ask(
    connection: sqlite3.Connection, query: str, rows: Iterable[Sequence[Value]]
) -> Iterator[Any]:
    """Yield what a query finds for these rows, which stand in `asked` as `first` and `second`."""
    waiting = [*rows]
    if not waiting:
        return
    at_once = _FEW if len(waiting) <= _FEW else _MANY
    width = len(waiting[0])
    length = at_once * width
    values: list[Value] = [*chain.from_iterable(waiting)]
    values += [None] * (-len(values) % length)
    columns = ", ".join(("first", "second")[:width])
    marks = ", ".join([f"({', '.join('?' * width)})"] * at_once)
    statement = f"{_ASKED.format(columns=columns, marks=marks)} {query}"
    for start in range(0, len(values), length):
        yield from connection.execute(statement, values[start : start + length])
