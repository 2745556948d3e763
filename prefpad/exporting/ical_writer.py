"""Days to remember as iCalendar (RFC 5545): expected visits, promises, problems, occasions, questions.

Each is an event that does not mark anybody as busy, and lasts all day unless a visit has a time. Most
calendars do not show tasks.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from prefpad.archive import archive_rows as exporting
from prefpad.archive.schema import OF_A_CUSTOMER
from prefpad.domain.normalize import uid
from prefpad.domain.vocabulary import KINDS
from prefpad.exporting.content_lines import content_line, escaped
from prefpad.exporting.models import ExportReport
from prefpad.notes.repository import Notes
from prefpad.notes.wording import question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.archive.archive_rows import Facts
    from prefpad.db.atomic_file import Utf8Writer
    from prefpad.domain.models import Note
    from prefpad.session import Session

_PARTS = [part for part in OF_A_CUSTOMER if part.name in {"occasions", "expected"}]
_YEARLY = "FREQ=YEARLY"
_LAST_DAY_OF_FEBRUARY = f"{_YEARLY};BYMONTH=2;BYMONTHDAY=-1"
_LEAP_DAY = (2, 29)


class _Event(NamedTuple):
    uid: str
    day: date
    summary: str
    category: str
    rule: str = ""
    at: str = ""


def write_ical(
    session: Session, numbers: list[int], out: Utf8Writer, *, private: bool
) -> ExportReport:
    """Write an event for each day to remember; private notes only if they were asked for."""
    out.write(content_line("BEGIN", "VCALENDAR"))
    out.write(content_line("VERSION", "2.0"))
    out.write(content_line("PRODID", "-//prefpad//EN"))
    notes = Notes(session.connection)
    events = 0
    with_events = 0
    stamp = f"{_basic(session.today)}T000000Z"
    for customer in exporting.customers(session.connection, numbers, _PARTS):
        theirs = [
            *(_of_occasion(customer, occasion) for occasion in customer.get("occasions", ())),
            *_of_visits(customer, session.today, private=private),
            *_of_notes(notes.of(customer["number"]), private=private),
        ]
        events += len(theirs)
        with_events += bool(theirs)
        for event in theirs:
            out.write("".join(_lines(event, stamp)))
    out.write(content_line("END", "VCALENDAR"))
    return ExportReport("ical", with_events, events)


def _of_occasion(customer: Facts, occasion: Facts) -> _Event:
    month, day = occasion["month"], occasion["day"]
    year = occasion.get("year") or date.fromisoformat(customer["created_on"]).year
    leap = (month, day) == _LEAP_DAY
    first = date(year, 3, 1) - timedelta(days=1) if leap else date(year, month, day)
    return _Event(
        uid(f"occasion {occasion['name']}", customer["number"], customer["created_on"]),
        first,
        f"{customer['name']}: {occasion['name']}",
        "Occasion",
        _LAST_DAY_OF_FEBRUARY if leap else _YEARLY,
    )


def _of_visits(customer: Facts, today: date, *, private: bool) -> Iterator[_Event]:
    for visit in customer.get("expected", ()):
        day = date.fromisoformat(visit["on"])
        if day < today or "withdrawn_on" in visit:
            continue
        what = visit.get("what", "") if private or not visit.get("private") else ""
        named = uid(
            f"visit {visit['on']} {visit.get('booking', '')}",
            customer["number"],
            customer["created_on"],
        )
        summary = f"{customer['name']}: {what}" if what else customer["name"]
        yield _Event(named, day, summary, "Visit", at=visit.get("at", ""))


def _of_notes(notes: list[Note], *, private: bool) -> Iterator[_Event]:
    for note in notes:
        if note.ended_on or note.is_hidden(private):
            continue
        if KINDS[note.kind].stays_open and note.by:
            what = f"{note.topic}: {note.text}" if note.topic else note.text
            summary = f"{note.customer}: {what}"
            yield _of_note(note, note.by, summary, note.kind.capitalize())
        elif note.due_on:
            yield _of_note(note, note.due_on, f"Ask {note.customer}: {question(note)}", "Question")


def _of_note(note: Note, day: date, summary: str, category: str) -> _Event:
    return _Event(uid("note", note.number, note.noted_on.isoformat()), day, summary, category)


def _lines(event: _Event, stamp: str) -> Iterator[str]:
    yield content_line("BEGIN", "VEVENT")
    yield content_line("UID", event.uid)
    yield content_line("DTSTAMP", stamp)
    if event.at:
        yield content_line("DTSTART", f"{_basic(event.day)}T{event.at.replace(':', '')}00")
    else:
        yield content_line("DTSTART;VALUE=DATE", _basic(event.day))
    if event.rule:
        yield content_line("RRULE", event.rule)
    yield content_line("SUMMARY", escaped(event.summary))
    yield content_line("CATEGORIES", event.category)
    yield content_line("TRANSP", "TRANSPARENT")
    yield content_line("END", "VEVENT")


def _basic(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
