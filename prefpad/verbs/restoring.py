"""The verb that goes back to a backup."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.domain.dates import as_day

if TYPE_CHECKING:
    from prefpad.domain.dates import Day
    from prefpad.restore.models import Restored


class Restoring:
    """Going back to a backup."""

    @staticmethod
    def restore(
        path: Path | str,
        backup: Path | str,
        *,
        today: Day | None = None,
        author: str | None = None,
        dry_run: bool = False,
    ) -> Restored:
        """Bring the pad at `path` back to how a backup has it, other terminals may have it open.

        The pad may be damaged or missing. If it is sound it is backed up first. Who was forgotten
        since is erased from a copy of the backup before the pad has any of it. Cut short at any
        moment, the pad is as before or as the backup, whole.

        Args:
            path: the pad.
            backup: the file to go back to, which stays as it is.
            today: the day it is; None for the real one.
            author: who does it; None for the name of the login.
            dry_run: go the same way and write nothing.

        Raises:
            AskedWrongly: the backup is the pad itself.
            PadUnusable: the backup is missing, damaged, not a pad or newer; or the pad is newer, on
                a network share, or too damaged to be known as one.
            PadBusy: another terminal holds the pad too long.
            CouldNot: the disk is full, or the pad could not be backed up; nothing was restored.
        """
        from prefpad.restore import restore as restoring

        really = date.today()  # noqa: DTZ011 - the day at the counter is the local one
        day = really if today is None else as_day(today, today=really)
        return restoring.restore(Path(path), Path(backup), day, author, dry_run=dry_run)
