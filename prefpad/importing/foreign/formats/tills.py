"""Tills, and the customers that they know."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

# The customer directory of Square; columns of the owner's own may follow.
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

# The customers of Lightspeed.
LIGHTSPEED = Source(
    "lightspeed",
    "Lightspeed",
    marks("Internal ID, Firstname, LastnamePreposition", "customer_code, first_name, do_not_email"),
    {"id": ("Internal ID", "customer_code"), "middle name": ("LastnamePreposition",)},
)

# The guestbook of Toast.
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

TILLS = (SQUARE, LIGHTSPEED, TOAST)
