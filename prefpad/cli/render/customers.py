"""How customers read in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.domain.humanize import say_day
from prefpad.domain.models import Customer

if TYPE_CHECKING:
    from datetime import date


def customer_listing(people: list[Customer], today: date) -> Listing:
    """List customers."""
    return Listing(
        Customer,
        people,
        ("@#", "name", "address", "phone", "tags", "last visit"),
        lambda person: (
            f"@{person.number}",
            person.name,
            person.formal or "",
            person.phones[0] if person.phones else "",
            ", ".join(person.tags),
            say_day(person.last_visit, today) if person.last_visit else "",
        ),
        nothing="No customer is like that.",
    )
