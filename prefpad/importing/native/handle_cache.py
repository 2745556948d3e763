"""A cache, during an import, of who has which name or id."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.importing import bulk_rows as lookups
from prefpad.importing.bulk_rows import OUTSIDE_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prefpad.importing.bulk_rows import BulkLoader
    from prefpad.importing.native.models import NativeCustomer

MOST_NAMESAKES = 20
"""Customers of one name who are compared one by one; more of them are looked up by what they have."""

TELLING = ("email", "card", "phone")
"""The kinds of handles that tell namesakes apart, the strongest first."""

_KNOWN = frozenset({"id", OUTSIDE_ID, *TELLING})


class Namesakes:
    """The many customers of one name, by their handles.

    Whom a row may mean is found in a time that does not grow with their number.
    """

    def __init__(self) -> None:
        self._kinds: dict[int, frozenset[str]] = {}
        self._with_kinds: defaultdict[frozenset[str], dict[int, None]] = defaultdict(dict)
        self._with_handle: defaultdict[tuple[str, str], set[int]] = defaultdict(set)

    def add(self, customer: int, handles: Iterable[tuple[str, str]]) -> None:
        """Add somebody, or more of their handles, as kind and key."""
        telling = [one for one in handles if one[0] in _KNOWN]
        before = self._kinds.get(customer, frozenset())
        kinds = before.union(kind for kind, _ in telling if kind != OUTSIDE_ID)
        self._with_kinds[before].pop(customer, None)
        self._with_kinds[kinds][customer] = None
        self._kinds[customer] = kinds
        for one in telling:
            self._with_handle[one].add(customer)

    def candidates(self, handles: Iterable[tuple[str, str]]) -> set[int]:
        """Return the customers that a row with these handles can mean, at most the first few.

        They are those who share an e-mail, card or phone with it, else those who have none of the
        kinds that it has. Nobody with an id is meant by a row with another, but for an id of another
        program, which an export has in the same column.
        """
        given = [*handles]
        kinds = {kind for kind, _ in given}
        exported = {
            customer
            for kind, key in given
            if kind == "id"
            for customer in self._with_handle.get((OUTSIDE_ID, key), ())
        }
        if exported:
            return exported
        sharing: set[int] = set()
        for telling in TELLING:
            theirs = {
                customer
                for one in given
                if one[0] == telling
                for customer in self._with_handle.get(one, ())
                if not ("id" in kinds and "id" in self._kinds[customer])
            }
            sharing = (sharing & theirs) or sharing or theirs
        if sharing:
            return sharing
        others = {
            customer
            for theirs, customers in self._with_kinds.items()
            if kinds.isdisjoint(theirs)
            for customer in islice(customers, MOST_NAMESAKES + 1)
        }
        return {*sorted(others)[: MOST_NAMESAKES + 1]}


class HandleCache:
    """The customers who have a name, as theirs or as an alias, or an id.

    What the file brings it remembers; of what the pad has it knows what was asked for last, but
    for names that many have.
    """

    def __init__(self, rows: BulkLoader) -> None:
        self._rows = rows
        self._stored: dict[str, list[tuple[str, int]]] = {}
        self._names: dict[str, tuple[int, ...]] = {}
        self._ids: dict[str, tuple[int, ...]] = {}
        self._common: dict[str, Namesakes] = {}

    def prefetch(self, keys: Iterable[str]) -> None:
        """Read in one go what the pad knows about these names and ids, and drop others."""
        if self._rows.had_customers:
            self._stored = {key: [] for key in keys if key not in self._common}
            for key, kind, number in lookups.bearers(self._rows.connection, self._stored):
                self._stored[key].append((kind, number))

    def of_name(self, key: str) -> set[int]:
        """Return who has a name that is not `common`."""
        stored = (number for kind, number in self._of_the_pad(key) if kind in OWN_NAMES)
        return {*self._names.get(key, ()), *stored}

    def common(self, key: str) -> Namesakes | None:
        """Return who has a name if they are many, or None."""
        if key not in self._common:
            bearers = self.of_name(key)
            if len(bearers) <= MOST_NAMESAKES:
                return None
            self._rows.flush()
            many = self._common[key] = Namesakes()
            for customer in sorted(bearers):
                many.add(customer, ())
            for customer, kind, held in lookups.handles_of(self._rows.connection, bearers):
                many.add(customer, [(kind, held)])
            self._names.pop(key, None)
            self._stored.pop(key, None)
        return self._common[key]

    def of_id(self, key: str) -> set[int]:
        """Return who has an id."""
        stored = (number for kind, number in self._of_the_pad(key) if kind == "id")
        return {*self._ids.get(key, ()), *stored}

    def is_unknown(self, who: NativeCustomer) -> bool:
        """Tell whether nobody has the name of a customer, nor an id of theirs."""
        if who.key in self._names or who.key in self._common or self._of_the_pad(who.key):
            return False
        return not any(
            kind == "id" and (key in self._ids or self._of_the_pad(key))
            for kind, _, key in who.handles
        )

    def add_new(self, customer: int, handles: Sequence[tuple[str, str, str]]) -> None:
        """Add somebody new with their handles, each as kind, value and key."""
        held = {(kind, key) for kind, _, key in handles} if self._common else ()
        for kind, _, key in handles:
            if held or kind == "id" or kind in OWN_NAMES:
                self.add(customer, kind, key, held)

    def add(self, customer: int, kind: str, key: str, handles: Iterable[tuple[str, str]]) -> None:
        """Add a handle that a customer has from now on."""
        if kind == "id":
            self._ids[key] = (*self._ids.get(key, ()), customer)
        if kind in OWN_NAMES and key not in self._common:
            self._names[key] = (*self._names.get(key, ()), customer)
        elif kind in OWN_NAMES:
            self._common[key].add(customer, handles)
        elif self._common:
            for name in (held for one, held in handles if one in OWN_NAMES):
                if name in self._common:
                    self._common[name].add(customer, [(kind, key)])

    def _of_the_pad(self, key: str) -> list[tuple[str, int]]:
        if key not in self._stored and self._rows.had_customers:
            bearers = lookups.bearers(self._rows.connection, [key])
            self._stored[key] = [(kind, number) for _, kind, number in bearers]
        return self._stored.get(key, [])
