"""The orders of WooCommerce, a row each, and its customers."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

WOOCOMMERCE = Source(
    "woocommerce",
    "WooCommerce",
    marks(
        "Order Number, First Name (Billing), Last Name (Billing)",
        "Name, Username, Date Registered, Total Spend, AOV",
    ),
    {"keep": ("Orders", "AOV", "Username", "Item Name", "Item #", "Coupon Code")},
)
