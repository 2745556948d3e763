from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte, as Mary Jones has it", stance="likes", new=True)
    pad.add("smith", "a secret", kind="other", voice="private")
    pad.add("Mary Jones", "tea with Sam Smith", new=True)
    pad.set("policy", "We keep what you tell us.")


def test_a_person_is_told_everything_and_the_counter_is_warned(run: Run) -> None:
    told = run("disclose", "smith")
    assert "- coffee: likes latte, as [name] has it" in answer(told)
    assert "a secret" in told.stdout
    assert told.stdout.endswith("OUR PRIVACY POLICY, OF 2 MARCH 2026\nWe keep what you tell us.\n")
    assert told.stderr.splitlines() == [
        "Check it before you hand it over: it includes a private note.",
        "Not included, because they are on others: notes that name them, 3.",
    ]


def test_the_warning_counts_private_notes(run: Run) -> None:
    run("add", "smith", "another secret", "--private")
    assert "it includes 2 private notes." in run("disclose", "smith").stderr
    first, *_ = run("disclose", "mary").stderr.splitlines()
    assert first == "Check it before you hand it over."


def test_words_that_may_be_names_are_named_until_they_are_blanked(run: Run) -> None:
    run("add", "smith", "Mary pays")
    assert "Possibly names of other people: Mary." in run("disclose", "smith").stderr
    told = run("disclose", "smith", "--blank", "mary")
    assert "may be names" not in told.stderr
    assert "- [name] pays" in answer(told)


@pytest.mark.parametrize(
    ("name", "arguments", "begins"),
    [
        ("smith.txt", (), "What is kept about Sam Smith"),
        ("smith.html", (), "<!DOCTYPE html>"),
        ("smith.JSON", (), '{\n  "customer"'),
        ("smith.html", ("--as", "text"), "What is kept"),
        ("smith", ("--as", "html"), "<!DOCTYPE html>"),
    ],
)
def test_a_file_is_for_its_owner_alone_and_its_ending_says_the_form(
    run: Run, tmp_path: Path, name: str, arguments: tuple[str, ...], begins: str
) -> None:
    file = tmp_path / name
    assert answer(run("disclose", "smith", "--to", str(file), *arguments)) == ""
    assert file.read_text(encoding="utf-8").startswith(begins)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_is_replaced_only_by_force(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "smith.txt"
    file.write_text("mine", encoding="utf-8")
    assert "--force" in refusal(run("disclose", "smith", "--to", str(file)), 1)
    assert file.read_text(encoding="utf-8") == "mine"
    answer(run("disclose", "smith", "--to", str(file), "--force"))
    assert "Sam Smith" in file.read_text(encoding="utf-8")


def test_the_pad_itself_is_never_replaced(run: Run, path: Path) -> None:
    refusal(run("disclose", "smith", "--to", str(path), "--force"), 1)
    assert answer(run("recall", "smith"))


def test_json_goes_to_stdout_too(run: Run) -> None:
    told = answered(run("disclose", "smith", "--to", "-", "--as", "json"))
    assert [part["name"] for part in told["parts"]] == [
        "customers", "handles", "preference", "other", "rhythms", "history",
    ]  # fmt: skip


def test_it_changes_nothing_and_stands_in_no_journal(run: Run) -> None:
    before = answer(run("log"))
    answer(run("disclose", "smith"))
    assert answer(run("log")) == before


@pytest.mark.usefixtures("at_a_terminal")
def test_a_misspelling_is_never_taken_for_somebody(run: Run) -> None:
    told = run("disclose", "smiht", typed="\n")
    assert (told.exit_code, told.stdout) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [(("nobody",), 3), (("smith", "--as", "pdf"), 2), (("smith", "--to", "/nowhere/smith.txt"), 1)],
)
def test_what_cannot_be_done_is_refused(
    run: Run, arguments: tuple[str, ...], exit_code: int
) -> None:
    refusal(run("disclose", *arguments), exit_code)


def test_quiet_leaves_only_what_is_handed_over(run: Run) -> None:
    assert run("disclose", "smith", "--as", "json", "-q").stderr == ""
    assert json.loads(run("disclose", "smith", "--as", "json", "-q").stdout)
