"""What a transaction has written that something follows from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


Topic = tuple[str, str]

_LEARNT_FROM = frozenset({"notes", "checks", "visits"})


@dataclass
class ChangeSet:
    """What a transaction has written that something follows from.

    Attributes:
        tables: which tables were written.
        customers: whose notes, checks or visits were written.
        topics: kinds and folded topics that were checked.
    """

    tables: set[str] = field(default_factory=set)
    customers: set[int] = field(default_factory=set)
    topics: set[Topic] = field(default_factory=set)

    def record(self, table: str, *rows: Mapping[str, object] | None) -> None:
        """Take note of a row of a table as it was and as it is."""
        self.tables.add(table)
        if table not in _LEARNT_FROM:
            return
        for row in filter(None, rows):
            if isinstance(customer := row.get("customer"), int):
                self.customers.add(customer)
            if table == "checks" and "kind" in row:
                self.topics.add((str(row["kind"]), str(row["topic_key"])))

    def record_all(self, connection: sqlite3.Connection, table: str, rows: str) -> None:
        """Take note of the rows of a table that a condition is true of."""
        self.tables.add(table)
        if table not in _LEARNT_FROM:
            return
        found = connection.execute(f"SELECT DISTINCT customer FROM {table} WHERE {rows}")
        self.customers.update(number for (number,) in found)
        if table == "checks":
            self.topics.update(
                connection.execute(f"SELECT DISTINCT kind, topic_key FROM checks WHERE {rows}")
            )
