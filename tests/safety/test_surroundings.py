"""Every command where the disk, a file, a signal or the environment lets it down: no harm is done.

The commands are those that there are, so that a new one is tried by itself. In the long run all of
their lines are tried, else the first and one by chance.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from prefpad import Pad
from prefpad.cli.commands import COMMANDS
from prefpad.db.connection import open_pad
from tests.conftest import TODAY
from tests.helpers.campaign import DOCUMENTED, LIBRARIES_WORDS, asked, badly_told, lines
from tests.helpers.disk import (
    FAILING,
    FULL,
    OVER_QUOTA,
    every_write_is_answered,
    no_file_may_grow_beyond,
    of_mode,
)
from tests.helpers.processes import done_apart
from tests.helpers.shell import rows
from tests.helpers.sizes import is_long, scaled
from tests.helpers.stored import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from random import Random

    from tests.cli.conftest import Run
    from tests.helpers.stored import Tables
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


# -- signals -------------------------------------------------------------------------------------

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE)
STOPPED = 130
WITHOUT_BRACKETS = {
    "passed_over": frozenset({"BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"}),
    "in_transaction": True,
}
"""A connection that carries out each statement by itself, and says that it does not."""


class Watched(sqlite3.Connection):
    """A connection that tells of each statement before it is carried out."""

    tell: ClassVar[Callable[[sqlite3.Connection], None]]
    passed_over: ClassVar[frozenset[str]] = frozenset()

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        self.tell()
        return super().execute("SELECT 1" if sql in self.passed_over else sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        self.tell()
        return super().executemany(sql, *parameters)

    def backup(self, *arguments: Any, **options: Any) -> None:
        self.tell()
        super().backup(*arguments, **options)


def watched(
    line: list[str], tell: Callable[[sqlite3.Connection], None], *, brackets: bool = True
) -> tuple[int, str]:
    """Run a command line in this process, and return its exit code and what it told of errors."""
    how = {"tell": tell} if brackets else {"tell": tell, **WITHOUT_BRACKETS}
    connect = partial(sqlite3.connect, factory=type("Connection", (Watched,), how))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        result = asked(line, "y\n")
    assert not badly_told(result) or result.exit_code == STOPPED, badly_told(result)
    return result.exit_code, result.stderr


class Shop:
    """A folder with a pad, which is as it was before each command line."""

    def __init__(self, pad: Path) -> None:
        self.pad = pad
        self._whole = pad.parent.with_name("as it was")
        shutil.copytree(pad.parent, self._whole)

    def renew(self) -> None:
        shutil.rmtree(self.pad.parent)
        shutil.copytree(self._whole, self.pad.parent)

    def stages(self, line: list[str]) -> tuple[int, list[Tables]]:
        """Return how many statements a command line has, and what is stored after each commit."""
        files: dict[bytes, None] = {}
        statements = 0

        def look(connection: sqlite3.Connection) -> None:
            nonlocal statements
            statements += 1
            if not connection.in_transaction:
                files[self.pad.read_bytes()] = None

        self.renew()
        watched(line, look)
        files[self.pad.read_bytes()] = None
        stages: list[Tables] = []
        for whole in files:
            self.pad.write_bytes(whole)
            stored = tables(self.pad)
            if stored not in stages:
                stages.append(stored)
        return statements, stages

    def signalled(
        self, line: list[str], number: int, at: int, *, brackets: bool = True
    ) -> tuple[int, str, Tables]:
        """Send a signal before a statement; return the status, what was told, and what is stored."""
        to_come = at

        def send(_: sqlite3.Connection) -> None:
            nonlocal to_come
            to_come -= 1
            if not to_come:
                os.kill(os.getpid(), number)

        self.renew()
        came = done_apart(lambda: watched(line, send, brackets=brackets))
        status, told = (came, "") if isinstance(came, int) else came
        return status, told, tables(self.pad)


@pytest.fixture
def shop(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setenv("PREFPAD_DB", str(filled))
    return Shop(filled)


def test_a_signal_leaves_a_command_done_or_not_and_what_is_said_of_that_is_true(
    shop: Shop, dice: Random, say: Say
) -> None:
    codes: Counter[int] = Counter()
    writing = set()
    for name in (name for name, one in COMMANDS.items() if one.writes):
        for line in some_that_write(shop, name):
            statements, stages = shop.stages(line)
            writing.add(name)
            for number in SIGNALS * scaled(1, 5):
                at = dice.randrange(1, statements + 1)
                status, told, stored = shop.signalled(line, number, at)
                codes[status] += 1
                where = (line, signal.Signals(number).name, at, statements, told)
                assert stored in stages, where
                match number:
                    case signal.SIGINT:
                        assert status in {0, STOPPED}, where
                        assert stored == stages[0] or "Nothing was changed" not in told, where
                    case signal.SIGPIPE:
                        assert (status, stored) == (0, stages[-1]), where
                    case _:
                        assert status == -number, where
    assert {"add", "visit", "confirm", "import", "undo", "forget", "tidy", "merge"} <= writing
    told = ", ".join(f"{count} x {code}" for code, count in sorted(codes.items()))
    say(
        f"{codes.total()} signals amid {len(writing)} commands, ended with {told}: nothing by halves"
    )


def some_that_write(shop: Shop, name: str) -> list[list[str]]:
    """Return the lines of a command that write and succeed; the first one, but in a long run."""
    found: list[list[str]] = []
    for line in lines(name, shop.pad.parent)[: scaled(4, 100)]:
        before = tables(shop.pad)
        code, _ = watched(line, lambda _: None)
        if shop.pad.exists() and not code and tables(shop.pad) != before:
            found.append(line)
            if not is_long():
                break
        shop.renew()
    shop.renew()
    return found


def test_without_a_transaction_a_signal_would_leave_halves(shop: Shop) -> None:
    line = ["add", "Eva Lund", "tea: green", "--new"]
    statements, stages = shop.stages(line)
    left = [
        shop.signalled(line, signal.SIGTERM, at, brackets=False)[2]
        for at in range(1, statements // 2)
    ]
    assert [stored for stored in left if stored not in stages]


# -- environments --------------------------------------------------------------------------------

SURROUNDED_BY = {
    "nothing": ({}, ""),
    "ASCII": ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ""),
    "no streams": ({"LC_ALL": "C.UTF-8"}, "<&- >&- 2>&-"),
    "full streams": ({"LC_ALL": "C.UTF-8"}, "</dev/null >/dev/full 2>/dev/full"),
}
"""What there is of an environment, and where the streams lead."""


@pytest.mark.needs("/dev/full")
@pytest.mark.parametrize("surrounding", SURROUNDED_BY)
def test_every_command_bears_a_bare_environment(
    shop: Shop, dice: Random, say: Say, surrounding: str
) -> None:
    environment, streams = SURROUNDED_BY[surrounding]
    names = [*COMMANDS] if is_long() else dice.sample([*COMMANDS], 3)
    for name in names:
        line = lines(name, shop.pad.parent)[0]
        shop.renew()
        done = subprocess.run(
            ["bash", "-c", f'"$0" -m prefpad "$@" {streams}', sys.executable, *line],
            env={"PREFPAD_DB": str(shop.pad), "PREFPAD_TODAY": TODAY.isoformat(), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert done.returncode in DOCUMENTED, (line, done)
        assert not LIBRARIES_WORDS.search(done.stderr.decode()), (line, done.stderr)
        assert tables(shop.pad)
    say(f"Where there is {surrounding}: {len(names)} commands ended as documented")
