"""The customer contact list of QuickBooks, in which `Full name` is who is asked for there."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

QUICKBOOKS = Source(
    "quickbooks",
    "QuickBooks",
    marks(
        "Customer full name, Phone numbers, Bill address",
        "Customer full name, Phone, Bill address",
        "Customer, Phone numbers, Email, Full name, Billing address",
    ),
    {"name": ("Customer full name", "Customer"), "alias": ("Full name",)},
)
