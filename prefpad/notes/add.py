"""Adding a note: as new, as seen again, or as a replacement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from prefpad.customers import repository as customers
from prefpad.customers.lookup import get_or_create
from prefpad.customers.visit_rows import next_expected
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record, replace
from prefpad.domain.validation import checked_many, checked_number
from prefpad.domain.vocabulary import KINDS, a_note
from prefpad.notes.alerts import Apart, alert_of_tag, apart, gives_way, is_known
from prefpad.notes.consent_gate import consent_gate, refuse_without
from prefpad.notes.discretion import discreet, judge, with_topic, words_of
from prefpad.notes.draft import insert_note, make_draft, refuse_private_alert, understand
from prefpad.notes.health_needs import is_denial, may_be_denied_by
from prefpad.notes.repository import Notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Unpack

    from prefpad.customers.edit import Edit
    from prefpad.customers.lookup import Making
    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.models import Customer, Note
    from prefpad.notes.draft import Draft, NoteFields
    from prefpad.notes.sensitive import Sensitivity
    from prefpad.session import Session

Outcome = Literal["new", "seen again", "now standing", "changed", "given", "replaced", "unchanged"]


class AddResult(Record):
    """The result of adding a note.

    Attributes:
        note: the note as it stands now.
        outcome: whether it is new, or what became of an existing one.
        sensitivity: what the note mentions.
        new_customer: whether its customer was made for it.
        beside: what came of the other note that the remark is made of, or None.
        is_recognised: whether an alert was made of what nobody called one.
        denied: the alerts that the remark denies, which stay nevertheless.
        is_dated: whether somebody gave the day by which it is due.
        is_understood: whether the first words of the remark said what it is.
    """

    note: Note
    outcome: Outcome
    sensitivity: Sensitivity
    new_customer: bool = False
    beside: AddResult | None = None
    is_recognised: bool = False
    denied: tuple[Note, ...] = ()
    is_dated: bool = True
    is_understood: bool = False


def add_note(
    session: Session,
    customer: str,
    text: str,
    *,
    making: Making = "never",
    instead: int | Note | None = None,
    **fields: Unpack[NoteFields],
) -> AddResult:
    """Add a note on a customer; see `Pad.add`.

    What states an allergy or access need becomes an alert. The same again on another day counts as
    seen and lets a candidate stand; a twin is never made.

    Args:
        session: the open pad.
        customer: any handle; of a new customer the name.
        text: the remark.
        making: when to make the customer; `if unknown` makes one of two or more words that nobody
            on the pad comes near to.
        instead: the note that this one replaces, or its number.
        fields: as `Pad.add` takes them.
    """
    draft = make_draft(text, session.today, session.date_order, **fields)
    split = _apart(session, draft, instead)
    draft, beside, alert_for = split.draft, split.beside, split.alert_for
    judged = judge(session, draft.topic, draft.text if alert_for else draft.as_typed or draft.text)
    with session.transaction() as writer:
        number, is_new = get_or_create(writer, customer, making, session.today)
        if gate := consent_gate(session):
            refuse_without(gate, number, draft, customer if is_new else None)
        notes = Notes(session.connection)
        alerts = [] if is_new else notes.alerts_of(number)
        added, outcome = _add(session, writer, number, draft, judged, instead)
        other = None
        if beside is not None and not (beside.attributes.alert and is_known(beside, alerts)):
            other = add_beside(session, writer, number, beside)
        writer.flush()
        note = notes.numbered([added])[0]
    if fold(note.topic or "") != fold(draft.topic or ""):
        judged = judge(session, note.topic, note.text)
    said = with_topic(draft.topic, draft.text)
    denied = [
        alert
        for alert in (alerts if alerts and is_denial(said) else ())
        if may_be_denied_by(said, with_topic(alert.topic, alert.text))
    ]
    return AddResult(
        note,
        outcome,
        judged,
        is_new,
        beside=other,
        is_recognised=alert_for is not None,
        denied=tuple(denied),
        is_dated=draft.by_is_said,
        is_understood=draft.as_typed is not None,
    )


class EditResult(Record):
    """The result of editing a customer.

    Attributes:
        customer: as they are now.
        alerts: those that were made of tags that state an allergy or access need.
        keeps_old_name: whether an old name is found from now on.
    """

    customer: Customer
    alerts: list[AddResult]
    keeps_old_name: bool


def edit_customer(session: Session, customer: str, wanted: Edit, *, new: bool) -> EditResult:
    """Change a customer's details; see `Pad.edit`."""
    from prefpad.customers.edit import change_customer

    alerts: list[AddResult] = []

    def also(writer: UnitOfWork, number: int) -> None:
        alerts.extend(_alerts_of_tags(session, writer, number, wanted.tags))

    def is_remark(words: str) -> bool:
        judged = judge(session, None, words)
        return bool(judged.subject or judged.judgement)

    person, keeps_old_name = change_customer(
        session, customer, wanted, new=new, is_remark=is_remark, also=also
    )
    return EditResult(person, alerts, keeps_old_name)


