"""Every command where the disk, the folder or the file lets it down: a sentence, and no harm.

The commands are those that there are, so that a new one is tried by itself. In the long run all of
their lines are tried, else the first and one by chance.
"""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.cli.commands import COMMANDS
from prefpad.db.connection import open_pad
from tests.conftest import TODAY
from tests.helpers.campaign import badly_told, is_long, lines
from tests.helpers.disk import (
    FAILING,
    FULL,
    OVER_QUOTA,
    every_write_is_answered,
    no_file_may_grow_beyond,
    of_mode,
)
from tests.helpers.shell import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from random import Random

    from tests.cli.conftest import Run
    from tests.safety.conftest import Say

    Trouble = Callable[[Path], AbstractContextManager[None]]

WITHOUT_A_PAD = {"init", "demo", "help", "where", "till"}
READS_NO_PAD = {"report", "restore"}
"""Those that may answer without one: which reports there are, what a rehearsal would restore."""


@contextmanager
def folder_is_gone(pad: Path) -> Iterator[None]:
    away = pad.parent.with_name("away")
    pad.parent.rename(away)
    yield
    assert not pad.parent.exists()
    away.rename(pad.parent)


@contextmanager
def is_a_link_to_nothing(pad: Path) -> Iterator[None]:
    shutil.move(pad, pad.with_name("elsewhere.db"))
    pad.symlink_to(pad.with_name("nowhere.db"))
    yield
    assert not pad.with_name("nowhere.db").exists()
    shutil.move(pad.with_name("elsewhere.db"), pad)


TROUBLES: dict[str, Trouble] = {
    "the pad may only be read": lambda pad: of_mode(pad, 0o400),
    "the folder may only be read": lambda pad: of_mode(pad.parent, 0o500),
    "nobody may read the pad": lambda pad: of_mode(pad, 0),
    "the folder is gone": folder_is_gone,
    "the pad is a link to nothing": is_a_link_to_nothing,
    "the disk is full": lambda _: every_write_is_answered(FULL),
    "the quota is used up": lambda _: every_write_is_answered(OVER_QUOTA),
    "the disk fails": lambda _: every_write_is_answered(FAILING),
    "no file may grow": lambda _: no_file_may_grow_beyond(0),
    "no file may grow beyond half a page": lambda _: no_file_may_grow_beyond(2048),
}
NO_PAD_TO_READ = {"nobody may read the pad", "the folder is gone", "the pad is a link to nothing"}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return a pad in a folder of its own, with the files that the commands are called with."""
    folder = tmp_path / "shop"
    folder.mkdir()
    path = folder / "pad.db"
    (folder / "next.csv").write_text("customer,phone\nAnna Ek,030 1\n", encoding="utf-8")
    (folder / "own.csv").write_text("customer,text\nAnna Ek,tea: green\n", encoding="utf-8")
    with Pad(path, create=True, today=TODAY, author="Ana") as pad:
        pad.add("Sam Smith", "coffee: latte", new=True)
        pad.add("Sam Smith", "in a hurry", kind="mood", on="2019-01-01")
        pad.add("Ida Berg", "towels", kind="promise", new=True)
        pad.import_file(folder / "next.csv")
        pad.export(folder / "all.json")
        pad.backup(folder / "backup.db")
    return path


def some_lines(name: str, folder: Path, dice: Random) -> list[list[str]]:
    first, *others = lines(name, folder)
    return [first, *(others if is_long() else dice.sample(others, min(1, len(others))))]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_command_says_a_sentence_and_the_pad_is_as_it_was(
    run: Run,
    filled: Path,
    monkeypatch: pytest.MonkeyPatch,
    dice: Random,
    say: Say,
    trouble: str,
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(filled))
    before, whole, codes = rows(filled), filled.read_bytes(), []
    for name in COMMANDS:
        needs_it = trouble in NO_PAD_TO_READ and name not in WITHOUT_A_PAD | READS_NO_PAD
        for line in some_lines(name, filled.parent, dice):
            with TROUBLES[trouble](filled):
                result = run(*line)
            codes.append(result.exit_code)
            assert not badly_told(result), (line, badly_told(result))
            assert result.exit_code or not (needs_it or name == "add"), line
            if filled.read_bytes() != whole:  # what a rollback leaves may lie otherwise
                assert rows(filled) == before, line
                whole = filled.read_bytes()
    with closing(open_pad(filled)) as pad:
        assert pad.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    told = ", ".join(f"{codes.count(code)} x {code}" for code in sorted({*codes}))
    say(f"Where {trouble}: {len(codes)} command lines, exit codes {told}; the pad is as it was")


def test_without_any_trouble_the_same_would_be_written(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(filled))
    writing = []
    whole = filled.read_bytes()
    before = rows(filled)
    for name in (name for name, command in COMMANDS.items() if command.writes):
        for line in lines(name, filled.parent):
            run(*line)
            if rows(filled) != before:
                writing.append(name)
                filled.write_bytes(whole)
                break
    assert {"add", "visit", "confirm", "import", "undo", "forget", "tidy", "settings"} <= {*writing}
