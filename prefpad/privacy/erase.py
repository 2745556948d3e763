"""Forgetting a customer: showing what would be erased, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import lookup as people
from prefpad.customers.repository import HANDLE_KEYS
from prefpad.db import audit_log as journal
from prefpad.db import backup as backups
from prefpad.db.erasure import try_to_finish
from prefpad.db.unit_of_work import larger_cache
from prefpad.domain.errors import NoSuchCustomer
from prefpad.domain.memoize import pattern
from prefpad.domain.record import replace
from prefpad.privacy import erase_rows as erasing
from prefpad.privacy import suppression as remembering
from prefpad.privacy import suppression_rows as forgotten
from prefpad.privacy.models import Forgetting

if TYPE_CHECKING:
    import sqlite3

    from prefpad.session import Session

_BY_NUMBER = pattern(r"@(\d{1,18})")


def to_forget(session: Session, customer: str) -> Forgetting:
    """Return what `forget` would erase; see `Pad.to_forget`."""
    return _look(session, *_meant(session.connection, customer))


def forget(session: Session, customer: str, *, memory: bool, delete_backups: bool) -> Forgetting:
    """Erase a customer for good; see `Pad.forget`."""
    session.refuse_damage()
    with larger_cache(session.connection), session.transaction("forget") as writer:
        number, numbers = _meant(session.connection, customer)
        gone = _look(session, number, numbers)
        remembered = remembering.remember(writer, number) if memory else 0
        erasing.erase(writer, numbers)
    left = tuple(backups.delete(gone.backups)) if delete_backups else gone.backups
    return replace(
        gone,
        remembered=remembered,
        backups=left,
        backups_deleted=len(gone.backups) - len(left),
        is_clean=try_to_finish(session.connection),
    )


def drop_memory(session: Session) -> bool:
    """Drop the list of people whom imports skip; tell whether there was one."""
    with session.transaction("forget") as writer:
        return bool(forgotten.drop_all(writer))


def _look(session: Session, number: int, numbers: set[int]) -> Forgetting:
    """Return what the pad has to forget about the person with these numbers."""
    connection, pad = session.connection, session.path.resolve()
    held = (
        path
        for path in backups.all_there(connection)
        if path.resolve() != pad and backups.contains(path, numbers)
    )
    return Forgetting(
        journal.known(connection, private=True).name(number),
        number,
        erasing.footprint(connection, numbers),
        tuple(erasing.notes_mentioning(connection, numbers)),
        tuple(map(str, held)),
    )


def _meant(connection: sqlite3.Connection, query: str) -> tuple[int, set[int]]:
    """Return the numbers of a customer and of everybody the journal knows to be the same person.

    Somebody whom only the journal knows, since an undo took them away, is meant by a whole handle.
    """
    try:
        number = people.resolve_exactly(connection, query)
    except NoSuchCustomer:
        numbers = _gone(connection, query)
        if not numbers:
            raise
        return max(numbers), numbers
    return number, erasing.all_numbers_of(connection, number)


def _gone(connection: sqlite3.Connection, query: str) -> set[int]:
    if numbered := _BY_NUMBER.fullmatch(query.strip()):
        return erasing.gone_numbered(connection, int(numbered[1]))
    return erasing.gone_with(connection, [(kind, key(query)) for kind, key in HANDLE_KEYS.items()])
