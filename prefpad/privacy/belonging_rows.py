"""Which rows belong to a customer or a note, by the references of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Belonging(NamedTuple):
    """A column by which the rows of a table belong to those of another."""

    table: str
    column: str


def belongings(connection: sqlite3.Connection, parent: str) -> list[Belonging]:
    """Return by which columns rows belong to `customers`, or to `notes`."""
    rows = connection.execute(
        'SELECT tables.name, keys."from" FROM pragma_table_list AS tables'
        " JOIN pragma_foreign_key_list(tables.name) AS keys"
        " WHERE tables.schema = 'main' AND keys.\"table\" = ? ORDER BY ltrim(tables.name, '_'), 2",
        (parent,),
    )
    return [Belonging(*row) for row in rows.fetchall()]
