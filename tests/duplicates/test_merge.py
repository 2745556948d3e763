from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db.connection import create, open_pad
from prefpad.domain.errors import AskedWrongly, CouldNot, NoSuchCustomer, PadUnusable, PrefpadError
from prefpad.duplicates import merge_rows as merging
from prefpad.history import log
from prefpad.history.undo_rows import references
from tests.conftest import TODAY
from tests.helpers.damage import spoil
from tests.helpers.making import days_ago
from tests.helpers.steps import LISTS, STEPS, imported, step, take
from tests.helpers.stored import tables

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.pads import Fresh
    from tests.helpers.steps import Step

DERIVED = {"_rhythms"}


@pytest.fixture
def _two(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True, on=days_ago(300))
    pad.add("Samuel Smith", "tea: green", new=True)


def edit(pad: Pad, who: str, **fields: Any) -> None:
    kinds = [kind for kind in ("phone", "email", "alias") if kind in fields]
    handles: dict[str, list[str]] = {kind: fields.pop(kind) for kind in kinds}
    tags, occasions = fields.pop("tags", []), fields.pop("occasions", {})
    pad.edit(who, Edit(fields, handles, tags, occasions))


# -- what becomes of what ------------------------------------------------------------------------


@pytest.mark.usefixtures("_two")
def test_all_that_was_kept_of_the_other_is_kept_of_the_one(pad: Pad) -> None:
    edit(pad, "@2", phone=["030 123 456"], email=["s@example.com"], tags=["vip"], alias=["Sammy"])
    edit(pad, "@2", occasions={"birthday": "1980-03-12"}, formal="Mr. Smith", owner="Ana")
    pad.visit("@2")
    pad.confirm(2, now="black")
    merged = pad.merge("@1", "@2")
    person = pad.customer("@1")
    assert merged.customer == person
    assert (merged.gone.name, merged.gone.number) == ("Samuel Smith", 2)
    assert (person.name, person.formal, person.owner) == ("Sam Smith", "Mr. Smith", "Ana")
    assert person.aliases == ("Samuel Smith", "Sammy")
    assert (person.phones, person.emails, person.tags) == (
        ("030 123 456",),
        ("s@example.com",),
        ("vip",),
    )
    assert person.occasions[0].year == 1980
    assert [(note.number, note.text) for note in pad.notes("@1")] == [(1, "latte"), (2, "black")]
    assert [check.note for check in pad.checks("@1")] == [2]
    assert person.last_visit == TODAY
    assert [one.number for one in pad.find("Samuel Smith")] == [1]
    with pytest.raises(NoSuchCustomer):
        pad.customer("@2")


@pytest.mark.usefixtures("_two")
def test_what_both_had_is_kept_once(pad: Pad) -> None:
    for who in ("@1", "@2"):
        edit(pad, who, phone=["030 123"], tags=["VIP"], occasions={"birthday": "03-12"})
        pad.visit(who)
    merged = pad.merge("@1", "@2")
    assert merged.shared == {"handles": 1, "occasions": 1, "tags": 1, "visits": 1}
    assert merged.remarks == ("Samuel Smith becomes an alias.",)
    person = pad.customer("@1")
    assert (person.phones, person.tags, len(person.occasions)) == (("030 123",), ("VIP",), 1)


