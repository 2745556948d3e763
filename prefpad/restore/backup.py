"""Copying a pad into a backup, remembering where that is, and dropping the oldest."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db import backup as backups
from prefpad.db.connection import open_to_read
from prefpad.db.errors import translate_errors
from prefpad.domain.errors import AskedWrongly, PadReadOnly, PadUnusable
from prefpad.domain.record import Record
from prefpad.domain.validation import checked_path
from prefpad.paths import place_for_backup, places_of_backups

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad.session import Session


class Backup(Record):
    """A backup that is there: where, and the moment it was made in ISO form."""

    path: str
    at: str


class BackedUp(NamedTuple):
    """Where a backup is, which older ones were deleted, and whether the pad remembers where it is.

    A pad that may only be read does not.
    """

    place: Path
    deleted: list[str]
    is_remembered: bool


def back_up(session: Session, path: Path | str | None, keep: int | None = None) -> BackedUp:
    """Copy the pad into a new file; see `Pad.backup`."""
    if keep is not None and (not isinstance(keep, int) or keep < 1):
        raise AskedWrongly("At least one backup is kept.", "Give `keep=1` or more.")
    place = place_for_backup(session.path, session.today) if path is None else checked_path(path)
    backups.make(session.connection, session.path, place)
    try:
        is_remembered = _remember(session, place)
    except BaseException:
        backups.delete([str(place)])
        raise
    deleted = [] if keep is None else _drop_old(session, place, keep)
    return BackedUp(place, deleted, is_remembered)


def _remember(session: Session, place: Path) -> bool:
    try:
        with session.transaction() as writer:
            backups.remember(writer, place, session.today)
    except PadReadOnly:
        return False
    return True


def _drop_old(session: Session, newest: Path, keep: int) -> list[str]:
    old = backups.older_beside(session.connection, session.path, newest, keep)
    paths = [str(path) for path in old]
    left = backups.delete(paths)
    return [path for path in paths if path not in left]


def list_backups(session: Session) -> list[Backup]:
    """Return the backups that are there; see `Pad.backups`."""
    return [Backup(path, at) for path, at in backups.remembered(session.connection)]


def backups_to_choose(path: Path) -> list[Backup]:
    """Return the backups of the pad at `path`, the newest first, though it may be damaged or gone.

    Of a pad that cannot tell where its backups are, those in the data folder that have its name.
    """
    try:
        with closing(open_to_read(path)) as pad, translate_errors(path):
            return [Backup(*one) for one in reversed(backups.remembered(pad))]
    except PadUnusable:
        found = sorted(places_of_backups(path), key=lambda place: place.stat().st_mtime)
        return [Backup(str(place), _moment(place)) for place in reversed(found)]


def _moment(place: Path) -> str:
    at = datetime.fromtimestamp(place.stat().st_mtime).astimezone()
    return at.isoformat(timespec="seconds")
