from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run

POLICY = "We keep what you tell us.\n\nAsk us for a copy.\n"


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)


def consent(run: Run, *arguments: str) -> str:
    return answer(run("customer", "smith", "--consent", *arguments))


def test_consent_is_recorded_with_its_day_and_how(run: Run) -> None:
    shown = consent(run, "notes=given", "--how", "signed card", "--on", "yesterday")
    assert "notes\tconsent given yesterday · signed card\n" in shown
    (kept,) = answered(run("customer", "smith", "--format", "json"))["consents"]
    assert kept == {
        "about": "notes", "status": "given", "on": "2026-03-01", "how": "signed card",
    }  # fmt: skip


def test_several_are_recorded_at_once(run: Run) -> None:
    shown = consent(run, "notes=given", "--consent", "messages=refused")
    assert "messages\tconsent refused today\nnotes\tconsent given today\n" in shown


def test_the_card_names_what_matters(run: Run) -> None:
    consent(run, "notes=given")
    assert "consent" not in answer(run("recall", "smith"))
    consent(run, "messages=withdrawn")
    assert "\nmessages: consent withdrawn today\n" in answer(run("recall", "smith"))


def test_a_pad_that_requires_consent_says_so_wherever_it_is_missing(run: Run) -> None:
    answer(run("settings", "consent", "required"))
    missing = "no consent yet, which this pad requires"
    assert f"\nnotes: {missing}\n" in answer(run("recall", "smith"))
    assert f"notes\t{missing}\n" in answer(run("customer", "smith"))
    assert answered(run("customer", "smith", "--format", "json"))["notes_allowed"] is False
    assert "--consent notes=given" in refusal(run("add", "smith", "tea"), 1)
    consent(run, "notes=given")
    assert "tea" in answer(run("add", "smith", "tea"))


@pytest.mark.parametrize(
    "line",
    [
        ("customer", "smith", "--consent", "notes"),
        ("customer", "smith", "--consent", "calls=given"),
        ("customer", "smith", "--how", "signed card"),
        ("customer", "smith", "--on", "yesterday"),
        ("customer", "--consent", "notes=given"),
        ("settings", "consent", "perhaps"),
        ("settings", "policy", ""),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, line: tuple[str, ...]) -> None:
    refusal(run(*line), 2)


def test_the_policy_is_read_from_stdin_and_shown_line_by_line(run: Run) -> None:
    answer(run("settings", "policy", "-", typed=POLICY))
    first, *lines = answer(run("settings", "policy")).splitlines()
    assert first.startswith("policy: of 2026-03-02: We keep what you tell us. Ask us for a copy. Y")
    assert lines == [
        "`disclose` gives it to customers. It reads:",
        "We keep what you tell us.",
        "",
        "Ask us for a copy.",
    ]
    kept = answered(run("settings", "policy", "--format", "json"))["value"]
    assert kept == f"of 2026-03-02: {POLICY.strip()}"


def test_the_policys_day_is_that_of_its_last_change(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_TODAY", "2025-01-01")
    answer(run("settings", "policy", "We", "keep", "little."))
    monkeypatch.setenv("PREFPAD_TODAY", "2026-03-02")
    assert "of 2025-01-01: We keep little." in answer(run("settings", "policy", "We keep little."))
    assert "of 2026-03-02: We keep less." in answer(run("settings", "policy", "We keep less."))
    answer(run("settings", "policy", "--default"))
    assert "not set" in answer(run("settings", "policy"))
