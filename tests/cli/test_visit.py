from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad.customers.edit import Edit
from tests.conftest import TODAY
from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", on=days_ago(90), new=True)


@pytest.mark.parametrize("command", ["visit", "v"])
def test_a_visit_is_told_and_kept(run: Run, pad: Pad, command: str) -> None:
    assert answer(run(command, "smith", "--on", "yesterday")) == "Sam Smith was here yesterday.\n"
    assert pad.customer("smith").last_visit == days_ago(1)


def test_twice_on_a_day_is_once(run: Run) -> None:
    first, second = (answered(run("visit", "smith", "--format", "json")) for _ in range(2))
    assert first == second
    assert set(first) == {"number", "customer", "customer_number", "on", "served", "served_by"}


def test_the_second_time_is_said_to_be_noted_already(run: Run) -> None:
    assert answer(run("visit", "smith")) == "Sam Smith was here today.\n"
    assert answer(run("visit", "smith")) == "Sam Smith was here today (already noted).\n"
    assert answer(run("visit", "smith", "--on", "yesterday")) == "Sam Smith was here yesterday.\n"


def test_the_answer_comes_in_every_format(run: Run) -> None:
    jsonl = answer(run("visit", "smith", "--format", "jsonl"))
    assert json.loads(jsonl)["on"] == "2026-03-02"
    header, row = csv.reader(io.StringIO(answer(run("visit", "smith", "--format", "csv"))))
    assert dict(zip(header, row, strict=True))["customer"] == "Sam Smith"
    assert "Sam Smith" in answer(run("visit", "smith", "--format", "table"))


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["nobody"], 3),
        (["smiht"], 3),
        (["-"], 3),
        (["smith", "--on", "tomorrow"], 2),
        (["smith", "--on", "03/04/2025"], 2),
        ([], 2),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int
) -> None:
    before = rows(path)
    refusal(run("visit", *arguments), exit_code)
    assert rows(path) == before


# -- who is expected -----------------------------------------------------------------------------


def test_somebody_is_expected_on_a_day_and_at_a_time(run: Run, pad: Pad) -> None:
    said = answer(run("visit", "smith", "--expected", "tomorrow 9:30", "--for", "a trim"))
    assert said == "Sam Smith is expected tomorrow at 09:30 (a trim).\n"
    (visit,) = pad.expected("smith")
    assert (visit.on, visit.at, visit.what) == (days_ago(-1), "09:30", "a trim")


def test_whoever_is_expected_was_not_here(run: Run, pad: Pad, path: Path) -> None:
    """An expected visit counts nowhere as a visit day: on no card, in no list, in no rate."""
    pad.edit("smith", Edit({"formal": "Mr. Smith"}))

    def seen() -> tuple[object, ...]:
        with closing(sqlite3.connect(path)) as connection:
            rhythms = connection.execute("SELECT * FROM _rhythms").fetchall()
            totals = connection.execute("SELECT * FROM _visit_totals").fetchall()
        lists = [answer(run(*words)) for words in (["visits", "smith"], ["greet", "smith"])]
        last = pad.customer("smith").last_visit
        return rhythms, totals, lists, last, pad.recall("smith").visits

    before = seen()
    answer(run("visit", "smith", "--expected", "today"))
    answer(run("visit", "smith", "--expected", "in 3 days"))
    assert seen() == before
    answer(run("visit", "smith"))
    assert seen() != before


def test_twice_expected_on_a_day_is_once_and_the_last_word_counts(run: Run, pad: Pad) -> None:
    answer(run("visit", "smith", "--expected", "tomorrow 9:30"))
    again = answer(run("visit", "smith", "--expected", "tomorrow 9:30"))
    assert again == "Sam Smith is expected tomorrow at 09:30 (already noted).\n"
    answer(run("visit", "smith", "--expected", "tomorrow at 17:00"))
    assert [visit.at for visit in pad.expected("smith")] == ["17:00"]


