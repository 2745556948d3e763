"""How visits read: those that were, with how often and how regular, and those that are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.domain.humanize import say_day
from prefpad.domain.models import ExpectedVisit, Visit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


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


def visit_days(visits: list[Visit], today: date) -> Listing:
    """List the visits of one customer."""
    return Listing(
        Visit,
        visits,
        ("day", "how long ago"),
        lambda visit: (visit.on.isoformat(), say_day(visit.on, today)),
        title=f"Visits of {visits[0].customer}" if visits else "",
        nothing="No visits recorded yet.",
    )


def when_expected(visit: ExpectedVisit, today: date) -> str:
    """Say when a customer is expected and what for: `tomorrow at 09:30: a trim`."""
    at = f" at {visit.at}" if visit.at else ""
    return f"{say_day(visit.on, today)}{at}"
