"""Forgetting somebody: what would go, and its going for good."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from prefpad.customers import lookup as people
from prefpad.customers.repository import HANDLE_KEYS
from prefpad.db import audit_log as journal
from prefpad.db import backup as backups
from prefpad.domain.errors import NoSuchCustomer
from prefpad.privacy import erase_rows as erasing
from prefpad.privacy import footprint as holdings
from prefpad.privacy import selves
from prefpad.privacy import suppression as remembering
from prefpad.privacy.models import Forgetting

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from prefpad.db.unit_of_work import UnitOfWork

_BY_NUMBER = re.compile(r"@(\d{1,18})")


def look(connection: sqlite3.Connection, query: str, pad: Path) -> Forgetting:
    """Return what there is to forget of the one whom `query` means.

    Somebody whom only the journal knows, since an undo took them away, is meant by a whole handle.

    Raises:
        NoSuchCustomer, SeveralMeant: who is meant is not clear.
    """
    number, numbers = _meant(connection, query)
    held = (
        path
        for path in backups.all_there(connection)
        if path.resolve() != pad.resolve() and backups.contains(path, numbers)
    )
    return Forgetting(
        journal.known(connection, private=True).name(number),
        number,
        holdings.count(connection, numbers),
        tuple(holdings.notes_mentioning(connection, numbers)),
        tuple(map(str, held)),
    )


def forget(writer: UnitOfWork, query: str, pad: Path, *, memory: bool) -> Forgetting:
    """Erase the one whom `query` means, inside a transaction; see `Pad.forget`."""
    forgetting = look(writer.connection, query, pad)
    remembered = remembering.remember(writer, forgetting.number) if memory else 0
    _, numbers = _meant(writer.connection, query)
    erasing.erase(writer, numbers)
    return replace(forgetting, remembered=remembered)


def _meant(connection: sqlite3.Connection, query: str) -> tuple[int, set[int]]:
    """Return the number of a customer and of all whom the journal knows as the same person."""
    try:
        number = people.resolve_customer(connection, query)
    except NoSuchCustomer:
        numbers = _gone(connection, query)
        if not numbers:
            raise
        return max(numbers), numbers
    return number, selves.all_numbers_of(connection, number)


def _gone(connection: sqlite3.Connection, query: str) -> set[int]:
    if numbered := _BY_NUMBER.fullmatch(query.strip()):
        return selves.gone_numbered(connection, int(numbered[1]))
    return selves.gone_with(connection, [(kind, key(query)) for kind, key in HANDLE_KEYS.items()])
