"""Days that come back every year: birthdays, anniversaries; the year may be unknown."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from prefpad.domain.dates import parse_day, with_century
from prefpad.domain.errors import BadDay
from prefpad.domain.models import Occasion
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from prefpad.domain.dates import DateOrder

_MONTH_AND_DAY = re.compile(r"(?:--|0000-|1604-)?(\d\d)-(\d\d)")
_WITH_YEAR = re.compile(r".*\d{4}.*")
_MONTH_AND_YEAR = re.compile(r"\D*[^\W\d_]\D*\d{4}")
_A_LEAP_YEAR = 2024


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
