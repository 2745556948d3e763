from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "oat latte", new=True)


def test_the_answer_says_private_and_why_in_one_line(run: Run) -> None:
    result = run("add", "smith", "diabetic")
    line = "Sam Smith, note 2: diabetic · kept private: mentions health ('diabetic')\n"
    assert answer(result) == line
    assert result.stderr.startswith("hint: ")
    assert "--because" in result.stderr


def test_a_reason_is_told_and_nothing_more_is_said(run: Run) -> None:
    result = run("add", "smith", "diabetic", "--voice", "act", "--because", "the kitchen asks")
    assert answer(result).endswith("· voice act because 'the kitchen asks'\n")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "mark", "advice"),
    [
        (["halal meat"], "won't be shown to them: mentions a rule of faith ('halal')", "--because"),
        (["rude"], "won't be shown to them: it passes judgement ('rude')", "prefers short answers"),
        (["allergic to nuts"], "kept as an alert (--no-alert if it is not)", ""),
        (["allergic to nuts", "--heard"], "not yet confirmed", ""),
        (["allergic to nuts", "--no-alert"], "allergic to nuts", ""),
        (["allergic to nuts, diabetic"], ": allergic to nuts · kept as", "('diabetic')"),
        (["nut-free cake", "-p"], "nut-free cake", "kept as an alert"),
        (["pregnant"], "kept private", "--alert"),
        (["allergic to nuts", "--alert"], "an alert", ""),
        (["epileptic", "--alert"], "won't be shown to them: mentions health ('epileptic')", ""),
        (["wine list"], "wine list", ""),
        (["diabetic", "--private"], "private", ""),
    ],
)
def test_what_is_done_and_what_may_be_done_is_told(
    run: Run, arguments: list[str], mark: str, advice: str
) -> None:
    result = run("add", "smith", *arguments)
    assert mark in answer(result)
    assert advice in result.stderr
    assert bool(advice) == bool(result.stderr)


def test_a_changed_text_is_told_too_and_only_once(run: Run) -> None:
    assert "kept private" in answer(run("confirm", "1", "--now", "decaf, heart attack"))
    assert "kept private" not in answer(run("confirm", "1"))


def test_a_text_that_changes_to_an_allergy_is_told_as_an_alert(run: Run) -> None:
    assert "kept as an alert" in answer(run("confirm", "1", "--now", "allergic to nuts"))


def test_a_denial_is_told_which_alert_stands(run: Run) -> None:
    run("add", "smith", "allergic to nuts")
    result = run("add", "smith", "no allergies")
    assert "'allergic to nuts' and is still shown first" in result.stderr
    assert "`prefpad confirm 2 --gone`" in result.stderr


def test_what_was_done_is_told_as_private(run: Run, pad: Pad) -> None:
    problem = pad.add("smith", "cold shower", kind="problem").number
    said = answer(run("done", str(problem), "his", "divorce"))
    assert said.endswith("solved · what was done is kept private: mentions family trouble\n")


def test_an_import_counts_and_names_what_became_private(run: Run) -> None:
    rows = "customer,text\nIda Berg,a Muslim\nBo Ek,has cancer\nBo Ek,pregnant\n"
    told = "Kept private: 3 notes (2 about health, 1 about faith).\n"
    assert told in run("import", "-", typed=rows).stderr


def test_words_of_the_owner_are_set_shown_and_count(run: Run) -> None:
    answer(run("settings", "sensitive", "golf club,", "not kosher"))
    assert "golf club, not kosher" in answer(run("settings", "sensitive"))
    assert "what this pad keeps private ('golf club')" in answer(
        run("add", "smith", "at the golf club")
    )
    assert answer(run("add", "smith", "kosher wine")).endswith(": kosher wine · for staff\n")


def test_the_reason_is_in_json(run: Run) -> None:
    note = answered(
        run("add", "smith", "diabetic", "--voice", "say", "--because", "x", "--format", "json")
    )
    assert (note["voice"], note["because"]) == ("say", "x")


def test_a_reason_without_a_voice_is_refused(run: Run) -> None:
    assert "--voice" in refusal(run("add", "smith", "diabetic", "--because", "so"), 2)
