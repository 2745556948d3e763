"""The reservations of Booking.com, a row each: who booked is the customer, the guests may be others."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

BOOKING_COM = Source(
    "booking.com",
    "Booking.com",
    marks("Book number, Booked by, Guest name(s)", "Book number, Booked by, Check-in"),
    {
        "name": ("Booked by",),
        "visit": ("Check-in",),
        "booking": ("Book number",),
        "service": ("Unit type",),
        "status": ("Status",),
        "note": ("Remarks",),
        "fact:guests": ("Guest name(s)",),
        "keep": listed(
            "Check-out, Booked on, Rooms, People, Adults, Children,"
            " Children's age(s), Price, Commission %, Commission amount, Payment status, Payment method,"
            " Booker group, Booker country, Travel purpose, Device, Duration (nights),"
            " Cancellation date"
        ),
    },
)
