"""The schema of a new pad as SQLite has it, and `tests/data/schema.sql`, where it is stored.

`python -m tests.helpers.schema` stores the present one.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from prefpad import Pad

if TYPE_CHECKING:
    import sqlite3

SCHEMA = Path(__file__).parents[1] / "data" / "schema.sql"


def schema_of(connection: sqlite3.Connection) -> str:
    """Return what SQLite keeps of the schema, in a fixed order; what libraries add left out."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'notes_search_%' AND name <> '_sqlite_migrations'"
        " ORDER BY type = 'view', type = 'trigger', tbl_name, type DESC, name"
    )
    return "".join(f"{sql};\n\n" for (sql,) in rows)


def _store() -> None:
    with TemporaryDirectory() as folder, Pad(Path(folder, "pad.db"), create=True) as pad:
        SCHEMA.write_text(schema_of(pad.session.connection), encoding="utf-8")


if __name__ == "__main__":
    _store()
