"""The customers of Lightspeed."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, marks

LIGHTSPEED = Source(
    "lightspeed",
    "Lightspeed",
    marks("Internal ID, Firstname, LastnamePreposition", "customer_code, first_name, do_not_email"),
    {"id": ("Internal ID", "customer_code"), "middle name": ("LastnamePreposition",)},
)
