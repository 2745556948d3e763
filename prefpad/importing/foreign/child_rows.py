"""Child rows, which continue the customer above: a second phone, with the name left blank.

Programs with tables inside of a table write them so: `Number (Contact Numbers)`, `Contacts/Email`.
A row with a blank name alone is somebody named by a phone or an address; it goes on with the row
above only where the columns say so, or where it could be nobody.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.domain.record import Record
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.foreign.name_splitter import split_name
from prefpad.importing.foreign.nobody import is_of_a_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from prefpad.importing.csv.reader import Rows
    from prefpad.importing.foreign.fields import TargetField

    Row = tuple[int, list[str]] | UnreadableRow

_IN_BRACKETS = pattern(r"(?P<column>.*\S)\s*\((?P<table>[^()]+)\)")
_BEHIND_A_TABLE = pattern(r"(?P<table>[^/.:]*[^/.:\s])\s*[/.:]\s*(?P<column>\S.*)")
_NAMING = frozenset({"name", "first name", "middle name", "last name", "alias", "company", "card"})
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
            frozenset(places(frozenset({"keep"}))),
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
        filled = {place for place, cell in enumerate(cells) if cell.strip()}
        if not filled or filled <= self.inner:
            return bool(filled)
        if filled & {*self.ids}:
            return False
        if len(filled) == 1 and is_of_a_report(cells[min(filled)]):
            return False
        lost_its_id = any(above[place].strip() for place in self.ids)
        if lost_its_id and filled & self.reaching:
            return filled <= self.repeated | self.kept
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
    """The rows of a file, each joined with its child rows.

    Attributes:
        all: what has all rows.
        children: tells which of them go on.
    """

    all: Rows
    children: ChildRows

    def rows(self, progress: Callable[[int], None] | None = None) -> Iterator[Row]:
        """Read the file again and yield its rows."""
        return self.children.joined(self.all.rows(progress))


def _below(cell: str, more: str) -> str:
    return f"{cell}\n{more}" if cell.strip() and more.strip() else cell or more
