"""The verbs about customers who are on the pad twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.verbs.opened import OpenPad, checked_limit

if TYPE_CHECKING:
    from prefpad.duplicates.models import DuplicatePair, Merged


class OneOrTwo(OpenPad):
    """Who is likely to be whose twin, and making one of two."""

    def duplicates(
        self, *, customer: str | None = None, limit: int | None = None
    ) -> list[DuplicatePair]:
        """Return the pairs of customers who are likely to be one, best first.

        Args:
            customer: only the twins of this one.
            limit: at most so many.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.duplicates import find as pairing

        checked_limit(limit)
        with self._plainly():
            if customer is None:
                return pairing.find_duplicates(self._connection, limit)
            return pairing.twins_of(self._connection, self._number(customer), limit)

    def apart(self, one: str, other: str) -> None:
        """Remember that two customers are two, so that they are not shown as twins again.

        Raises:
            AskedWrongly: both are the same customer.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.duplicates.candidates import mark_distinct

        with self._write() as writer:
            mark_distinct(writer, *self._two(one, other))

    def merge(self, keep: str, other: str, *, dry_run: bool = False) -> Merged:
        """Make one customer of two: all that is kept of `other` goes to `keep`.

        Args:
            keep: the one who stays, with name and number.
            other: the one who goes.
            dry_run: go the same way and write nothing.

        Raises:
            AskedWrongly: both are the same customer.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            PadUnusable: the file is damaged.
        """
        from prefpad.db.errors import damaged
        from prefpad.db.unit_of_work import larger_cache
        from prefpad.duplicates.merge import merge
        from prefpad.importing.bulk_load import is_sound

        if not dry_run and not is_sound(self._connection):
            raise damaged(self.path)
        with larger_cache(self._connection), self._write("merge") as writer:
            writer.keep = not dry_run
            return merge(writer, self._notes, *self._two(keep, other), self.today)

    def _two(self, one: str, other: str) -> tuple[int, int]:
        first, second = self._number(one), self._number(other)
        if first == second:
            raise AskedWrongly(
                "Both names mean the same customer.",
                "Name two, as @3 and @7; `prefpad customer` shows the numbers.",
            )
        return first, second
