from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _shop(pad: Pad) -> None:
    pad.add("Sam Smith", "tea: green", new=True)
    pad.add("Billie Jean Carter", "tea: black", new=True)


@pytest.mark.parametrize("command", ["recall", "greet", "visit", "customer", "disclose"])
def test_all_words_are_the_name(run: Run, command: str) -> None:
    assert "Billie Jean Carter" in answer(run(command, "billie", "jean", "carter"))


def test_the_words_after_the_name_are_the_note(run: Run) -> None:
    assert "Sam Smith" in answer(run("add", "sam", "smith", "window", "table"))
    assert "window table" in answer(run("recall", "sam", "smith"))


def test_a_script_is_refused_where_a_surname_may_be_meant(run: Run, path: Path) -> None:
    before = rows(path)
    told = refusal(run("add", "sam", "carter", "wants", "beard", "oil"), 4)
    assert "'Sam Carter' may be a new customer" in told
    assert "Sam Smith (@1)" in told
    assert rows(path) == before


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("typed", "who", "text"),
    [("1\n", "Sam Smith", "carter wants beard oil"), ("2\n", "Sam Carter", "wants beard oil")],
)
def test_a_person_is_asked_whose_note_it_is(run: Run, typed: str, who: str, text: str) -> None:
    result = run("add", "sam", "carter", "wants", "beard", "oil", "--fact", typed=typed)
    assert who in answer(result)
    assert text in answer(result)
    assert "new customer Sam Carter: wants beard oil" in result.stderr


@pytest.mark.usefixtures("at_a_terminal")
def test_nobody_is_written_to_before_the_answer(run: Run, path: Path) -> None:
    before = rows(path)
    assert run("add", "sam", "carter", "wants", "oil", typed="\n").exit_code == 1
    assert rows(path) == before


@pytest.mark.parametrize(
    "line",
    [["forget", "smith", "--yes"], ["forget", "sam", "--yes"], ["merge", "sam", "@2", "--yes"]],
)
def test_what_cannot_be_asked_twice_needs_the_whole_name(
    run: Run, path: Path, line: list[str]
) -> None:
    before = rows(path)
    told = refusal(run(*line), 3)
    assert "needs the whole name or @number. Did you mean Sam Smith (@1)?" in told
    assert rows(path) == before


def test_the_whole_name_is_enough(run: Run) -> None:
    assert "Billie Jean Carter" in answer(run("forget", "billie", "jean", "carter", "--yes"))
