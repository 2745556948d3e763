"""What is known of a program that exports customers: its columns, and where each of them goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prefpad.importing.foreign.fields import FACT, TargetField, column_key, home_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Source:
    """A program that exports customers.

    Attributes:
        name: what its ids and imports are called by.
        title: what people call it.
        marks: sets of columns; a file that has all columns of one set is an export of this program.
        columns: the columns that go to each home. They are compared as `column_key` has them.
        rest: where the others go: the owner's own columns, as a rule.
        several: what stands between the values of a cell that holds more than one, or empty.
        file_names: from the beginning of a file's name to the consent of everybody in it.
    """

    name: str
    title: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    rest: TargetField = FACT
    several: str = ""
    file_names: Mapping[str, str] = field(default_factory=dict)

    def homes(self, header: Iterable[str]) -> tuple[TargetField, ...]:
        """Return the home of each column of a header."""
        known = {
            column_key(name): home_named(home)
            for home, names in self.columns.items()
            for name in names
        }
        return tuple(known.get(column_key(name), self.rest) for name in header)

    def wrote(self, keys: set[str]) -> bool:
        """Tell whether a file with these columns, as `column_key` has them, is its export."""
        return any(marks <= keys for marks in self.marks)

    def consent_of(self, file: str) -> str:
        """Return the consent of everybody in a file of that name, or nothing if it does not say."""
        file = file.lower()
        said = (word for begins, word in self.file_names.items() if file.startswith(begins))
        return next(said, "")


def marks(*sets: str) -> tuple[frozenset[str], ...]:
    """Return sets of columns, each written as `one, another`."""
    return tuple(frozenset(column_key(name) for name in one.split(",")) for one in sets)


def listed(names: str) -> tuple[str, ...]:
    """Return the columns in a text, one a comma."""
    return tuple(name.strip() for name in names.split(","))
