"""The guestbook of Toast."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

TOAST = Source(
    "toast",
    "Toast",
    marks(
        "Marketing preference, Guest tags, Number of orders",
        "Guest tags, Number of bookings, Last booking date",
    ),
    {
        "tags": ("Guest tags",),
        "messages": ("Marketing preference",),
        "visit": ("Last order date", "Order date", "Last booking date"),
        "keep": listed(
            "Number of orders, Average spend per check, Order source, Dining option, Loyalty status,"
            " House account status, Number of bookings"
        ),
    },
)
