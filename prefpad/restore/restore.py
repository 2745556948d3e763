"""Going back to a backup: what is done with a copy of it before the pad has any of it."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db import backup as backups
from prefpad.db import connection as opening
from prefpad.db.audit_log import newest
from prefpad.db.erasure import try_to_finish
from prefpad.db.errors import translate_errors
from prefpad.db.place import refuse_second_name
from prefpad.domain.errors import AskedWrongly, PadUnusable
from prefpad.domain.record import Record, fresh
from prefpad.domain.sanitize import clean
from prefpad.notes.correct import raise_needs
from prefpad.privacy import erase_rows as erasing
from prefpad.privacy import suppression_rows as forgotten
from prefpad.privacy.suppression import SuppressionList
from prefpad.reconfirmation.schedule_rows import schedule_of, update_schedule
from prefpad.restore import restore_rows as restoring
from prefpad.restore.backup import back_up
from prefpad.session import Session

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from prefpad.domain.setting import Registry


class Restored(Record):
    """What restoring a backup did, or would do.

    Attributes:
        file: the backup.
        changed_at: the moment of the last change that it knows, in ISO form; None if of none.
        then: what it holds, those erased again left out.
        before: what the pad held; None where it was missing or damaged.
        pad: how the pad was: `sound`, `damaged` or `missing`.
        erased_again: how many were forgotten since and are erased from it again.
        forgot_since: whether somebody was forgotten since the backup.
        tidied_since: whether anything was tidied since the backup.
        memory_lost: whether some who were forgotten cannot be known again, since the key is not
            here or the pad is too damaged.
        alerts: how many notes are alerts from now on for what they state: an `allergy` or `access`.
        kept_as: where the pad as it was is kept; None before, and where it was not sound.
    """

    file: str
    changed_at: str | None
    then: restoring.PadSize
    before: restoring.PadSize | None
    pad: str
    erased_again: int
    forgot_since: bool
    tidied_since: bool
    memory_lost: bool
    alerts: dict[str, int] = fresh(factory=dict)
    kept_as: str | None = None


class _Before(NamedTuple):
    """The pad before: how it is, its connection if it is there, and what can be known of it."""

    how: str
    pad: sqlite3.Connection | None
    known: sqlite3.Connection
    memory_lost: bool = False


def restore(
    path: Path,
    file: Path,
    registry: Registry,
    today: date,
    author: str | None,
    *,
    dry_run: bool,
) -> Restored:
    """Bring the pad at `path` back to how `file` has it; see `Pad.restore`."""
    _refuse_what_is_no_backup(path, file)
    work = _Restore(path, file, registry, today, author)
    with translate_errors(path):
        if dry_run:
            return work.rehearse()
        refuse_second_name(path)
        restored = work.attempt(alone=False) or work.attempt(alone=True)
        assert restored is not None  # noqa: S101 - nobody else can have written
    opening.open_sound(path, work.derive).close()
    return restored


class _Restore:
    """The restoring of one backup.

    Others read and write while a copy of it is prepared, and wait while the pad is overwritten. If
    they have written meanwhile, it is prepared again while nobody may.
    """

    def __init__(
        self, path: Path, file: Path, registry: Registry, today: date, author: str | None
    ) -> None:
        self._path = path
        self._file = file
        self._registry = registry
        self._today = today
        self._author = author

    def derive(self, connection: sqlite3.Connection) -> None:
        """Derive again what an older pad derives otherwise."""
        schedule_of(self._session(connection, self._file)).rebuild()

    def rehearse(self) -> Restored:
        """Return what it would do."""
        with self._copy() as copy, _before(self._path, self.derive) as before:
            return _prepare(self._session(copy, self._file), before, None)

    def attempt(self, *, alone: bool) -> Restored | None:
        """Restore it; return None if others wrote while it was prepared, which nobody can if `alone`."""
        with (
            self._copy() as copy,
            _before(self._path, self.derive) as before,
            ExitStack() as held,
        ):
            pad = before.pad
            if pad is None:
                restored = _prepare(self._session(copy, self._file), before, None)
                opening.create(self._path, copy)
                return restored
            if alone:
                held.enter_context(restoring.held(pad))
            version = restoring.data_version(pad)
            kept_as = None
            if before.how == "sound":
                kept_as = back_up(self._session(pad, self._path), None).place
            restored = _prepare(self._session(copy, self._file), before, kept_as)
            if not alone:
                held.enter_context(restoring.held(pad))
            if restoring.data_version(pad) != version:
                backups.delete([str(kept_as)] if kept_as else [])
                return None
            opening.copy_database(copy, pad)
            return restored

    def _copy(self) -> AbstractContextManager[sqlite3.Connection]:
        return closing(opening.open_copy(self._file, self.derive))

    def _session(self, connection: sqlite3.Connection, of: Path) -> Session:
        return Session(
            connection,
            of,
            self._registry,
            self._today,
            author=self._author,
            command="restore",
            on_commit=update_schedule,
        )


def _refuse_what_is_no_backup(path: Path, file: Path) -> None:
    if not os.path.exists(file):  # noqa: PTH110 - a name that no file can have raises in Path
        raise PadUnusable(
            f"There is no backup at {clean(str(file))}.", "Name a file that `pad.backup()` made."
        )
    if os.path.exists(path) and os.path.samefile(path, file):  # noqa: PTH110, PTH121 - as above
        raise AskedWrongly(f"{clean(str(file))} is the pad itself.", "Name a backup of it.")


@contextmanager
def _before(path: Path, derive: Callable[[sqlite3.Connection], None]) -> Iterator[_Before]:
    if not os.path.lexists(path):
        with closing(opening.open_empty()) as empty:
            yield _Before("missing", None, empty)
        return
    with closing(_though_damaged(path)) as pad:
        try:
            sound = opening.open_sound(path, derive)
        except PadUnusable:
            with closing(opening.open_empty(pad)) as salvaged:
                lost = not restoring.salvage(pad, salvaged)
                opening.upgrade(salvaged)
                yield _Before("damaged", pad, salvaged, lost)
            return
    with closing(sound):
        yield _Before("sound", sound, sound)


def _though_damaged(path: Path) -> sqlite3.Connection:
    try:
        return opening.open_though_damaged(path)
    except PadUnusable as error:
        hint = "Move it away first to put the backup in its place."
        raise PadUnusable(error.sentence, hint) from error


def _prepare(session: Session, before: _Before, kept_as: Path | None) -> Restored:
    """Erase from a copy who was forgotten since, and let it know what is to outlive the pad."""
    copy, file = session.connection, session.path
    memory = SuppressionList(before.known)
    again = memory.known_in(copy)
    state = newest(copy)
    since = restoring.erasures_since(before.known, state)
    is_blind = memory.is_blind and not forgotten.all_marks(before.known) <= forgotten.all_marks(
        copy
    )
    with session.transaction() as writer:
        restoring.carry_over(writer, before.known)
        if again:
            erasing.erase(
                writer, set().union(*(erasing.all_numbers_of(copy, one) for one in again))
            )
        alerts = raise_needs(
            session,
            lambda number, row: writer.update("notes", number, row),
            lambda row: writer.insert("notes", row),
        )
        restoring.note(writer, file, kept_as, session.today)
    try_to_finish(copy)
    restoring.carry_unfinished(copy, before.known)
    return Restored(
        file=str(file),
        changed_at=state.at or None,
        then=restoring.count(copy),
        before=restoring.count(before.known) if before.how == "sound" else None,
        pad=before.how,
        erased_again=len(again),
        alerts=alerts,
        forgot_since="forget" in since,
        tidied_since="tidy" in since,
        memory_lost=before.memory_lost or is_blind,
        kept_as=None if kept_as is None else str(kept_as),
    )
