"""Outlook on the web and the classic desktop program, whose columns are alike."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

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
