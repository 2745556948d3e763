from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prefpad.domain.calendar_days import by_month, recurrences
from prefpad.domain.dates import DATE_ORDERS, DateOrder, as_day, parse_day, parse_interval, past_day
from prefpad.domain.errors import BadDay, BadInterval
from prefpad.domain.humanize import say_date, say_day, say_short_date, say_size, say_span
from tests.helpers.making import unchecked

if TYPE_CHECKING:
    from prefpad.domain.calendar_days import Toward

WEDNESDAY = date(2026, 3, 4)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
WORDS = [
    *WEEKDAYS,
    *(month.lower() for month in MONTHS),
    *("day", "days", "week", "weeks", "month", "months", "year", "years", "d", "w", "m", "y"),
    *("in", "a", "an", "ago", "from now", "last", "next", "today", "yesterday", "the", "of", "th"),
    *("this", "on", "end", "fortnight", "twelve", "tonight", "morgen", "vor", "il y a", "domingo"),
    *(" ", "  ", "\t", "-", "/", ".", ",", "0", "1", "2", "12", "29", "30", "31", "99999999"),
    *("26", "1899", "2026", "2201", "9999", "2\uff10\uff12\uff16", "\u0663", "\x00", "\u202e"),
]

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
middle_days = st.dates(date(1920, 1, 1), date(2180, 12, 31))
towards = st.sampled_from(["past", "future"])
orders = st.sampled_from([None, *DATE_ORDERS])
texts = st.text() | st.lists(st.sampled_from(WORDS), max_size=8).map("".join)
spaced_texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def read(text: str, toward: Toward = "past", order: DateOrder | None = None) -> date:
    return parse_day(text, today=WEDNESDAY, toward=toward, order=order)


