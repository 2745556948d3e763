"""The clients of Fresha, and its appointments, a row each."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

FRESHA = Source(
    "fresha",
    "Fresha",
    marks(
        "Mobile Number, Accepts Marketing, Accepts SMS Marketing",
        "Appointment reference, Client, Scheduled date",
    ),
    {
        "fact:how they found us": ("Referral Source",),
        "booking": ("Appointment reference",),
        "time": ("Scheduled time",),
        "service": ("Services",),
        "keep": ("Blocked", "Block Reason"),
    },
)
