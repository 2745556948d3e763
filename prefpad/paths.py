"""Which file is the pad."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Place:
    """Where the pad is, and whether that is the default place and not one that was named."""

    def __init__(self, path: Path, *, is_default: bool) -> None:
        self.path = path
        self.is_default = is_default


def which_pad(named: str | None, environment: Mapping[str, str] = os.environ) -> Place:
    """Return the place of the pad: as named, else `PREFPAD_DB`, else the user's data folder."""
    chosen = named or environment.get("PREFPAD_DB")
    if chosen:
        return Place(expanded(chosen), is_default=False)
    return Place(data_folder(environment) / "pad.db", is_default=True)


def expanded(name: str) -> Path:
    """Return a path whose `~` is the home folder; that of an unknown user stays as it is."""
    return Path(os.path.expanduser(name))  # noqa: PTH111 - Path.expanduser raises for such a user


def data_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Return the folder where this user's programs keep their data on this platform.

    Follows the XDG base directory specification, Apple's and Microsoft's guidelines.
    """
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "prefpad"


def daily_folder() -> Path:
    """Return the folder of the backups that are made by themselves."""
    return (data_folder(os.environ) / "backups" / "daily").absolute()


def place_for_backup(pad: Path, day: date, folder: Path | None = None) -> Path:
    """Return a file that is not there yet, named after a pad and a day, in the data folder."""
    folder = folder or data_folder(os.environ) / "backups"
    name = f"{pad.stem}-{day.isoformat()}"
    names = (folder / f"{name}{again}.db" for again in ("", *(f"-{n}" for n in range(2, 10_000))))
    return next(one for one in names if not one.exists())


def places_of_backups(pad: Path) -> list[Path]:
    """Return the files in the data folder that are named as backups of a pad are."""
    return [*(data_folder(os.environ) / "backups").rglob(f"{pad.stem}-????-??-??*.db")]
