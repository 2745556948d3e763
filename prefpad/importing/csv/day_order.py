"""Days as exports write them, and the one order of day and month that a file follows."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import decimal

from prefpad.customers.occasions import parse_occasion
from prefpad.domain.dates import parse_day, with_century
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.importing.csv.records import UnreadableRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from prefpad.domain.dates import DateOrder
    from prefpad.domain.models import Occasion
    from prefpad.importing.csv.reader import Sheet

_MOST_REMEMBERED = 10_000
_MONTHS = 12
_NO_DAY = pattern(
    r"""[0\W_]*
    |0?1/00?/(?:19)?00(?:\ .*)?|0\.0?1\.1900|1900-01-00(?:\ .*)?
    |(\d)\1[./-]\1\1[./-]\1{4}|0?1[/.]0?1[/.](?:0001|1601|1753)(?:\ .*)?|(?:0001|1601|1753)-01-01(?:[T\ ].*)?|n\.?\ ?c\.?
    |12[/.-]3[01][/.-]1899(?:\ .*)?|3[01][/.-]12[/.-]1899(?:\ .*)?|1899-12-3[01](?:[T\ ].*)?
    |12:00(?::00)?\ ?am|9999-12-31(?:[T\ ].*)?|31[./]12[./]9999|12/31/9999
    |invalid(?:\ date)?|x{1,4}(?:[./-]x{1,4}){2}|00?[-\ ./][a-z]{3,}[-\ ./](?:19)?00|[dmyjtag]{2,4}(?:[./-][dmyjtag]{2,4}){2}
    |(?:never|none|private|privat|refused|declined|nie|niemals|noch|jamais|nunca|mai|nooit|not|no|non|kein\w*|pas|aucun\w*|sin|sans
        |ningun\w*|nessun\w*|senza|nenhum\w*|sem|geen|nog)(?:\ \D{0,40})?""",
    re.VERBOSE | re.IGNORECASE,
)
"""What programs and people write for no day: zeros, the zero of a spreadsheet, and words."""

_MONTH_BETWEEN = pattern(r"(\d{1,2})[-. /]{1,2}([^\W\d_]{3,})[-. /]{1,2}(\d{4}|\d\d)")
_YEAR_CUT = pattern(r"([^\W\d_]{3,})\.?\ (\d{1,2}),?\ ['\u2019](\d\d)")
_YEAR_FIRST = pattern(r"((?:19|20)\d\d)\.\ ?(\d{1,2})\.\ ?(\d{1,2})\.?")
_BORN = pattern(
    r"^(?:(?:born|geb\.?|geboren|n[ée]e?|nacid[oa]|nat[oa]|nascid[oa])\s(?:(?:on|am|op|le|el|il|em)\s)?"
    r"|\*\s?)(?=\d)",
    re.IGNORECASE,
)
_AS_A_NUMBER = pattern(r"[1-5]\d{4}(?:\.\d*)?")
_DAY_ZERO = date(1899, 12, 30)
"""The day that a spreadsheet counts from where it writes a day as a number, such as 32966."""

_EPOCH = (date(1969, 12, 31), date(1970, 1, 1), date(1900, 1, 1))
"""The day zero of computers, the same west of Greenwich, and the first day of a spreadsheet."""

_FIRST_OF_A_SPREADSHEET = (1900, 1, 1)

_IN_A_ROW = pattern(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_ISO_BEGINNING = pattern(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?$")
_PLAIN_DAY = pattern(r"(?:19[1-9]|2[01]\d)\d-\d\d-\d\d", re.ASCII)
"""A day that is surely one, or wrong."""

_TIME = pattern(r",?\s+\d{1,2}:\d\d.*$")
_IN_FIGURES = pattern(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d\d)?)?(?!\d)")
_WHOLE_DAY = pattern(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d(?:\s.*)?", re.ASCII)
_BARE_MONTH_AND_DAY = pattern(r"--?(\d\d)-?(\d\d)")
_UNKNOWN_YEARS = frozenset({"0000", "1604"})


_WITHOUT_A_DAY = pattern(
    r"""(?:[^\W\d_]+\.?[\s/-]+){0,3}(?P<alone>(?:18|19|20)\d\d)
    |(?:00?[./-])?\d\d?[./-](?P<last>(?:18|19|20)\d\d)
    |\d\d?[./-]00?[./-](?P<later>(?:18|19|20)\d\d)
    |(?P<first>(?:18|19|20)\d\d)[./-]\d\d?(?:[./-]00?)?""",
    re.VERBOSE,
)
"""A year, with or without the month: `1984`, `03/1984`, `March 1984`, `1984-03-00`."""


class Evidence(NamedTuple):
    """Examples of days that prove each order of day and month, or None."""

    day_first: str = ""
    month_first: str = ""
    either: str = ""

    @property
    def order(self) -> DateOrder | None:
        """The order that all of them follow, if they prove it."""
        if self.day_first and not self.month_first:
            return "dmy"
        return "mdy" if self.month_first and not self.day_first else None

    @property
    def doubtful(self) -> str:
        """A day that can be read two ways, or empty."""
        return "" if self.order else self.either


def weighed(cells: Iterable[str], evidence: Evidence) -> Evidence:
    """Add the evidence of some cells to that on the order of days."""
    for cell in cells:
        found = _IN_FIGURES.match(cell.strip())
        if (
            not found
            or not int(found[1]) * int(found[3])
            or found[2] == "."
            or (found[2] == "-" and not found[4])
        ):
            continue
        first, second = int(found[1]), int(found[3])
        if first > _MONTHS >= second and not evidence.day_first:
            evidence = evidence._replace(day_first=found[0])
        elif second > _MONTHS >= first and not evidence.month_first:
            evidence = evidence._replace(month_first=found[0])
        elif first != second and not evidence.either:
            evidence = evidence._replace(either=found[0])
    return evidence


def order_if_needed(cell: str, order: Callable[[], DateOrder | None]) -> DateOrder | None:
    """Return the order of day and month, which may have to be found in the whole file.

    Args:
        cell: the cell to be read; one that begins with an ISO day needs none.
        order: finds it.
    """
    return None if _ISO_BEGINNING.match(cell) else order()


def exported_day(cell: str, today: date, order: DateOrder | None) -> date | None:
    """Return the day in a cell, without a time of day; None for what exports write for no day.

    The day from which computers count is none: nobody was a customer of a program by then.

    Raises:
        AskedWrongly: it is not a day, or can be read two ways.
    """
    cell = cell.strip()
    if is_no_day(cell):
        return None
    cell = _with_usual_parts(cell, today)
    if iso := _ISO_BEGINNING.fullmatch(cell):
        day = parse_day(iso[1], today=today)
    else:
        day = parse_day(with_century(_TIME.sub("", cell), today), today=today, order=order)
    return None if day in _EPOCH else day


@lru_cache(maxsize=_MOST_REMEMBERED)
def exported_occasion(
    name: str, cell: str, today: date, order: DateOrder | None
) -> Occasion | None:
    """Return the occasion in a cell, with or without a year; None for what exports write for none.

    The years 0000 and 1604 mean that it is unknown.

    Raises:
        AskedWrongly: it is not a day, or can be read two ways.
    """
    if _PLAIN_DAY.fullmatch(cell):
        return parse_occasion(name, cell, today, order)
    cell = _TIME.sub("", cell.strip())
    if is_no_day(cell):
        return None
    cell = _with_usual_parts(cell, today)
    if iso := _ISO_BEGINNING.fullmatch(cell):
        cell = iso[1]
    elif bare := _BARE_MONTH_AND_DAY.fullmatch(cell):
        cell = f"{bare[1]}-{bare[2]}"
    elif (figures := _IN_FIGURES.fullmatch(cell)) and figures[2] != "-":
        first, between, second, year = figures.groups()
        if not year or year in _UNKNOWN_YEARS:
            month, day = _month_and_day(cell, first, between, second, order)
            return parse_occasion(name, f"{month:02}-{day:02}", today)
    occasion = parse_occasion(name, cell, today, order)
    is_first = (occasion.year, occasion.month, occasion.day) == _FIRST_OF_A_SPREADSHEET
    return None if is_first else occasion


def is_no_day(cell: str) -> bool:
    """Tell whether a cell is what programs and people write for no day."""
    return _NO_DAY.fullmatch(cell.strip()) is not None


def year_alone(cell: str) -> str:
    """Return the year in a cell that says no day, such as `1984` or `March 1984`; else empty."""
    found = _WITHOUT_A_DAY.fullmatch(_TIME.sub("", cell.strip()))
    return next(filter(None, found.groups()), "") if found else ""


def _with_usual_parts(cell: str, today: date) -> str:
    """Rewrite a day such as `03-Apr-90` or `19900403` in the usual way."""
    if not cell.isascii():
        cell = "".join(str(decimal(one)) if one.isdecimal() else one for one in cell)
    if _AS_A_NUMBER.fullmatch(cell):
        return (_DAY_ZERO + timedelta(int(cell.partition(".")[0]))).isoformat()
    if row := _IN_A_ROW.fullmatch(cell):
        return "-".join(row.groups())
    cell = _BORN.sub("", cell)
    if year_first := _YEAR_FIRST.fullmatch(cell):
        return "{}-{:0>2}-{:0>2}".format(*year_first.groups())
    if between := _MONTH_BETWEEN.fullmatch(cell):
        day, month, year = between.groups()
    elif cut := _YEAR_CUT.fullmatch(cell):
        month, day, year = cut.groups()
    else:
        return cell
    if len(year) < len("2026"):
        year = str(today.year - (today.year - int(year)) % 100)
    return f"{day} {month} {year}"


def _month_and_day(
    cell: str, first: str, between: str, second: str, order: DateOrder | None
) -> tuple[int, int]:
    day_first, month_first = (int(second), int(first)), (int(first), int(second))
    if between == "." or int(first) > _MONTHS:
        return day_first
    if int(second) > _MONTHS or first == second:
        return month_first
    if order == "dmy":
        return day_first
    if order == "mdy":
        return month_first
    raise AskedWrongly(f"{cell} can be day and month or month and day.", "Say which comes first.")


class FileOrder:
    """The order of a file's days: as they prove it, or as given.

    Args:
        sheet: the file, which is read once, when the order is first asked for.
        columns: the places of the columns that hold days.
        given: the order where they prove none, or None to have doubtful days refused.
    """

    def __init__(self, sheet: Sheet, columns: Sequence[int], given: DateOrder | None) -> None:
        self._sheet = sheet
        self._columns = columns
        self._given = given
        self._evidence: Evidence | None = None
        self._order: DateOrder | None = None
        self._is_known = False

    def __call__(self) -> DateOrder | None:
        """Return the order, or None if days that can be read two ways must be rejected."""
        if not self._is_known:
            self._order = self.evidence.order or (None if self._is_mixed else self._given)
            self._is_known = True
        return self._order

    @property
    def evidence(self) -> Evidence:
        """The evidence in the days of the file, or in its other columns if these prove nothing."""
        if self._evidence is None:
            evidence, beside = Evidence(), Evidence()
            for row in self._sheet.rows():
                if not isinstance(row, UnreadableRow):
                    _, cells = row
                    days = (cells[place] for place in self._columns if place < len(cells))
                    evidence = weighed(days, evidence)
                    if not (evidence.day_first or evidence.month_first):
                        beside = weighed(filter(_WHOLE_DAY.fullmatch, cells), beside)
            if not (evidence.day_first or evidence.month_first) and beside.order:
                evidence = beside
            self._evidence = evidence
        return self._evidence

    @property
    def _is_mixed(self) -> bool:
        return bool(self.evidence.day_first and self.evidence.month_first)
