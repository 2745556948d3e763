"""The contacts of Zoho CRM."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

ZOHO = Source(
    "zoho",
    "Zoho CRM",
    marks(
        "Record Id, Contact Owner, Last Name, Account Name, Email Opt Out",
        "Record Id, Last Name, Account Name, Lead Source",
    ),
    {"id": ("Record Id",)},
)
