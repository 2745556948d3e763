"""What the tests of the campaign share: what is typed, and how a failure is told."""

from __future__ import annotations

import re
import shlex
import traceback
from collections import defaultdict
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from prefpad.cli.app import app
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


def lines(name: str, folder: Path, **numbers: int) -> list[list[str]]:
    """Return the command lines of a command, with the files of a folder; other numbers are 1."""
    values: defaultdict[str, object] = defaultdict(lambda: 1, folder=folder, **numbers)
    return [shlex.split(call.arguments.format_map(values)) for call in CALLS[name]]


def asked(line: list[str], typed: str = "") -> Result:
    """Run a command line in this process on the pad of the environment, whatever it raises."""
    return CliRunner().invoke(app, line, input=typed, prog_name="prefpad")


def badly_told(result: Result) -> str:
    """Return what is wrong with how a run ended: nothing, if it failed as is documented."""
    if result.exception and not isinstance(result.exception, SystemExit):
        return "".join(traceback.format_exception(result.exception)[-3:])
    if result.exit_code not in DOCUMENTED:
        return f"exit {result.exit_code}"
    if words := LIBRARIES_WORDS.search(result.stderr):
        return f"{words[0]!r} in {result.stderr!r}"
    said = result.stderr or result.stdout  # a check that finds something answers so
    told = [line for line in said.splitlines() if not line.startswith("hint: ")]
    if result.exit_code and not (told and told[-1].endswith((".", "?", ")"))):
        return f"no sentence: {result.stderr!r}"
    return ""
