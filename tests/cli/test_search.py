from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.making import HOSTILE_TEXTS
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _notes(pad: Pad) -> None:
    pad.add("Sam Smith", "window table", new=True)
    pad.add("Ann Lee", "window seat", new=True)
    pad.add("Ann Lee", "window shopper, owes money", kind="fact", voice="private")


def test_notes_with_all_the_words_are_listed_the_newest_first(run: Run) -> None:
    lines = answer(run("search", "window")).splitlines()
    assert [line.split("\t")[0] for line in lines] == ["2", "1"]
    assert answer(run("search", "win", "TABLE")).startswith("1\tSam Smith\tpreference\twindow")


@pytest.mark.parametrize(
    ("words", "found"),
    [("room 7", ["4"]), ("7", ["4"]), ("70", ["5"]), ("S", ["6"]), ("茶", ["7"]), ("r", [])],
)
def test_a_single_letter_or_digit_is_a_word_of_its_own(
    run: Run, pad: Pad, words: str, found: list[str]
) -> None:
    for text in ("room 7 again", "room 70 again", "towels in size S", "茶が好き"):
        pad.add("Ann Lee", text)
    lines = answer(run("search", words)).splitlines()
    assert [line.split("\t")[0] for line in lines] == found


def test_private_notes_are_shown_when_asked_for(run: Run) -> None:
    found = answered(run("search", "window", "--show-private", "--format", "json"))
    assert [note["number"] for note in found] == [3, 2, 1]


def test_private_notes_that_have_the_words_are_counted(run: Run) -> None:
    result = run("search", "shopper")
    assert answer(result) == ""
    assert result.stderr == "1 private note (--show-private)\n"
    assert run("search", "shopper", "--show-private").stderr == ""
    assert run("search", "zebra").stderr == ""


def test_a_limit_is_kept_and_zero_is_none(run: Run, pad: Pad) -> None:
    for number in range(25):
        pad.add("Ann Lee", f"window {number}")
    assert len(answer(run("search", "window")).splitlines()) == 20
    assert len(answer(run("search", "window", "--limit", "3")).splitlines()) == 3
    assert len(answer(run("search", "window", "--limit", "0")).splitlines()) == 27


@pytest.mark.parametrize(("form", "told"), [("plain", ""), ("json", "[]\n")])
def test_nothing_found_is_no_failure(run: Run, form: str, told: str) -> None:
    assert answer(run("search", "zebra", "--format", form)) == told


@pytest.mark.parametrize("words", [*HOSTILE_TEXTS, "a\udcffb", '"', "x AND", "NEAR("])
def test_any_words_are_searched_or_refused_in_a_sentence(run: Run, words: str) -> None:
    result = run("search", "--", words)
    assert result.exit_code in {0, 2}
    assert "damaged" not in result.stderr


@pytest.mark.parametrize("arguments", [[""], ["-"], ["🥐"], [], ["x", "--limit", "-1"]])
def test_what_makes_no_sense_is_refused(run: Run, arguments: list[str]) -> None:
    refusal(run("search", *arguments), 2)


def test_find_says_where_words_that_name_nobody_stand_in_notes(run: Run) -> None:
    found = run("find", "window")
    assert answer(found) == ""
    assert "`prefpad search window`" in found.stderr
    assert run("find", "zebra").stderr == ""
    assert run("find", "shopper").stderr == ""
