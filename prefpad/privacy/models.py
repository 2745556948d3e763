"""Records of access requests, of erasing, and of tidying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.record import Record, fresh

if TYPE_CHECKING:
    from datetime import date

    from prefpad.privacy.policy_text import PrivacyPolicy


class Forgetting(Record):
    """What forgetting a customer erases, or has erased.

    Attributes:
        customer: the name.
        number: the number behind `@`.
        rows: how many rows of each table are theirs; for the journal how many changes.
        mentioned_in: the notes on others that have the name in their text; they stay.
        backups: the backups that hold them and are there.
        backups_deleted: how many were deleted.
        remembered: by how many handles an import knows them again, so as not to take them.
        is_clean: whether the file holds nothing of them any more; False where that waits for the
            next start, and before.
    """

    customer: str
    number: int
    rows: dict[str, int]
    mentioned_in: tuple[int, ...]
    backups: tuple[str, ...]
    backups_deleted: int = 0
    remembered: int = 0
    is_clean: bool = False


class Outlived(Record):
    """A note or a customer past the retention time.

    Attributes:
        why: in a word or two: `want`, `solved problem`, `not seen`.
        customer: the name.
        customer_number: the number behind `@`.
        note: the number of the note; None for a customer with all that is theirs.
        text: of the note; `(private)` for a private one.
        since: the day its time began.
    """

    why: str
    customer: str
    customer_number: int
    note: int | None
    text: str
    since: date


class Tidied(Record):
    """What tidying erased.

    Attributes:
        notes: how many notes.
        customers: how many customers with all that was theirs.
        is_clean: whether the file holds nothing of them any more; False where that waits for the
            next start.
    """

    notes: int
    customers: int
    is_clean: bool


class Entry(Record):
    """One stored thing.

    Attributes:
        text: what it is.
        details: more about it, each by what it is; days are `datetime.date`.
        under: what belongs to it: answers about a note, what was tried on a problem.
    """

    text: str
    details: dict[str, str | date] = fresh(factory=dict)
    under: tuple[Entry, ...] = ()


class Part(Record):
    """Things stored for the same reason.

    Attributes:
        name: what the part is called in json, whatever its title.
        title: its heading.
        why: why such things are kept.
        entries: the things.
    """

    name: str
    title: str
    why: str
    entries: tuple[Entry, ...]


class Disclosure(Record):
    """Everything stored about a person.

    Attributes:
        customer: the person's name.
        on: the day as of which it is.
        policy: the privacy policy of the business, or None.
        parts: what is kept, none of them empty.
        private: how many private notes are among it; for who hands it over.
        suspects: words in it that may be names of others; likewise.
        elsewhere: notes on others that have the name; likewise.
    """

    customer: str
    on: date
    policy: PrivacyPolicy | None
    parts: tuple[Part, ...]
    private: int
    suspects: tuple[str, ...]
    elsewhere: tuple[int, ...]
