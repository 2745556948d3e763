"""Programs that follow up on customers."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

# The contacts of HubSpot, whose columns the exporter chose; those of their company follow.
HUBSPOT = Source(
    "hubspot",
    "HubSpot",
    marks("Record ID - Contact", "Record ID, First Name, Last Name"),
    {
        "id": listed("Record ID - Contact, Record ID"),
        "first name": ("First Name",),
        "last name": ("Last Name",),
        "email": listed("Email, Work email, Additional email addresses"),
        "phone": listed("Phone Number, Mobile Phone Number"),
        "company": ("Company name",),
        "fact:address": listed(
            "Street Address, City, State/Region, Postal Code, Country/Region, Country"
        ),
        "fact:job": ("Job Title",),
        "birthday": ("Date of birth",),
        "note": listed("Notes, Message"),
        "keep": listed(
            "Contact owner, Last Activity Date, Lead Status, Marketing contact status,"
            " Create Date, Record ID - Company, Company owner, Create Date_1, Phone Number_1,"
            " Last Activity Date_1, Added To List On, Lifecycle Stage"
        ),
    },
)

# The contacts of Salesforce: its data export, and a report.
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

# The contacts of Zoho CRM.
ZOHO = Source(
    "zoho",
    "Zoho CRM",
    marks(
        "Record Id, Contact Owner, Last Name, Account Name, Email Opt Out",
        "Record Id, Last Name, Account Name, Lead Source",
    ),
    {"id": ("Record Id",)},
)

CRM = (HUBSPOT, SALESFORCE, ZOHO)
