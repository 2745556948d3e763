"""The programs whose exports are known; a new one is a file and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.importing.foreign.formats.google import GOOGLE
from prefpad.importing.foreign.formats.hubspot import HUBSPOT
from prefpad.importing.foreign.formats.linkedin import LINKEDIN
from prefpad.importing.foreign.formats.mailchimp import MAILCHIMP
from prefpad.importing.foreign.formats.outlook import OUTLOOK
from prefpad.importing.foreign.formats.shopify import SHOPIFY
from prefpad.importing.foreign.formats.square import SQUARE

if TYPE_CHECKING:
    from prefpad.importing.foreign.format import Source

KNOWN: tuple[Source, ...] = (SQUARE, SHOPIFY, GOOGLE, OUTLOOK, MAILCHIMP, HUBSPOT, LINKEDIN)
