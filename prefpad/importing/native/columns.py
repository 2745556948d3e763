"""The columns of our own layout, and whether a header is one of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import quoted
from prefpad.importing.csv.header import refuse_duplicates

if TYPE_CHECKING:
    from collections.abc import Sequence

REASON = "reason"
"""The column that a file of rejected rows has besides; it is not read."""

CUSTOMER = "customer"
WHO = (CUSTOMER, "id", "phone", "email", "card", "address", "tags", "role")
SAID = ("kind", "topic", "stance", "source", "voice", "alert", "every", "author")
DAYS = ON, BY, CONFIRMED = "on", "by", "confirmed"
TEXT = "text"
NEEDS_TEXT = ("kind", "topic", "stance", "by", "every")
COLUMNS = (
    *WHO,
    *("kind", "topic", "stance", TEXT, "source", "voice", "alert"),
    *(ON, BY, "every", CONFIRMED, "author"),
)
_OURS_ALONE = frozenset({"kind", "topic", "stance", TEXT, "voice", "every", CONFIRMED})
_KNOWN = frozenset({*COLUMNS, REASON})
_MOST_UNKNOWN = 5


def is_own(header: Sequence[str]) -> bool:
    """Tell whether a header is one of ours, perhaps with a column that is not known.

    `Customer,Phone,Email` is anybody's list of people: ours is in small letters, or has notes.
    """
    names = {fold(name) for name in header}
    is_all_known = names <= _KNOWN and any(name.strip() == CUSTOMER for name in header)
    return CUSTOMER in names and (is_all_known or bool(names & _OURS_ALONE))


def is_header(cells: Sequence[str]) -> bool:
    """Tell whether cells are column names of ours: `customer`, and as many known as not."""
    names = [name for name in map(fold, cells) if name]
    known = sum(name in _KNOWN for name in names)
    return CUSTOMER in names and 2 * known >= len(names)


def accept(header: Sequence[str]) -> None:
    """Refuse a header that is not ours.

    Raises:
        AskedWrongly: there is no customer column, one that is not known, or two of one name.
    """
    names = [fold(name) for name in header]
    hint = f"The columns are {', '.join(COLUMNS)}."
    unknown = [
        quoted(header[place]) if name else f"number {place + 1}, which has no name"
        for place, name in enumerate(names)
        if name not in _KNOWN
    ]
    if CUSTOMER not in names:
        raise AskedWrongly("The file has no column named customer.", hint)
    if unknown:
        columns = "a column" if len(unknown) == 1 else "columns"
        shown = ", ".join(unknown[:_MOST_UNKNOWN])
        if len(unknown) > _MOST_UNKNOWN:
            shown += f" and {len(unknown) - _MOST_UNKNOWN:,} more"
        raise AskedWrongly(
            f"The file has {columns} that a customer list does not have: {shown}.", hint
        )
    refuse_duplicates(header)
