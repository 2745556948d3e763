"""Counting what comes of the rows of a file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from prefpad.importing.report import ImportReport, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from prefpad.importing.report import Difference, Outcome, PossibleTwin, RowOutcome

    Reject = Callable[[Sequence[str], str], None]
    Tell = Callable[[RowOutcome], None]

MOST_LISTED = 1000
"""How many rejected rows, twins and differences a report lists; it counts all of them."""


class ReportBuilder:
    """Counts what came of rows, and tells it.

    Attributes:
        private: counts the new notes that are kept private, by what they speak of.
        alerts: counts the new notes that are alerts, by what they state: `allergy` or `access`.

    Args:
        reject: told the cells of each rejected row, none if they are not known, and the reason.
        tell: told what came of each row; None where nobody asks.
    """

    def __init__(self, reject: Reject, tell: Tell | None) -> None:
        self.private: Counter[str] = Counter()
        self.alerts: Counter[str] = Counter()
        self._reject = reject
        self._tell = tell
        self._counts: Counter[Outcome] = Counter()
        self._problems: list[Problem] = []
        self._left_out: list[Problem] = []
        self._twins: list[PossibleTwin] = []
        self._differences: list[Difference] = []
        self._difference_count = 0

    @property
    def tells(self) -> bool:
        """Whether somebody is told what came of each row."""
        return self._tell is not None

    def tell(self, one: RowOutcome) -> None:
        """Tell what came of a row."""
        if self._tell:
            self._tell(one)

    def count(self, outcomes: Iterable[Outcome]) -> None:
        """Count rows that were taken."""
        self._counts.update(outcomes)

    def twin(self, one: PossibleTwin) -> None:
        """Count a row that was taken for somebody new though it may be another."""
        self._counts["twin"] += 1
        if len(self._twins) < MOST_LISTED:
            self._twins.append(one)

    def leave_out(self, line: int, reason: str) -> None:
        """Remember a row that is about nobody, and counts for none."""
        if len(self._left_out) < MOST_LISTED:
            self._left_out.append(Problem(line, reason))

    def differ(self, differences: Sequence[Difference]) -> None:
        """Count values that were not taken."""
        self._difference_count += len(differences)
        self._differences += differences[: MOST_LISTED - len(self._differences)]

    def refuse(self, line: int, cells: Sequence[str], reason: str, text: str = "") -> None:
        """Count a row that cannot be taken; its `text` is for the file of rejected rows alone."""
        self._counts["rejected"] += 1
        if len(self._problems) < MOST_LISTED:
            self._problems.append(Problem(line, reason))
        self._reject(cells, f"{reason}{text}")

    def report(
        self, source: str = "prefpad", facts: Sequence[str] = (), kept: Sequence[str] = ()
    ) -> ImportReport:
        """Return what came of the rows so far."""
        counts = self._counts
        return ImportReport(
            counts.total(),
            counts["create"] + counts["twin"],
            counts["update"],
            counts["unchanged"],
            counts["rejected"],
            self._problems,
            source,
            tuple(facts),
            tuple(kept),
            self._twins,
            counts["twin"],
            self._differences,
            self._difference_count,
            dict(self.private.most_common()),
            dict(self.alerts.most_common()),
            left_out=tuple(self._left_out),
        )