def retag(
    session: Session, people: Sequence[Customer], add: Sequence[str], remove: Sequence[str]
) -> list[Customer]:
    """Add and remove tags of many customers in one change; see `Pad.retag`."""
    from prefpad.customers.edit import checked_tag

    numbers = [checked_number("customer", one) for one in checked_many("customers", people)]
    added = [checked_tag(tag) for tag in checked_many("tags to add", add)]
    removed = [checked_tag(tag) for tag in checked_many("tags to remove", remove)]
    if both := {fold(tag) for tag in added} & {fold(tag) for tag in removed}:
        raise AskedWrongly(f"The tag {min(both)!r} cannot be added and removed at once.")
    changed = []
    with session.transaction("customer") as writer:
        for person in customers.get(session.connection, numbers):
            given = [tag for tag in added if customers.add_tag(writer, person.number, tag)]
            taken = [tag for tag in removed if customers.drop_tag(writer, person.number, tag)]
            _alerts_of_tags(session, writer, person.number, given)
            changed += [person.number] * bool(given or taken)
    return customers.get(session.connection, changed)


def _alerts_of_tags(
    session: Session, writer: UnitOfWork, number: int, tags: Sequence[str]
) -> list[AddResult]:
    """Create and return an alert for each tag that states an allergy or access need."""
    judge = words_of(session).judge
    found = (alert_of_tag(tag, session.today, judge) for tag in tags)
    alerts = []
    for draft in [one.draft for one in found if one]:
        if gate := consent_gate(session):
            refuse_without(gate, number, draft, None)
        if not is_known(draft, Notes(session.connection).alerts_of(number)):
            alerts.append(add_beside(session, writer, number, draft))
    return alerts


def add_beside(session: Session, writer: UnitOfWork, customer: int, draft: Draft) -> AddResult:
    """Write a note that was split off from another."""
    judged = judge(session, draft.topic, draft.text)
    number, outcome = _add(session, writer, customer, draft, judged, None)
    writer.flush()
    return AddResult(Notes(session.connection).numbered([number])[0], outcome, judged)


def _apart(session: Session, draft: Draft, instead: int | Note | None) -> Apart:
    """Split a draft into its notes; a replacement is judged when it is confirmed."""
    return Apart(draft) if instead is not None else apart(draft, words_of(session).judge)


def _add(
    session: Session,
    writer: UnitOfWork,
    customer: int,
    draft: Draft,
    judged: Sensitivity,
    instead: int | Note | None,
) -> tuple[int, Outcome]:
    """Write a note, or record it on the note that says the same; return that note's number."""
    parent = None
    if draft.parent is not None:
        from prefpad.notes.confirm import open_note

        parent = open_note(session, draft.parent, customer)
        _refuse_parent(parent)
    draft = apply_discretion(_for_their_visit(session, customer, draft), judged, parent)
    if instead is not None and draft.parent is not None:
        raise AskedWrongly(
            "A note cannot replace one note and belong under another.",
            "Give `instead=` or `under=`, not both.",
        )
    if instead is not None:
        return _replace(session, writer, customer, instead, draft), "replaced"
    same = find_same_note(Notes(session.connection), customer, draft)
    if same:
        return same.number, record_seen_again(session, writer, same, draft)
    return insert_note(writer, customer, draft), "new"


def _for_their_visit(session: Session, customer: int, draft: Draft) -> Draft:
    """Date a wish for the customer's next expected visit, unless they are here today."""
    if draft.attributes.kind.name != "want" or draft.by is not None:
        return draft
    day = next_expected(session.connection, customer, draft.noted_on.isoformat())
    return replace(draft, by=day)


def apply_discretion(draft: Draft, judged: Sensitivity, parent: Note | None = None) -> Draft:
    """Lower a draft's voice to what its words allow, unless a reason was given.

    Under a private note it is private, if no voice was set.
    """
    if draft.because is None:
        draft = replace(draft, attributes=discreet(draft.attributes, judged))
    return _as_hidden_as(parent, draft) if parent else draft


def _as_hidden_as(parent: Note, draft: Draft) -> Draft:
    attributes = draft.attributes
    if parent.voice != "private" or attributes.voice_by_hand or attributes.alert:
        return draft
    return replace(draft, attributes=replace(attributes, voice="private", voice_by_hand=True))


def _refuse_parent(note: Note) -> None:
    if not KINDS[note.kind].stays_open:
        raise AskedWrongly(
            f"Note {note.number} is {a_note(note.kind)}, so nothing can belong under it.",
            "Name a problem or a promise with `under=`.",
        )


