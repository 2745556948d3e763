"""What SQLite and the system say when something fails, as sentences for a person."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly, CouldNot, PadBusy, PadUnusable, PrefpadError
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIMARY_CODE = 0xFF


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system raises within into a `PrefpadError` about the pad at `path`.

    Raises:
        PadBusy: another terminal holds the pad too long.
        PadUnusable: the file is damaged or no database.
        AskedWrongly: what was looked for cannot be written as UTF-8.
        CouldNot: anything else, such as a full disk.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _plainly(error, path) from error
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except UnicodeEncodeError as error:
        raise AskedWrongly(
            "That has a character that no text on a pad can have.", "Type it again without it."
        ) from error
    except (OSError, OverflowError) as error:
        raise CouldNot(f"That could not be done: {clean(str(error))}.") from error


def parse_stored_date(text: str) -> date:
    """Return a day as the pad keeps it.

    Raises:
        sqlite3.DatabaseError: it is none, so the file is damaged.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        damage = sqlite3.DatabaseError("a day that is none")
        damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damage from error


def damaged(path: Path) -> PadUnusable:
    """Return the error that the pad at `path` is damaged."""
    return PadUnusable(
        f"{clean(str(path))} is damaged.", "Keep a copy of it and go back to your last backup."
    )


def refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    """Check the pad at `path`.

    Raises:
        PadUnusable: it is damaged.
    """
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(path)


def _plainly(error: sqlite3.Error, path: Path) -> PrefpadError:
    name = clean(str(path))
    # Python gives no code to a text on file that is no UTF-8, the one such OperationalError.
    without_code = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0
    match getattr(error, "sqlite_errorcode", without_code) & _PRIMARY_CODE:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return PadBusy(
                f"Another terminal holds {name} and did not let go.",
                "Try again when it is done; nothing was written here.",
            )
        case sqlite3.SQLITE_NOTADB:
            return PadUnusable(f"{name} is not a pad.", "Name a file that `Pad.make()` has made.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:
            return damaged(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return PadUnusable(
                f"{name} cannot be opened.", "Check who may read the file and its folder."
            )
        case sqlite3.SQLITE_READONLY:
            return CouldNot(
                f"{name} is read-only, so nothing was written.",
                "Check who may write the file and its folder.",
            )
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return CouldNot(
                f"The disk that holds {name} is full or failing, so nothing was written.",
                "Make room and try again.",
            )
        case _:
            return CouldNot(f"The pad refused that: {clean(str(error))}.")
