"""Google Contacts, as exported today and before 2024; groups of columns come as often as needed."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

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
