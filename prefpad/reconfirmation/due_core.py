"""What is due for reconfirmation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefpad.domain.models import Note  # noqa: TC001 - a csv names the fields of its note

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Due:
    """A preference or need that is due for reconfirmation.

    Attributes:
        note: the note to ask about.
        due_on: the day it became, or becomes, worth asking.
        chance_changed: probability between 0 and 1 that it no longer holds.
        why: the reason in one plain sentence.
    """

    note: Note
    due_on: date
    chance_changed: float
    why: str
