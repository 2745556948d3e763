"""What a shop owes its customers, through the command line: problems, promises, extras, wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad.customers.edit import Edit
from tests.helpers.making import days_ago, days_ahead
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "pays by card", kind="fact", source="relayed", new=True)


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setenv("PREFPAD_TODAY", day.isoformat())


# -- problems ------------------------------------------------------------------------------------


def test_a_problem_has_who_is_in_charge_and_what_was_tried(run: Run) -> None:
    said = answer(run("add", "smith", "cold", "shower", "--problem", "--owner", "Boss"))
    assert said.endswith("in charge: Boss\n")
    answer(run("add", "smith", "ran it warm", "--under", "2"))
    answer(run("add", "smith", "called the plumber", "--under", "2"))
    card = answer(run("recall", "smith")).partition("STILL OPEN")[2]
    at = [card.index(words) for words in ("cold shower", "ran it warm", "called the plumber")]
    assert at == sorted(at)


def test_a_problem_past_its_day_is_overdue(run: Run, pad: Pad) -> None:
    pad.add("smith", "wobbly table", kind="problem", by=days_ago(3))
    pad.add("smith", "dim lamp", kind="problem", by=days_ahead(3))
    assert "wobbly table" in answer(run("due"))
    assert "3 days late" in answer(run("recall", "smith"))
    assert "dim lamp" not in answer(run("due"))


def test_the_visit_after_a_solved_problem_says_once_to_make_sure(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.add("smith", "cold shower", kind="problem")
    answer(run("done", "2", "refunded, apologised"))
    reminder = "cold shower (solved: make sure it stayed solved)"
    assert reminder not in answer(run("recall", "smith"))
    on(monkeypatch, days_ahead(20))
    assert reminder in answer(run("recall", "smith"))
    answer(run("visit", "smith"))
    assert reminder in answer(run("recall", "smith"))
    on(monkeypatch, days_ahead(21))
    assert reminder not in answer(run("recall", "smith"))


def test_a_problem_that_was_withdrawn_or_is_private_is_not_brought_up(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.add("smith", "cold shower", kind="problem")
    pad.add("smith", "in debt", kind="problem", voice="private")
    pad.done(2, withdrawn=True)
    pad.done(3)
    on(monkeypatch, days_ahead(20))
    assert "make sure" not in answer(run("recall", "smith"))


def test_what_was_done_about_a_problem_is_no_visit(run: Run, pad: Pad) -> None:
    pad.add("smith", "cold shower", kind="problem", source="relayed", on=days_ago(9))
    answer(run("done", "2", "new thermostat"))
    assert pad.customer("smith").last_visit is None


# -- promises ------------------------------------------------------------------------------------


def test_a_promise_is_moved_with_its_reason(run: Run, pad: Pad) -> None:
    pad.add("smith", "mend the chain", kind="promise", by="tomorrow")
    said = answer(run("edit", "2", "--by", "friday", "--because", "the part is late"))
    assert "moved, first due 3 March 2026 · due in 4 days" in said
    answer(run("edit", "2", "--by", "in 9 days", "--because", "late again"))
    note = pad.note(2)
    assert (note.by, note.first_by, note.because) == (days_ahead(9), days_ahead(1), None)
    card = answer(run("recall", "smith"))
    assert "mend the chain (first due 3 March 2026)" in card
    assert "then: moved from 3 March 2026 to 6 March 2026: the part is late" in card
    assert pad.customer("smith").last_visit == days_ago(0)


def test_a_day_that_was_mistyped_is_corrected_without_a_reason(run: Run, pad: Pad) -> None:
    pad.add("smith", "mend the chain", kind="promise", by="tomorrow")
    assert "corrected" in answer(run("edit", "2", "--by", "friday"))
    assert pad.note(2).first_by is None
    assert "then:" not in answer(run("recall", "smith"))


def test_the_reason_of_a_move_is_kept_private_where_it_tells_of_something_private(
    run: Run, pad: Pad
) -> None:
    pad.add("smith", "mend the chain", kind="promise", by="tomorrow")
    answer(run("edit", "2", "--by", "friday", "--because", "he is in hospital with cancer"))
    assert "cancer" not in answer(run("recall", "smith"))
    assert "first due 3 March 2026" in answer(run("recall", "smith"))


def test_one_undo_takes_a_move_back_whole(run: Run, pad: Pad, path: Path) -> None:
    pad.add("smith", "mend the chain", kind="promise", by="tomorrow")
    before = pad.notes("smith")
    answer(run("edit", "2", "--by", "friday", "--because", "the part is late"))
    assert pad.notes("smith") != before
    answer(run("undo", "--yes"))
    assert pad.notes("smith") == before


@pytest.mark.parametrize(
    "options", [["--because", "no day"], ["--by", "friday", "--because", " "], ["--by", "someday"]]
)
def test_a_move_without_a_day_or_a_reason_is_refused(
    run: Run, pad: Pad, path: Path, options: list[str]
) -> None:
    pad.add("smith", "mend the chain", kind="promise", by="tomorrow")
    before = rows(path)
    refusal(run("edit", "2", *options), 2)
    assert rows(path) == before


# -- extras --------------------------------------------------------------------------------------


def test_the_card_says_what_was_given_last_and_when(run: Run, pad: Pad) -> None:
    pad.add("smith", "a jar of marmalade", kind="extra", on=days_ago(30))
    card = answer(run("recall", "smith"))
    assert "a jar of marmalade (given)\t1 month ago" in card


def test_an_idea_is_offered_once_the_last_extra_is_long_ago(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.add("smith", "a jar of marmalade", kind="extra", on=days_ago(30))
    pad.add("smith", "a map of the coast", kind="idea")
    assert "idea: a map of the coast" in answer(run("recall", "smith"))
    assert "offer a small extra" not in answer(run("recall", "smith"))
    on(monkeypatch, days_ahead(160))
    offered = "offer a small extra: a map of the coast (nothing given for 6 months)"
    assert offered in answer(run("recall", "smith"))
    answer(run("done", "3"))
    assert "offer a small extra" not in answer(run("recall", "smith"))
    assert "a map of the coast (given)\ttoday" in answer(run("recall", "smith"))


def test_an_idea_is_offered_to_whom_nothing_was_given_yet(run: Run, pad: Pad) -> None:
    pad.add("smith", "a map of the coast", kind="idea")
    assert "a map of the coast (nothing given yet)" in answer(run("recall", "smith"))


# -- wishes and moods ----------------------------------------------------------------------------


def test_a_wish_is_for_the_visit_that_is_expected(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.expect_visit("smith", "in 3 days")
    assert "due in 3 days" in answer(run("add", "smith", "--want", "a late checkout"))
    on(monkeypatch, days_ahead(3))
    assert "a late checkout" in answer(run("recall", "smith"))
    on(monkeypatch, days_ahead(4))
    assert "a late checkout" not in answer(run("recall", "smith"))


def test_a_wish_of_who_is_here_is_for_today(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.expect_visit("smith", "in 3 days")
    pad.visit("smith")
    answer(run("add", "smith", "--want", "a late checkout"))
    answer(run("add", "smith", "--mood", "in a hurry"))
    assert "a late checkout" in answer(run("recall", "smith"))
    on(monkeypatch, days_ahead(1))
    card = answer(run("recall", "smith"))
    assert "a late checkout" not in card
    assert "in a hurry" not in card


# -- occasions -----------------------------------------------------------------------------------


def test_an_occasion_stands_on_the_card_and_in_the_calendar(run: Run, pad: Pad) -> None:
    pad.edit("smith", Edit(occasions={"birthday": "1980-03-04", "anniversary": "30 March"}))
    assert "birthday, turns 46 in 2 days" in answer(run("recall", "smith"))
    assert "anniversary" not in answer(run("recall", "smith"))
    answer(run("settings", "occasions-ahead", "30"))
    assert "anniversary in 4 weeks" in answer(run("recall", "smith"))
    coming = answered(run("recall", "smith", "--json"))["coming_up"]
    assert coming[0] == {"what": "birthday, turns 46", "on": "2026-03-04"}
    calendar = answer(run("export", "--format", "ical"))
    assert "SUMMARY:Sam Smith: birthday" in calendar
    assert "SUMMARY:Sam Smith: anniversary" in calendar


@pytest.mark.parametrize("days", ["-1", "367", "two weeks", "1.5"])
def test_occasions_ahead_takes_days_alone(run: Run, days: str) -> None:
    refusal(run("settings", "occasions-ahead", "--", days), 2)


# -- who is expected, on the card ----------------------------------------------------------------


def test_the_card_says_when_they_are_expected(run: Run, pad: Pad) -> None:
    pad.expect_visit("smith", "in 3 days", at="9:30", what="a trim")
    pad.expect_visit("smith", "in 9 days")
    assert "expected in 3 days at 09:30 (a trim)" in answer(run("recall", "smith"))
    assert len(answered(run("recall", "smith", "--json"))["expected"]) == 2
    pad.not_coming("smith")
    pad.not_coming("smith")
    assert "expected" not in answer(run("recall", "smith"))


def test_what_they_come_for_is_not_on_the_card_where_it_is_private(run: Run, pad: Pad) -> None:
    pad.expect_visit("smith", "in 3 days", what="a wig after the chemotherapy")
    assert "chemo" not in answer(run("recall", "smith"))
    assert "chemo" in answer(run("recall", "smith", "--show-private"))


def test_the_log_says_who_is_expected_and_who_is_not_any_more(run: Run, pad: Pad) -> None:
    pad.expect_visit("smith", "tomorrow")
    pad.not_coming("smith")
    log = answer(run("log"))
    assert "Sam Smith is expected on 2026-03-03" in log
    assert "Sam Smith is not expected any more" in log


def test_two_who_are_one_are_expected_once_on_a_day(run: Run, pad: Pad) -> None:
    pad.add("Sam Smyth", "tea", source="relayed", new=True)
    for who in ("@1", "@2"):
        pad.expect_visit(who, "tomorrow")
    pad.expect_visit("@2", "in 3 days")
    answer(run("merge", "@1", "@2", "--yes"))
    assert [visit.on for visit in pad.expected("@1")] == [days_ahead(1), days_ahead(3)]


def test_what_two_who_are_one_were_served_on_a_day_is_kept_of_both(run: Run, pad: Pad) -> None:
    pad.add("Sam Smyth", "tea", source="relayed", new=True)
    pad.visit("@1", served="tea", served_by="Ana")
    pad.visit("@2", served="cake")
    pad.expect_visit("@1", "tomorrow", what="a trim")
    pad.not_coming("@1")
    pad.expect_visit("@2", "tomorrow", at="9:30")
    before = pad.visits("@1"), pad.visits("@2"), pad.expected("@2")
    answer(run("merge", "@1", "@2", "--yes"))
    (visit,) = pad.visits("@1")
    assert (visit.served, visit.served_by) == ("tea, cake", "Ana")
    (expected,) = pad.expected("@1")
    assert (expected.at, expected.what) == ("09:30", "a trim")
    answer(run("undo", "--yes"))
    assert (pad.visits("@1"), pad.visits("@2"), pad.expected("@2")) == before


def test_expected_visits_and_what_was_served_come_along_in_an_export(
    run: Run, pad: Pad, path: Path
) -> None:
    pad.expect_visit("smith", "tomorrow", at="9:30", what="a trim")
    pad.visit("smith", served="tea", served_by="Ana")
    answer(run("export", "all.json"))
    copy = path.with_name("copy.db")
    answer(run("--db", str(copy), "init"))
    answer(run("--db", str(copy), "import", "all.json"))
    for command in ("visits", "recall"):
        again = answered(run("--db", str(copy), command, "smith", "--json"))
        once = answered(run(command, "smith", "--json"))
        if command == "recall":
            again, once = again["expected"], once["expected"]
        assert again == once


def test_the_day_can_be_looked_at_from_the_counter(run: Run, pad: Pad) -> None:
    pad.expect_visit("smith", "today")
    assert "1 expected" in answer(run("counter", typed="today\n"))
