"""What the tests of the campaign share: how long it is, what is typed, and how a failure is told."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import settings

from tests.cli.test_tells_nothing import CALLS

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

DOCUMENTED = frozenset({0, 1, 2, 3, 4, 5, 6, 7})
LIBRARIES_WORDS = re.compile(
    r"Traceback|Errno|sqlite|disk image|no such (?:table|column|function)|constraint|datatype"
    r"|\bNone\b|NoneType|KeyError|object has no|not subscriptable|unpack|Expecting|codec|surrogate"
    r"|invalid literal|unsupported operand|isoformat|unhashable|expression tree"
)


def is_long() -> bool:
    """Tell whether this is the long run, with chance drawn anew."""
    return not settings().derandomize


def scaled(short: int, long: int) -> int:
    """Return how often something is tried: seldom, or often in a long run."""
    return long if is_long() else short


def lines(name: str, folder: Path) -> list[list[str]]:
    """Return the command lines of a command, with the files of a folder and the number 1."""
    values: defaultdict[str, object] = defaultdict(lambda: 1, folder=folder)
    return [shlex.split(call.arguments.format_map(values)) for call in CALLS[name]]


def badly_told(result: Result) -> str:
    """Return what is wrong with how a run ended: nothing, if it failed as is documented."""
    if result.exit_code not in DOCUMENTED:
        return f"exit {result.exit_code}"
    if words := LIBRARIES_WORDS.search(result.stderr):
        return f"{words[0]!r} in {result.stderr!r}"
    told = [line for line in result.stderr.splitlines() if not line.startswith("hint: ")]
    if result.exit_code and not (told and told[-1].endswith((".", "?", ")"))):
        return f"no sentence: {result.stderr!r}"
    return ""
