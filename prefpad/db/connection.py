"""Opening the pad: telling a pad from another file, and configuring the connection.

The settings follow SQLite's own documents and what was measured on sudden power cuts: a rollback
journal with `synchronous=EXTRA` lost no confirmed note, where the default lost the last one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from prefpad.db import migrations
from prefpad.db.erasure import is_unfinished, try_to_finish
from prefpad.db.errors import damaged, refuse_damage, translate_errors
from prefpad.db.place import (
    make_room,
    not_a_pad,
    reason,
    refuse_network_share,
    refuse_second_name,
    refuse_what_is_no_file,
    whole_or_not_there,
)
from prefpad.domain.errors import AlreadyThere, CouldNot, PadUnusable
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Derive = Callable[[sqlite3.Connection], None]
    WaitOn = Callable[[float], bool]

_T = TypeVar("_T")

APPLICATION_ID = int.from_bytes(b"pref")
WAIT_SECONDS = 10.0
TELL_SECONDS = 1.0
_PRIMARY_CODE = 0xFF
_LONGEST_NAME = 40

_PRAGMAS = """
PRAGMA foreign_keys = ON;
PRAGMA synchronous = EXTRA;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cell_size_check = ON;
PRAGMA recursive_triggers = ON;
"""


def nothing(_: sqlite3.Connection) -> None:
    """Derive nothing, where no step that is pending changes what is derived."""


def create(path: Path, content: sqlite3.Connection | None = None) -> None:
    """Make a new pad at `path`, readable by its owner only, empty or with the content of another.

    It is made under another name and then linked into place, so that a second terminal sees a whole
    pad or none, and never replaces one.

    Raises:
        AlreadyThere: something is there already.
        CouldNot: the folder is not there, or cannot be written.
        PadUnusable: the folder is on a network share.
    """
    refuse_network_share(path)
    try:
        make_room(path)
        with (
            whole_or_not_there(path) as part,
            translate_errors(path),
            closing(_connect(part)) as connection,
        ):
            if content is None:
                upgrade(connection)
            else:
                copy_database(content, connection)
    except (OSError, ValueError) as error:
        if isinstance(error, FileExistsError) and os.path.lexists(path):
            raise AlreadyThere(
                f"{clean(str(path))} already exists; nothing was created.",
                "Use it, or choose another file with `path=`.",
            ) from None
        raise CouldNot(
            f"No pad could be made at {clean(str(path))}: {reason(error)}.",
            "Choose a file in a folder you own with `path=`.",
        ) from error


def not_for_long(seconds: float) -> bool:
    """Wait up to ten seconds for a pad that another terminal holds."""
    return seconds < WAIT_SECONDS


def patiently(
    connection: sqlite3.Connection, attempt: Callable[[], _T], wait_on: WaitOn = not_for_long
) -> _T:
    """Attempt what may find the pad held by another terminal, again and again.

    Args:
        connection: the open pad.
        attempt: what leaves the pad as it was where it fails.
        wait_on: told every second how long that takes by now; says whether to go on waiting.

    Raises:
        sqlite3.OperationalError: the pad is held still.
    """
    begun = monotonic()
    _wait_at_most(connection, min(TELL_SECONDS, WAIT_SECONDS))
    try:
        while True:
            try:
                return attempt()
            except sqlite3.OperationalError as error:
                is_held = error.sqlite_errorcode & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
                if not is_held or not wait_on(monotonic() - begun):
                    raise
    finally:
        _wait_at_most(connection, WAIT_SECONDS)


def _wait_at_most(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def open_pad(
    path: Path,
    derive: Derive = nothing,
    wait_on: WaitOn = not_for_long,
    before_upgrade: Derive = nothing,
) -> sqlite3.Connection:
    """Open the pad at `path`, bring an older one up to date, and finish an erasure cut short.

    Args:
        path: the file.
        derive: derives again what is derived from rows, after an upgrade.
        wait_on: says whether to wait on while another terminal holds it.
        before_upgrade: keeps the pad as it is before it is brought up to date.

    Raises:
        PadUnusable: it is missing, damaged, not a pad, too old, newer, or on a network share.
        PadBusy: another terminal holds it too long.
    """
    refuse_what_is_no_file(path)
    refuse_network_share(path)
    with translate_errors(path), _closed_on_failure(_connect(path, wait_on=wait_on)) as connection:
        patiently(connection, lambda: _accept(connection, path, derive, before_upgrade), wait_on)
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open the pad at `path` read-only, as it is.

    Raises:
        PadUnusable: it is missing, damaged, not a pad, or newer.
    """
    refuse_what_is_no_file(path)
    with translate_errors(path), _closed_on_failure(_connect(path, "ro")) as connection:
        _refuse_what_is_no_pad(connection, path)
    return connection


def open_copy(path: Path, derive: Derive = nothing) -> sqlite3.Connection:
    """Open a copy in memory of the pad at `path`, which stays as it is.

    The copy is checked, and brought up to date and cleaned as a pad is when it is opened. In memory
    nothing of it is left on the disk, whatever happens.

    Raises:
        PadUnusable: it is missing, damaged, not a pad, too old, or newer.
        PadBusy: another terminal holds it too long.
    """
    refuse_what_is_no_file(path)
    with translate_errors(path), _closed_on_failure(_connect_in_memory()) as copy:
        with closing(_connect(path, "ro")) as file:
            _refuse_what_is_no_pad(file, path)
            copy_database(file, copy)
        refuse_damage(copy, path)
        _accept(copy, path, derive)
    return copy


