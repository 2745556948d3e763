"""Backups: whole copies of the pad, made while others write, and where they are."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.db.errors import refuse_damage, translate_errors
from prefpad.domain.errors import AlreadyThere, CouldNot
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from prefpad.db.unit_of_work import UnitOfWork

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
        PadUnusable: the pad is damaged.
    """
    refuse_damage(connection, pad)
    try:
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            connection.execute("VACUUM INTO ?", (str(part),))
            _check(part)
            _sync(part)
            os.link(part, path)
        finally:
            part.unlink(missing_ok=True)
        _sync(path.parent)
    except (OSError, ValueError) as error:
        if isinstance(error, FileExistsError) and os.path.lexists(path):
            raise AlreadyThere(
                f"{clean(str(path))} is there already, so no backup was made.",
                "Name another file.",
            ) from None
        reason = clean(getattr(error, "strerror", None) or str(error)).lower()
        raise CouldNot(
            f"No backup could be made at {clean(str(path))}: {reason}.",
            "Name a file in a folder of yours.",
        ) from error


def remember(writer: UnitOfWork, path: Path) -> None:
    """Keep where a backup is."""
    writer.execute(
        "INSERT OR REPLACE INTO _backups(path, at) VALUES (?, ?)",
        (str(path.absolute()), writer.signature.at),
    )


def all_there(connection: sqlite3.Connection) -> list[Path]:
    """Return the backups whose files are there, the oldest first."""
    rows = connection.execute("SELECT path FROM _backups ORDER BY number").fetchall()
    return [path for path in (Path(text) for (text,) in rows) if path.is_file()]


def contains(path: Path, selves: Collection[int]) -> bool:
    """Tell whether a backup holds a person; one that cannot be read may."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as backup:
            these = {"these": json.dumps([*selves])}
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
