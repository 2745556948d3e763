"""Where the file of a pad lies: whether it is one, under one name, and where locks hold.

The user's data folder is made here, which nobody else may enter.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.domain.errors import CouldNot, PadUnusable
from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import clean
from prefpad.paths import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_NETWORK_FILE_SYSTEMS = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.rclone", "fuse.sshfs", "glusterfs",
    "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip

_ESCAPED = pattern(r"\\([0-7]{3})")


def refuse_what_is_no_file(path: Path) -> None:
    """Refuse what cannot be opened as a pad.

    Raises:
        PadUnusable: there is no file at `path`, or no plain one.
    """
    try:
        if not path.exists():
            raise _missing(path)
        if not path.is_file():
            raise not_a_pad(path)
    except (OSError, ValueError) as error:
        raise PadUnusable(f"{clean(str(path))} cannot be opened: {reason(error)}.") from error


def _missing(path: Path) -> PadUnusable:
    name = clean(str(path))
    if not path.is_symlink():
        return PadUnusable(
            f"There is no pad at {name}.",
            "Make one with `Pad.make()`, or name yours with `path=PAD`.",
        )
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return PadUnusable(
                f"{name} is a link that leads back to itself.",
                "Delete the link, and name the pad itself with `path=PAD`.",
            )
    target = clean(str(path.readlink()))
    return PadUnusable(
        f"{name} is a link to {target}, and nothing is there.",
        "Delete the link, and name the pad itself with `path=PAD`.",
    )


def not_a_pad(path: Path) -> PadUnusable:
    """Return the error that the file at `path` is no pad."""
    hint = "Name a file that `Pad.make()` has made."
    if path.is_file() and not path.stat().st_size:
        hint = "It is empty: delete it, then make a pad with `Pad.make()`."
    return PadUnusable(f"{clean(str(path))} is not a pad.", hint)


def reason(error: Exception) -> str:
    """Return what the system gives as the reason of a failure."""
    return clean(getattr(error, "strerror", None) or str(error)).lower()


def refuse_second_name(path: Path) -> None:
    """Refuse to write a file that has another name besides a symbolic link.

    Each name has a rollback journal of its own, so what is written under one is rolled back after a
    crash under the other.

    Raises:
        PadUnusable: the file at `path` has a second name.
    """
    try:
        file = path.resolve()
        others = _other_names(file)
    except OSError:
        return
    if others is None:
        return
    name = clean(str(path))
    if not others:
        apart = f"{file}.new"
        raise PadUnusable(
            f"{name} has a second name in another folder, so nothing was written: a crash under one"
            " name would undo what is written under the other.",
            "To make it a file by itself: "
            f"`cp -p {_quoted(file)} {_quoted(apart)} && mv {_quoted(apart)} {_quoted(file)}`.",
        )
    spare = next((one for one in (*others, file) if not _journal(one).exists()), others[0])
    raise PadUnusable(
        f"{name} and {clean(str(others[0]))} are one file, so nothing was written: a crash under one"
        " name would undo what is written under the other.",
        f"Keep one name: `rm {_quoted(spare)}` leaves the notes where they are.",
    )


def _other_names(file: Path) -> list[Path] | None:
    """Return the other names of a file in its folder; None if it has no other anywhere.

    Those under which it was made, a moment ago or before a crash, do not count.
    """
    links = file.stat().st_nlink
    if links == 1:
        return None
    same = file.stat()
    beside = [
        Path(entry.path)
        for entry in os.scandir(file.parent)
        if entry.inode() == same.st_ino and entry.name != file.name
    ]
    others = [one for one in beside if one.suffix not in {".new", ".part"}]
    return others or (None if len(beside) == links - 1 else [])


def _journal(file: Path) -> Path:
    return file.with_name(f"{file.name}-journal")


def _quoted(path: Path | str) -> str:
    from shlex import quote

    return clean(quote(str(path)))


def refuse_network_share(path: Path, mounts: Path = Path("/proc/self/mounts")) -> None:
    """Refuse a file where locks do not hold.

    Raises:
        PadUnusable: `path` lies on a network file system, as listed in `mounts`.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
        place = path.resolve()
    except (OSError, ValueError, RuntimeError):  # the last for circular links
        return
    kinds = {}
    for line in lines:
        _, folder, kind, *_ = line.split()
        if "\\" in folder:
            folder = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), folder)
        kinds[folder] = kind
    under = (kinds[folder] for folder in map(str, (place, *place.parents)) if folder in kinds)
    if next(under, "") in _NETWORK_FILE_SYSTEMS:
        raise PadUnusable(
            f"{clean(str(path))} is on a network share, where two terminals could damage a pad.",
            "Keep the pad on a disk of this machine.",
        )


@contextmanager
def whole_or_not_there(path: Path) -> Iterator[Path]:
    """Yield a new file beside `path`, for its owner alone, and link it there once it is whole.

    Raises:
        FileExistsError: something is there by then; it is never replaced.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.new")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)


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
