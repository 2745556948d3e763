"""What SQLite and the system say when something fails, as sentences for a person."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.core.clean import clean
from prefpad.core.errors import CouldNot, PadBusy, PadUnusable, PrefpadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIMARY_CODE = 0xFF


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system raises within into a `PrefpadError` about the pad at `path`.

    Raises:
        PadBusy: another terminal holds the pad too long.
        PadUnusable: the file is damaged or no database.
        CouldNot: anything else, such as a full disk.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _plainly(error, clean(str(path))) from error
    except UnicodeDecodeError as error:
        raise _damaged(clean(str(path))) from error
    except (OSError, OverflowError) as error:
        raise CouldNot(f"That could not be done: {clean(str(error))}.") from error


def _plainly(error: sqlite3.Error, path: str) -> PrefpadError:
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return PadBusy(
                f"Another terminal holds {path} and did not let go.",
                "Try again when it is done; nothing was written here.",
            )
        case sqlite3.SQLITE_NOTADB:
            return PadUnusable(f"{path} is not a pad.", "Name a file that `prefpad init` has made.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:
            return _damaged(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return PadUnusable(
                f"{path} cannot be opened.", "Look at who may read it and its folder."
            )
        case sqlite3.SQLITE_READONLY:
            return CouldNot(
                f"{path} may only be read, so nothing was written.",
                "Look at who may write it and its folder.",
            )
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return CouldNot(
                f"The disk that holds {path} is full or failing, so nothing was written.",
                "Make room and try again.",
            )
        case _:
            return CouldNot(f"The pad refused that: {clean(str(error))}.")


def _damaged(path: str) -> PadUnusable:
    return PadUnusable(f"{path} is damaged.", "Keep a copy of it and go back to your last backup.")
