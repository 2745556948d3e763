"""Days and lengths of time, read from what people type."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from prefpad.domain.errors import BadDay, BadInterval
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import clean

DateOrder = Literal["dmy", "mdy", "ymd"]
Toward = Literal["past", "future"]
Day = date | str
Interval = int | str

DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LONGEST_TEXT = 40
_LONGEST_INTERVAL = 36_525
_YEARS_BETWEEN_LEAP_DAYS = 8  # from 2096 to 2104, as 2100 is no leap year

_NEAR = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
# Written out because the names in `calendar` and `strftime` follow the machine's language.
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {
    **{name.lower(): number for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_WEEKDAYS = {
    **{name: number for number, name in enumerate(_WEEKDAY_NAMES)},
    **{name[:3]: number for number, name in enumerate(_WEEKDAY_NAMES)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
_SIDES: dict[str, tuple[int, Toward]] = {"last": (-1, "past"), "next": (1, "future")}
DAYS_IN = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
_UNITS = {"d": "day", "w": "week", "y": "year", **{unit: unit for unit in DAYS_IN}}

_COUNT_OF_UNITS = "([0-9]+|an?) ?(day|week|month|year)s?"
_SHORT_COUNT = "([0-9]+) ?([dwy])"
_FROM_TODAY = f"(in )?{_COUNT_OF_UNITS}( ago| from now)?"
_YEAR_FIRST = r"([0-9]{4}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})"
_YEAR_LAST = r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]+)\.?"
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_DAY_THEN_MONTH = f"{_DAY}[ -]?(?:of )?{_MONTH} ?(?:[,-]? ?{_YEAR})?"
_MONTH_THEN_DAY = f"{_MONTH} ?{_DAY}(?: ?[, ] ?{_YEAR})?"

_DAY_HINT = 'Write it as 2026-03-04, "12 March", "yesterday", "3 weeks ago" or "next friday".'
_INTERVAL_HINT = 'Write it as "90 days", "2 weeks", "6 months" or "1 year".'
_ALSO_SPACES = str.maketrans("\t\r\n", "   ")


def parse_day(
    text: str, *, today: date, toward: Toward = "past", order: DateOrder | None = None
) -> date:
    """Return the day that a text names.

    Args:
        text: an ISO day, a day in figures, or English words such as `3 weeks ago`, `next friday`
            (the first Friday after today) or `12 March`.
        today: the day that words count from.
        toward: where to look for a weekday, or a day without a year; today is on both sides.
        order: how to read `03/04/2026`, which is refused unless this is `dmy` or `mdy`.

    Raises:
        BadDay: the text names no day, can be read two ways, or leaves the years 1900 to 2200.
    """
    phrase = _phrase(text).removeprefix("the ")
    try:
        day = (
            _iso(phrase)
            or _in_figures(phrase, order)
            or _in_words(phrase, today, toward)
            or _with_month_name(phrase, today, toward)
        )
    except (OverflowError, ValueError):  # what date arithmetic raises beyond the year 9999
        raise _outside(text) from None
    if day is None:
        raise BadDay(f"{_quoted(text)} is not a day.", _DAY_HINT)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _outside(text)
    return day


def as_day(
    value: date | str, *, today: date, toward: Toward = "past", order: DateOrder | None = None
) -> date:
    """Return a day as it is, the day of a datetime, or the day that a text names.

    Args:
        value: a day, or a text for `parse_day`.
        today: as in `parse_day`.
        toward: as in `parse_day`.
        order: as in `parse_day`.

    Raises:
        BadDay: as `parse_day` does.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return parse_day(str(value), today=today, toward=toward, order=order)


def past_day(day: Day | None, today: date, order: DateOrder | None = None) -> date:
    """Return the day on which something happened, `today` for None.

    Raises:
        BadDay: it is no day, or in the future.
    """
    past = today if day is None else as_day(day, today=today, order=order)
    if past > today:
        raise BadDay(
            f"{past} is in the future.",
            "Give today or a day before; add has --by for when it is due.",
        )
    return past


def parse_interval(text: str | int) -> int:
    """Return a length of time in days, from 1 to 36525.

    A bare number counts days. A month is 30.44 days and a year 365.25, rounded to the day.

    Raises:
        BadInterval: the text is no length of time, is zero, or is longer than 100 years.
    """
    days, shown = (text, "The interval") if isinstance(text, int) else (_days(text), _quoted(text))
    if days < 1:
        raise BadInterval(f"{shown} is shorter than a day.", _INTERVAL_HINT)
    if days > _LONGEST_INTERVAL:
        raise BadInterval(f"{shown} is longer than 100 years.", _INTERVAL_HINT)
    return days