def open_sound(path: Path, derive: Derive = nothing) -> sqlite3.Connection:
    """Open a pad as `open_pad` does, and check it.

    Raises:
        PadUnusable: also where the check finds damage.
    """
    with _closed_on_failure(open_pad(path, derive)) as connection, translate_errors(path):
        refuse_damage(connection, path)
    return connection


def open_empty(like: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """Open an empty pad in memory, in place of one that is not there or cannot be read.

    Args:
        like: a pad of the version that it has; None for the newest.
    """
    connection = _connect_in_memory()
    upgrade(connection, version=None if like is None else migrations.version_of(like))
    return connection


def open_though_damaged(path: Path) -> sqlite3.Connection:
    """Open the pad at `path`, even damaged or cut short, to put another in its place.

    Raises:
        PadUnusable: its first bytes do not say that it is a pad, or it is too old, newer, or on a share.
    """
    refuse_what_is_no_file(path)
    refuse_network_share(path)
    first = "PRAGMA writable_schema = ON;"
    with translate_errors(path), _closed_on_failure(_connect(path, first=first)) as connection:
        _refuse_what_is_no_pad(connection, path)
    return connection


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Put the whole of one database in place of another, in one transaction.

    Raises:
        sqlite3.OperationalError: another terminal holds one of them too long.
    """
    source.backup(target, progress=_refuse_if_busy)


def _refuse_if_busy(status: int, _left: int, _pages: int) -> None:
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise _as_of_sqlite(sqlite3.OperationalError("database is locked"), status)


def _as_of_sqlite(error: sqlite3.Error, code: int) -> sqlite3.Error:
    """Return an error of ours with the code by which those of SQLite are told apart."""
    error.sqlite_errorcode = code
    return error


def upgrade(
    connection: sqlite3.Connection, derive: Derive = nothing, version: int | None = None
) -> None:
    """Apply the migrations that are pending, in one transaction that waits for its turn.

    References are not followed meanwhile: a step that makes a table anew drops the one before, and
    would take with it whatever belongs to its rows.

    Args:
        connection: the open file.
        derive: derives again what is derived from rows, since a step may change how that is done.
        version: the version to stop at; None for the newest.

    Raises:
        sqlite3.IntegrityError: more rows than before would lack what they belong to.
    """
    from prefpad.db.statements import pragma

    version = migrations.newest() if version is None else version
    with pragma(connection, "foreign_keys", 0):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _take_steps(connection, version)
            derive(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _take_steps(connection: sqlite3.Connection, version: int) -> None:
    lost = _dangling(connection)
    migrations.migrate(connection, version)
    if _dangling(connection) > lost:
        raise _as_of_sqlite(
            sqlite3.IntegrityError("FOREIGN KEY constraint failed"),
            sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
        )


def _dangling(connection: sqlite3.Connection) -> int:
    return len(connection.execute("PRAGMA foreign_key_check").fetchall())


def _connect(
    path: Path, mode: str = "rw", first: str = "", wait_on: WaitOn = not_for_long
) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=WAIT_SECONDS,
    )
    with _closed_on_failure(connection):
        patiently(connection, lambda: connection.executescript(f"{first}{_PRAGMAS}"), wait_on)
    return connection


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Yield a connection, which is closed if what is done with it fails."""
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


def _connect_in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_PRAGMAS)
    return connection


def _accept(
    connection: sqlite3.Connection, path: Path, derive: Derive, before_upgrade: Derive = nothing
) -> None:
    version = _refuse_what_is_no_pad(connection, path)
    _refuse_strange_triggers(connection, path, version)
    connection.execute("PRAGMA journal_mode = DELETE")
    if version < migrations.newest():
        refuse_second_name(path)
        refuse_damage(connection, path)
        before_upgrade(connection)
        upgrade(connection, derive)
    if is_unfinished(connection):
        try_to_finish(connection)


def _refuse_what_is_no_pad(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a pad's schema."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    version = migrations.version_of(connection)
    if application_id != APPLICATION_ID:
        raise not_a_pad(path)
    if version > migrations.newest():
        raise PadUnusable(
            f"{clean(str(path))} was written by a newer prefpad.",
            "Upgrade prefpad on this machine.",
        )
    if version < migrations.BASELINE:
        raise PadUnusable(
            f"{clean(str(path))} was written by an earlier prefpad, and this one cannot open it.",
            "Carry it over: `pad.export('pad.json')` with the program that wrote it, then"
            " `Pad.make()` and `pad.import_file('pad.json')` with this one.",
        )
    return version


def _refuse_strange_triggers(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if strange := migrations.strange_triggers(connection, version):
        if migrations.is_trigger_of_ours(strange[0], version):
            raise damaged(path)
        raise PadUnusable(
            f"{clean(str(path))} has a trigger that prefpad did not make:"
            f" {clean(strange[0][:_LONGEST_NAME])!r}.",
            "It would run with every change. If you made it, drop it first; else do not use this file.",
        )
