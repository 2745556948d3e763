"""The days on which a customer was here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers import repository as customers
from prefpad.customers.lookup import get_customer
from prefpad.domain.dates import past_day
from prefpad.domain.outcomes import Visit
from prefpad.domain.validation import checked_limit

if TYPE_CHECKING:
    from prefpad.domain.dates import Day
    from prefpad.session import Session


class Recorded(NamedTuple):
    """A visit, and whether it was not noted yet."""

    visit: Visit
    is_new: bool


def record_visit(session: Session, customer: str, on: Day | None) -> Recorded:
    """Record that a customer was here; twice on a day is once."""
    day = past_day(on, session.today, session.date_order)
    with session.transaction() as writer:
        person = get_customer(session, customer)
        number = customers.visit(writer, person.number, day.isoformat())
        return Recorded(Visit(number, person.name, person.number, day), writer.wrote)


def visits(session: Session, customer: str, limit: int | None) -> list[Visit]:
    """Return the visits of a customer, the latest first; see `Pad.visits`."""
    person = get_customer(session, customer)
    return customers.visits(session.connection, person, checked_limit(limit))
