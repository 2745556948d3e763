"""The clients of FreshBooks."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

FRESHBOOKS = Source(
    "freshbooks",
    "FreshBooks",
    marks("Organization, FirstName, LastName, BusPhone", "Organization, FirstName, MobPhone"),
)
