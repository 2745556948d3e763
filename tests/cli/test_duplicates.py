from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.context import Context
from prefpad.customers.edit import Edit
from prefpad.duplicates import find
from tests.helpers.making import HOSTILE_TEXTS
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

SAM = {"phone": ["030 123 4567"], "email": ["sam@example.com"]}


@filled
def _sam_twice(pad: Pad) -> None:
    pad.edit("Sam Smith", Edit(handles=SAM), new=True)
    pad.edit("Ida Berg", Edit(handles={"phone": ["030 765 4321"]}), new=True)
    pad.edit("Smith, Samuel", Edit(handles={"phone": ["+49 30 1234567"]}), new=True)
    pad.add("@3", "coffee: latte")


@pytest.fixture
def _walking(at_a_terminal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Context, "form", lambda _, chosen: chosen or "table")


# -- the list ------------------------------------------------------------------------------------


def test_likely_twins_are_listed_with_the_reasons(run: Run) -> None:
    assert answer(run("duplicates")) == (
        "99%\tSmith, Samuel @3\tSam Smith @1\tsame phone; similar names: Sam Smith / Smith, Samuel\n"
    )


def test_the_twins_of_one_customer_are_the_same(run: Run) -> None:
    assert answer(run("duplicates", "@1", "--format", "json")) != "[]\n"
    assert answer(run("duplicates", "ida")) == ""
    (mine,) = answered(run("duplicates", "@1", "--format", "json"))
    (theirs,) = answered(run("duplicates", "@3", "--format", "json"))
    assert (mine["one"], mine["likelihood"]) == (theirs["one"], theirs["likelihood"])


def test_json_holds_both_customers_whole(run: Run) -> None:
    (pair,) = answered(run("duplicates", "--format", "json"))
    assert list(pair) == ["one", "other", "likelihood", "reasons"]
    assert pair["one"]["number"] == 3
    assert pair["other"]["emails"] == ["sam@example.com"]
    assert 0.99 < pair["likelihood"] <= 1
    assert pair["reasons"][0] == "same phone"


def test_csv_has_a_column_for_each_field_of_either(run: Run) -> None:
    told = answer(run("duplicates", "--format", "csv"))
    (pair,) = csv.DictReader(io.StringIO(told))
    assert (pair["number"], pair["other_number"]) == ("3", "1")
    assert (pair["name"], pair["other_name"]) == ("Smith, Samuel", "Sam Smith")
    assert answer(run("duplicates", "ida", "--format", "csv")) == told.splitlines(True)[0]


def test_a_table_says_when_there_is_nothing(run: Run) -> None:
    assert "No likely duplicates" in answer(run("duplicates", "ida", "--format", "table"))


def test_at_most_so_many_are_listed(run: Run, pad: Pad) -> None:
    pad.edit("Ida Berg", Edit(handles={"phone": ["030 765 4321"]}), new=True)
    assert len(answer(run("duplicates")).splitlines()) == 2
    assert len(answer(run("duplicates", "--limit", "1")).splitlines()) == 1
    assert len(answer(run("duplicates", "--limit", "0")).splitlines()) == 2


@pytest.mark.parametrize("form", ["table", "plain", "csv"])
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_names_cannot_act_on_the_terminal(run: Run, pad: Pad, form: str, text: str) -> None:
    for _ in range(2):
        pad.edit(f"Bo {text}", Edit(handles={"email": ["bo@example.com"]}), new=True)
    told = answer(run("duplicates", "--format", form))
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_a_list_from_a_part_of_a_large_pad_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "_A_LARGE_PAD", 1)
    assert (
        "`prefpad duplicates --limit 0` compares everyone."
        in run("duplicates", "--limit", "9").stderr
    )
    assert "compares everyone" not in run("duplicates", "@1").stderr
    assert "compares everyone" not in run("duplicates", "--limit", "0").stderr
    assert "compares everyone" not in run("duplicates", "--limit", "9").stderr