def refusal(text: str, order: DateOrder | None = None) -> BadDay:
    with pytest.raises(BadDay) as caught:
        read(text, order=order)
    return caught.value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("  2026-03-04\n", date(2026, 3, 4)),
        ("\uff12\uff10\uff12\uff16-03-04", date(2026, 3, 4)),
        ("2026/3/4", date(2026, 3, 4)),
        ("2026-3-4", date(2026, 3, 4)),
        ("2026.03.04", date(2026, 3, 4)),
        ("13/04/2026", date(2026, 4, 13)),
        ("04/13/2026", date(2026, 4, 13)),
        ("04/04/2026", date(2026, 4, 4)),
        ("13-4-2026", date(2026, 4, 13)),
        ("3.4.2026", date(2026, 4, 3)),
        ("3. 4. 2026", date(2026, 4, 3)),
    ],
)
def test_a_day_in_figures_that_reads_one_way_is_read(text: str, day: date) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 3, 4)),
        ("Yesterday", date(2026, 3, 3)),
        ("TOMORROW", date(2026, 3, 5)),
        ("day before  yesterday", date(2026, 3, 2)),
        ("the day after tomorrow", date(2026, 3, 6)),
        ("3 weeks ago", date(2026, 2, 11)),
        ("a week ago", date(2026, 2, 25)),
        ("1 year ago", date(2025, 3, 4)),
        ("in 6 months", date(2026, 9, 4)),
        ("in a year", date(2027, 3, 4)),
        ("in 24 months", date(2028, 3, 4)),
        ("2 days from now", date(2026, 3, 6)),
        ("0 days ago", date(2026, 3, 4)),
        ("next week", date(2026, 3, 11)),
        ("next month", date(2026, 4, 4)),
        ("next year", date(2027, 3, 4)),
        ("last week", date(2026, 2, 25)),
        ("last month", date(2026, 2, 4)),
        ("last year", date(2025, 3, 4)),
        ("tonight", WEDNESDAY),
        ("this morning", WEDNESDAY),
        ("this afternoon", WEDNESDAY),
        ("this evening", WEDNESDAY),
        ("last night", date(2026, 3, 3)),
        ("yesterday evening", date(2026, 3, 3)),
        ("tomorrow morning", date(2026, 3, 5)),
        ("last friday night", date(2026, 2, 27)),
        ("in two weeks", date(2026, 3, 18)),
        ("two weeks from today", date(2026, 3, 18)),
        ("two weeks ago", date(2026, 2, 18)),
        ("a couple of days ago", date(2026, 3, 2)),
        ("twelve days ago", date(2026, 2, 20)),
        ("in a fortnight", date(2026, 3, 18)),
        ("a fortnight ago", date(2026, 2, 18)),
        ("in a month", date(2026, 4, 4)),
        ("half a year ago", date(2025, 9, 4)),
        ("end of next month", date(2026, 4, 30)),
        ("the end of last year", date(2025, 12, 31)),
        ("end of april 2028", date(2028, 4, 30)),
        ("last friday", date(2026, 2, 27)),
        ("next friday", date(2026, 3, 6)),
        ("last wednesday", date(2026, 2, 25)),
        ("next Wed", date(2026, 3, 11)),
    ],
)
def test_words_count_from_today(text: str, day: date) -> None:
    assert read(text) == day
    assert read(text, "future") == day


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("friday", date(2026, 2, 27), date(2026, 3, 6)),
        ("Fri", date(2026, 2, 27), date(2026, 3, 6)),
        ("wednesday", WEDNESDAY, WEDNESDAY),
        ("tues", date(2026, 3, 3), date(2026, 3, 10)),
        ("on friday", date(2026, 2, 27), date(2026, 3, 6)),
        ("friday morning", date(2026, 2, 27), date(2026, 3, 6)),
        ("the weekend", date(2026, 2, 28), date(2026, 3, 7)),
        ("end of the month", date(2026, 2, 28), date(2026, 3, 31)),
        ("end of the year", date(2025, 12, 31), date(2026, 12, 31)),
        ("end of february", date(2026, 2, 28), date(2027, 2, 28)),
        ("the 12th", date(2026, 2, 12), date(2026, 3, 12)),
        ("31st", date(2026, 1, 31), date(2026, 3, 31)),
        ("3rd of april", date(2025, 4, 3), date(2026, 4, 3)),
        ("april 3rd", date(2025, 4, 3), date(2026, 4, 3)),
        ("april the 3rd", date(2025, 4, 3), date(2026, 4, 3)),
        ("first of may", date(2025, 5, 1), date(2026, 5, 1)),
        ("12 March", date(2025, 3, 12), date(2026, 3, 12)),
        ("March 12", date(2025, 3, 12), date(2026, 3, 12)),
        ("12th of march", date(2025, 3, 12), date(2026, 3, 12)),
        ("the 12th of March", date(2025, 3, 12), date(2026, 3, 12)),
        ("  mar   12TH ", date(2025, 3, 12), date(2026, 3, 12)),
        ("12mar", date(2025, 3, 12), date(2026, 3, 12)),
        ("4 March", WEDNESDAY, WEDNESDAY),
        ("1st sept", date(2025, 9, 1), date(2026, 9, 1)),
        ("29 February", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_what_leaves_the_year_or_week_open_is_sought_on_the_side_asked_for(
    text: str, past: date, future: date
) -> None:
    assert read(text) == past
    assert read(text, "future") == future


@pytest.mark.parametrize(
    "text",
    [
        *("12 Mar 2025", "March 12, 2025", "12 MARCH 2025", "12th of March, 2025", "Mar. 12 2025"),
        *("march 12th,2025", "12-Mar-2025", "12march2025"),
    ],
)
def test_a_month_by_name_may_come_with_its_year(text: str) -> None:
    assert read(text) == date(2025, 3, 12)


def test_a_leap_day_is_found_across_the_century_that_has_none() -> None:
    eve = date(2096, 3, 1)
    assert parse_day("29 feb", today=eve, toward="future") == date(2104, 2, 29)
    assert parse_day("feb 29", today=date(2104, 2, 28)) == date(2096, 2, 29)


def test_months_end_where_the_shorter_month_ends() -> None:
    assert parse_day("next month", today=date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_day("a year ago", today=date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize("text", ["03/04/2026", "3/4/2026", "03-04-2026", "3 / 4 / 2026"])
@pytest.mark.parametrize("order", [None, "ymd"])
def test_a_day_that_reads_two_ways_is_refused_with_both(text: str, order: DateOrder | None) -> None:
    error = refusal(text, order)
    assert error.sentence == f"{text} can be 3 April 2026 or 4 March 2026."
    assert '"3 April 2026" or "4 March 2026"' in error.hint
    assert "date-order" in error.hint
    assert error.exit_code == 2


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("2026/03/04", "dmy", date(2026, 3, 4)),
        ("13/04/2026", "mdy", date(2026, 4, 13)),
        ("3.4.2026", "mdy", date(2026, 4, 3)),
    ],
)
def test_the_declared_order_decides_only_what_reads_two_ways(
    text: str, order: DateOrder, day: date
) -> None:
    assert read(text, order=order) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25.12.26", date(2026, 12, 25)),
        ("25/12/26", date(2026, 12, 25)),
        ("12/25/75", date(2075, 12, 25)),
        ("25.12.76", date(1976, 12, 25)),
        ("1.1.00", date(2000, 1, 1)),
    ],
)
def test_a_year_of_two_digits_is_the_one_nearest_to_today(text: str, day: date) -> None:
    assert read(text) == day