def _replace(
    session: Session, writer: UnitOfWork, customer: int, instead: int | Note, draft: Draft
) -> int:
    """Confirm the note that a draft replaces with the draft's words, and return its number."""
    from prefpad.notes.confirm import confirm_note, open_note

    note = open_note(session, checked_number("note", instead), customer)
    kind = draft.attributes.kind
    if kind.name != note.kind and not (gives_way(kind) and note.alert):
        raise AskedWrongly(
            f"Note {note.number} is {a_note(note.kind)}, which {a_note(kind.name)} cannot replace.",
            "Name a note of the same kind with `instead=`, or add it as well.",
        )
    changes = _set_by_hand(note, draft)
    confirm_note(
        session,
        writer,
        note,
        draft.noted_on,
        now=draft.text,
        topic=draft.topic,
        changes=changes,
        told=draft.attributes.source == "told",
        asked=False,
    )
    return note.number


def find_same_note(notes: Notes, customer: int, draft: Draft) -> Note | None:
    """Return the current note that says the same under the same problem, or None."""
    alike = notes.all_the_same(customer, draft.attributes.kind.name, draft.topic, draft.text)
    told = draft.attributes.source == "told"
    same = (
        note
        for note in alike
        if note.parent == draft.parent
        and not _of_another_day(note, draft)
        and (told or not _contradicts(note, draft))
    )
    return min(same, key=lambda note: _contradicts(note, draft), default=None)


def replaceable_preferences(
    notes: list[Note], stance: str | None, topic: str | None, text: str, today: date
) -> list[Note]:
    """Return the standing preferences that a new one of this stance and topic may replace.

    Private ones are left out: asking about them would show them.
    """
    wording = understand(text, today, topic=topic, stance=stance)
    return [
        note
        for note in notes
        if wording.topic is not None
        and wording.stance is not None
        and note.kind == "preference"
        and note.ended_on is None
        and note.standing == "standing"
        and note.voice != "private"
        and note.stance == wording.stance
        and fold(note.topic or "") == fold(wording.topic)
        and fold(note.text) != fold(wording.text)
    ]


def _of_another_day(same: Note, draft: Draft) -> bool:
    lasts_a_day = KINDS[same.kind].lasts_a_day
    return lasts_a_day and not same.noted_on <= draft.noted_on <= (same.by or same.noted_on)


def record_seen_again(session: Session, writer: UnitOfWork, same: Note, draft: Draft) -> Outcome:
    """Record that a note was seen or told again, which confirms it and may promote a candidate.

    What was set by hand this time counts from now on; the opposite stance is a change of mind.
    """
    from prefpad.notes.confirm import close_note, record_check

    if draft.attributes.given:
        close_note(writer, same, draft.noted_on)
        return "given"
    changes = _set_by_hand(same, draft)
    opened = _opened(session, same, draft)
    turned = _contradicts(same, draft)
    told = draft.attributes.source == "told"
    days_known = {same.noted_on, same.confirmed_on}
    news = draft.confirmed_on not in days_known or (told and same.source != "told")
    if not turned and (draft.attributes.source == "relayed" or not news):
        writer.update("notes", same.number, opened | changes)
        return "changed" if changes else "unchanged"
    after = record_check(
        session,
        writer,
        same,
        draft.confirmed_on,
        outcome="changed" if turned else "same" if told else "seen",
        asked=False,
        told=told,
        changes=opened | changes,
        author=draft.author,
    )
    if changes:
        return "changed"
    return "now standing" if after.get("standing", same.standing) != same.standing else "seen again"


def _opened(session: Session, same: Note, draft: Draft) -> dict[str, Value]:
    """Return the voice of a staff-only note that has now been told with a stance."""
    attributes = draft.attributes
    is_marked = attributes.stance and attributes.source == "told" and attributes.voice == "say"
    if not is_marked or same.voice != "act":
        return {}
    return {} if Notes(session.connection).voice_is_by_hand(same.number) else {"voice": "say"}


def _contradicts(note: Note, draft: Draft) -> bool:
    stances = {note.stance, draft.attributes.stance} - {None}
    return len(stances) > 1


def _set_by_hand(note: Note, draft: Draft) -> dict[str, Value]:
    attributes = draft.attributes
    changes: dict[str, Value] = {}
    if attributes.stance and attributes.stance != note.stance:
        changes["stance"] = attributes.stance
    if attributes.voice_by_hand and attributes.voice != note.voice:
        refuse_private_alert(note.alert or attributes.alert, attributes.voice)
        changes |= {"voice": attributes.voice, "voice_by_hand": 1}
    if draft.because and draft.because != note.because:
        changes["because"] = draft.because
    if attributes.alert and not note.alert:
        changes |= {"alert": 1, "no_alert": 0, "standing": "standing"}
        if note.voice == "private":
            changes |= {"voice": attributes.voice, "voice_by_hand": 0}
    if draft.owner and draft.owner != note.owner:
        changes["owner"] = draft.owner
    if draft.every and draft.every != note.every:
        changes["every"] = draft.every
    if draft.by and draft.by_is_said and draft.by != note.by:
        changes["by_day"] = draft.by.isoformat()
    return changes
