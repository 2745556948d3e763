"""How checks and visits read in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.domain.humanize import say_day
from prefpad.domain.outcomes import Check, Visit

if TYPE_CHECKING:
    from datetime import date


def check_listing(checks: list[Check], today: date) -> Listing:
    """List the checks of a customer's notes."""
    return Listing(
        Check,
        checks,
        ("note#", "when", "outcome", "text", "by"),
        lambda check: (
            str(check.note),
            say_day(check.on, today),
            check.outcome if check.asked else f"{check.outcome}, unasked",
            check.after if check.before == check.after else f"{check.before} → {check.after}",
            check.author or "",
        ),
        title="History",
        nothing="None of these notes has been confirmed yet.",
    )


def visit_listing(visits: list[Visit], today: date) -> Listing:
    """List visits."""
    return Listing(
        Visit,
        visits,
        ("@#", "customer", "was here"),
        lambda visit: (f"@{visit.customer_number}", visit.customer, say_day(visit.on, today)),
    )
