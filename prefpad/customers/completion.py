"""What the shell completes, read without the rest of a pad: every press of Tab waits for it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Literal

from prefpad.customers.completion_search import names_like, numbers_like, topics_like
from prefpad.db.connection import open_to_read
from prefpad.db.errors import translate_errors

if TYPE_CHECKING:
    from pathlib import Path

Completed = Literal["names", "topics", "numbers"]

_READERS = {"names": names_like, "topics": topics_like, "numbers": numbers_like}


def complete(path: Path, what: Completed, beginning: str, limit: int) -> list[str]:
    """Return the names of customers, topics or numbers of notes that begin so, at most `limit`.

    Raises:
        PadUnusable, PadBusy: the pad at `path` cannot be read.
    """
    with translate_errors(path), closing(open_to_read(path)) as connection:
        return _READERS[what](connection, beginning, limit)
