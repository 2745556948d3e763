"""What an undo needs: which change took back which, and a number for each row an import took."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = """
ALTER TABLE journal ADD COLUMN undoes INTEGER REFERENCES journal(number);
ALTER TABLE journal ADD COLUMN undone_by INTEGER REFERENCES journal(number);
CREATE INDEX journal_by_import ON journal(import) WHERE import IS NOT NULL;
CREATE TABLE numbered_import_rows (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,
    identity INTEGER NOT NULL,
    note INTEGER REFERENCES notes(number) ON DELETE CASCADE,
    import INTEGER NOT NULL REFERENCES imports(number),
    UNIQUE (customer, identity)
) STRICT;
INSERT INTO numbered_import_rows(customer, identity, note, import)
    SELECT customer, identity, note, import FROM import_rows ORDER BY import, customer, identity;
DROP TABLE import_rows;
ALTER TABLE numbered_import_rows RENAME TO import_rows;
CREATE INDEX import_rows_by_note ON import_rows(note) WHERE note IS NOT NULL
"""


def m004_undo(db: Database) -> None:
    """Let the journal say what was undone, and number the rows of imports."""
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
