"""Reading the pad at the counter: the card of a customer, and the greeting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.customers.lookup import get_customer
from prefpad.customers.occasions import OCCASIONS_AHEAD, coming_up
from prefpad.customers.visit_rows import expected_visits, visit_days
from prefpad.domain.models import Shared
from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.notes.card import lay_out
from prefpad.notes.discretion import words_of
from prefpad.notes.owners_words import poll_for, tag_notes
from prefpad.notes.repository import Notes
from prefpad.reconfirmation.policy import policy_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prefpad.domain.models import Card, Note
    from prefpad.notes.greeting import Greeting
    from prefpad.session import Session

_DAYS_OF_VISITS = 365
_ADDRESS = "address"


def recall(session: Session, customer: str, *, everything: bool, private: bool) -> Card:
    """Return the card of a customer; see `Pad.recall`."""
    person = get_customer(session, customer)
    stored = Notes(session.connection)
    notes = stored.of(person.number)
    asked = 0 if everything else stored.asked_lately(person.number, session.today)
    visits = visit_days(session.connection, person.number)
    card = lay_out(
        person,
        notes,
        policy_of(session.settings).after(asked),
        session.today,
        visits=visits,
        everything=everything,
        private=private,
    )
    a_year_ago = session.today - timedelta(_DAYS_OF_VISITS)
    ahead = session.settings.value(OCCASIONS_AHEAD)
    return replace(
        card,
        visits=[day for day in visits if day > a_year_ago],
        expected=expected_visits(
            session.connection, person, session.today.isoformat(), private=private
        ),
        coming_up=coming_up(person.occasions, session.today, ahead),
        shared=[
            *customers.shared_with(session.connection, person.number),
            *_at_home(session, notes),
        ],
        tag_notes=tag_notes(session.settings, person.tags),
        poll=None if card.ask else poll_for(session.settings, person, notes),
    )


_WORDS_OF_A_HOME = 3
"""An address of fewer words says no more than a town or a country."""


def _at_home(session: Session, notes: Sequence[Note]) -> Iterator[Shared]:
    """Yield the customers at the same address, where it is written the same way."""
    addresses = [
        note
        for note in notes
        if note.topic
        and fold(note.topic) == _ADDRESS
        and not note.ended_on
        and len(note.text.split()) >= _WORDS_OF_A_HOME
    ]
    for address in addresses[-1:]:
        for note in Notes(session.connection).same_elsewhere(address, customers.MOST_SHARING):
            yield Shared(_ADDRESS, note.customer, note.customer_number)


def greet(session: Session, customer: str) -> Greeting:
    """Return the greeting of a customer; see `Pad.greet`."""
    from prefpad.notes import greeting
    from prefpad.notes.greeting_template import FIRST_GREETING, GREETING

    person = get_customer(session, customer)
    notes = Notes(session.connection)
    theirs, by_hand = notes.of(person.number), notes.said_by_hand(person.number)
    day = session.today.isoformat()
    is_known = customers.was_here_before(session.connection, person.number, day)
    template = session.settings.value(GREETING if is_known else FIRST_GREETING)
    return greeting.greet(
        person,
        theirs,
        by_hand,
        template,
        policy_of(session.settings).after(notes.asked_lately(person.number, session.today)),
        session.today,
        lambda text: words_of(session).judge(text),
    )
