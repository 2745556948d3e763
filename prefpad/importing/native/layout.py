"""Our own layout: its columns, whether a header is one of ours, and what a row says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record
from prefpad.importing.csv.cells import quoted
from prefpad.importing.csv.header import refuse_duplicates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.domain.vocabulary import Role
    from prefpad.importing.csv.cells import Handle
    from prefpad.notes.draft import NoteAttributes
    from prefpad.notes.health_rules import Sort
    from prefpad.notes.sensitive import Sensitivity

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
    """Tell whether cells are column names of ours: `customer`, and as many known as not.

    `Bo Ray,Customer` is a row of anybody's list: the name alone of ours is in small letters.
    """
    names = [name for name in map(fold, cells) if name]
    known = sum(name in _KNOWN for name in names)
    is_told = known > 1 or CUSTOMER in map(str.strip, cells) or len(names) == 1
    return CUSTOMER in names and 2 * known >= len(names) and is_told


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


class NativeCustomer(NamedTuple):
    """What a row says of its customer; what it leaves blank is empty or None.

    Each of the tags has its key behind it.
    """

    name: str
    key: str
    handles: tuple[Handle, ...]
    formal: str | None
    formal_key: str
    tags: tuple[tuple[str, str], ...]
    role: Role | None


class NoteFacts(Record):
    """What a row says of its note besides the text and the days; rows that repeat share one.

    Only itself is equal to it: what follows from one is looked up for each row.

    Attributes:
        attributes: what the note is.
        topic: a short word, or None.
        every: the owner's own interval in days, or None.
        author: who says so, or None.
        is_lowered: whether the row says that it is not an alert, whatever its words.
        kept_for: the sensitive subject that made it private, or None.
        alert_for: what made it an alert, `allergy` or `access`, or None.
    """

    attributes: NoteAttributes
    topic: str | None
    every: int | None
    author: str | None
    is_lowered: bool = False
    kept_for: str | None = None
    alert_for: Sort | None = None

    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Remark(NamedTuple):
    """What a text says: rows that repeat share one.

    Attributes:
        text: what to remember, without the topic.
        judged: what it mentions.
        alert_for: `allergy` or `access` if it states such a need, or None.
        alert: the words of that need.
        rest: what else it says if that is private, or None.
    """

    text: str
    judged: Sensitivity
    alert_for: Sort | None = None
    alert: Remark | None = None
    rest: Remark | None = None


class Row(NamedTuple):
    """One row: `who` is for `NativeParser.who`; `said` is None if it holds no note.

    Days are ISO text, as they are compared and kept.

    Attributes:
        noted_on, confirmed_on: days.
        by: the day it is due if that stands in the file, or None.
        said_on: the folded `on` cell, which stays the same when `yesterday` is another day.
        text_key: the folded text, by which it is compared.
    """

    who: str
    said: NoteFacts | None = None
    text: str = ""
    noted_on: str = ""
    confirmed_on: str = ""
    by: str | None = None
    said_on: bytes = b""
    text_key: bytes = b""
