"""Records of checking a whole pad, and of rescuing a damaged one."""

from __future__ import annotations

from typing import Literal

from prefpad.domain.record import Record

Severity = Literal["damage", "derived", "around"]


class Finding(Record):
    """One thing that is wrong with a pad.

    Attributes:
        check: which check found it.
        severity: `damage` where what was written may be lost, `derived` where what follows from the
            rows does not follow from them, `around` where it is the file or what lies beside it.
        sentence: what is wrong.
        hint: what to do.
    """

    check: str
    severity: Severity
    sentence: str
    hint: str


class Verified(Record):
    """What a check of the whole pad found.

    Attributes:
        path: the pad.
        checks: the checks that were made, by name.
        findings: what is wrong, the worst first.
        customers: how many have a visit class.
        outdated: how many of these have one that learning anew would change. Each is learnt when its
            customer is here, so that some are always a little behind.
        mended: what was wrong and is not any more, since it was derived again.
        relearned: whether what is derived was derived again.
    """

    path: str
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]
    customers: int
    outdated: int
    mended: tuple[Finding, ...]
    relearned: bool

    @property
    def is_sound(self) -> bool:
        """Whether nothing that was written may be lost."""
        return not any(finding.severity == "damage" for finding in self.findings)


class Rescued(Record):
    """What was saved of a damaged pad.

    Attributes:
        file: the new pad.
        saved: how many rows each table has in it.
        lost: how many rows of each table could not be read, or do not fit; none left out.
        unreadable: the tables that could not be read to their end, of which more may be lost.
        unnamed: customers whose row was lost, kept with their notes under the name they are found by.
    """

    file: str
    saved: dict[str, int]
    lost: dict[str, int]
    unreadable: tuple[str, ...]
    unnamed: int
