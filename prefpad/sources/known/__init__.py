"""The programs whose exports are known; a new one is a file and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.sources.known.google import GOOGLE
from prefpad.sources.known.hubspot import HUBSPOT
from prefpad.sources.known.linkedin import LINKEDIN
from prefpad.sources.known.mailchimp import MAILCHIMP
from prefpad.sources.known.outlook import OUTLOOK
from prefpad.sources.known.shopify import SHOPIFY
from prefpad.sources.known.square import SQUARE

if TYPE_CHECKING:
    from prefpad.sources.source import Source

KNOWN: tuple[Source, ...] = (SQUARE, SHOPIFY, GOOGLE, OUTLOOK, MAILCHIMP, HUBSPOT, LINKEDIN)
