"""One row of a list that another program wrote, by the fields that its cells go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.importing.foreign.fields import TargetField


class Cell(NamedTuple):
    """A cell that is not blank: what it is about, and what it holds."""

    about: str
    text: str


class Cells:
    """The cells of one row by the field that they go to, those that are blank left out."""

    def __init__(self, row: list[str], columns: list[Column]) -> None:
        self._by_field: dict[str, list[Cell]] = {}
        for column in columns:
            if text := row[column.place]:
                field = column.settle(text) if column.settle else column.home.field
                self._by_field.setdefault(field, []).append(Cell(column.about(row), text))

    def of(self, field: str) -> Sequence[Cell]:
        """Return the cells of a field."""
        return self._by_field.get(field, ())

    def joined(self, *fields: str) -> str:
        """Return the texts of fields as one."""
        return " ".join([cell.text for field in fields for cell in self.of(field)])


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
