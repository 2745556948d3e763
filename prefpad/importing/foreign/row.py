"""One row of a list that another program wrote, by the fields that its cells go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.importing.csv.cells import is_no_name, is_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.importing.foreign.fields import TargetField


_OF_NAMES = frozenset({"name", "first name", "middle name", "last name", "alias"})


class Cell(NamedTuple):
    """A cell that is not blank: what it is about, and what it holds."""

    about: str
    text: str


class Cells:
    """The cells of one row by the field that they go to, those that are blank left out."""

    def __init__(self, row: list[str], columns: list[Column]) -> None:
        self._by_field: dict[str, list[Cell]] = {}
        for column in columns:
            text = row[column.place]
            if text and not _says_nothing(column.home.field, text):
                field = column.settle(text) if column.settle else column.home.field
                self._by_field.setdefault(field, []).append(Cell(column.about(row), text))

    def of(self, field: str) -> Sequence[Cell]:
        """Return the cells of a field."""
        return self._by_field.get(field, ())

    def texts(self, *, without: tuple[str, ...]) -> list[str]:
        """Return the texts of the fields that are not among those."""
        said = (cells for field, cells in self._by_field.items() if field not in without)
        return [cell.text for cells in said for cell in cells]

    def joined(self, *fields: str) -> str:
        """Return the texts of fields as one."""
        return " ".join([cell.text for field in fields for cell in self.of(field)])


def _says_nothing(field: str, text: str) -> bool:
    return is_no_name(text) if field in _OF_NAMES else is_nothing(text)


class Column(NamedTuple):
    """A column that is read: its place and name, where it goes, and where its topic stands."""

    place: int
    name: str
    topic_at: int | None
    home: TargetField
    settle: Callable[[str], str] | None

    def about(self, row: list[str]) -> str:
        """Return what the cell of a row is about: its topic, or the name of the column."""
        if self.topic_at is None:
            return self.name
        return " ".join(row[self.topic_at].removeprefix("* ").split()) or self.name
