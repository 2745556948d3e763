"""The user's data folder, which nobody else may enter."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from prefpad.domain.errors import CouldNot
from prefpad.domain.sanitize import clean
from prefpad.paths import data_folder

if TYPE_CHECKING:
    from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_room(path: Path) -> None:
    """Make the folder of a file within the data folder; any other folder must be there.

    Every level that is missing is made for its owner alone, whatever the shell allows to others, and
    from the data folder on those that are there are closed to them. Elsewhere a missing folder is a
    slip of the finger.

    Raises:
        CouldNot: a folder elsewhere is not there.
        OSError: the folder cannot be made.
    """
    folder, data = path.parent.absolute(), data_folder(os.environ).absolute()
    levels = [*reversed((folder, *folder.parents))]
    if data not in levels:
        if not folder.is_dir():
            raise CouldNot(
                f"There is no folder {clean(str(folder))}.",
                "Make it first, or choose another file.",
            )
        return
    for level in levels:
        if not level.is_dir():
            level.mkdir(mode=stat.S_IRWXU, exist_ok=True)
    for level in levels[levels.index(data) :]:
        _close_to_others(level)


def _close_to_others(folder: Path) -> None:
    now = folder.stat()
    if now.st_uid == os.getuid() and now.st_mode & _OTHERS:
        folder.chmod(stat.S_IRWXU)
