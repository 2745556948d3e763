from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db.connection import open_pad
from prefpad.domain.errors import CouldNot, NoSuchChange, NoSuchCustomer, PrefpadError
from prefpad.privacy import erase_rows as erasing
from prefpad.privacy.suppression import key_file
from tests.conftest import TODAY
from tests.helpers.steps import CUSTOMERS, FIRST, LISTS, STEPS, take
from tests.helpers.stored import tables
from tests.helpers.traces import NAME, WORDS, haunt, traces, undo_all

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.pads import Fresh


@pytest.fixture
def haunted(path: Path) -> Path:
    haunt(path)
    return path


# -- what goes -----------------------------------------------------------------------------------


def test_what_would_go_is_counted_and_nothing_is_written(haunted: Path) -> None:
    before = haunted.read_bytes()
    with Pad(haunted, today=TODAY) as pad:
        rows = pad.to_forget(NAME).rows
    assert haunted.read_bytes() == before
    assert rows["customers"] == 1
    assert rows["visits"] == 1
    assert rows["checks"] == 1
    assert rows["notes"] >= 7
    assert rows["_records"] == 1
    assert rows["journal"] >= 10


def test_who_is_forgotten_is_not_found_any_more(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    assert pad.forget("sam smith").customer == "Sam Smith"
    with pytest.raises(NoSuchCustomer):
        pad.recall("smith")
    assert pad.search("latte") == []
    assert pad.find("smiht") == []


def test_notes_on_others_that_have_the_name_are_named_and_stay(pad: Pad) -> None:
    pad.add("Sam O'Mallory", "latte", new=True)
    pad.add("Sam Brown", "comes with Sam O'Mallory", new=True)
    pad.add("Sam Brown", "a neighbour of Mr. o\u2019mallory")
    pad.add("Sam Brown", "asked whether Sam is in")
    assert pad.forget("@1").mentioned_in == (2, 3)
    assert [note.number for note in pad.notes("brown")] == [2, 3, 4]


def test_a_new_customer_does_not_get_the_number_of_the_forgotten(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.forget("sam smith")
    assert pad.add("Ida Berg", "tea", new=True).customer_number == 2


def test_what_was_learnt_from_the_forgotten_is_unlearnt(pad: Pad) -> None:
    note = pad.add("Sam Smith", "soup: leek", on="2024-03-01", new=True)
    pad.add("Ida Berg", "soup: beet", on="2024-03-01", new=True)
    pad.confirm(note.number, now="pea")
    (before,) = [one for one in pad.topics() if one.topic == "soup"]
    pad.forget("sam smith")
    (after,) = [one for one in pad.topics() if one.topic == "soup"]
    assert (before.checks, after.checks) == (1, 0)


def test_a_customer_who_was_merged_is_forgotten_with_whom_they_became(path: Path) -> None:
    with Pad(path, create=True, today=TODAY, command="merge") as pad:
        pad.add("Sam Smith", "latte", new=True)
        pad.add("Samuel Smythe-Zog", "xylitol gum", new=True)
        with pad.session.transaction() as writer:
            writer.update("notes", 2, {"customer": 1})
            writer.delete("customers", 2)
        pad.forget("sam smith")
        assert [change.what for change in pad.log()] == ["somebody was forgotten"]
    assert b"xylitol" not in path.read_bytes()
    assert b"Zog" not in path.read_bytes()


def test_a_merge_that_was_undone_is_not_brought_back_onto_the_one_who_stays(path: Path) -> None:
    with Pad(path, create=True, today=TODAY) as pad:
        pad.add("Sam Smith", "latte", new=True)
        pad.add("Samuel Smythe", "gum", new=True)
        with pad.session.transaction("merge") as writer:
            writer.update("notes", 2, {"customer": 1})
        pad.undo()
        pad.forget("sam smith")
        assert [change.number for change in pad.log()] == [5, 2]
        assert [note.text for note in pad.notes("smythe")] == ["gum"]


def test_who_was_taken_away_by_an_undo_can_still_be_forgotten(path: Path) -> None:
    with Pad(path, create=True, today=TODAY) as pad:
        pad.add("Zebedee Quux", "latte", new=True)
        pad.undo()
        assert b"Quux" in path.read_bytes()
        with pytest.raises(NoSuchCustomer):
            pad.to_forget("quuz")
        assert pad.to_forget("@1").customer == "Zebedee Quux"
        pad.forget("zebedee quux")
        with pytest.raises(NoSuchCustomer):
            pad.to_forget("@1")
    assert b"Quux" not in path.read_bytes()


# -- for good ------------------------------------------------------------------------------------


def test_the_journal_keeps_that_somebody_was_forgotten_and_undo_says_so(haunted: Path) -> None:
    with Pad(haunted, today=TODAY) as pad:
        pad.forget(NAME)
        last, *_ = pad.log()
        assert last.what == "somebody was forgotten"
        with pytest.raises(CouldNot, match=f"Change {last.number} cannot be undone: somebody"):
            pad.undo()
        with pytest.raises(CouldNot, match="for good"):
            pad.undo(last.number)
        pad.add("brown", "tea: green")
        assert pad.undo().change.what.endswith("tea: green")


def test_no_undo_and_no_undo_of_one_brings_anything_back(haunted: Path) -> None:
    with Pad(haunted, today=TODAY) as pad:
        mine = [change.number for change in pad.log(customer=NAME) if not change.import_number]
        pad.forget(NAME)
        told = {change.number for change in pad.log()}
        for number in mine:
            if number not in told:
                with pytest.raises(NoSuchChange):
                    pad.undo(number)
        undo_all(pad)
        assert all(change.what for change in pad.log(private=True))
        assert all(pad.changed_rows(change.number) is not None for change in pad.log())
    with closing(open_pad(haunted)) as connection:
        dump = "\n".join(connection.iterdump()).lower()
    assert [word for word in WORDS if word in dump] == []


@given(
    steps=st.lists(st.one_of(STEPS, st.sampled_from(LISTS)), min_size=2, max_size=12),
    undone=st.lists(st.integers(1, 15), max_size=4),
    who=st.sampled_from(CUSTOMERS[:2]),
)
def test_whatever_came_before_nothing_of_one_is_left_and_all_of_the_others(
    fresh: Fresh, steps: list[Any], undone: list[int], who: str
) -> None:
    path = fresh("any.db")
    with Pad(path, today=TODAY) as pad:
        take(pad, path, [*FIRST, *steps])
        for number in undone:
            with suppress(PrefpadError):
                pad.undo(number)
        try:
            one = pad.to_forget(who)
        except PrefpadError:
            return
        before = tables(path)
        pad.forget(f"@{one.number}")
        after = tables(path)
        assert_gone(path, one.number)
        for table in ("customers", "handles", "tags", "notes", "checks", "visits"):
            mine = 0 if table == "customers" else 1 if table != "checks" else 2
            assert after[table] == [row for row in before[table] if row[mine] != one.number]
        undo_all(pad)
        tables(path)
        assert_gone(path, one.number)


def assert_gone(path: Path, number: int) -> None:
    with closing(open_pad(path)) as connection:
        assert rows_about(connection, number) == []


def rows_about(connection: sqlite3.Connection, number: int) -> list[Any]:
    return connection.execute(
        "SELECT of_table, of_row FROM journal_rows WHERE customer = :number"
        " OR json_extract(after, '$.customer') = :number"
        " UNION ALL SELECT 'customers', number FROM customers WHERE number = :number",
        {"number": number},
    ).fetchall()


# -- backups -------------------------------------------------------------------------------------


def test_the_backups_that_hold_somebody_are_named_and_deleted_on_demand(
    pad: Pad, tmp_path: Path
) -> None:
    pad.add("Ida Berg", "tea", new=True)
    before = pad.backup(tmp_path / "before.db")
    pad.add("Sam Smith", "latte", new=True)
    with_them = pad.backup(tmp_path / "with.db")
    moved = pad.backup(tmp_path / "moved.db")
    moved.unlink()
    assert pad.to_forget("sam smith").backups == (str(with_them),)
    assert pad.forget("sam smith", backups=True).backups_deleted == 1
    assert (before.exists(), with_them.exists()) == (True, False)


def test_without_asking_for_it_backups_stay(pad: Pad, tmp_path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    backup = pad.backup(tmp_path / "with.db")
    forgetting = pad.forget("sam smith")
    assert forgetting.backups == (str(backup),)
    assert not forgetting.backups_deleted
    assert backup.exists()


def test_a_backup_that_cannot_be_deleted_is_named(
    pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    backup = pad.backup(tmp_path / "with.db")
    monkeypatch.setattr("pathlib.Path.unlink", _refused)
    forgetting = pad.forget("sam smith", backups=True)
    assert (forgetting.backups, forgetting.backups_deleted) == ((str(backup),), 0)
    assert forgetting.is_clean


def _refused(*_: object, **__: object) -> None:
    raise PermissionError


def test_a_backup_that_cannot_be_read_may_hold_anybody(pad: Pad, tmp_path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.backup(tmp_path / "spoilt.db").write_bytes(b"spoilt" * 1000)
    assert pad.to_forget("sam smith").backups == (str(tmp_path / "spoilt.db"),)


def test_a_backup_holds_what_the_pad_holds_and_nothing_forgotten(haunted: Path) -> None:
    with Pad(haunted, today=TODAY) as pad:
        pad.forget(NAME)
        copy = pad.backup(haunted.with_name("copy.sqlite"))
        assert copy.stat().st_mode & 0o777 == 0o600
        assert traces(copy) == set()
        with Pad(copy, today=TODAY) as other:
            assert other.customers() == pad.customers()
            assert other.log() == pad.log()


def test_a_backup_never_replaces_a_file(pad: Pad, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    with pytest.raises(CouldNot, match="already exists"):
        pad.backup(there)
    assert there.read_text() == "mine"
    assert [file.name for file in tmp_path.glob("there*")] == ["there.db"]


def test_a_backup_that_has_no_place_is_told_in_a_sentence(pad: Pad, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CouldNot, match="There is no folder"):
        pad.backup(tmp_path / "file" / "x.db")


def test_backups_of_one_day_have_names_of_their_own(pad: Pad) -> None:
    names = [pad.backup().name for _ in range(3)]
    assert names == ["pad-2026-03-02.db", "pad-2026-03-02-2.db", "pad-2026-03-02-3.db"]


# -- not taken again -----------------------------------------------------------------------------


def a_list(pad: Pad, *lines: str, header: str = "customer,email,phone,card,id,text") -> Any:
    file = pad.path.with_name("list.csv")
    file.write_text("\n".join((header, *lines)), encoding="utf-8")
    return pad.import_file(file)


SAM = Edit(
    {}, {"email": ["sam@ex.com"], "phone": ["+44 20 7946 0101"], "card": ["4711"], "id": ["G1"]},
    [], {}, [],
)  # fmt: skip


@pytest.fixture
def without_sam(pad: Pad) -> Pad:
    pad.add("Sam Smith", "latte", new=True)
    pad.edit("smith", SAM)
    assert pad.forget("sam smith").remembered == 4
    return pad


@pytest.mark.parametrize(
    "row",
    [
        "Sam Smith,sam@ex.com,,,,tea",
        "Samuel Smith,SAM@ex.com,,,,tea",
        "Sam Smith,,020 7946 0101,,,tea",
        "Smith Sam,,+44 (0)20 7946-0101,,,tea",
        "S. S.,,,4711,,tea",
        "S. S.,,,,g1,tea",
        "Sam Smith,,,,G1,",
    ],
)
def test_a_row_about_the_forgotten_is_left_out_and_told(without_sam: Pad, row: str) -> None:
    report = a_list(without_sam, row, "Ida Berg,ida@ex.com,,,,tea")
    assert (report.read, report.created, report.unchanged, report.forgotten) == (2, 1, 1, 1)
    assert [one.name for one in without_sam.customers()] == ["Ida Berg"]


@pytest.mark.parametrize(
    "row",
    [
        "Sam Smith,,,,,tea",
        "Eva Brown,sam@ex.com,,,,tea",
        "Eva Smith,,020 7946 0101,,,tea",
        "Sam Smith,other@ex.com,020 7946 0102,4712,G2,tea",
    ],
)
def test_a_row_about_another_is_taken(without_sam: Pad, row: str) -> None:
    report = a_list(without_sam, row)
    assert (report.created, report.forgotten) == (1, 0)


def test_what_else_a_list_tells_is_told_of_the_others_once(without_sam: Pad) -> None:
    file = without_sam.path.with_name("guests.csv")
    rows = "Name,Email,Phone,City", "Sam Smith,sam@ex.com,0000000,ZÃ¼rich", "Bo Ek,,1111111,KÃ¶ln"
    file.write_text("\n".join(rows), encoding="utf-8")
    report = without_sam.import_file(file)
    assert (report.forgotten, report.encoded_twice, report.of_nobody) == (1, 1, ("1111111",))


@pytest.mark.parametrize(
    ("header", "row", "left_out"),
    [
        ("First Name,Last Name,Email", "Sam,Smith,sam@ex.com", 1),
        ("First Name,Last Name,Email", ",,sam@ex.com", 1),
        ("First Name,Last Name,Phone", "Sam,Smith,(020) 7946 0101", 1),
        ("First Name,Last Name,Email", "Eva,Brown,sam@ex.com", 0),
        ("First Name,Last Name,Email", "Sam,Smith,s@other.com", 0),
    ],
)
def test_a_list_of_another_program_does_not_bring_them_back(
    without_sam: Pad, header: str, row: str, left_out: int
) -> None:
    report = a_list(without_sam, row, header=header)
    assert (report.read, report.forgotten, report.unchanged) == (1, left_out, left_out)
    assert len(without_sam.customers()) == 1 - left_out


def test_the_same_file_does_not_bring_back_whom_it_brought(pad: Pad) -> None:
    row = "Sam Smith,sam@ex.com,,,,tea"
    a_list(pad, row)
    pad.forget("sam smith")
    assert a_list(pad, row).forgotten == 1
    assert pad.customers() == []


def test_who_came_back_by_themselves_is_taken_again(without_sam: Pad) -> None:
    without_sam.add("Sam Smith", "latte", new=True)
    without_sam.edit("smith", SAM)
    report = a_list(without_sam, "Sam Smith,sam@ex.com,,,,tea")
    assert (report.created, report.forgotten) == (1, 0)


def test_without_a_memory_an_import_brings_them_back_and_no_key_is_made(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.edit("smith", SAM)
    assert pad.forget("sam smith", memory=False).remembered == 0
    assert not key_file().exists()
    assert a_list(pad, "Sam Smith,sam@ex.com,,,,tea").created == 1


def test_the_memory_can_be_dropped(without_sam: Pad) -> None:
    assert without_sam.forget_memory()
    assert not without_sam.forget_memory()
    assert a_list(without_sam, "Sam Smith,sam@ex.com,,,,tea").created == 1


def test_who_has_a_name_alone_leaves_no_memory(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    assert pad.forget("sam smith").remembered == 0
    assert not key_file().exists()


def test_the_key_is_readable_by_its_owner_only(without_sam: Pad) -> None:
    assert key_file().stat().st_mode & 0o777 == 0o600
    assert without_sam.path.parent != key_file().parent
    assert bytes.fromhex(key_file().read_text()) not in without_sam.path.read_bytes()


def test_without_the_key_nothing_in_the_pad_tells_a_guess_from_another(without_sam: Pad) -> None:
    from prefpad.privacy.suppression import keyed_hashes
    from prefpad.privacy.suppression_rows import all_marks

    with closing(open_pad(without_sam.path)) as connection:
        kept = all_marks(connection)
    guess = (["sam smith"], [("email", "sam@ex.com"), ("card", "4711")])
    assert kept & keyed_hashes(bytes.fromhex(key_file().read_text()), *guess, alone=True)
    assert not kept & keyed_hashes(bytes(32), *guess, alone=True)


@pytest.mark.parametrize("key", [None, "", "zz", "00" * 32])
def test_where_the_key_is_not_an_import_says_so(without_sam: Pad, key: str | None) -> None:
    if key is None:
        key_file().unlink()
    else:
        key_file().write_text(key)
    report = a_list(without_sam, "Sam Smith,sam@ex.com,,,,tea")
    assert report.memory_lost
    assert report.created == 1


def test_a_spoilt_key_stops_a_forgetting_before_anything_goes(without_sam: Pad) -> None:
    key_file().write_text("spoilt")
    without_sam.add("Ida Berg", "tea", new=True)
    without_sam.edit("berg", Edit({}, {"email": ["ida@ex.com"]}, [], {}, []))
    with pytest.raises(CouldNot, match="not the right key"):
        without_sam.forget("ida berg")
    assert without_sam.customer("berg").emails == ("ida@ex.com",)


def test_others_can_read_while_much_is_erased(
    pad: Pad, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pad.session.transaction() as writer:
        number = writer.insert("customers", {"name": "Sam Smith", "created_on": "2026-01-01"})
        writer.insert(
            "handles",
            {"customer": number, "kind": "name", "value": "Sam Smith", "key": "sam smith"},
        )
        for day in range(1, 3000):
            on_day = (TODAY - timedelta(day)).isoformat()
            served = "oat latte " * 150
            writer.insert("visits", {"customer": number, "on_day": on_day, "served": served})
    erase = erasing.erase

    def erase_beside_a_reader(*what: Any) -> None:
        erase(*what)
        with closing(sqlite3.connect(path, timeout=0)) as reader:
            assert reader.execute("SELECT count(*) FROM visits").fetchone() == (2999,)

    monkeypatch.setattr(erasing, "erase", erase_beside_a_reader)
    pad.forget("@1")


def test_the_undo_of_an_import_stays_without_its_rows(pad: Pad, tmp_path: Path) -> None:
    pad.add("Sam Smith", "tea", new=True)
    (tmp_path / "list.csv").write_text("customer,text\nSam Smith,window table\n")
    pad.import_file(tmp_path / "list.csv")
    pad.undo_import()
    pad.forget("sam smith")
    assert [(change.number, change.undoes) for change in pad.log()] == [
        (4, None),
        (3, 2),
        (2, None),
    ]