def test_namesakes_leave_no_alias_behind(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.add("Sam Smith", "tea", new=True)
    assert pad.merge("@1", "@2").remarks == ()
    assert pad.customer("sam smith").aliases == ()


@pytest.mark.usefixtures("_two")
def test_where_they_differ_the_one_who_stays_wins_and_nothing_is_lost(pad: Pad) -> None:
    edit(
        pad, "@1", formal="Mr. Smith", familiar="Sam", pronounced="smith", not_called="Sammy",
        owner="Ana", occasions={"birthday": "1980-03-12"},
    )  # fmt: skip
    edit(
        pad, "@2", formal="Dr. Smith", familiar="Muel", pronounced="smyth", not_called="Smithy",
        owner="Ben", role="supplier", occasions={"birthday": "1981-04-05"},
    )  # fmt: skip
    before = pad.customer("@1")
    merged = pad.merge("@1", "@2")
    person = merged.customer
    kept = ("name", "formal", "familiar", "pronounced", "owner", "role", "occasions")
    for field in kept:
        assert getattr(person, field) == getattr(before, field)
    assert person.not_called == "Sammy; Smithy"
    assert set(person.aliases) == {"Samuel Smith", "Dr. Smith", "Muel"}
    facts = {note.topic: note.text for note in pad.notes("@1") if note.kind == "fact"}
    assert facts == {
        "name": "also said smyth",
        "owner": "also looked after by Ben",
        "role": "was also kept as a supplier",
        "birthday": "also kept as 1981-04-05",
    }
    assert "Mr. Smith stays the formal address; Dr. Smith becomes an alias." in merged.remarks
    assert "The birthday 1981-04-05 is kept as a fact." in merged.remarks


@pytest.mark.usefixtures("_two")
def test_a_birthday_gains_the_year_that_only_the_other_had(pad: Pad) -> None:
    edit(pad, "@1", occasions={"birthday": "03-12"})
    edit(pad, "@2", occasions={"birthday": "1980-03-12"})
    pad.merge("@1", "@2")
    assert [one.year for one in pad.customer("@1").occasions] == [1980]
    assert len(pad.notes("@1")) == 2


def test_two_notes_that_say_the_same_go_on_as_the_older_one(pad: Pad) -> None:
    pad.add("Samuel Smith", "coffee: latte", new=True, on=days_ago(10))
    pad.add("Sam Smith", "coffee: Latte", new=True, on=days_ago(300), source="observed")
    merged = pad.merge("@1", "@2")
    assert "Notes 2 and 1 say the same: note 2 is kept." in merged.remarks
    (note,) = [note for note in pad.notes("@1") if note.ended_on is None]
    assert (note.number, note.noted_on, note.confirmed_on) == (2, days_ago(300), days_ago(10))
    assert (note.source, note.standing) == ("told", "standing")
    assert [check.asked for check in pad.checks("@1")] == [False]
    assert len(pad.notes("@1")) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "promise", "by": "2026-04-01"},
        {"kind": "problem"},
        {"kind": "mood"},
    ],
)
def test_what_is_of_its_own_day_is_kept_twice(pad: Pad, fields: dict[str, Any]) -> None:
    for name in ("Sam Smith", "Samuel Smith"):
        pad.add(name, "the same words", new=True, **fields)
    pad.merge("@1", "@2")
    assert [note.ended_on for note in pad.notes("@1")] == [None, None]


