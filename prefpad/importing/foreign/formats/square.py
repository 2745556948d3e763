"""The customer directory of Square; columns of the owner's own may follow."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

SQUARE = Source(
    "square",
    "Square",
    marks("Square Customer ID", "Reference ID, Creation Source, Instant Profile"),
    {
        "id": ("Square Customer ID",),
        "card": ("Reference ID",),
        "first name": ("First Name",),
        "last name": ("Last Name",),
        "alias": ("Nickname",),
        "company": ("Company Name",),
        "email": ("Email Address",),
        "phone": ("Phone Number",),
        "fact:address": listed("Street Address 1, Street Address 2, City, State, Postal Code"),
        "birthday": ("Birthday",),
        "note": ("Memo",),
        "visit": listed("First Visit, Last Visit"),
        "messages": ("Email Subscription Status",),
        "keep": listed(
            "Creation Source, Transaction Count, Lifetime Spend, Instant Profile,"
            " Blocked from online booking"
        ),
    },
)