@pytest.mark.parametrize("text", ["26-03-04", "13-4-26", "12 Mar 25", "March 12, 25"])
def test_a_year_of_two_digits_that_may_be_a_day_is_refused_as_such(text: str) -> None:
    error = refusal(text)
    assert "two digits" in error.sentence
    assert "all four" in error.hint


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("25/12", date(2025, 12, 25), date(2026, 12, 25)),
        ("12/25", date(2025, 12, 25), date(2026, 12, 25)),
        ("25-12", date(2025, 12, 25), date(2026, 12, 25)),
        ("31.12.", date(2025, 12, 31), date(2026, 12, 31)),
        ("5.4", date(2025, 4, 5), date(2026, 4, 5)),
        ("4/4", date(2025, 4, 4), date(2026, 4, 4)),
        ("4.3.", WEDNESDAY, WEDNESDAY),
        ("29.2.", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_figures_without_a_year_are_sought_on_the_side_asked_for(
    text: str, past: date, future: date
) -> None:
    assert read(text) == past
    assert read(text, "future") == future


@pytest.mark.parametrize("order", [None, "ymd"])
def test_figures_without_a_year_that_read_two_ways_are_refused_with_both(
    order: DateOrder | None,
) -> None:
    error = refusal("12/3", order)
    assert error.sentence == "12/3 can be 12 March or 3 December."
    assert '"12 March" or "3 December"' in error.hint
    assert read("12/3", "future", "dmy") == date(2026, 3, 12)
    assert read("12/3", "future", "mdy") == date(2026, 12, 3)


def test_a_month_and_its_year_are_the_first_of_the_month() -> None:
    assert read("March 2025") == date(2025, 3, 1)
    assert read("märz 2027", "future") == date(2027, 3, 1)


def test_what_is_due_in_this_month_is_not_overdue_from_the_start() -> None:
    assert read("march 2026", "future") == WEDNESDAY
    assert read("march 2026") == date(2026, 3, 1)


def test_a_weekday_must_be_that_of_its_date() -> None:
    assert read("Friday 13 March", "future") == date(2026, 3, 13)
    assert read("on friday, march 13th 2026") == date(2026, 3, 13)
    error = refusal("friday 12 March 2026")
    assert error.sentence == "12 March 2026 is a Thursday, not a Friday."


def test_this_friday_is_never_last_weeks() -> None:
    assert read("this friday") == date(2026, 3, 6)
    assert read("this monday") == date(2026, 3, 2)
    assert read("this monday", "future") == date(2026, 3, 9)
    with pytest.raises(BadDay, match="is in the future"):
        past_day("this friday", WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n", "5", "12.", "May", "12.13", "2026", "-1", "9999999999", "31/31", "bus"),
        *("20260304", "2026-W10-3", "2026-03-04T10:00", "2026-02-30", "2026/3-4", "0000-01-01"),
        *("30/02/2026", "14.13.2026", "31 April", "29 Feb 2026", "0 May", "5 Smarket", "12 Mar 2"),
        *("3 weeks", "in 3 weeks ago", "in -3 days", "-3 days ago", "next", "next day", "last may"),
        *("asdf", "'; DROP TABLE", "[/]", "none", "\U0001f600", "\u0663/\u0664/2026"),
        *(
            "the window",
            "week",
            "in weeks",
            "next last friday",
            "last friday next",
            "the friday of",
        ),
        *(
            "the end",
            "this week",
            "mar-25",
            "-",
            "last -",
            "12 13 march",
            "march april",
            "明天",
            "послезавтра",
        ),
        *("2026\x00-03-04", "\x1b2026-03-04", "12\x1fMarch", "\u202e2026-03-04", "\ud800"),
    ],
)
def test_what_is_no_day_is_refused_with_a_hint(text: str) -> None:
    error = refusal(text)
    assert error.sentence.endswith(" is not a valid date.")
    assert "2026-03-04" in error.hint
    assert "in English" in error.hint


