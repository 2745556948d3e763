"""Rows that say something with those around them: child rows, groups, and the end of a table.

Child rows continue the customer above: a second phone, with the name left blank. Programs with tables
inside of a table write them so: `Number (Contact Numbers)`, `Contacts/Email`. A row with a blank name
alone is somebody named by a phone or an address; it goes on with the row above only where the columns
say so, or where it could be nobody.

A report in groups has the name of each customer on a line of its own, the rows below it, and then
their total. Behind a blank line another table may begin, which is left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.domain.record import Record
from prefpad.domain.vocabulary import named
from prefpad.importing.csv.cells import reaches_somebody
from prefpad.importing.csv.header import names_in
from prefpad.importing.csv.records import StrayRecord, UnreadableRow
from prefpad.importing.foreign.fields import STORED
from prefpad.importing.foreign.name_splitter import split_name
from prefpad.importing.foreign.nobody import is_of_a_report, is_total_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from prefpad.importing.csv.reader import Rows
    from prefpad.importing.foreign.fields import TargetField

    Row = tuple[int, list[str]] | UnreadableRow

_IN_BRACKETS = pattern(r"(?P<column>.*\S)\s*\((?P<table>[^()]+)\)")
_BEHIND_A_TABLE = pattern(r"(?P<table>[^/.:]*[^/.:\s])\s*[/.:]\s*(?P<column>\S.*)")
_STORED = frozenset(home.field for home in STORED)
_LETTERS = pattern(r"[^\W\d_]{2}")
_NAMING = frozenset({"name", "first name", "middle name", "last name", "alias", "company", "card"})
_FEWEST_COLUMNS = 2
_REACHING = frozenset({"email", "phone"})
_REPEATED = _REACHING | {"tags", "note", "likes", "dislikes", "need", "allergy", "access", "fact"}


def table_of(column: str) -> tuple[str, str]:
    """Return the nested table a column belongs to, or empty, and its name there."""
    found = _IN_BRACKETS.fullmatch(column) or _BEHIND_A_TABLE.fullmatch(column)
    return (found["table"].strip(), found["column"].strip()) if found else ("", column)


def inner_columns(header: Sequence[str], qualifiers: frozenset[str]) -> dict[int, tuple[str, str]]:
    """Return the place of each column of a nested table, with its `table_of`.

    Args:
        header: the column names.
        qualifiers: words that tell whose or which a column is; `Phone (Billing)` is of no table.
    """
    told = {place: table_of(column) for place, column in enumerate(header)}
    sizes = Counter(table for table, _ in told.values())
    return {
        place: (table, column)
        for place, (table, column) in told.items()
        if table and sizes[table] > 1 and not {*split_name(table)} <= qualifiers
    }


class ChildRows(Record):
    """Tells whether a row continues the one above it.

    Attributes:
        width: the number of columns.
        naming: the places of the columns that name a customer.
        ids: the places of the columns with the customer's id.
        inner: the places of the columns of tables inside of the list.
        reaching: the places of the columns with phones and e-mail addresses.
        repeated: the places of the columns of which a customer may have several.
        kept: the places of the columns that are stored alone, such as the sort of a phone.
    """

    width: int
    naming: tuple[int, ...]
    ids: tuple[int, ...]
    inner: frozenset[int]
    reaching: frozenset[int]
    repeated: frozenset[int]
    kept: frozenset[int]

    @classmethod
    def of(cls, homes: Sequence[TargetField | None], inner: Iterable[int]) -> ChildRows:
        """Return the detector for a list with these columns."""

        def places(fields: frozenset[str]) -> Iterator[int]:
            return (place for place, home in enumerate(homes) if home and home.field in fields)

        return cls(
            len(homes),
            tuple(places(_NAMING)),
            tuple(places(frozenset({"id"}))),
            frozenset(inner),
            frozenset(places(_REACHING)),
            frozenset(places(_REPEATED)),
            frozenset(places(_STORED)),
        )

    def goes_on(self, cells: list[str], above: list[str]) -> bool:
        """Tell whether a row continues the row above."""
        if not self.width <= len(cells) == len(above):
            return False
        for place in self.naming:
            if cells[place] and not cells[place].isspace():
                return False
        if not any(above[place].strip() for place in self.naming):
            return False
        filled = {*_filled(cells)}
        if not filled or filled <= self.inner:
            return bool(filled)
        if filled & {*self.ids}:
            return False
        if len(filled) == 1 and is_of_a_report(cells[min(filled)]):
            return False
        lost_its_id = any(above[place].strip() for place in self.ids)
        if lost_its_id and filled & self.reaching:
            return filled <= self.repeated | self.kept
        if filled <= self.kept:
            return any(
                _LETTERS.search(cells[at]) and not is_of_a_report(cells[at]) for at in filled
            )
        return filled <= self.repeated and (lost_its_id or not filled & self.reaching)

    def joined(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows with the cells of their child rows added, a line each."""
        held: tuple[int, list[str]] | None = None
        for found in rows:
            if isinstance(found, UnreadableRow):
                if held:
                    yield held
                held = None
                yield found
            elif held and self.goes_on(found[1], held[1]):
                held = held[0], [*map(_below, held[1], found[1])]
            else:
                if held:
                    yield held
                held = found
        if held:
            yield held


