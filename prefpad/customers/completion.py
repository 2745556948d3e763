"""What the shell completes, read without the rest of a pad: every press of Tab waits for it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Literal

from prefpad.customers.completion_search import Offer, names_like, notes_like, topics_like
from prefpad.db.connection import open_to_read
from prefpad.db.errors import translate_errors

if TYPE_CHECKING:
    from pathlib import Path

Completed = Literal["names", "topics", "open notes", "notes to confirm", "notes"]


def complete(path: Path, what: Completed, beginning: str, limit: int) -> list[Offer]:
    """Return the customers, topics or notes that begin so, at most `limit`.

    Raises:
        PadUnusable, PadBusy: the pad at `path` cannot be read.
    """
    with translate_errors(path), closing(open_to_read(path)) as connection:
        match what:
            case "names":
                return names_like(connection, beginning, limit)
            case "topics":
                return topics_like(connection, beginning, limit)
            case _:
                return notes_like(connection, what, beginning, limit)
