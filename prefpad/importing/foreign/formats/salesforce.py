"""The contacts of Salesforce: its data export, and a report."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

SALESFORCE = Source(
    "salesforce",
    "Salesforce",
    marks(
        "FirstName, LastName, HasOptedOutOfEmail",
        "LastName, MailingStreet, AccountId",
        "First Name, Last Name, Account Name, Email Opt Out",
    ),
    {"id": ("Id", "Contact ID"), "keep": ("AccountId", "OwnerId", "Account ID")},
)
