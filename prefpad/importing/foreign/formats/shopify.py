"""The customers of Shopify: the export of today, and that of 2019, which has no customer number."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

SHOPIFY = Source(
    "shopify",
    "Shopify",
    marks(
        "Customer ID, Accepts Email Marketing, Total Orders",
        "First Name, Email, Accepts Marketing, Total Spent, Total Orders",
    ),
    {
        "id": ("Customer ID",),
        "first name": ("First Name",),
        "last name": ("Last Name",),
        "email": ("Email",),
        "phone": listed("Phone, Default Address Phone"),
        "company": listed("Company, Default Address Company"),
        "fact:address": listed(
            "Address1, Address2, City, Province, Country, Zip, Default Address Address1,"
            " Default Address Address2, Default Address City, Default Address Province Code,"
            " Default Address Zip, Default Address Country Code"
        ),
        "messages": listed("Accepts Marketing, Accepts Email Marketing, Accepts SMS Marketing"),
        "note": ("Note",),
        "tags": ("Tags",),
        "keep": listed("Province Code, Country Code, Total Spent, Total Orders, Tax Exempt"),
    },
)
