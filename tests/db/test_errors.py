from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad, PrefpadError
from prefpad.db import connection as opening
from prefpad.db.errors import translate_errors
from prefpad.domain.errors import AskedWrongly, CouldNot, PadBusy, PadReadOnly, PadUnusable
from tests.conftest import TODAY
from tests.helpers.damage import spoil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PRAGMAS = "prefpad.db.connection._PRAGMAS"
VERBS: dict[str, Callable[[Pad], object]] = {
    "add": lambda pad: pad.add("smith", "tea: green"),
    "confirm": lambda pad: pad.confirm(1, now="oat flat white"),
    "visit": lambda pad: pad.visit("smith"),
    "done": lambda pad: pad.done(2, "new shower head"),
}


@pytest.fixture
def before(path: Path) -> list[str]:
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", "coffee: latte", on="2026-01-01", new=True)
        pad.add("Sam Smith", "the shower drips", kind="problem")
    return rows(path)


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as onlooker:
        assert onlooker.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return list(onlooker.iterdump())


def failing(path: Path, verb: Callable[[Pad], object]) -> PrefpadError:
    with Pad(path, today=TODAY) as pad, pytest.raises(PrefpadError) as failed:
        verb(pad)
    return failed.value


@contextmanager
def held_by_another_terminal(path: Path, how: str) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as theirs:
        theirs.execute(how)
        yield


