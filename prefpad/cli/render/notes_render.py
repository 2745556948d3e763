"""How notes read in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.cli.render.notes import standing
from prefpad.domain.models import Note
from prefpad.notes.wording import remark

if TYPE_CHECKING:
    from datetime import date


def note_listing(notes: list[Note], today: date, title: str = "") -> Listing:
    """List notes."""
    return Listing(
        Note,
        notes,
        ("note#", "customer", "kind", "what", "standing"),
        lambda note: (
            str(note.number),
            note.customer,
            note.kind,
            remark(note),
            standing(note, today),
        ),
        title=title,
        nothing="No note holds all of these words.",
    )