def test_another_time_of_the_day_takes_the_place_of_the_first_and_is_said(run: Run) -> None:
    answer(run("visit", "smith", "--expected", "friday 9:30"))
    assert "no longer" not in answer(run("visit", "smith", "--expected", "friday 9:30"))
    told = answer(run("visit", "smith", "--expected", "friday 14:00"))
    assert told == "Sam Smith is expected in 4 days at 14:00, no longer at 09:30.\n"


def test_whoever_is_not_coming_is_not_expected_any_more(run: Run, pad: Pad) -> None:
    for day in ("tomorrow", "in 3 days", "in 5 days"):
        pad.expect_visit("smith", day)
    said = answer(run("visit", "smith", "--not-coming"))
    assert said == "Sam Smith is not expected tomorrow any more.\n"
    answer(run("visit", "smith", "--not-coming", "--on", "in 5 days"))
    assert [visit.on for visit in pad.expected("smith")] == [days_ago(-3)]
    pad.expect_visit("smith", "tomorrow")
    assert len(pad.expected("smith")) == 2


def test_whoever_comes_after_all_is_expected_at_the_time_that_is_said_now(run: Run) -> None:
    answer(run("visit", "smith", "--expected", "tomorrow 9:30", "--for", "a trim"))
    said = answer(run("visit", "smith", "--expected", "tomorrow"))
    assert said == "Sam Smith is expected tomorrow at 09:30 (a trim) (already noted).\n"
    answer(run("visit", "smith", "--not-coming"))
    said = answer(run("visit", "smith", "--expected", "tomorrow"))
    assert said == "Sam Smith is expected tomorrow.\n"


def test_whoever_came_is_not_expected_on_that_day_any_more(run: Run, pad: Pad) -> None:
    pad.expect_visit("smith", "today")
    assert "expected today" in answer(run("recall", "smith"))
    answer(run("visit", "smith"))
    assert "expected" not in answer(run("recall", "smith"))
    assert pad.expected("smith") == []
    refusal(run("visit", "smith", "--not-coming"), 1)


def test_whoever_did_not_come_is_asked_about_no_more(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.expect_visit("smith", "today")
    monkeypatch.setenv("PREFPAD_TODAY", "2026-03-03")
    assert "Were they here?" in answer(run("today"))
    said = answer(run("visit", "smith", "--not-coming", "--on", "yesterday"))
    assert said == "Sam Smith did not come yesterday.\n"
    assert "Were they here?" not in answer(run("today"))


def test_an_undo_takes_back_what_was_expected_and_what_was_called_off(run: Run, pad: Pad) -> None:
    answer(run("visit", "smith", "--expected", "tomorrow"))
    answer(run("visit", "smith", "--not-coming"))
    answer(run("undo", "--yes"))
    assert len(pad.expected("smith")) == 1
    answer(run("undo", "--yes"))
    assert pad.expected("smith") == []


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["smith", "--not-coming"], 1),
        (["smith", "--not-coming", "--on", "tomorrow"], 1),
        (["smith", "--expected", "yesterday"], 2),
        (["smith", "--expected", "tomorrow 25:00"], 2),
        (["smith", "--expected", "tomorrow", "--on", "today"], 2),
        (["smith", "--expected", "tomorrow", "--not-coming"], 2),
        (["smith", "--expected", "tomorrow", "--served", "tea"], 2),
        (["smith", "--for", "a trim"], 2),
        (["smith", "--not-coming", "--served", "tea"], 2),
        (["smith", "--served", " "], 2),
        (["nobody", "--expected", "tomorrow"], 3),
    ],
)
def test_what_cannot_be_of_an_expected_visit_is_refused(
    run: Run, path: Path, arguments: list[str], exit_code: int
) -> None:
    before = rows(path)
    refusal(run("visit", *arguments), exit_code)
    assert rows(path) == before


# -- what was served -----------------------------------------------------------------------------