@pytest.mark.parametrize(
    ("text", "meant"),
    [("tomorow", "tomorrow"), ("next firday", "next friday"), ("12 Mrach", "12 march")],
)
def test_a_misspelt_day_is_refused_with_what_was_meant(text: str, meant: str) -> None:
    assert refusal(text).hint == f'Did you mean "{meant}"?'


@pytest.mark.parametrize(
    "text",
    [
        *("1899-12-31", "2201-01-01", "9999-12-31", "1.1.1899", "1 May 2201", "in 500 years"),
        *("200 years ago", "in 99999999 years", "99999999 years ago", "in 99999999999999 days"),
        *("99999999 months from now", "9999999999999999999999 weeks ago"),
    ],
)
def test_a_day_outside_1900_to_2200_is_refused_as_such(text: str) -> None:
    assert "outside the years 1900 to 2200" in refusal(text).sentence


@pytest.mark.parametrize("text", ["x" * 1_000_000, "1" * 1_000_000, " " * 1_000_000])
def test_a_megabyte_is_refused_in_one_short_sentence(text: str) -> None:
    assert len(refusal(text).sentence) < 80
    with pytest.raises(BadInterval) as caught:
        parse_interval(text)
    assert len(caught.value.sentence) < 80


def test_the_refusal_quotes_nothing_that_acts_on_a_terminal() -> None:
    assert refusal("\x1b[31mred\u202e").sentence == "' [31mred ' is not a valid date."


@given(day=days, today=st.dates(), toward=towards, order=orders)
def test_an_iso_day_is_that_day_whatever_today_is(
    day: date, today: date, toward: Toward, order: DateOrder | None
) -> None:
    assert parse_day(day.isoformat(), today=today, toward=toward, order=order) == day


@given(day=days, today=days)
def test_a_day_in_full_is_that_day(day: date, today: date) -> None:
    month = MONTHS[day.month - 1]
    assert parse_day(say_date(day), today=today) == day
    assert parse_day(f"{day.day} {month} {day.year}", today=today) == day
    assert parse_day(f"{month[:3]} {day.day}, {day.year}", today=today) == day


