"""How the columns of a list are read, kept for the next list of the same header."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from prefpad.db.unit_of_work import UnitOfWork


class Mapped(NamedTuple):
    """What a list is called, and the home of each of its columns by folded name."""

    source: str
    homes: Mapping[str, str]


def remembered(connection: sqlite3.Connection) -> dict[str, Mapped]:
    """Return how lists are read, by header."""
    rows = connection.execute("SELECT header, source, columns FROM _mappings")
    return {header: Mapped(source, json.loads(columns)) for header, source, columns in rows}


def remember(writer: UnitOfWork, header: str, mapping: Mapped) -> None:
    """Keep how lists of a header are read, in place of how they were read before."""
    columns = json.dumps(mapping.homes, ensure_ascii=False)
    values = {"header": header, "source": mapping.source, "columns": columns}
    row = writer.connection.execute(
        "SELECT number FROM _mappings WHERE header = ?", (header,)
    ).fetchone()
    if row:
        writer.update("_mappings", row[0], values)
    else:
        writer.insert("_mappings", values)
