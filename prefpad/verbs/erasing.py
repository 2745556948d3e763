"""The verbs that erase for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.connection import erasing_is_unfinished
from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from prefpad.privacy.models import Forgetting, Outlived, Tidied


class Erasing(OpenPad):
    """Forgetting people, and tidying."""

    @property
    def is_clean(self) -> bool:
        """Whether the file holds nothing of what was erased; else the next start cleans it."""
        return not erasing_is_unfinished(self._connection)

    def to_forget(self, customer: str) -> Forgetting:
        """Return what `forget` would take away.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.privacy import erase as forgetting

        with self._plainly():
            return forgetting.look(self._connection, customer, self.path)

    def forget(self, customer: str, *, memory: bool = True, backups: bool = False) -> Forgetting:
        """Erase a customer for good: from every table, the journal and the bytes of the file.

        It cannot be undone. What the pad keeps is a hash of their e-mail, phone, card and ids, under
        a key outside the pad, by which an import knows whom not to take again.

        Args:
            customer: any handle; somebody whom an undo took away is meant too, by a whole one.
            memory: keep that hash.
            backups: delete the backups that hold them too.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            CouldNot: the key cannot be read or made, or the disk is full; nobody was forgotten.
        """
        from dataclasses import replace

        from prefpad.db.backup import delete
        from prefpad.privacy import erase as forgetting
        from prefpad.privacy.erase_rows import try_to_finish

        with self._plainly():
            with self._write("forget") as writer:
                gone = forgetting.forget(writer, customer, self.path, memory=memory)
            left = tuple(delete(gone.backups)) if backups else gone.backups
            clean = try_to_finish(self._connection)
        deleted = len(gone.backups) - len(left)
        return replace(gone, backups=left, backups_deleted=deleted, is_clean=clean)

    def forget_memory(self) -> bool:
        """Drop the memory of whom an import is not to take again; tell whether there was any."""
        from prefpad.privacy import forgotten

        with self._write("forget") as writer:
            return bool(forgotten.drop_all(writer))

    def outlived(self) -> list[Outlived]:
        """Return what has outlived its time, by the settings: customers, then notes."""
        from prefpad.privacy import tidying

        with self._plainly():
            return tidying.expired(self._connection, self._notes, self._settings, self.today)

    def tidy(self) -> Tidied:
        """Erase for good what has outlived its time; it cannot be undone."""
        from prefpad.privacy import tidying
        from prefpad.privacy.erase_rows import try_to_finish
        from prefpad.privacy.models import Tidied

        with self._plainly():
            with self._write("tidy") as writer:
                found = self.outlived()
                if found:
                    tidying.tidy(writer, found)
            clean = try_to_finish(self._connection)
        notes = sum(one.note is not None for one in found)
        return Tidied(notes, len(found) - notes, clean)
