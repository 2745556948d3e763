"""The reason why a note's voice is other than its words would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m007_because(db: Database) -> None:
    """Let a note keep the reason for its voice."""
    db.execute("ALTER TABLE notes ADD COLUMN because TEXT")
