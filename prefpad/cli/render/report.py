"""Showing a report in each format, with each sort of value drawn by one function."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TextIO

from prefpad.cli.render.formats import Listing, bar, show, sparkline
from prefpad.domain.humanize import say_day, say_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.reports.models import Column, Draw, Report, ReportPart, Row, Value

_TO_THE_RIGHT = {"count", "bar", "share", "span"}
_MOST_NAMED = 5


class Shown(NamedTuple):
    """How many rows were written of how many that there are."""

    rows: int
    of: int


def show_report(
    report: Report, form: str, today: date, out: TextIO, most: int | None = None
) -> Shown:
    """Write a report in one of the formats; a table for each part, or all rows as one list.

    Args:
        report: what to show.
        form: one of the formats.
        today: the day it is.
        out: where to.
        most: the rows of each table, or of the list; None for all.

    Returns:
        Of a list, or of the table that was cut most, how many rows were shown.
    """
    if form != "table":
        return _show_list(report, form, today, out, most)
    drawn = [part for part in report.parts if part.rows or part.others]
    if report.about:
        from prefpad.cli.render.screen import say

        say(report.about, out)
    if not drawn:
        show(Listing(report.names, [], (), lambda _: (), nothing=report.nothing), form, out)
        return Shown(0, 0)
    for place, part in enumerate(drawn):
        out.write("\n" if place or report.about else "")
        show(_table(report.columns, part, today, most), form, out)
    return max(
        (Shown(len(part.rows[:most]), len(part.rows)) for part in drawn),
        key=lambda shown: shown.of - shown.rows,
    )


def _show_list(report: Report, form: str, today: date, out: TextIO, most: int | None) -> Shown:
    columns = drawn_columns(report.columns)
    is_parted = "by" in report.names

    def cells(row: Row) -> tuple[str, ...]:
        by = (str(row["by"]),) if is_parted else ()
        return (*by, *(_plain(column.draw, row[column.name], today) for column in columns))

    rows = report.rows
    show(Listing(report.names, rows[:most], (), cells), form, out)
    return Shown(len(rows[:most]), len(rows))


def drawn_columns(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that a person sees."""
    return [column for column in columns if column.heading]


def _table(columns: Sequence[Column], part: ReportPart, today: date, most: int | None) -> Listing:
    columns = drawn_columns(columns)
    longest = {column.name: most_in(part, column) for column in columns}
    others = others_of(columns, part)
    footer = f"{others} (--format plain lists them all)." if others else ""
    return Listing(
        (),
        part.rows[:most],
        tuple(f"{column.heading}{'#' * (column.draw in _TO_THE_RIGHT)}" for column in columns),
        lambda row: tuple(
            _drawn(column.draw, row[column.name], longest[column.name], today) for column in columns
        ),
        title=part.title,
        nothing=footer,
        footer=footer if part.rows else "",
        gives_way=tuple(column.heading for column in columns if column.gives_way),
    )


def most_in(part: ReportPart, column: Column) -> float:
    """Return the greatest number in a column, at least 1."""
    numbers = (row[column.name] for row in part.rows)
    return max((number for number in numbers if isinstance(number, int | float)), default=1) or 1


def say_value(draw: Draw, value: Value, today: date) -> str:
    """Return a value as words, the same on a screen and on a page."""
    if value is None:
        return ""
    match draw:
        case "count" | "bar":
            return f"{value:,}"
        case "share":
            return f"{value:.0%}"
        case "span":
            return "the same day" if value == 0 else say_span(float(str(value)))
        case "day":
            return say_day(date.fromisoformat(str(value)), today)
        case _:
            return str(value)


def _plain(draw: Draw, value: Value, today: date) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value) if draw == "bar" else say_value(draw, value, today)


def _drawn(draw: Draw, value: Value, most: float, today: date) -> str:
    said = say_value(draw, value, today)
    if isinstance(value, list):
        return sparkline(value)
    if draw == "bar" and isinstance(value, int | float):
        return f"{bar(value / most)} {said.rjust(len(f'{most:,}'))}"
    if draw == "share" and isinstance(value, int | float):
        return f"{bar(value)} {said.rjust(len('100%'))}"
    return said


def others_of(columns: Sequence[Column], part: ReportPart) -> str:
    """Name the first of the rows that do not stand in a table, in a line."""
    if not part.others:
        return ""
    label, *_ = drawn_columns(columns)
    count = next(column for column in columns if column.draw == "count")
    ranked = sorted(part.others, key=lambda row: -int(str(row[count.name])))
    named = ", ".join(f"{row[label.name]} {row[count.name]:,}" for row in ranked[:_MOST_NAMED])
    more = len(ranked) - _MOST_NAMED
    others = f" and {more:,} more" if more > 0 else ""
    return f"{part.others_title}: {named}{others}"
