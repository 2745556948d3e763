"""What a report is: its columns, its parts and their rows, however it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from prefpad.domain.record import Record, fresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from prefpad.session import Session

    Rows = Callable[[Session, bool], Iterable[Sequence["Value"]]]

Value = str | int | float | list[int] | None
Row = dict[str, Value]

Draw = Literal["text", "count", "bar", "share", "span", "day", "months"]
"""How a column is drawn: a bar beside a count or a share, days as a span or a day, a sparkline."""


class Column(NamedTuple):
    """One column of a report.

    Attributes:
        name: its key in json and csv.
        heading: over a table; empty for a figure that only json and csv have.
        draw: how a person sees it.
        gives_way: whether a table leaves it out where its lines would be too long.
    """

    name: str
    heading: str = ""
    draw: Draw = "text"
    gives_way: bool = False


class PartForm(NamedTuple):
    """One table of a report.

    Attributes:
        by: what its rows are about, in a word.
        title: over the table.
        rows: from an open pad, and whether private notes count, to a value for each column.
        others: what a line under the table says of the rows that are not in it, or empty.
        stands_in_it: whether a row is in it.
    """

    by: str
    title: str
    rows: Rows
    others: str = ""
    stands_in_it: Callable[[Row], bool] = bool


class ReportForm(NamedTuple):
    """How a report is made.

    Attributes:
        name: what it is called on the command line.
        summary: what it shows, in a sentence.
        columns: of every part.
        parts: in the order in which they are read.
        nothing: what is said where no part has a row.
        about: from an open pad to a line over the tables, if there is more to say.
    """

    name: str
    summary: str
    columns: tuple[Column, ...]
    parts: tuple[PartForm, ...]
    nothing: str
    about: Callable[[Session], str] | None = None


class ReportPart(Record):
    """One table of a report.

    Attributes:
        by: what its rows are about, in a word.
        title: over the table.
        rows: each a value for every column, by the column's name.
        others_title: what a table says of the other rows, in a line, or empty.
        others: rows that a table names in that line only.
    """

    by: str
    title: str
    rows: list[Row]
    others_title: str = ""
    others: list[Row] = fresh(factory=list)


class Report(Record):
    """A report on the pad as a whole.

    Attributes:
        name: what it is called.
        summary: what it shows, in a sentence.
        about: a line over the tables, or empty.
        columns: of every part.
        parts: its tables.
        nothing: what to say where no part has a row.
    """

    name: str
    summary: str
    about: str
    columns: tuple[Column, ...]
    parts: list[ReportPart]
    nothing: str

    @property
    def names(self) -> tuple[str, ...]:
        """What the values of a row are called; with several parts, first what it is about."""
        names = tuple(column.name for column in self.columns)
        return names if len(self.parts) == 1 else ("by", *names)

    @property
    def rows(self) -> list[Row]:
        """The rows of all parts."""
        several = len(self.parts) > 1
        return [
            {"by": part.by, **row} if several else row
            for part in self.parts
            for row in (*part.rows, *part.others)
        ]
