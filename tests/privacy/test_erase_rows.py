from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.db import connection as opening
from prefpad.db import erasure
from prefpad.db.connection import open_pad
from prefpad.domain.errors import NoSuchCustomer, PadUnusable
from prefpad.privacy import erase_rows as erasing
from prefpad.privacy import erase_rows as expunging
from tests.conftest import TODAY
from tests.helpers.traces import NAME, WORDS, haunt, traces

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORGETTING = """
import os, signal, sys
from prefpad import Pad
path, at, which, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

def die():
    os.kill(os.getpid(), signal.SIGKILL)

with Pad(path, today="2026-03-02") as pad:
    connection = pad.session.connection
    seen = 0

    def look(statement):
        global seen
        if statement.startswith(at):
            seen += 1
            if seen == which and steps:
                connection.set_progress_handler(die, steps)
            elif seen == which:
                die()

    connection.set_trace_callback(look)
    pad.forget("Quillon Vexworth")
raise SystemExit("it lived")
"""


@pytest.fixture(scope="module")
def haunted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("haunted") / "pad.db"
    haunt(path)
    return path


@pytest.fixture
def pad_file(haunted: Path, path: Path) -> Path:
    shutil.copyfile(haunted, path)
    return path


def forget(path: Path) -> None:
    with Pad(path, today=TODAY) as pad:
        pad.forget(NAME)


# -- nothing is left -----------------------------------------------------------------------------


def test_before_they_are_forgotten_every_word_is_in_the_file(pad_file: Path) -> None:
    assert traces(pad_file) == set(WORDS)


def test_no_word_of_the_forgotten_is_left_in_the_file_nor_any_file_beside_it(
    pad_file: Path,
) -> None:
    forget(pad_file)
    assert traces(pad_file) == set()
    assert [file.name for file in pad_file.parent.glob("pad.db*")] == ["pad.db"]


def without_rebuilding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "_searches", lambda _: [])


def without_finishing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "_finish", lambda _: None)


def without_secure_delete_or_writing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def rebuild(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO notes_search(notes_search) VALUES ('rebuild')")

    monkeypatch.setattr(erasure, "_finish", rebuild)
    monkeypatch.setattr(
        opening, "_PRAGMAS", "PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF;"
    )


def without_the_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expunging, "mark", lambda *_: None)
    monkeypatch.setattr(expunging, "expunge", lambda _: None)


def without_words_and_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "_ORPHANS", ())


def without_those_who_were_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prefpad.privacy.erase_rows.all_numbers_of", lambda _, number: {number})


@pytest.mark.parametrize(
    "unprotected",
    [
        without_rebuilding,
        without_finishing,
        without_secure_delete_or_writing_anew,
        without_the_journal,
        without_words_and_topics,
        without_those_who_were_undone,
    ],
)
def test_a_word_that_was_left_would_be_noticed(
    pad_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    unprotected: Callable[[pytest.MonkeyPatch], None],
) -> None:
    unprotected(monkeypatch)
    forget(pad_file)
    assert traces(pad_file)


def test_what_is_kept_of_others_stays_as_it_was(pad_file: Path) -> None:
    with Pad(pad_file, today=TODAY) as pad:
        others = [one.number for one in pad.customers() if one.name != NAME]
        before = [(pad.customer(f"@{one}"), pad.notes(f"@{one}")) for one in others]
        pad.forget(NAME)
        after = [(pad.customer(f"@{one}"), pad.notes(f"@{one}")) for one in others]
    assert [(one, [note.text for note in notes]) for one, notes in after] == [
        (one, [note.text for note in notes]) for one, notes in before
    ]


def test_search_tallies_and_references_are_in_step_afterwards(pad_file: Path) -> None:
    forget(pad_file)
    with closing(open_pad(pad_file)) as connection:
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (counted,) = connection.execute("SELECT total(checks) FROM _tallies").fetchone()
        (checks,) = connection.execute("SELECT count(*) FROM checks WHERE counted").fetchone()
        assert counted == checks
        (customers,) = connection.execute("SELECT customers FROM _visit_totals").fetchone()
        assert connection.execute("SELECT count(*) FROM _rhythms").fetchone() == (customers,)


# -- cut short -----------------------------------------------------------------------------------


def killed(path: Path, at: str, which: int, steps: int = 0) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORGETTING, path, at, str(which), str(steps)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize(
    ("at", "which"),
    [("DELETE FROM journal_rows", 1), ("DELETE FROM customers", 1), ("INSERT INTO _erasing", 1),
     ("COMMIT", 1)],
)  # fmt: skip
def test_cut_short_before_it_is_settled_nothing_is_gone(
    pad_file: Path, at: str, which: int
) -> None:
    killed(pad_file, at, which)
    with Pad(pad_file, today=TODAY) as pad:
        assert pad.is_clean
        assert pad.customer(NAME).phones
        assert len(pad.log()) > 5
        pad.forget(NAME)
    assert traces(pad_file) == set()


@pytest.mark.parametrize(
    ("at", "which", "steps"),
    [
        ("BEGIN IMMEDIATE", 2, 0),
        ("INSERT INTO notes_search", 1, 0),
        ("INSERT INTO notes_search", 1, 20),
        ("COMMIT", 2, 0),
        ("VACUUM", 1, 0),
        ("VACUUM", 1, 1),
        ("VACUUM", 1, 300),
        ("VACUUM", 1, 600),
        ("DELETE FROM _erasing", 1, 0),
    ],
)
def test_cut_short_after_it_is_settled_it_is_finished_by_the_next_who_only_reads(
    pad_file: Path, at: str, which: int, steps: int
) -> None:
    killed(pad_file, at, which, steps)
    with Pad(pad_file, today=TODAY) as pad:
        assert pad.is_clean
        assert pad.recall("eva brown")
        with pytest.raises(NoSuchCustomer):
            pad.recall(NAME)
    assert traces(pad_file) == set()
    assert [file.name for file in pad_file.parent.glob("pad.db*")] == ["pad.db"]


def test_an_erasure_that_nobody_finished_would_be_noticed(
    pad_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(pad_file, "INSERT INTO notes_search", 1)
    monkeypatch.setattr(erasure, "_finish", lambda _: None)
    with Pad(pad_file, today=TODAY) as pad:
        assert not pad.is_clean
    assert traces(pad_file)


def test_what_keeps_it_from_ever_being_finished_is_not_passed_over(
    pad_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "_searches", lambda _: ["no_such_table"])
    with Pad(pad_file, today=TODAY) as pad, pytest.raises(PadUnusable):
        pad.forget(NAME)


def test_the_note_of_another_erasure_meanwhile_stays(pad_file: Path) -> None:
    with Pad(pad_file, today=TODAY) as pad, closing(open_pad(pad_file)) as theirs:

        def look(statement: str) -> None:
            if statement.startswith("DELETE FROM _erasing"):
                theirs.execute("INSERT INTO _erasing(since) VALUES ('2026-03-02')")

        pad.session.connection.set_trace_callback(look)
        assert not pad.forget(NAME).is_clean


def test_where_another_terminal_reads_the_file_is_cleaned_by_the_next(
    pad_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0)
    with Pad(pad_file, today=TODAY) as pad, closing(sqlite3.connect(pad_file)) as theirs:

        def look(statement: str) -> None:
            if statement == "VACUUM":
                theirs.execute("BEGIN")
                theirs.execute("SELECT * FROM customers").fetchall()

        pad.session.connection.set_trace_callback(look)
        assert not pad.forget(NAME).is_clean
    with Pad(pad_file, today=TODAY) as pad:
        assert pad.is_clean
    assert traces(pad_file) == set()
