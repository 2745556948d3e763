"""Settings whose changes can stand in the journal, where every row has a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m002_numbered_settings(db: Database) -> None:
    """Number the rows of the settings."""
    db.execute("ALTER TABLE settings RENAME TO unnumbered")
    db.execute(
        "CREATE TABLE settings ("
        " number INTEGER PRIMARY KEY AUTOINCREMENT,"
        " name TEXT NOT NULL UNIQUE,"
        " value TEXT NOT NULL"
        ") STRICT"
    )
    db.execute("INSERT INTO settings(name, value) SELECT name, value FROM unnumbered")
    db.execute("DROP TABLE unnumbered")
