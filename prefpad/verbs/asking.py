"""The verbs that say what to ask again, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from prefpad.domain.dates import parse_interval
from prefpad.reconfirmation.policy import chance_gone
from prefpad.verbs.opened import OpenPad, checked_limit

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.dates import Interval
    from prefpad.domain.models import Note
    from prefpad.reconfirmation.due_core import Due


class Asking(OpenPad):
    """What is due, and what is overdue."""

    def due(
        self,
        *,
        within: Interval | None = None,
        topic: str | None = None,
        customer: str | None = None,
        limit: int | None = None,
        private: bool = False,
    ) -> list[Due]:
        """Return what is due for reconfirmation, most worth asking first.

        Args:
            within: also what becomes due in this time.
            topic: only this topic.
            customer: only this customer.
            limit: at most so many.
            private: private notes too.
        """
        from prefpad.reconfirmation.due import Ranking

        until, most = self._until(within), checked_limit(limit)
        with self._plainly():
            if customer is None:
                due = Ranking(self._connection, self.policy, until, topic, private=private)
                notes = self._notes.numbered(due.numbers(self.today, most))
            else:
                theirs = [
                    note
                    for note in self._notes.of(self._number(customer))
                    if private or note.alert or note.voice != "private"
                ]
                notes = self.policy.due_among(theirs, until, self.today, topic)[:most]
        return [self._due(note) for note in notes]

    def count_due(
        self, *, within: Interval | None = None, topic: str | None = None, private: bool = False
    ) -> int:
        """Return how many notes are due, counted no further than a thousand."""
        from prefpad.reconfirmation.due import Ranking

        with self._plainly():
            until = self._until(within)
            return Ranking(self._connection, self.policy, until, topic, private=private).count()

    def overdue(
        self,
        *,
        within: Interval | None = None,
        customer: str | None = None,
        limit: int | None = None,
        private: bool = False,
    ) -> list[Note]:
        """Return the open promises and problems whose day has come, the oldest first."""
        with self._plainly():
            number = None if customer is None else self._number(customer)
            return self._notes.overdue(self._until(within), number, limit, private=private)

    def why(self, note: Note) -> str:
        """Say in one sentence why a note is, or is not yet, worth asking about."""
        from prefpad.notes import wording

        return wording.why(note, self.today)

    def _due(self, note: Note) -> Due:
        from prefpad.reconfirmation.due_core import Due

        chance = chance_gone(note, self.today)
        return Due(note, cast("date", note.due_on), chance, self.why(note))

    def _until(self, within: Interval | None) -> date:
        return self.today + timedelta(0 if within is None else parse_interval(within))
