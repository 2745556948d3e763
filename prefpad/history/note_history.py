"""One note with all that was answered and changed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db import audit_log as journal
from prefpad.history.log import describe
from prefpad.history.models import NoteHistory
from prefpad.notes.lookup import checks_on, get_note
from prefpad.notes.wording import why

if TYPE_CHECKING:
    from prefpad.domain.models import Note
    from prefpad.session import Session


def note_history(session: Session, note: int | Note, *, private: bool) -> NoteHistory:
    """Return a note with its checks and changes; see `Pad.history`."""
    known = get_note(session, note)
    checks = checks_on(session, f"@{known.customer_number}", private=private)
    return NoteHistory(
        known,
        why(known, session.today),
        [check for check in checks if check.note == known.number],
        [
            describe(session.connection, entry, private=private)
            for entry in journal.entries_about(session.connection, known.number)
        ],
    )
