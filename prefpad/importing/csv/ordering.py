"""The order in which a file writes day and month, found from the whole of its day columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.importing.csv.day_order import Evidence, weighed
from prefpad.importing.csv.records import UnreadableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.domain.dates import DateOrder
    from prefpad.importing.csv.reader import Sheet


class FileOrder:
    """Tells the order of a file's days: as they prove it, else as it is given.

    Args:
        sheet: the file, which is read once, when the order is first asked for.
        columns: the places of the columns that hold days.
        given: the order where they prove none, or None to have doubtful days refused.
    """

    def __init__(self, sheet: Sheet, columns: Sequence[int], given: DateOrder | None) -> None:
        self._sheet = sheet
        self._columns = columns
        self._given = given
        self._evidence: Evidence | None = None

    def __call__(self) -> DateOrder | None:
        """Return the order, or None if days that can be read two ways are to be refused."""
        return self.evidence.order or (None if self._is_mixed else self._given)

    @property
    def evidence(self) -> Evidence:
        """What the days of the file prove."""
        if self._evidence is None:
            evidence = Evidence()
            for row in self._sheet.rows():
                if not isinstance(row, UnreadableRow):
                    _, cells = row
                    days = (cells[place] for place in self._columns if place < len(cells))
                    evidence = weighed(days, evidence)
            self._evidence = evidence
        return self._evidence

    @property
    def _is_mixed(self) -> bool:
        return bool(self.evidence.day_first and self.evidence.month_first)
