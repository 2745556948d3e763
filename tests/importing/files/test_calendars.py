"""Bookings in calendars (.ics), as calendars and booking programs write them."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.render.import_report import remark_lines
from prefpad.domain.errors import AskedWrongly
from tests.conftest import TODAY
from tests.helpers.making import days_ago, days_ahead

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from prefpad.importing.report import ImportReport

reads_calendars = pytest.mark.needs("module icalendar")
SOON, LATER, PAST = days_ahead(5), days_ahead(19), days_ago(12)


def event(day: date, *lines: str, uid: str = "1@shop", at: str = "T143000") -> str:
    begins = f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}{at}"
    if not at:
        begins = f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    said = "\n".join((f"UID:{uid}", begins, "ORGANIZER;CN=Shop:mailto:shop@example.com", *lines))
    return f"BEGIN:VEVENT\n{said}\nEND:VEVENT\n"


NORA = 'ATTENDEE;CN="Nora Vale";PARTSTAT=ACCEPTED:mailto:Nora@example.com'
CUT = "SUMMARY:Haircut\\, short"


def imported(pad: Pad, tmp_path: Path, *events: str, said: str = "") -> ImportReport:
    file = tmp_path / "bookings.ics"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{said}{''.join(events)}END:VCALENDAR\n"
    file.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    return pad.import_file(file)


def expected(pad: Pad, name: str) -> list[tuple[date, str | None, str | None]]:
    return [(one.on, one.at, one.what) for one in pad.expected(name)]


@reads_calendars
def test_whom_an_event_invites_is_expected_and_no_visit_is_counted(
    pad: Pad, tmp_path: Path
) -> None:
    report = imported(pad, tmp_path, event(SOON, NORA, CUT))
    assert (report.created, report.bookings) == (1, {"expected": 1})
    assert expected(pad, "Nora Vale") == [(SOON, "14:30", "Haircut, short")]
    assert pad.customer("Nora Vale").emails == ("nora@example.com",)
    assert pad.visits("Nora Vale") == []
    again = imported(pad, tmp_path, event(SOON, NORA, CUT))
    assert (again.unchanged, again.bookings) == (1, {})


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("", "STATUS:CANCELLED"),
        ("METHOD:CANCEL\n", "STATUS:CONFIRMED"),
        ("", "SEQUENCE:1"),
    ],
)
@reads_calendars
def test_an_event_that_is_cancelled_or_declined_withdraws_the_visit(
    pad: Pad, tmp_path: Path, said: str, line: str
) -> None:
    imported(pad, tmp_path, event(SOON, NORA, CUT))
    who = NORA.replace("ACCEPTED", "DECLINED") if line.startswith("SEQ") else NORA
    report = imported(pad, tmp_path, event(SOON, who, CUT, line), said=said)
    assert (report.created, report.bookings) == (0, {"withdrawn": 1})
    assert expected(pad, "Nora Vale") == []


@reads_calendars
def test_an_event_that_was_moved_is_expected_on_the_new_day(pad: Pad, tmp_path: Path) -> None:
    imported(pad, tmp_path, event(SOON, NORA, CUT))
    assert imported(pad, tmp_path, event(LATER, NORA, CUT, at="")).bookings == {"changed": 1}
    assert expected(pad, "Nora Vale") == [(LATER, None, "Haircut, short")]


@reads_calendars
def test_a_past_event_is_a_visit(pad: Pad, tmp_path: Path) -> None:
    imported(pad, tmp_path, event(PAST, NORA, CUT))
    assert [one.on for one in pad.visits("Nora Vale")] == [PAST]
    assert expected(pad, "Nora Vale") == []


@reads_calendars
def test_an_event_that_recurs_is_expected_each_time_but_for_what_was_left_out_or_moved(
    pad: Pad, tmp_path: Path
) -> None:
    weekly = event(
        SOON,
        NORA,
        f"RRULE:FREQ=WEEKLY;UNTIL={SOON + timedelta(28):%Y%m%d}T235959Z",
        f"EXDATE;TZID=Europe/Berlin:{SOON + timedelta(7):%Y%m%d}T143000",
    )
    moved = event(
        SOON + timedelta(15),
        NORA,
        f"RECURRENCE-ID;TZID=Europe/Berlin:{SOON + timedelta(14):%Y%m%d}T143000",
    )
    imported(pad, tmp_path, weekly, moved)
    days = [(one.on - SOON).days for one in pad.expected("Nora Vale")]
    assert days == [0, 15, 21, 28]


@reads_calendars
def test_what_recurs_for_ever_is_expected_for_a_year(pad: Pad, tmp_path: Path) -> None:
    imported(pad, tmp_path, event(SOON, NORA, "RRULE:FREQ=MONTHLY"))
    assert len(pad.expected("Nora Vale")) == 12


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYSECOND=1,2,3", "FREQ=NONSENSE", "FREQ=DAILY;BYDAY=XX"]
)
@reads_calendars
def test_a_rule_that_is_not_understood_brings_nobody(pad: Pad, tmp_path: Path, rule: str) -> None:
    assert imported(pad, tmp_path, event(SOON, NORA, f"RRULE:{rule}")).read == 0


@reads_calendars
def test_a_room_and_the_shop_itself_are_nobodys_customers(pad: Pad, tmp_path: Path) -> None:
    shop = "ATTENDEE;CN=Shop:mailto:SHOP@example.com"
    room = "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.com"
    boss = "ATTENDEE;CN=The Boss:mailto:boss@example.com"
    imported(
        pad, tmp_path, event(SOON, shop, room, boss, NORA), said="X-WR-CALNAME:boss@example.com\n"
    )
    assert [one.name for one in pad.customers()] == ["Nora Vale"]


@reads_calendars
def test_who_invites_the_shop_is_expected_too(pad: Pad, tmp_path: Path) -> None:
    other = event(LATER, "ATTENDEE;CN=Shop:mailto:shop@example.com", uid="2@x").replace(
        "ORGANIZER;CN=Shop:mailto:shop@", "ORGANIZER;CN=Pat Reed:mailto:pat@"
    )
    imported(pad, tmp_path, event(SOON, NORA), event(SOON, NORA, uid="3@x"), other)
    assert sorted(one.name for one in pad.customers()) == ["Nora Vale", "Pat Reed"]


@reads_calendars
def test_whom_the_description_names_is_expected(pad: Pad, tmp_path: Path) -> None:
    said = "DESCRIPTION:Client: Nora Vale\\nPhone: +1 412 555 01102\\nE-mail: nora@example.com"
    imported(pad, tmp_path, event(SOON, said, CUT))
    nora = pad.customer("Nora Vale")
    assert (nora.phones, nora.emails) == (("+1 412 555 01102",), ("nora@example.com",))
    assert expected(pad, "Nora Vale") == [(SOON, "14:30", "Haircut, short")]


@reads_calendars
def test_an_event_without_people_is_left_out_and_listed_unless_its_title_is_the_name(
    pad: Pad, tmp_path: Path
) -> None:
    report = imported(pad, tmp_path, event(SOON, "SUMMARY:Pat Reed"), event(SOON, NORA, uid="2"))
    assert (report.read, report.created, report.rejected) == (1, 1, 0)
    assert [(one.line, one.reason) for one in report.left_out] == [
        (4, "The booking 'Pat Reed' names nobody.")
    ]
    assert any("--map Summary=name" in line for line in remark_lines(report, written=True))
    named = pad.import_file(tmp_path / "bookings.ics", columns={"Summary": "name"})
    assert named.left_out == ()
    assert expected(pad, "Pat Reed") == [(SOON, "14:30", None)]


@reads_calendars
def test_a_time_in_utc_is_told_by_the_clock_on_the_wall(
    pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        in_utc = event(SOON, NORA).replace(";TZID=Europe/Berlin", "").replace("T143000", "T203000Z")
        imported(pad, tmp_path, in_utc)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert expected(pad, "Nora Vale") == [(SOON + timedelta(1), "05:30", None)]


@reads_calendars
def test_an_event_that_cannot_be_read_is_passed_over(pad: Pad, tmp_path: Path) -> None:
    broken = "BEGIN:VEVENT\nUID:9\nDTSTART:garbage\nnonsense\nEND:VEVENT\n"
    assert imported(pad, tmp_path, broken, event(SOON, NORA)).created == 1


@reads_calendars
def test_our_own_calendar_of_promises_brings_nobody(pad: Pad, tmp_path: Path) -> None:
    pad.add("Nora Vale", "call back", kind="promise", by=SOON, new=True)
    pad.export(tmp_path / "ours.ics")
    report = pad.import_file(tmp_path / "ours.ics")
    assert (report.read, len(pad.customers())) == (0, 1)


def test_without_the_extra_one_sentence_says_what_to_type(
    pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(AskedWrongly) as refused:
        imported(pad, tmp_path, event(SOON, NORA))
    assert refused.value.sentence == (
        "bookings.ics is a calendar, and what reads it is not installed."
    )
    assert refused.value.hint.startswith("Type pip install 'prefpad[calendar]'")


@given(st.text("BEGIN:VEVENT\nENDDTSTARTRRULE=FREQ;DAILY20260309T,\\ü0 \t", max_size=200))
@reads_calendars
def test_no_event_is_too_odd(text: str) -> None:
    from prefpad.importing.files.calendar_events import COLUMNS, bookings_in

    begins = datetime.combine(TODAY, datetime.min.time())
    lines = ["BEGIN:VEVENT\n", f"DTSTART:{begins:%Y%m%dT%H%M%S}\n", f"{text}\n", "END:VEVENT\n"]
    assert all(len(cells) == len(COLUMNS) for _, cells in bookings_in(lines, TODAY))
