"""The events of Calendly, a row each; its guests are not the invitee."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

CALENDLY = Source(
    "calendly",
    "Calendly",
    marks("Invitee Name, Invitee Email, Event Type Name"),
    {
        "name": ("Invitee Name",),
        "visit": ("Start Date & Time",),
        "booking": ("Invitee UUID",),
        "service": ("Event Type Name",),
        "status": ("Canceled", "Marked as No-Show"),
        "keep": (
            "Guest Email(s)",
            "Event UUID",
            "Location",
            "Group",
        ),
        "topic": ("Question 1",),
        "fact": ("Response 1",),
    },
)
