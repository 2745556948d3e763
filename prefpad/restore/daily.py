"""Daily backups: after the answer to the first change, and before far-reaching commands.

Each is named after the pad and the day. The oldest go, so that there are never more than the owner
wants, nor so many that they fill the disk.
"""

from __future__ import annotations

from shutil import disk_usage
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.sanitize import clean
from prefpad.domain.setting import Setting
from prefpad.paths import daily_folder, place_for_backup

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad.session import Session

_MOST_DAYS = 366
_SHARE_OF_FREE_SPACE = 10


def _days(text: str) -> int:
    text = text.strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST_DAYS))
    if not is_number or int(text) > _MOST_DAYS:
        raise AskedWrongly(
            f"{clean(text[:20])!r} is not a number of days from 0 to {_MOST_DAYS}.",
            "`pad.set('daily-backups', '31')` keeps a month of them.",
        )
    return int(text)


def _in_words(days: int) -> str:
    return "off" if not days else f"{days} day{'s' * (days > 1)}"


DAILY_BACKUPS = Setting(
    "daily-backups",
    "How many daily backups are kept: a number of days, or 0 for none.",
    "31",
    _days,
    said=_in_words,
)


def is_backup_due(session: Session) -> bool:
    """Tell whether the pad has no daily backup of today, and its owner wants one."""
    if not session.settings.value(DAILY_BACKUPS):
        return False
    today = session.today.isoformat()
    return not any(today in place.name for place in _made(session))


def back_up_daily(session: Session) -> Path | None:
    """Make the backup of today if it is due, and return where it is, or None.

    It takes the place of the oldest where there are as many as wanted, or where together they would
    take more than a tenth of the free space. Where it alone would, none is made.

    Raises:
        PrefpadError: it could not be made.
    """
    from prefpad.restore.backup import back_up

    if not is_backup_due(session):
        return None
    made = _made(session)
    _drop(made[: max(0, len(made) + 1 - session.settings.value(DAILY_BACKUPS))])
    if not _make_room(session):
        return None
    return back_up(session, place_for_backup(session.path, session.today, daily_folder())).place


def _made(session: Session) -> list[Path]:
    """Return the daily backups of this pad that are there, the oldest first."""
    from prefpad.db.backup import made_daily

    return sorted(
        made_daily(session.connection), key=lambda place: place.name.removeprefix(session.path.stem)
    )


def _make_room(session: Session) -> bool:
    """Drop the oldest until those that stay and the next leave the disk its room."""
    made = _made(session)
    size = session.path.stat().st_size
    allowed = disk_usage(session.path.resolve().parent).free // _SHARE_OF_FREE_SPACE
    while made and size + sum(place.stat().st_size for place in made) > allowed:
        _drop([made.pop(0)])
    return size <= allowed


def _drop(places: list[Path]) -> None:
    from prefpad.db.backup import delete

    delete(map(str, places))
