from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad.paths import which_pad
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

_A_SCREEN = 24
_SHORTEST_DUE = 20


@pytest.fixture
def demo(run: Run, path: Path) -> None:
    answer(run("demo", str(path)))


def test_the_sample_pad_is_made_where_it_is_wanted(run: Run, path: Path) -> None:
    assert f"prefpad --db {path} recall smith" in answer(run("demo", str(path)))
    assert path.is_file()


def test_the_sample_has_people_and_some_of_it_is_due(run: Run, demo: None) -> None:
    assert len(answered(run("customer", "--format", "json"))) >= 2 * _SHORTEST_DUE
    assert len(answered(run("due", "--format", "json"))) >= _SHORTEST_DUE


def test_the_pad_of_the_user_is_not_touched(run: Run, path: Path) -> None:
    answer(run("demo", str(path)))
    assert not which_pad(None, {}).path.exists()


def test_a_sample_never_replaces_a_file(run: Run, path: Path) -> None:
    path.write_text("mine", encoding="utf-8")
    told = refusal(run("demo", str(path)), 1)
    assert "already exists" in told
    assert "`prefpad demo FILE`" in told
    assert path.read_text(encoding="utf-8") == "mine"


def test_every_card_of_the_sample_fits_a_screen(
    run: Run, demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for customer in answered(run("customer", "--format", "json")):
        card = answer(run("recall", f"@{customer['number']}", "--format", "table"))
        assert len(card.splitlines()) <= _A_SCREEN, card


def test_the_day_of_the_sample_brings_something_in_each_section(run: Run, demo: None) -> None:
    briefing = answered(run("today", "--json"))
    sections = ("expected", "owed", "questions", "occasions", "waiting")
    assert all(briefing[section] for section in sections)
    assert len(briefing["expected"]) >= 2
    assert "was expected yesterday" in briefing["waiting"][0]["what"]
