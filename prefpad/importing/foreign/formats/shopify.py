"""The customers of Shopify: the export of today, that of 2019, which has no customer number, and orders.

In a list of orders `Name` is the number of the order, and its buyer is who paid.
"""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

SHOPIFY = Source(
    "shopify",
    "Shopify",
    marks(
        "Customer ID, Accepts Email Marketing, Total Orders",
        "First Name, Email, Accepts Marketing, Total Spent, Total Orders",
        "Name, Email, Financial Status, Lineitem name, Billing Name",
    ),
    {
        "id": ("Customer ID",),
        "name": ("Billing Name",),
        "visit": ("Created at",),
        "status": ("Financial Status",),
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
        "keep": listed(
            "Name, Id, Vendor, Lineitem name, Shipping Name, Shipping Phone, Province Code, Country Code, Total Spent, Total Orders, Tax Exempt"
        ),
    },
)
