"""Counting what comes of the rows of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from prefpad.core.imports import ImportReport, Problem, RowOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.core.imports import Difference, PossibleTwin

    Reject = Callable[[Sequence[str], str], None]
    Tell = Callable[[RowOutcome], None]

MOST_LISTED = 1000
"""How many rejected rows, twins and differences a report lists; it counts all of them."""

Outcome = Literal["created", "updated", "unchanged"]
_TOLD_AS = {"created": "create", "updated": "update", "unchanged": "unchanged"}


class Tally:
    """Counts what came of rows, and tells it.

    Args:
        reject: told the cells of each rejected row, none if they are not known, and the reason.
        tell: told what came of each row.
    """

    def __init__(self, reject: Reject, tell: Tell | None) -> None:
        self._reject = reject
        self._tell = tell
        self._counts: dict[Outcome, int] = {"created": 0, "updated": 0, "unchanged": 0}
        self._problems: list[Problem] = []
        self._twins: list[PossibleTwin] = []
        self._differences: list[Difference] = []
        self._rejected = self._twin_count = self._difference_count = 0

    @property
    def tells(self) -> bool:
        """Whether somebody is told what came of each row."""
        return self._tell is not None

    def count(self, line: int, name: str, outcome: Outcome) -> None:
        """Count a row that was taken."""
        self._counts[outcome] += 1
        if self._tell:
            self._tell(RowOutcome(line, _TOLD_AS[outcome], name))

    def twin(self, one: PossibleTwin) -> None:
        """Count a row that was taken for somebody new though it may be another."""
        self._counts["created"] += 1
        self._twin_count += 1
        if len(self._twins) < MOST_LISTED:
            self._twins.append(one)
        if self._tell:
            others = ", ".join(f"@{number}" for number in one.others)
            self._tell(RowOutcome(one.line, "twin", one.name, f"{one.reason} as {others}"))

    def differ(self, differences: Sequence[Difference]) -> None:
        """Count values that were not taken."""
        self._difference_count += len(differences)
        self._differences += differences[: MOST_LISTED - len(self._differences)]

    def refuse(self, line: int, cells: Sequence[str], reason: str, text: str = "") -> None:
        """Count a row that cannot be taken; its `text` is for the file of rejected rows alone."""
        self._rejected += 1
        if len(self._problems) < MOST_LISTED:
            self._problems.append(Problem(line, reason))
        self._reject(cells, f"{reason}{text}")
        if self._tell:
            self._tell(RowOutcome(line, "rejected", "", reason))

    def report(
        self, source: str = "prefpad", facts: Sequence[str] = (), kept: Sequence[str] = ()
    ) -> ImportReport:
        """Return what came of the rows so far."""
        counts = self._counts
        return ImportReport(
            sum(counts.values()) + self._rejected,
            counts["created"],
            counts["updated"],
            counts["unchanged"],
            self._rejected,
            self._problems,
            source,
            tuple(facts),
            tuple(kept),
            self._twins,
            self._twin_count,
            self._differences,
            self._difference_count,
        )
