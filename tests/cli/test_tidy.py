from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "drinks tea", on=days_ago(1), new=True)
    pad.add("smith", "tired", kind="mood", on=days_ago(30))
    pad.add("smith", "trip: a sea view", kind="want", on=days_ago(300))


def test_what_has_outlived_its_time_is_listed_and_nothing_is_written(run: Run, path: Path) -> None:
    before = rows(path)
    assert answer(run("tidy", "--dry-run")) == (
        "3\tSam Smith\twant\ttrip: a sea view\t10 months ago\n2\tSam Smith\tmood\ttired\t1 month ago\n"
    )
    assert rows(path) == before


def test_a_script_has_to_say_yes(run: Run, path: Path) -> None:
    before = rows(path)
    result = run("tidy")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 2
    assert "That would erase 2 notes for good." in result.stderr
    assert rows(path) == before


def test_what_was_erased_is_counted(run: Run, pad: Pad) -> None:
    pad.set("keep-customers", "10 years")
    result = run("tidy", "--yes")
    assert answer(result).count("\n") == 2
    assert result.stderr == "Erased for good: 2 notes.\n"
    assert [note.number for note in pad.notes("smith")] == [1]
    assert answer(run("tidy", "--yes")) == ""


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "left"), [("y\n", 1), ("n\n", 3)])
def test_at_a_terminal_it_is_asked(run: Run, pad: Pad, typed: str, left: int) -> None:
    result = run("tidy", typed=typed)
    assert "Erase 2 notes for good? (y/N)" in result.stderr
    assert len(pad.notes("smith")) == left


def test_a_customer_is_listed_with_all_that_goes(run: Run, pad: Pad) -> None:
    pad.add("Ida Berg", "tea", on=days_ago(1000), new=True)
    pad.set("keep-customers", "2 years")
    listed = answer(run("tidy", "--dry-run")).splitlines()
    assert listed[0] == "\tIda Berg @2\tnot here since\teverything kept about them\t2½ years ago"


def test_json_tells_the_same(run: Run) -> None:
    told = answered(run("tidy", "--dry-run", "--format", "json"))
    assert [(one["note"], one["why"]) for one in told] == [(3, "want"), (2, "mood")]


def test_a_time_that_is_none_is_refused(run: Run) -> None:
    assert "soon" in refusal(run("settings", "keep-moods", "soon"), 2)


def test_a_time_is_told_in_words(run: Run) -> None:
    assert "keep-wants: 3 months (the default)." in answer(run("settings", "keep-wants"))
    assert "keep-customers: 5 years." in answer(run("settings", "keep-customers", "5", "years"))


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (364, ""),
        (365, "Your privacy policy is dated 2025-03-02; `prefpad settings policy` shows it.\n"),
    ],
)
def test_a_policy_that_is_a_year_old_is_named(run: Run, path: Path, age: int, told: str) -> None:
    with Pad(path, today=days_ago(age)) as before:
        before.set("policy", "We keep what you tell us.")
    assert run("tidy", "--dry-run").stderr == told
    answer(run("settings", "policy", "We keep less."))
    assert run("tidy", "--dry-run").stderr == ""