def _phrase(text: str) -> str:
    """Return the text folded, or nothing where it is too long or holds control characters."""
    if len(text) > _LONGEST_TEXT:
        return ""
    spaced = text.translate(_ALSO_SPACES)
    return fold(spaced) if clean(spaced) == spaced else ""


def _quoted(text: str) -> str:
    return repr(clean(text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"))


def _outside(text: str) -> BadDay:
    years = f"{_FIRST_YEAR} to {_LAST_YEAR}"
    return BadDay(f"{_quoted(text)} is outside the years {years}.", f"Give a day from {years}.")


def _iso(phrase: str) -> date | None:
    try:
        day = date.fromisoformat(phrase)
    except ValueError:
        return None
    return day if day.isoformat() == phrase else None


def _on_calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_figures(phrase: str, order: DateOrder | None) -> date | None:
    if found := re.fullmatch(_YEAR_FIRST, phrase):
        year, _, month, day = found.groups()
        return _on_calendar(int(year), int(month), int(day))
    if not (found := re.fullmatch(_YEAR_LAST, phrase)):
        return None
    first, separator, second, last = found.groups()
    year = _four_digits(last, phrase)
    day_first = _on_calendar(year, int(second), int(first))
    if separator == ".":
        return day_first
    month_first = _on_calendar(year, int(first), int(second))
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if order == "dmy":
        return day_first
    if order == "mdy":
        return month_first
    raise BadDay(
        f"{phrase} can be {_in_full(day_first)} or {_in_full(month_first)}.",
        f"Write it as {day_first} or {month_first}, or set the pad's date-order to dmy or mdy.",
    )


def _in_words(phrase: str, today: date, toward: Toward) -> date | None:
    if phrase in _NEAR:
        return today + timedelta(_NEAR[phrase])
    if phrase in _WEEKDAYS:
        return _nearest(_WEEKDAYS[phrase], today, toward)
    return _counted(phrase, today) or _last_or_next(phrase, today)


def _counted(phrase: str, today: date) -> date | None:
    found = re.fullmatch(_FROM_TODAY, phrase)
    if not found:
        return None
    before, count, unit, after = found.groups()
    if bool(before) == bool(after):
        return None
    return _moved(today, -_count(count) if after == " ago" else _count(count), unit)


def _last_or_next(phrase: str, today: date) -> date | None:
    which, _, what = phrase.partition(" ")
    if which not in _SIDES:
        return None
    step, toward = _SIDES[which]
    if what in _WEEKDAYS:
        return _nearest(_WEEKDAYS[what], today + timedelta(step), toward)
    return _moved(today, step, what) if what in {"week", "month", "year"} else None


def _with_month_name(phrase: str, today: date, toward: Toward) -> date | None:
    found = re.fullmatch(_DAY_THEN_MONTH, phrase) or re.fullmatch(_MONTH_THEN_DAY, phrase)
    if not found or found["month"] not in _MONTHS:
        return None
    month, day = _MONTHS[found["month"]], int(found["day"])
    if found["year"]:
        return _on_calendar(_four_digits(found["year"], phrase), month, day)
    step = 1 if toward == "future" else -1
    for years in range(_YEARS_BETWEEN_LEAP_DAYS + 1):
        near = _on_calendar(today.year + step * years, month, day)
        if near and (near >= today if toward == "future" else near <= today):
            return near
    return None


def _four_digits(year: str, phrase: str) -> int:
    if len(year) == len("26"):
        raise BadDay(
            f"{_quoted(phrase)} has a year of two digits.",
            "Write all four digits of the year, as in 2026-03-04.",
        )
    return int(year)


def _nearest(weekday: int, start: date, toward: Toward) -> date:
    ahead = weekday - start.weekday()
    return start + timedelta(ahead % 7) if toward == "future" else start - timedelta(-ahead % 7)


def _moved(today: date, count: int, unit: str) -> date:
    if unit in {"day", "week"}:
        return today + timedelta(count * DAYS_IN[unit])
    from dateutil.relativedelta import relativedelta

    return today + relativedelta(months=count * (12 if unit == "year" else 1))


def _count(word: str) -> int:
    return 1 if word in {"a", "an"} else int(word)


def _days(text: str) -> int:
    phrase = _phrase(text)
    if re.fullmatch("[0-9]+", phrase):
        return int(phrase)
    if found := re.fullmatch(_COUNT_OF_UNITS, phrase) or re.fullmatch(_SHORT_COUNT, phrase):
        count, unit = found.groups()
        return round(_count(count) * DAYS_IN[_UNITS[unit]])
    if re.fullmatch("[0-9]+ ?m", phrase):
        raise BadInterval(
            f"{_quoted(text)} does not say what m stands for.",
            f'Write it as "{phrase.rstrip(" m")} months".',
        )
    raise BadInterval(f"{_quoted(text)} is not a length of time.", _INTERVAL_HINT)


def _in_full(day: date) -> str:
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
