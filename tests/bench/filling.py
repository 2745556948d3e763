"""How long an import takes and how much memory, beside two programs that only copy the rows.

`python -m tests.bench.filling` imports lists of 100,000 rows in our own layout and in Square's; another
number can be named.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from prefpad import Pad
from prefpad.db.unit_of_work import UnitOfWork
from tests.bench.pads import (
    NOTES_OF_A_CUSTOMER,
    TODAY,
    kept_different,
    kept_list,
    kept_pad,
    kept_people,
)
from tests.bench.timing import (
    Row,
    megabytes,
    over,
    print_table,
    program,
    ratio,
    run,
    timed,
    yardstick,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.timing import Run

ROWS = 100_000
ROUNDS = 3
MOST_FOR_THE_JOURNAL = 100_000
A_FEW = 1_000
ROUNDS_OF_A_FEW = 15


class Sort(NamedTuple):
    """A sort of list: how the table calls it, its file, and its floors.

    Attributes:
        over_shell: the most CPU over that of `sqlite3 .import`, or None.
        over_utils: the most CPU over that of `sqlite-utils insert --csv --no-detect-types`.
        megabytes: the most memory.
    """

    label: str
    file: Callable[[int], Path]
    over_shell: float | None
    over_utils: float
    megabytes: int


SORTS = (
    Sort("own layout", kept_list, 8, 0.75, 200),
    Sort("own, texts differ", kept_different, 8, 0.75, 200),
    Sort("Square's", kept_people, None, 1.6, 150),
)


def whole_list(sort: Sort, rows: int, rounds: int = ROUNDS) -> list[Row]:
    """Return the figures of an import of so many rows into a new pad, and of the same again."""
    file = str(sort.file(rows))
    shell = shutil.which("sqlite3")
    first: list[Run] = []
    again: list[Run] = []
    by_shell: list[Run] = []
    by_utils: list[Run] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
            pad = _path(folder)
            copy = [program("sqlite-utils"), "insert", pad("utils.db"), "t", file]
            by_utils.append(run([*copy, "--csv", "--no-detect-types"]))
            if shell:
                load = f".import --csv '{file}' t"
                by_shell.append(run([shell, pad("shell.db"), load]))
            prefpad = [program("prefpad"), "--db", pad("pad.db")]
            run([*prefpad, "init"])
            first.append(run([*prefpad, "import", file]))
            again.append(run([*prefpad, "import", file]))
    beside: list[tuple[str, list[Run], float | None]] = [("insert", by_utils, sort.over_utils)]
    if by_shell:
        beside.append((".import", by_shell, sort.over_shell))
    found = []
    for name, others, most in beside:
        found.append(ratio(f"CPU over {name}", _cpu(first), _cpu(others), most))
        found.append(ratio(f"time over {name}", _seconds(first), _seconds(others), None))
    return [
        *found,
        _memory("memory", first, sort.megabytes),
        ratio("CPU again", _cpu(again), _cpu(first), 0.75),
        _memory("memory again", again, sort.megabytes),
    ]


def held(file: Path) -> list[Row]:
    """Return how long an import and its undo let others wait: while they hold the pad's lock."""
    seconds: list[float] = []
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        path = Path(folder, "pad.db")
        with Pad(path, today=TODAY, create=True) as pad, timed(seconds, time.perf_counter):
            pad.import_file(file)
            pad.undo_import()
    labels = ("lock held by the import", "lock held by its undo")
    return [
        Row(label, "", taken, None, "{:.2f} s")
        for label, taken in zip(labels, seconds, strict=True)
    ]


def _cpu(runs: Sequence[Run]) -> list[float]:
    return [one.cpu for one in runs]


def _seconds(runs: Sequence[Run]) -> list[float]:
    return [one.seconds for one in runs]


def a_few_more(notes: int, rounds: int = ROUNDS_OF_A_FEW) -> Row:
    """Return the figure of an import of 1,000 rows into a pad of so many notes."""
    taken: list[Run] = []
    others: list[Run] = []
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        pad = shutil.copy(kept_pad(notes), folder)
        for number in range(rounds + 1):
            after = (notes + number * A_FEW) // NOTES_OF_A_CUSTOMER + 1
            file = kept_list(A_FEW, seed=2 + number, first=after)
            others.append(run(yardstick()))
            line = [program("prefpad"), "--db", str(pad), "import", str(file)]
            taken.append(run(line))
    label = f"{A_FEW:,} rows more"
    return over(label, taken[1:], others[1:], 1.2)


def journal(rows: int, rounds: int = ROUNDS) -> list[Row]:
    """Return what the journal costs an import, of new rows and of the same rows learnt again."""
    labels = ("journal of an import of new rows", "journal of one that updates every row")
    taken: dict[bool, list[list[float]]] = {True: [[], []], False: [[], []]}
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        files = [kept_list(rows), _learnt_again(kept_list(rows), Path(folder, "again.csv"))]
        for number, kept in product(range(rounds), (True, False)):
            with Pad(Path(folder, f"{number}{kept}.db"), today=TODAY, create=True) as pad:
                for file, seconds in zip(files, taken[kept], strict=True):
                    with nullcontext() if kept else _without_journal():
                        started = time.perf_counter()
                        pad.import_file(file)
                        seconds.append(time.perf_counter() - started)
    return [
        ratio(label, ours, others, 1.1)
        for label, ours, others in zip(labels, taken[True], taken[False], strict=True)
    ]


def _learnt_again(file: Path, again: Path) -> Path:
    """Write a list in which customers say today what an older list says of them."""
    with file.open(encoding="utf-8", newline="") as old, again.open("w", encoding="utf-8") as new:
        reader = csv.DictReader(old)
        writer = csv.DictWriter(new, reader.fieldnames or ())
        writer.writeheader()
        for row in reader:
            writer.writerow({**row, "on": TODAY.isoformat(), "confirmed": "", "source": "told"})
    return again


@contextmanager
def _without_journal() -> Iterator[None]:
    with (
        patch.object(UnitOfWork, "_keep", lambda *_: None),
        patch.object(UnitOfWork, "change", lambda *_: 0),
    ):
        yield


def _path(folder: str) -> Callable[[str], str]:
    return lambda name: str(Path(folder, name))


def _memory(label: str, runs: Sequence[Run], most: int) -> Row:
    return Row(label, "", megabytes(runs), most, "{:.0f} MB")


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.filling", description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(arguments)
    for sort in SORTS:
        print_table(
            f"Import of {chosen.rows:,} rows, {sort.label}",
            [*whole_list(sort, chosen.rows, chosen.rounds), *held(sort.file(chosen.rows))],
        )
    rows = [a_few_more(chosen.rows)]
    rows += journal(min(chosen.rows, MOST_FOR_THE_JOURNAL), chosen.rounds)
    print_table(f"Beside {chosen.rows:,} rows", rows)
    if shutil.which("sqlite3") is None:
        print("  The sqlite3 shell is not installed, so nothing was measured beside it.")


if __name__ == "__main__":
    main(sys.argv[1:])
