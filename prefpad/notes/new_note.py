"""The row of a new note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.normalize import fold
from prefpad.notes.repository import same_key

if TYPE_CHECKING:
    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.notes.draft import Draft


def insert(writer: UnitOfWork, customer: int, draft: Draft) -> int:
    """Write a new note and return its number."""
    return writer.insert("notes", note_row(customer, draft, writer.signature.author))


def note_row(customer: int, draft: Draft, author: str | None) -> dict[str, Value]:
    """Return the row of a new note."""
    attributes = draft.attributes
    given_on = draft.noted_on.isoformat() if attributes.given else None
    return {
        "customer": customer,
        "parent": draft.parent,
        "kind": attributes.kind.name,
        "topic": draft.topic,
        "topic_key": fold(draft.topic or ""),
        "stance": attributes.stance,
        "text": draft.text,
        "source": attributes.source,
        "voice": attributes.voice,
        "voice_by_hand": int(attributes.voice_by_hand),
        "standing": attributes.standing,
        "alert": int(attributes.alert),
        "noted_on": draft.noted_on.isoformat(),
        "confirmed_on": draft.confirmed_on.isoformat(),
        "by_day": draft.by.isoformat() if draft.by else None,
        "every": draft.every,
        "ended_on": given_on,
        "ended": given_on and "done",
        "author": draft.author or author,
        "same_key": same_key(attributes.kind.name, draft.topic, draft.text),
        "because": draft.because,
    }
