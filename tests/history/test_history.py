from __future__ import annotations

from contextlib import closing, suppress
from sqlite3 import IntegrityError
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db.audit_log import AuditRow, Redactor
from prefpad.db.connection import open_pad
from prefpad.domain.errors import CouldNot, NoSuchChange
from prefpad.history import log as history_log
from prefpad.history import undo_rows as undoing
from prefpad.history.describe import describe_change, row_in_words
from prefpad.history.models import ChangedRow
from prefpad.reconfirmation.policy import policy_of
from tests.conftest import TODAY
from tests.helpers.making import days_ago
from tests.helpers.steps import FIRST, LISTS, STEPS, imported, take
from tests.helpers.stored import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.pads import Fresh
    from tests.helpers.steps import Step


def undo_all(pad: Pad) -> list[int]:
    numbers = []
    with suppress(CouldNot):
        while number := pad.undo().number:
            numbers.append(number)
    return numbers


@pytest.mark.parametrize("a_few", [0, undoing.A_FEW])
@given(steps=st.lists(st.one_of(STEPS, st.sampled_from(LISTS)), min_size=2, max_size=12))
def test_undoing_everything_empties_the_pad_and_undoing_that_fills_it_again(
    fresh: Fresh, a_few: int, steps: list[Any]
) -> None:
    path = fresh("pad.db")
    with pytest.MonkeyPatch.context() as patch, Pad(path, today=TODAY) as pad:
        patch.setattr(undoing, "A_FEW", a_few)
        take(pad, path, [*FIRST, *steps])
        full = tables(path)
        undone = undo_all(pad)
        assert all(rows == [] for rows in tables(path).values())
        redone = [pad.undo(number).number for number in reversed(undone)]
        assert tables(path) == full
        for number in reversed(redone):
            pad.undo(number)
        assert all(rows == [] for rows in tables(path).values())


@given(
    steps=st.lists(st.one_of(STEPS, st.sampled_from(LISTS)), min_size=2, max_size=10),
    numbers=st.lists(st.integers(1, 20), min_size=1, max_size=12),
)
def test_whatever_is_undone_in_whatever_order_can_be_brought_back(
    fresh: Fresh, steps: list[Any], numbers: list[int]
) -> None:
    path = fresh("any.db")
    with Pad(path, today=TODAY) as pad:
        take(pad, path, [*FIRST, *steps])
        for number in numbers:
            before = tables(path)
            try:
                undone = pad.undo(number)
            except (CouldNot, NoSuchChange):
                assert tables(path) == before
                continue
            rehearsed = tables(path)
            assert pad.undo(undone.number)
            assert tables(path) == before
            pad.undo(number)
            assert tables(path) == rehearsed


def test_an_undo_of_what_is_gone_behind_the_journals_back_is_refused(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    with closing(open_pad(path)) as connection:
        connection.execute("DELETE FROM customers")
    with pytest.raises(CouldNot, match="is in the way"):
        pad.undo()
    assert len(pad.log()) == 1


# -- what depends on what ------------------------------------------------------------------------


@pytest.fixture
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)


@pytest.mark.usefixtures("_sam")
@pytest.mark.parametrize(
    "later",
    [
        ("add", ("smith", "tea: green"), {}),
        ("visit", ("smith",), {}),
        ("confirm", (1,), {}),
        ("edit", ("smith", Edit(fields={"owner": "Ana"})), {}),
        ("edit", ("smith", Edit(tags=["vip"])), {}),
        ("edit", ("smith", Edit(occasions={"birthday": "12 March"})), {}),
    ],
)
def test_what_a_later_change_builds_on_cannot_be_undone_alone(
    pad: Pad, path: Path, later: Step
) -> None:
    verb, arguments, named = later
    getattr(pad, verb)(*arguments, **named)
    before = tables(path)
    with pytest.raises(CouldNot, match=r"Change 1 cannot be undone alone: change 2 \(.+\) depends"):
        pad.undo(1)
    assert tables(path) == before
    pad.undo(2)
    pad.undo(1)
    assert pad.customers() == []


