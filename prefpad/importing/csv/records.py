"""Parsing records strictly, and explaining a malformed one."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.importing.report import Problem

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable

LONGEST_CELL = 1 << 24
"""Characters in the longest cell that is read; past it a quote was surely left open."""

LINE_END = pattern(r"\r\n?|\n")
QUOTED = r'"[^"]*+(?:""[^"]*+)*+"'
_QUOTED_OR_OPEN = pattern(QUOTED + "?")


class UnreadableRow(Problem):
    """A malformed record, with its `text` as in the file."""

    text: str = ""


def csv_reader(lines: Iterable[str], delimiter: str) -> Reader:
    """Return a strict reader of records, which raises `csv.Error` at a malformed one."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    return csv.reader(lines, strict=True, delimiter=delimiter)


def fault(line: int, held: list[str], delimiter: str) -> tuple[UnreadableRow, int]:
    """Return what is wrong with the record that begins on `line`, and how many lines it has.

    A quote that closes where another cell begins was surely left open: then the record ends with
    the line of that quote, and what follows are records of their own.
    """
    text = "".join(held)
    between = re.escape(delimiter)
    sound = rf'(?:(?:{QUOTED}|[^"{between}\r\n][^{between}\r\n]*+|){between})*+'
    sound += rf"(?:{QUOTED}(?=[\r\n]|\Z))?"
    opening = _end(re.match(sound, text))
    opened = line + len(LINE_END.findall(text[:opening]))
    closing = _end(_QUOTED_OR_OPEN.match(text, opening))
    closed = line + len(LINE_END.findall(text[:closing]))
    taken = len(held)
    if text[opening : opening + 1] != '"':
        opened, reason = line, f"A cell is longer than {LONGEST_CELL:,} characters."
    elif closing == len(text) or text[closing - 2] in f"{delimiter}\r\n":
        taken = opened - line + 1
        reason = f"The quote that opens on line {opened} is never closed."
    else:
        reason = (
            f"The quote that opens on line {opened} has text right after its end on line {closed}."
        )
    if taken > 1:
        reason += f" Lines {line} to {line + taken - 1} are not read."
    return UnreadableRow(opened, reason, "".join(held[:taken])), taken


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
