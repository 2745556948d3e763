from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.cli.commands import COMMANDS
from tests.conftest import TODAY
from tests.helpers.completing import bash, fish, zsh

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "Sam Smith",
    "Siobhán O'Brien",
    "Łukasz Żółć",
    "王小明",
    'D\'Arcy "Dee" & Sons; $(touch spoiled) `touch spoiled` *',
)


@pytest.fixture
def guests(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    with Pad(path, today=TODAY, create=True) as pad:
        numbers = {name: pad.add(name, "coffee: latte", new=True).customer_number for name in NAMES}
        pad.add("@1", "divorce: hers", voice="private")
        pad.add("@1", "color: red hair")
        pad.confirm(pad.add("@1", "over").number, gone=True)
    return numbers


def test_a_command_is_completed_by_its_beginning(guests: dict[str, int]) -> None:
    assert bash("prefpad", "re") == ["recall", "report", "restore"]
    assert bash("prefpad", "") == list(COMMANDS)
    assert bash("prefpad", "report", "t") == ["topics"]
    assert bash("prefpad", "settings", "q") == ["question-price"]
    assert bash("prefpad", "settings", "ev") == ["every:"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["recall", "sam"], ["Sam\\ Smith"]),
        (["recall", "SMI"], ["Sam\\ Smith"]),
        (["recall", "obri"], ["Siobhán\\ O\\’Brien"]),  # noqa: RUF001 - as it is offered
        (["recall", "luk"], ["Łukasz\\ Żółć"]),
        (["recall", "王"], ["王小明"]),
        (["recall", "nobody"], []),
        (["add", "sam"], ["Sam\\ Smith"]),
        (["confirm", "sam"], ["Sam\\ Smith"]),
        (["visit", "sam"], ["Sam\\ Smith"]),
        (["greet", "sam"], ["Sam\\ Smith"]),
        (["customer", "sam"], ["Sam\\ Smith"]),
        (["r", "sam"], ["Sam\\ Smith"]),
        (["due", "--customer", "sam"], ["Sam\\ Smith"]),
        (["due", "--topic", "co"], ["coffee", "color"]),
        (["add", "sam", "x", "-t", "cof"], ["coffee"]),
        (["done", ""], ["7", "6", "5", "4", "3", "2", "1"]),
        (["done", "6"], ["6"]),
        (["recall", "sam", "--format", "js"], ["json", "jsonl"]),
    ],
    ids=" ".join,
)
def test_bash_is_offered_what_the_pad_holds(
    guests: dict[str, int], words: list[str], offered: list[str]
) -> None:
    assert bash("prefpad", *words) == offered


def test_zsh_is_offered_names_in_quotes(guests: dict[str, int]) -> None:
    assert '"Sam Smith"' in zsh("prefpad recall sam")
    assert '"Siobhán O’Brien"' in zsh("prefpad recall obri")  # noqa: RUF001 - as it is offered
    assert "coffee" in zsh("prefpad due --topic co")


def test_fish_is_offered_a_name_a_line(guests: dict[str, int]) -> None:
    assert fish("prefpad recall sam") == ["Sam Smith"]
    assert fish("prefpad recall obri") == ["Siobhán O’Brien"]  # noqa: RUF001 - as it is offered
    assert fish("prefpad due --topic co") == ["coffee", "color"]


def test_a_topic_that_only_private_notes_have_is_never_offered(guests: dict[str, int]) -> None:
    assert bash("prefpad", "due", "--topic", "div") == []
    assert fish("prefpad due --topic div") == []
    assert "divorce" not in zsh("prefpad due --topic div")


def test_a_topic_is_offered_once_a_note_on_it_is_not_private(
    guests: dict[str, int], path: Path
) -> None:
    with Pad(path, today=TODAY) as pad:
        pad.add("@2", "divorce: papers by post", voice="act", because="asked to")
    assert bash("prefpad", "due", "--topic", "div") == ["divorce"]


def test_a_note_that_has_ended_is_not_offered(guests: dict[str, int]) -> None:
    assert "8" not in bash("prefpad", "done", "")


# -- no pad --------------------------------------------------------------------------------------


def missing(path: Path) -> None:
    pass


def text_file(path: Path) -> None:
    path.write_text("no pad\n" * 1000, encoding="utf-8")


def directory(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("made", [missing, text_file, directory], ids=lambda made: made.__name__)
@pytest.mark.parametrize("words", [["recall", "s"], ["due", "--topic", "c"], ["done", ""]])
def test_without_a_pad_nothing_is_offered_and_nothing_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, made: object, words: list[str]
) -> None:
    assert callable(made)
    made(path)
    monkeypatch.setenv("PREFPAD_DB", str(path))
    before = sorted(path.parent.rglob("*"))
    assert bash("prefpad", *words) == []
    assert fish(" ".join(["prefpad", *words])) == []
    assert sorted(path.parent.rglob("*")) == before


def test_a_rehearsed_day_that_is_none_is_not_said(
    guests: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_TODAY", "someday")
    assert bash("prefpad", "recall", "sam") in ([], ["Sam\\ Smith"])


# -- a real bash ---------------------------------------------------------------------------------

PRESS_TAB = r"""
eval "$(_PREFPAD_COMPLETE=source_bash prefpad)"
COMP_WORDS=(prefpad recall "$1") COMP_CWORD=2
_prefpad_completion prefpad
printf '%s\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def _prefpad_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "prefpad"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m prefpad "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def in_bash(script: str, *arguments: str) -> str:
    done = subprocess.run(
        ["bash", "-c", script, "bash", *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def customer_meant_by(word: str) -> int:
    shown = json.loads(in_bash(f"prefpad customer {word} --format json"))
    number: int = shown["number"]
    return number


@pytest.mark.usefixtures("_prefpad_on_the_path")
@pytest.mark.parametrize("name", NAMES)
def test_what_bash_completes_means_the_same_customer(
    guests: dict[str, int], name: str, tmp_path: Path
) -> None:
    beginning = name.split(maxsplit=1)[0].replace("'", "")
    (word,) = in_bash(PRESS_TAB, beginning).splitlines()
    assert customer_meant_by(word) == guests[name]
    assert not (tmp_path / "spoiled").exists()


@pytest.mark.usefixtures("_prefpad_on_the_path")
def test_a_name_that_was_completed_half_way_is_completed_further(guests: dict[str, int]) -> None:
    assert in_bash(PRESS_TAB, "Sam\\ Sm") == "Sam\\ Smith\n"


@pytest.mark.usefixtures("_prefpad_on_the_path")
def test_a_name_that_was_not_made_fit_for_bash_would_not_be_understood(
    guests: dict[str, int],
) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        customer_meant_by("Siobhán O'Brien")
