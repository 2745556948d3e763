"""The clients of Squarespace Scheduling, once Acuity, and its appointments, a row each."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

SQUARESPACE = Source(
    "squarespace",
    "Squarespace",
    marks(
        "First Name, Last Name, Phone, Email, Days Since Last Appointment",
        "Start Time, End Time, First Name, Last Name, Calendar",
    ),
    {
        "visit": ("Start Time",),
        "booking": ("Appointment ID",),
        "service": ("Type",),
        "keep": ("Calendar", "Date Scheduled"),
    },
)
