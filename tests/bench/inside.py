"""How long the pad itself takes to answer, without the start of a program.

`python -m tests.bench.inside PAD` asks a pad of yours; without one, a pad of 1,000,000 notes.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad import Pad
from prefpad.customers.completion_search import complete
from tests.bench.pads import SEED, TODAY, kept_pad
from tests.bench.timing import Row, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NOTES = 1_000_000
ROUNDS = 200
LONGEST_TO_FIND = 15.0
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Known(NamedTuple):
    """A customer on a pad: a key that nobody else has, and a name."""

    key: str
    name: str


def figures(path: Path, rounds: int = ROUNDS) -> list[Row]:
    """Return within how many milliseconds of CPU 95 of 100 questions of each sort are answered."""
    draw = random.Random(SEED)
    known = _drawn(path, draw, rounds)
    wrong = [misspelt(draw, one.name) for one in known]
    beginnings = [one.name[:3] for one in known]
    with Pad(path, today=TODAY) as pad:
        return [
            _row("recall by key", (one.key for one in known), pad.recall),
            _row(
                "names by their beginning, 50",
                beginnings,
                lambda it: complete(path, "names", it, 50),
            ),
            _row("due, the first 50", beginnings, lambda _: pad.due(limit=50)),
            _row("count of all due", beginnings, lambda _: pad.count_due()),
            _row("search, the newest 20", beginnings, lambda _: pad.search("oat", limit=20)),
            _row("a misspelt name", wrong, pad.find, LONGEST_TO_FIND),
        ]


def misspelt(draw: random.Random, name: str) -> str:
    """Return a name with a letter left out, put in, replaced or swapped with the next."""
    at = draw.randrange(len(name))
    before, letter, after = name[:at], name[at], name[at + 1 :]
    other = draw.choice(_LETTERS)
    left_out, put_in = before + after, before + letter + other + after
    replaced, swapped = before + other + after, before + after[:1] + letter + after[1:]
    return draw.choice((left_out, put_in, replaced, swapped))


def _drawn(path: Path, draw: random.Random, count: int) -> list[Known]:
    """Return customers drawn from all over the pad."""
    with closing(sqlite3.connect(path)) as connection:
        (last,) = connection.execute("SELECT max(number) FROM customers").fetchone()
        drawn = (
            connection.execute(
                "SELECT number, name FROM customers WHERE number >= ? LIMIT 1",
                (draw.randint(1, last),),
            ).fetchone()
            for _ in range(count)
        )
        return [Known(_key(connection, number), name) for number, name in drawn]


def _key(connection: sqlite3.Connection, number: int) -> str:
    row = connection.execute(
        "SELECT value FROM handles WHERE customer = ? AND kind = 'id'", (number,)
    ).fetchone()
    return row[0] if row else f"@{number}"


def _row(
    label: str, asked: Iterable[str], answer: Callable[[str], object], at_most: float | None = None
) -> Row:
    taken = []
    for question in asked:
        started = time.process_time()
        answer(question)
        taken.append((time.process_time() - started) * 1000)
    slow = statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return Row(label, f"median {statistics.median(taken):.2f} ms", slow, at_most, "{:.2f} ms")


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.inside", description=__doc__)
    parser.add_argument("pad", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(arguments)
    rows = figures(chosen.pad or kept_pad(NOTES), chosen.rounds)
    print_table("Inside the process, CPU of 95 of 100", rows)


if __name__ == "__main__":
    main(sys.argv[1:])
