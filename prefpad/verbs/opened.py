"""An open pad without its verbs: the file, the day, the settings, transactions."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from prefpad.customers import lookup as people
from prefpad.db import connection as opening
from prefpad.db import settings
from prefpad.db.errors import translate_errors
from prefpad.domain.dates import as_day
from prefpad.domain.errors import AlreadyThere, AskedWrongly
from prefpad.notes.repository import Notes
from prefpad.notes.sensitive import word_list
from prefpad.settings import CONSENT, DATE_ORDER, SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.dates import DateOrder, Day
    from prefpad.notes.consent_gate import ConsentGate
    from prefpad.notes.sensitive import Sensitivity, WordList

_Limit = TypeVar("_Limit", int, int | None)


class OpenPad:
    """A pad that is open, and what every group of verbs needs of it; `Pad` says what it is given."""

    def __init__(
        self,
        path: Path | str,
        *,
        today: Day | None = None,
        create: bool = False,
        author: str | None = None,
        command: str = "script",
    ) -> None:
        self.path = Path(path)
        really = date.today()  # noqa: DTZ011 - the day at the counter is the local one
        self.today = really if today is None else as_day(today, today=really)
        self._author = author
        self._command = command
        if create and not self.path.exists():
            with suppress(AlreadyThere):  # another terminal was faster
                opening.create(self.path)
        self._connection = opening.open_pad(self.path, self.today)
        try:
            with self._plainly():
                self._take_settings()
        except BaseException:
            self.close()
            raise
        self._notes = Notes(self._connection)

    @staticmethod
    def make(path: Path | str) -> None:
        """Make a new, empty pad.

        Raises:
            CouldNot: something is there already, or the folder cannot be written.
            PadUnusable: the folder is on a network share.
        """
        opening.create(Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the pad cannot be used afterwards."""
        self._connection.close()

    @property
    def date_order(self) -> DateOrder | None:
        """The order in which this pad's owner writes dates, or None."""
        return self._settings.value(DATE_ORDER)

    def judge(self, text: str) -> Sensitivity:
        """Return what a remark, with its topic, speaks of; the owner's own words count too."""
        return self._words.judge(text)

    @property
    def _words(self) -> WordList:
        return word_list(self._settings.value(SENSITIVE))

    @property
    def _gate(self) -> ConsentGate | None:
        """What holds notes up that wait for consent, in a pad that requires it."""
        if not self._settings.value(CONSENT):
            return None
        from prefpad.notes.consent_gate import ConsentGate

        return ConsentGate(self._connection)

    def _take_settings(self) -> None:
        self._settings = settings.read(self._connection, self.path)
        self.policy = self._settings.policy

    def _number(self, customer: str) -> int:
        return people.resolve_customer(self._connection, customer)

    def _plainly(self) -> AbstractContextManager[None]:
        return translate_errors(self.path)

    @contextmanager
    def _write(self, command: str | None = None) -> Iterator[UnitOfWork]:
        from prefpad.db.unit_of_work import signed, write
        from prefpad.reconfirmation.recompute import ScheduleUpdater

        signature = signed(self._author, command or self._command)
        learner = ScheduleUpdater(self._connection, self.policy, self.today)
        with self._plainly(), write(self._connection, signature, learner, self.judge) as writer:
            yield writer


def checked_limit(limit: _Limit) -> _Limit:
    """Return a limit that makes sense.

    Raises:
        AskedWrongly: it is below zero.
    """
    if limit is not None and limit < 0:
        raise AskedWrongly("A limit below zero makes no sense.", "Give 0 or more.")
    return limit
