"""Translating errors of SQLite and the system into sentences for a person."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from prefpad.db import migrations
from prefpad.db.place import reason
from prefpad.domain.errors import (
    AskedWrongly,
    CouldNot,
    PadBusy,
    PadReadOnly,
    PadUnusable,
    PrefpadError,
)
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIMARY_CODE = 0xFF
_DAMAGE = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_NOT_WRITTEN = frozenset(
    (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
)
_GLANCE_SECONDS = 0.1
_SENSELESS = (LookupError, TypeError, ValueError, AttributeError, ZeroDivisionError)
"""What reading raises where the file has something that prefpad never writes."""


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite or the system into a `PrefpadError` about the pad at `path`.

    Raises:
        PadBusy: another terminal holds the pad too long.
        PadUnusable: the file is damaged, no database, or cannot be understood.
        AskedWrongly: what was looked for cannot be written as UTF-8.
        CouldNot: anything else, such as a full disk.
    """
    try:
        with refuse_unreadable(path):
            yield
    except UnicodeEncodeError as error:
        raise AskedWrongly(
            "That has a character that cannot be stored.", "Type it again without it."
        ) from error
    except (OSError, OverflowError) as error:
        raise CouldNot(f"{_what_failed(error)}: {reason(error)}.") from error


def _what_failed(error: Exception) -> str:
    name = getattr(error, "filename", None)
    return f"{clean(str(name))} could not be used" if name else "That could not be done"


@contextmanager
def refuse_unreadable(path: Path) -> Iterator[None]:
    """Turn failures caused by the content of the pad at `path` into a `PrefpadError`.

    Whatever a failure looks like, the pad is called damaged only where SQLite says so or a check of
    the file does.

    Raises:
        PadBusy: another terminal holds the pad too long.
        PadUnusable: the file is damaged, no database, or cannot be understood.
        CouldNot: SQLite refuses something for another reason.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except (UnicodeEncodeError, OSError):
        raise
    except _SENSELESS as error:
        raise _not_understood(path) from error


def damaged(path: Path) -> PadUnusable:
    """Return the error for a damaged pad at `path`."""
    return PadUnusable(
        f"{clean(str(path))} is damaged.", "Keep a copy of it and go back to your last backup."
    )


def refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    """Check the pad at `path`.

    Raises:
        PadUnusable: it is damaged.
    """
    if not _is_intact(connection):
        raise damaged(path)


def _is_intact(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA main.quick_check(1)").fetchone() == ("ok",))


def is_sound(path: Path) -> bool:
    """Check the pad at `path` and its schema over a new connection; a locked one passes."""
    try:
        with closing(_glance(path)) as connection:
            return _is_intact(connection) and migrations.is_whole(connection)
    except UnicodeDecodeError:
        return False
    except sqlite3.Error as error:
        return _code(error) not in _DAMAGE


def _glance(path: Path) -> sqlite3.Connection:
    # A read-only connection ignores what the schema says about cells.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=_GLANCE_SECONDS)


def _code(error: sqlite3.Error) -> int:
    # For a stored text that is not UTF-8 Python gives an OperationalError without a code, the only one.
    without_code = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0
    return getattr(error, "sqlite_errorcode", without_code) & _PRIMARY_CODE


def _not_understood(path: Path) -> PadUnusable:
    if not is_sound(path):
        return damaged(path)
    return PadUnusable(
        f"Something in {clean(str(path))} cannot be understood.",
        "`pad.verify()` says what is wrong.",
    )


@contextmanager
def copying(pad: Path, copy: Path) -> Iterator[None]:
    """Turn SQLite's errors while a pad is copied into an error about the file concerned.

    Raises:
        CouldNot: there is no room for the copy, or it cannot be written.
        PrefpadError: anything else, which is about the pad.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, copy if _code(error) in _NOT_WRITTEN else pad) from error


def _is_of_content(error: sqlite3.Error) -> bool:
    """Tell whether a statement of ours failed only because of what it read."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # a text that is not UTF-8
        return isinstance(error, sqlite3.OperationalError)
    return code & _PRIMARY_CODE in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT}


def _explain(error: sqlite3.Error, path: Path) -> PrefpadError:
    name = clean(str(path))
    if _is_of_content(error):
        return _not_understood(path)
    match _code(error):
        case sqlite3.SQLITE_LOCKED if not is_sound(path):
            return damaged(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return PadBusy(
                f"Another terminal is using {name} and has not finished.",
                "Nothing was written. Try again when it is done.",
            )
        case sqlite3.SQLITE_NOTADB:
            return PadUnusable(f"{name} is not a pad.", "Name a file that `Pad.make()` has made.")
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return PadUnusable(
                f"{name} cannot be opened.", "Check who may read the file and its folder."
            )
        case sqlite3.SQLITE_READONLY:
            return PadReadOnly(
                f"{name} is read-only, so nothing was written.",
                "Check who may write the file and its folder.",
            )
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return CouldNot(
                f"The disk with {name} is full or failing, so nothing was written.",
                "Make room and try again.",
            )
        case _ if not is_sound(path):
            return damaged(path)
        case _:
            return CouldNot(f"The pad refused that: {clean(str(error))}.")
