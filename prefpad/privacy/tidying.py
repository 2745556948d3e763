"""Tidying: how long each thing is stored, showing what is past that, and erasing it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from prefpad.customers import repository as people
from prefpad.db.erasure import try_to_finish
from prefpad.db.unit_of_work import larger_cache
from prefpad.domain.dates import parse_interval
from prefpad.domain.humanize import say_span
from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting
from prefpad.notes.discretion import HIDDEN
from prefpad.notes.repository import Notes
from prefpad.privacy import erase_rows as erasing
from prefpad.privacy import retention_rows as outliving
from prefpad.privacy.models import Outlived, Tidied

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from prefpad.session import Session

NEVER = "never"
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


def _term(text: str) -> int | None:
    return None if fold(text) == NEVER else parse_interval(text)


def _written_term(days: int | None) -> str:
    return NEVER if days is None else f"{days} days"


def _term_in_words(days: int | None) -> str:
    return NEVER if days is None else say_span(days)


def _keeping(name: str, default: str, what: str) -> Setting[Any]:
    return Setting(
        f"keep-{name}",
        f"How long {what}, until `tidy`; or never.",
        default,
        _term,
        written=_written_term,
        said=_term_in_words,
    )


KEEPING: dict[str, Setting[Any]] = {
    "want": _keeping("wants", "90 days", "a want is kept after its day"),
    "mood": _keeping("moods", "14 days", "a mood is kept after its day"),
    "candidate": _keeping("candidates", "180 days", "what was seen once is kept"),
    "problem": _keeping("problems", "2 years", "a solved problem is kept"),
    "promise": _keeping("promises", "2 years", "a kept promise is remembered"),
    "extra": _keeping("extras", "2 years", "an extra is kept after it was given"),
    "customer": _keeping("customers", NEVER, "a customer who no longer comes is kept"),
}
"""How many days each thing stays when its time is over; None for ever."""


def outlived(session: Session) -> list[Outlived]:
    """Return what is past the retention time in the settings: customers, then notes.

    Alerts never are. Notes on a customer who is past it are not listed separately.
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
