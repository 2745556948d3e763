"""How much CPU a line costs at the prompt for the day, on a pad of 1,000 notes.

`python -m tests.bench.counter` prints the median and the slowest twentieth for each kind of line;
another size can be named, as `python -m tests.bench.counter 100000`.
"""

from __future__ import annotations

import csv
import os
import statistics
import sys
import time
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from prefpad.cli.app import run
from tests.bench.pads import NOTES_OF_A_CUSTOMER, TODAY, kept_list, pad_to_write
from tests.bench.timing import Row, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

NOTES = 1_000
ROUNDS = 40
AT_MOST = 10.0
"""Milliseconds of CPU for a line."""
_FORM = "{:.1f} ms"


class Line(NamedTuple):
    """A line to be typed, and the kind under which it is counted."""

    kind: str
    typed: str


class _Paper(TextIOWrapper):
    """A terminal that nobody looks at: cards are drawn, and nothing is kept."""

    def isatty(self) -> bool:
        """Say that somebody looks at it."""
        return True


class _Keyboard:
    """Types line after line, and measures the CPU that each takes."""

    def __init__(self, lines: Sequence[Line], clock: Callable[[], float]) -> None:
        self._lines = lines
        self._clock = clock
        self.taken: dict[str, list[float]] = {}

    def __iter__(self) -> Iterator[str]:
        for kind, typed in self._lines:
            started = self._clock()
            yield typed
            self.taken.setdefault(kind, []).append(self._clock() - started)

    def isatty(self) -> bool:
        """Say that there is nobody to ask."""
        return False


def a_day(notes: int, rounds: int) -> list[Line]:
    """Return the lines of a day on a kept pad: each round is about another customer."""
    with kept_list(notes).open(encoding="utf-8", newline="") as file:
        rows = [*islice(csv.DictReader(file), rounds * NOTES_OF_A_CUSTOMER)]
    lines = []
    for at, first in enumerate(range(0, len(rows), NOTES_OF_A_CUSTOMER)):
        theirs = list(enumerate(rows[first : first + NOTES_OF_A_CUSTOMER], first + 1))
        asked = [number for number, row in theirs if row["kind"] in {"preference", "need"}]
        lines += [
            Line("a name", rows[first]["id"]),
            Line("visit", "visit"),
            Line("due", "due"),
            Line("c NUMBER", f"c {asked[0]}"),
            Line("a note", f"came by bicycle, parcel {at} under the arm"),
            Line("a note with a topic", f"coffee: likes blend {at} with oat milk"),
            Line("an allergy", f"allergic to sesame in recipe {at}"),
            Line("a promise", f"-p parcel {at} to the station by friday"),
            Line("undo", "undo"),
            Line("an empty line", ""),
        ]
    return lines


def seconds(pad: Path, lines: Sequence[Line]) -> dict[str, list[float]]:
    """Return what each line took, by kind, typed into one prompt on a pad."""
    keyboard = _Keyboard(lines, time.process_time)
    surroundings = {"PREFPAD_TODAY": TODAY.isoformat(), "TERM": "xterm", "COLUMNS": "80"}
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, surroundings))
        stack.enter_context(patch.object(sys, "stdin", keyboard))
        paper = stack.enter_context(_Paper(open(os.devnull, "wb"), "utf-8"))  # noqa: PTH123, SIM115 - closed with it
        stack.enter_context(redirect_stdout(paper))
        told = stack.enter_context(open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123 - a device
        stack.enter_context(redirect_stderr(told))
        status = run(["--db", str(pad), "counter"])
    if status:
        raise SystemExit(f"A line failed with {status}.")
    return keyboard.taken


def figures(notes: int = NOTES, rounds: int = ROUNDS) -> list[Row]:
    """Return the median and the slowest twentieth for each kind of line, in milliseconds.

    The first round is not counted: it loads what the others use.
    """
    with pad_to_write(notes) as pad:
        taken = seconds(pad, a_day(notes, rounds + 1))
    rows = []
    for kind, each in taken.items():
        counted = sorted(1000 * one for one in each[1:])
        slowest = counted[int(len(counted) * 0.95)] if len(counted) > 1 else counted[0]
        detail = f"median {_FORM.format(statistics.median(counted))}"
        rows.append(Row(kind, detail, slowest, AT_MOST, _FORM))
    return rows


def main(arguments: Sequence[str]) -> None:
    """Print what a line costs."""
    notes = int(arguments[0]) if arguments else NOTES
    print_table(f"CPU of a line at the counter, slowest twentieth, {notes:,} notes", figures(notes))


if __name__ == "__main__":
    main(sys.argv[1:])
