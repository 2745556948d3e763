"""Occasions: birthdays and anniversaries, with or without a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from prefpad.domain.dates import parse_day, with_century
from prefpad.domain.errors import AskedWrongly, BadDay
from prefpad.domain.memoize import pattern
from prefpad.domain.models import DayAhead, Occasion
from prefpad.domain.sanitize import clean
from prefpad.domain.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefpad.domain.dates import DateOrder

_MONTH_AND_DAY = pattern(r"(?:--|0000-|1604-)?(\d\d)-(\d\d)")
_WITH_YEAR = pattern(r".*\d{4}.*")
_MONTH_AND_YEAR = pattern(r"\D*[^\W\d_]\D*\d{4}")
_A_LEAP_YEAR = 2024
_A_YEAR = 366


def parse_occasion(name: str, text: str, today: date, order: DateOrder | None = None) -> Occasion:
    """Read the day of an occasion.

    Args:
        name: what it is, such as `birthday`.
        text: a day with its year (`1980-03-14`, `14 March 1980`) or without (`03-14`, `14 March`,
            `31/12`); the years 0000 and 1604 mean that it is unknown, and a year of two digits is
            the last such year that has come.
        today: the day it is.
        order: how to read `03/04/1980`, which is refused unless this is `dmy` or `mdy`.

    Raises:
        BadDay: it is not a date, or can be read two ways.
    """
    text = with_century(text.strip(), today)
    if parts := _MONTH_AND_DAY.fullmatch(text):
        try:
            day = date(_A_LEAP_YEAR, int(parts[1]), int(parts[2]))
        except ValueError:
            raise BadDay(
                f"{text} is not a valid date.", "Write month and day, as in 03-14."
            ) from None
        return Occasion(name, day.month, day.day)
    day = parse_day(text, today=today, order=order)
    if _MONTH_AND_YEAR.fullmatch(text):
        raise BadDay(
            f"{clean(text)!r} does not say which day.", "Write it as 1980-03-14 or 14 March."
        )
    return Occasion(name, day.month, day.day, day.year if _WITH_YEAR.match(text) else None)


def occurrence(occasion: Occasion, year: int) -> date:
    """Return the day of an occasion in a year; 29 February is the last of February in most."""
    try:
        return date(year, occasion.month, occasion.day)
    except ValueError:
        return date(year, 3, 1) - timedelta(days=1)


def next_occurrence(occasion: Occasion, today: date) -> date:
    """Return the day on which an occasion comes next, today included."""
    this_year = occurrence(occasion, today.year)
    return this_year if this_year >= today else occurrence(occasion, today.year + 1)


def coming_up(occasions: Iterable[Occasion], today: date, days: int) -> list[DayAhead]:
    """Return which of some occasions come up in the next days, from today, by day."""
    ahead = [(next_occurrence(one, today), one) for one in occasions]
    found = [DayAhead(in_words(one, on), on) for on, one in ahead if (on - today).days <= days]
    return sorted(found, key=lambda one: one.on)


def in_words(occasion: Occasion, on: date) -> str:
    """Word an occasion on one of its days: `birthday, turns 46`, `anniversary, 10 years`."""
    years = on.year - occasion.year if occasion.year else 0
    if years <= 0:
        return occasion.name
    if "birthday" in occasion.name.casefold():
        return f"{occasion.name}, turns {years}"
    return f"{occasion.name}, {years} year{'s' if years > 1 else ''}"


def _days(text: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len("366")) or int(text) > _A_YEAR:
        raise AskedWrongly(
            f"{clean(text[:20])!r} is not a number of days from 0 to {_A_YEAR}.",
            "`pad.set('occasions-ahead', '14')` is two weeks.",
        )
    return int(text)


def _in_days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


OCCASIONS_AHEAD = Setting(
    "occasions-ahead",
    "How many days ahead birthdays and anniversaries are shown on the card and in `today`.",
    "14",
    _days,
    said=_in_days,
)
