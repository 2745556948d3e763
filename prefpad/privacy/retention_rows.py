"""Notes and customers past their retention time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.repository import LAST_VISIT
from prefpad.db.statements import THESE
from prefpad.domain.normalize import as_json, fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping

    from prefpad.db.unit_of_work import UnitOfWork

_TIMES_OF_NOTES = {
    "want": "kind = 'want'",
    "mood": "kind = 'mood'",
    "candidate": "standing = 'candidate'",
    "problem": "kind = 'problem' AND ended_on IS NOT NULL",
    "promise": "kind = 'promise' AND ended_on IS NOT NULL",
    "extra": "kind = 'extra' AND ended_on IS NOT NULL",
}
_CUSTOMER = "customer"
_SINCE = "coalesce(ended_on, by_day, max(noted_on, confirmed_on))"
_KNOWN_AGAIN = (
    f"UPDATE _import_rows SET note = NULL WHERE note {THESE}",
    (
        "INSERT OR IGNORE INTO _import_rows(customer, identity, note, import)"
        f" SELECT customer, imported_as, NULL, import FROM notes WHERE number {THESE}"
        " AND imported_as IS NOT NULL AND import IS NOT NULL"
    ),
)
_IN_RECORDS = f"""
SELECT _records.number, _records.customer, fields, json_group_array(text) FROM notes
JOIN _records USING (customer) WHERE notes.number {THESE} GROUP BY _records.number"""
_GONE = f"""role = 'customer' AND coalesce({LAST_VISIT}, created_on) <= :customer
AND NOT EXISTS (
    SELECT 1 FROM expected_visits
    WHERE customer = customers.number AND on_day > :customer AND withdrawn_on IS NULL
)"""
_CUSTOMERS = f"""
SELECT number, coalesce({LAST_VISIT}, created_on) FROM customers
WHERE {_GONE} AND number > :after ORDER BY number LIMIT :size"""


class OldNote(NamedTuple):
    """An expired note: its number, which retention time it is past, and since when."""

    number: int
    why: str
    since: str


def customers(
    connection: sqlite3.Connection, day: str, size: int
) -> Iterator[list[tuple[int, str]]]:
    """Yield the customers whose last visit was by `day`, with that visit's day, `size` at a time.

    Who never was here counts from the day on which they were put on the pad; nobody who was
    expected since is among them.
    """
    after = 0
    while page := connection.execute(
        _CUSTOMERS, {"customer": day, "after": after, "size": size}
    ).fetchall():
        yield page
        after = page[-1][0]


def notes(
    connection: sqlite3.Connection, days: Mapping[str, str], size: int
) -> Iterator[list[OldNote]]:
    """Yield the notes that have expired, by the day for their sort, `size` at a time.

    Alerts never expire, and notes on a customer who has expired are left out. What was tried on a
    problem goes with it.

    Args:
        connection: the open pad.
        days: by sort: `want`, `mood`, `candidate`, `problem`, `promise`, `extra`, and `customer`.
        size: how many at a time.
    """
    others = ["alert"]
    if _CUSTOMER in days:
        others.append(
            f"EXISTS (SELECT 1 FROM customers WHERE customers.number = notes.customer AND {_GONE})"
        )
    for why in days:
        if why == _CUSTOMER:
            continue
        is_over = f"{_TIMES_OF_NOTES[why]} AND {_SINCE} <= :{why}"
        query = (
            f"SELECT number, '{why}', {_SINCE} FROM notes WHERE {is_over} AND number > :after"
            f" AND NOT ({' OR '.join(others)}) ORDER BY number LIMIT :size"
        )
        after = 0
        while page := connection.execute(query, {**days, "after": after, "size": size}).fetchall():
            yield [OldNote(*row) for row in page]
            after = page[-1][0]
        others.append(is_over)


def detach(writer: UnitOfWork, numbers: Collection[int]) -> None:
    """Keep these notes known to imports, so that the same file does not bring them back.

    What the records of other programs' lists, and the journal of these, say as the notes do is
    blanked, and so counts as taken away by hand.
    """
    these = {"these": json.dumps([*numbers])}
    for statement in _KNOWN_AGAIN:
        writer.execute(statement, these)
    for record, customer, fields, texts in writer.execute(_IN_RECORDS, these).fetchall():
        said = json.loads(fields)
        gone = {fold(text) for text in json.loads(texts)}
        kept = {
            field: "" if isinstance(value, str) and fold(value) in gone else value
            for field, value in said.items()
        }
        if kept != said:
            writer.execute(
                "UPDATE _records SET fields = ? WHERE number = ?", (as_json(kept), record)
            )
            writer.execute(
                "DELETE FROM journal_rows WHERE of_table = '_records' AND customer = ?", (customer,)
            )
