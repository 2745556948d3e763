"""Skipping the rows of an import about people who asked to be forgotten."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from prefpad.domain.record import Record, fresh, replace
from prefpad.importing.csv.cells import Rejected
from prefpad.importing.csv.records import UnreadableRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prefpad.importing.csv.cells import Handle
    from prefpad.importing.csv.reader import Rows
    from prefpad.importing.foreign.parser import ForeignParser
    from prefpad.importing.native.parser import NativeParser
    from prefpad.importing.report import ImportReport
    from prefpad.privacy.suppression import SuppressionList

    IsForgotten = Callable[[list[str]], bool]

_REMEMBERED = 20_000


class FilteredRows(Record):
    """The rows of a file without those about people who asked to be forgotten.

    Attributes:
        all: what has all rows.
        is_forgotten: tells from the cells of a row; raises `Rejected` for an invalid one.
        left_out: the lines of the rows that were left out, filled by reading the file.
    """

    all: Rows
    is_forgotten: IsForgotten
    left_out: list[int] = fresh(factory=list)

    def rows(
        self, progress: Callable[[int], None] | None = None
    ) -> Iterator[tuple[int, list[str]] | UnreadableRow]:
        """Read the file again and yield its rows except for those left out."""
        self.left_out.clear()
        for found in self.all.rows(progress):
            if isinstance(found, UnreadableRow) or not self._is_left_out(found[1]):
                yield found
            else:
                self.left_out.append(found[0])

    def counted(self, report: ImportReport) -> ImportReport:
        """Add the skipped rows to a report."""
        count = len(self.left_out)
        return replace(
            report, read=report.read + count, unchanged=report.unchanged + count, forgotten=count
        )

    def _is_left_out(self, cells: list[str]) -> bool:
        try:
            return self.is_forgotten(cells)
        except Rejected:
            return False


def known_by(memory: SuppressionList, layout: NativeParser) -> IsForgotten:
    """Return a test for rows of our own layout: did their customer ask to be forgotten?"""

    @lru_cache(maxsize=_REMEMBERED)
    def is_forgotten(called: str) -> bool:
        who = layout.parse_customer(called)
        return memory.holds([who.key], [*_told(who.handles, "")])

    return lambda cells: is_forgotten(layout.customer_key(cells))


def known_in(memory: SuppressionList, contacts: ForeignParser, source: str) -> IsForgotten:
    """Return the same test for rows of a foreign list."""

    def is_forgotten(cells: list[str]) -> bool:
        one = contacts.read(contacts.normalized_row(cells))
        names = [handle.key for handle in one.handles if handle.kind == "alias"]
        if one.is_named:
            names.append(one.key)
        return memory.holds(names, [*_told((*one.ids, *one.handles), source)])

    return is_forgotten


def _told(handles: Iterable[Handle], source: str) -> Iterator[tuple[str, str]]:
    for kind, _, key in handles:
        yield kind, f"{source}:{key}" if kind == "id" else key
