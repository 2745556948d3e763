"""What erasing for good needs: a note that one is not finished, whom not to take again, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = """
CREATE TABLE erasing (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    since TEXT NOT NULL
) STRICT;
CREATE TABLE forgotten (
    mark TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE backups (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL
) STRICT
"""


def m008_erasing(db: Database) -> None:
    """Add the tables."""
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
