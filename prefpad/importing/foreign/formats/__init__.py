"""The programs whose exports are known; a new one is a `Source` in the file of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.importing.foreign.formats.address_books import ADDRESS_BOOKS
from prefpad.importing.foreign.formats.bookings import BOOKINGS
from prefpad.importing.foreign.formats.bookkeeping import BOOKKEEPING
from prefpad.importing.foreign.formats.crm import CRM
from prefpad.importing.foreign.formats.newsletters import NEWSLETTERS
from prefpad.importing.foreign.formats.shops import SHOPS
from prefpad.importing.foreign.formats.tills import TILLS

if TYPE_CHECKING:
    from prefpad.importing.foreign.format import Source

KNOWN: tuple[Source, ...] = (
    *TILLS,
    *SHOPS,
    *BOOKINGS,
    *BOOKKEEPING,
    *ADDRESS_BOOKS,
    *NEWSLETTERS,
    *CRM,
)
