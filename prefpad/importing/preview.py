"""Previewing a list before it is imported."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from prefpad.importing.csv.cells import mended
from prefpad.importing.csv.day_order import Evidence, FileOrder, weighed
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.files.staging import as_csv
from prefpad.importing.report import Column, Preview
from prefpad.importing.service import detect_list, given_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from prefpad.domain.dates import DateOrder
    from prefpad.importing.csv.reader import Sheet
    from prefpad.importing.foreign.detect import ReadPlan
    from prefpad.session import Session

_ROWS_SHOWN = 3
_REPAIRS_SHOWN = 3
_ROWS_WEIGHED = 1000


def preview(
    session: Session,
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    header_line: int = 0,
    sheet: str | None = None,
) -> Preview:
    """Return how a list would be read; see `Pad.preview_import`."""
    order = given_order(session, date_order)
    with as_csv(path, session.today, sheet) as file:
        table, plan = detect_list(session, file, columns or {}, header_line)
        return _preview(table, plan, order)


def _preview(sheet: Sheet, plan: ReadPlan, order: DateOrder | None) -> Preview:
    first = _first_rows(sheet)
    found = (
        Column(
            name,
            str(home),
            tuple(row[place] for row in first[:_ROWS_SHOWN] if place < len(row)),
            plan.whys[place],
        )
        for place, (name, home) in enumerate(zip(sheet.header, plan.homes, strict=False))
        if home
    )
    days = (row[place] for row in first for place in plan.day_columns if place < len(row))
    may_be_in_doubt = order is None and weighed(days, Evidence()).doubtful
    return Preview(
        plan.source,
        plan.title,
        plan.is_known,
        tuple(found),
        plan.names_nobody,
        FileOrder(sheet, plan.day_columns, None).evidence.doubtful if may_be_in_doubt else "",
        sheet.header_line,
        () if plan.is_own else tuple(islice(_repairs(first), _REPAIRS_SHOWN)),
    )


def _repairs(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield each cell that was encoded twice, with its repaired text."""
    for row in rows:
        for cell in row:
            if (meant := mended(cell)) != cell:
                yield cell, meant


def _first_rows(sheet: Sheet) -> list[list[str]]:
    rows = (row[1] for row in sheet.rows() if not isinstance(row, UnreadableRow))
    return [*islice(rows, _ROWS_WEIGHED)]
