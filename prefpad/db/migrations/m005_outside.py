"""What comes from other programs: what their records last said, how their columns are read, consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = """
CREATE TABLE records (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    source TEXT NOT NULL,
    identity INTEGER NOT NULL,
    fields TEXT NOT NULL,
    import INTEGER REFERENCES imports(number)
) STRICT;
CREATE INDEX records_by_identity ON records(identity);
CREATE INDEX records_by_customer ON records(customer);
CREATE TABLE mappings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    header TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    columns TEXT NOT NULL
) STRICT;
CREATE TABLE consents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    about TEXT NOT NULL CHECK (about = 'notes' OR about = 'messages'),
    status TEXT NOT NULL CHECK (
        status = 'asked' OR status = 'given' OR status = 'refused' OR status = 'withdrawn'
    ),
    on_day TEXT NOT NULL,
    how TEXT,
    author TEXT,
    import INTEGER REFERENCES imports(number)
) STRICT;
CREATE INDEX consents_by_customer ON consents(customer, about);
ALTER TABLE checks ADD COLUMN import INTEGER REFERENCES imports(number);
ALTER TABLE occasions ADD COLUMN import INTEGER REFERENCES imports(number);
ALTER TABLE visits ADD COLUMN import INTEGER REFERENCES imports(number)
"""


def m005_outside(db: Database) -> None:
    """Add the tables, and let checks, occasions and visits name the import that made them."""
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
