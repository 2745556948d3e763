"""The verbs that look up notes and checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.errors import NoSuchNote
from prefpad.verbs.opened import OpenPad, checked_limit

if TYPE_CHECKING:
    from prefpad.domain.models import Note
    from prefpad.domain.outcomes import Check


class Looking(OpenPad):
    """What is on the pad."""

    def note(self, number: int) -> Note:
        """Return one note.

        Raises:
            NoSuchNote: there is none with that number.
        """
        with self._plainly():
            note = self._notes.get(number)
        if note is None:
            raise NoSuchNote(
                f"There is no note {number}.", "`prefpad recall NAME` shows the numbers."
            )
        return note

    def notes(self, customer: str) -> list[Note]:
        """Return all notes on a customer, ended ones too, the oldest first."""
        with self._plainly():
            return self._notes.of(self._number(customer))

    def checks(self, customer: str, *, private: bool = False) -> list[Check]:
        """Return every time that a note on a customer was confirmed, the oldest first.

        Args:
            customer: any handle.
            private: show the texts of notes too that are private or once were.
        """
        from dataclasses import replace

        from prefpad.db import audit_log as journal
        from prefpad.notes.discretion import HIDDEN

        with self._plainly():
            checks = self._notes.checks(self._number(customer))
            notes = set() if private else {check.note for check in checks}
            known = journal.known(self._connection, private=private)
            hidden = {note for note in notes if known.is_private(note)}
        return [
            replace(check, before=HIDDEN, after=HIDDEN) if check.note in hidden else check
            for check in checks
        ]

    def search(self, words: str, *, limit: int = 20, private: bool = False) -> list[Note]:
        """Return the notes that hold every one of `words`, newest first."""
        from prefpad.db.full_text import matching

        with self._plainly():
            numbers = matching(self._connection, words, checked_limit(limit), private)
            return self._notes.numbered(numbers)

    def standing_on(self, customer: str, stance: str, topic: str | None, text: str) -> list[Note]:
        """Return the standing preferences, none private, that one on the same topic may replace.

        Args:
            customer: any handle.
            stance: of the new preference, as `add` takes it.
            topic: likewise.
            text: likewise.
        """
        from prefpad.notes.add import replaceable_preferences

        return replaceable_preferences(self.notes(customer), stance, topic, text)
