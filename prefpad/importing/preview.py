"""Looking into a list before it is imported."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.archive.json_stream import is_export
from prefpad.importing.csv.day_order import Evidence, weighed
from prefpad.importing.csv.ordering import FileOrder
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.foreign.detect import OWN
from prefpad.importing.previews import Column, Preview
from prefpad.importing.service import detect_list

if TYPE_CHECKING:
    from prefpad.importing.csv.reader import Sheet
    from prefpad.importing.service import Target, Wishes

_ROWS_SHOWN = 3
_ROWS_WEIGHED = 1000


def preview(pad: Target, path: Path | str, wishes: Wishes) -> Preview:
    """Return how a list would be read; see `Pad.preview_import`."""
    path = Path(path)
    if is_export(path):
        return Preview(OWN, OWN, True, (), False, "")
    sheet, plan = detect_list(pad, path, wishes)
    first = _first_rows(sheet)
    columns = (
        Column(
            name, str(home), tuple(row[place] for row in first[:_ROWS_SHOWN] if place < len(row))
        )
        for place, (name, home) in enumerate(zip(sheet.header, plan.homes, strict=False))
        if home
    )
    given = wishes.date_order or pad.order
    days = (row[place] for row in first for place in plan.day_columns if place < len(row))
    may_be_in_doubt = given is None and weighed(days, Evidence()).doubtful
    return Preview(
        plan.source,
        plan.title,
        plan.is_known,
        tuple(columns),
        plan.names_nobody,
        FileOrder(sheet, plan.day_columns, None).evidence.doubtful if may_be_in_doubt else "",
    )


def _first_rows(sheet: Sheet) -> list[list[str]]:
    rows = (row[1] for row in sheet.rows() if not isinstance(row, UnreadableRow))
    return [*islice(rows, _ROWS_WEIGHED)]
