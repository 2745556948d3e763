from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run


def test_about_shows_what_the_owner_set_the_general_answer_first(run: Run, pad: Pad) -> None:
    answer(run("settings", "about:sourcing", "Eggs", "from", "two", "farms"))
    answer(run("settings", "about", "Family-run since 1961"))
    answer(run("settings", "about:hiring", "Leave a card"))
    assert answer(run("about")).splitlines() == [
        "\tFamily-run since 1961",
        "hiring\tLeave a card",
        "sourcing\tEggs from two farms",
    ]
    assert answer(run("about", "--format", "table")).splitlines()[0] == "Family-run since 1961"
    assert answered(run("about", "Hiring", "--json")) == [
        {"about": "hiring", "words": "Leave a card"}
    ]


def test_nothing_set_is_said_with_how_to_set_it(run: Run, pad: Pad) -> None:
    assert "prefpad settings about" in answer(run("about", "--format", "table"))
    assert answer(run("about")) == ""


def test_an_answer_that_is_not_there_names_the_setting(run: Run, pad: Pad) -> None:
    assert "settings about:charity" in refusal(run("about", "charity"), 1)


def test_an_answer_taken_back_is_no_longer_shown(run: Run, pad: Pad) -> None:
    pad.set("about:hiring", "Leave a card")
    answer(run("settings", "about:hiring", "--default"))
    assert answer(run("about")) == ""


def test_an_empty_answer_is_refused(run: Run, pad: Pad) -> None:
    assert "empty" in refusal(run("settings", "about:hiring", " "), 2)
