"""Calendar arithmetic: the nearest such day, the end of a month, a number of units away."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Toward = Literal["past", "future"]

DAYS_IN = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
DAYS_IN_UNIT = DAYS_IN | {"fortnight": 14}

_MONTHS_OF_A_YEAR = 12
_RECURS_BY_DAYS = (
    r"(?!.*BY(?:SECOND|MINUTE|HOUR)=)(?:.*;)?FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;.*)?"
)
_MONTHS_BETWEEN_LEAP_DAYS = 8 * 12  # from 2096 to 2104, as 2100 is not a leap year


def on_calendar(year: int, month: int, day: int) -> date | None:
    """Return a date, or None if the calendar lacks it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def nearest_weekday(weekday: int, start: date, toward: Toward) -> date:
    """Return the nearest such weekday (0 is Monday), which may be `start` itself."""
    ahead = weekday - start.weekday()
    return start + timedelta(ahead % 7) if toward == "future" else start - timedelta(-ahead % 7)


def nearest_day(day: int, today: date, toward: Toward, month: int | None = None) -> date | None:
    """Return the nearest such day of `month`, or of any month; today counts."""
    months = _months_from(today, toward, month)
    return _first((on_calendar(year, month, day) for year, month in months), today, toward)


def nearest_end(today: date, toward: Toward, month: int | None = None) -> date | None:
    """Return the nearest last day of `month`, or of any month; today counts."""
    months = _months_from(today, toward, month)
    return _first((end_of_month(year, month) for year, month in months), today, toward)


def moved(day: date, count: int, unit: str) -> date:
    """Return the day that many days, weeks, fortnights, months or years later.

    A month that is too short ends the move on its last day.

    Raises:
        OverflowError, ValueError: no calendar goes that far.
    """
    if unit in {"month", "year"}:
        from dateutil.relativedelta import relativedelta

        return day + relativedelta(months=count * (12 if unit == "year" else 1))
    return day + timedelta(count * DAYS_IN_UNIT[unit])


def by_month(days: Iterable[date], today: date) -> list[int]:
    """Count these days in each of the last twelve months, oldest first; those ahead do not count."""
    counts = [0] * _MONTHS_OF_A_YEAR
    for day in days:
        back = int((today - day).days / DAYS_IN["month"])
        if day <= today and back < _MONTHS_OF_A_YEAR:
            counts[-1 - back] += 1
    return counts


def recurrences(rule: str, begins: datetime, first: date, last: date) -> list[datetime]:
    """Return when something recurs between two days; nothing if its rule cannot be read.

    Args:
        rule: how it recurs, as RFC 5545 writes it: by days, weeks, months or years.
        begins: the first time.
        first: the first day that counts.
        last: the last day that counts.
    """
    from dateutil.rrule import rrulestr

    if not re.fullmatch(_RECURS_BY_DAYS, rule):
        return []
    try:
        # Local times have no zone here, so the end of the rule must not have one either.
        found = rrulestr(rule.replace("Z", ""), dtstart=begins)
        span = datetime.combine(first, time.min), datetime.combine(last, time.max)
        return [one for one in found.between(*span, inc=True) if isinstance(one, datetime)]
    except (ValueError, OverflowError):
        return []


def _months_from(today: date, toward: Toward, month: int | None) -> Iterator[tuple[int, int]]:
    """Yield year and month, from today's on, of all months or of those called `month`."""
    start, step = today.year * 12 + today.month - 1, 1 if toward == "future" else -1
    for number in range(start, start + step * (_MONTHS_BETWEEN_LEAP_DAYS + 1), step):
        if month in {None, number % 12 + 1}:
            yield number // 12, number % 12 + 1


def _first(days: Iterable[date | None], today: date, toward: Toward) -> date | None:
    for day in days:
        if day and (day >= today if toward == "future" else day <= today):
            return day
    return None
