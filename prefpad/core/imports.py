"""What came of an import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A row of a file that cannot be taken: its line, counted from 1, and the reason."""

    line: int
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    Rows: `read` = `created` + `updated` + `unchanged` + `rejected`.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    problems: list[Problem]
