"""How tests come by their pads faster than the program does.

An empty pad is made once and copied from then on, nothing waits for a disk, and the process that
checks a pad is a fork of the test's, where a user's starts Python. A test of how a pad is made, of
what a disk has when the power fails, or of how a check is started takes the fixture `as_shipped`.
"""

from __future__ import annotations

import subprocess
from contextlib import closing, redirect_stdout
from io import StringIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from prefpad.db import connection as opening
from prefpad.verify import content_rows
from prefpad.verify import verify as verifying
from tests.helpers.processes import done_apart

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fresh = Callable[[str], Path]

_UPGRADE = opening.upgrade
_PRAGMAS = opening._PRAGMAS  # noqa: SLF001 - what a user gets, and what tests turn down


@pytest.fixture(scope="session", autouse=True)
def _quick_pads() -> Iterator[None]:
    with closing(opening.open_empty()) as empty, pytest.MonkeyPatch.context() as patch:

        def copy_or_upgrade(connection: sqlite3.Connection, *which: Any) -> None:
            if connection.execute("PRAGMA page_count").fetchone() == (0,):
                empty.backup(connection)
            else:
                _UPGRADE(connection, *which)

        patch.setattr(opening, "upgrade", copy_or_upgrade)
        patch.setattr(opening, "_PRAGMAS", f"{_PRAGMAS}PRAGMA synchronous = OFF;")
        patch.setattr(verifying, "subprocess", SimpleNamespace(run=_checked_in_a_fork))
        yield


def _checked_in_a_fork(command: list[Path | str], **_: object) -> SimpleNamespace:
    path, today = map(str, command[-2:])

    def check() -> str:
        with redirect_stdout(StringIO()) as printed:
            content_rows.main(path, today)
        return printed.getvalue()

    printed = done_apart(check)
    return SimpleNamespace(stdout=printed if isinstance(printed, str) else "")


@pytest.fixture
def as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pads be made from nothing, every write reach the disk, and a check start Python."""
    monkeypatch.setattr(opening, "upgrade", _UPGRADE)
    monkeypatch.setattr(opening, "_PRAGMAS", _PRAGMAS)
    monkeypatch.setattr(verifying, "subprocess", subprocess)


@pytest.fixture
def fresh(tmp_path: Path) -> Fresh:
    """Make an empty pad of that name, in the place of the one that the example before made."""

    def make(name: str) -> Path:
        path = tmp_path / name
        path.unlink(missing_ok=True)
        opening.create(path)
        return path

    return make
