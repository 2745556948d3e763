"""Commands that write much, beside another terminal: what it writes before, and reads meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.db import unit_of_work
from prefpad.db.unit_of_work import UnitOfWork
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    Verb = Callable[[Pad], object]

NOTES = 3000
LONG_AGO = "2020-01-05"


def merge(pad: Pad) -> object:
    return pad.merge("Ann Lee", "Sam Smith")


def undo_the_import(pad: Pad) -> object:
    return pad.undo_import()


VERBS: dict[str, Verb] = {
    "merge": merge,
    "forget": lambda pad: pad.forget("Sam Smith"),
    "tidy": lambda pad: pad.tidy(),
    "undo of an import": undo_the_import,
}


@pytest.fixture
def full(path: Path) -> Path:
    """Make a pad on which one customer has many wants of long ago."""
    file = path.with_suffix(".csv")
    rows = (f"Sam Smith,want,wish {one},{LONG_AGO}" for one in range(NOTES))
    lines = ("customer,kind,text,on", *rows, f"Ann Lee,fact,milk,{LONG_AGO}")
    file.write_text("\n".join(lines), encoding="utf-8")
    with Pad(path, today=TODAY, create=True) as pad:
        pad.import_file(file)
    return path


def beside(pad: Pad, verb: Verb, meanwhile: Verb) -> None:
    """Do something, and something else at another terminal before it may write."""
    transaction = pad.session.transaction

    def after(command: str | None = None) -> AbstractContextManager[UnitOfWork]:
        with Pad(pad.path, today=TODAY, author="Bo") as another:
            meanwhile(another)
        return transaction(command)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pad.session, "transaction", after)
        verb(pad)


def texts(pad: Pad, who: str) -> list[str]:
    return [note.text for note in pad.notes(who)]


def test_a_note_that_was_added_before_a_merge_could_write_goes_along(pad: Pad) -> None:
    for name, text in (("Sam Smith", "tea"), ("Ann Lee", "milk")):
        pad.add(name, text, new=True)
    beside(pad, merge, lambda other: other.add("Sam Smith", "no sugar"))
    assert sorted(texts(pad, "Ann Lee")) == ["milk", "no sugar", "tea"]


def test_a_note_that_another_made_needed_again_before_a_tidy_could_write_stays(pad: Pad) -> None:
    for text in ("a sea view", "a late lunch"):
        pad.add("Sam Smith", text, kind="want", on=LONG_AGO, new=text == "a sea view")
    assert len(pad.outlived()) == 2
    beside(
        pad, lambda one: one.tidy(), lambda other: other.add("Sam Smith", "a sea view", kind="want")
    )
    assert texts(pad, "Sam Smith") == ["a sea view"]


def test_a_note_that_was_added_before_somebody_could_be_forgotten_goes_with_them(pad: Pad) -> None:
    pad.add("Sam Smith", "tea", new=True)
    beside(pad, VERBS["forget"], lambda other: other.add("Sam Smith", "zinfandel"))
    assert pad.customers() == []
    assert b"zinfandel" not in pad.path.read_bytes()


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize(("pages", "lets_read"), [(None, True), (16, False)])
def test_others_read_while_much_is_written_and_write_only_after_it(
    full: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    pages: int | None,
    lets_read: bool,
) -> None:
    flush = UnitOfWork.flush
    tried: list[dict[str, bool]] = []

    def can(statement: str) -> bool:
        with closing(sqlite3.connect(full, timeout=0, isolation_level=None)) as other:
            try:
                other.execute(statement).fetchall()
            except sqlite3.OperationalError:
                return False
            return True

    def flushed(work: UnitOfWork) -> None:
        flush(work)
        tried.append({one: can(one) for one in ("SELECT 1 FROM customers", "BEGIN IMMEDIATE")})

    monkeypatch.setattr(UnitOfWork, "flush", flushed)
    if pages:
        monkeypatch.setattr(unit_of_work, "_CACHE_KIB", 4 * pages)
        monkeypatch.setattr(unit_of_work, "_PAGES_BEFORE_WRITING", pages)
    with Pad(full, today=TODAY) as pad:
        VERBS[name](pad)
    assert tried[:1] == [{"SELECT 1 FROM customers": lets_read, "BEGIN IMMEDIATE": False}]
