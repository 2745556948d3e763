"""An open pad without its verbs: what every function that works on one is handed first."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from prefpad.db import connection as opening
from prefpad.db.errors import translate_errors
from prefpad.db.place import refuse_second_name
from prefpad.db.settings_store import read_settings
from prefpad.db.soundness import last_checked, refuse_damage, refuse_noted_damage
from prefpad.domain.dates import DATE_ORDER
from prefpad.domain.errors import AlreadyThere, CouldNot

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path
    from typing import Literal

    from prefpad.db.connection import WaitOn
    from prefpad.db.settings_store import Settings
    from prefpad.db.unit_of_work import ChangeSet, UnitOfWork
    from prefpad.domain.dates import DateOrder
    from prefpad.domain.setting import Registry

    OnCommit = Callable[["Session", ChangeSet], None]
    OnUpgrade = Callable[["Session"], None]


_T = TypeVar("_T")


def _nothing(_: Session, __: ChangeSet) -> None:
    pass


def _as_it_is(_: Session) -> None:
    pass


class Session:
    """An open pad: its file, the day, its author, and its settings.

    Attributes:
        path: the file.
        registry: the settings there are.
        today: the day it is.
        author: who writes; None for the name of the login.
        command: what the journal calls the writing command.
        page: how much of a long list is read at once.

    Args:
        connection: the open file; a pad in memory where the file is still to be made.
        on_commit: told what each transaction has written, before it is committed.
        wait_on: says whether to wait on while another terminal holds the pad.
        is_made: whether the file is there; if not, the first transaction that writes makes it.
    """

    page = 1000

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        registry: Registry,
        today: date,
        *,
        author: str | None = None,
        command: str = "script",
        on_commit: OnCommit = _nothing,
        wait_on: WaitOn = opening.not_for_long,
        is_made: bool = True,
    ) -> None:
        self.path = path
        self.registry = registry
        self.today = today
        self.author = author
        self.command = command
        self.is_made = is_made
        self._connection: sqlite3.Connection | None = connection
        self._rehearsed: sqlite3.Connection | None = None
        self._on_commit = on_commit
        self._wait_on = wait_on
        self._settings: Settings | None = None
        self._settings_may_have_changed = False
        self._changes: list[int] = []

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file.

        Raises:
            CouldNot: the pad was closed.
        """
        if self._connection is None:
            raise CouldNot("This pad is closed.", "Open it again.")
        return self._connection

    @property
    def settings(self) -> Settings:
        """The pad's own options, read again for each transaction and after it.

        Raises:
            PadUnusable: one of them is invalid.
        """
        if self._settings is None or self._settings_may_have_changed:
            before = self._settings
            self._settings = read_settings(self.connection, self.path, self.registry, before)
            self._settings_may_have_changed = False
        return self._settings

    def reload_settings(self) -> None:
        """Read the settings again when they are next asked for."""
        self._settings_may_have_changed = True

    @property
    def date_order(self) -> DateOrder | None:
        """The order in which this pad's owner writes dates, or None."""
        return self.settings.value(DATE_ORDER)

    def translate_errors(self) -> AbstractContextManager[None]:
        """Turn what SQLite or the system raises within into a `PrefpadError` about this pad."""
        return translate_errors(self.path)

    @contextmanager
    def transaction(self, command: str | None = None) -> Iterator[UnitOfWork]:
        """Open a transaction that is committed at the end, or leaves the pad as it was.

        Args:
            command: what the journal calls it, in place of the session's own.

        Raises:
            PadBusy: another terminal holds the pad too long.
            PadUnusable: the file is damaged, or was found to be.
            CouldNot: the disk is full, or the file may only be read.
        """
        from prefpad.db.unit_of_work import signed, write

        if self.is_made:
            refuse_second_name(self.path)
        signature = signed(self.author, command or self.command)
        try:
            with (
                self.translate_errors(),
                write(self.connection, signature, self._before_commit, self._wait_on) as writer,
            ):
                refuse_noted_damage(self.connection, self.path)
                self.reload_settings()
                yield writer
                if writer.wrote:
                    self._changes.append(writer.change())
            if writer.wrote and writer.keep and not self.is_made:
                self._make()
        finally:
            self.reload_settings()

    def each(self, pages: Iterator[list[_T]]) -> Iterator[_T]:
        """Yield the items of pages, each page read as a whole when its first item is needed.

        Between pages nothing keeps others from writing, however slow the consumer is.
        """
        with self.translate_errors():
            for page in pages:
                yield from page

    def refuse_damage(self) -> None:
        """Check the whole file before something that goes far; what is found is noted.

        Raises:
            PadUnusable: the file is damaged.
        """
        with self.translate_errors():
            refuse_damage(self.connection, self.path, self.today)

    def is_check_due(self) -> bool:
        """Tell whether this session has written a pad that was not checked today."""
        with self.translate_errors():
            return self.has_saved() and last_checked(self.connection) != self.today

    def has_saved(self) -> bool:
        """Tell whether something that was written in this session has reached the file."""
        if not self._changes:
            return False
        from prefpad.db.unit_of_work import is_saved

        return any(is_saved(self.connection, change) for change in self._changes)

    def close(self) -> None:
        """Close the file."""
        for connection in (self._connection, self._rehearsed):
            if connection:
                connection.close()
        self._connection = self._rehearsed = None

    def _make(self) -> None:
        """Make the file from what was written in memory; a transaction under way ends there."""
        try:
            opening.create(self.path, self.connection)
        except AlreadyThere:
            raise CouldNot(
                "Another terminal made the pad in the meantime, so nothing was written.",
                "Do it again.",
            ) from None
        self._rehearsed = self.connection
        self._connection = opening.open_pad(self.path)
        self.is_made = True

    def _before_commit(self, changes: ChangeSet) -> None:
        self._on_commit(self, changes)


