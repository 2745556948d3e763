"""The pad's own options, kept in the file so that it is complete in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

DEFAULTS = {"question-price": "0.3", "date-order": ""}


def read(connection: sqlite3.Connection) -> dict[str, str]:
    """Return every setting, the defaults where the pad has none of its own."""
    return DEFAULTS | dict(connection.execute("SELECT name, value FROM settings"))
