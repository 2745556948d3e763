"""Whether the file is sound: a check once a day and before what goes far, and what it found.

A fault that was found stays noted on the pad, and keeps it from being written, until a full check
finds none. What a damaged file takes may be lost, and may take other rows with it.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from prefpad.db.errors import damaged
from prefpad.db.statements import pragma
from prefpad.domain.errors import PadUnusable
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_FAULT = 200


def first_fault(connection: sqlite3.Connection) -> str | None:
    """Check the structure of a file and what its cells may be, and return the first fault."""
    try:
        (found,) = connection.execute("PRAGMA main.quick_check(1)").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise
        found = str(error)
    return None if found == "ok" else str(found)


def last_checked(connection: sqlite3.Connection) -> date | None:
    """Return the day of the last check."""
    row = connection.execute("SELECT checked_on FROM _soundness").fetchone()
    return row and date.fromisoformat(row[0])


def noted_fault(connection: sqlite3.Connection) -> str | None:
    """Return the fault that a check has found and no later full check has cleared."""
    row = connection.execute("SELECT fault FROM _soundness").fetchone()
    return None if row is None else row[0]


def note(connection: sqlite3.Connection, today: date, fault: str | None) -> None:
    """Note what a check has found, unless the file cannot be written just now."""
    with suppress(sqlite3.DatabaseError), pragma(connection, "busy_timeout", 0):
        connection.execute(
            "INSERT OR REPLACE INTO _soundness(number, checked_on, fault) VALUES (1, ?, ?)",
            (today.isoformat(), fault and clean(fault)[:_LONGEST_FAULT]),
        )


def refuse_damage(connection: sqlite3.Connection, path: Path, today: date) -> None:
    """Check the pad at `path`, and note what was found.

    Raises:
        PadUnusable: it is damaged.
    """
    fault = first_fault(connection)
    if fault or not noted_fault(connection):
        note(connection, today, fault)
    if fault:
        raise damaged(path)


def refuse_noted_damage(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a pad that was found damaged and is not known to be whole again.

    Raises:
        PadUnusable: a fault is noted.
    """
    if noted_fault(connection):
        raise PadUnusable(
            f"{clean(str(path))} was found damaged, so nothing was written.",
            "`pad.verify()` says what is wrong, and lets you write again once nothing is.",
        )
