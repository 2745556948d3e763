"""Days and lengths of time, said as people say them."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from prefpad.domain.calendar_days import DAYS_IN
from prefpad.domain.memoize import Memo

if TYPE_CHECKING:
    from datetime import date

_KILO = 1000
_TENTHS_BELOW = 10
_HALVES_BELOW = 3650
_SAID_BELOW = {"day": 14, "week": 60, "month": 716}


def say_span(days: float) -> str:
    """Return a length of time, in days, as words in the one unit that suits it: `2½ years`."""
    return _SPANS[round(days)]


def _span(whole: int) -> str:
    for unit, size in DAYS_IN.items():
        if abs(whole - size) < size / 24:
            return f"1 {unit}"
    unit = next((unit for unit, below in _SAID_BELOW.items() if whole < below), "year")
    if unit == "year" and whole < _HALVES_BELOW:
        years, half = divmod(round(2 * whole / DAYS_IN[unit]), 2)
        return f"{years}{'½' * half} years"
    return f"{round(whole / DAYS_IN[unit])} {unit}s"


_SPANS = Memo(_span)


def say_size(size: int) -> str:
    """Return how large a file is, in the unit that suits it: `96 KB`, `1.2 MB`."""
    if size < _KILO:
        return f"{size} bytes"
    units = ("KB", "MB", "GB", "TB")
    power = min(int(log(size, _KILO)), len(units))
    number = size / _KILO**power
    return f"{number:.{int(number < _TENTHS_BELOW and power > 1)}f} {units[power - 1]}"


def say_day(day: date, today: date) -> str:
    """Return how far a day is from today: `yesterday`, `10 months ago`, `in 2 weeks`."""
    ahead = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if ahead in near:
        return near[ahead]
    return f"in {say_span(ahead)}" if ahead > 0 else f"{say_span(-ahead)} ago"


def say_past_day(day: date, today: date) -> str:
    """Return how long ago a day was; tomorrow's, from where it is later already, is today."""
    return say_day(min(day, today), today)


def say_short_date(day: date, today: date) -> str:
    """Return a day in few letters, with the year where it is another one: `2 Mar`, `2 Mar 2025`."""
    from prefpad.domain.day_words import MONTHS

    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {MONTHS[day.month - 1][:3]}{year}"


def say_date(day: date) -> str:
    """Return a day in full: `2 March 2026`."""
    from prefpad.domain.day_words import MONTHS

    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
