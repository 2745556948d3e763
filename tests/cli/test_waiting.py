from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.context import Context
from prefpad.db import connection as opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

TOLD = "Another terminal is writing; waiting"


@pytest.fixture
def theirs(pad: Pad, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Hold the pad as another terminal does, where hours are moments, of which none is skipped."""
    pad.add("Sam Smith", "tea", new=True)
    hundredths = count()
    monkeypatch.setattr(opening, "monotonic", lambda: next(hundredths) / 100)
    monkeypatch.setattr(opening, "TELL_SECONDS", 0.01)
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.03)
    with closing(sqlite3.connect(path, isolation_level=None)) as theirs:
        theirs.execute("BEGIN EXCLUSIVE")
        yield theirs


def test_a_script_is_told_that_it_waits_and_gives_up(run: Run, theirs: sqlite3.Connection) -> None:
    for line in ("add smith coffee", "recall smith"):
        result = run(*line.split())
        assert result.exit_code == 7
        assert result.stderr.splitlines()[0] == f"{TOLD} up to 0 seconds."
        assert result.stderr.count(TOLD) == 1


@pytest.mark.usefixtures("at_a_terminal")
def test_a_person_may_wait_for_as_long_as_the_pad_is_held(
    run: Run, theirs: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = Context._wait_on  # noqa: SLF001 - watched, not changed
    waited: list[float] = []

    def let_go_at_last(context: Context, seconds: float) -> bool:
        waited.append(seconds)
        if len(waited) == 6:
            theirs.execute("COMMIT")
        return tell(context, seconds)

    monkeypatch.setattr(Context, "_wait_on", let_go_at_last)
    result = run("recall", "smith")
    assert waited[-1] > opening.WAIT_SECONDS
    assert "tea" in result.stdout
    assert result.stderr == f"{TOLD} until it is done; Ctrl-C cancels.\n"


def test_nothing_is_said_of_a_pad_that_nobody_holds(run: Run, theirs: sqlite3.Connection) -> None:
    theirs.execute("COMMIT")
    assert TOLD not in run("add", "smith", "coffee").stderr
