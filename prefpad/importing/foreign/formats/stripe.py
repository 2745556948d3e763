"""The customers of Stripe; what `metadata` holds is the owner's own."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

STRIPE = Source(
    "stripe",
    "Stripe",
    marks("id, Created (UTC), Delinquent", "id, Email, Created (UTC), Total Spend"),
    {"id": ("id",), "keep": ("Card ID", "Card Last4", "Card Brand", "Card Funding", "Plan")},
)