class JoinedRows(Record):
    """The rows of the table in a file, each joined with its child rows or its group.

    Attributes:
        all: what has all rows.
        children: tells which of them go on.
        in_groups: whether the first column has the name of each customer above their rows.
        is_header: tells whether cells are column names.
        is_known: tells whether one cell is.
    """

    all: Rows
    children: ChildRows
    in_groups: bool
    is_header: Callable[[Sequence[str]], bool]
    is_known: Callable[[str], bool]

    def rows(self, progress: Callable[[int], None] | None = None) -> Iterator[Row]:
        """Read the file again and yield its rows."""
        rows = self._of_one_table(self.all.rows(progress))
        return _with_their_group(rows) if self.in_groups else self.children.joined(rows)

    def _of_one_table(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows up to another table, whose column names stand behind a blank line; then why not.

        A title may stand between the two.
        """
        above: Row | None = None
        title: Row | None = None
        next_line = 0
        rows = iter(rows)
        for found in rows:
            line = _line_of(found)
            is_blank = not isinstance(found, UnreadableRow) and not any(found[1])
            is_apart = 0 < next_line < line and not _has_lines(above)
            above, next_line = found, line if is_blank else line + 1
            if not (is_apart or title):
                yield found
                continue
            if not isinstance(found, UnreadableRow) and self._begins(found[1]):
                yield _another_table(_line_of(title or found), found, rows)
                return
            if title:
                yield title
            title = found if is_apart and _is_a_title(found) else None
            if title is None:
                yield found
        if title:
            yield title

    def _begins(self, cells: Sequence[str]) -> bool:
        """Tell whether the cells of a row are the column names of another table."""
        names = [name for name in names_in([*cells]) if name]
        if len(names) < _FEWEST_COLUMNS or any(map(reaches_somebody, names)):
            return False
        is_of_words = len(cells) != self.children.width and not any(
            map(str.isdigit, "".join(names))
        )
        return self.is_header(names) or (is_of_words and any(map(self.is_known, names)))


def are_in_groups(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows have a name above and its total below them, as sales by customer do."""
    group = ""
    for cells in rows:
        if group and is_total_of(cells[0], group):
            return True
        if _filled(cells) == [0]:
            group = cells[0]
    return False


def _filled(cells: Sequence[str]) -> list[int]:
    return [place for place, cell in enumerate(cells) if cell.strip()]


def _with_their_group(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows with the name that stands above them; one above no rows is a row itself."""
    group, alone = "", None
    for found in rows:
        if isinstance(found, UnreadableRow):
            yield found
            continue
        line, cells = found
        filled = _filled(cells)
        if filled and filled[0] != 0:
            alone = None
            yield line, [group, *cells[1:]]
            continue
        if alone:
            yield alone
        alone = None
        if filled == [0]:
            group, alone = cells[0].strip(), found
        elif group and is_total_of(cells[0], group):
            yield line, [f"Total for {group}", *cells[1:]]
        else:
            yield found
    if alone:
        yield alone


def _has_lines(found: Row | None) -> bool:
    """Tell whether a row has several lines, or was not read, so that the next is further down."""
    return not isinstance(found, tuple) or any("\n" in cell for cell in found[1])


def _is_a_title(found: Row) -> bool:
    return not isinstance(found, UnreadableRow) and len(_filled(found[1])) == 1


def _another_table(begun: int, header: tuple[int, list[str]], rows: Iterable[Row]) -> StrayRecord:
    """Return why a table is left out, the rows of which are gone past.

    Args:
        begun: the line on which it or its title begins.
        header: its column names.
        rows: what stands below them.
    """
    line, names = header[0], named([*filter(None, names_in(header[1]))])
    last = max(map(_line_of, rows), default=line)
    why = f"Lines {begun:,} to {last:,} are another table, with {names}."
    return StrayRecord(begun, f"{why} Import it with `--header-line {line}`.")


def _line_of(found: Row) -> int:
    return found.line if isinstance(found, UnreadableRow) else found[0]


def _below(cell: str, more: str) -> str:
    return f"{cell}\n{more}" if cell.strip() and more.strip() else cell or more
