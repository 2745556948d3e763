"""The schema of a new pad, from a script of literal SQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def baseline(db: Database) -> None:
    """Make the tables, views, search and triggers of a new pad."""
    script = Path(__file__).with_name("baseline.sql").read_text(encoding="utf-8")
    for statement in statements(script):
        db.execute(statement)


def statements(sql: str) -> list[str]:
    """Split a script; `executescript` would commit the transaction that it runs in."""
    from sqlite3 import complete_statement

    found, current = [], ""
    for line in sql.splitlines(keepends=True):
        current += line
        if line.rstrip().endswith(";") and complete_statement(current):
            found.append(current)
            current = ""
    return found