def test_what_was_served_and_by_whom_stands_with_the_visit(run: Run) -> None:
    said = answer(run("visit", "smith", "--served", "croissant", "--served-by", "Bea"))
    assert said == "Sam Smith was here today: had croissant, served by Bea.\n"
    answer(run("visit", "smith", "--served", "jam"))
    answer(run("visit", "smith", "--served", "Croissant"))
    visit, *_ = answered(run("visits", "smith", "--json"))
    assert (visit["served"], visit["served_by"]) == ("croissant, jam", "Bea")


def test_what_was_served_confirms_the_preference_that_says_so(run: Run, pad: Pad) -> None:
    said = answer(run("visit", "smith", "--served", "Latte"))
    assert "note 1: latte · seen again" in said
    (check,) = pad.checks("smith")
    assert (check.outcome, check.asked) == ("seen", False)
    assert pad.note(1).confirmed_on == TODAY


def test_what_was_served_confirms_nothing_else(run: Run, pad: Pad) -> None:
    """Neither what they avoid nor what only sounds like it, and no rate learns from it."""
    pad.add("smith", "oat milk", stance="dislikes", on=days_ago(90))
    pad.add("smith", "flat white", kind="fact", on=days_ago(90))
    answer(run("visit", "smith", "--served", "oat milk, flat white, latte macchiato"))
    assert pad.checks("smith") == []
    answer(run("visit", "smith", "--served", "latte"))
    assert [topic.checks for topic in pad.topics()] == [0]


def test_what_was_served_is_hidden_where_it_tells_of_something_private(run: Run) -> None:
    answer(run("visit", "smith", "--served", "the pregnancy test"))
    assert "pregnancy" not in answer(run("visits", "smith"))
    assert "pregnancy" not in answer(run("log"))


def test_who_was_away_for_long_is_welcomed_back(run: Run, pad: Pad) -> None:
    pad.add("Ann Lee", "tea", on=days_ago(430), new=True)
    said = answer(run("visit", "ann"))
    assert said.splitlines()[1] == "Welcome back: the first visit in 14 months."
    assert "Welcome back" not in answer(run("visit", "smith"))


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("smith yesterday", days_ago(1)),
        ("sam smith today", TODAY),
        ("smith 3 days ago", days_ago(3)),
        ("smith last friday", days_ago(3)),
        ("smith vorgestern", days_ago(2)),
        ("smith 2026-02-20", days_ago(10)),
    ],
)
def test_a_day_after_the_name_is_the_day_they_were_here(
    run: Run, pad: Pad, line: str, on: date
) -> None:
    assert "was here" in answer(run("visit", *line.split()))
    assert pad.customer("smith").last_visit == on


def test_a_day_that_is_part_of_a_name_is_part_of_the_name(run: Run, pad: Pad) -> None:
    pad.add("Sam Friday", "latte", new=True)
    pad.add("Robinson May", "latte", new=True)
    assert answer(run("visit", "sam", "friday")) == "Sam Friday was here today.\n"
    assert answer(run("visit", "may", "yesterday")) == "Robinson May was here yesterday.\n"
    refusal(run("visit", "smith yesterday"), 3)


def test_the_day_after_the_name_of_who_is_not_coming_lies_ahead(run: Run, pad: Pad) -> None:
    pad.expect_visit("smith", "friday")
    assert "not expected" in answer(run("visit", "smith", "friday", "--not-coming"))


def test_a_day_and_a_time_need_no_quotes(run: Run) -> None:
    line = "visit --expected next friday 9:30 smith"
    assert answer(run(*line.split())) == "Sam Smith is expected in 4 days at 09:30.\n"


def test_who_came_like_a_clock_and_stayed_away_for_long_is_not_expected(run: Run, pad: Pad) -> None:
    for week in range(60, 70):
        pad.visit("smith", on=days_ago(7 * week))
    assert "Sam Smith is not expected" in refusal(run("visit", "smith", "--not-coming"), 1)
