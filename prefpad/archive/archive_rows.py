"""Reading a pad for an export, some customers at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from prefpad.archive.schema import CUSTOMERS, NEXT, OF_A_CUSTOMER
from prefpad.customers.repository import Filter, numbers_of
from prefpad.domain.normalize import code_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from prefpad.archive.schema import TableSchema

Facts = dict[str, Any]
"""A row, or a customer with lists of rows, as it is in the json."""

_AT_ONCE = 500


def numbers(connection: sqlite3.Connection, tag: str | None) -> list[int]:
    """Return the numbers of the customers with a tag or a level below it, or of all, in order."""
    if tag is not None:
        return sorted(numbers_of(connection, Filter((tag,))))
    rows = connection.execute("SELECT number FROM customers ORDER BY number")
    return [number for (number,) in rows]


def rows(connection: sqlite3.Connection, part: TableSchema) -> list[Facts]:
    """Return all rows of a part of the pad, in the order of their numbers."""
    return [facts for _, facts in _read(connection, part, "number", "ORDER BY number", ())]


def next_numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the numbers that the next customer and the next note will have."""
    last = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    return {field.name: last.get(field.name, 0) + 1 for field in NEXT.fields}


def customers(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    parts: Iterable[TableSchema] = OF_A_CUSTOMER,
) -> Iterator[Facts]:
    """Yield each customer with the rows of these parts."""
    for first in range(0, len(numbers), _AT_ONCE):
        these = (json.dumps(numbers[first : first + _AT_ONCE]),)
        found = dict(_read(connection, CUSTOMERS, "number", f"{_among('number')}", these))
        for part in parts:
            for customer, facts in _read(connection, part, "customer", _among("customer"), these):
                found[customer].setdefault(part.name, []).append(facts)
        yield from found.values()


def has_namesake(connection: sqlite3.Connection, customer: int) -> bool:
    """Tell whether another customer has the name of this one."""
    row = connection.execute(
        "SELECT 1 FROM handles AS mine JOIN handles AS theirs"
        " ON theirs.key = mine.key AND theirs.kind = 'name' AND theirs.customer <> mine.customer"
        " WHERE mine.customer = ? AND mine.kind = 'name' LIMIT 1",
        (customer,),
    ).fetchone()
    return row is not None


def first_with_id(connection: sqlite3.Connection, value: str, source: str | None) -> int | None:
    """Return the first customer who has this outside id, or None."""
    (customer,) = connection.execute(
        "SELECT min(customer) FROM handles WHERE kind = 'id' AND key = ? AND source IS ?",
        (code_key(value), source),
    ).fetchone()
    return None if customer is None else int(customer)


def _among(column: str) -> str:
    return f"AND {column} IN (SELECT value FROM json_each(?)) ORDER BY {column}, number"


def _read(
    connection: sqlite3.Connection,
    part: TableSchema,
    owner: str,
    which: str,
    values: tuple[str, ...],
) -> Iterator[tuple[int, Facts]]:
    columns = ", ".join(field.stored for field in part.fields)
    writers = [(field.name, field.sort.write) for field in part.fields]
    for customer, *stored in connection.execute(
        f"SELECT {owner}, {columns} FROM {part.table} WHERE {part.only} {which}", values
    ):
        facts = {}
        for (name, write), value in zip(writers, stored, strict=True):
            if value is not None and (written := write(value)) is not None:
                facts[name] = written
        yield customer, facts
