"""The contacts of Xero: a business each, with the people in it behind it."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

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
