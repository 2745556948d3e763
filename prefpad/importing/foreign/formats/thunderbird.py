"""The address books of Thunderbird, in English and German."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

THUNDERBIRD = Source(
    "thunderbird",
    "Thunderbird",
    marks(
        "Display Name, Primary Email, Secondary Email, Screen Name",
        "Anzeigename, Primäre E-Mail-Adresse, Sekundäre E-Mail-Adresse",
    ),
    {"fact:job": ("Job Title", "Department", "Arbeitstitel", "Abteilung")},
)
