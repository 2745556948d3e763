"""Days and lengths of time, read from what people type, and the order of days in figures."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal, get_args

from prefpad.domain.calendar_days import DAYS_IN_UNIT, Toward, nearest_day, on_calendar
from prefpad.domain.errors import AskedWrongly, BadDay, BadInterval
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import clean
from prefpad.domain.setting import Setting
from prefpad.domain.vocabulary import one_of

DateOrder = Literal["dmy", "mdy", "ymd"]
Day = date | str
Interval = int | str

DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
LONGEST_INTERVAL = round(100 * DAYS_IN_UNIT["year"])

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LONGEST_TEXT = 40
_YEARS_EITHER_WAY = 50  # for a year of two digits

_AND_A_HALF = r"\s*([0-9]{1,3})½\s*(\D+)"
_SHORT_COUNT = "([0-9]+) ?([dwy]?)"
_SHORT_UNITS = {"": "day", "d": "day", "w": "week", "y": "year"}
_YEAR_FIRST = r"([0-9]{4}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})"
_YEAR_LAST = r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})"
_NO_YEAR = r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\.?"

_DAY_HINT = 'Write it as 2026-03-04, or in English: "12 March", "3 weeks ago" or "next friday".'
_INTERVAL_HINT = 'Write it as "90 days", "2 weeks", "6 months" or "1 year".'
_ALSO_SPACES = str.maketrans("\t\r\n", "   ")


def parse_day(
    text: str, *, today: date, toward: Toward = "past", order: DateOrder | None = None
) -> date:
    """Return the day that a text names.

    Args:
        text: an ISO date, a date in figures, or words in one of the seven languages, such as
            `3 weeks ago`, `vendredi`, `12 März` or `next friday` (the first one after today).
            A month with its year is the first of that month.
        today: the day that words count from.
        toward: where to look for a weekday, or a day without a year; today is on both sides.
        order: how to read `03/04/2026`, which is refused unless this is `dmy` or `mdy`.

    Raises:
        BadDay: the text is not a date, can be read two ways, or is outside the years 1900 to 2200.
    """
    day = find_day(text, today=today, toward=toward, order=order)
    if day is None:
        meant = misspelt_day(text, today=today, toward=toward)
        hint = f'Did you mean "{meant}"?' if meant else _DAY_HINT
        raise BadDay(f"{_quoted(text)} is not a valid date.", hint)
    return day


def misspelt_day(
    text: str, *, today: date, toward: Toward = "past", language: str | None = None
) -> str | None:
    """Return the day in words that a text misspells, such as `tomorrow`, or None.

    Args:
        text: as in `find_day`, of which nothing came.
        today: as in `parse_day`.
        toward: as in `parse_day`.
        language: the code of the only one whose words are looked at.
    """
    from prefpad.domain.day_words import LANGUAGES, mended, words_of

    if len(text) > _LONGEST_TEXT:
        return None
    for code in LANGUAGES if language is None else (language,):
        right = " ".join(mended(words_of(text), code) or ())
        if right and find_day(right, today=today, toward=toward, language=code):
            return right
    return None


def find_day(
    text: str,
    *,
    today: date,
    toward: Toward = "past",
    order: DateOrder | None = None,
    language: str | None = None,
) -> date | None:
    """Return the day that a text names, or None if it is not a date.

    Args:
        text: as in `parse_day`.
        today: as in `parse_day`.
        toward: as in `parse_day`.
        order: as in `parse_day`.
        language: the code of the only one whose words are read.

    Raises:
        BadDay: it can be read two ways, or is outside the years 1900 to 2200.
    """
    phrase = _phrase(text)
    try:
        day = (
            _iso(phrase)
            or _in_figures(phrase, today, toward, order)
            or _in_words(phrase, today, toward, language)
        )
    except (OverflowError, ValueError):  # what date arithmetic raises beyond the year 9999
        raise _outside(_quoted(text)) from None
    if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _outside(_quoted(text))
    return day


def local_today() -> date:
    """Return today's date on this machine, which is that at the counter."""
    return date.today()  # noqa: DTZ011 - a counter lives by its local day


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
    if not isinstance(value, date):
        return parse_day(str(value), today=today, toward=toward, order=order)
    return checked_day(value.date() if isinstance(value, datetime) else value)


def checked_day(day: date) -> date:
    """Return a day as it is.

    Raises:
        BadDay: it is outside the years 1900 to 2200.
    """
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _outside(str(day))
    return day


def past_day(day: Day | None, today: date, order: DateOrder | None = None) -> date:
    """Return the day on which something happened, `today` for None.

    Raises:
        BadDay: it is not a date, or in the future.
    """
    past = today if day is None else as_day(day, today=today, order=order)
    if past > today:
        raise BadDay(
            f"{past} is in the future.",
            "Give today or an earlier date. In add, `by=` is for the day something is due.",
        )
    return past


def with_century(text: str, today: date) -> str:
    """Return a date in figures with its year in full: the latest such year that is not in the future.

    Other texts are returned as they are, even `26-03-04`, which may begin with its year.
    """
    found = re.fullmatch(_YEAR_LAST, text)
    if not found or found[2] == "-" or len(found[4]) == len("2026"):
        return text
    return f"{text[: found.start(4)]}{today.year - (today.year - int(found[4])) % 100}"


