"""Confirming a note (still true, changed, gone or seen again) and closing one that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.dates import past_day
from prefpad.domain.errors import AskedWrongly, CouldNot, NoSuchNote
from prefpad.domain.humanize import say_day
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import KINDS, a_note
from prefpad.notes.discretion import at_most, discreet, judge, words_of
from prefpad.notes.lookup import get_note
from prefpad.notes.repository import Notes, same_key
from prefpad.notes.wording import how_it_ended
from prefpad.reconfirmation.rates import span_class
from prefpad.reconfirmation.schedule_rows import set_aside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.dates import Day
    from prefpad.domain.models import Note
    from prefpad.notes.alerts import Alert
    from prefpad.session import Session


def confirm(
    session: Session,
    *notes: int | Note,
    now: str | None = None,
    gone: bool = False,
    seen: bool = False,
    on: Day | None = None,
) -> list[Note]:
    """Record the answers about some notes, all or none of them; see `Pad.confirm`."""
    if (now is not None) + bool(gone) + bool(seen) > 1:
        raise AskedWrongly(
            "A note has either changed, or is gone, or was seen.",
            "Use only one of `now=`, `gone=` and `seen=`.",
        )
    day = past_day(on, session.today, session.date_order)
    with session.transaction() as writer:
        running = [open_note(session, note) for note in notes]
        for note in running:
            confirm_note(session, writer, note, day, now=now, gone=gone, seen=seen)
        writer.flush()
        return Notes(session.connection).numbered([note.number for note in running])


def open_note(session: Session, note: int | Note, customer: int | None = None) -> Note:
    """Return the current state of an open note, given the note or its number.

    Raises:
        NoSuchNote: there is none, or it is another customer's.
        CouldNot: it has ended.
    """
    found = get_note(session, note)
    if customer is not None and found.customer_number != customer:
        raise NoSuchNote(
            f"Note {found.number} is about {found.customer}.",
            "`pad.recall(NAME)` shows the numbers.",
        )
    if found.ended_on:
        was = "marked as" if found.ended == "gone" else "already"
        day = say_day(found.ended_on, session.today)
        raise CouldNot(
            f"Note {found.number} was {was} {how_it_ended(found)} {day}.",
            "Add a new note if it is true again.",
        )
    return found


def confirm_note(
    session: Session,
    writer: UnitOfWork,
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
) -> None:
    """Record that a note is still true, has changed to `now`, is gone, or was seen again.

    Args:
        session: the open pad.
        writer: the open transaction.
        note: the one to confirm.
        on: the day of the check.
        now: its new text.
        gone: it is no longer true.
        seen: nobody asked, it was seen.
        asked: whether we asked.
        told: whether the customer says so.
        topic: a topic for the new text, in place of one in it.
        changes: other columns to change with the text.

    Raises:
        AskedWrongly: a promise or problem, which is done, not confirmed, or a day before the note's.
        CouldNot: another note of the customer says the same as `now` already.
    """
    if KINDS[note.kind].stays_open:
        raise AskedWrongly(
            f"Note {note.number} is {a_note(note.kind)}.",
            f"Close it with `pad.done({note.number})`.",
        )
    if on < note.noted_on:
        raise AskedWrongly(
            f"Note {note.number} was noted on {note.noted_on}, after {on}.",
            "Give a day from then on with `on=`.",
        )
    after: dict[str, Value] = dict(changes or {})
    is_another = bool(after)
    if now is not None:
        reworded, says_more = _reworded(session, writer, note, now, topic, on)
        after |= reworded
        is_another |= says_more
    outcome = "gone" if gone else "seen" if seen else "changed" if is_another else "same"
    record_check(
        session,
        writer,
        note,
        on,
        outcome=outcome,
        asked=asked and not seen,
        told=told and not seen and not gone,
        changes=after,
    )


def _reworded(
    session: Session, writer: UnitOfWork, note: Note, now: str, topic: str | None, on: date
) -> tuple[dict[str, Value], bool]:
    """Return the columns that the new text of a note changes, and whether its meaning differs."""
    from prefpad.notes.draft import split_topic
    from prefpad.notes.first_words import read_first_words

    after: dict[str, Value] = {}
    topic, text = split_topic(now, topic)
    topic = topic or note.topic
    said = read_first_words(text, session.today, session.date_order)
    if said and said.stance and note.kind == "preference":
        text = said.text
        if said.stance != note.stance:
            after["stance"] = said.stance
    is_another = bool(after)
    kind: str = note.kind
    if alert := _new_alert(session, note, topic, text):
        kind, text = "need", alert.text
        after |= {"kind": kind, "stance": None, "alert": 1, "no_alert": 0}
        after["standing"] = "standing"
        if alert.rest:
            _keep_apart(session, writer, note, topic, alert.rest, on)
    twin = Notes(session.connection).same_again(note.customer_number, kind, topic, text)
    if twin and twin.number != note.number:
        raise CouldNot(
            f"Note {twin.number} says that already.",
            f"`pad.confirm({note.number}, gone=True)` ends this one.",
        )
    is_another |= (fold(text), fold(topic or "")) != (fold(note.text), fold(note.topic or ""))
    if (text, topic) != (note.text, note.topic):
        after |= {
            "text": text,
            "topic": topic,
            "topic_key": fold(topic or ""),
            "same_key": same_key(kind, topic, text),
        }
    return after, is_another


def _new_alert(session: Session, note: Note, topic: str | None, text: str) -> Alert | None:
    """Return the alert in the new text of a note if the old text had none."""
    from prefpad.notes.alerts import alert_in, gives_way

    if note.alert or not gives_way(KINDS[note.kind]):
        return None
    tell = words_of(session).judge
    alert = alert_in(topic, text, tell)
    return alert if alert and not alert_in(note.topic, note.text, tell) else None


def _keep_apart(
    session: Session, writer: UnitOfWork, note: Note, topic: str | None, text: str, on: date
) -> None:
    """Write the private part of a note's new text as a separate note."""
    from prefpad.notes.draft import Draft, insert_note, resolve_attributes

    attributes = discreet(resolve_attributes(note.kind), judge(session, topic, text))
    insert_note(writer, note.customer_number, Draft(attributes, topic, text, on, on))


