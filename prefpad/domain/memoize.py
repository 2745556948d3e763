"""Answers that are worked out once and remembered for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_MOST = 50_000


class Memo(dict[Asked, Answer]):
    """The answers to what was asked: `remembered[asked]` works one out if it is not there.

    A `functools.cache` that takes half the time; past so many answers it begins again.

    Args:
        work_out: the function that knows; what it raises is not remembered.
        most: how many answers are remembered.
    """

    def __init__(self, work_out: Callable[[Asked], Answer], most: int = _MOST) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, asked: Asked) -> Answer:
        answer = self._work_out(asked)
        if len(self) >= self._most:
            self.clear()
        self[asked] = answer
        return answer
