from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad.cli.shells import install as installing
from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

SHELLS = ["bash", "zsh", "fish"]
STARTS = {"bash": ".bashrc", "zsh": ".zshrc"}


def in_shell(monkeypatch: pytest.MonkeyPatch, name: str | None) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: name)


@pytest.mark.parametrize("shell", SHELLS)
def test_it_says_where_it_is_and_how_to_begin(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    in_shell(monkeypatch, shell)
    said, begin = answer(run("--install-completion")).splitlines()
    assert said.startswith(f"Installed completion for {shell} in ")
    assert begin == "To use it in this terminal: " + (
        "source ~/.bashrc" if shell == "bash" else f"exec {shell}"
    )


@pytest.mark.parametrize("shell", STARTS)
def test_the_lines_of_the_user_stay_and_ours_comes_once(shell: str, tmp_path: Path) -> None:
    start = tmp_path / "home" / STARTS[shell]
    start.write_text("alias ll='ls -l'", encoding="utf-8")
    installing.install(shell)
    once = start.read_text(encoding="utf-8")
    assert once.splitlines()[0] == "alias ll='ls -l'"
    installing.install(shell)
    assert start.read_text(encoding="utf-8") == once


def test_a_file_that_cannot_be_written_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_shell(monkeypatch, "bash")
    (tmp_path / "home" / ".bash_completions").touch()
    assert "cannot be written" in refusal(run("--install-completion"), 1)


def test_in_another_shell_it_says_which_there_are(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_shell(monkeypatch, "tcsh")
    assert "bash, zsh and fish" in refusal(run("--install-completion"), 1)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_can_be_shown(run: Run, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    in_shell(monkeypatch, shell)
    assert answer(run("--show-completion")) == installing.script(shell)
