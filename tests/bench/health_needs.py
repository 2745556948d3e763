"""How many labelled lines are read rightly, and how often a list of ordinary ones raises an alarm.

`python -m tests.bench.health_needs` prints the scores of tests/data/health_needs.csv and each line that is
read wrongly. `python -m tests.bench.health_needs FILE` prints what is found in a file of lines that
others wrote, such as 1,000 reviews of restaurants, and how many in 1,000 lines; of a line with tabs the
first cell counts.

The rules were made with the `built` lines at hand. The `untouched` ones were written before it was
known which others are read wrongly, and nothing was changed for their sake. The `open` ones are known to
be read wrongly still.
"""

from __future__ import annotations

import csv
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad.notes.health_needs import find_needs

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = Path(__file__).parent.parent / "data" / "health_needs.csv"
BUILT, UNTOUCHED = "built", "untouched"
NO_NEED = "none"


class Line(NamedTuple):
    """A labelled line: its part and language, `allergy`, `access` or `none`, and what was typed."""

    part: str
    language: str
    label: str
    text: str


@cache
def all_lines() -> tuple[Line, ...]:
    """Return the labelled lines."""
    with LINES.open(encoding="utf-8", newline="") as file:
        return tuple(Line(*row) for row in csv.reader(file))[1:]


def lines(part: str | None = None) -> list[Line]:
    """Return the labelled lines, of one part or all."""
    return [line for line in all_lines() if part in {None, line.part}]


def is_right(line: Line) -> bool:
    """Tell whether a line is read as it is labelled."""
    sorts = {need.sort for need in find_needs(line.text)}
    return line.label in sorts if line.label != NO_NEED else not sorts


def share_right(some: Sequence[Line]) -> float:
    """Return the share of lines that are read rightly."""
    return sum(map(is_right, some)) / len(some)


def print_scores() -> None:
    """Print the scores of the labelled lines, and each that is read wrongly."""
    for part in (BUILT, UNTOUCHED):
        needs = [line for line in lines(part) if line.label != NO_NEED]
        others = [line for line in lines(part) if line.label == NO_NEED]
        alarms = sum(not is_right(line) for line in others)
        print(f"{part:9}  {share_right(needs):6.1%} of {len(needs)} needs found")
        print(f"{'':9}  {alarms} of {len(others)} tempting lines taken for one")
    for line in lines():
        if not is_right(line):
            print(f"  {line.part}, {line.language}, {line.label}: {line.text}")


def alarms_in(texts: Sequence[str]) -> list[str]:
    """Return the texts in which a need is found."""
    return [text for text in texts if find_needs(text)]


def print_alarms(path: Path) -> None:
    """Print what is found in a file of lines, how many in 1,000, and what a line costs."""
    texts = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    find_needs("")
    started = time.perf_counter()
    found = alarms_in(texts)
    took = time.perf_counter() - started
    for text in found:
        print(f"  {text}")
    print(f"{len(found) * 1000 / len(texts):.1f} alarms in 1,000 of {len(texts)} lines")
    print(f"{took * 1_000_000 / len(texts):.0f} µs a line")


if __name__ == "__main__":
    if sys.argv[1:]:
        print_alarms(Path(sys.argv[1]))
    else:
        print_scores()
