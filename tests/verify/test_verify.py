from __future__ import annotations

import os
import random
import sqlite3
import struct
import sys
from contextlib import closing
from datetime import timedelta
from importlib import resources
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from prefpad import Pad, PadUnusable
from prefpad.db.soundness import noted_fault
from prefpad.verify import verify as verifying
from tests.conftest import TODAY
from tests.helpers.damage import zeroed_page
from tests.helpers.making import days_ago
from tests.helpers.sizes import scaled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Harm = Callable[[Path], object]

pytestmark = pytest.mark.usefixtures("never_checked")


@pytest.fixture(scope="module")
def guesthouse(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("guesthouse") / "pad.db"
    sample = resources.files("prefpad.sample") / "guesthouse.csv"
    with resources.as_file(sample) as file, Pad(path, today=TODAY, create=True) as pad:
        pad.import_file(file)
        pad.backup(path.with_name("backup.db"))
    return path.read_bytes()


@pytest.fixture(autouse=True)
def _filled(path: Path, guesthouse: bytes) -> None:
    path.write_bytes(guesthouse)
    path.chmod(0o600)
    path.parent.chmod(0o700)
    with closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("UPDATE _backups SET path = ?, at = ?", (str(path), days_ago(2).isoformat()))


def told(path: Path, **wishes: Any) -> list[str]:
    return [finding.sentence for finding in Pad.verify(path, today=TODAY, **wishes).findings]


def sql(*statements: str) -> Harm:
    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as disk:
            disk.execute("PRAGMA ignore_check_constraints = ON")
            disk.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                disk.execute(statement)

    return harm


def with_another_page_lost(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(20):
        zeroed_page(data, random.Random(7))
    path.write_bytes(data)


def left_behind(path: Path) -> None:
    path.with_name("copy.db.4711.part").write_bytes(b"")


FAULTS: dict[str, tuple[Harm, str]] = {
    "structure": (with_another_page_lost, "The file is damaged: "),
    "cells": (sql("UPDATE notes SET voice = 'loud' WHERE number = 3"), "The file is damaged: "),
    "schema": (
        sql("CREATE TRIGGER evil AFTER INSERT ON notes BEGIN DELETE FROM customers; END"),
        "The file has what no pad has: evil.",
    ),
    "references": (
        sql("DELETE FROM customers WHERE number = 1"),
        " rows of notes lost what they belong to in customers.",
    ),
    "contents": (
        sql("UPDATE notes SET noted_on = 'soon' WHERE number IN (1, 2)"),
        "2 rows of notes have a noted_on that cannot be read.",
    ),
    "search": (
        sql("INSERT INTO notes_search(notes_search) VALUES ('delete-all')"),
        "The search does not match the notes.",
    ),
    "names": (
        sql("DELETE FROM _name_words WHERE customer = 1"),
        "Some customers are not found by their name.",
    ),
    "misspelt names": (
        sql("DELETE FROM _word_trigrams WHERE word = 'smith'"),
        "Some customers are not found where their name is misspelt.",
    ),
    "tallies": (
        sql("INSERT INTO _tallies VALUES ('preference', 'coffee', 1, 30, 'Ana', 9, 270)"),
        "The counts of confirmed notes differ from the notes, so days to ask again are wrong.",
    ),
    "rhythms": (
        sql("UPDATE _rhythms SET last_day = last_day - 9 WHERE customer = 1"),
        "The visit days of some customers differ from their visits, so days to ask again are wrong.",
    ),
    "intervals": (sql("DELETE FROM _intervals"), "Some notes would never be due."),
    "settings": (
        sql("INSERT INTO settings(name, value) VALUES ('date-order', 'sideways')"),
        " has 'sideways' for its date-order, which is not valid.",
    ),
    "mode": (lambda path: path.chmod(0o644), "Others on this machine can open "),
    "links": (
        lambda path: os.link(path, path.with_name("second.db")),
        " has 2 names (hard links), so it is not written.",
    ),
    "folder": (
        lambda path: path.parent.chmod(0o777),
        "Others on this machine can delete or replace files in ",
    ),
    "leftovers": (left_behind, " was left by a command that stopped halfway"),
    "an old backup": (sql("UPDATE _backups SET at = '2026-01-02'"), "The last backup was made "),
    "no backup": (sql("DELETE FROM _backups"), "There is no backup of the pad."),
}
DERIVED = ("search", "names", "misspelt names", "tallies", "rhythms", "intervals")


@pytest.mark.usefixtures("as_shipped")
def test_of_a_sound_pad_nothing_is_told(path: Path) -> None:
    assert told(path) == []


@pytest.mark.usefixtures("as_shipped")
def test_a_rhythm_is_outdated_after_long_silence_and_not_when_others_come(path: Path) -> None:
    with Pad(path, today=TODAY) as pad:
        for number in range(1, 25):
            pad.visit(f"@{number}")
    assert Pad.verify(path, today=TODAY).outdated == 0
    assert Pad.verify(path, today=TODAY + timedelta(1500)).outdated > 0


def test_a_backup_is_as_old_as_the_day_of_the_pad_says(path: Path) -> None:
    sql("DELETE FROM _backups")(path)
    with Pad(path, today=TODAY) as pad:
        pad.backup(path.with_name("today.db"))
    assert told(path) == []
    findings = Pad.verify(path, today=TODAY + timedelta(30)).findings
    assert "The last backup was made 1 month ago." in [one.sentence for one in findings]


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_named_by_a_sentence_of_its_own(path: Path, fault: str) -> None:
    harm, sentence = FAULTS[fault]
    harm(path)
    found = told(path)
    assert [one for one in found if sentence in one], found
    others = {other for name, (_, other) in FAULTS.items() if other != sentence}
    assert not [one for one in found for other in others if other in one], found


@pytest.mark.parametrize("fault", DERIVED)
def test_what_is_derived_is_mended(path: Path, fault: str) -> None:
    FAULTS[fault][0](path)
    assert Pad.verify(path, today=TODAY, relearn=True).relearned
    assert told(path) == []


def test_a_full_disk_is_told_before_it_is_needed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "disk_usage", lambda _: SimpleNamespace(free=100_000))
    assert [one for one in told(path) if "has 100 KB left" in one]


@pytest.mark.usefixtures("as_shipped")
def test_a_check_that_breaks_off_is_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert told(path) == ["The file is damaged: it could not be checked to the end."]


def test_what_lies_around_a_pad_of_unreadable_customers_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as disk:
        (page,) = disk.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'customers'"
        ).fetchone()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(whole)
    path.chmod(0o644)
    assert {f"{path} is damaged.", f"Others on this machine can open {path}."} <= {*told(path)}


