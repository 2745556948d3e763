"""Going back to a backup: what is read of the pad, what outlives it, and the change of the whole."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.db import backup as backups
from prefpad.db.audit_log import ERASURES
from prefpad.db.statements import stored_columns
from prefpad.domain.record import Record
from prefpad.privacy import suppression_rows as forgotten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from prefpad.db.audit_log import Moment
    from prefpad.db.unit_of_work import UnitOfWork


class PadSize(Record):
    """How much a pad holds."""

    customers: int
    notes: int


_TOLD = ("customers", "handles", "journal", "_backups", "_forgotten", "_erasing")
"""Of a damaged pad, the tables that are read as far as they can be."""


@contextmanager
def held(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep other terminals out of a pad, between transactions too.

    The rollback journal is told to be cut to nothing, since in this mode it is not deleted.
    """
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield
    finally:
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("PRAGMA journal_mode = DELETE")


def data_version(connection: sqlite3.Connection) -> int:
    """Return a number that changes when another terminal writes to the pad."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return int(version)


def salvage(pad: sqlite3.Connection, into: sqlite3.Connection) -> bool:
    """Put what can be read of a damaged pad into an empty one; tell whether whom it forgot can."""
    lost: set[str] = set()
    into.execute("PRAGMA foreign_keys = OFF")
    for table in _TOLD:
        try:
            columns = stored_columns(into, table)
            insert = f"INSERT OR IGNORE INTO {table}({', '.join(columns)})"
            for row in pad.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                if not into.execute(f"{insert} VALUES ({', '.join('?' * len(row))})", row).rowcount:
                    lost.add(table)
        except sqlite3.DatabaseError:
            lost.add(table)
    return "_forgotten" not in lost


def count(connection: sqlite3.Connection) -> PadSize:
    """Count what a pad has."""
    return PadSize(
        *connection.execute(
            "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM notes)"
        ).fetchone()
    )


def erasures_since(pad: sqlite3.Connection, since: Moment) -> set[str]:
    """Return the commands that erased something since."""
    rows = pad.execute(
        "SELECT DISTINCT command FROM journal WHERE (number > ? OR at > ?)"
        " AND command IN (SELECT value FROM json_each(?))",
        (*since, json.dumps([*ERASURES])),
    )
    return {command for (command,) in rows}


def carry_over(writer: UnitOfWork, pad: sqlite3.Connection) -> None:
    """Carry over what a pad knows besides its customers.

    That is whom it forgot, where its backups are, and which numbers were used, so that none is used
    twice.
    """
    copy = writer.connection
    forgotten.keep(writer, forgotten.all_marks(pad))
    for path, at in pad.execute("SELECT path, at FROM _backups ORDER BY number").fetchall():
        writer.execute("INSERT OR REPLACE INTO _backups(path, at) VALUES (?, ?)", (path, at))
    for table, last in pad.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        copy.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table))
        copy.execute(
            "INSERT INTO sqlite_sequence SELECT :table, :last"
            " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)",
            {"table": table, "last": last},
        )


def carry_unfinished(copy: sqlite3.Connection, pad: sqlite3.Connection) -> None:
    """Let an erasure that a pad has not finished be finished by the next start."""
    since = pad.execute("SELECT since FROM _erasing").fetchall()
    copy.executemany("INSERT INTO _erasing(since) VALUES (?)", since)


def note(writer: UnitOfWork, file: Path, kept_as: Path | None, day: date) -> None:
    """Record in the journal which file the pad comes from, and where the pad before it is kept."""
    backups.remember(writer, file, day)
    values = {"restored_from": file.name, "kept_as": str(kept_as.absolute()) if kept_as else None}
    writer.execute(
        "INSERT INTO journal_rows(change, of_table, of_row, after)"
        " SELECT ?, '_backups', number, ? FROM _backups WHERE path = ?",
        (writer.change(), json.dumps(values, ensure_ascii=False), str(file.absolute())),
    )
