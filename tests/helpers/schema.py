"""The schema of a new pad as SQLite has it, steps that it may take, and `tests/data/schema.sql`, where it is stored.

`python -m tests.helpers.schema` stores the present one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TYPE_CHECKING

from prefpad import Pad
from prefpad.db import migrations

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    import pytest
    from sqlite_utils import Database

SCHEMA = Path(__file__).parents[1] / "data" / "schema.sql"


def schema_of(connection: sqlite3.Connection) -> str:
    """Return what SQLite keeps of the schema, in a fixed order; what libraries add left out."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'notes_search_%' AND name <> '_sqlite_migrations'"
        " ORDER BY type = 'view', type = 'trigger', tbl_name, type DESC, name"
    )
    return "".join(f"{sql};\n\n" for (sql,) in rows)


def with_steps(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[Database], None]) -> None:
    """Add steps to those of the program, each as the module that it would have."""
    for step in steps:
        module = ModuleType(f"{migrations.__name__}.{step.__name__}")
        vars(module)[step.__name__] = step
        monkeypatch.setitem(sys.modules, module.__name__, module)
    names = (step.__name__ for step in steps)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *names))


def _store() -> None:
    with TemporaryDirectory() as folder, Pad(Path(folder, "pad.db"), create=True) as pad:
        SCHEMA.write_text(schema_of(pad.session.connection), encoding="utf-8")


if __name__ == "__main__":
    _store()
