"""What restoring a backup did, or would do."""

from __future__ import annotations

from prefpad.domain.record import Record, fresh


class PadSize(Record):
    """How much a pad holds."""

    customers: int
    notes: int


class Backup(Record):
    """A backup that is there: where, and the moment it was made in ISO form."""

    path: str
    at: str


class Restored(Record):
    """What restoring a backup did, or would do.

    Attributes:
        file: the backup.
        changed_at: the moment of the last change that it knows, in ISO form; None if of none.
        then: what it holds, those erased again left out.
        before: what the pad held; None where it was missing or damaged.
        pad: how the pad was: `sound`, `damaged` or `missing`.
        erased_again: how many were forgotten since and are erased from it again.
        forgot_since: whether somebody was forgotten since the backup.
        tidied_since: whether anything was tidied since the backup.
        memory_lost: whether some who were forgotten cannot be known again, since the key is not
            here or the pad is too damaged.
        alerts: how many notes are alerts from now on for what they state: an `allergy` or `access`.
        kept_as: where the pad as it was is kept; None before, and where it was not sound.
    """

    file: str
    changed_at: str | None
    then: PadSize
    before: PadSize | None
    pad: str
    erased_again: int
    forgot_since: bool
    tidied_since: bool
    memory_lost: bool
    alerts: dict[str, int] = fresh(factory=dict)
    kept_as: str | None = None
