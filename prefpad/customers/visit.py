"""A day on which a customer was here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.customers.lookup import get_customer
from prefpad.domain.dates import past_day
from prefpad.domain.outcomes import Visit

if TYPE_CHECKING:
    from prefpad.domain.dates import Day
    from prefpad.session import Session


def visit(session: Session, customer: str, on: Day | None) -> Visit:
    """Record that a customer was here; twice on a day is once."""
    day = past_day(on, session.today, session.date_order)
    with session.transaction() as writer:
        person = get_customer(session, customer)
        number = customers.visit(writer, person.number, day.isoformat())
    return Visit(number, person.name, person.number, day)
