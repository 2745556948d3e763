"""Ending what is done: a promise kept, a problem solved, an idea given, a want granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.dates import past_day
from prefpad.notes.add import add_beside, apply_discretion
from prefpad.notes.alerts import apart, is_known
from prefpad.notes.confirm import close_note, open_note
from prefpad.notes.discretion import judge, words_of
from prefpad.notes.draft import insert_note, make_draft
from prefpad.notes.repository import Notes

if TYPE_CHECKING:
    from prefpad.domain.dates import Day
    from prefpad.domain.models import Note
    from prefpad.notes.add import AddResult
    from prefpad.session import Session


def done(
    session: Session, note: int | Note, text: str | None, *, withdrawn: bool, on: Day | None
) -> tuple[Note, AddResult | None]:
    """End a note, with what was done as a note under it; see `Pad.done`.

    Returns:
        The note, and the alert that was made of what was done if it states a need.
    """
    alert = None
    day = past_day(on, session.today, session.date_order)
    with session.transaction() as writer:
        running = open_note(session, note)
        if text is not None:
            draft = make_draft(
                text, session.today, session.date_order, kind="other", on=day, under=running
            )
            judged = judge(session, draft.topic, draft.text)
            discreet = apply_discretion(draft, judged, running)
            insert_note(writer, running.customer_number, discreet)
            stated = apart(draft, words_of(session).judge).beside
            known = Notes(session.connection).alerts_of(running.customer_number)
            if stated is not None and not is_known(stated, known):
                alert = add_beside(session, writer, running.customer_number, stated)
        close_note(writer, running, day, withdrawn=withdrawn)
        return Notes(session.connection).numbered([running.number])[0], alert
