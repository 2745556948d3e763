"""Who bears a name or an id, while an import goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.importing import lookup_rows as lookups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefpad.importing.bulk_rows import BulkLoader


class HandleCache:
    """The customers that bear a name, as theirs or as an alias, and those that have an id.

    Where all customers are those of the import it remembers them, and the pad need not be able to
    find a handle meanwhile, which would take a seventh of the time.
    """

    def __init__(self, rows: BulkLoader) -> None:
        self._rows = rows
        self._names: dict[str, tuple[int, ...]] = {}
        self._ids: dict[str, tuple[int, ...]] = {}

    def prefetch(self, keys: Iterable[str]) -> None:
        """Read at once what the pad knows of these keys, of names and ids, and forget others."""
        if self._rows.had_customers:
            self._names = dict.fromkeys(keys, ())
            self._ids = dict.fromkeys(keys, ())
            for key, kind, number in lookups.bearers(self._rows.connection, self._names):
                self.add(kind, key, number)

    def of_name(self, key: str) -> set[int]:
        """Return who bears a name."""
        return {*self._found(self._names, key)}

    def of_id(self, key: str) -> set[int]:
        """Return who has an id."""
        return {*self._found(self._ids, key)}

    def add(self, kind: str, key: str, customer: int) -> None:
        """Take note of a handle that a customer has from now on."""
        if kind in OWN_NAMES:
            self._names[key] = (*self._names.get(key, ()), customer)
        elif kind == "id":
            self._ids[key] = (*self._ids.get(key, ()), customer)

    def _found(self, known: dict[str, tuple[int, ...]], key: str) -> tuple[int, ...]:
        if key in known or not self._rows.had_customers:
            return known.get(key, ())
        self._rows.flush()
        self._names[key] = self._ids[key] = ()
        for _, kind, number in lookups.bearers(self._rows.connection, [key]):
            self.add(kind, key, number)
        return known[key]
