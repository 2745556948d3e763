"""Adding a note: new, seen again, or in place of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from prefpad.confirming import confirm, record_check, running
from prefpad.core.names import fold
from prefpad.core.words import KINDS
from prefpad.store.notes import same_key

if TYPE_CHECKING:
    from prefpad.core.jot import Draft
    from prefpad.core.records import Note
    from prefpad.store.notes import Notes
    from prefpad.store.writing import Value, Writer

Outcome = Literal["new", "seen again", "now standing", "replaced", "unchanged"]


@dataclass(frozen=True)
class Jotted:
    """What came of adding a note.

    Attributes:
        note: the note as it stands now.
        outcome: whether it is new, or what happened to the one there was.
        new_customer: whether its customer was made for it.
    """

    note: Note
    outcome: Outcome
    new_customer: bool = False


def jot(
    writer: Writer, notes: Notes, customer: int, draft: Draft, instead: int | None = None
) -> Jotted:
    """Add `draft` to a customer's notes.

    The same again on another day counts as seen and lets a candidate stand; a twin is never made.
    """
    if draft.parent is not None:
        running(notes, draft.parent, customer)
    if instead is not None:
        replaced = running(notes, instead, customer)
        return Jotted(
            confirm(writer, notes, replaced, draft.noted_on, now=draft.text, asked=False),
            "replaced",
        )
    same = notes.same_again(customer, draft.frame.kind.name, draft.topic, draft.text)
    if same and not _of_another_day(same, draft):
        return _seen_again(writer, notes, same, draft)
    number = insert(writer, notes, customer, draft)
    return Jotted(_read(notes, number), "new")


def insert(writer: Writer, notes: Notes, customer: int, draft: Draft) -> int:
    """Write a new note and return its number."""
    frame = draft.frame
    if frame.kind.asked_again:
        notes.ensure_interval(frame.kind.name, frame.alert, fold(draft.topic or ""))
    return writer.insert("notes", note_row(customer, draft, writer.signature.author))


def note_row(customer: int, draft: Draft, author: str | None) -> dict[str, Value]:
    """Return the row of a new note."""
    frame = draft.frame
    given_on = draft.noted_on.isoformat() if frame.given else None
    return {
        "customer": customer,
        "parent": draft.parent,
        "kind": frame.kind.name,
        "topic": draft.topic,
        "topic_key": fold(draft.topic or ""),
        "stance": frame.stance,
        "text": draft.text,
        "source": frame.source,
        "voice": frame.voice,
        "voice_by_hand": int(frame.voice_by_hand),
        "standing": frame.standing,
        "alert": int(frame.alert),
        "noted_on": draft.noted_on.isoformat(),
        "confirmed_on": draft.confirmed_on.isoformat(),
        "by_day": draft.by.isoformat() if draft.by else None,
        "every": draft.every,
        "ended_on": given_on,
        "ended": given_on and "done",
        "author": draft.author or author,
        "same_key": same_key(frame.kind.name, draft.topic, draft.text),
    }


def _of_another_day(same: Note, draft: Draft) -> bool:
    lasts_a_day = KINDS[same.kind].lasts_a_day
    return lasts_a_day and (same.by or same.noted_on) < draft.noted_on


def _seen_again(writer: Writer, notes: Notes, same: Note, draft: Draft) -> Jotted:
    if draft.by and draft.by != same.by:
        writer.update("notes", same.number, {"by_day": draft.by.isoformat()})
        same = replace(same, by=draft.by)
    told = draft.frame.source == "told"
    days_known = {same.noted_on, same.confirmed_on}
    news = draft.confirmed_on not in days_known or (told and same.standing == "candidate")
    if draft.frame.source == "relayed" or not news:
        return Jotted(_read(notes, same.number), "unchanged")
    record_check(
        writer,
        notes,
        same,
        draft.confirmed_on,
        outcome="same" if told else "seen",
        asked=False,
        told=told,
        author=draft.author,
    )
    note = _read(notes, same.number)
    return Jotted(note, "seen again" if same.standing == note.standing else "now standing")


def _read(notes: Notes, number: int) -> Note:
    note = notes.get(number)
    if note is None:
        raise LookupError(number)
    return note
