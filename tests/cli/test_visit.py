from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.helpers.making import days_ago
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", on=days_ago(90), new=True)


@pytest.mark.parametrize("command", ["visit", "v"])
def test_a_visit_is_told_and_kept(run: Run, pad: Pad, command: str) -> None:
    assert answer(run(command, "smith", "--on", "yesterday")) == "Sam Smith was here yesterday.\n"
    assert pad.customer("smith").last_visit == days_ago(1)


def test_twice_on_a_day_is_once(run: Run) -> None:
    first, second = (answered(run("visit", "smith", "--format", "json")) for _ in range(2))
    assert first == second
    assert set(first) == {"number", "customer", "customer_number", "on"}


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
