"""The sold orders of Etsy, a row each: a buyer comes as often as they bought."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

ETSY = Source(
    "etsy",
    "Etsy",
    marks("Sale Date, Order ID, Buyer User ID", "Sale Date, Order ID, Ship City, Buyer"),
    {
        "id": ("Buyer User ID",),
        "keep": ("Buyer", "InPerson Discount", "InPerson Location", "SKU"),
    },
)
