"""How tests come by their pads, and by the program, faster than a user does.

An empty pad is made once and copied from then on, nothing waits for a disk, and the process that
checks a pad is a fork of the test's, where a user's starts Python. A test of how a pad is made, of
what a disk has when the power fails, or of how a check is started takes the fixture `as_shipped`.

Where all tests of a module begin with the same notes, the function that adds them is `filled`: it is
called once. The pad of a test was checked on that day, so that no command does it; a test of what comes of the
day's check takes `never_checked`. Typer puts the program together once.
"""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing, redirect_stdout
from functools import cache
from io import StringIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from typer import testing
from typer.main import get_command

from prefpad import Pad
from prefpad.db import connection as opening
from prefpad.db import migrations, soundness
from prefpad.verify import content_rows
from prefpad.verify import verify as verifying
from tests.conftest import TODAY
from tests.helpers.processes import done_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fresh = Callable[[str], Path]

_UPGRADE = opening.upgrade
_PRAGMAS = opening._PRAGMAS  # noqa: SLF001 - what a user gets, and what tests turn down


@pytest.fixture(scope="session", autouse=True)
def _quick_pads() -> Iterator[dict[bool, bytes]]:
    """Yield the file of an empty pad, by whether it was checked today."""
    with closing(opening.open_empty()) as empty, pytest.MonkeyPatch.context() as patch:

        def copy_or_upgrade(connection: sqlite3.Connection, *how: Any, **more: Any) -> None:
            is_new = connection.execute("PRAGMA page_count").fetchone() == (0,)
            if is_new and migrations.newest() == migrations.version_of(empty):
                empty.backup(connection)
            else:
                _UPGRADE(connection, *how, **more)

        patch.setattr(opening, "upgrade", copy_or_upgrade)
        patch.setattr(opening, "_PRAGMAS", f"{_PRAGMAS}PRAGMA synchronous = OFF;")
        patch.setattr(verifying, "subprocess", SimpleNamespace(run=_checked_in_a_fork))
        patch.setattr(testing, "_get_command", cache(get_command))
        files = {False: empty.serialize()}
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as checked:
            checked.deserialize(files[False])
            soundness.note(checked, TODAY, fault=None)
            files[True] = checked.serialize()
        yield files


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
def never_checked() -> None:
    """Let a pad be checked after the first change, as one is on every day."""


@pytest.fixture
def put_empty_pad(
    request: pytest.FixtureRequest, _quick_pads: dict[bool, bytes]
) -> Callable[[Path], None]:
    """Return what makes an empty pad at a path where there is none."""
    if "as_shipped" in request.fixturenames:
        return opening.create
    file = _quick_pads["never_checked" not in request.fixturenames]

    def put(path: Path) -> None:
        path.touch(0o600)
        path.write_bytes(file)

    return put


@pytest.fixture
def fresh(tmp_path: Path, put_empty_pad: Callable[[Path], None]) -> Fresh:
    """Make an empty pad of that name, in the place of the one that the example before made."""

    def make(name: str) -> Path:
        path = tmp_path / name
        path.unlink(missing_ok=True)
        put_empty_pad(path)
        return path

    return make


def filled(fill: Callable[[Pad], None]) -> Any:
    """Let each test of a module find a pad at `path` that was filled once and copied."""
    made: dict[frozenset[str], bytes] = {}

    @pytest.fixture(name="path", autouse=True)
    def filled_pad(
        request: pytest.FixtureRequest, tmp_path: Path, put_empty_pad: Callable[[Path], None]
    ) -> Path:
        path = tmp_path / "pad.db"
        kind = frozenset({"as_shipped", "never_checked"}.intersection(request.fixturenames))
        if kind in made:
            path.touch(0o600)
            path.write_bytes(made[kind])
        else:
            put_empty_pad(path)
            with Pad(path, today=TODAY, author="Ana") as pad:
                fill(pad)
            made[kind] = path.read_bytes()
        return path

    return filled_pad
