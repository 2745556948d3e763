from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from icalendar import Calendar

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.domain.sanitize import clean
from tests.conftest import TODAY
from tests.exporting.conftest import MORE_STEPS, exported, filled
from tests.helpers.making import HOSTILE_TEXTS

if TYPE_CHECKING:
    from tests.helpers.pads import Fresh


def components(pad: Pad, **wanted: Any) -> list[Any]:
    """Return the events as a stranger's program reads them."""
    return [*Calendar.from_ical(exported(pad, form="ical", **wanted)).walk("VEVENT")]


def events(pad: Pad, **wanted: Any) -> list[tuple[date, str]]:
    """Return day and summary of each event."""
    return [(one["DTSTART"].dt, str(one["SUMMARY"])) for one in components(pad, **wanted)]


def days_of(pad: Pad, until: int) -> list[date]:
    """Return the days on which the one occasion comes back, up to a year."""
    (one,) = components(pad)
    start = datetime.combine(one["DTSTART"].dt, datetime.min.time())
    rule = rrulestr(one["RRULE"].to_ical().decode(), dtstart=start)
    last = datetime.fromisoformat(f"{until}-12-31")
    return [day.date() for day in rule.between(start, last, inc=True)]


def test_promises_problems_occasions_and_questions_have_their_day(pad: Pad) -> None:
    pad.edit("Sam Smith", Edit(occasions={"birthday": "1980-03-14"}), new=True)
    pad.add("@1", "towels: extra towels", kind="promise", by="2026-03-05")
    pad.add("@1", "shower: runs cold", kind="problem", by="2026-03-06")
    pad.add("@1", "lamp: broken", kind="problem")
    pad.add("@1", "coffee: latte", stance="likes", every="90 days")
    pad.add("@1", "newspaper", source="observed")
    pad.add("@1", "kept", kind="promise", by="2026-03-07")
    pad.done(6)
    assert events(pad) == [
        (date(1980, 3, 14), "Sam Smith: birthday"),
        (date(2026, 3, 5), "Sam Smith: towels: extra towels"),
        (date(2026, 3, 6), "Sam Smith: shower: runs cold"),
        (TODAY + timedelta(days=90), "Ask Sam Smith: coffee: likes latte — still right?"),
    ]


def test_the_lines_are_those_of_the_standard(pad: Pad) -> None:
    pad.add("Ida Berg", "the invoice, again", kind="promise", by="2026-03-05", new=True)
    assert exported(pad, form="ical").decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//prefpad//EN",
        "BEGIN:VEVENT",
        "UID:95472fea-7806-5c86-a3b3-23a51e3c16ed",
        "DTSTAMP:20260302T000000Z",
        "DTSTART;VALUE=DATE:20260305",
        "SUMMARY:Ida Berg: the invoice\\, again",
        "CATEGORIES:Promise",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_day_comes_back_every_year(pad: Pad) -> None:
    pad.edit("Ida Berg", Edit(occasions={"birthday": "14 March"}), new=True)
    assert days_of(pad, 2028) == [date(year, 3, 14) for year in (2026, 2027, 2028)]


@pytest.mark.parametrize(
    ("day", "days"),
    [
        ("2024-02-29", [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)]),
        ("29 February", [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]),
    ],
)
def test_a_leap_day_comes_back_on_the_last_of_february(
    pad: Pad, day: str, days: list[date]
) -> None:
    pad.edit("Ida Berg", Edit(occasions={"birthday": day}), new=True)
    assert days_of(pad, 2040)[:3] == days


def test_an_event_keeps_its_identifier_however_its_note_changes(pad: Pad) -> None:
    def identifiers(pad: Pad) -> set[str]:
        return {str(one["UID"]) for one in components(pad)}

    pad.edit("Ida Berg", Edit(occasions={"birthday": "14 March"}), new=True)
    pad.add("@1", "coffee: latte", stance="likes")
    pad.add("@1", "towels", kind="promise", by="2026-03-05")
    before = identifiers(pad)
    assert len(before) == 3
    pad.confirm(1, now="flat white")
    pad.edit("@1", Edit(fields={"name": "Ida Ek"}, occasions={"birthday": "15 March"}))
    with Pad(pad.path, today=TODAY + timedelta(days=9)) as later:
        assert identifiers(later) == before


def test_private_notes_are_left_out_unless_asked_for(pad: Pad) -> None:
    pad.add("Ida Berg", "the surprise", kind="promise", by="2026-03-05", voice="private", new=True)
    assert events(pad) == []
    assert [what for _, what in events(pad, private=True)] == ["Ida Berg: the surprise"]


@given(steps=MORE_STEPS)
def test_no_text_of_a_private_note_is_ever_in_it(fresh: Fresh, steps: list[Any]) -> None:
    with filled(fresh("one.db"), steps) as pad:
        pad.add("@1", "zanzibar", voice="private")
        pad.add("@1", "zanzibar too", kind="promise", voice="private")
        assert not [what for _, what in events(pad) if "zanzibar" in what]
        assert [what for _, what in events(pad, private=True) if "zanzibar" in what]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_every_text_is_read_back_by_another_program(pad: Pad, text: str) -> None:
    pad.add("Ida Berg", f"x {text} y", kind="promise", by="2026-03-05", topic="t", new=True)
    ((_, what),) = events(pad)
    expected = "\n".join(clean(line) for line in f"Ida Berg: t: x {text} y".split("\n"))
    assert what == expected


def test_only_those_asked_for_stand_in_it(pad: Pad) -> None:
    for name in ("Ida Berg", "Bo Ek"):
        pad.edit(name, Edit(occasions={"birthday": "14 March"}), new=True)
    assert [what for _, what in events(pad, customer="bo")] == ["Bo Ek: birthday"]


def test_expected_visits_stand_in_the_calendar_until_they_are_called_off_or_over(pad: Pad) -> None:
    pad.edit("Sam Smith", Edit(), new=True)
    pad.expect_visit("@1", "2026-03-05", at="9:30", what="a trim")
    pad.expect_visit("@1", "2026-03-06", what="a wig after the chemotherapy")
    pad.expect_visit("@1", "2026-03-07")
    pad.not_coming("@1", on="2026-03-07")
    visits = [
        (datetime.fromisoformat("2026-03-05 09:30"), "Sam Smith: a trim"),
        (date(2026, 3, 6), "Sam Smith"),
    ]
    assert events(pad) == visits
    assert "chemotherapy" in events(pad, private=True)[1][1]
    with Pad(pad.path, today="2026-03-06") as later:
        assert events(later) == visits[1:]