def open_session(
    path: Path,
    registry: Registry,
    today: date,
    *,
    create: bool | Literal["when written"] = False,
    author: str | None = None,
    command: str = "script",
    on_commit: OnCommit = _nothing,
    on_upgrade: OnUpgrade = _as_it_is,
    wait_on: WaitOn = opening.not_for_long,
) -> Session:
    """Open the pad at `path`, and check its settings.

    Args:
        path: the file.
        registry: the settings there are.
        today: the day it is.
        create: make the file if it is not there, at once or with the first transaction that writes.
        author: who writes; None for the name of the login.
        command: what the journal calls the writing command.
        on_commit: told what each transaction has written, before it is committed.
        on_upgrade: derives again what is derived from rows, where a step may have changed how.
        wait_on: says whether to wait on while another terminal holds the pad.

    Raises:
        PadUnusable: it is missing, damaged, not a pad, newer, or on a network share.
        PadBusy: another terminal holds it too long.
    """
    is_made = not create or path.exists()
    if not is_made and create is True:
        with suppress(AlreadyThere):  # another terminal was faster
            opening.create(path)
        is_made = True

    def session_of(connection: sqlite3.Connection) -> Session:
        return Session(
            connection,
            path,
            registry,
            today,
            author=author,
            command=command,
            on_commit=on_commit,
            wait_on=wait_on,
            is_made=is_made,
        )

    def derive(connection: sqlite3.Connection) -> None:
        on_upgrade(session_of(connection))

    def before_upgrade(connection: sqlite3.Connection) -> None:
        from prefpad.db.backup import keep_before_upgrade

        keep_before_upgrade(connection, path, today)

    session = session_of(
        opening.open_pad(path, derive, wait_on, before_upgrade) if is_made else opening.open_empty()
    )
    try:
        with session.translate_errors():
            _ = session.settings
    except BaseException:
        session.close()
        raise
    return session
