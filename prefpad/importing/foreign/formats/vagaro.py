"""The customers of Vagaro."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

VAGARO = Source(
    "vagaro",
    "Vagaro",
    marks(
        "First Name, Last Name, Mobile Phone, Day Phone, Night Phone",
        "Day Phone, Night Phone, Customer Since",
    ),
    {
        "birthday": ("Birth Date",),
        "tags": ("General Tags",),
        "visit": ("Last Visit", "Last Visited"),
        "keep": ("Customer Since", "Appointments", "No Shows", "Check-Ins", "Points Balance"),
    },
)