@given(
    today=middle_days,
    text=st.sampled_from([*WEEKDAYS, "31.12.", "25/12", "12 march", "the 31st", "end of the month"])
    | middle_days.map("{0.day}.{0.month}.".format)
    | st.integers(1, 31).map("{}th".format),
)
def test_without_a_year_nothing_is_learnt_in_the_future_or_due_in_the_past(
    today: date, text: str
) -> None:
    assert past_day(text, today) <= today <= parse_day(text, today=today, toward="future")


@given(day=days)
def test_figures_are_read_in_the_order_declared(day: date) -> None:
    assert read(f"{day.day}/{day.month}/{day.year}", order="dmy") == day
    assert read(f"{day.month}/{day.day}/{day.year}", order="mdy") == day
    assert read(f"{day.day}.{day.month}.{day.year}") == day


@given(day=days)
def test_figures_without_an_order_are_right_or_refused(day: date) -> None:
    two_ways = day.day <= 12 and day.day != day.month
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.month}-{day.day}-{day.year}"):
        if two_ways:
            assert " can be " in refusal(text).sentence
        else:
            assert read(text) == day


@given(today=middle_days, weekday=st.sampled_from(WEEKDAYS))
def test_next_and_last_weekday_are_one_to_seven_days_away(today: date, weekday: str) -> None:
    following = parse_day(f"next {weekday}", today=today)
    previous = parse_day(f"last {weekday[:3]}", today=today)
    assert 1 <= (following - today).days <= 7
    assert 1 <= (today - previous).days <= 7
    assert WEEKDAYS[following.weekday()] == WEEKDAYS[previous.weekday()] == weekday


@given(today=middle_days, weekday=st.sampled_from(WEEKDAYS))
def test_a_bare_weekday_is_within_six_days_on_the_side_asked_for(today: date, weekday: str) -> None:
    future = parse_day(weekday, today=today, toward="future")
    past = parse_day(weekday, today=today, toward="past")
    assert 0 <= (future - today).days <= 6
    assert 0 <= (today - past).days <= 6
    assert WEEKDAYS[future.weekday()] == WEEKDAYS[past.weekday()] == weekday


@given(today=middle_days, wanted=middle_days, toward=towards)
@example(today=date(2096, 3, 1), wanted=date(2024, 2, 29), toward="future")
def test_a_day_without_a_year_is_the_nearest_on_the_side_asked_for(
    today: date, wanted: date, toward: Toward
) -> None:
    found = parse_day(f"{wanted.day} {MONTHS[wanted.month - 1]}", today=today, toward=toward)
    assert (found.month, found.day) == (wanted.month, wanted.day)
    years = 8 if (wanted.month, wanted.day) == (2, 29) else 1
    away = found - today if toward == "future" else today - found
    assert timedelta(0) <= away <= timedelta(years * 365.25 + 1)


@given(today=middle_days, count=st.integers(0, 400))
def test_days_and_weeks_are_counted_exactly(today: date, count: int) -> None:
    assert parse_day(f"{count} days ago", today=today) == today - timedelta(count)
    assert parse_day(f"in {count} weeks", today=today) == today + timedelta(weeks=count)


@given(text=texts | spaced_texts, today=st.dates(), toward=towards, order=orders)
@example(text="tomorrow", today=date.max, toward="past", order=None)
@example(text="last friday", today=date.min, toward="past", order=None)
@example(text="29 february", today=date.max, toward="future", order=None)
@example(text="friday", today=date.min, toward="past", order=None)
def test_any_text_is_a_day_or_a_clean_short_refusal(
    text: str, today: date, toward: Toward, order: DateOrder | None
) -> None:
    try:
        day = parse_day(text, today=today, toward=toward, order=order)
    except BadDay as error:
        refused = error
    else:
        assert 1900 <= day.year <= 2200
        return
    assert refused.sentence.isprintable()
    assert len(refused.sentence) < 40 * len("\\U0001f600") + 60
    assert refused.hint


