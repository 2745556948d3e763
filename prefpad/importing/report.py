"""What came of an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["create", "update", "unchanged", "rejected", "twin"]


@dataclass(frozen=True)
class Problem:
    """A row of a file that cannot be taken: its line, counted from 1, and the reason."""

    line: int
    reason: str


@dataclass(frozen=True)
class RowOutcome:
    """What came of one row of a file.

    Attributes:
        line: where it begins, counted from 1.
        outcome: `create`, `update`, `unchanged`, `rejected`, or `twin`: one that was created though
            it may be somebody who was there.
        customer: the name as the file has it; empty if it was not read.
        reason: why it was rejected, or whose twin it may be.
    """

    line: int
    outcome: Outcome
    customer: str
    reason: str = ""


@dataclass(frozen=True)
class PossibleTwin:
    """A row that was taken for somebody new though it may be somebody who was there.

    Attributes:
        line: where the row begins.
        customer: the number of the new customer.
        name: the name as the file has it.
        others: the numbers of those whom it may be.
        reason: what they have in common.
    """

    line: int
    customer: int
    name: str
    others: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class Difference:
    """A value of a row that was not taken because the pad has another that was set by hand.

    Attributes:
        line: where the row begins.
        customer: the customer's number.
        name: the customer's name.
        what: which value it is.
        kept: what the pad has.
        offered: what the file has.
    """

    line: int
    customer: int
    name: str
    what: str
    kept: str
    offered: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    Rows: `read` = `created` + `updated` + `unchanged` + `rejected`.

    Attributes:
        problems: the rejected rows, the first thousand.
        source: whose layout the file has: `prefpad`, `square`, ...; a name of its own for a list
            that was mapped.
        facts: columns without a home of their own that became facts.
        kept: columns that are kept with the import.
        twins: rows that may be somebody who was there, the first thousand.
        twin_count: how many such rows there are.
        differences: values that were not taken, the first thousand.
        difference_count: how many such values there are.
        private: how many of the new notes were kept private, by the sensitive subject that they
            speak of.
        alerts: how many of the new notes are alerts for what they state: an `allergy` or `access`.
        forgotten: how many of the unchanged rows were left out, since they are about somebody who
            asked to be forgotten.
        left_out: rows that are about nobody, such as a total; they are not counted. The first
            thousand.
        encoded_twice: how many cells have letters that were encoded twice, such as `CafÃ©`.
        repaired: whether these were read as they were meant.
        of_nobody: phones and e-mail addresses that identify nobody: stand-ins, which are left out,
            and those that too many people share.
        memory_lost: whether those who asked cannot be known again, as the key to that is not here.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    problems: list[Problem]
    source: str = "prefpad"
    facts: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    twins: list[PossibleTwin] = field(default_factory=list)
    twin_count: int = 0
    differences: list[Difference] = field(default_factory=list)
    difference_count: int = 0
    private: dict[str, int] = field(default_factory=dict)
    alerts: dict[str, int] = field(default_factory=dict)
    forgotten: int = 0
    left_out: tuple[Problem, ...] = ()
    encoded_twice: int = 0
    repaired: bool = False
    of_nobody: tuple[str, ...] = ()
    memory_lost: bool = False
