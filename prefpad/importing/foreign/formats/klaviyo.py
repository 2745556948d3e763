"""The profiles of Klaviyo."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

KLAVIYO = Source(
    "klaviyo",
    "Klaviyo",
    marks("Email, Klaviyo ID", "Email Marketing Consent, Email Marketing Consent Timestamp"),
    {"id": ("Klaviyo ID",), "keep": ("Email Suppressions", "SMS Suppressions")},
)
