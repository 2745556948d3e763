"""The contacts of Wix, whose e-mails, phones and addresses come as often as needed."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

WIX = Source(
    "wix",
    "Wix",
    marks("Email 1, Email subscriber status", "Labels, Created At (UTC+0), Last Activity"),
    {"fact:job": ("Position",), "keep": ("Email 1 - Type", "Phone 1 - Type", "Subject")},
)
