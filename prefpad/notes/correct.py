"""Correcting a note that was mistyped, belongs to another customer, or was never true.

What is corrected was wrong from the start: it counts neither as a check nor as a change.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from prefpad.customers.lookup import resolve_customer
from prefpad.db.audit_log import REASON
from prefpad.domain.dates import parse_interval, past_day
from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.humanize import say_date
from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.domain.validation import checked_text, kind_named
from prefpad.domain.vocabulary import KINDS, a_note
from prefpad.notes import repository as rows
from prefpad.notes.add import apply_discretion, find_same_note
from prefpad.notes.alerts import Apart, alert_in, apart, is_known
from prefpad.notes.consent_gate import consent_gate, refuse_without
from prefpad.notes.discretion import judge, least_open, words_of
from prefpad.notes.draft import (
    IDEA,
    Draft,
    check_timing,
    checked_owner,
    checked_reason,
    due_day,
    insert_note,
    make_draft,
    note_row,
    resolve_attributes,
    split_topic,
    understand,
)
from prefpad.notes.health_rules import may_state_a_need
from prefpad.notes.lookup import get_note
from prefpad.notes.repository import Notes, same_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Unpack

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.dates import Day, Interval
    from prefpad.domain.models import Note
    from prefpad.domain.vocabulary import Kind
    from prefpad.notes.draft import NoteAttributes
    from prefpad.session import Session


class Correction(TypedDict, total=False):
    """The corrections to a note, as in `Pad.edit_note`; None leaves a field unchanged."""

    text: str | None
    topic: str | None
    kind: str | None
    stance: str | None
    voice: str | None
    because: str | None
    alert: bool | None
    by: Day | None
    on: Day | None
    every: Interval | None
    owner: str | None


_JUDGED = frozenset({"text", "topic", "kind", "stance", "voice", "because", "alert"})


def edit_note(
    session: Session,
    note: int | Note,
    *,
    customer: str | None = None,
    **wanted: Unpack[Correction],
) -> Note:
    """Correct a note and return it; see `Pad.edit_note`."""
    asked: Correction = {name: value for name, value in wanted.items() if value is not None}  # type: ignore[assignment]  # the same names
    if not asked.keys() - {"because"} and customer is None:
        raise AskedWrongly("There is nothing to change.", "Give a new text, topic, kind or day.")
    with session.transaction() as writer:
        known = correctable(session, note)
        asked = _as_worded(session, known, asked)
        reason = _reason(asked)
        is_moved = known.by and not known.ended_on and asked.get("by") and "voice" not in asked
        whose = known.customer_number
        if customer is not None:
            whose = resolve_customer(session.connection, customer)
        split = _apart(session, known, _corrected(session, known, asked), asked)
        draft, beside = split.draft, split.beside
        moves = whose != known.customer_number
        if moves:
            _refuse_apart_from_parent(known)
        if (moves or draft.attributes.kind.name != known.kind) and (gate := consent_gate(session)):
            refuse_without(gate, whose, draft, None)
        _refuse_twin(session, known, whose, draft)
        if moves:
            rows.move(writer, known.number, whose)
        writer.update("notes", known.number, _row(known, whose, draft, asked))
        if reason and is_moved and draft.by and draft.by != known.by:
            _tell_move(session, writer, known, draft.by, reason)
        elif reason and writer.wrote:
            _explain(session, writer, known, reason)
        if beside is not None:
            insert_note(writer, whose, beside)
        writer.flush()
        return Notes(session.connection).numbered([known.number])[0]


def delete_note(session: Session, note: int | Note) -> Note:
    """Mark a note and those under it as entered by mistake; see `Pad.delete_note`."""
    with session.transaction() as writer:
        known = correctable(session, note)
        ending: dict[str, Value] = {"ended_on": session.today.isoformat(), "ended": "mistake"}
        for number in rows.with_those_under_it(session.connection, known.number):
            rows.drop_checks(writer, number)
            writer.update("notes", number, ending)
        writer.flush()
        return Notes(session.connection).numbered([known.number])[0]


def raise_needs(
    session: Session,
    update: Callable[[int, Mapping[str, Value]], object],
    insert: Callable[[Mapping[str, Value]], object],
) -> dict[str, int]:
    """Make alerts of the notes that state an allergy or access need, no matter who wrote them.

    Those that an earlier program or another tool wrote may never have been judged. A note that
    somebody said is no alert stays one.

    Args:
        session: the open pad, inside a transaction.
        update: sets columns of a note, by its number.
        insert: writes the row of a note that stands beside it.

    Returns:
        How many alerts were made, by what they state.
    """
    notes, tell = Notes(session.connection), words_of(session).judge
    raised: Counter[str] = Counter()
    for number, text in notes.may_need_an_alert():
        if not may_state_a_need(text):
            continue
        (note,) = notes.numbered([number])
        found = apart(_corrected(session, note, {}), tell)
        if found.alert_for is None:
            continue
        if found.draft.attributes.alert:
            update(number, _row(note, note.customer_number, found.draft, {}))
        elif found.beside and is_known(found.beside, notes.alerts_of(note.customer_number)):
            continue
        if found.beside:
            insert(note_row(note.customer_number, _discreet(session, found.beside), note.author))
        raised[found.alert_for] += 1
    return dict(raised)


def correctable(session: Session, note: int | Note) -> Note:
    """Return the current state of a note, open or closed.

    Raises:
        NoSuchNote: there is none.
        CouldNot: it was deleted.
    """
    known = get_note(session, note)
    if known.ended == "mistake":
        raise CouldNot(
            f"Note {known.number} was deleted on {known.ended_on}.",
            f"`pad.history({known.number})` shows the change to undo.",
        )
    return known


def _as_worded(session: Session, note: Note, asked: Correction) -> Correction:
    """Add to a correction what the new text's first and last words say about the note.

    They say it as they do of a note that is added; what was asked for besides wins.
    """
    text, topic = asked.get("text"), asked.get("topic")
    if text is None:
        return asked
    today, order = session.today, session.date_order
    kind = asked.get("kind") or note.kind
    said = understand(text, today, order, topic=topic, kind=kind, stance=asked.get("stance"))
    topic = said.topic or (note.topic if topic is None else None)
    worded: Correction = {**asked, "text": said.text, "topic": topic or ""}
    if said.as_typed is not None and note.ended_on is None:
        kind = said.kind
        worded = {"kind": kind, "stance": said.stance or "", **worded}
    has_day = kind in KINDS and KINDS[kind].has_day
    if has_day and "by" not in asked:
        from prefpad.domain.trailing_day import split_trailing_by

        worded["text"], by = split_trailing_by(said.text, today, order) or (said.text, said.day)
        if by:
            worded["by"] = by
    return worded


def _reason(asked: Correction) -> str | None:
    """Return why it is asked, and take that out where it is no reason for a voice."""
    reason = asked.get("because") if "voice" in asked else asked.pop("because", None)
    return None if reason is None else checked_text(reason, "The reason")


def _explain(session: Session, writer: UnitOfWork, note: Note, reason: str) -> None:
    """Have the journal say why a note was corrected, and whether that is private."""
    is_private = judge(session, None, reason).voice == "private"
    said: dict[str, Value] = {REASON: reason}
    if is_private:
        said["private"] = 1
    writer.explain("notes", note.number, note.customer_number, said)


def _tell_move(session: Session, writer: UnitOfWork, note: Note, to: date, because: str) -> None:
    """Keep the day first promised, and write under the note why it was moved."""
    first = note.first_by or note.by or to
    writer.update("notes", note.number, {"first_by_day": first.isoformat()})
    was = say_date(note.by or first)
    text = f"moved from {was} to {say_date(to)}: {because}"
    draft = make_draft(text, session.today, session.date_order, kind="other", under=note)
    judged = judge(session, None, because)
    insert_note(writer, note.customer_number, apply_discretion(draft, judged, note))


def _corrected(session: Session, note: Note, asked: Correction) -> Draft:
    topic, text = _words(note, asked)
    kind = asked.get("kind")
    if kind is None:
        becomes_need = asked.get("alert") and note.kind == "preference"
        kind = "need" if becomes_need else IDEA if note.kind == "extra" else note.kind
    settled = kind_named("extra" if kind == IDEA else kind)
    check_timing(settled, has_by=bool(asked.get("by")), has_every=bool(asked.get("every")))
    noted_on, confirmed_on = _days(session, note, asked)
    by_hand = Notes(session.connection).voice_is_by_hand(note.number)
    is_same_text = fold(text) == fold(note.text)
    because = checked_reason(asked.get("because"), asked.get("voice"))
    attributes = _attributes(note, asked, kind, keeps_voice=by_hand and is_same_text)
    draft = Draft(
        attributes,
        topic,
        text,
        noted_on,
        confirmed_on,
        _due_by(session, note, settled, asked),
        _every(note, settled, asked),
        parent=note.parent,
        because=because or (note.because if is_same_text and "voice" not in asked else None),
        is_lowered=_is_lowered(session, note, asked, attributes),
    )
    if not _JUDGED & asked.keys():
        return draft
    parent = None if note.parent is None else get_note(session, note.parent)
    return apply_discretion(draft, judge(session, topic, text), parent)


def _is_lowered(
    session: Session, note: Note, asked: Correction, attributes: NoteAttributes
) -> bool:
    """Tell whether a note is no alert because somebody said so, now or of its former words."""
    if attributes.alert:
        return False
    if note.alert or asked.get("alert") is False:
        return True
    stays = not {"text", "topic"} & asked.keys() or _states_a_need(session, note)
    return stays and Notes(session.connection).is_lowered(note.number)


def _states_a_need(session: Session, note: Note) -> bool:
    return alert_in(note.topic, note.text, words_of(session).judge) is not None


def _apart(session: Session, note: Note, draft: Draft, asked: Correction) -> Apart:
    """Split a corrected note: its new words may state a need, which becomes an alert."""
    tell = words_of(session).judge
    is_settled = "alert" in asked or not {"text", "topic"} & asked.keys()
    if is_settled or note.alert or _states_a_need(session, note):
        return Apart(draft)
    found = apart(draft, tell)
    return Apart(
        _discreet(session, found.draft) if found.draft.attributes.alert else draft,
        found.beside and _discreet(session, found.beside),
        found.alert_for,
    )


def _discreet(session: Session, draft: Draft) -> Draft:
    return apply_discretion(draft, judge(session, draft.topic, draft.text))


def _words(note: Note, asked: Correction) -> tuple[str | None, str]:
    topic = asked.get("topic")
    if "text" in asked:
        return topic or None, asked["text"] or ""
    if topic:
        return split_topic(note.text, topic)
    return (note.topic if topic is None else None), note.text


def _attributes(note: Note, asked: Correction, kind: str, *, keeps_voice: bool) -> NoteAttributes:
    """Return a note's attributes after a correction.

    If no voice is given it is no more open than before, whatever its kind would allow: what was kept
    from the customer must not be said just because a spelling was corrected.
    """
    settled = kind_named("extra" if kind == IDEA else kind)
    stance = asked.get("stance", note.stance if settled.asked_again else None)
    alert = asked.get("alert")
    if alert is None:
        alert = note.alert and settled.name == "need"
    voice = asked.get("voice")
    ruled = resolve_attributes(kind, stance or None, note.source, voice, alert=bool(alert))
    if KINDS[note.kind].asked_again and settled.asked_again and not alert:
        ruled = replace(ruled, standing=note.standing)
    is_raised = alert and note.voice == "private"
    if voice or is_raised:
        return ruled
    if keeps_voice:
        return replace(ruled, voice=note.voice, voice_by_hand=True)
    return replace(ruled, voice=least_open(note.voice, ruled.voice))


def _days(session: Session, note: Note, asked: Correction) -> tuple[date, date]:
    if "on" not in asked:
        return note.noted_on, note.confirmed_on
    noted_on = past_day(asked["on"], session.today, session.date_order)
    if note.confirmed_on == note.noted_on:
        return noted_on, noted_on
    return noted_on, max(noted_on, note.confirmed_on)


def _due_by(session: Session, note: Note, kind: Kind, asked: Correction) -> date | None:
    by = asked.get("by")
    if by:
        noted_on = _days(session, note, asked)[0] if "on" in asked else session.today
        return due_day(by, noted_on, session.today, session.date_order)
    if by is not None and kind.name == "promise":
        raise AskedWrongly("A promise needs a day.", "Give it another one with `by=DAY`.")
    if by is not None or not kind.has_day:
        return None
    return note.by or (session.today if kind.name == "promise" else None)


def _every(note: Note, kind: Kind, asked: Correction) -> int | None:
    every = asked.get("every")
    if every:
        return parse_interval(every)
    return None if every is not None or not kind.asked_again else note.every


def _row(note: Note, customer: int, draft: Draft, asked: Correction) -> dict[str, Value]:
    row = note_row(customer, draft, note.author) | _ending(note, draft, has_kind="kind" in asked)
    if "owner" in asked:
        row["owner"] = checked_owner(asked["owner"])
    return row


def _ending(note: Note, draft: Draft, *, has_kind: bool) -> dict[str, Value]:
    """Return when and how a note was closed: a given extra on its day, any other as before."""
    was_given = note.kind == "extra" and note.ended == "done"
    is_given = draft.attributes.given if has_kind else was_given
    if is_given:
        return {"ended_on": draft.noted_on.isoformat(), "ended": "done"}
    if was_given:
        return {"ended_on": None, "ended": None}
    if note.ended_on and draft.attributes.kind.name != note.kind:
        raise CouldNot(
            f"Note {note.number} has ended as {a_note(note.kind)}, so it stays one.",
            "Undo its end first, or delete it and add another.",
        )
    return {"ended_on": note.ended_on.isoformat() if note.ended_on else None, "ended": note.ended}


def _refuse_apart_from_parent(note: Note) -> None:
    if note.parent is not None:
        raise AskedWrongly(
            f"Note {note.number} belongs under note {note.parent}.",
            f"Move note {note.parent}; what belongs under it moves too.",
        )


def _refuse_twin(session: Session, note: Note, customer: int, draft: Draft) -> None:
    before = note.customer_number, same_key(note.kind, note.topic, note.text)
    after = customer, same_key(draft.attributes.kind.name, draft.topic, draft.text)
    if note.ended_on or before == after:
        return
    if twin := find_same_note(Notes(session.connection), customer, draft):
        raise CouldNot(
            f"Note {twin.number} says that already.",
            f"`pad.delete_note({note.number})` drops this one.",
        )