def test_likes_and_dislikes_are_not_the_same(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", stance="likes", new=True)
    pad.add("Samuel Smith", "coffee: latte", stance="dislikes", new=True)
    pad.merge("@1", "@2")
    assert [note.ended_on for note in pad.notes("@1")] == [None, None]


def test_an_alert_is_never_made_private_by_a_merge(pad: Pad) -> None:
    pad.add("Sam Smith", "nuts", kind="need", alert=True, new=True)
    pad.add("Samuel Smith", "nuts", kind="need", voice="private", new=True)
    pad.merge("@1", "@2")
    assert [note.number for note in pad.recall("@1").alerts] == [1]


@pytest.mark.usefixtures("_two")
def test_a_rehearsal_says_the_same_and_writes_nothing(pad: Pad, path: Path) -> None:
    before = tables(path)
    rehearsed = pad.merge("@1", "@2", dry_run=True)
    assert (rehearsed.number, tables(path), len(pad.log())) == (None, before, 2)
    merged = pad.merge("@1", "@2")
    assert (merged.moved, merged.shared, merged.remarks) == (
        rehearsed.moved,
        rehearsed.shared,
        rehearsed.remarks,
    )


@pytest.mark.usefixtures("_two")
def test_in_a_damaged_pad_nobody_is_merged(pad: Pad, path: Path) -> None:
    spoil(path)
    with pytest.raises(PadUnusable, match="is damaged"):
        pad.merge("@1", "@2")
    assert len(pad.customers()) == 2


@pytest.mark.usefixtures("_two")
def test_nobody_is_merged_into_themselves(pad: Pad) -> None:
    with pytest.raises(AskedWrongly, match="the same customer"):
        pad.merge("@1", "sam smith")
    with pytest.raises(AskedWrongly, match="the same customer"):
        pad.apart("@1", "@1")


# -- who is apart --------------------------------------------------------------------------------


@pytest.mark.usefixtures("_two")
def test_who_was_said_to_be_two_is_merged_all_the_same_and_it_says_so(pad: Pad, path: Path) -> None:
    pad.apart("@1", "@2")
    merged = pad.merge("@1", "@2")
    assert "They were marked as different people; that is undone." in merged.remarks
    assert tables(path)["_apart"] == []


@pytest.mark.usefixtures("_two")
@pytest.mark.parametrize("keep", [1, 2])
def test_what_was_said_of_the_other_holds_of_the_one(pad: Pad, path: Path, keep: int) -> None:
    pad.add("Sam Smyth", "mocha", new=True)
    pad.add("Sam Smithe", "mocha", new=True)
    for who in ("@1", "@2"):
        pad.apart("@3", who)
    pad.apart(f"@{3 - keep}", "@4")
    pad.merge(f"@{keep}", f"@{3 - keep}")
    assert [row[1:] for row in tables(path)["_apart"]] == [(keep, 3), (keep, 4)]


@pytest.mark.usefixtures("_two")
def test_said_twice_is_said_once(pad: Pad) -> None:
    pad.apart("@1", "@2")
    pad.apart("@2", "@1")
    assert [change.what for change in pad.log(limit=1)] == [
        "marked Sam Smith @1 and Samuel Smith @2 as different people"
    ]


# -- taking it back ------------------------------------------------------------------------------


WHO = st.sampled_from(["@1", "@2", "@3"])
APART = step("apart", WHO, WHO)
MERGE = step("merge", WHO, WHO)
SAME: list[Step] = [
    ("add", (name, "coffee: latte"), {"new": True}) for name in ("Sam Smith", "Sam Smyth")
]
BOTH: list[Step] = [
    ("edit", (who, Edit(handles={"phone": ["1234567"]}, tags=["vip"])), {}) for who in ("@1", "@2")
]


@given(steps=st.lists(st.one_of(STEPS, APART, st.sampled_from(LISTS)), max_size=10))
def test_a_merge_undone_was_never_and_that_undone_is_the_merge_again(
    fresh: Fresh, steps: list[Any]
) -> None:
    path = fresh("merged.db")
    with Pad(path, today=TODAY) as pad:
        take(pad, path, [*SAME, *BOTH, *steps])
        before = tables(path)
        for keep, other in (("@1", "@2"), ("@2", "@1")):
            number = pad.merge(keep, other).number
            after = tables(path)
            undone = pad.undo(number).number
            assert tables(path) == before
            again = pad.undo(undone).number
            assert tables(path) == after
            pad.undo(again)
            assert tables(path) == before


@given(
    steps=st.lists(st.one_of(STEPS, APART, MERGE, st.sampled_from(LISTS)), min_size=2, max_size=10),
    numbers=st.lists(st.integers(1, 20), min_size=1, max_size=8),
)
def test_merges_among_other_changes_are_undone_whole_or_not_at_all(
    fresh: Fresh, steps: list[Any], numbers: list[int]
) -> None:
    path = fresh("among.db")
    with Pad(path, today=TODAY) as pad:
        take(pad, path, [*SAME, *BOTH, *steps])
        for number in numbers:
            before = tables(path)
            with suppress(PrefpadError):
                undone = pad.undo(number)
                rehearsed = tables(path)
                pad.undo(undone.number)
                assert tables(path) == before
                pad.undo(number)
                assert tables(path) == rehearsed
                continue
            assert tables(path) == before


@pytest.mark.usefixtures("_two")
def test_what_was_jotted_since_stays_with_the_one(pad: Pad) -> None:
    number = pad.merge("@1", "@2").number
    pad.add("@1", "cake: none")
    pad.undo(number)
    assert [note.text for note in pad.notes("@1")] == ["latte", "none"]
    assert [note.text for note in pad.notes("@2")] == ["green"]


@pytest.mark.usefixtures("_two")
def test_a_merge_that_another_builds_on_is_not_undone_alone(pad: Pad) -> None:
    pad.add("Sammy Smith", "mocha", new=True)
    number = pad.merge("@2", "@3").number
    pad.merge("@1", "@2")
    with pytest.raises(CouldNot, match="cannot be undone alone"):
        pad.undo(number)


@pytest.mark.usefixtures("_two")
def test_the_log_says_who_went_into_whom(pad: Pad) -> None:
    pad.visit("@2")
    pad.merge("@1", "@2")
    told = "merged Samuel Smith @2 into Sam Smith @1, with 1 contact detail, 1 note, 1 visit"
    assert pad.log(limit=1)[0].what == told
    assert pad.log(customer="@1", limit=1)[0].what == told
    pad.undo()
    assert pad.log(limit=1)[0].what == f"undid change 4: {told}"


def test_the_log_of_a_merge_of_many_rows_is_a_sentence_too(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_ROWS_TOLD", 20)
    pad.add("Sam Smith", "latte", new=True)
    pad.add("Samuel Smith", "tea", new=True)
    for days in range(30):
        pad.visit("@2", on=days_ago(days))
    pad.merge("@1", "@2")
    assert pad.log(limit=1)[0].what.startswith("merged Samuel Smith @2 into Sam Smith @1")


# -- imports and tables to come ------------------------------------------------------------------


@pytest.mark.parametrize("keep", ["@1", "@2"])
def test_the_file_imported_again_changes_nothing(pad: Pad, path: Path, keep: str) -> None:
    text = (
        "customer,email,tags,kind,text,source\n"
        "Sam Smith,s@example.com,vip,preference,latte,told\n"
        "Sam Smith,s@example.com,vip,need,quiet,told\n"
        "Samuel Smith,sam@example.com,vip;b,preference,latte,told\n"
        "Samuel Smith,sam@example.com,,,,\n"
    )
    imported(pad, path, text)
    pad.merge(keep, "@2" if keep == "@1" else "@1")
    before = tables(path)
    imported(pad, path, text)
    assert tables(path) == before


def test_an_import_whose_customers_were_merged_keeps_what_the_merge_touched(
    pad: Pad, path: Path
) -> None:
    imported(pad, path, LISTS[2])
    merge = pad.merge("@1", "@2").number
    before = tables(path)
    undone = pad.undo_import()
    assert undone.kept_count
    assert pad.customer("bo ek").number == 1
    pad.undo(undone.number)
    assert tables(path) == before
    pad.undo(merge)
    assert len(pad.customers()) == 2


def test_every_table_of_a_customer_goes_along(path: Path) -> None:
    create(path)
    with closing(open_pad(path)) as connection:
        referring = connection.execute(
            "SELECT DISTINCT tables.name FROM pragma_table_list AS tables"
            " JOIN pragma_foreign_key_list(tables.name) AS keys WHERE keys.\"table\" = 'customers'"
        )
        known = {one.child for one in references(connection) if one.parent == "customers"}
        assert {name for (name,) in referring} - DERIVED == known
        assert {*merging.ONE_OF_EACH} <= known


def test_a_table_to_come_goes_along_without_being_named(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.add("Samuel Smith", "tea", new=True)
    with closing(open_pad(path)) as connection:
        connection.executescript(
            "CREATE TABLE letters (number INTEGER PRIMARY KEY AUTOINCREMENT,"
            " customer INTEGER NOT NULL REFERENCES customers(number) ON DELETE CASCADE,"
            " fields TEXT) STRICT; INSERT INTO letters(customer, fields) VALUES (2, 'x');"
        )
        assert pad.merge("@1", "@2").moved["letters"] == 1
        rows = "SELECT customer, fields FROM letters"
        assert connection.execute(rows).fetchall() == [(1, "x")]
        pad.undo()
        assert connection.execute(rows).fetchall() == [(2, "x")]


@pytest.mark.parametrize(
    ("ours", "theirs", "also"),
    [
        ("14 March 1980", "14 March 1980", False),
        ("14 March 1980", "14 March", False),
        ("14 March 1980", "14 March 1981", True),
        ("14 March", "15 March", True),
    ],
)
@pytest.mark.usefixtures("_two")
def test_a_birthday_that_contradicts_is_kept_as_a_note_and_no_other(
    pad: Pad, ours: str, theirs: str, also: bool
) -> None:
    pad.edit("@1", Edit(occasions={"birthday": ours}))
    pad.edit("@2", Edit(occasions={"birthday": theirs}))
    pad.merge("@1", "@2")
    assert any("also" in note.text for note in pad.notes("@1")) == also
    (birthday,) = pad.customer("@1").occasions
    assert (birthday.month, birthday.day) == (3, 14)


@pytest.mark.usefixtures("_two")
def test_two_visits_expected_on_one_day_are_one_that_is_called_off_only_where_both_were(
    pad: Pad,
) -> None:
    pad.expect_visit("@1", "2026-03-09")
    pad.expect_visit("@2", "2026-03-09", at="10:30")
    pad.not_coming("@1")
    pad.merge("@1", "@2")
    (visit,) = pad.recall("@1").expected
    assert (visit.on.isoformat(), visit.at) == ("2026-03-09", "10:30")
