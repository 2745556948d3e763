"""How much a test tries: some in the plain run, all in that of .ci/run, and by chance in a long one.

A test that does more in the second than in the first is marked `sized`.
"""

from __future__ import annotations

from typing import TypeVar

from hypothesis import settings

Size = TypeVar("Size")


def is_long() -> bool:
    """Tell whether this is the long run, with chance drawn anew."""
    return not settings().derandomize


def is_whole() -> bool:
    """Tell whether this run has more examples than the plain one."""
    return settings().max_examples > settings.get_profile("prefpad").max_examples


def scaled(short: int, long: int) -> int:
    """Return how often something is tried: seldom, or often in a long run."""
    return long if is_long() else short


def sized(part: Size, whole: Size) -> Size:
    """Return what is tried: a part in the plain run, and the whole in .ci/run."""
    return whole if is_whole() else part
