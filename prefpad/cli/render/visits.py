"""Showing visits: past ones, with how often and how regular, and expected ones."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing, sparkline
from prefpad.domain.calendar_days import by_month
from prefpad.domain.humanize import say_date, say_day, say_span
from prefpad.domain.models import ExpectedVisit, Rhythm, Visit
from prefpad.reconfirmation.rates import next_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.visits.record import Attendance


def visit_listing(visits: Sequence[Visit | ExpectedVisit], today: date) -> Listing:
    """List visits, as the answer to recording one."""
    record = type(visits[0]) if visits else Visit
    heading = "was here" if record is Visit else "is expected"
    return Listing(
        record,
        visits,
        ("@#", "customer", heading),
        lambda visit: (f"@{visit.customer_number}", visit.customer, say_day(visit.on, today)),
    )


def visit_days(
    name: str,
    attendance: Attendance,
    rhythm: Rhythm | None,
    ahead: list[ExpectedVisit],
    today: date,
    most: int | None = None,
) -> Listing:
    """List the visits of one customer, with how often they come and when they are expected.

    What was served gets columns of its own if anything was.

    Args:
        name: the customer's.
        attendance: their visits.
        rhythm: how often they come.
        ahead: the visits that are expected.
        today: the day it is.
        most: list at most that many.
    """

    def cells(visit: Visit) -> tuple[str, ...]:
        when = visit.on.isoformat(), say_day(visit.on, today)
        served = (visit.served or "", visit.served_by or "") if attendance.are_served else ()
        return *when, *served

    under = [f"Expected {when_expected(one, today)}." for one in ahead]
    if rhythm:
        under.insert(0, how_often(rhythm, attendance.lately, today))
    return Listing(
        Visit,
        islice(attendance.visits, most),
        ("day", "how long ago", *(("served", "by") if attendance.are_served else ())),
        cells,
        title=f"Visits of {name}",
        nothing="No visits recorded yet.",
        footer=" ".join(under),
    )


def how_often(rhythm: Rhythm, days: list[date], today: date) -> str:
    """Say how often a customer comes and how regularly, with a picture of the last year.

    Args:
        rhythm: of all their visit days.
        days: those of the last year.
        today: the day it is.
    """
    if rhythm.visit_days == 1:
        return f"One visit day, {say_date(rhythm.first)}."
    between = (rhythm.last - rhythm.first).days / (rhythm.visit_days - 1)
    often = f"{rhythm.visit_days} visit days since {say_date(rhythm.first)}"
    if rhythm.usual_gap and rhythm.next:
        turn = next_turn(rhythm.next.toordinal(), rhythm.usual_gap, today.toordinal())
        every = f"regular, every {_each(rhythm.usual_gap)}"
        regular = f"{every} until {say_date(rhythm.last)}"
        if turn:
            regular = f"{every}, next about {say_date(date.fromordinal(turn))}"
    else:
        regular = f"about every {_each(between)}, not regular"
    return f"{often}: {regular}. {sparkline(by_month(days, today))}"


def _each(days: float) -> str:
    """Say a length of time as it follows `every`: `month`, `7 days`."""
    return say_span(days).removeprefix("1 ")


def when_expected(visit: ExpectedVisit, today: date) -> str:
    """Say when a customer is expected and what for: `tomorrow at 09:30 (a trim)`."""
    at = f" at {visit.at}" if visit.at else ""
    what = f" ({visit.what})" if visit.what else ""
    return f"{say_day(visit.on, today)}{at}{what}"
