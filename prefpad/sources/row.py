"""What one row of a customer list says of its customer and its note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from prefpad.core.jot import Frame
    from prefpad.core.words import Role
    from prefpad.sources.cells import Handle


class Who(NamedTuple):
    """What a row says of its customer; what it leaves blank is empty or None."""

    name: str
    key: str
    handles: tuple[Handle, ...]
    formal: str | None
    tags: tuple[str, ...]
    role: Role | None


@dataclass(frozen=True, eq=False, slots=True)
class OfKind:
    """What the cells about its kind say of a note: `topic` is that of the topic column, or None."""

    frame: Frame
    topic: str | None


@dataclass(frozen=True, eq=False, slots=True)
class OfDays:
    """What the cells about its days say of a note.

    Attributes:
        noted_on, confirmed_on: days.
        by: the day it is due, or None.
        by_is_said: whether that day stands in the file.
        every: the owner's own interval in days, or None.
        said_on: the folded `on` cell, which stays the same when `yesterday` is another day.
    """

    noted_on: date
    confirmed_on: date
    by: date | None
    by_is_said: bool
    every: int | None
    said_on: str


class What(NamedTuple):
    """What a row says of its note besides the words and the author."""

    kind: OfKind
    days: OfDays


class Row(NamedTuple):
    """One row: `who` is for `Layout.who`; `what` is None if it holds no note."""

    who: str
    what: What | None
    topic: str | None
    text: str
    author: str | None
