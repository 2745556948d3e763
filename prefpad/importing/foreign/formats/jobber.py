"""The clients of Jobber, whose display name is that of the business if there is one."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

JOBBER = Source(
    "jobber",
    "Jobber",
    marks("J-ID, Display Name", "Display Name, Main Phone #s, E-mails"),
    {"id": ("J-ID",), "title": ("Title",), "email": ("E-mails",)},
)
