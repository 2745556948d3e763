"""Counting work, so that a test of how it grows depends on no machine and no clock."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


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
