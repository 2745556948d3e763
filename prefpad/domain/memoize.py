"""Computing things once, when first needed: answers, and regular expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, AnyStr, TypeVar, cast

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_MOST = 50_000


class Memo(dict[Asked, Answer]):
    """The answers to what was asked: `remembered[asked]` works one out if it is not there.

    A `functools.cache` that takes half the time; past `most` answers it begins again.

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


class _Pattern:
    """A regular expression until it is used: from then on it has the methods of the compiled one."""

    def __init__(self, written: str | bytes, flags: int) -> None:
        self._written = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        import re

        found = vars(self)[name] = getattr(re.compile(self._written, self._flags), name)
        return found


def pattern(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when it is first used.

    A short command uses hardly any of those in the modules it loads.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(written, flags))
