from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.reports.catalogue import REPORTS
from tests.helpers.completing import offered
from tests.helpers.making import days_ago
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from tests.cli.conftest import Run


def lines(shown: Result) -> list[list[str]]:
    return [line.split("\t") for line in answer(shown).splitlines()]


@pytest.fixture(autouse=True)
def _shop(path: Path) -> None:
    with Pad(path, today=days_ago(300), create=True, author="Ana") as pad:
        for number in range(4):
            pad.add(f"Customer Number{number}", "Coffee: latte", new=True)
        pad.add("Number0", "coffee: no sugar")
        pad.add("Number0", "tea: green")
        pad.add("Number0", "money: pays late", voice="private")
        pad.add("Number1", "seat: by the door", kind="need")
    with Pad(path, today=days_ago(0), author="Ana") as pad:
        pad.confirm(1, now="flat white")
        pad.confirm(2)


def test_a_report_without_a_name_lists_them(run: Run) -> None:
    listed = [line.split("\t")[0] for line in answer(run("report")).splitlines()]
    assert listed == list(REPORTS)
    assert {"problems", "regulars", "slipping", "topics", "praise", "promises"} < set(listed)
    assert {"referrals", "poll", "checks"} < set(listed)


def test_a_report_that_is_none_names_those_there_are(run: Run) -> None:
    assert "topics" in refusal(run("report", "topix"), 2)


def test_topics_are_listed_with_their_checks_and_spelt_as_most_notes_spell_them(run: Run) -> None:
    first, *others = lines(run("report", "topics"))
    assert first[:3] == ["Coffee", "5", "1 of 2"]
    assert " to " in first[4]
    assert {other[0] for other in others} == {"tea", "seat (need)"}


def test_a_topic_of_private_notes_alone_is_shown_only_when_asked_for(run: Run) -> None:
    assert "money" not in answer(run("report", "topics"))
    assert "money" in answer(run("report", "topics", "--show-private"))


def test_a_bar_shows_how_many_change_in_a_year(run: Run) -> None:
    table = answer(run("report", "topics", "--format", "table"))
    assert "█" in table
    assert "1 of 2" in table


def test_json_has_every_figure(run: Run) -> None:
    (coffee, *_) = answered(run("report", "topics", "--format", "json"))
    assert {name: type(value) for name, value in coffee.items()} == {
        "kind": str, "topic": str, "about": str, "changed": str, "lasts": str, "asked": str, "notes": int, "checks": int, "changes": int,
        "change_rate": float, "low": float, "high": float, "changed_in_a_year": float,
        "ask_after": int, "of_the_day": bool, "set_by": str,
    }  # fmt: skip
    assert coffee["low"] < coffee["change_rate"] < coffee["high"]


def test_csv_has_a_line_for_each_topic(run: Run) -> None:
    header, *topics = answer(run("report", "topics", "--format", "csv")).splitlines()
    assert header.startswith("kind,topic,about,notes,checks,changes,")
    assert len(topics) == 3


def test_a_report_is_completed_by_its_beginning() -> None:
    assert offered("report pr") == ["problems", "praise", "promises"]


def test_a_limit_says_how_many_there_are(run: Run) -> None:
    shown = run("report", "topics", "--limit", "1")
    assert len(lines(shown)) == 1
    assert "1 of 3 shown" in shown.stderr
