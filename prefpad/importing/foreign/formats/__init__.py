"""The programs whose exports are known; a new one is a file and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.importing.foreign.formats.airbnb import AIRBNB
from prefpad.importing.foreign.formats.booking_com import BOOKING_COM
from prefpad.importing.foreign.formats.calendly import CALENDLY
from prefpad.importing.foreign.formats.etsy import ETSY
from prefpad.importing.foreign.formats.eventbrite import EVENTBRITE
from prefpad.importing.foreign.formats.fresha import FRESHA
from prefpad.importing.foreign.formats.freshbooks import FRESHBOOKS
from prefpad.importing.foreign.formats.google import GOOGLE
from prefpad.importing.foreign.formats.hubspot import HUBSPOT
from prefpad.importing.foreign.formats.ical import ICAL
from prefpad.importing.foreign.formats.jobber import JOBBER
from prefpad.importing.foreign.formats.klaviyo import KLAVIYO
from prefpad.importing.foreign.formats.lightspeed import LIGHTSPEED
from prefpad.importing.foreign.formats.linkedin import LINKEDIN
from prefpad.importing.foreign.formats.mailchimp import MAILCHIMP
from prefpad.importing.foreign.formats.outlook import OUTLOOK
from prefpad.importing.foreign.formats.quickbooks import QUICKBOOKS
from prefpad.importing.foreign.formats.salesforce import SALESFORCE
from prefpad.importing.foreign.formats.shopify import SHOPIFY
from prefpad.importing.foreign.formats.square import SQUARE
from prefpad.importing.foreign.formats.squarespace import SQUARESPACE
from prefpad.importing.foreign.formats.stripe import STRIPE
from prefpad.importing.foreign.formats.thunderbird import THUNDERBIRD
from prefpad.importing.foreign.formats.toast import TOAST
from prefpad.importing.foreign.formats.vagaro import VAGARO
from prefpad.importing.foreign.formats.vcard import VCARD
from prefpad.importing.foreign.formats.wix import WIX
from prefpad.importing.foreign.formats.woocommerce import WOOCOMMERCE
from prefpad.importing.foreign.formats.xero import XERO
from prefpad.importing.foreign.formats.zoho import ZOHO

if TYPE_CHECKING:
    from prefpad.importing.foreign.format import Source

KNOWN: tuple[Source, ...] = (
    SQUARE, SHOPIFY, GOOGLE, OUTLOOK, MAILCHIMP, HUBSPOT, ICAL, LINKEDIN, AIRBNB, BOOKING_COM, CALENDLY,
    ETSY, EVENTBRITE, FRESHA, FRESHBOOKS, JOBBER, KLAVIYO, LIGHTSPEED, QUICKBOOKS, SALESFORCE,
    SQUARESPACE, STRIPE, THUNDERBIRD, TOAST, VAGARO, VCARD, WIX, WOOCOMMERCE, XERO, ZOHO,
)  # fmt: skip
