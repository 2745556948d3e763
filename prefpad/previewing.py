"""Looking into a list before it is imported."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.core.previews import Column, Preview
from prefpad.filling import open_list
from prefpad.sources.ordering import FileOrder
from prefpad.sources.parsing import Unread
from prefpad.sources.recognising import OWN
from prefpad.sources.streamed import is_export

if TYPE_CHECKING:
    from prefpad.filling import Target, Wishes
    from prefpad.sources.reading import Sheet

_ROWS_SHOWN = 3


def preview(pad: Target, path: Path | str, wishes: Wishes) -> Preview:
    """Return how a list would be read; see `Pad.preview_import`."""
    path = Path(path)
    if is_export(path):
        return Preview(OWN, OWN, True, (), False, "")
    sheet, plan = open_list(pad, path, wishes)
    shown = _first_rows(sheet)
    columns = (
        Column(name, str(home), tuple(row[place] for row in shown if place < len(row)))
        for place, (name, home) in enumerate(zip(sheet.header, plan.homes, strict=False))
        if home
    )
    given = wishes.date_order or pad.order
    order = FileOrder(sheet, plan.day_columns, given)
    in_doubt = plan.day_columns and given is None
    return Preview(
        plan.source,
        plan.title,
        plan.is_known,
        tuple(columns),
        plan.names_nobody,
        order.evidence.doubtful if in_doubt else "",
    )


def _first_rows(sheet: Sheet) -> list[list[str]]:
    rows = (row[1] for row in sheet.rows() if not isinstance(row, Unread))
    return [*islice(rows, _ROWS_SHOWN)]
