"""How people name a day or a length of time: the same few forms in every language.

The forms are matched against the meanings that `day_words` gives for the words of a phrase.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from prefpad.domain.calendar_days import (
    end_of_month,
    moved,
    nearest_day,
    nearest_end,
    nearest_weekday,
    on_calendar,
)
from prefpad.domain.day_words import LANGUAGES, WEEKDAYS, translated, words_of
from prefpad.domain.errors import BadDay
from prefpad.domain.humanize import say_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.domain.calendar_days import Toward

    Reader = Callable[[re.Match[str], date, Toward], date | None]

_STEPS = {"last": -1, "next": 1}
_DECEMBER = 12

_LEAD = "(?:(?:on|the) )*"
_THE_DAY = "([0-9]{1,2})"
_THE_MONTH = "m([0-9]+)"
_THE_YEAR = "(?:of )?([0-9]{4}|[0-9]{2})"
_SIDE = "(next|last)"
_SPAN = "([0-9]+) (day|week|fortnight|month|year)"


def read_day(phrase: str, today: date, toward: Toward, language: str | None = None) -> date | None:
    """Return the day that words name, or None if they name none.

    Args:
        phrase: such as `next friday`, `vor 3 Tagen` or `12 mars`.
        today: the day that words count from.
        toward: where to look for a weekday, or a day without a month or year.
        language: the code of the only one to read; else the first one that finds a day is taken.

    Raises:
        BadDay: the year has two digits, or the weekday is another than that of the date.
        OverflowError, ValueError: no calendar goes that far.
    """
    words = words_of(phrase)
    for code in [language] if language else LANGUAGES:
        if day := _read(translated(words, code) or "", today, toward):
            return day
    return None


def read_span(phrase: str) -> tuple[int, str] | None:
    """Return the count and unit of a length of time, such as `six weeks`, or None."""
    words = words_of(phrase)
    for code in LANGUAGES:
        if found := re.fullmatch(_SPAN, translated(words, code) or ""):
            return int(found[1]), found[2]
    return None


def _read(meaning: str, today: date, toward: Toward) -> date | None:
    for form, reader in _FORMS.items():
        if (found := re.fullmatch(form, meaning)) and (day := reader(found, today, toward)):
            return day
    return None


def _near(found: re.Match[str], today: date, _: Toward) -> date:
    return today + timedelta(int(found[1]))


def _weekday(found: re.Match[str], today: date, toward: Toward) -> date | None:
    before, weekday, after = found[1], int(found[2]), found[3]
    if before and after:
        return None
    if before == "this" and toward == "past":
        return today + timedelta(weekday - today.weekday())
    if step := _STEPS.get(before or after):
        return nearest_weekday(weekday, today + timedelta(step), "future" if step > 0 else "past")
    return nearest_weekday(weekday, today, toward)


def _weekday_of_date(found: re.Match[str], today: date, toward: Toward) -> date | None:
    weekday, day = int(found[1]), _read(found[2], today, toward)
    if day and day.weekday() != weekday:
        raise BadDay(
            f"{say_date(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}.",
            "Leave out the weekday, or correct the date.",
        )
    return day


def _counted(found: re.Match[str], today: date, _: Toward) -> date | None:
    before, count, unit, after = found.groups()
    sides = {before, after} - {None}
    if len(sides) != 1:
        return None
    return moved(today, -int(count) if "ago" in sides else int(count), unit)


def _whole_unit(found: re.Match[str], today: date, _: Toward) -> date | None:
    before, unit, after = found.groups()
    return None if bool(before) == bool(after) else moved(today, _STEPS[before or after], unit)


def _end_of_unit(found: re.Match[str], today: date, toward: Toward) -> date | None:
    before, unit, after = found.groups()
    if step := _STEPS.get(before or after):
        there = moved(today, step, unit)
        return end_of_month(there.year, there.month if unit == "month" else _DECEMBER)
    return nearest_end(today, toward, None if unit == "month" else _DECEMBER)


def _end_of_month(found: re.Match[str], today: date, toward: Toward) -> date | None:
    month, year = int(found[1]), found[2]
    return end_of_month(_full(year), month) if year else nearest_end(today, toward, month)


def _date(day: str, month: str, year: str | None, today: date, toward: Toward) -> date | None:
    if not year:
        return nearest_day(int(day), today, toward, int(month))
    return on_calendar(_full(year), int(month), int(day))


def _day_month(found: re.Match[str], today: date, toward: Toward) -> date | None:
    day, month, year = found.groups()
    return _date(day, month, year, today, toward)


def _month_day(found: re.Match[str], today: date, toward: Toward) -> date | None:
    month, day, year = found.groups()
    return _date(day, month, year, today, toward)


def _month_of_year(found: re.Match[str], today: date, toward: Toward) -> date:
    """Return the first of the month: what was learnt is asked again, and what is due done, early.

    Of the month that it is, what is due is due today.
    """
    first = date(int(found[2]), int(found[1]), 1)
    is_now = (first.year, first.month) == (today.year, today.month)
    return today if is_now and toward == "future" else first


def _day_of_month(found: re.Match[str], today: date, toward: Toward) -> date | None:
    return nearest_day(int(found[found.lastindex or 0]), today, toward)


def _full(year: str) -> int:
    if len(year) == len("26"):
        raise BadDay(f"The year {year} has two digits.", "Write all four, as in 2026-03-04.")
    return int(year)


_FORMS: dict[str, Reader] = {
    "n([+-][0-9])(?: part)?": _near,
    f"{_LEAD}(?:(this|next|last) )?w([0-6])(?: {_SIDE})?(?: part)?": _weekday,
    f"{_LEAD}w([0-6]) (.*m.*)": _weekday_of_date,
    f"(?:(in|ago) )?{_SPAN}(?: (ago|hence))?": _counted,
    f"{_LEAD}(?:{_SIDE} )?(week|month|year)(?: {_SIDE})?": _whole_unit,
    f"(?:on )?end (?:(?:on|the|this) )*(?:{_SIDE} )?(month|year)(?: {_SIDE})?": _end_of_unit,
    f"(?:on )?end {_THE_MONTH}(?: {_THE_YEAR})?": _end_of_month,
    rf"{_LEAD}{_THE_DAY}(?:th|st|\.)? (?:of )?{_THE_MONTH}(?: {_THE_YEAR})?": _day_month,
    f"{_THE_MONTH} (?:the )?{_THE_DAY}(?:th)?(?: {_THE_YEAR})?": _month_day,
    f"(?:(?:in|on) )?{_THE_MONTH} (?:of )?([0-9]{{4}})": _month_of_year,
    rf"{_LEAD}{_THE_DAY}th|(?:on|the) {_THE_DAY}\.|(?:on )?day {_THE_DAY}": _day_of_month,
}
