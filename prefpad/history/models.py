"""Records of the journal: changes, their rows, imports and undos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.record import Record

if TYPE_CHECKING:
    from prefpad.domain.models import Check, Note


class Change(Record):
    """One command that changed the pad.

    Attributes:
        number: how the change is named afterwards.
        at: the moment, in ISO form.
        author: who did it, or None.
        command: which command did it.
        what: what it did, in words.
        import_number: the import that it was, or None.
        undoes: the change that it took back, or None.
        undone_by: the change that took it back, or None while it holds.
    """

    number: int
    at: str
    author: str | None
    command: str
    what: str
    import_number: int | None = None
    undoes: int | None = None
    undone_by: int | None = None


class NoteHistory(Record):
    """A note and its history.

    Attributes:
        note: as it stands now.
        why: why it is, or is not yet, worth asking about, in a sentence.
        checks: every time that it was confirmed, the oldest first.
        changes: every change that touched it, the oldest first.
    """

    note: Note
    why: str
    checks: list[Check]
    changes: list[Change]


class ChangedRow(Record):
    """What a change did to one row.

    Attributes:
        table: the table of the row.
        number: its number there.
        customer: the name of the customer it is about; empty if it is about none.
        did: `added`, `changed` or `removed`.
        before: what stood there, by column; for a row that was changed, what changed.
        after: its values since, in the same form.
    """

    table: str
    number: int
    customer: str
    did: str
    before: dict[str, str | int | float | None]
    after: dict[str, str | int | float | None]


class Import(Record):
    """One import of a file.

    Rows: `read` = `created` + `updated` + `unchanged` + `rejected`.

    Attributes:
        number: how the import is named afterwards.
        change: its number in the journal.
        at: the moment, in ISO form.
        author: who imported, or None.
        file: the name of the file.
        layout: how it was read.
        undone: whether it was taken back.
    """

    number: int
    change: int
    at: str
    author: str | None
    file: str
    layout: str
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    undone: bool


class Kept(Record):
    """A row that an undo left alone because it was changed since.

    Attributes:
        table: the table of the row.
        number: its number there.
        what: what it is, in words.
        change: the later change that it is kept for, or None if the journal names none.
    """

    table: str
    number: int
    what: str
    change: int | None


class Undone(Record):
    """What an undo did, or would do.

    Attributes:
        change: the change that was taken back.
        number: the undo's own number, by which it can be taken back; None for a dry run.
        removed: how many rows went, by table.
        restored: how many rows came back, by table.
        changed: how many rows have their former values again, by table.
        kept: the first thousand rows that were left alone because they were changed since.
        kept_count: how many rows were left alone.
    """

    change: Change
    number: int | None
    removed: dict[str, int]
    restored: dict[str, int]
    changed: dict[str, int]
    kept: list[Kept]
    kept_count: int