@pytest.mark.usefixtures("_sam")
def test_of_many_changes_that_build_on_one_the_first_are_named(pad: Pad) -> None:
    for day in range(7, 0, -1):
        pad.visit("smith", on=days_ago(day))
    with pytest.raises(CouldNot, match=r"changes 2 \(.+ 6 \(.+\), 2 more depend on it") as refusal:
        pad.undo(1)
    assert refusal.value.hint == "Run `pad.undo(8)` first."


@pytest.mark.usefixtures("_sam")
def test_an_import_that_adds_to_a_customer_depends_on_them(pad: Pad, path: Path) -> None:
    imported(pad, path, LISTS[0])
    with pytest.raises(CouldNot, match=r"change 2 \(import of list.csv: 1 row\) depends"):
        pad.undo(1)


@pytest.mark.usefixtures("_sam")
def test_a_change_to_other_columns_of_the_same_row_is_no_dependency(pad: Pad) -> None:
    pad.edit("smith", Edit(fields={"owner": "Ana"}))
    pad.edit("smith", Edit(fields={"pronounced": "smit"}))
    pad.undo(2)
    assert (pad.customer("smith").owner, pad.customer("smith").pronounced) == (None, "smit")


@pytest.mark.usefixtures("_sam")
def test_a_change_to_the_same_column_is_a_dependency(pad: Pad) -> None:
    pad.edit("smith", Edit(fields={"owner": "Ana"}))
    pad.edit("smith", Edit(fields={"owner": "Ben"}))
    with pytest.raises(CouldNot, match="change 3 "):
        pad.undo(2)


@pytest.mark.usefixtures("_sam")
def test_an_undo_cannot_be_undone_beneath_the_undo_of_what_came_before_it(pad: Pad) -> None:
    pad.edit("smith", Edit(fields={"owner": "Ana"}))
    pad.edit("smith", Edit(fields={"owner": "Ben"}))
    pad.undo(3)
    pad.undo(2)
    with pytest.raises(CouldNot, match=r"change 5 \(undid change 2"):
        pad.undo(4)
    pad.undo(5)
    pad.undo(4)
    assert pad.customer("smith").owner == "Ben"


@pytest.mark.usefixtures("_sam")
def test_what_was_put_back_by_hand_stands_in_the_way_and_is_named(pad: Pad) -> None:
    pad.edit("smith", Edit(tags=["vip"]))
    pad.edit("smith", Edit(drop=["vip"]))
    pad.edit("smith", Edit(tags=["vip"]))
    with pytest.raises(CouldNot, match=r"change 4 \(edited Sam Smith: tag\)"):
        pad.undo(3)
    assert pad.customer("smith").tags == ("vip",)


@pytest.mark.usefixtures("_sam")
def test_undone_twice_is_refused_and_says_how_to_bring_it_back(pad: Pad) -> None:
    pad.undo(1)
    with pytest.raises(CouldNot, match="undone already, by change 2") as refused:
        pad.undo(1)
    assert "pad.undo(2)" in refused.value.hint


@pytest.mark.usefixtures("_sam")
def test_a_rehearsed_undo_says_the_same_and_writes_nothing(pad: Pad, path: Path) -> None:
    before = tables(path)
    rehearsed = pad.undo(dry_run=True)
    assert (rehearsed.number, tables(path), len(pad.log())) == (None, before, 1)
    assert pad.undo().removed == rehearsed.removed


# -- imports -------------------------------------------------------------------------------------


def test_what_was_changed_since_an_import_is_kept_and_named(pad: Pad, path: Path) -> None:
    imported(
        pad,
        path,
        "customer,phone,kind,text,source\nSam Smith,030 123 456,preference,latte,told\n"
        "Ida Berg,,need,quiet,told\nIda Berg,,need,a stool,told\nBo Ek,,preference,tea,told\n",
    )
    pad.visit("smith")
    pad.confirm(2)
    rehearsed = pad.undo_import(dry_run=True)
    undone = pad.undo_import()
    assert rehearsed.kept == undone.kept
    assert [(one.what, one.change) for one in undone.kept] == [
        ("Sam Smith @1", 2),
        ("Ida Berg @2", 3),
        ("note 2 on Ida Berg", 3),
    ]
    assert [person.name for person in pad.customers()] == ["Ida Berg", "Sam Smith"]
    assert pad.customer("030 123 456").name == "Sam Smith"
    assert [note.text for note in pad.notes("ida")] == ["quiet"]
    assert pad.notes("smith") == []


