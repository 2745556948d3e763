"""What confirming and visiting return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Check:
    """One time that a note was confirmed.

    Attributes:
        note: the note's number.
        on: the day of the check.
        outcome: `same`, `changed`, `gone` or `seen`.
        days: days since the note was last known to be true.
        asked: whether we asked; False when the customer volunteered it or it was seen.
        before: the text before the check.
        after: the text after it.
        author: who checked, or None.
    """

    note: int
    on: date
    outcome: str
    days: int
    asked: bool
    before: str
    after: str
    author: str | None


@dataclass(frozen=True)
class Visit:
    """A day on which a customer was here."""

    number: int
    customer: str
    customer_number: int
    on: date
