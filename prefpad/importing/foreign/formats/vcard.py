"""Address cards, as `prefpad.importing.files.address_cards` lays them out in rows."""

from __future__ import annotations

from prefpad.importing.files.address_cards import BETWEEN_VALUES
from prefpad.importing.foreign.format import Source, marks

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
