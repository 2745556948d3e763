"""The notes of a card as rows, for jsonl and csv: each once, with the section it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefpad.domain.models import Note

if TYPE_CHECKING:
    from prefpad.domain.models import Card


@dataclass(frozen=True)
class CardNote(Note):
    """A note on a card.

    Attributes:
        section: `alerts`, `open`, `say`, `ask` or `act`.
    """

    section: str = ""


def notes_of(card: Card) -> list[CardNote]:
    """Return the notes of a card in its order; an alert to ask about stands among the alerts."""
    sections = {
        "alerts": card.alerts,
        "open": card.open,
        "say": card.say,
        "ask": [note for note in card.ask if not note.alert],
        "act": card.act,
    }
    return [
        CardNote(**vars(note), section=section)
        for section, notes in sections.items()
        for note in notes
    ]
