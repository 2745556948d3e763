from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, answered

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _backed_up(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)
    pad.backup(path.with_name("copy.db"))


def harm(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as disk, disk:
        disk.execute(statement)


def test_the_exit_code_says_how_bad_it_is(run: Run, path: Path) -> None:
    assert answer(run("verify")) == f"{path} is sound: 15 checks found no problem.\n"
    assert answer(run("verify", "-q")) == ""
    path.chmod(0o644)
    result = run("verify", "-q")
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [f"Others on this machine can open {path}.", f"hint: Run `chmod 600 {path}`."],
    )
    harm(path, "DELETE FROM customers")
    result = run("verify")
    assert (result.exit_code, "`prefpad verify --rescue NEW`" in result.stdout) == (6, True)


def test_a_cron_job_gets_json(run: Run, path: Path) -> None:
    found = answered(run("verify", "--format", "json"))
    assert (found["path"], found["findings"], found["outdated"]) == (str(path), [], 0)
    harm(path, "DELETE FROM _backups")
    result = run("verify", "--format", "json")
    assert (result.exit_code, '"hint": "Run `prefpad backup`."' in result.stdout) == (1, True)


def test_what_is_derived_is_relearned(run: Run, path: Path) -> None:
    harm(path, "DELETE FROM _name_words")
    assert run("verify").exit_code == 1
    told = answer(run("verify", "--relearn"))
    assert told.startswith("Some customers are not found by their name: corrected.\n")
    assert answer(run("recall", "smith"))


def test_what_can_be_read_is_saved(run: Run, path: Path) -> None:
    saved = path.with_name("saved.db")
    told = answer(run("verify", "--rescue", str(saved)))
    assert told == f"Saved 1 customer and 1 note in {saved}.\nNothing was lost.\n"
    harm(path, "DELETE FROM customers")
    told = answer(run("verify", "--rescue", "more.db"))
    assert "Lost the row of 1 customer, who kept the notes" in told