# -- who is different ----------------------------------------------------------------------------


def test_who_is_said_to_be_different_is_not_shown_again(run: Run) -> None:
    told = answer(run("duplicates", "--different", "@1", "samuel"))
    assert told == "Sam Smith @1 and Smith, Samuel @3 are marked as different people.\n"
    assert answer(run("duplicates")) == ""
    assert answer(run("duplicates", "@1")) == ""


def test_what_was_said_to_be_different_is_forgotten_by_undo(run: Run) -> None:
    run("duplicates", "--different", "@1", "@3")
    assert "marked Sam Smith @1 and Smith, Samuel @3 as different people" in answer(run("undo"))
    assert answer(run("duplicates")) != ""


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["@1", "@3"], 2, "Which one?"),
        (["--different"], 2, "two customers"),
        (["--different", "@1"], 2, "two customers"),
        (["--different", "@1", "@1"], 2, "the same customer"),
        (["--different", "@1", "nobody"], 3, "No customer matches"),
        (["--different", "@1", "ib"], 3, "No customer matches"),
        (["nobody"], 3, "No customer matches"),
        (["smith"], 4, "2 customers"),
        (["--limit", "-1"], 2, "--limit"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run("duplicates", *arguments), exit_code)
    assert rows(path) == before


# -- the walk ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_walking")
def test_the_walk_shows_both_side_by_side_and_merges(run: Run, pad: Pad) -> None:
    result = run("duplicates", typed="s\n2\ny\n")
    assert "99% likely the same: same phone" in result.stdout
    assert "coffee: latte" in result.stdout
    assert "[1] Smith, Samuel  [2] Sam Smith" in result.stderr
    assert "Would merge Smith, Samuel @3 into Sam Smith @1." in result.stderr
    assert "Merged Smith, Samuel @3 into Sam Smith @1." in result.stdout
    assert "`prefpad undo" in result.stdout
    assert [person.name for person in pad.customers()] == ["Ida Berg", "Sam Smith"]


@pytest.mark.usefixtures("_walking")
def test_the_name_of_the_longer_history_stays_unless_another_is_said(run: Run, pad: Pad) -> None:
    run("duplicates", typed="s\n1\ny\n")
    assert pad.customer("@3").aliases == ("Sam Smith",)


@pytest.mark.usefixtures("_walking")
@pytest.mark.parametrize("typed", ["l\n", "q\n", "s\nl\n", "s\nx\nl\n", "s\n1\n\n", "s\n1\nn\n"])
def test_what_is_left_for_later_is_shown_again(run: Run, pad: Pad, path: Path, typed: str) -> None:
    pad.duplicates()
    before = rows(path)
    assert run("duplicates", typed=typed).exit_code == 0
    assert rows(path) == before


@pytest.mark.usefixtures("_walking")
def test_different_is_remembered_and_the_walk_ends_when_nothing_is_left(run: Run) -> None:
    assert "different people" in answer(run("duplicates", typed="x\n\nd\n"))
    assert "No likely duplicates" in answer(run("duplicates"))


@pytest.mark.usefixtures("_walking")
def test_a_third_twin_comes_up_with_the_one_who_stayed(run: Run, pad: Pad) -> None:
    pad.edit("S. Smith", Edit(handles=SAM), new=True)
    run("duplicates", typed="s\n1\ny\ns\n1\ny\n")
    assert len(pad.customers()) == 2


@pytest.mark.usefixtures("_walking")
def test_private_notes_are_not_shown_on_the_way(run: Run, pad: Pad) -> None:
    pad.add("@1", "a secret", voice="private")
    told = run("duplicates", typed="q\n").stdout
    assert "secret" not in told
    assert "1 more" in told


@pytest.mark.usefixtures("at_a_terminal")
def test_with_a_format_nothing_is_asked(run: Run) -> None:
    assert answer(run("duplicates", "--format", "plain")).startswith("99%")
    assert answer(run("duplicates")).startswith("99%")
