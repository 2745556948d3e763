"""Under which numbers a person stands on the pad, and stood: merged since, or taken away again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

_GONE = "customer NOT IN (SELECT number FROM customers)"
_THESE = "IN (SELECT value FROM json_each(:these))"
_TELLING = "('name', 'phone', 'email', 'card', 'id')"
_MERGED = (
    "SELECT customer FROM journal_rows WHERE before LIKE '%\"customer\"%'"
    f" AND json_extract(after, '$.customer') {_THESE} AND {_GONE}"
)
_ALIKE = f"""
SELECT customer FROM (
    SELECT customer, coalesce(before, after) AS handle FROM journal_rows
    WHERE of_table = 'handles' AND (before IS NULL OR after IS NULL) AND {_GONE}
)
WHERE (json_extract(handle, '$.kind') || ' ' || json_extract(handle, '$.key')) {_THESE}"""


def all_numbers_of(connection: sqlite3.Connection, customer: int) -> set[int]:
    """Return the number of a customer, and those by which only the journal knows the same person.

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
    """Return the numbers of the customers who are gone and had one of these handles, kind and key."""
    return _asked(connection, _ALIKE, [f"{kind} {key}" for kind, key in keys])


def gone_numbered(connection: sqlite3.Connection, number: int) -> set[int]:
    """Return the number of a customer who is gone, if the journal still knows of them."""
    return _asked(
        connection,
        f"SELECT customer FROM journal_rows WHERE customer {_THESE} AND {_GONE}",
        [number],
    )


def _asked(connection: sqlite3.Connection, query: str, these: Collection[str | int]) -> set[int]:
    return {number for (number,) in connection.execute(query, {"these": json.dumps([*these])})}
