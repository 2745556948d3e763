"""How a list that is about to be imported reads: each column, its field, its first cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.importing.previews import Column

if TYPE_CHECKING:
    from prefpad.importing.previews import Preview

_LONGEST_CELL = 24


def preview_listing(preview: Preview) -> Listing:
    """List the columns of a list, each with its field and its cells in the first rows."""
    return Listing(
        Column,
        preview.columns,
        ("column", "goes to", "first rows"),
        lambda column: (column.name, column.field, " · ".join(map(_cut, column.cells))),
        title="How this file would be read",
    )


def _cut(cell: str) -> str:
    cell = " ".join(cell.split())
    return cell if len(cell) <= _LONGEST_CELL else f"{cell[:_LONGEST_CELL]}…"
