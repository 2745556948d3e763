"""How a note, a check and a customer read in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.core.outcomes import Check, Due, Visit
from prefpad.core.records import Customer, Note
from prefpad.core.saying import say_day
from prefpad.render.formats import Listing
from prefpad.render.remarks import by_when, remark, standing

if TYPE_CHECKING:
    from datetime import date


def due_listing(due: list[Due], today: date, *, why: bool = False) -> Listing:
    """List what is due for reconfirmation, with `why` instead of the day it was last confirmed."""

    def cells(one: Due) -> tuple[str, ...]:
        note = one.note
        what = f"{'! ' * note.alert}{remark(note)}"
        chance = f"{one.chance_changed:.0%}"
        if why:
            return str(note.number), note.customer, chance, f"{what} · {one.why}"
        last = say_day(note.confirmed_on, today)
        return str(note.number), note.customer, what, last, chance

    with_why = ("note#", "customer", "changed?#", "ask about, and why")
    without = ("note#", "customer", "ask about", "last confirmed", "changed?#")
    headings = with_why if why else without
    return Listing(Due, due, headings, cells, nothing="Nothing is due for reconfirmation.")


def overdue_listing(notes: list[Note], today: date) -> Listing:
    """List promises and problems whose day has come."""
    return Listing(
        Note,
        notes,
        ("note#", "customer", "kind", "what", "when"),
        lambda note: (
            str(note.number),
            note.customer,
            note.kind,
            remark(note),
            by_when(note, today),
        ),
        title="Promises and problems whose day has come",
    )


def note_listing(notes: list[Note], today: date, title: str = "") -> Listing:
    """List notes."""
    return Listing(
        Note,
        notes,
        ("note#", "customer", "kind", "what", "standing"),
        lambda note: (
            str(note.number),
            note.customer,
            note.kind,
            remark(note),
            standing(note, today),
        ),
        title=title,
        nothing="No note holds all of these words.",
    )


def check_listing(checks: list[Check], today: date) -> Listing:
    """List the checks of a customer's notes."""
    return Listing(
        Check,
        checks,
        ("note#", "when", "outcome", "text", "by"),
        lambda check: (
            str(check.note),
            say_day(check.on, today),
            check.outcome if check.asked else f"{check.outcome}, unasked",
            check.after if check.before == check.after else f"{check.before} → {check.after}",
            check.author or "",
        ),
        title="History",
        nothing="None of these notes has been confirmed yet.",
    )


def visit_listing(visits: list[Visit], today: date) -> Listing:
    """List visits."""
    return Listing(
        Visit,
        visits,
        ("@#", "customer", "was here"),
        lambda visit: (f"@{visit.customer_number}", visit.customer, say_day(visit.on, today)),
    )


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
