"""The bookings in a calendar (.ics): a row for each person expected at an event."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.domain.calendar_days import recurrences
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.importing.foreign.column_names import home_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from icalendar.cal import Component

COLUMNS = (
    "Event UID", "Start", "Attendee", "Attendee Email", "Attendee Phone", "Summary", "Location",
    "Event Status",
)  # fmt: skip
"""The columns of the rows, as `prefpad.importing.foreign.formats` knows them."""

_AROUND_TODAY = timedelta(366)
"""How far back and ahead the recurrences of an event are bookings."""

_NOBODY = frozenset({"RESOURCE", "ROOM"})
_LABELLED = pattern(r"\s*([^:\n]{2,30}):\s*(\S[^\n]*)")
_OF_A_PERSON = {
    "name": "Attendee",
    "first name": "Attendee",
    "last name": "Attendee",
    "email": "Attendee Email",
    "phone": "Attendee Phone",
}


class _Person(NamedTuple):
    """A person expected at an event."""

    name: str = ""
    email: str = ""
    phone: str = ""
    state: str = ""


class _Event(NamedTuple):
    """An event: its first line, when it begins, and which recurrence it replaces."""

    line: int
    event: Component
    begins: date
    replaces: date | None
    organizer: str

    @property
    def uid(self) -> str:
        """The identifier that the event shares with its recurrences."""
        return str(self.event.get("uid", ""))


def bookings_in(lines: Iterable[str], today: date) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line of each event, and the cells of a booking in it.

    A booking is of one person on one day, under `COLUMNS`. Who the calendar belongs to is nobody's
    customer: the address that organises most of its events. An event that names nobody has one row
    without a person.
    """
    calendar = [*lines]
    said = dict(_said_of_the_calendar(calendar))
    events = [*_events(calendar)]
    organizers = Counter(one.organizer for one in events if one.organizer)
    owners = {fold(said.get("X-WR-CALNAME", ""))}
    owners |= {address for address, _ in organizers.most_common(1)}
    replaced = {(one.uid, one.replaces) for one in events}
    for one in events:
        event = one.event
        state = "CANCELLED" if said.get("METHOD", "").upper() == "CANCEL" else ""
        people = [*_people(event, one.organizer, owners)] or [_described(event)]
        for number, begins in _times(one, today, replaced):
            for person in people:
                yield (
                    one.line,
                    [
                        number,
                        begins,
                        person.name,
                        person.email,
                        person.phone,
                        _text(event, "summary"),
                        _text(event, "location"),
                        state or person.state or _text(event, "status"),
                    ],
                )


def _events(lines: list[str]) -> Iterator[_Event]:
    from icalendar import Event

    block: list[str] = []
    begins = 0
    for number, line in enumerate(lines, 1):
        tag = line.strip().upper()
        if tag == "BEGIN:VEVENT":
            block, begins = [line], number
        elif block:
            block.append(line)
        if tag == "END:VEVENT" and block:
            try:
                event = Event.from_ical("".join(block))
                starts = _local(event.decoded("dtstart"))
                replaces = event.decoded("recurrence-id", None)
                organizer = _address(event.get("organizer"))
                replaced = _day_of(replaces) if replaces else None
                yield _Event(begins + 1, event, starts, replaced, organizer)
            except (ValueError, KeyError, TypeError, AttributeError):
                pass
            block = []


def _said_of_the_calendar(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.partition(":")
        if line.strip().upper() == "BEGIN:VEVENT":
            return
        yield name.upper(), value.strip()


def _people(event: Component, organizer: str, owners: set[str]) -> Iterator[_Person]:
    found = event.get("attendee", [])
    attendees = found if isinstance(found, list) else [found]
    invited = {_address(one) for one in attendees}
    if organizer not in owners and organizer not in invited:
        attendees = [*attendees, event.get("organizer")]
    for one in filter(None, attendees):
        parameters = {name.upper(): str(value) for name, value in one.params.items()}
        address = _address(one)
        if address in owners or parameters.get("CUTYPE", "").upper() in _NOBODY:
            continue
        name = " ".join(parameters.get("CN", "").split())
        is_off = parameters.get("PARTSTAT", "").upper() == "DECLINED"
        yield _Person(
            "" if "@" in name else name,
            address if "@" in address else "",
            address if "@" not in address else "",
            "DECLINED" if is_off else "",
        )


def _described(event: Component) -> _Person:
    """Return the person named in the description that a booking program wrote."""
    found: dict[str, list[str]] = {}
    for label, value in _LABELLED.findall(_text(event, "description")):
        column = _OF_A_PERSON.get(home_by_name(label).field)
        if column:
            found.setdefault(column, []).append(value.strip())
    name, email, phone = (
        found.get(column, []) for column in ("Attendee", "Attendee Email", "Attendee Phone")
    )
    return _Person(" ".join(name), *(" ".join(one[:1]) for one in (email, phone)))


def _times(
    one: _Event, today: date, replaced: set[tuple[str, date | None]]
) -> Iterator[tuple[str, str]]:
    """Yield the number of each booking of an event, and when it begins."""
    event, uid, begins = one.event, one.uid, one.begins
    if one.replaces:
        yield f"{uid}/{one.replaces}", _written(begins)
        return
    if "rrule" not in event:
        yield uid, _written(begins)
        return
    excepted = (one.dt for dates in _many(event.get("exdate")) for one in dates.dts)
    left_out = {_day_of(one) for one in excepted if isinstance(one, date)}
    first = begins if isinstance(begins, datetime) else datetime.combine(begins, time.min)
    rule = _many(event["rrule"])[0].to_ical().decode()
    span = today - _AROUND_TODAY, today + _AROUND_TODAY
    for moment in recurrences(rule, first, *span):
        day = moment.date()
        if day not in left_out and (uid, day) not in replaced:
            yield f"{uid}/{day}", _written(moment if first is begins else day)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _local(moment: object) -> date:
    """Return a time as the wall clock shows it: in its own zone, or in ours if it is UTC.

    Raises:
        TypeError: it is neither a date nor a datetime.
    """
    if not isinstance(moment, date):
        raise TypeError
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo and moment.utcoffset() == timedelta() and moment.tzname() == "UTC":
        moment = moment.astimezone()
    return moment.replace(tzinfo=None)


def _day_of(moment: object) -> date:
    local = _local(moment)
    return local.date() if isinstance(local, datetime) else local


def _written(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(sep=" ", timespec="minutes")
    return moment.isoformat()


def _text(event: Component, name: str) -> str:
    value = event.get(name)
    return str(value[0] if isinstance(value, list) else value or "").strip()


def _address(value: Any) -> str:
    """Return the address of a person in an event: an e-mail address or a phone number."""
    scheme, colon, rest = str(value or "").partition(":")
    return fold(rest if colon else scheme).strip()
