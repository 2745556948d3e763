"""Customers as vCard 4.0 (RFC 6350), for a phone: how they are called and reached, what may be said.

A card leaves the house, so of the notes it has only what the customer told us, may hear again, and is
probably still true: no alerts, which are about health, no problems, no moods. Tags and other names are
words among colleagues and stay here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.archive import archive_rows as exporting
from prefpad.archive.schema import OF_A_CUSTOMER
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import uid
from prefpad.domain.vocabulary import KINDS
from prefpad.exporting.content_lines import content_line, escaped
from prefpad.exporting.models import ExportReport
from prefpad.notes.repository import Notes
from prefpad.notes.wording import remark
from prefpad.reconfirmation.policy import may_be_assumed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from prefpad.archive.archive_rows import Facts
    from prefpad.db.atomic_file import Utf8Writer
    from prefpad.domain.models import Note
    from prefpad.session import Session

_PARTS = [part for part in OF_A_CUSTOMER if part.name in {"handles", "occasions"}]
_LINE_OF_A_HANDLE = {"phone": "TEL", "email": "EMAIL"}
_LINE_OF_AN_OCCASION = {"birthday": "BDAY", "anniversary": "ANNIVERSARY"}
_BEFORE_A_FAMILY_NAME = pattern(
    "af|al|ap|ben|bin|bint|da|das|de|del|della|den|der|di|do|dos|du|el|ibn|la|le|ten|ter|van|von|zu",
    re.IGNORECASE,
)


def write_vcard(session: Session, numbers: list[int], out: Utf8Writer) -> ExportReport:
    """Write a card for each customer."""
    known = Notes(session.connection)
    remarks = 0
    for customer in exporting.customers(session.connection, numbers, _PARTS):
        notes = [note for note in known.of(customer["number"]) if may_stand(note, session.today)]
        remarks += len(notes)
        out.write("".join(_card(customer, notes)))
    return ExportReport("vcard", len(numbers), remarks)


def may_stand(note: Note, today: date) -> bool:
    """Tell whether a note may stand on a card that leaves the house."""
    kind = KINDS[note.kind]
    return (
        note.voice == "say"
        and note.ended_on is None
        and not (note.alert or kind.stays_open or kind.lasts_a_day or note.parent)
        and may_be_assumed(note, today)
    )


def _card(customer: Facts, notes: list[Note]) -> Iterator[str]:
    yield content_line("BEGIN", "VCARD")
    yield content_line("VERSION", "4.0")
    yield content_line(
        "UID", f"urn:uuid:{uid('customer', customer['number'], customer['created_on'])}"
    )
    yield content_line("FN", escaped(customer["name"]))
    yield content_line("N", ";".join(map(escaped, parts_of_a_name(customer["name"]))))
    if familiar := customer.get("familiar"):
        yield content_line("NICKNAME", escaped(familiar))
    for handle in customer.get("handles", ()):
        if name := _LINE_OF_A_HANDLE.get(handle["kind"]):
            yield content_line(name, escaped(handle["value"]))
    for occasion in customer.get("occasions", ()):
        if name := _LINE_OF_AN_OCCASION.get(occasion["name"]):
            year = f"{occasion['year']:04}" if "year" in occasion else "--"
            yield content_line(name, f"{year}{occasion['month']:02}{occasion['day']:02}")
    if notes:
        yield content_line("NOTE", escaped("\n".join(map(remark, notes))))
    yield content_line("END", "VCARD")


def parts_of_a_name(name: str) -> tuple[str, str, str, str, str]:
    """Guess the family name, given name, further names, prefixes and suffixes of a full name.

    The last word is the family name, with the small words before it, or all before a comma.
    """
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip():
        first, *others = given.split()
        return family.strip(), first, " ".join(others), "", ""
    first, *others = name.split()
    if not others:
        return "", first, "", "", ""
    begins = len(others) - 1
    while begins and _BEFORE_A_FAMILY_NAME.fullmatch(others[begins - 1]):
        begins -= 1
    return " ".join(others[begins:]), first, " ".join(others[:begins]), "", ""
