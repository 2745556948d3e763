"""The rows of a table in HTML or in an XML spreadsheet, which many programs write as an .xls."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROW = frozenset({"tr", "row"})
_CELL = frozenset({"td", "th", "cell"})
_UNSEEN = frozenset({"script", "style", "comment", "title"})
_NEW_LINE = frozenset({"br", "p", "div", "li"})
_MOST_CELLS = 20_000_000
_WIDEST_GAP = 100
"""The most columns or rows that one cell may reach over, or leave out."""


def list_in(chunks: Iterable[str]) -> list[list[str]]:
    """Return the rows of the largest table in a page, if it may be a list.

    A list has two rows or more, and somewhere two cells in a row. All rows have as many cells as
    the widest. A cell that reaches over several columns or rows is in the first of them, and
    blanks in the others. A table within a cell is a table of its own.
    """
    page = _Page()
    for chunk in chunks:
        page.feed(chunk)
    page.close()
    tables = [table.rows for table in page.found]
    largest = max(tables, key=lambda rows: sum(map(_filled, rows)), default=[])
    width = max(map(len, largest), default=0)
    is_list = len(largest) > 1 and max(map(_filled, largest)) > 1
    if not is_list or len(largest) * width > _MOST_CELLS:
        return []
    return [row + [""] * (width - len(row)) for row in largest]


def _filled(row: list[str]) -> int:
    return sum(map(bool, row))


class _Table:
    """A table while it is read."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.text: list[str] | None = None
        self._taken: dict[int, int] = {}
        self._over = 1
        self._down = 1

    def begin_row(self) -> None:
        self.end_row()
        self.rows.append([])

    def end_row(self) -> None:
        self.end_cell()
        if self.rows:
            self._leave_out_taken(self.rows[-1])

    def begin_cell(self, over: int, down: int, at: int | None) -> None:
        """Begin a cell that is `over` columns wide and `down` rows high, in column `at` if known."""
        self.end_cell()
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        if at is not None and len(row) < at:
            row += [""] * (at - len(row))
        self._leave_out_taken(row)
        self._over, self._down = over, down
        self.text = []

    def end_cell(self) -> None:
        if self.text is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.text).split("\n"))
        row = self.rows[-1]
        for place in range(len(row), len(row) + self._over):
            self._taken[place] = self._down - 1
        row += ["\n".join(filter(None, lines)), *[""] * (self._over - 1)]
        self.text = None

    def _leave_out_taken(self, row: list[str]) -> None:
        """Leave blank the columns that a cell above spans."""
        while self._taken.get(len(row), 0):
            self._taken[len(row)] -= 1
            row.append("")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "table":
            self._open.append(_Table())
            self.found.append(self._open[-1])
        elif tag in _UNSEEN:
            self._unseen += 1
        elif not self._open:
            return
        elif tag in _ROW:
            self._open[-1].begin_row()
        elif tag in _CELL:
            self._open[-1].begin_cell(*_place_of(dict(attrs)))
        elif tag in _NEW_LINE:
            self._write("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._open:
            self._open.pop().end_row()
        elif tag in _CELL and self._open:
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        self._write(data.replace("\n", " "))

    def _write(self, text: str) -> None:
        if self._open and not self._unseen and self._open[-1].text is not None:
            self._open[-1].text.append(text)


def _place_of(attributes: dict[str, str | None]) -> tuple[int, int, int | None]:
    over = _figure(attributes.get("colspan")) or (_figure(attributes.get("ss:mergeacross")) + 1)
    down = _figure(attributes.get("rowspan")) or (_figure(attributes.get("ss:mergedown")) + 1)
    at = _figure(attributes.get("ss:index"))
    return over, down, at - 1 if at else None


def _figure(text: str | None) -> int:
    text = (text or "").strip()
    return min(int(text), _WIDEST_GAP) if text.isascii() and text.isdigit() else 0
