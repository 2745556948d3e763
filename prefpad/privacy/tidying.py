"""Tidying: showing what is past its retention time, and erasing it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from prefpad.customers import repository as people
from prefpad.db.erasure import try_to_finish
from prefpad.db.unit_of_work import larger_cache
from prefpad.notes.discretion import HIDDEN
from prefpad.notes.repository import Notes
from prefpad.privacy import erase_rows as erasing
from prefpad.privacy import retention_rows as outliving
from prefpad.privacy.keeping import KEEPING
from prefpad.privacy.models import Outlived, Tidied

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.session import Session

_WHY = {
    "want": "want",
    "mood": "mood",
    "candidate": "not seen again",
    "problem": "closed problem",
    "promise": "closed promise",
    "extra": "extra given",
}
_CUSTOMER = "customer"
_NOT_HERE = "not here since"


def outlived(session: Session) -> list[Outlived]:
    """Return what is past the retention time in the settings: customers, then notes.

    Alerts never do. The notes of a customer who has are not listed besides.
    """
    return [one for page in _pages(session) for one in page]


def each_outlived(session: Session) -> Iterator[Outlived]:
    """Return an iterator over the same, which reads a page at a time."""
    return session.each(_pages(session))


def _pages(session: Session) -> Iterator[list[Outlived]]:
    days = {}
    for name, setting in KEEPING.items():
        kept = session.settings.value(setting)
        if kept is not None and kept < session.today.toordinal():
            days[name] = (session.today - timedelta(kept)).isoformat()
    connection, size = session.connection, session.page
    if last := days.get(_CUSTOMER):
        for gone in outliving.customers(connection, last, size):
            yield [*_customers(connection, dict(gone))]
    for old in outliving.notes(connection, days, size):
        yield [*_notes(Notes(connection), old)]


def tidy(session: Session) -> Tidied:
    """Erase what is past its retention time; see `Pad.tidy`."""
    if not outlived(session):
        return Tidied(0, 0, try_to_finish(session.connection))
    session.refuse_damage()
    with larger_cache(session.connection), session.transaction("tidy") as writer:
        found = outlived(session)
        numbers = [one.note for one in found if one.note is not None]
        customers = [one.customer_number for one in found if one.note is None]
        if found:
            outliving.detach(writer, numbers)
            erasing.erase(writer, customers, numbers)
    return Tidied(len(numbers), len(customers), try_to_finish(session.connection))


def _customers(connection: sqlite3.Connection, gone: dict[int, str]) -> Iterator[Outlived]:
    for person in people.get(connection, gone):
        since = date.fromisoformat(gone[person.number])
        yield Outlived(_NOT_HERE, person.name, person.number, None, "", since)


def _notes(notes: Notes, found: list[outliving.OldNote]) -> Iterator[Outlived]:
    known = {one.number: one for one in found}
    for note in notes.numbered([*known]):
        one = known[note.number]
        topic = f"{note.topic}: " if note.topic else ""
        text = HIDDEN if note.is_hidden(private=False) else f"{topic}{note.text}"
        yield Outlived(
            _WHY[one.why],
            note.customer,
            note.customer_number,
            note.number,
            text,
            date.fromisoformat(one.since),
        )
