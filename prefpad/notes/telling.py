"""Telling a group of customers something. Nothing is sent; people are told by people.

What a customer is still to be told is a promise on the topic `tell`, due on the day, in the care of
the colleague who looks after them. So it is on their card and in `due` until it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.customers.consent import is_partial
from prefpad.customers.lookup import get_customer
from prefpad.domain.dates import past_day
from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record, replace
from prefpad.domain.validation import checked_type
from prefpad.notes.confirm import close_note
from prefpad.notes.draft import make_draft, note_row
from prefpad.notes.repository import Notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.domain.dates import Day
    from prefpad.domain.models import Consent, Customer, Note
    from prefpad.session import Session

TELL_TOPIC = "tell"
_HOW_TO_REACH = {"contact", "reach", "phone", "e-mail", "email"}
"""The topics of a preference that says how somebody likes to be reached."""
_WANTS_NONE = {"refused": "does not want messages", "withdrawn": "no longer wants messages"}


class ToTell(Record):
    """A customer who has something to be told.

    Attributes:
        customer: their name.
        customer_number: the number after `@` that means this customer and no namesake.
        owner: the colleague who looks after them, or None.
        reached_by: how they like to be reached, else a phone or e-mail, or None.
        message: what to tell them.
        note: the number of the promise to tell them, or None while nothing is written.
        left_out: why they are not told, or None.
    """

    customer: str
    customer_number: int
    owner: str | None
    reached_by: str | None
    message: str
    note: int | None = None
    left_out: str | None = None


def whom_to_tell(session: Session, message: str, tag: str) -> list[ToTell]:
    """Return everyone with a tag by the colleague who looks after them, those left out last."""
    numbers = customers.numbers_of(session.connection, customers.Filter((_tag(tag),)))
    people = customers.get(session.connection, numbers)
    text = make_draft(message, session.today, kind="promise", by=session.today).text
    return _in_order([_to_tell(session, person, text) for person in people])


def tell(session: Session, message: str, tag: str, by: Day | None) -> list[ToTell]:
    """Note for everyone with a tag what they should be told; see `Pad.tell`."""
    with session.transaction("tell") as writer:
        due = session.today if by is None else by
        draft = make_draft(
            message,
            session.today,
            session.date_order,
            kind="promise",
            topic=TELL_TOPIC,
            source="relayed",
            voice="act",
            because=f"told to everyone tagged {_tag(tag)}",
            by=due,
        )
        found = whom_to_tell(session, message, tag)
        notes = Notes(session.connection)
        told: list[ToTell] = []
        for one in found:
            number = None
            if one.left_out is None:
                same = notes.same_again(one.customer_number, "promise", TELL_TOPIC, draft.text)
                number = same.number if same else None
                if number is None:
                    row = note_row(one.customer_number, draft, writer.signature.author)
                    number = writer.insert("notes", row | {"owner": one.owner})
            told.append(replace(one, note=number))
        return told


def untold(session: Session) -> list[ToTell]:
    """Return the customers who have not been told yet; see `Pad.untold`."""
    found = Notes(session.connection).promised_on(TELL_TOPIC)
    people = {
        person.number: person
        for person in customers.get(
            session.connection, dict.fromkeys(note.customer_number for note in found)
        )
    }
    return _in_order(
        [
            replace(_to_tell(session, people[note.customer_number], note.text), note=note.number)
            for note in found
        ]
    )


def told(session: Session, customer: str | None, on: Day | None) -> list[ToTell]:
    """Record that customers were told; see `Pad.told`."""
    day = past_day(on, session.today, session.date_order)
    with session.transaction("tell") as writer:
        who = None if customer is None else get_customer(session, customer).number
        rest = [one for one in untold(session) if who is None or one.customer_number == who]
        if not rest:
            raise CouldNot(
                "There is nobody left to tell." if who is None else "They have been told already.",
                "`pad.untold()` lists who has not been told.",
            )
        notes = Notes(session.connection).numbered([one.note for one in rest if one.note])
        for note in notes:
            close_note(writer, note, day)
        return rest


def _tag(tag: str) -> str:
    if not fold(checked_type("A tag", tag)):
        raise AskedWrongly("Tell whom?", "Give the tag that they have.")
    return tag.strip()


def _to_tell(session: Session, person: Customer, message: str) -> ToTell:
    consent = next((one for one in person.consents if one.about == "messages"), None)
    return ToTell(
        person.name,
        person.number,
        person.owner,
        _reached_by(Notes(session.connection).of(person.number), person, consent),
        message,
        left_out=_WANTS_NONE.get(consent.status) if consent else None,
    )


def _reached_by(notes: Sequence[Note], person: Customer, consent: Consent | None) -> str | None:
    said = [
        note.text
        for note in notes
        if note.ended_on is None
        and note.kind in {"preference", "need"}
        and note.stance != "dislikes"
        and note.voice != "private"
        and fold(note.topic or "") in _HOW_TO_REACH
    ]
    handles = (*person.phones, *person.emails)
    kinds = (f"consent {consent.how}",) if consent and is_partial(consent) else ()
    return " · ".join((*kinds, *said[-1:], *handles[:1])) or None


def _in_order(found: list[ToTell]) -> list[ToTell]:
    return sorted(
        found,
        key=lambda one: (
            one.left_out is not None,
            one.owner is None,
            fold(one.owner or ""),
            fold(one.customer),
        ),
    )
