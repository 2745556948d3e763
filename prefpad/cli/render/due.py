"""How what is due, and what is overdue, reads in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.cli.render.notes import by_when
from prefpad.domain.humanize import say_day
from prefpad.domain.models import Note
from prefpad.notes.due import Due
from prefpad.notes.wording import remark

if TYPE_CHECKING:
    from datetime import date


def due_listing(due: list[Due], today: date, *, why: bool = False) -> Listing:
    """List what is due for reconfirmation, with `why` instead of the day it was last confirmed."""

    def cells(one: Due) -> tuple[str, ...]:
        note = one.note
        what = f"{'! ' * note.alert}{remark(note)}"
        chance = f"{one.chance_changed:.0%}"
        if why:
            return str(note.number), note.customer, chance, f"{what} · {one.why}"
        last = say_day(note.confirmed_on, today)
        return str(note.number), note.customer, what, last, chance

    with_why = ("note#", "customer", "changed?#", "ask about, and why")
    without = ("note#", "customer", "ask about", "last confirmed", "changed?#")
    headings = with_why if why else without
    return Listing(Due, due, headings, cells, nothing="Nothing is due for reconfirmation.")


def overdue_listing(notes: list[Note], today: date) -> Listing:
    """List promises and problems whose day has come."""
    return Listing(
        Note,
        notes,
        ("note#", "customer", "kind", "what", "when"),
        lambda note: (
            str(note.number),
            note.customer,
            note.kind,
            remark(note),
            by_when(note, today),
        ),
        title="Promises and problems whose day has come",
    )
