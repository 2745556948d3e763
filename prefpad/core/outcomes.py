"""What the rarer verbs return, apart from the records that every command loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefpad.core.records import Note  # noqa: TC001 - a csv names the fields of a Due's note

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


@dataclass(frozen=True)
class Due:
    """A preference or need that is due for reconfirmation.

    Attributes:
        note: the note to ask about.
        due_on: the day it became, or becomes, worth asking.
        chance_changed: probability between 0 and 1 that it no longer holds.
        why: the reason in one plain sentence.
    """

    note: Note
    due_on: date
    chance_changed: float
    why: str


@dataclass(frozen=True)
class Problem:
    """A row of a file that cannot be taken: its line, counted from 1, and the reason."""

    line: int
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    Rows: `read` = `created` + `updated` + `unchanged` + `rejected`.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    problems: list[Problem]