def record_check(
    session: Session,
    writer: UnitOfWork,
    note: Note,
    on: date,
    *,
    outcome: str,
    asked: bool,
    told: bool,
    changes: dict[str, Value] | None = None,
    author: str | None = None,
) -> Mapping[str, Value]:
    """Write a check and update its note; return the changed columns.

    Told makes it told and standing; seen on a day of its own lets a candidate stand; gone ends it.
    "Still true" of a standing note from who seems to confirm without asking moves no day, and stands
    as a check that was not asked. A check opens nothing, but for an alert and for a candidate with a
    stance that were told: these have their kind's told voice unless set by hand.
    """
    after: dict[str, Value] = dict(changes or {})
    author = author or writer.signature.author
    counts = True
    if asked and outcome == "same" and note.standing == "standing":
        asked = counts = author not in set_aside(session.connection)
        told = told and counts
    if outcome == "gone":
        after |= {"ended_on": on.isoformat(), "ended": "gone"}
    elif counts:
        after["confirmed_on"] = max(on, note.confirmed_on).isoformat()
        if told or on != note.noted_on:
            after["standing"] = "standing"
        if told:
            after["source"] = "told"
        if "voice" not in after and (told or "text" in after):
            after |= _voice(session, note, after, told=told)
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
            "author": author,
        },
    )
    writer.update("notes", note.number, after)
    return after


def _voice(
    session: Session, note: Note, after: Mapping[str, Value], *, told: bool
) -> dict[str, Value]:
    """Return the voice after a check: unchanged, or by rule where the check opens the note.

    What was set by hand, and why, is for the text it was set for: another is judged again.
    """
    text, topic = str(after.get("text", note.text)), after.get("topic", note.topic) or ""
    by_hand = Notes(session.connection).voice_is_by_hand(note.number)
    is_another = fold(text) != fold(note.text)
    alert = bool(after.get("alert", note.alert))
    opens = alert or (note.standing == "candidate" and note.stance)
    if not is_another and (by_hand or not opens):
        return {}
    told_voice = KINDS[str(after.get("kind", note.kind))].told_voice
    voice = told_voice if told and opens and not by_hand else note.voice
    most = at_most(voice, judge(session, str(topic), text), alert=alert)
    because = None if is_another else note.because
    return {"voice": most, "voice_by_hand": int(by_hand and most == voice), "because": because}


def close_note(writer: UnitOfWork, note: Note, on: date, *, withdrawn: bool = False) -> None:
    """Close a promise as kept, a problem as solved, an idea as given, a want as granted.

    Raises:
        AskedWrongly: a kind that is confirmed, not done.
    """
    if not KINDS[note.kind].done_word:
        raise AskedWrongly(
            f"Note {note.number} is {a_note(note.kind)}.",
            f"Confirm it with `pad.confirm({note.number})`, or `gone=True` if it is no longer true.",
        )
    ended = "withdrawn" if withdrawn else "done"
    writer.update("notes", note.number, {"ended_on": on.isoformat(), "ended": ended})