def test_an_import_is_undone_by_its_own_number_and_by_that_of_its_change(
    pad: Pad, path: Path
) -> None:
    imported(pad, path, LISTS[0])
    imported(pad, path, LISTS[2])
    assert pad.undo_import(1).change.number == 1
    assert pad.undo(2).change.import_number == 2
    assert [one.undone for one in pad.imports()] == [True, True]
    assert pad.customers() == []


def test_a_value_that_an_import_set_and_nobody_changed_goes_back(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "latte", source="observed", new=True)
    before = tables(path)
    imported(pad, path, LISTS[1])
    assert pad.customer("smith").formal == "Mr. Smith"
    pad.undo()
    assert tables(path) == before


def test_an_import_can_be_taken_again_after_its_undo(pad: Pad, path: Path) -> None:
    imported(pad, path, LISTS[2])
    full = tables(path)["_name_words"]
    pad.undo_import()
    imported(pad, path, LISTS[2])
    assert len(tables(path)["_name_words"]) == len(full)
    with pytest.raises(CouldNot, match="undone already"):
        pad.undo_import(1)


def test_an_undo_that_is_stopped_before_it_writes_leaves_nothing_loose(
    pad: Pad, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(pad, path, LISTS[2])

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(undoing, "references", stop)
        with pytest.raises(KeyboardInterrupt):
            pad.undo_import()
    connection = pad.session.connection
    with pytest.raises(IntegrityError):
        connection.execute("INSERT INTO tags(customer, tag, key) VALUES (999, 'vip', 'vip')")
    assert connection.execute("SELECT * FROM temp.sqlite_schema").fetchall() == []
    assert pad.undo_import().removed


# -- the log -------------------------------------------------------------------------------------


def test_the_log_says_what_was_done_the_newest_first(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "coffee: oat latte", stance="likes", new=True)
    pad.confirm(1)
    pad.confirm(1, now="flat white")
    pad.visit("smith")
    pad.edit("smith", Edit(handles={"phone": ["030 123 456"]}, tags=["vip"]))
    imported(pad, path, LISTS[2])
    pad.undo()
    pad.undo(7)
    assert [change.what for change in reversed(pad.log())] == [
        "new customer Sam Smith @1; added note 1 on Sam Smith: coffee: likes oat latte",
        "confirmed note 1 on Sam Smith",
        "changed note 1 on Sam Smith: oat latte → flat white",
        "Sam Smith was here on 2026-03-02",
        "edited Sam Smith: phone, tag",
        "import of list.csv: 3 rows",
        "undid change 6: import of list.csv: 3 rows",
        "brought back change 6, by undoing change 7",
    ]


def test_the_whole_log_is_read_page_by_page(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    for day in range(5):
        pad.visit("smith", on=days_ago(day))
    pad.add("Ann Lee", "tea", new=True)
    pad.session.page = 2
    for customer in (None, "smith"):
        found = history_log.each_change(pad.session, customer=customer, private=False)
        assert [*found] == pad.log(customer=customer, limit=None)


def test_the_log_says_that_something_was_served_on_a_day_already_noted(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.visit("smith")
    pad.visit("smith", served="a trim")
    pad.undo()
    assert [change.what for change in pad.log(limit=3)] == [
        "undid change 3: noted what Sam Smith was served",
        "noted what Sam Smith was served",
        "Sam Smith was here on 2026-03-02",
    ]


def test_the_log_of_a_customer_holds_the_imports_that_made_something_of_theirs(
    pad: Pad, path: Path
) -> None:
    pad.add("Sam Smith", "tea", new=True)
    imported(pad, path, LISTS[0])
    imported(pad, path, LISTS[2])
    pad.visit("ida")
    assert [change.number for change in pad.log(customer="smith")] == [2, 1]
    assert [change.number for change in pad.log(customer="ida")] == [4, 3]


def test_what_is_private_is_shown_only_when_asked_for(pad: Pad) -> None:
    pad.add("Sam Smith", "health: a secret", voice="private", new=True)
    pad.confirm(1, now="another secret")
    pad.undo()
    pad.undo()
    told = [*pad.log(), *(row for number in range(1, 5) for row in pad.changed_rows(number))]
    assert "secret" not in repr(told)
    assert "health" not in repr(told)
    shown = [*pad.log(private=True), *pad.changed_rows(1, private=True)]
    assert "a secret" in repr(shown)


def test_a_change_is_shown_row_by_row_before_and_after(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.confirm(1, now="tea")
    check, note = pad.changed_rows(2)
    assert (check.table, check.did, check.after["outcome"]) == ("checks", "added", "changed")
    assert (note.did, note.before, note.after) == ("changed", {"text": "latte"}, {"text": "tea"})
    assert (note.table, note.number, note.customer) == ("notes", 1, "Sam Smith")


def test_a_change_of_very_many_rows_is_told_by_their_number(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_log, "_ROWS_TOLD", 2)
    pad.edit("Sam Smith", Edit(tags=["vip", "guest"]), new=True)
    assert pad.log()[0].what == "script: 4 rows"


def test_a_number_that_the_journal_does_not_have_is_refused(pad: Pad) -> None:
    for verb in (pad.change, pad.changed_rows, pad.undo, pad.undo_import):
        for number in (1, 2**70):
            with pytest.raises(NoSuchChange):
                verb(number)


def test_what_is_learnt_and_what_is_set_go_back_with_the_change(pad: Pad) -> None:
    for number in range(4):
        pad.add(f"Customer Number{number}", "coffee: latte", on=days_ago(400), new=True)
    before = pad.note(4)
    for number in (1, 2, 3):
        pad.confirm(number, now="mocha", on=days_ago(300))
    pad.set("every:coffee", "30 days")
    assert pad.note(4).ask_after == 30
    pad.undo()
    assert policy_of(pad.session.settings).by_topic == {}
    learnt = pad.note(4)
    assert learnt.change_rate
    assert before.change_rate
    assert learnt.change_rate > before.change_rate
    for _ in range(3):
        pad.undo()
    assert pad.note(4).change_rate == pytest.approx(before.change_rate, rel=0.1)
    assert pad.note(4).set_by == "learned"


def test_a_change_of_a_setting_is_told_in_words(pad: Pad) -> None:
    pad.set("question-price", "0.5")
    pad.set("question-price", "0.4")
    pad.set("question-price", None)
    assert [change.what for change in pad.log()] == [
        "put question-price back to its default",
        "changed a setting from 0.5 to 0.4",
        "set question-price to 0.5",
    ]


# -- a row in words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "before", "after", "words"),
    [
        ("notes", {"text": "tea"}, {"reason": "misheard"}, "reason: misheard"),
        ("notes", {"ended_on": "2026-03-02"}, {"ended_on": None}, "open again"),
        ("customers", {"owner": "Ana"}, {"owner": ""}, "in charge: Ana → nothing"),
        ("visits", {"served": "tea"}, {"served": "wine"}, "served"),
    ],
)
def test_a_changed_row_reads_in_words(
    table: str, before: dict[str, Any], after: dict[str, Any], words: str
) -> None:
    assert row_in_words(ChangedRow(table, 1, "Sam Smith", "changed", before, after)) == words


@pytest.mark.parametrize(
    ("table", "values", "words"),
    [
        ("notes", {"text": "(private)", "by_day": "2026-03-09"}, "(private)"),
        (
            "notes",
            {"text": "tea", "kind": "want", "by_day": "2026-03-09"},
            "want, tea, due 2026-03-09",
        ),
        (
            "notes",
            {"text": "tea", "ended_on": "2026-03-02", "ended": "gone"},
            "tea, no longer true on 2026-03-02",
        ),
        ("checks", {"outcome": "seen"}, "seen again"),
        ("occasions", {"name": "birthday", "month": 3, "day": 4}, "birthday: 03-04"),
    ],
)
def test_a_row_that_came_or_went_reads_alike(
    table: str, values: dict[str, Any], words: str
) -> None:
    added = ChangedRow(table, 1, "Sam Smith", "added", {}, values)
    removed = ChangedRow(table, 1, "Sam Smith", "removed", values, {})
    assert row_in_words(added) == row_in_words(removed) == words


# -- in a sentence -------------------------------------------------------------------------------


def said(pad: Pad) -> str:
    return pad.log()[0].what


def test_two_who_were_told_apart_are_said_to_be_two_until_it_is_taken_back(pad: Pad) -> None:
    pad.add("Sam Smith", "tea", new=True)
    pad.add("Sam Smyth", "tea", new=True)
    pad.apart("@1", "@2")
    assert said(pad) == "marked Sam Smith @1 and Sam Smyth @2 as different people"
    pad.undo()
    assert said(pad) == "undid change 3: marked Sam Smith @1 and Sam Smyth @2 as different people"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([AuditRow("_later", number, None, None, {"x": 1}) for number in (1, 2)], "script: 2 rows"),
        ([AuditRow("_later", 1, 1, None, {"x": 1})], "edited Customer 1: later"),
        (
            [AuditRow("_later", 1, 1, {"customer": 1}, {"customer": 2})],
            "moved from Customer 1 @1 to Customer 2 @2",
        ),
        ([AuditRow("notes", 3, 1, {"text": "tea"}, None)], "removed note 3 on Customer 1: tea"),
    ],
)
def test_what_no_command_does_yet_is_told_too(rows: list[AuditRow], words: str) -> None:
    known = Redactor("Customer {}".format, lambda _: False, shows_private=False)
    assert describe_change("script", rows, known) == words


SAID: dict[str, tuple[Callable[[Pad], object], str]] = {
    "done": (lambda pad: pad.done(3), "closed note 3 on Sam Smith"),
    "withdrawn": (lambda pad: pad.done(3, withdrawn=True), "withdrew note 3 on Sam Smith"),
    "seen": (lambda pad: pad.confirm(1, seen=True), "saw note 1 on Sam Smith again"),
    "gone": (lambda pad: pad.confirm(1, gone=True), "note 1 on Sam Smith is no longer true"),
    "deleted": (lambda pad: pad.delete_note(1), "deleted note 1 on Sam Smith"),
    "private": (
        lambda pad: (pad.add("@1", "has diabetes"), pad.confirm(4, now="has asthma")),
        "changed note 4 on Sam Smith: private",
    ),
    "moved with its check": (
        lambda pad: (pad.confirm(1), pad.edit_note(1, customer="@2")),
        "moved note 1 from Sam Smith @1 to Ann Lee @2",
    ),
    "moved": (
        lambda pad: pad.edit_note(1, customer="@2", text="black"),
        "moved note 1 from Sam Smith @1 to Ann Lee @2; changed note 1 on Ann Lee: green → black",
    ),
    "fields": (
        lambda pad: pad.edit_note(1, topic="drink", every="6 months"),
        "changed note 1 on Sam Smith: topic, how often to ask",
    ),
    "not expected": (
        lambda pad: (pad.expect_visit("@1", "2026-03-09"), pad.not_coming("@1")),
        "Sam Smith is not expected any more",
    ),
    "consent": (
        lambda pad: pad.edit("@1", Edit(consents=["messages=given"], how="at the till")),
        "Sam Smith gave consent to messages on 2026-03-02 (at the till)",
    ),
    "expected": (
        lambda pad: pad.expect_visit("@1", "2026-03-09"),
        "Sam Smith is expected on 2026-03-09",
    ),
    "merged": (
        lambda pad: pad.merge("@1", "@2"),
        "merged Ann Lee @2 into Sam Smith @1, with 1 contact detail, 1 note",
    ),
    "by default": (
        lambda pad: (pad.set("greeting", "Hello {name}"), pad.set("greeting", None)),
        "put greeting back to its default",
    ),
    "forgotten": (lambda pad: pad.forget("@1"), "somebody was forgotten"),
}


@pytest.mark.parametrize("what", SAID)
def test_the_log_says_in_words_what_was_done(pad: Pad, what: str) -> None:
    pad.add("Sam Smith", "tea: green", new=True)
    pad.add("Ann Lee", "latte", new=True)
    pad.add("@1", "towels", kind="promise", by="tomorrow")
    do, sentence = SAID[what]
    do(pad)
    assert said(pad) == sentence
