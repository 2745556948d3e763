"""The verbs about what was done, and taking it back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.db import settings
from prefpad.verbs.opened import OpenPad, checked_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.history.models import Change, ChangedRow, Import, Undone


class History(OpenPad):
    """Who did what when, and how it was before."""

    def log(
        self, *, customer: str | None = None, limit: int | None = None, private: bool = False
    ) -> list[Change]:
        """Return the changes to the pad, the newest first.

        Args:
            customer: only those about this customer.
            limit: at most so many.
            private: show the text of private notes too.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.history import log as journaling

        with self._plainly():
            number = None if customer is None else self._number(customer)
            return journaling.changes(
                self._connection, number, checked_limit(limit), private=private
            )

    def change(self, number: int, *, private: bool = False) -> Change:
        """Return one change.

        Raises:
            NoSuchChange: there is none with that number.
        """
        from prefpad.history import log as journaling

        with self._plainly():
            entry = journaling.entry(self._connection, number)
            return journaling.describe(self._connection, entry, private=private)

    def changed_rows(
        self, number: int, *, limit: int | None = None, private: bool = False
    ) -> list[ChangedRow]:
        """Return what a change did row by row; of an import, what it made and is still there.

        Raises:
            NoSuchChange: there is none with that number.
        """
        from prefpad.history import log as journaling

        with self._plainly():
            entry = journaling.entry(self._connection, number)
            return journaling.rows(self._connection, entry, checked_limit(limit), private=private)

    def imports(self) -> list[Import]:
        """Return the imports, the newest first."""
        from prefpad.history import log as journaling

        with self._plainly():
            return journaling.imports(self._connection)

    def to_undo(self, number: int | None = None) -> Change:
        """Return the change that `undo` with this number would take back.

        Raises:
            NoSuchChange: there is none with that number.
            CouldNot: there is nothing to take back, or it was taken back already.
        """
        from prefpad.history import log as journaling
        from prefpad.history import undo as undoing

        with self._plainly():
            entry = undoing.find_undoable(self._connection, number)
            return journaling.describe(self._connection, entry, private=False)

    def import_to_undo(self, number: int | None = None) -> Change:
        """Return the change that `undo_import` with this number would take back.

        Raises:
            NoSuchChange: there is no import with that number.
            CouldNot: there is nothing to take back, or it was taken back already.
        """
        from prefpad.history import log as journaling
        from prefpad.history import undo as undoing

        with self._plainly():
            entry = undoing.target_import(self._connection, number)
            return journaling.describe(self._connection, entry, private=False)

    def undo(self, number: int | None = None, *, dry_run: bool = False) -> Undone:
        """Take back the last change that holds and is no undo, or the one with this number.

        An undo can itself be taken back by its number. An import is taken back as a whole, but for
        what was changed since.

        Args:
            number: of the change; `log` tells it.
            dry_run: go the same way and write nothing.

        Raises:
            NoSuchChange: there is none with that number.
            CouldNot: there is nothing to take back, it was taken back already, or later changes
                depend on it.
        """
        from prefpad.history import undo as undoing

        with self._undoing(dry_run) as writer:
            return undoing.undo(
                writer, undoing.find_undoable(self._connection, number), dry_run=dry_run
            )

    def undo_import(self, number: int | None = None, *, dry_run: bool = False) -> Undone:
        """Take back the last import that holds, or the one with this number; see `undo`.

        Raises:
            NoSuchChange: there is no import with that number.
            CouldNot: there is nothing to take back, or it was taken back already.
        """
        from prefpad.history import undo as undoing

        with self._undoing(dry_run) as writer:
            entry = undoing.target_import(self._connection, number)
            return undoing.undo(writer, entry, dry_run=dry_run)

    @contextmanager
    def _undoing(self, dry_run: bool) -> Iterator[UnitOfWork]:
        from prefpad.db.unit_of_work import larger_cache

        with larger_cache(self._connection), self._write("undo") as writer:
            writer.keep = not dry_run
            yield writer
            writer.follow_settings(settings.read(self._connection, self.path).policy)
        self._take_settings()
