"""Which customers were said to be two, however alike they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = """
CREATE TABLE apart (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    one INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    UNIQUE (one, other),
    CHECK (one < other)
) STRICT;
CREATE INDEX apart_by_other ON apart(other)
"""


def m006_apart(db: Database) -> None:
    """Add the table of customers who are not twins."""
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
