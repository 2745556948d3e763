"""The one policy that says what is due, how much a question is worth, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from prefpad.core.names import fold
from prefpad.core.reconfirm import best_interval, chance_changed, question_worth

if TYPE_CHECKING:
    from datetime import date

    from prefpad.core.records import Note

_YEAR = 365.25
_FIRST_LIFETIME = {"preference": 1.5 * _YEAR, "need": 5 * _YEAR}
_FIRST_DAYS_BETWEEN_VISITS = 60.0
_PRESSING_SHARE = 0.25
_FURTHEST_DAYS = 365_000
_LEAST_PRICE = 1e-9

MOST_COUNTED = 1000
"""How far what is due is counted."""


@dataclass(frozen=True)
class Policy:
    """When to ask again about each note.

    Attributes:
        question_price: how many wrong guesses one question costs.
    """

    question_price: float = 0.3

    def rate(self, kind: str) -> float:
        """Return how fast notes of a kind change, per day."""
        return 1 / _FIRST_LIFETIME[kind]

    def interval(self, kind: str, alert: bool) -> int | None:
        """Return the days to leave a note of a kind alone, or None to never ask."""
        return _interval(self.rate(kind), 1 / _FIRST_DAYS_BETWEEN_VISITS, self._price(kind, alert))

    def days_between_questions(self, note: Note) -> int | None:
        """Return the days to leave a note alone, the owner's own interval first."""
        if note.ended_on or note.standing == "candidate" or note.kind not in _FIRST_LIFETIME:
            return None
        return note.every or self.interval(note.kind, note.alert)

    def due_on(self, note: Note) -> date | None:
        """Return the day a note is worth asking about again, or None."""
        days = self.days_between_questions(note)
        if days is None or days > _FURTHEST_DAYS:
            return None
        return note.confirmed_on + timedelta(days=days)

    def due_among(
        self, notes: list[Note], until: date, today: date, topic: str | None = None
    ) -> list[Note]:
        """Return those of `notes` that are due by a day, most worth asking first."""
        due = [
            note
            for note in notes
            if (day := self.due_on(note))
            and day <= until
            and (topic is None or fold(note.topic or "") == fold(topic))
        ]
        return sorted(due, key=lambda note: -self.worth(note, today))

    def chance_changed(self, note: Note, today: date) -> float:
        """Return the probability that a preference or need no longer holds."""
        return chance_changed(self.rate(note.kind), _days(note, today))

    def worth(self, note: Note, today: date) -> float:
        """Return what a question is worth over its price: 1 on the day it becomes due."""
        return self.worth_after(_days(note, today), note.kind, note.alert, note.every)

    def worth_after(self, days: int, kind: str, alert: bool, every: int | None = None) -> float:
        """Return what a question is worth over its price, `days` after the last check."""
        if every:
            return days / every
        worth = question_worth(self.rate(kind), 1 / _FIRST_DAYS_BETWEEN_VISITS, days)
        return worth / max(self._price(kind, alert), _LEAST_PRICE)

    def _price(self, kind: str, alert: bool) -> float:
        return self.question_price * (_PRESSING_SHARE if alert or kind == "need" else 1)


@lru_cache(maxsize=64)
def _interval(rate: float, visit_rate: float, price: float) -> int | None:
    days = best_interval(rate, visit_rate, price)
    return None if days is None else max(1, round(days))


def _days(note: Note, today: date) -> int:
    return max(0, (today - note.confirmed_on).days)
