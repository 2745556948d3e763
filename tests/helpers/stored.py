"""What a pad has stored, told table by table."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from prefpad.db.connection import open_pad

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

KEPT = (
    *("customers", "handles", "tags", "occasions", "consents", "notes", "checks", "visits"),
    *("expected_visits", "_import_rows", "_records", "_mappings", "_name_words", "_apart"),
)  # fmt: skip

Tables = dict[str, list[tuple[Any, ...]]]


def _columns(connection: sqlite3.Connection, table: str) -> str:
    """Return the columns that no rate decides."""
    columns = connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
    return ", ".join(name for (name,) in columns if name not in {"visit_class", "pace_class"})


def tables(path: Path) -> Tables:
    """Return all that a pad keeps of its customers, and check that search is in step."""
    with closing(open_pad(path)) as connection:
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            table: connection.execute(
                f"SELECT {_columns(connection, table)} FROM {table} ORDER BY 1, 2"
            ).fetchall()
            for table in (*KEPT, "_tallies")
        }