@given(text=texts | spaced_texts)
def test_any_text_is_an_interval_or_a_clean_refusal(text: str) -> None:
    try:
        days = parse_interval(text)
    except BadInterval as error:
        refused = error
    else:
        assert 1 <= days <= 36_525
        return
    assert refused.sentence.isprintable()
    assert refused.hint


def test_a_day_needs_no_reading() -> None:
    moment = datetime(2026, 3, 3, 23, 59, tzinfo=UTC)
    assert as_day(date(2020, 1, 2), today=WEDNESDAY) == date(2020, 1, 2)
    assert type(as_day(moment, today=WEDNESDAY)) is date
    assert as_day(moment, today=WEDNESDAY) == date(2026, 3, 3)


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2201, 1, 1), date.max])
def test_a_day_that_needs_no_reading_is_within_the_calendar_too(day: date) -> None:
    with pytest.raises(BadDay, match="outside the years 1900 to 2200"):
        as_day(day, today=WEDNESDAY)


def test_a_text_for_a_day_is_read_as_asked() -> None:
    assert as_day("friday", today=WEDNESDAY, toward="future") == date(2026, 3, 6)
    assert as_day("03/04/2026", today=WEDNESDAY, order="dmy") == date(2026, 4, 3)
    with pytest.raises(BadDay):
        as_day("5", today=WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("6 months", 183),
        ("2 weeks", 14),
        ("90 days", 90),
        ("1 year", 365),
        ("a month", 30),
        ("a year", 365),
        ("an  WEEK", 7),
        ("90", 90),
        (90, 90),
        ("2w", 14),
        ("90d", 90),
        ("1y", 365),
        (" 4Years ", 1461),
        ("six weeks", 42),
        ("a fortnight", 14),
        ("two fortnights", 28),
        ("half a year", 183),
        ("6 Monate", 183),
        ("zwölf Monate", 365),
        ("six mois", 183),
        ("quinze jours", 14),
        ("dos años", 730),
        ("sei mesi", 183),
        ("três meses", 91),
        ("een half jaar", 183),
        ("100 years", 36_525),
        ("\uff19\uff10", 90),
    ],
)
def test_a_length_of_time_is_read_in_days(text: str | int, days: int) -> None:
    assert parse_interval(text) == days


@pytest.mark.parametrize("text", ["0", "0 days", 0, -5, "0y"])
def test_an_interval_of_nothing_is_refused(text: str | int) -> None:
    with pytest.raises(BadInterval, match="is shorter than a day") as caught:
        parse_interval(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["101 years", "36526", 36_526, pytest.param(10**5000, id="huge"), "99999999 months", "9" * 40],
)
def test_an_interval_of_more_than_a_century_is_refused(text: str | int) -> None:
    with pytest.raises(BadInterval, match="is longer than 100 years") as caught:
        parse_interval(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-3 days", "soon", "1.5 years", "6 moons", "months", "3 weeks ago", "\x0090"),
        *("in 3 weeks", "every week", "3 + weeks", "六個月"),
    ],
)
def test_what_is_no_length_of_time_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(BadInterval, match="is not a length of time") as caught:
        parse_interval(text)
    assert "6 months" in caught.value.hint


def test_m_alone_is_refused_because_it_may_be_minutes() -> None:
    with pytest.raises(BadInterval, match="does not say what m stands for") as caught:
        parse_interval("6m")
    assert '"6 months"' in caught.value.hint


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (3, "3 days"),
        (3.4, "3 days"),
        (7, "1 week"),
        (13, "13 days"),
        (14, "2 weeks"),
        (30, "1 month"),
        (31, "1 month"),
        (35, "5 weeks"),
        (59, "8 weeks"),
        (60, "2 months"),
        (300, "10 months"),
        (350, "11 months"),
        (352, "1 year"),
        (365, "1 year"),
        (426, "14 months"),
        (548, "18 months"),
        (715, "23 months"),
        (731, "2 years"),
        (913, "2½ years"),
        (2190, "6 years"),
        (5000, "14 years"),
    ],
)
def test_a_span_is_said_in_one_unit(days: float, words: str) -> None:
    assert say_span(days) == words


