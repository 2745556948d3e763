"""The format of a program's export: its columns, and where each of them goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.record import Record, fresh
from prefpad.importing.foreign.column_names import homes_by_name
from prefpad.importing.foreign.fields import TargetField, column_key, home_named, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Source(Record):
    """A program that exports customers.

    Attributes:
        name: what its ids and imports are called by.
        title: what people call it.
        marks: sets of columns; a file that has all columns of one set is an export of this program.
        columns: the columns that go to each home. They are compared as `column_key` has them;
            the others, the owner's own among them, go where their names say.
        several: what stands between the values of a cell that holds more than one, or empty.
        file_names: from the beginning of a file's name to the consent of everybody in it.
    """

    name: str
    title: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]] = fresh(factory=dict)
    several: str = ""
    file_names: Mapping[str, str] = fresh(factory=dict)

    def homes(self, header: Sequence[str]) -> tuple[TargetField, ...]:
        """Return the target of each column of a header."""
        known = {
            column_key(name): home_named(home)
            for home, names in self.columns.items()
            for name in names
        }
        by_name = zip(header, homes_by_name(header), strict=True)
        return tuple(known.get(column_key(name), home) for name, home in by_name)

    def places(self, header: Sequence[str]) -> set[int]:
        """Return the places of the columns that the program is known to write."""
        own = {column_key(name) for names in self.columns.values() for name in names}
        return {place for place, name in enumerate(header) if column_key(name) in own}

    def likeness(self, keys: set[str]) -> int:
        """Return how many columns show that a file with these is its export; 0 if it is not."""
        return max((len(marks) for marks in self.marks if marks <= keys), default=0)

    def consent_of(self, file: str) -> str:
        """Return the consent of everybody in a file of that name, or nothing if it does not say."""
        file = file.lower()
        said = (word for begins, word in self.file_names.items() if file.startswith(begins))
        return next(said, "")


def marks(*sets: str) -> tuple[frozenset[str], ...]:
    """Return sets of columns, each written as `one, another`."""
    return tuple(frozenset(map(column_key, listed(one))) for one in sets)
