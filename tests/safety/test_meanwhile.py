"""Commands that write much, beside another terminal: what it writes before, and reads meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad import Edit, Pad
from prefpad.db import unit_of_work
from prefpad.db.unit_of_work import UnitOfWork
from prefpad.domain.errors import CouldNot
from prefpad.history.undo_import_rows import Preparation
from tests.conftest import TODAY
from tests.helpers.stored import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.helpers.stored import Tables

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


def imported(path: Path, file: Path) -> Pad:
    """Open a pad with a customer of its own, and two of a list, of whom each has a note."""
    pad = Pad(path, today=TODAY, create=True)
    pad.add("Bo Ek", "cocoa", new=True)
    file.write_text("customer,email,text\nSam Smith,s@x.example,tea\nAnn Lee,,milk\n")
    pad.import_file(file)
    return pad


def import_again(pad: Pad) -> None:
    file = pad.path.with_name("later.csv")
    file.write_text("customer,text\nSam Smith,a window seat\nCy Poe,rum\n")
    pad.import_file(file)


def confirm_and_undo(pad: Pad) -> None:
    pad.confirm(2)
    pad.undo()


BEFORE_AN_UNDO: dict[str, Verb] = {
    "a note on one of the list": lambda pad: pad.add("Sam Smith", "no sugar"),
    "a visit of one of the list": lambda pad: pad.visit("Sam Smith"),
    "a note of the list confirmed": lambda pad: pad.confirm(2),
    "and that undone": confirm_and_undo,
    "one of the list renamed": lambda pad: pad.edit(
        "Sam Smith", Edit({"name": "Samuel Smith"}, {}, [], {}, [])
    ),
    "one of the list merged into another": lambda pad: pad.merge("Bo Ek", "Sam Smith"),
    "another merged into one of the list": lambda pad: pad.merge("Sam Smith", "Bo Ek"),
    "one of the list told apart": lambda pad: pad.apart("Sam Smith", "Bo Ek"),
    "one of the list forgotten": lambda pad: pad.forget("Sam Smith"),
    "a second list": import_again,
    "a setting": lambda pad: pad.set("sensitive", "tea"),
}


def undone_with(folder: Path, meanwhile: Verb, *, is_late: bool) -> Tables:
    """Return what a pad keeps after an import was undone and another wrote before, early or late."""
    folder.mkdir()
    with imported(folder / "pad.db", folder / "list.csv") as pad:
        if is_late:
            beside(pad, lambda one: one.undo_import(1), meanwhile)
        else:
            with Pad(pad.path, today=TODAY, author="Bo") as another:
                meanwhile(another)
            pad.undo_import(1)
        return tables(pad.path)


@pytest.mark.parametrize("name", BEFORE_AN_UNDO)
def test_what_was_written_while_an_undo_was_prepared_stays_as_if_it_was_written_before(
    tmp_path: Path, name: str
) -> None:
    meanwhile = BEFORE_AN_UNDO[name]
    early, late = (
        undone_with(tmp_path / str(is_late), meanwhile, is_late=is_late)
        for is_late in (False, True)
    )
    assert late == early


def test_an_undo_that_does_not_look_again_would_lose_what_was_written_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Preparation, "bring_up_to_date", lambda _: None)
    meanwhile = BEFORE_AN_UNDO["a note on one of the list"]
    early, late = (
        undone_with(tmp_path / str(is_late), meanwhile, is_late=is_late)["notes"]
        for is_late in (False, True)
    )
    assert len(late) < len(early)


def test_the_last_change_is_the_one_that_was_last_when_its_undo_was_asked_for(pad: Pad) -> None:
    pad.add("Sam Smith", "tea", new=True)
    pad.add("Sam Smith", "milk")
    beside(pad, lambda one: one.undo(), lambda other: other.add("Sam Smith", "no sugar"))
    assert texts(pad, "Sam Smith") == ["tea", "no sugar"]


def test_a_change_whose_number_is_another_ones_after_a_restore_is_not_undone(pad: Pad) -> None:
    pad.add("Sam Smith", "tea", new=True)
    pad.session.connection.execute("UPDATE journal SET at = '2020-01-05T10:00:00'")

    def restored(other: Pad) -> None:
        other.session.connection.execute("UPDATE journal SET at = '2020-01-06T10:00:00'")

    with pytest.raises(CouldNot, match="since the pad was restored"):
        beside(pad, lambda one: one.undo(), restored)
    assert texts(pad, "Sam Smith") == ["tea"]


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
