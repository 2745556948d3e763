"""The reservations of Airbnb, a row each; `Contact` is a phone."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

AIRBNB = Source(
    "airbnb",
    "Airbnb",
    marks("Confirmation code, Guest name, Contact, Start date"),
    {
        "name": ("Guest name",),
        "phone": ("Contact",),
        "visit": ("Start date",),
        "booking": ("Confirmation code",),
        "service": ("Listing",),
        "status": ("Status",),
        "keep": ("End date", "Booked", "Earnings"),
    },
)
