"""Reports of an import: a preview beforehand, and the outcome of each row."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Literal

from prefpad.domain.record import Record, fresh, replace
from prefpad.importing.staging_rows import STAGED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Sequence

    Reject = Callable[[Sequence[str], str], None]
    Tell = Callable[["RowOutcome"], None]

Outcome = Literal["create", "update", "unchanged", "rejected", "twin"]
Counted = Literal["private", "alerts", "bookings", "mixed"]


class Problem(Record):
    """A rejected row: its line, counted from 1, and the reason."""

    line: int
    reason: str


class RowOutcome(Record):
    """The outcome of one row of a file.

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


class PossibleTwin(Record):
    """A row added as a new customer who may be on the pad already.

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


class Difference(Record):
    """A value of a row that was skipped because a person set another on the pad.

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


class ImportReport(Record):
    """What an import did, or would do.

    Rows: `read` = `created` + `updated` + `unchanged` + `rejected`.

    Attributes:
        problems: the rejected rows, the first thousand.
        source: whose layout the file has: `prefpad`, `square`, ...; a name of its own for a list
            that was mapped.
        customers: how many customers it added.
        notes: how many notes it brought.
        mixed_consents: how many customers said yes to messages in one column and no in another.
        became: the columns that became something else than what they are called, by what they
            became: `notes`, `occasions`, `facts` and the like.
        facts: columns without a home of their own that became facts.
        kept: columns that are kept with the import.
        twins: rows that may be somebody who was there, the first thousand.
        twin_count: how many such rows there are.
        differences: values that were not taken, the first thousand.
        difference_count: how many such values there are.
        private: how many of the new notes were kept private, by the sensitive subject that they
            mention.
        alerts: how many of the new notes are alerts for what they state: an `allergy` or `access`.
        bookings: how many visits are `expected` newly, `changed` or `withdrawn`, and how many were
            called off for somebody `unknown`, who is not added.
        forgotten: how many of the unchanged rows were left out, since they are about somebody who
            asked to be forgotten.
        left_out: rows that are about nobody, such as a total; they are not counted. The first
            thousand.
        encoded_twice: how many cells have letters that were encoded twice, such as `CafÃ©`.
        repaired: whether these were read as they were meant.
        lost_letters: how many cells have `\ufffd`, which stands for a letter that the file has lost.
        of_nobody: phones and e-mail addresses that identify nobody: stand-ins, which are left out,
            and those that too many people share.
        sheet: the sheet of a workbook that was read.
        other_sheets: the sheets of it that were not.
        memory_lost: whether those who asked cannot be known again, as the key to that is not here.
        memory_elsewhere: whether an export was imported that knows nobody who asked, where another
            pad of this user does.
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
    twins: list[PossibleTwin] = fresh(factory=list)
    twin_count: int = 0
    differences: list[Difference] = fresh(factory=list)
    difference_count: int = 0
    private: dict[str, int] = fresh(factory=dict)
    alerts: dict[str, int] = fresh(factory=dict)
    bookings: dict[str, int] = fresh(factory=dict)
    forgotten: int = 0
    left_out: tuple[Problem, ...] = ()
    encoded_twice: int = 0
    repaired: bool = False
    lost_letters: int = 0
    of_nobody: tuple[str, ...] = ()
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    memory_lost: bool = False
    memory_elsewhere: bool = False
    customers: int = 0
    notes: int = 0
    became: dict[str, tuple[str, ...]] = fresh(factory=dict)
    mixed_consents: int = 0


MOST_LISTED = 1000
"""How many rejected rows, twins and differences a report lists; it counts all of them."""


_CODES: dict[Outcome | None, int] = {None: 0, "create": 1, "update": 2, "unchanged": 3, "twin": 4}


class ReportBuilder:
    """Counts the outcomes of rows, and reports each.

    What is counted is kept by row and customer, in a few bytes for each, so that the rows of some
    customers can be taken back and counted again.

    Attributes:
        notes: the new notes so far.
        is_divisible: whether the rows of some customers can be taken back and counted again; set it
            to False where a row was counted out of its place, or rejected for whom it may be about.

    Args:
        reject: told the cells of each rejected row, none if they are not known, and the reason.
        tell: told what happened to each row; None where nobody asks.
    """

    def __init__(self, reject: Reject, tell: Tell | None) -> None:
        self.notes = 0
        self.is_divisible = True
        self._reject = reject
        self._tell = tell
        self._customers = array("q")
        self._outcomes = bytearray()
        self._again: Iterator[int] | None = None
        self._codes: dict[tuple[Counted, str], int] = {}
        self._counted_of = array("q")
        self._counted = array("L")
        self._problems: list[Problem] = []
        self._rejected = 0
        self._left_out: list[Problem] = []
        self._twins: list[tuple[int, PossibleTwin]] = []
        self._twin_count = 0
        self._differences: list[tuple[int, Difference]] = []
        self._difference_count = 0

    @property
    def tells(self) -> bool:
        """Whether somebody wants the outcome of each row."""
        return self._tell is not None

    def tell(self, one: RowOutcome) -> None:
        """Report the outcome of a row."""
        if self._tell:
            self._tell(one)

    def count(self, customers: Collection[int], outcomes: Collection[Outcome | None]) -> None:
        """Count the next rows of the file.

        Args:
            customers: whom each is about, 0 for nobody.
            outcomes: the outcome of each; None if it was refused or left out.
        """
        codes = bytes(map(_CODES.__getitem__, outcomes))
        if self._again is None:
            self._customers.extend(customers)
            self._outcomes += codes
        else:
            for customer, code, place in zip(customers, codes, self._again, strict=False):
                self._customers[place], self._outcomes[place] = customer, code

    def add(self, customer: int, counted: Counted, what: str) -> None:
        """Count something that is told of a new note or visit of a customer.

        Args:
            customer: the customer.
            counted: the count of the report, or `mixed` for a yes to some messages only.
            what: the entry of that count.
        """
        self._counted_of.append(customer)
        self._counted.append(self._codes.setdefault((counted, what), len(self._codes)))

    def told(self, customer: int, kept_for: str | None, alert_for: str | None) -> None:
        """Count what made a new note private, and what it states that is shown first."""
        if kept_for:
            self.add(customer, "private", kept_for)
        if alert_for:
            self.add(customer, "alerts", alert_for)

    def twin(self, customer: int, one: PossibleTwin) -> None:
        """Remember a row added as new that may be somebody on the pad."""
        self._twin_count += 1
        if len(self._twins) < MOST_LISTED:
            self._twins.append((customer, one))

    def leave_out(self, line: int, reason: str) -> None:
        """Remember a row about nobody, which is not counted."""
        if len(self._left_out) < MOST_LISTED:
            self._left_out.append(Problem(line, reason))

    def differ(self, customer: int, differences: Sequence[Difference]) -> None:
        """Count values that were skipped."""
        self._difference_count += len(differences)
        listed = differences[: MOST_LISTED - len(self._differences)]
        self._differences += ((customer, one) for one in listed)

    def refuse(self, line: int, cells: Sequence[str], reason: str, text: str = "") -> None:
        """Count a rejected row; its `text` goes only to the file of rejected rows."""
        self._rejected += 1
        if len(self._problems) < MOST_LISTED:
            self._problems.append(Problem(line, reason))
        self._reject(cells, f"{reason}{text}")

    def can_take_back(self) -> bool:
        """Tell whether the rows of some customers can be taken back and counted again."""
        return (
            self.is_divisible
            and not self.tells
            and max(self._twin_count, self._difference_count) <= MOST_LISTED
        )

    def take_back(self, customers: Container[int], notes: int) -> list[int]:
        """Take back what was counted of some customers, whose rows are to be counted again next.

        Args:
            customers: the customers.
            notes: how many new notes they had.

        Returns:
            The places of their rows in the file, counted from 0.
        """
        places = [place for place, one in enumerate(self._customers) if one in customers]
        for place in places:
            self._customers[place] = self._outcomes[place] = 0
        self._again = iter(places)
        self.notes -= notes
        kept = [place for place, one in enumerate(self._counted_of) if one not in customers]
        self._counted = array("L", [self._counted[place] for place in kept])
        self._counted_of = array("q", [self._counted_of[place] for place in kept])
        self._twins = [one for one in self._twins if one[0] not in customers]
        self._twin_count = len(self._twins)
        self._differences = [one for one in self._differences if one[0] not in customers]
        self._difference_count = len(self._differences)
        return places

    def report(
        self,
        expected: Callable[[int], int],
        source: str = "prefpad",
        facts: Sequence[str] = (),
        kept: Sequence[str] = (),
    ) -> ImportReport:
        """Return what came of the rows so far.

        Args:
            expected: from the number of a customer to that which they will have on the pad.
            source: whose layout the list has.
            facts: columns that became facts.
            kept: columns that are kept with the import.
        """
        counts = {one: self._outcomes.count(code) for one, code in _CODES.items() if code}
        told: dict[Counted, Counter[str]] = {
            "private": Counter(), "alerts": Counter(), "bookings": Counter(), "mixed": Counter()
        }  # fmt: skip
        things = [*self._codes]
        for code, times in Counter(self._counted).items():
            counted, what = things[code]
            told[counted][what] = times
        if self._again:
            self._twins.sort(key=_line)
            self._differences.sort(key=_line)
        return ImportReport(
            sum(counts.values()) + self._rejected,
            counts["create"] + counts["twin"],
            counts["update"],
            counts["unchanged"],
            self._rejected,
            self._problems,
            source,
            tuple(facts),
            tuple(kept),
            [_with_numbers(one, expected) for _, one in self._twins],
            self._twin_count,
            [replace(one, customer=expected(one.customer)) for _, one in self._differences],
            self._difference_count,
            dict(told["private"].most_common()),
            dict(told["alerts"].most_common()),
            bookings=dict(told["bookings"]),
            left_out=tuple(self._left_out),
            customers=len({one for one in self._customers if one >= STAGED}),
            notes=self.notes,
            mixed_consents=told["mixed"].total(),
        )


def _with_numbers(twin: PossibleTwin, expected: Callable[[int], int]) -> PossibleTwin:
    others = tuple(map(expected, twin.others))
    return replace(twin, customer=expected(twin.customer), others=others)


def _line(of: tuple[int, PossibleTwin | Difference]) -> int:
    return of[1].line


class Column(Record):
    """One column of a list.

    Attributes:
        name: what it is called.
        field: the field that it goes to.
        cells: its cells in the first rows.
        why: why it goes there, in a few words; empty if nothing says where it belongs.
    """

    name: str
    field: str
    cells: tuple[str, ...]
    why: str = ""


class Preview(Record):
    """How a list would be read.

    Attributes:
        source: whose layout it has: `prefpad`, `square`, ...; a name of its own for another list.
        title: what people call that.
        is_known: whether it is a known program's, or was mapped before.
        columns: what becomes of each column; empty for our own layout.
        names_nobody: whether no column says whom a row is about.
        doubtful_day: a day that can be read two ways, where the file does not prove its order and
            the pad has none; else empty.
        header_line: the line with the column names; 0 if there is none.
        repairs: cells whose letters were encoded twice, each with how it was meant; the first few.
    """

    source: str
    title: str
    is_known: bool
    columns: tuple[Column, ...]
    names_nobody: bool
    doubtful_day: str
    header_line: int = 1
    repairs: tuple[tuple[str, str], ...] = ()
