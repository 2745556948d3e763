"""Closing what is done: a promise kept, a problem solved, an idea given, a want granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.dates import past_day
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.confirm import close_note, open_note
from prefpad.notes.discretion import judge, words_of
from prefpad.notes.repository import Notes

if TYPE_CHECKING:
    from datetime import date

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.dates import Day
    from prefpad.domain.models import Note
    from prefpad.notes.add import AddResult
    from prefpad.session import Session


def done(
    session: Session, *notes: int | Note, text: str | None, withdrawn: bool, on: Day | None
) -> list[tuple[Note, AddResult | None]]:
    """Close some notes, all or none, with a note under each on what was done; see `Pad.done`.

    Returns:
        Each note, with the alert in the words on what was done, if they state a need.
    """
    day = past_day(on, session.today, session.date_order)
    with session.transaction() as writer:
        running = [open_note(session, note) for note in notes]
        alerts = []
        for note in running:
            alerts.append(None if text is None else _tell(session, writer, note, text, day))
            close_note(writer, note, day, withdrawn=withdrawn)
        ended = Notes(session.connection).numbered([note.number for note in running])
        return list(zip(ended, alerts, strict=True))


def can_be_done(note: Note) -> bool:
    """Tell whether `done` would close a note: it is open, and of a kind that is done."""
    return note.ended_on is None and bool(KINDS[note.kind].done_word)


def _tell(
    session: Session, writer: UnitOfWork, note: Note, text: str, on: date
) -> AddResult | None:
    """Write under a note what was done, and return the alert made from it, if any."""
    from prefpad.notes.add import add_beside, apply_discretion
    from prefpad.notes.alerts import apart, is_known
    from prefpad.notes.draft import insert_note, make_draft

    draft = make_draft(text, session.today, session.date_order, kind="other", on=on, under=note)
    judged = judge(session, draft.topic, draft.text)
    insert_note(writer, note.customer_number, apply_discretion(draft, judged, note))
    stated = apart(draft, words_of(session).judge).beside
    known = Notes(session.connection).alerts_of(note.customer_number)
    if stated is None or is_known(stated, known):
        return None
    return add_beside(session, writer, note.customer_number, stated)
