from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad.customers.edit import Edit
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _two(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)
    pad.add("Samuel Smith", "tea: green", new=True)


def test_a_merge_says_what_it_did_and_how_it_is_undone(run: Run, pad: Pad) -> None:
    for who in ("@1", "@2"):
        pad.edit(who, Edit(tags=["vip"]))
    pad.edit("@2", Edit(handles={"phone": ["030 123"]}))
    pad.visit("@2")
    assert answer(run("merge", "@1", "@2", "--yes")) == (
        "Merged Samuel Smith @2 into Sam Smith @1.\n"
        "Moved phone 030 123, 1 note and 1 visit.\n"
        "Both had tag vip, kept once.\n"
        "Samuel Smith becomes an alias.\n"
        "`prefpad undo 7` separates them again.\n"
    )
    assert len(pad.customers()) == 1
    assert "Undid change 7" in answer(run("undo", "--yes"))
    assert len(pad.customers()) == 2


def test_a_rehearsal_writes_nothing(run: Run, path: Path) -> None:
    before = rows(path)
    told = answer(run("merge", "@1", "@2", "--dry-run"))
    assert told.startswith("Would merge Samuel Smith @2 into Sam Smith @1.\n")
    assert "Would move " in told
    assert "undo" not in told
    assert rows(path) == before


def test_a_script_must_say_yes(run: Run, path: Path) -> None:
    before = rows(path)
    told = refusal(run("merge", "@1", "@2"), 1)
    assert "would merge Samuel Smith into Sam Smith" in told
    assert "--yes" in told
    assert rows(path) == before


@pytest.mark.usefixtures("at_a_terminal")
def test_at_a_terminal_it_shows_what_will_happen_and_asks(run: Run, pad: Pad) -> None:
    declined = run("merge", "@1", "@2", typed="\n")
    assert declined.exit_code == 1
    assert "Would merge Samuel Smith @2 into Sam Smith @1." in declined.stderr
    assert "Nothing was merged" in declined.stderr
    assert len(pad.customers()) == 2
    assert "Merged" in answer(run("merge", "@1", "@2", typed="y\n"))
    assert len(pad.customers()) == 1


def test_a_script_does_not_undo_a_merge_unasked(run: Run) -> None:
    run("merge", "@1", "@2", "--yes")
    assert "merged Samuel Smith @2 into Sam Smith @1" in refusal(run("undo"), 1)


def test_json_tells_all_of_it(run: Run) -> None:
    merged = answered(run("merge", "@1", "@2", "--yes", "--format", "json"))
    assert list(merged) == [
        "customer",
        "gone",
        "number",
        "moved",
        "shared",
        "went",
        "both",
        "remarks",
    ]
    assert merged["customer"]["aliases"] == ["Samuel Smith"]
    assert merged["moved"] == {"handles": 1, "notes": 1}


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["@1"], 2, "OTHER"),
        (["@1", "@1"], 2, "the same customer"),
        (["@1", "@9"], 3, "No customer is called exactly"),
        (["@1", "smith"], 3, "needs the whole name or @number"),
        (["@1", "smyth"], 3, "Did you mean Sam Smith (@1)"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run("merge", *arguments, "--yes"), exit_code)
    assert rows(path) == before


def test_the_rows_of_a_merge_are_those_that_it_changed(run: Run, pad: Pad) -> None:
    run("merge", "@1", "@2", "--yes")
    assert [(row.table, row.did) for row in pad.changed_rows(3)] == [
        ("handles", "changed"),
        ("notes", "changed"),
        ("customers", "removed"),
    ]
