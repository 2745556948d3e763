"""Copying a pad into a file of its own, and remembering where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db import backup as backups
from prefpad.domain.validation import checked_path
from prefpad.paths import place_for_backup

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad.session import Session


def back_up(session: Session, path: Path | str | None) -> Path:
    """Copy the pad into a new file, and return where it is; see `Pad.backup`."""
    place = place_for_backup(session.path, session.today) if path is None else checked_path(path)
    backups.make(session.connection, session.path, place)
    with session.transaction() as writer:
        backups.remember(writer, place)
    return place
