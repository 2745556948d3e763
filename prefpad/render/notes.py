"""How a note, a check and a customer read in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.core.records import Check, Customer, Due, Note, Visit
from prefpad.core.saying import say_day, say_span
from prefpad.core.words import KINDS
from prefpad.render.formats import Listing

if TYPE_CHECKING:
    from datetime import date

_ENDED = {"gone": "holds no longer", "withdrawn": "withdrawn"}


def remark(note: Note) -> str:
    """Return what a note says: `coffee: likes oat flat white`."""
    topic = f"{note.topic}: " if note.topic else ""
    stance = f"{note.stance} " if note.stance else ""
    return f"{topic}{stance}{note.text}"


def standing(note: Note, today: date) -> str:
    """Say how far a note can be relied on, and what day it has."""
    parts = []
    if note.voice == "private":
        parts.append("private")
    if note.ended_on:
        how = _ENDED.get(note.ended or "", KINDS[note.kind].done_word)
        parts.append(f"{how} {say_day(note.ended_on, today)}")
    elif note.by:
        parts.append(by_when(note, today))
    elif KINDS[note.kind].asked_again:
        if note.standing == "candidate":
            how = "seen once" if note.source == "observed" else "heard of"
            parts.append(f"{how} {say_day(note.noted_on, today)}")
        else:
            parts.append(f"confirmed {say_day(note.confirmed_on, today)}")
        if note.source != "told" and note.alert:
            parts.append("not yet confirmed")
    else:
        parts.append(say_day(note.noted_on, today))
    if note.every:
        parts.append(f"ask every {say_span(note.every)}")
    return ", ".join(parts)


def by_when(note: Note, today: date) -> str:
    """Say the day of a promise or problem: `by tomorrow`, `3 days late`."""
    if note.by is None:
        return ""
    if note.by < today:
        return f"{say_span((today - note.by).days)} late"
    return f"by {say_day(note.by, today)}"


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
