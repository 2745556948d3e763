"""The days to remember in a row of a list: birthdays and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import Rejected, quoted, rejected, short
from prefpad.importing.csv.day_order import exported_occasion, order_if_needed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from prefpad.domain.dates import DateOrder
    from prefpad.domain.models import Occasion
    from prefpad.importing.foreign.models import Cells

    Order = Callable[[], DateOrder | None]

_BIRTHDAY = "birthday"


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
        try:
            occasion = exported_occasion(
                short("occasion", name), text, today, order_if_needed(text, order)
            )
        except AskedWrongly as error:
            raise rejected(name, text, error) from None
        if occasion:
            if (occasion.year or 0) > today.year:
                raise Rejected(f"{name} {quoted(text)} is in the future.")
            names.add(name)
            yield occasion


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
