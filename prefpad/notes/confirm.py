"""Confirming a note: still true, changed, gone or seen again; and ending what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly, CouldNot, NoSuchNote
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.discretion import at_most, with_topic
from prefpad.notes.draft import resolve_attributes, split_topic
from prefpad.notes.repository import same_key
from prefpad.reconfirmation.rates import span_class

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.models import Note
    from prefpad.notes.repository import Notes


def open_note(notes: Notes, number: int, customer: int | None = None) -> Note:
    """Return the note with this number if it has not ended.

    Raises:
        NoSuchNote: there is none, or none of that customer's.
        CouldNot: it has ended.
    """
    note = notes.get(number)
    if note is None:
        raise NoSuchNote(f"There is no note {number}.", "`prefpad recall NAME` shows the numbers.")
    if customer is not None and note.customer_number != customer:
        raise NoSuchNote(
            f"Note {number} is about {note.customer}.", "`prefpad recall NAME` shows the numbers."
        )
    if note.ended_on:
        raise CouldNot(
            f"Note {number} ended on {note.ended_on}.", "Add a new note if it holds again."
        )
    return note


def confirm(
    writer: UnitOfWork,
    notes: Notes,
    note: Note,
    on: date,
    *,
    now: str | None = None,
    gone: bool = False,
    seen: bool = False,
    asked: bool = True,
    told: bool = True,
    topic: str | None = None,
    changes: Mapping[str, Value] | None = None,
) -> Note:
    """Record that a note is still true, has changed to `now`, is gone, or was seen again.

    Args:
        writer: the open transaction.
        notes: the notes of the pad.
        note: the one to confirm.
        on: the day of the check.
        now: its new text.
        gone: it holds no longer.
        seen: nobody asked, it was seen.
        asked: whether we asked.
        told: whether the customer says so.
        topic: a topic for the new text, in place of one in it.
        changes: other columns to change with the text.

    Raises:
        AskedWrongly: a promise or problem, which is done and not confirmed, or a day before the note's.
        CouldNot: another note of the customer says the same as `now` already.
    """
    if KINDS[note.kind].stays_open:
        raise AskedWrongly(
            f"Note {note.number} is a {note.kind}, which is done and not confirmed.",
            f"Say `prefpad done {note.number}`.",
        )
    if on < note.noted_on:
        raise AskedWrongly(
            f"Note {note.number} was noted on {note.noted_on}, after {on}.",
            "Give a day from then on with --on.",
        )
    after: dict[str, Value] = dict(changes or {})
    is_another = bool(after)
    if now is not None:
        topic, text = split_topic(now, topic)
        topic = topic or note.topic
        twin = notes.same_again(note.customer_number, note.kind, topic, text)
        if twin and twin.number != note.number:
            raise CouldNot(
                f"Note {twin.number} says that already.",
                f"Say `prefpad confirm {note.number} --gone` to end the other.",
            )
        is_another |= (fold(text), fold(topic or "")) != (fold(note.text), fold(note.topic or ""))
        if (text, topic) != (note.text, note.topic):
            after |= {
                "text": text,
                "topic": topic,
                "topic_key": fold(topic or ""),
                "same_key": same_key(note.kind, topic, text),
            }
    outcome = "gone" if gone else "seen" if seen else "changed" if is_another else "same"
    record_check(
        writer,
        notes,
        note,
        on,
        outcome=outcome,
        asked=asked and not seen,
        told=told and not seen and not gone,
        changes=after,
    )
    return notes.get(note.number) or note


def record_check(
    writer: UnitOfWork,
    notes: Notes,
    note: Note,
    on: date,
    *,
    outcome: str,
    asked: bool,
    told: bool,
    changes: dict[str, Value] | None = None,
    author: str | None = None,
) -> None:
    """Write a check and what follows for the note.

    Told makes it told and standing, with its kind's told voice unless set by hand; seen on a day of
    its own lets a candidate stand; gone ends it.
    """
    after: dict[str, Value] = dict(changes or {})
    if outcome == "gone":
        after |= {"ended_on": on.isoformat(), "ended": "gone"}
    else:
        after["confirmed_on"] = max(on, note.confirmed_on).isoformat()
        if told or on != note.noted_on:
            after["standing"] = "standing"
        if told:
            after["source"] = "told"
        if "voice" not in after and (told or "text" in after):
            after |= _voice(writer, notes, note, after, told=told)
    text = str(after.get("text", note.text))
    days = max(0, (on - note.confirmed_on).days)
    turned = note.stance and after.get("stance", note.stance) != note.stance
    writer.insert(
        "checks",
        {
            "note": note.number,
            "customer": note.customer_number,
            "on_day": on.isoformat(),
            "outcome": outcome,
            "days": days,
            "span": span_class(days),
            "kind": note.kind,
            "topic_key": fold(note.topic or ""),
            "asked": int(asked),
            "standing": note.standing,
            "before": f"{note.stance} {note.text}" if turned else note.text,
            "after": f"{after['stance']} {text}" if turned else text,
            "author": author or writer.signature.author,
        },
    )
    writer.update("notes", note.number, after)


def _voice(
    writer: UnitOfWork, notes: Notes, note: Note, after: Mapping[str, Value], *, told: bool
) -> dict[str, Value]:
    """Return the voice that follows from a check: as set by hand, or by rule and the words.

    What was set by hand, and why, is for the text it was set for: another is judged anew.
    """
    text, topic = str(after.get("text", note.text)), after.get("topic", note.topic) or ""
    by_hand = notes.voice_is_by_hand(note.number)
    is_another = fold(text) != fold(note.text)
    if by_hand and not is_another:
        return {}
    by_rule = told and not by_hand
    voice = (
        resolve_attributes(note.kind, note.stance, alert=note.alert).voice
        if by_rule
        else note.voice
    )
    judged = writer.judge(with_topic(str(topic), text))
    most = at_most(voice, judged, alert=note.alert)
    because = None if is_another else note.because
    return {"voice": most, "voice_by_hand": int(by_hand and most == voice), "because": because}


def close_note(
    writer: UnitOfWork, notes: Notes, note: Note, on: date, *, withdrawn: bool = False
) -> Note:
    """End a promise as kept, a problem as solved, an idea as given, a want as granted.

    Raises:
        AskedWrongly: a kind that is confirmed and not done.
    """
    if not KINDS[note.kind].done_word:
        raise AskedWrongly(
            f"Note {note.number} is a {note.kind}, which is confirmed and not done.",
            f"Say `prefpad confirm {note.number}`, with --gone if it holds no longer.",
        )
    ended = "withdrawn" if withdrawn else "done"
    writer.update("notes", note.number, {"ended_on": on.isoformat(), "ended": ended})
    return notes.get(note.number) or note
