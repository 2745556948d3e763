"""The attendees of Eventbrite, a ticket each, who have a number of their own at each event."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

EVENTBRITE = Source(
    "eventbrite",
    "Eventbrite",
    marks(
        "Order #, Ticket Type, Attendee #",
        "Order #, Attendee Status",
        "Order #, Ticket Type, Email",
    ),
    {
        "visit": ("Event Date",),
        "status": ("Attendee Status", "Order Status"),
        "fact:event": ("Event Name",),
        "keep": listed(
            "Order #, Order Date, Attendee #, Barcode #, Group, Ticket Type, Price Tier, Quantity"
        ),
    },
)
