"""How the benchmarks run programs and what they print: in turn, medians, ratios and floors."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from prefpad.db import unit_of_work
from tests.bench.pads import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from prefpad.db.unit_of_work import UnitOfWork

ROUNDS = 15
_BUSY = 1.25
_AS_A_USER = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PREFPAD_DB", "COVERAGE_PROCESS_START")


class Run(NamedTuple):
    """One run of a program: how long it took, the most memory it held at a time, and its CPU time.

    The memory is never less than that of the bench that started it: the system counts from there.
    """

    seconds: float
    bytes: int
    cpu: float


@dataclass(frozen=True)
class Trial:
    """A command to be timed.

    Attributes:
        label: what the table calls it.
        line: from the number of the round to the command line.
        at_most: its floor, as a ratio to the yardstick.
        environment: what it finds there besides the usual.
    """

    label: str
    line: Callable[[int], Sequence[str]]
    at_most: float
    environment: dict[str, str] = field(default_factory=dict)


class Row(NamedTuple):
    """A figure beside its floor, if it has one; both in the unit that `form` writes out."""

    label: str
    detail: str
    figure: float
    at_most: float | None
    form: str = "{:.2f} x"
    megabytes: float | None = None

    @property
    def verdict(self) -> str:
        """Return whether the figure keeps to its floor: `ok`, `over`, or nothing."""
        if self.at_most is None:
            return ""
        return "ok" if self.figure <= self.at_most else "over"


def program(name: str) -> str:
    """Return the path of a program in the environment of the running interpreter."""
    folder = Path(sys.executable).parent
    found = shutil.which(name, path=str(folder))
    if found is None:
        raise SystemExit(
            f"{name} is not in {folder}. Install this project there with pip, "
            "and run the benchmarks with the python of that folder."
        )
    return found


def yardstick() -> list[str]:
    """Return the command line of a program of the same family that does nothing."""
    return [program("sqlite-utils"), "--version"]


def run(line: Sequence[str], environment: dict[str, str] | None = None) -> Run:
    """Run one command to its end, with colours and a day as a user at a terminal has them."""
    around = {name: value for name, value in os.environ.items() if name not in _AS_A_USER}
    around |= {"PREFPAD_TODAY": TODAY.isoformat(), "PREFPAD_AUTHOR": "Ana"}
    around |= {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "100"}
    around |= environment or {}
    started = time.perf_counter()
    with subprocess.Popen(
        line,
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stderr is not None
        told = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"`{' '.join(line)}` failed with {child.returncode}: {told}")
    kilobytes = used.ru_maxrss if sys.platform != "darwin" else used.ru_maxrss // 1024
    return Run(seconds, kilobytes * 1024, used.ru_utime + used.ru_stime)


def in_turn(trials: Sequence[Trial], rounds: int = ROUNDS) -> list[Row]:
    """Return the median of each command over that of the yardstick, run just before it each time.

    One round more goes first and is not counted, so that files are compiled and in memory.
    """
    doing_nothing = yardstick()
    beside: list[list[Run]] = [[] for _ in trials]
    taken: list[list[Run]] = [[] for _ in trials]
    for number in range(rounds + 1):
        for trial, others, ours in zip(trials, beside, taken, strict=True):
            others.append(run(doing_nothing))
            ours.append(run(trial.line(number), trial.environment))
    return [
        over(trial.label, ours[1:], others[1:], trial.at_most)
        for trial, others, ours in zip(trials, beside, taken, strict=True)
    ]


def ratio(label: str, ours: Sequence[float], others: Sequence[float], at_most: float | None) -> Row:
    """Return the row of a ratio of medians of seconds."""
    median, other = statistics.median(ours), statistics.median(others)
    detail = f"{_milliseconds(median)} beside {_milliseconds(other)}"
    return Row(label, detail, median / other, at_most)


def over(label: str, ours: Sequence[Run], others: Sequence[Run], at_most: float | None) -> Row:
    """Return the row of a ratio of two programs, with the memory of the first.

    It is a ratio of their time. On a machine that is busy with something else, which is where the
    others took much longer than their CPU, it is a ratio of CPU, and the row says so.
    """
    took = [one.seconds for one in others]
    used = [one.cpu for one in others]
    is_busy = statistics.median(took) > _BUSY * statistics.median(used)
    if is_busy:
        row = ratio(label, [one.cpu for one in ours], used, at_most)
    else:
        row = ratio(label, [one.seconds for one in ours], took, at_most)
    detail = f"{row.detail} of CPU" if is_busy else row.detail
    return row._replace(detail=detail, megabytes=megabytes(ours))


def megabytes(runs: Sequence[Run]) -> float:
    """Return the median of the most memory that runs held."""
    return statistics.median(one.bytes for one in runs) / 1_000_000


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print figures beside their floors, each with `ok` or `over`."""
    print(f"\n{title}")
    for row in rows:
        figure = row.form.format(row.figure)
        floor = "" if row.at_most is None else f"at most {row.form.format(row.at_most):>9}"
        memory = "" if row.megabytes is None else f"{row.megabytes:6.0f} MB"
        line = f"  {row.label:44} {row.detail:33} {figure:>9}  {floor:17}  {row.verdict:4}{memory}"
        print(line.rstrip(), flush=True)


@contextmanager
def timed(taken: list[float], clock: Callable[[], float] = time.process_time) -> Iterator[None]:
    """Add to `taken` how long each transaction takes by a clock: its CPU, on a busy machine too."""
    write = unit_of_work.write

    @contextmanager
    def writing(*arguments: Any) -> Iterator[UnitOfWork]:
        with write(*arguments) as writer:
            started = clock()
            yield writer
        taken.append(clock() - started)

    with patch.object(unit_of_work, "write", writing):
        yield
