"""The days in a row of a list: those to remember, past visits, and bookings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import YES, Rejected, quoted, rejected, short
from prefpad.importing.csv.day_order import exported_occasion, is_no_day, order_if_needed
from prefpad.importing.foreign.column_names import is_of_the_next_visit
from prefpad.importing.foreign.consent_words import is_day
from prefpad.importing.foreign.models import Booking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from prefpad.domain.dates import DateOrder
    from prefpad.domain.models import Occasion
    from prefpad.importing.foreign.models import Cells
    from prefpad.notes.sensitive import Sensitivity

    Order = Callable[[], DateOrder | None]

_BIRTHDAY = "birthday"
_CALLED_OFF = pattern(
    r"cancel|failed|fehlgeschlagen|echoue|fallid|fallito|falhou|mislukt|no.?show|declin|reject"
    r"|\bvoid|storn|abgesagt|nicht erschienen|annul|anulad"
    r"|rechaz|no se present|disdett|non present|nao compareceu|niet verschenen|absent|ausente|assente"
    r"|faltou|\bfalto\b|no asistio|no vino|nao veio|non venut|nicht gekommen|niet gekomen|missed|manque"
    r"|(?:not|didn.?t|did not|nicht|non|no|nao|niet) (?:attend|show|turn|teilg|particip|asist|aanw)"
)
_STANDS = pattern(
    r"\b(?:not|no|non|nicht|pas|nao|niet|free|kostenlos\w*)\ (?:cancel|storn|annul|anulad)\w*"
    r"|\b(?:partial|teilw|partiel|parcial|parzial|gedeelt)\w*\ (?:refund|erstattet|rembours|reembols"
    r"|rimbors|terugbet)\w*"
)
"""What sounds like a visit called off and is none: `not cancelled`, `partially refunded`."""
_REFUNDED = pattern(r"refund|erstattet|rembours|reembols|rimbors|terugbetaald")
_TIME_BEHIND_A_DAY = pattern(
    r"[T\s]\s*(\d{1,2})[:h](\d\d)(?::\d\d(?:\.\d+)?)?\s*(?:([ap])\.?\s?m\.?)?\Z", re.IGNORECASE
)
_TIME = pattern(r"(\d{1,2})(?:[:.h](\d\d))?(?::\d\d)?\s*(?:([ap])\.?\s?m\.?|h|uhr)?", re.IGNORECASE)
_NOON, _MIDNIGHT, _AN_HOUR = 12, 24, 60
_LONGEST_SERVICE = 200


def occasions(found: Cells, today: date, order: Order) -> Iterator[Occasion]:
    """Yield the days to remember in a row, the first of each name.

    Raises:
        Rejected: one is not a day, can be read two ways, or is in the future.
    """
    days = [(field, cell.text) for field in (_BIRTHDAY, "anniversary") for cell in found.of(field)]
    if found.of("birth month"):
        days += _birthday_in_columns(found)
    days += [(fold(cell.about), cell.text) for cell in found.of("occasion")]
    days += [day for cell in found.of("occasions") for day in named_days(cell.text)]
    names: set[str] = set()
    for name, text in days:
        if name in names:
            continue
        if one := occasion(name, text, today, order):
            names.add(name)
            yield one


def occasion(name: str, text: str, today: date, order: Order) -> Occasion | None:
    """Return the day to remember in a cell, or None for what exports write for none.

    Raises:
        Rejected: it is not a day, can be read two ways, or is in the future.
    """
    try:
        found = exported_occasion(
            short("occasion", name), text, today, order_if_needed(text, order)
        )
    except AskedWrongly as error:
        raise rejected(name, text, error) from None
    if found and (found.year or 0) > today.year:
        raise Rejected(f"{name} {quoted(text)} is in the future.")
    return found


def named_days(cell: str) -> Iterator[tuple[str, str]]:
    """Yield the occasions in a cell such as `birthday=1980-03-14; name day=03-14`.

    Raises:
        Rejected: one has no name or no day.
    """
    for one in filter(None, map(str.strip, cell.split(";"))):
        name, _, day = map(str.strip, one.rpartition("="))
        if not (name and day):
            raise Rejected(f"occasions {quoted(one)} is not NAME=DAY, as in birthday=03-14.")
        yield name, day


def _birthday_in_columns(found: Cells) -> list[tuple[str, str]]:
    year, month, day = (found.joined(f"birth {part}") for part in ("year", "month", "day"))
    if not (month.strip("0") and day.strip("0")):
        return []
    if month.isdecimal() and day.isdecimal():
        year = year if year.strip("0") else ""
        return [(_BIRTHDAY, "-".join(filter(None, (year, f"{month:0>2}", f"{day:0>2}"))))]
    return [(_BIRTHDAY, " ".join(filter(None, (day, month, year))))]


class VisitDay(NamedTuple):
    """The day in a cell about a visit.

    Attributes:
        day: the day.
        time: the time of day behind it as `09:30`, or empty.
        is_ahead: whether the visit is still expected.
    """

    day: date
    time: str
    is_ahead: bool

    @classmethod
    def of(cls, day: date, cell: str, today: date, *, of_bookings: bool) -> VisitDay:
        """Return a day with the time in the cell that it was read from.

        Args:
            day: the day.
            cell: the cell.
            today: the day it is.
            of_bookings: whether the list tells the time or the number of bookings. Then it does
                not say of today's whether they came.
        """
        time = _TIME_BEHIND_A_DAY.search(cell)
        is_ahead = day > today or (of_bookings and day == today)
        return cls(day, _as_clock(time) if time else "", is_ahead)


class VisitsInARow(NamedTuple):
    """The days a customer was here, as ISO 8601, and bookings that are ahead or called off."""

    were: tuple[str, ...] = ()
    bookings: tuple[Booking, ...] = ()


def visits_in(
    found: Cells, days: Mapping[str, VisitDay | None], judge: Callable[[str], Sensitivity]
) -> VisitsInARow:
    """Return the visits in a row.

    A day ahead is a booking and no visit, and so is what was the next visit when the list was written,
    since nobody says that they came. What was called off is no visit whenever it was to be; who got
    their money back afterwards was a customer all the same.

    Args:
        found: the cells of the row.
        days: the `VisitDay` in a cell, or None for what exports write for no day.
        judge: tells what they come for mentions.

    Raises:
        Rejected: one is no day, or can be read two ways.
    """
    off = [cell for cell in found.of("status") if is_called_off(*cell)]
    is_off = bool(off)
    is_refunded = is_off and all(map(_REFUNDED.search, (fold(text) for _, text in off)))
    were: dict[str, None] = {}
    bookings: dict[date, Booking] = {}
    for about, text in found.of("visit"):
        try:
            visit = days[text]
        except AskedWrongly as error:
            raise rejected(about, text, error) from None
        if visit is None:
            continue
        day, at, is_ahead = visit
        if is_refunded and not is_ahead:
            continue
        if is_off or is_ahead or is_of_the_next_visit(about):
            bookings.setdefault(day, _booking(found, day, at, judge, is_off=is_off))
        else:
            were[day.isoformat()] = None
    return VisitsInARow(tuple(were), tuple(bookings.values()))


def _booking(
    found: Cells, day: date, at: str, judge: Callable[[str], Sensitivity], *, is_off: bool
) -> Booking:
    times = (_TIME.fullmatch(cell.text) for cell in found.of("time"))
    what = " ".join(", ".join(cell.text for cell in found.of("service")).split())
    what = what[:_LONGEST_SERVICE].strip()
    return Booking(
        day,
        at or next((_as_clock(time) for time in times if time), ""),
        what,
        bool(what) and judge(what).voice == "private",
        is_off,
    )


def _as_clock(found: re.Match[str]) -> str:
    """Return a time of day as `09:30`, or nothing if it is none."""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    elif found[2] is None and found[0].isdigit():
        return ""
    return f"{hour:02}:{minute:02}" if hour < _MIDNIGHT and minute < _AN_HOUR else ""


def is_called_off(about: str, text: str) -> bool:
    """Tell whether a status says that a booking was called off."""
    text = _STANDS.sub(" ", fold(text).replace("_", " "))
    if _CALLED_OFF.search(text) or _REFUNDED.search(text):
        return True
    is_said = text in YES or (is_day(text) and not is_no_day(text))
    return is_said and bool(_CALLED_OFF.search(fold(about).replace("-", " ")))
