"""Opening the file: what is a pad, what is not, and how it is spoken to.

The settings follow SQLite's own documents and what was measured on sudden power cuts: a rollback
journal with `synchronous=EXTRA` lost no confirmed note, where the default lost the last one.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from prefpad.core.clean import clean
from prefpad.core.errors import AlreadyThere, CouldNot, PadUnusable
from prefpad.store import settings
from prefpad.store.failures import damaged, told_plainly

APPLICATION_ID = int.from_bytes(b"pref")
SCHEMA_VERSION = 8
WAIT_SECONDS = 10.0

_NETWORK_FILE_SYSTEMS = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.rclone", "fuse.sshfs", "glusterfs",
    "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip

_ESCAPED = re.compile(r"\\([0-7]{3})")

_PRAGMAS = """
PRAGMA foreign_keys = ON;
PRAGMA synchronous = EXTRA;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cell_size_check = ON;
PRAGMA recursive_triggers = ON;
"""


def create(path: Path) -> None:
    """Make a new, empty pad at `path`, readable by its owner only.

    It is made under another name and then linked into place, so that a second terminal sees a whole
    pad or none, and never replaces one.

    Raises:
        AlreadyThere: something is there already.
        CouldNot: the folder cannot be written.
        PadUnusable: the folder is on a network share.
    """
    refuse_network_share(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.new")
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            with told_plainly(path), closing(_connect(part)) as connection:
                upgrade(connection, path)
            os.link(part, path)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        if isinstance(error, FileExistsError) and os.path.lexists(path):
            raise AlreadyThere(
                f"{clean(str(path))} is there already, so no new pad was made.",
                "Use it as it is, or name another file with --db.",
            ) from None
        raise CouldNot(
            f"No pad could be made at {clean(str(path))}: {_reason(error)}.",
            "Name a file in a folder of yours with --db.",
        ) from error


def open_pad(path: Path, today: date | None = None) -> sqlite3.Connection:
    """Open the pad at `path`, bring an older one up to date, and finish an erasure cut short.

    Args:
        path: the file.
        today: the day up to which an older one learns; None for the real one.

    Raises:
        PadUnusable: it is missing, damaged, not a pad, newer, or on a network share.
        PadBusy: another terminal holds it too long.
    """
    try:
        if not path.exists():
            raise PadUnusable(
                f"There is no pad at {clean(str(path))}.",
                "Make one with `prefpad init`, or name yours with --db or PREFPAD_DB.",
            )
        if not path.is_file():
            raise _not_a_pad(path)
    except (OSError, ValueError) as error:
        raise PadUnusable(f"{clean(str(path))} cannot be opened: {_reason(error)}.") from error
    refuse_network_share(path)
    with told_plainly(path):
        connection = _connect(path)
        try:
            _accept(connection, path, today)
        except BaseException:
            connection.close()
            raise
    return connection


def upgrade(connection: sqlite3.Connection, path: Path, today: date | None = None) -> None:
    """Apply the migrations that are pending, in one transaction that waits for its turn.

    What is learnt from checks and visits is learnt anew, since a step may change what that is.
    """
    from prefpad.store.learning import Learner
    from prefpad.store.migrations import migrate

    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection)
        policy = settings.read(connection, path).policy
        Learner(connection, policy, today or date.today()).learn_all()  # noqa: DTZ011 - the local day
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def erasing_is_unfinished(connection: sqlite3.Connection) -> bool:
    """Tell whether the file may still hold what was erased."""
    return bool(connection.execute("SELECT 1 FROM erasing").fetchone())


def refuse_network_share(path: Path, mounts: Path = Path("/proc/self/mounts")) -> None:
    """Refuse a file where locks do not hold.

    Raises:
        PadUnusable: `path` lies on a network file system, as listed in `mounts`.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
        place = path.resolve()
    except (OSError, ValueError, RuntimeError):  # the last for links that lead in a circle
        return
    kinds = {}
    for line in lines:
        _, folder, kind, *_ = line.split()
        kinds[Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), folder))] = kind
    under = (kinds[folder] for folder in (place, *place.parents) if folder in kinds)
    if next(under, "") in _NETWORK_FILE_SYSTEMS:
        raise PadUnusable(
            f"{clean(str(path))} is on a network share, where two terminals can spoil a pad.",
            "Keep the pad on a disk of this machine.",
        )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=WAIT_SECONDS,
    )
    try:
        connection.executescript(_PRAGMAS)
    except BaseException:
        connection.close()
        raise
    return connection


def _accept(connection: sqlite3.Connection, path: Path, today: date | None) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        raise _not_a_pad(path)
    if version > SCHEMA_VERSION:
        raise PadUnusable(
            f"{clean(str(path))} was written by a newer prefpad.",
            "Upgrade prefpad on this machine.",
        )
    connection.execute("PRAGMA journal_mode = DELETE")
    if version < SCHEMA_VERSION:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise damaged(path)
        upgrade(connection, path, today)
    if erasing_is_unfinished(connection):
        from prefpad.store import erasing

        erasing.try_to_finish(connection)


def _not_a_pad(path: Path) -> PadUnusable:
    hint = "Name a file that `prefpad init` has made."
    if path.is_file() and not path.stat().st_size:
        hint = "It is empty: delete it, then make a pad with `prefpad init`."
    return PadUnusable(f"{clean(str(path))} is not a pad.", hint)


def _reason(error: Exception) -> str:
    return clean(getattr(error, "strerror", None) or str(error)).lower()
