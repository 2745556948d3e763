"""Records of likely duplicates and of merging them."""

from __future__ import annotations

from prefpad.domain.models import Customer  # noqa: TC001 - a csv names its fields
from prefpad.domain.record import Record


class DuplicatePair(Record):
    """Two customers who are likely to be one person.

    Attributes:
        one: the one with the longer history, whose name would stay.
        other: the other.
        likelihood: from 0 to 1 that they are one person.
        reasons: what speaks for it and against it, what weighs most first.
    """

    one: Customer
    other: Customer
    likelihood: float
    reasons: tuple[str, ...]


class Merged(Record):
    """What merging two customers did, or would do.

    Attributes:
        customer: the one who stays, as they are afterwards.
        gone: the other, as they were.
        number: of the change, by which it can be undone; None for a dry run.
        moved: how many rows went over, by table.
        shared: how many rows both had and are one now, by table.
        went: the handles, tags and occasions that went over, in words.
        both: those that both had, in words.
        remarks: what stood in conflict and what became of it, a sentence each.
    """

    customer: Customer
    gone: Customer
    number: int | None
    moved: dict[str, int]
    shared: dict[str, int]
    went: tuple[str, ...]
    both: tuple[str, ...]
    remarks: tuple[str, ...]
