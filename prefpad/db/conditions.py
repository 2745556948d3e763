"""SQL conditions on notes and handles that several folders share, made from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable


def among(column: str, words: Iterable[str]) -> str:
    """Return the condition that a column is one of some words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


ASKED_AGAIN = among("kind", (kind.name for kind in KINDS.values() if kind.asked_again))
"""True of notes of a kind that is reconfirmed."""

STAYS_OPEN = among("kind", (kind.name for kind in KINDS.values() if kind.stays_open))
"""True of notes of a kind that stands on the card until it is done."""


THESE = "IN (SELECT value FROM json_each(:these))"
"""True of a column that has one of the numbers in the json that is bound to `these`."""


def as_array(numbers: Iterable[int]) -> str:
    """Return numbers in json, to be bound to `these`, without loading what could also read it."""
    return f"[{','.join(map(str, numbers))}]"


def veil(private: bool, notes: str = "notes") -> str:
    """Return ` AND ...` to leave out the notes that `Note.is_hidden`, empty for `private`.

    Args:
        private: whether private notes are seen.
        notes: what the table is called in the query.
    """
    return "" if private else f" AND ({notes}.alert OR {notes}.voice <> 'private')"
