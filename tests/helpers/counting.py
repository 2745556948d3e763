"""Counting work, so that a test of how it grows depends on no machine and no clock."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

_STEPS_OF_A_TICK = 20


class Work(NamedTuple):
    """How much a piece of work is: statements of SQL, steps of SQLite, and lines of Python."""

    statements: int
    steps: int
    lines: int


def counted(connection: sqlite3.Connection, work: Callable[[], object]) -> Work:
    """Count the work that is done on a pad; what a trigger does is no statement of its own."""
    statements: list[str] = []
    ticks: list[None] = []
    connection.set_trace_callback(statements.append)
    connection.set_progress_handler(partial(ticks.append, None), _STEPS_OF_A_TICK)
    try:
        lines = steps(work)
    finally:
        connection.set_trace_callback(None)
        connection.set_progress_handler(None, 0)
    own = [statement for statement in statements if not statement.startswith("--")]
    return Work(len(own), len(ticks) * _STEPS_OF_A_TICK, lines)


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python a piece of work goes through."""
    count = 0

    def trace(_frame: Any, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """Return by how much a piece of work grows where there is four times as much to do."""
    little = steps(lambda: work(size))
    return steps(lambda: work(4 * size)) / little
