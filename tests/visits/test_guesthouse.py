"""Ten mornings of a guesthouse: what `today` says, beside the plain list of what had happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.helpers import guesthouse as played
from tests.helpers.guesthouse import MORNINGS, REGULARS

if TYPE_CHECKING:
    from tests.helpers.guesthouse import Guesthouse

mornings = pytest.mark.parametrize("day", MORNINGS, ids=str)
WEEK = timedelta(7)


@mornings
def test_who_is_booked_is_expected_and_nobody_else(guesthouse: Guesthouse, day: date) -> None:
    said = guesthouse.mornings[day]["expected"]
    booked = [who for _, who in played.booked(guesthouse.events, day, day, before=day)]
    assert sorted(one["customer"] for one in said if one["is_booked"]) == booked


@mornings
def test_a_regular_is_expected_when_their_days_are_over(guesthouse: Guesthouse, day: date) -> None:
    said = {one["customer"] for one in guesthouse.mornings[day]["expected"] if not one["is_booked"]}
    due = set()
    for who, every in REGULARS.items():
        days = played.visit_days(guesthouse.events, who, before=day)
        late = (day - days[-1]).days - every if len(days) > 3 else -1
        if 0 <= late <= max(1, every // 5):
            due.add(who)
    assert said == due


@mornings
def test_what_is_due_is_owed_and_nothing_else(guesthouse: Guesthouse, day: date) -> None:
    briefing = guesthouse.mornings[day]
    promises = played.still_open(guesthouse.events, "promise", before=day)
    problems = played.still_open(guesthouse.events, "problem", before=day)
    owed = {text for text, by in {**promises, **problems}.items() if by is None or by <= day}
    overdue = {text for text, by in {**promises, **problems}.items() if by and by < day}
    assert {note["text"] for note in briefing["owed"]} == owed
    assert briefing["counts"]["overdue"] == len(overdue)


@mornings
def test_the_birthdays_of_two_weeks_come_up(guesthouse: Guesthouse, day: date) -> None:
    near = set()
    for who, birthday in played.BIRTHDAYS.items():
        month, of_month = map(int, birthday[-5:].split("-"))
        for after in range(15):
            on = day + timedelta(after)
            is_leap_day = (month, of_month) == (2, 29) and (on + timedelta(1)).month == 3
            if (on.month, on.day) == (month, of_month) or (on.month == 2 and is_leap_day):
                near.add((who, on.isoformat()))
    said = {(one["customer"], one["on"]) for one in guesthouse.mornings[day]["occasions"]}
    assert said == near


@mornings
def test_who_did_not_come_in_the_last_week_waits(guesthouse: Guesthouse, day: date) -> None:
    lately = played.booked(guesthouse.events, day - WEEK, day - timedelta(1), before=day)
    missed = [
        who
        for on, who in lately
        if not [one for one in played.visit_days(guesthouse.events, who, day) if one >= on]
    ]
    said = [
        one["what"].partition(" was expected")[0] for one in guesthouse.mornings[day]["waiting"]
    ]
    assert sorted(said) == sorted(missed)


def test_the_mornings_try_each_part_of_the_briefing(guesthouse: Guesthouse) -> None:
    """Otherwise the comparisons above would be of nothing with nothing."""
    read = guesthouse.mornings.values()
    assert len(read) == 10
    for part in ("expected", "owed", "occasions", "waiting"):
        assert sum(bool(one[part]) for one in read) >= 2, part
    ways = [one["is_booked"] for morning in read for one in morning["expected"]]
    assert {True, False} <= set(ways)


def test_no_booking_was_ever_taken_for_a_visit(guesthouse: Guesthouse) -> None:
    from prefpad import Pad

    with Pad(guesthouse.path, today=played.LAST) as pad:
        for who in (*REGULARS, *played.OTHERS):
            days = [visit.on for visit in pad.visits(who)]
            assert days[::-1] == played.visit_days(guesthouse.events, who), who
