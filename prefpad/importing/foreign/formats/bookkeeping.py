"""Programs that write invoices, take payments and keep books."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

# The customer contact list of QuickBooks, in which `Full name` is who is asked for there.
QUICKBOOKS = Source(
    "quickbooks",
    "QuickBooks",
    marks(
        "Customer full name, Phone numbers, Bill address",
        "Customer full name, Phone, Bill address",
        "Customer, Phone numbers, Email, Full name, Billing address",
    ),
    {"name": ("Customer full name", "Customer"), "alias": ("Full name",)},
)

# The contacts of Xero: a business each, with the people in it behind it.
XERO = Source(
    "xero",
    "Xero",
    marks("ContactName, AccountNumber, EmailAddress", "ContactName, POAddressLine1"),
    {
        "company": ("ContactName",),
        "keep": listed(
            "LegalName, Person1FirstName, Person1LastName, Person1Email, Person1IncludeInEmail,"
            " Person1IncludeInEmails"
        ),
    },
)

# The clients of FreshBooks.
FRESHBOOKS = Source(
    "freshbooks",
    "FreshBooks",
    marks("Organization, FirstName, LastName, BusPhone", "Organization, FirstName, MobPhone"),
)

# The customers of Stripe; what `metadata` holds is the owner's own.
STRIPE = Source(
    "stripe",
    "Stripe",
    marks("id, Created (UTC), Delinquent", "id, Email, Created (UTC), Total Spend"),
    {"id": ("id",), "keep": ("Card ID", "Card Last4", "Card Brand", "Card Funding", "Plan")},
)

BOOKKEEPING = (QUICKBOOKS, XERO, FRESHBOOKS, STRIPE)
