"""One row of a customer list: its customer and its note."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.record import Record

if TYPE_CHECKING:
    from prefpad.domain.vocabulary import Role
    from prefpad.importing.csv.cells import Handle
    from prefpad.notes.draft import NoteAttributes
    from prefpad.notes.health_rules import Sort
    from prefpad.notes.sensitive import Sensitivity


class NativeCustomer(NamedTuple):
    """What a row says of its customer; what it leaves blank is empty or None."""

    name: str
    key: str
    handles: tuple[Handle, ...]
    formal: str | None
    formal_key: str
    tags: tuple[str, ...]
    role: Role | None


class NoteFacts(Record):
    """What a row says of its note besides the text and the days; rows that repeat share one.

    Only itself is equal to it: what follows from one is looked up for each row.

    Attributes:
        attributes: what the note is.
        topic: a short word, or None.
        every: the owner's own interval in days, or None.
        author: who says so, or None.
        kept_for: the sensitive subject that made it private, or None.
        is_lowered: whether the row says that it is not an alert, whatever its words.
        alert_for: what made it an alert, `allergy` or `access`, or None.
    """

    attributes: NoteAttributes
    topic: str | None
    every: int | None
    author: str | None
    kept_for: str | None = None
    is_lowered: bool = False
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
    said_on: str = ""
    text_key: bytes = b""
