"""Every row about a customer, in any table, and the names of other people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.audit_log import AuditRow
from prefpad.db.statements import among, stored_rows
from prefpad.domain.vocabulary import NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from typing import Any

    Row = dict[str, Any]

_JOURNAL = "journal_rows"
_ASKED = "SELECT value FROM json_each(?)"
_OF_ROWS = f"""
SELECT DISTINCT customer FROM json_each(?) AS mine
CROSS JOIN {_JOURNAL} ON of_table = ? AND of_row = mine.value
WHERE customer NOT IN (SELECT number FROM customers)"""


class Past(NamedTuple):
    """A change to one row: when, by whom, and its values before and after."""

    at: str
    author: str | None
    row: AuditRow


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows are about customers."""
    rows = connection.execute(
        "SELECT tables.name FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS info"
        f" WHERE tables.type = 'table' AND info.name = 'customer' AND tables.name <> '{_JOURNAL}'"
        " ORDER BY ltrim(tables.name, '_')"
    )
    return ["customers", *(name for (name,) in rows)]


def rows_about(connection: sqlite3.Connection, customer: int) -> dict[str, list[Row]]:
    """Return every row about a customer, by table."""
    found = {}
    for table in tables(connection):
        whose = "number" if table == "customers" else "customer"
        found[table] = stored_rows(connection, table, f"{whose} = ? ORDER BY 1", (customer,))
    return found


def past_of(
    connection: sqlite3.Connection, customer: int, rows: dict[str, list[Row]]
) -> list[Past]:
    """Return the changes to rows about a customer, oldest first.

    What was known of a twin, whose rows have moved to this customer, counts.
    """
    whose = {customer}
    for table, found in rows.items():
        numbers = json.dumps([row["number"] for row in found if "number" in row])
        whose |= {was for (was,) in connection.execute(_OF_ROWS, (numbers, table)) if was}
    changes = connection.execute(
        "SELECT at, author, of_table, of_row, customer, before, after"
        f" FROM {_JOURNAL} JOIN journal ON journal.number = change"
        f" WHERE customer IN ({_ASKED}) ORDER BY {_JOURNAL}.number",
        (json.dumps([*whose]),),
    )
    return [
        Past(at, author, AuditRow(table, row, who, _values(before), _values(after)))
        for at, author, table, row, who, before, after in changes.fetchall()
    ]


def imports(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Return the file and the moment of each import, by its number."""
    rows = connection.execute("SELECT number, file, at FROM imports")
    return {number: (file, at) for number, file, at in rows}


def names_of_others(connection: sqlite3.Connection, customer: int, keys: Iterable[str]) -> set[str]:
    """Return which of the keys are a whole name of another customer."""
    rows = connection.execute(
        f"SELECT DISTINCT key FROM handles WHERE key IN ({_ASKED})"
        f" AND {among('kind', NAMES)} AND customer <> ?",
        (json.dumps([*keys]), customer),
    )
    return {key for (key,) in rows}


def words_of_others(
    connection: sqlite3.Connection, customer: int, words: Iterable[str]
) -> set[str]:
    """Return which of the words are part of another customer's name."""
    rows = connection.execute(
        f"SELECT DISTINCT word FROM _name_words WHERE word IN ({_ASKED}) AND customer <> ?",
        (json.dumps([*words]), customer),
    )
    return {word for (word,) in rows}


def _values(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)