def parse_interval(text: str | int) -> int:
    """Return a length of time in days, from 1 to `LONGEST_INTERVAL`.

    A bare number counts days. A month is 30.44 days and a year 365.25, rounded to the day.

    Raises:
        BadInterval: it is not a length of time, is zero, or is longer than 100 years.
    """
    if not isinstance(text, int | str):
        raise BadInterval("An interval is a whole number of days or a text.", _INTERVAL_HINT)
    days, shown = (text, "The interval") if isinstance(text, int) else (_days(text), _quoted(text))
    if days < 1:
        raise BadInterval(f"{shown} is shorter than a day.", _INTERVAL_HINT)
    if days > LONGEST_INTERVAL:
        raise BadInterval(f"{shown} is longer than 100 years.", _INTERVAL_HINT)
    return days


def _phrase(text: str) -> str:
    """Return the text folded, or nothing where it is too long or has control characters."""
    if len(text) > _LONGEST_TEXT:
        return ""
    spaced = text.translate(_ALSO_SPACES)
    return fold(spaced) if clean(spaced) == spaced else ""


def _quoted(text: str) -> str:
    return repr(clean(text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"))


def _outside(shown: str) -> BadDay:
    years = f"{_FIRST_YEAR} to {_LAST_YEAR}"
    return BadDay(f"{shown} is outside the years {years}.", f"Give a date from {years}.")


def _iso(phrase: str) -> date | None:
    try:
        day = date.fromisoformat(phrase)
    except ValueError:
        return None
    return day if day.isoformat() == phrase else None


def _in_figures(phrase: str, today: date, toward: Toward, order: DateOrder | None) -> date | None:
    if found := re.fullmatch(_YEAR_FIRST, phrase):
        year, _, month, day = found.groups()
        return on_calendar(int(year), int(month), int(day))
    if found := re.fullmatch(_YEAR_LAST, phrase):
        first, separator, second, last = found.groups()
        if len(last) == len("26") and separator == "-":  # 26-03-04 may begin with its year
            raise BadDay(f"{phrase} has a year of two digits.", "Write all four, as in 2026-03-04.")
        year = _four_digits(last, today)
        day_first = on_calendar(year, int(second), int(first))
        month_first = on_calendar(year, int(first), int(second))
        return _one_reading(phrase, separator, day_first, month_first, order)
    if found := re.fullmatch(_NO_YEAR, phrase):
        first, separator, second = found.groups()
        day_first = nearest_day(int(first), today, toward, int(second))
        month_first = nearest_day(int(second), today, toward, int(first))
        return _one_reading(phrase, separator, day_first, month_first, order)
    return None


def _one_reading(
    phrase: str,
    separator: str,
    day_first: date | None,
    month_first: date | None,
    order: DateOrder | None,
) -> date | None:
    if separator == ".":
        return day_first
    if day_first is None or month_first is None or day_first == month_first:
        return day_first or month_first
    if order == "dmy":
        return day_first
    if order == "mdy":
        return month_first
    from prefpad.domain.humanize import say_date

    has_year = re.fullmatch(_YEAR_LAST, phrase)
    one, other = (
        say_date(day) if has_year else say_date(day).removesuffix(f" {day.year}")
        for day in (day_first, month_first)
    )
    raise BadDay(
        f"{phrase} can be {one} or {other}.",
        f"Write it as \"{one}\" or \"{other}\", or run `pad.set('date-order', 'dmy')` (or mdy).",
    )


def _four_digits(year: str, today: date) -> int:
    """Return a year in full: of two digits, the one that is nearest to today."""
    if len(year) == len("2026"):
        return int(year)
    ahead = int(year) - today.year + _YEARS_EITHER_WAY
    return today.year + ahead % 100 - _YEARS_EITHER_WAY


def _in_words(phrase: str, today: date, toward: Toward, language: str | None) -> date | None:
    from prefpad.domain.day_grammar import read_day

    return read_day(phrase, today, toward, language)


def _days(text: str) -> int:
    if found := re.fullmatch(_AND_A_HALF, text):
        return round((int(found[1]) + 1 / 2) * _days(f"1 {found[2]}"))
    phrase = _phrase(text)
    if found := re.fullmatch(_SHORT_COUNT, phrase):
        return round(int(found[1]) * DAYS_IN_UNIT[_SHORT_UNITS[found[2]]])
    if re.fullmatch("[0-9]+ ?m", phrase):
        raise BadInterval(
            f"{_quoted(text)} does not say what m stands for.",
            f'Write it as "{phrase.rstrip(" m")} months".',
        )
    from prefpad.domain.day_grammar import read_span

    if span := read_span(phrase):
        count, unit = span
        return round(count * DAYS_IN_UNIT[unit])
    raise BadInterval(f"{_quoted(text)} is not a length of time.", _INTERVAL_HINT)


def _date_order(text: str) -> DateOrder | None:
    for order in DATE_ORDERS:
        if fold(text) == order:
            return order
    if text:
        raise AskedWrongly(
            f"{text[:40]!r} is not a way to write dates.",
            f"Use {one_of(DATE_ORDERS)}.",
        )
    return None


def _order_or_nothing(order: DateOrder | None) -> str:
    return order or ""


def _order_in_words(order: DateOrder | None) -> str:
    readings = {"dmy": "3 April", "mdy": "March 4", "ymd": "refused, as the year comes last"}
    return f"03/04/2026 is {readings[order] if order else 'refused, as it can be read two ways'}."


DATE_ORDER = Setting(
    "date-order",
    "How you write dates in figures: dmy, mdy or ymd.",
    "",
    _date_order,
    written=_order_or_nothing,
    said=_order_or_nothing,
    explained=_order_in_words,
)
