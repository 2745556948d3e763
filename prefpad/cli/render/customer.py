"""Showing customers: one as labelled lines, several in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import Listing
from prefpad.customers.consent import consents_in_words
from prefpad.domain.humanize import say_past_day
from prefpad.domain.models import Customer
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def show_customer(person: Customer, form: str, today: date, out: TextIO) -> None:
    """Write a customer's details: a drawn table, or plain lines of label and value."""
    lines = customer_lines(person, today)
    if form == "table":
        from prefpad.cli.render.tables import draw_lines

        draw_lines(lines, out)
    else:
        out.writelines(f"{label}\t{clean(value)}\n" for label, value in lines)


def customer_lines(person: Customer, today: date) -> list[tuple[str, str]]:
    """Return a customer's details as labels and values."""
    lines = [
        ("number", f"@{person.number}"),
        ("name", person.name),
        ("formal", person.formal or ""),
        ("familiar", person.familiar or ""),
        ("pronounced", person.pronounced or ""),
        ("not called", person.not_called or ""),
        ("role", person.role),
        ("owner", person.owner or ""),
        ("aliases", "; ".join(person.aliases)),
        ("phones", "; ".join(person.phones)),
        ("e-mails", "; ".join(person.emails)),
        ("cards", "; ".join(person.cards)),
        ("ids", "; ".join(person.ids)),
        ("tags", "; ".join(person.tags)),
        *((occasion.name, occasion.written) for occasion in person.occasions),
        *consents_in_words(person, today),
        *(("also", said) for said in person.kept),
        ("last visit", say_past_day(person.last_visit, today) if person.last_visit else "none yet"),
    ]
    return [(label, value) for label, value in lines if value]


def customer_listing(people: Iterable[Customer], today: date) -> Listing:
    """List customers."""
    return Listing(
        Customer,
        people,
        ("@#", "name", "role", "address", "phone", "tags", "last visit"),
        lambda person: (
            f"@{person.number}",
            person.name,
            "" if person.role == "customer" else person.role,
            person.familiar or person.formal or "",
            person.phones[0] if person.phones else "",
            ", ".join(person.tags),
            say_past_day(person.last_visit, today) if person.last_visit else "",
        ),
        nothing="No customers match.",
        gives_way=("address", "tags", "phone", "role", "last visit"),
    )
