"""One customer as labelled lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prefpad.customers.consent import consents_in_words
from prefpad.domain.humanize import say_day
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Customer


def show_customer(person: Customer, form: str, today: date, out: TextIO) -> None:
    """Write what is kept about a customer: a drawn table, or plain lines of label and value."""
    lines = customer_lines(person, today)
    if form == "table":
        from prefpad.cli.render.tables import draw_lines

        draw_lines(lines, out)
    else:
        out.writelines(f"{label}\t{clean(value)}\n" for label, value in lines)


def customer_lines(person: Customer, today: date) -> list[tuple[str, str]]:
    """Return what is kept about a customer as labels and values."""
    lines = [
        ("number", f"@{person.number}"),
        ("name", person.name),
        ("formal", person.formal or ""),
        ("familiar", person.familiar or ""),
        ("said", person.pronounced or ""),
        ("never", person.not_called or ""),
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
        ("last visit", say_day(person.last_visit, today) if person.last_visit else "none yet"),
    ]
    return [(label, value) for label, value in lines if value]
