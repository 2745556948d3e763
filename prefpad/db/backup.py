"""Backups: whole copies of the pad, made while others write, and where they are."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.db.connection import APPLICATION_ID, copy_database
from prefpad.db.errors import copying, refuse_damage, translate_errors
from prefpad.db.place import make_room, reason, whole_or_not_there
from prefpad.db.statements import as_array
from prefpad.domain.errors import AlreadyThere, CouldNot
from prefpad.domain.sanitize import clean
from prefpad.paths import daily_folder, place_for_backup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from prefpad.db.unit_of_work import UnitOfWork

_HEAD = 72
"""The bytes at the start of a SQLite file that end in its application id."""

_REMEMBER = "INSERT OR REPLACE INTO _backups(path, at) VALUES (?, ?)"

_HELD = """
SELECT EXISTS (
    SELECT 1 FROM customers WHERE number IN (SELECT value FROM json_each(:these))
    UNION ALL
    SELECT 1 FROM journal_rows WHERE customer IN (SELECT value FROM json_each(:these))
)"""


def make(connection: sqlite3.Connection, pad: Path, path: Path) -> None:
    """Copy the pad into a new file that only its owner can read.

    `VACUUM INTO` makes a whole copy while others write, without what was deleted. It is checked and
    on the disk before it has its name.

    Raises:
        AlreadyThere: there is a file of that name.
        CouldNot: it cannot be written.
        PadBusy: another terminal holds the pad too long.
        PadUnusable: the pad is damaged.
    """
    refuse_damage(connection, pad)
    try:
        make_room(path)
        with whole_or_not_there(path) as part:
            with copying(pad, path):
                _copy(connection, part)
            _check(part)
            _sync(part)
        _sync(path.parent)
    except (OSError, ValueError) as error:
        if isinstance(error, FileExistsError) and os.path.lexists(path):
            raise AlreadyThere(
                f"{clean(str(path))} already exists; no backup was made.",
                "Name another file.",
            ) from None
        raise CouldNot(
            f"No backup could be made at {clean(str(path))}: {reason(error)}.",
            "Choose a file in a folder you own.",
        ) from error


def made_daily(connection: sqlite3.Connection) -> list[Path]:
    """Return the automatic backups of the pad that exist."""
    return [place for place in all_there(connection) if place.parent == daily_folder()]


def keep_before_upgrade(connection: sqlite3.Connection, pad: Path, day: date) -> None:
    """Make the day's backup, unless there is one, before the pad is upgraded.

    Raises:
        PrefpadError: it cannot be made.
    """
    if any(day.isoformat() in place.name for place in made_daily(connection)):
        return
    place = place_for_backup(pad, day, daily_folder())
    make(connection, pad, place)
    connection.execute(_REMEMBER, (str(place), _moment(day)))


def remember(writer: UnitOfWork, path: Path, day: date) -> None:
    """Keep where a backup is, and that it was made on a day."""
    writer.execute(_REMEMBER, (str(path.absolute()), _moment(day)))


def _moment(day: date) -> str:
    now = datetime.now().astimezone()
    return now.replace(day.year, day.month, day.day).isoformat(timespec="seconds")


def all_there(connection: sqlite3.Connection) -> list[Path]:
    """Return the backups whose files exist, oldest first."""
    return [Path(path) for path, _ in remembered(connection)]


def remembered(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the backups whose files are there, the oldest first: where, and the moment."""
    rows = connection.execute("SELECT path, at FROM _backups ORDER BY number").fetchall()
    return [(path, at) for path, at in rows if Path(path).is_file()]


def older_beside(connection: sqlite3.Connection, pad: Path, newest: Path, keep: int) -> list[Path]:
    """Return the backups, in the folder of the newest, to delete if only that many are kept.

    What is not a pad any more is left alone, and so is the pad itself.
    """
    folder = newest.absolute().parent
    beside = [
        path
        for path in all_there(connection)
        if path.parent == folder and _is_a_pad(path) and not path.samefile(pad)
    ]
    return beside[: max(0, len(beside) - keep)]


def _is_a_pad(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.endswith(APPLICATION_ID.to_bytes(4)) and len(head) == _HEAD


def contains(path: Path, selves: Collection[int]) -> bool:
    """Tell whether a backup contains a person; True if it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as backup:
            these = {"these": as_array(selves)}
            return bool(backup.execute(_HELD, these).fetchone()[0])
    except sqlite3.Error:
        return True


def delete(paths: Iterable[str]) -> list[str]:
    """Delete the files of backups, and return those that could not be."""
    left = []
    for path in paths:
        try:
            Path(path).unlink(missing_ok=True)
        except OSError:
            left.append(path)
    return left


def _copy(connection: sqlite3.Connection, part: Path) -> None:
    """Copy the pad into an empty file, without what was deleted from it.

    SQLite 3.40 cannot do so at once from a file that may only be read.
    """
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy_database(connection, copy)
            copy.execute("VACUUM")


def _check(path: Path) -> None:
    with (
        translate_errors(path),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy,
    ):
        refuse_damage(copy, path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
