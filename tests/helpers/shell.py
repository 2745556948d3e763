"""What the tests of the commands share: how a good and a bad run look."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result


def answer(result: Result) -> str:
    """Return what a run that succeeded wrote on stdout."""
    assert result.exit_code == 0, result.stderr
    return result.stdout


def answered(result: Result) -> Any:
    """Return the json that a run that succeeded wrote on stdout."""
    return json.loads(answer(result))


def refusal(result: Result, exit_code: int) -> str:
    """Return what a run that failed wrote on stderr: a sentence, and a hint after it."""
    assert result.exit_code == exit_code, result.stderr
    assert result.stdout == ""
    sentence, *_ = result.stderr.splitlines()
    assert sentence.endswith((".", "?", ")"))
    assert "\nhint: " in result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr


def rows(path: Path) -> list[str]:
    """Return all that is stored in a pad, but for the day of the last check of the file."""
    with closing(sqlite3.connect(path)) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        tables = [
            name
            for kind, name, sql in schema
            if kind == "table" and name != "_soundness" and "VIRTUAL TABLE" not in sql
        ]
        stored = (
            f"{name} {row}"
            for name in tables
            for row in connection.execute(f'SELECT * FROM "{name}"')
        )
        return [*(str(sql) for _, _, sql in schema), *stored]


class Screen(StringIO):
    """A stream that a person looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def drawn_on(size: tuple[int, int], draw: Callable[[TextIO], object]) -> list[str]:
    """Return the lines that are drawn on a screen of so many columns and lines, without colours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(size[0]))
        patch.setenv("LINES", str(size[1]))
        patch.setenv("TERM", "xterm-256color")
        draw(screen := Screen())
    return re.sub("\x1b\\[[0-9;]*m", "", screen.getvalue()).splitlines()
