"""Calendars, as `prefpad.importing.files.calendar_events` lays out their bookings in rows."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

ICAL = Source(
    "ical",
    "a calendar",
    marks("Event UID, Start, Attendee, Attendee Email, Summary"),
    {
        "booking": ("Event UID",),
        "visit": ("Start",),
        "name": ("Attendee",),
        "email": ("Attendee Email",),
        "phone": ("Attendee Phone",),
        "service": ("Summary",),
        "status": ("Event Status",),
        "keep": ("Location",),
    },
)