@pytest.mark.parametrize("verb", VERBS)
def test_a_pad_that_is_held_too_long_is_busy_and_left_as_it_was(
    path: Path, before: list[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.01)
    with held_by_another_terminal(path, "BEGIN IMMEDIATE"):
        error = failing(path, VERBS[verb])
    assert isinstance(error, PadBusy)
    assert error.exit_code == 7
    assert error.sentence == f"Another terminal is using {path} and has not finished."
    assert "Nothing was written" in error.hint
    assert rows(path) == before


def test_a_pad_that_is_held_for_good_cannot_even_be_opened(
    path: Path, before: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.01)
    with held_by_another_terminal(path, "BEGIN EXCLUSIVE"), pytest.raises(PadBusy):
        Pad(path, today=TODAY)


def test_a_pad_that_someone_writes_can_be_read(path: Path, before: list[str]) -> None:
    with held_by_another_terminal(path, "BEGIN IMMEDIATE"), Pad(path, today=TODAY) as pad:
        assert pad.recall("smith").customer.name == "Sam Smith"


def test_a_reader_that_does_not_finish_holds_up_a_writer_who_then_leaves_nothing(
    path: Path, before: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.01)
    with closing(sqlite3.connect(path)) as reader:
        half_read = reader.execute("SELECT number FROM notes")
        half_read.fetchone()
        assert isinstance(failing(path, VERBS["add"]), PadBusy)
        half_read.close()
    assert rows(path) == before


@pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_whoever_wants_to_wait_on_is_asked_for_how_long_and_gets_the_pad(
    path: Path, before: list[str], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(opening, "TELL_SECONDS", 0.01)
    waited: list[float] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as theirs:
        theirs.execute(how)

        def wait_on(seconds: float) -> bool:
            waited.append(seconds)
            if len(waited) == 3:
                theirs.execute("COMMIT")
            return True

        with Pad(path, today=TODAY, wait_on=wait_on) as pad:
            VERBS["add"](pad)
    assert len(waited) == 3
    assert waited == sorted(waited)
    assert rows(path) != before


def test_a_pad_that_is_let_go_in_time_is_written(path: Path, before: list[str]) -> None:
    with Pad(path, today=TODAY) as pad:
        VERBS["add"](pad)
    assert rows(path) != before


@pytest.mark.parametrize("verb", VERBS)
def test_a_pad_that_may_only_be_read_is_left_as_it_was(
    path: Path, before: list[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr(PRAGMAS, "PRAGMA query_only = ON;")
    error = failing(path, VERBS[verb])
    assert isinstance(error, CouldNot)
    assert error.exit_code == 1
    assert error.sentence == f"{path} is read-only, so nothing was written."
    assert error.hint
    assert rows(path) == before


def test_a_pad_that_may_only_be_read_can_be_read(
    path: Path, before: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PRAGMAS, "PRAGMA query_only = ON;")
    with Pad(path, today=TODAY) as pad:
        assert pad.recall("smith").customer.name == "Sam Smith"


def grow(pad: Pad) -> object:
    return pad.add("smith", "coffee: " + "oat " * 950)


def test_a_full_disk_leaves_the_pad_as_it_was(
    path: Path, before: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PRAGMAS, "PRAGMA max_page_count = 1;")
    error = failing(path, grow)
    assert isinstance(error, CouldNot)
    assert error.exit_code == 1
    assert error.sentence.startswith(f"The disk with {path} is full")
    assert error.hint == "Make room and try again."
    assert rows(path) == before


def test_on_a_disk_with_room_the_same_is_written(path: Path, before: list[str]) -> None:
    with Pad(path, today=TODAY) as pad:
        grow(pad)
    assert rows(path) != before


def coded(kind: type[sqlite3.Error], code: int) -> sqlite3.Error:
    error = kind("as SQLite puts it \x1b[31m")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (coded(sqlite3.OperationalError, sqlite3.SQLITE_BUSY_SNAPSHOT), PadBusy),
        (coded(sqlite3.OperationalError, sqlite3.SQLITE_IOERR_WRITE), CouldNot),
        (coded(sqlite3.OperationalError, sqlite3.SQLITE_READONLY_DIRECTORY), PadReadOnly),
        (coded(sqlite3.OperationalError, sqlite3.SQLITE_CANTOPEN), PadUnusable),
        (coded(sqlite3.DatabaseError, sqlite3.SQLITE_CORRUPT_VTAB), PadUnusable),
        (coded(sqlite3.DatabaseError, sqlite3.SQLITE_NOTADB), PadUnusable),
        (coded(sqlite3.IntegrityError, sqlite3.SQLITE_CONSTRAINT), PadUnusable),
        (sqlite3.OperationalError("Could not decode to UTF-8 column 'text'"), PadUnusable),
        (coded(sqlite3.OperationalError, sqlite3.SQLITE_ERROR), PadUnusable),
        (KeyError("kind"), PadUnusable),
        (TypeError("'NoneType' object is not subscriptable"), PadUnusable),
        (ZeroDivisionError("float division by zero"), PadUnusable),
        (json.JSONDecodeError("Expecting value", "", 0), PadUnusable),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), CouldNot),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no start"), PadUnusable),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates"), AskedWrongly),
        (OverflowError("int too large"), CouldNot),
        (OSError(5, "Input/output error"), CouldNot),
    ],
)
def test_whatever_fails_under_a_pad_is_told_in_a_clean_sentence(
    path: Path, failure: Exception, told: type[PrefpadError]
) -> None:
    with pytest.raises(PrefpadError) as failed, translate_errors(path):
        raise failure
    assert type(failed.value) is told
    assert failed.value.sentence.endswith(".")
    assert "\x1b" not in failed.value.sentence


@pytest.mark.parametrize(
    "failure",
    [
        coded(sqlite3.OperationalError, sqlite3.SQLITE_ERROR),
        coded(sqlite3.IntegrityError, sqlite3.SQLITE_CONSTRAINT),
        KeyError("kind"),
        ValueError("invalid literal for int()"),
    ],
)
def test_a_pad_is_called_damaged_only_where_a_check_says_so(
    path: Path, before: list[str], failure: Exception
) -> None:
    def sentence() -> str:
        with pytest.raises(PrefpadError) as failed, translate_errors(path):
            raise failure
        return failed.value.sentence

    assert not sentence().endswith("is damaged.")
    spoil(path)
    assert sentence() == f"{path} is damaged."


def test_what_is_no_failure_of_a_file_is_not_hidden(path: Path) -> None:
    with pytest.raises(RuntimeError), translate_errors(path):
        raise RuntimeError
