from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.making import days_ago, days_ahead
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", on=days_ago(90), new=True)
    pad.add("Ann Lee", "tea", new=True)
    for days in (40, 1, 9):
        pad.visit("Sam Smith", on=days_ago(days))
    pad.visit("Ann Lee")


def test_the_visits_of_a_customer_stand_with_the_latest_first(run: Run) -> None:
    assert answer(run("visits", "sam", "smith")) == (
        "2026-03-01\tyesterday\n2026-02-21\t9 days ago\n2026-01-21\t6 weeks ago\n"
        "2025-12-02\t3 months ago\n"
    )


def test_only_some_are_listed_if_that_is_wanted(run: Run) -> None:
    days = [visit["on"] for visit in answered(run("visits", "smith", "-n", "2", "--json"))]
    assert days == ["2026-03-01", "2026-02-21"]


def test_who_was_not_here_has_none(run: Run, pad: Pad) -> None:
    pad.add("Bo Ek", "tea", source="relayed", new=True)
    assert answer(run("visits", "bo")) == ""
    assert answer(run("visits", "bo", "--format", "table")) == "No visits recorded yet.\n"
    assert answered(run("visits", "bo", "--json")) == []


@pytest.mark.parametrize("form", ["table", "plain", "json", "jsonl", "csv"])
def test_the_list_comes_in_every_format(run: Run, form: str) -> None:
    assert "2026-02-21" in answer(run("visits", "smith", "--format", form))


@pytest.mark.parametrize(("words", "exit_code"), [(["nobody"], 3), ([], 2)])
def test_what_makes_no_sense_is_refused(run: Run, words: list[str], exit_code: int) -> None:
    refusal(run("visits", *words), exit_code)


def test_how_often_a_customer_comes_stands_under_the_table(run: Run, pad: Pad) -> None:
    pad.add("Bo Ek", "tea", source="relayed", new=True)
    for days in (22, 15, 8, 1):
        pad.visit("bo", on=days_ago(days), served="tea" if days == 8 else None)
    pad.expect_visit("bo", "tomorrow", at="9:30")
    shown = answer(run("visits", "bo", "--format", "table"))
    assert (
        "4 visit days since 8 February 2026: regular, every week, next about 8 March 2026." in shown
    )
    assert shown.endswith("Expected tomorrow at 09:30.\n")
    assert "about every" not in shown


@pytest.mark.parametrize(
    ("days_later", "said"),
    [
        (9, "regular, every week, next about 15 March 2026."),
        (70, "regular, every week until 1 March 2026."),
    ],
)
def test_after_a_missed_turn_the_next_one_is_said_and_none_after_many(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch, days_later: int, said: str
) -> None:
    pad.add("Bo Ek", "tea", source="relayed", new=True)
    for days in (22, 15, 8, 1):
        pad.visit("bo", on=days_ago(days))
    monkeypatch.setenv("PREFPAD_TODAY", days_ahead(days_later).isoformat())
    assert said in answer(run("visits", "bo", "--format", "table"))


def test_who_comes_as_it_happens_is_not_called_regular(run: Run) -> None:
    shown = answer(run("visits", "smith", "--format", "table"))
    assert "4 visit days since 2 December 2025: about every month, not regular." in shown
    assert "Expected" not in shown
