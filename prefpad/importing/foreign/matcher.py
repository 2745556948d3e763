"""Which customer a row of an outside list means.

The same id of the same program is the same customer; then the same e-mail address, unless the names
are plainly two people's; then the same phone with a like name; never the name alone. Whom the
program itself tells apart by its ids is never taken for one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.duplicates.name_match import may_share_an_address, same_person_by_name
from prefpad.importing.foreign import repository as outside
from prefpad.importing.foreign.repository import tail_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from prefpad.importing.foreign.models import ForeignRecord


class Match(NamedTuple):
    """Whom a row means, or None for somebody new, and whose `twin` a new one may be and why."""

    customer: int | None
    twins: tuple[int, ...] = ()
    reason: str = ""


class CustomerMatcher:
    """Knows who bears which handle, on the pad and among the rows so far.

    Args:
        connection: the open pad.
        source: the program that wrote the list.
        flush: writes the rows so far.
        anybody: whether there was anybody on the pad before.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        source: str,
        flush: Callable[[], object],
        *,
        anybody: bool,
    ) -> None:
        self._connection = connection
        self._source = source
        self._flush = flush
        self._anybody = anybody
        self._stored: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._added: dict[tuple[str, str], tuple[int, ...]] = {}

    def prefetch(self, contacts: Iterable[ForeignRecord]) -> None:
        """Read at once who on the pad bears the handles of these rows."""
        if not self._anybody:
            return
        self._stored.clear()
        keys: dict[str, None] = {}
        tails: dict[str, None] = {}
        for contact in contacts:
            keys[contact.key] = None
            for one in (*contact.ids, *contact.handles):
                keys[one.key] = None
                if one.kind == "phone" and (tail := tail_of(one.key)):
                    tails[tail] = None
        for kind, key, customer in outside.bearers(self._connection, self._source, keys, tails):
            self._stored[kind, key].add(customer)

    def add(self, customer: int, kind: str, key: str) -> None:
        """Remember a handle that a row has brought."""
        self._added[kind, key] = (*self._added.get((kind, key), ()), customer)
        if kind == "phone" and (tail := tail_of(key)):
            self.add(customer, "tail", tail)

    def match(self, contact: ForeignRecord) -> Match:
        """Return whom a row means."""
        by_id = {who for one in contact.ids for who in self._with("id", one.key)}
        if by_id:
            return Match(min(by_id))
        by_email = self._sharing(contact, "email")
        close = {who for who in by_email if self._may_share(who, contact)}
        if len(close) > 1:
            close &= self._namesakes(contact)
        if len(close) == 1:
            return Match(min(close))
        by_phone = self._sharing(contact, "phone")
        like = {who for who in by_phone if self._is_like(who, contact)}
        if len(like) == 1 and not by_email:
            return Match(min(like))
        for twins, reason in (
            (by_email, "the same e-mail address"),
            (like, "the same phone and a like name"),
            (self._namesakes(contact), "the same name"),
        ):
            if twins:
                return Match(None, tuple(sorted(twins)), reason)
        return Match(None)

    def _with(self, kind: str, key: str) -> set[int]:
        return self._stored.get((kind, key), set()).union(self._added.get((kind, key), ()))

    def _namesakes(self, contact: ForeignRecord) -> set[int]:
        if not contact.is_named:
            return set()
        return {who for kind in OWN_NAMES for who in self._with(kind, contact.key)}

    def _sharing(self, contact: ForeignRecord, kind: str) -> set[int]:
        found: set[int] = set()
        for one in contact.handles:
            if one.kind == kind:
                found |= self._with(kind, one.key)
                if kind == "phone" and (tail := tail_of(one.key)):
                    found |= self._with("tail", tail)
        return {who for who in found if not self._are_told_apart(who, contact)}

    def _are_told_apart(self, customer: int, contact: ForeignRecord) -> bool:
        if not contact.ids:
            return False
        self._flush()
        return outside.has_id_of(self._connection, customer, self._source)

    def _may_share(self, customer: int, contact: ForeignRecord) -> bool:
        return not contact.is_named or any(
            may_share_an_address(contact.name, name) for name in self._names(customer)
        )

    def _is_like(self, customer: int, contact: ForeignRecord) -> bool:
        return contact.is_named and any(
            same_person_by_name(contact.name, name) for name in self._names(customer)
        )

    def _names(self, customer: int) -> list[str]:
        self._flush()
        return outside.names_of(self._connection, customer)
