"""Address books of people, on a phone, in a mail program or online."""

from __future__ import annotations

from prefpad.importing.files.address_cards import BETWEEN_VALUES
from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

# Google Contacts, as exported today and before 2024; groups of columns come as often as needed.
GOOGLE = Source(
    "google",
    "Google Contacts",
    marks(
        "First Name, Last Name, File As, Labels",
        "Given Name, Family Name, Group Membership",
        "Given Name, Family Name, Yomi Name",
    ),
    {
        "name": ("Name",),
        "first name": listed("First Name, Given Name"),
        "middle name": listed("Middle Name, Additional Name"),
        "last name": listed("Last Name, Family Name"),
        "suffix": ("Name Suffix",),
        "title": ("Name Prefix",),
        "alias": listed("Nickname, Short Name, Maiden Name, File As"),
        "said": listed("Yomi Name, Phonetic First Name, Phonetic Middle Name, Phonetic Last Name"),
        "company": listed("Organization Name, Organization 1 - Name"),
        "fact:job": listed(
            "Organization Title, Organization Department, Organization 1 - Title,"
            " Organization 1 - Department, Occupation"
        ),
        "birthday": ("Birthday",),
        "email": ("E-mail 1 - Value",),
        "phone": ("Phone 1 - Value",),
        "fact:address": listed("Address 1 - Formatted, Location"),
        "fact:hobby": ("Hobby",),
        "fact:website": ("Website 1 - Value",),
        "topic": listed(
            "Event 1 - Label, Event 1 - Type, Relation 1 - Label, Relation 1 - Type,"
            " Custom Field 1 - Label, Custom Field 1 - Type"
        ),
        "occasion": ("Event 1 - Value",),
        "fact": listed("Relation 1 - Value, Custom Field 1 - Value"),
        "note": ("Notes",),
        "tags": listed("Labels, Group Membership"),
        "keep": listed(
            "Given Name Yomi, Additional Name Yomi, Family Name Yomi, Initials, Gender, Photo,"
            " Billing Information, Directory Server, Mileage, Sensitivity, Priority, Subject,"
            " E-mail 1 - Label, E-mail 1 - Type, Phone 1 - Label, Phone 1 - Type,"
            " Address 1 - Label, Address 1 - Type, Address 1 - Street, Address 1 - City,"
            " Address 1 - PO Box, Address 1 - Region, Address 1 - Postal Code,"
            " Address 1 - Country, Address 1 - Extended Address, Website 1 - Label,"
            " Website 1 - Type, Organization 1 - Type, Organization 1 - Yomi Name,"
            " Organization 1 - Symbol, Organization 1 - Location,"
            " Organization 1 - Job Description, IM 1 - Label, IM 1 - Type, IM 1 - Service,"
            " IM 1 - Value"
        ),
    },
    several=":::",
)

# Outlook on the web and the classic desktop program, whose columns are alike.
OUTLOOK = Source(
    "outlook",
    "Outlook",
    marks("E-mail Address, E-mail 2 Address, Home Phone, Business Phone"),
    {
        "first name": ("First Name",),
        "middle name": ("Middle Name",),
        "last name": ("Last Name",),
        "title": ("Title",),
        "suffix": ("Suffix",),
        "alias": ("Nickname",),
        "said": listed("Given Yomi, Surname Yomi"),
        "company": ("Company",),
        "email": listed("E-mail Address, E-mail 2 Address"),
        "phone": listed(
            "Primary Phone, Mobile Phone, Home Phone, Home Phone 2, Business Phone,"
            " Business Phone 2, Car Phone, Other Phone, Radio Phone, TTY/TDD Phone, Callback"
        ),
        "birthday": ("Birthday",),
        "anniversary": ("Anniversary",),
        "tags": ("Categories",),
        "note": ("Notes",),
        "fact:job": listed("Job Title, Department, Profession"),
        "fact:home address": listed(
            "Home Street, Home Street 2, Home City, Home State, Home Postal Code,"
            " Home Country/Region, Home Country, Home Address PO Box"
        ),
        "fact:business address": listed(
            "Business Street, Business Street 2, Business City, Business State,"
            " Business Postal Code, Business Country/Region, Business Country,"
            " Business Address PO Box"
        ),
        "fact:other address": listed(
            "Other Street, Other Street 2, Other City, Other State, Other Postal Code,"
            " Other Country/Region, Other Country, Other Address PO Box"
        ),
        "fact:spouse": ("Spouse",),
        "fact:children": ("Children",),
        "fact:hobby": ("Hobby",),
        "fact:language": ("Language",),
        "fact:referred by": ("Referred By",),
        "fact:website": listed("Web Page, Personal Web Page"),
        "keep": listed(
            "Company Yomi, Company Main Phone, Pager, Business Fax,"
            " Home Fax, Other Fax, ISDN, Telex, IMAddress, Office Location, Manager's Name,"
            " Assistant's Name, Assistant's Phone, Schools, Location, Account,"
            " Billing Information, Directory Server, E-mail Type, E-mail Display Name,"
            " E-mail 2 Type, E-mail 2 Display Name, Gender, Government ID Number, Initials,"
            " Internet Free Busy, Keywords, Mileage, Organizational ID Number, Priority, Private,"
            " Sensitivity"
        ),
    },
)

# The address books of Thunderbird, in English and German.
THUNDERBIRD = Source(
    "thunderbird",
    "Thunderbird",
    marks(
        "Display Name, Primary Email, Secondary Email, Screen Name",
        "Anzeigename, Primäre E-Mail-Adresse, Sekundäre E-Mail-Adresse",
    ),
    {"fact:job": ("Job Title", "Department", "Arbeitstitel", "Abteilung")},
)

# Address cards, as `prefpad.importing.files.address_cards` lays them out in rows.
VCARD = Source(
    "vcard",
    "vCard",
    marks("vCard UID, Name, First Name, Last Name, Phone, Other Lines"),
    {
        "id": ("vCard UID",),
        "name": ("Name",),
        "first name": ("First Name",),
        "middle name": ("Middle Name",),
        "last name": ("Last Name",),
        "suffix": ("Suffix",),
        "title": ("Title",),
        "alias": ("Nickname",),
        "said": ("Phonetic Name",),
        "company": ("Company",),
        "fact:job": ("Job",),
        "phone": ("Phone",),
        "email": ("Email",),
        "fact:address": ("Address",),
        "fact:website": ("Website",),
        "birthday": ("Birthday",),
        "anniversary": ("Anniversary",),
        "topic": ("Day Label",),
        "occasion": ("Day",),
        "fact:relation": ("Relation",),
        "note": ("Note",),
        "tags": ("Tags",),
        "keep": ("Other Lines",),
    },
    several=BETWEEN_VALUES,
)

# The connections of LinkedIn, below a preamble of three lines.
LINKEDIN = Source(
    "linkedin",
    "LinkedIn",
    marks("First Name, Last Name, Company, Position, Connected On"),
    {
        "id": ("URL",),
        "first name": ("First Name",),
        "last name": ("Last Name",),
        "email": ("Email Address",),
        "company": ("Company",),
        "fact:job": ("Position",),
        "keep": ("Connected On",),
    },
)

ADDRESS_BOOKS = (GOOGLE, OUTLOOK, THUNDERBIRD, VCARD, LINKEDIN)
