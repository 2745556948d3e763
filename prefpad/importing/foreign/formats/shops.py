"""Shops online."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

# The customers of Shopify: the export of today, that of 2019, which has no customer number, and orders.
# In a list of orders `Name` is the number of the order, and its buyer is who paid.
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

# The orders of WooCommerce, a row each, and its customers.
WOOCOMMERCE = Source(
    "woocommerce",
    "WooCommerce",
    marks(
        "Order Number, First Name (Billing), Last Name (Billing)",
        "Name, Username, Date Registered, Total Spend, AOV",
    ),
    {"keep": ("Orders", "AOV", "Username", "Item Name", "Item #", "Coupon Code")},
)

# The contacts of Wix, whose e-mails, phones and addresses come as often as needed.
WIX = Source(
    "wix",
    "Wix",
    marks("Email 1, Email subscriber status", "Labels, Created At (UTC+0), Last Activity"),
    {"fact:job": ("Position",), "keep": ("Email 1 - Type", "Phone 1 - Type", "Subject")},
)

# The sold orders of Etsy, a row each: a buyer comes as often as they bought.
ETSY = Source(
    "etsy",
    "Etsy",
    marks("Sale Date, Order ID, Buyer User ID", "Sale Date, Order ID, Ship City, Buyer"),
    {
        "id": ("Buyer User ID",),
        "keep": ("Buyer", "InPerson Discount", "InPerson Location", "SKU"),
    },
)

SHOPS = (SHOPIFY, WOOCOMMERCE, WIX, ETSY)