def test_looking_changes_nothing_that_people_wrote(path: Path) -> None:
    with closing(sqlite3.connect(path)) as disk:
        before = disk.execute("SELECT * FROM notes, journal").fetchall()
        told(path)
        assert disk.execute("SELECT * FROM notes, journal").fetchall() == before


@pytest.mark.usefixtures("as_shipped")
def test_damage_is_noted_until_it_is_mended(path: Path) -> None:
    sql("UPDATE notes SET noted_on = 'soon' WHERE number = 1")(path)
    told(path)
    with Pad(path, today=TODAY) as pad:
        with pytest.raises(PadUnusable, match="found damaged"):
            pad.add("@1", "tea: green")
        sql("UPDATE notes SET noted_on = '2026-01-01' WHERE number = 1")(path)
        told(path)
        assert pad.add("@1", "tea: green").text == "green"
        assert noted_fault(pad.session.connection) is None


def test_what_is_no_pad_is_refused(path: Path) -> None:
    path.write_text("my diary")
    with pytest.raises(PadUnusable, match="is not a pad"):
        Pad.verify(path)


# -- rescuing -------------------------------------------------------------------------------------


def test_of_a_sound_pad_everything_is_saved(path: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    rescued = Pad.rescue(path, saved, today=TODAY)
    assert (rescued.lost, rescued.unreadable, rescued.unnamed) == ({}, (), 0)
    with Pad(path) as pad, Pad(saved) as copy:
        assert copy.customers() == pad.customers()
        assert copy.log() == pad.log()
    assert told(saved) == []


def test_every_row_that_can_be_read_is_saved_and_the_others_are_counted(
    path: Path, tmp_path: Path
) -> None:
    whole = {table: rows(path, table) for table in ("customers", "notes", "handles", "journal")}
    dice = random.Random(3)
    for turn in range(scaled(10, 100)):
        harmed, saved = tmp_path / f"harmed{turn}.db", tmp_path / f"saved{turn}.db"
        data = bytearray(path.read_bytes())
        zeroed_page(data, dice)
        harmed.write_bytes(data)
        try:
            rescued = Pad.rescue(harmed, saved, today=TODAY)
        except PadUnusable:  # the schema itself is lost
            continue
        for table, before in whole.items():
            after = rows(saved, table)
            lost = rescued.lost.get(table, 0) + (table in rescued.unreadable) * len(before)
            assert len(before - after) <= lost, (turn, table)
        assert [one for one in told(saved) if "damaged" in one] == []


def with_pages_that_lead_back(path: Path) -> None:
    """Have the last page but one of the notes be their first one again, and lose the last."""
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as disk:
        (root,) = disk.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'notes'").fetchone()
    page = (root - 1) * 4096
    cells, _, _, last = struct.unpack_from(">HHBI", data, page + 3)
    one, other = (
        struct.unpack_from(">H", data, page + 12 + 2 * cell)[0] for cell in (0, cells - 1)
    )
    data[page + other : page + other + 4] = data[page + one : page + one + 4]
    data[(last - 1) * 4096 : last * 4096] = bytes(4096)
    path.write_bytes(data)


def with_an_absurd_number_too(path: Path) -> None:
    with closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("UPDATE sqlite_sequence SET seq = 1 << 61 WHERE name = 'notes'")
    with_pages_that_lead_back(path)


@pytest.mark.parametrize("harm", [with_pages_that_lead_back, with_an_absurd_number_too])
def test_a_table_without_end_is_saved_up_to_its_fault(
    path: Path, tmp_path: Path, harm: Harm, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Pad(path, today=TODAY) as pad:
        longest = [pad.add("@1", f"{letter * 3900}").number for letter in "abcdefgh"]
    harm(path)
    monkeypatch.setattr("prefpad.verify.rescue_rows._MOST_FAILURES", 10_000)
    rescued = Pad.rescue(path, tmp_path / "saved.db", today=TODAY)
    assert rescued.lost.get("notes") or rescued.unreadable == ("notes",)
    assert {longest[0] - 1} <= {number for number, *_ in rows(tmp_path / "saved.db", "notes")}


def test_numbers_that_continue_after_those_of_a_larger_pad_are_saved(
    path: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("UPDATE sqlite_sequence SET seq = 1000000000 WHERE name = 'notes'")
    with Pad(path, today=TODAY) as pad:
        pad.add("@1", "likes a large pad")
    before = rows(path, "notes")
    Pad.rescue(path, tmp_path / "saved.db", today=TODAY)
    assert rows(tmp_path / "saved.db", "notes") == before


def rows(path: Path, table: str) -> set[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as disk:
        return {row[:2] for row in disk.execute(f"SELECT number, * FROM {table}")}


def test_a_customer_whose_row_is_lost_keeps_name_and_notes(path: Path, tmp_path: Path) -> None:
    with Pad(path, today=TODAY) as pad:
        name, notes = pad.customer("@1").name, [note.text for note in pad.notes("@1")]
    sql("DELETE FROM customers WHERE number = 1")(path)
    rescued = Pad.rescue(path, tmp_path / "saved.db", today=TODAY)
    assert (rescued.unnamed, rescued.lost) == (1, {})
    with Pad(tmp_path / "saved.db", today=TODAY) as pad:
        assert [note.text for note in pad.notes(name)] == notes
