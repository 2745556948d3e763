"""The connections of LinkedIn, below a preamble of three lines."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

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