@given(st.integers(1, 36_000))
def test_what_is_said_is_read_back_within_a_fifth(days: int) -> None:
    assert abs(parse_interval(say_span(days)) - days) <= 0.21 * days


@given(st.integers(1, 36_000))
def test_what_is_said_and_read_back_is_said_the_same(days: int) -> None:
    said = say_span(days)
    assert say_span(parse_interval(said)) == said


@given(st.floats(0, 36_000))
def test_one_is_singular_and_all_else_plural(days: float) -> None:
    count, unit = say_span(days).split()
    assert (count == "1") == (not unit.endswith("s"))


@given(st.integers(1, 36_000))
def test_a_longer_span_never_sounds_shorter(days: int) -> None:
    assert parse_interval(say_span(days)) <= parse_interval(say_span(days + 1))


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "today"),
        (-1, "yesterday"),
        (1, "tomorrow"),
        (-3, "3 days ago"),
        (14, "in 2 weeks"),
        (-304, "10 months ago"),
        (-7, "1 week ago"),
        (365, "in 1 year"),
    ],
)
def test_a_day_is_said_by_its_distance_from_today(ahead: int, words: str) -> None:
    assert say_day(WEDNESDAY + timedelta(ahead), WEDNESDAY) == words


@pytest.mark.parametrize(
    ("text", "loaded"),
    [("2026-03-04", False), ("3/13/2026", False), ("3 weeks ago", False), ("in 6 months", True)],
)
def test_dateutil_is_loaded_for_months_and_years_alone(text: str, loaded: bool) -> None:
    program = (
        "import sys; from datetime import date; from prefpad.domain.dates import parse_day;"
        f"parse_day({text!r}, today=date(2026, 3, 4)); print('dateutil' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(loaded)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"), (999, "999 bytes"), (1000, "1 KB"), (96_300, "96 KB"),
        (1_240_000, "1.2 MB"), (48_700_000, "49 MB"), (2_500_000_000, "2.5 GB"),
    ],
)  # fmt: skip
def test_a_size_is_said_in_the_unit_that_suits_it(size: int, said: str) -> None:
    assert say_size(size) == said


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYDAY=XX", "FREQ=SECONDLY", "FREQ=DAILY;COUNT=none"])
def test_what_recurs_by_a_rule_that_cannot_be_read_never_does(rule: str) -> None:
    begins = datetime.combine(WEDNESDAY, time(9))
    assert recurrences(rule, begins, WEDNESDAY, WEDNESDAY + timedelta(30)) == []
    assert len(recurrences("FREQ=WEEKLY", begins, WEDNESDAY, WEDNESDAY + timedelta(30))) == 5


def test_days_of_the_last_twelve_months_are_counted_by_month_and_older_ones_left_out() -> None:
    today = date(2026, 3, 2)
    days = [today - timedelta(ago) for ago in (0, 29, 40, 400)]
    assert by_month(days, today) == [0] * 10 + [1, 2]


def test_days_ahead_as_of_a_clock_that_was_wrong_are_in_no_month() -> None:
    today = date(2026, 3, 2)
    days = [today + timedelta(ahead) for ahead in (0, 1, 40, 800)]
    assert by_month(days, today) == [0] * 11 + [1]


def test_a_short_date_has_its_year_where_it_is_another() -> None:
    assert say_short_date(date(2026, 3, 2), WEDNESDAY) == "2 Mar"
    assert say_short_date(date(2025, 11, 30), WEDNESDAY) == "30 Nov 2025"


def test_an_interval_is_no_fraction_of_a_day() -> None:
    with pytest.raises(BadInterval, match="whole number of days"):
        parse_interval(unchecked(30.5))
