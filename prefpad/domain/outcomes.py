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
    """A day on which a customer was here.

    Attributes:
        number: the visit's number; None where a note or a check of that day tells of it.
        customer: the customer's name.
        customer_number: the number behind `@` that means this customer and no namesake.
        on: the day.
        served: what was served, or None.
        served_by: who served, or None.
    """

    number: int | None
    customer: str
    customer_number: int
    on: date
    served: str | None = None
    served_by: str | None = None


@dataclass(frozen=True)
class ExpectedVisit:
    """A day on which a customer is expected; it is no visit before they came.

    Attributes:
        number: the number of the expected visit.
        customer: the customer's name.
        customer_number: the number behind `@` that means this customer and no namesake.
        on: the day.
        at: the time of day as `09:30`, or None.
        what: what they come for, or None.
    """

    number: int
    customer: str
    customer_number: int
    on: date
    at: str | None = None
    what: str | None = None
