from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.context import Context
from prefpad.cli.terminal import paged
from tests.helpers.shell import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Have a terminal of ten lines for the answer."""
    out = Screen()
    monkeypatch.setattr(Context, "out", property(lambda _: out))
    for name, value in {"COLUMNS": "80", "LINES": "10", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    return out


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that a pager writes what it was given to, with the options of less."""
    file = tmp_path / "seen"
    script = tmp_path / "pager.py"
    script.write_text(
        "import os, sys\n"
        f"open({str(file)!r}, 'w').write(os.environ['LESS'] + '\\n' + sys.stdin.read())\n"
    )
    monkeypatch.setenv("PAGER", f"{sys.executable} {script}")
    monkeypatch.delenv("LESS", raising=False)
    return file


def fill(pad: Pad, notes: int) -> None:
    for number in range(notes):
        pad.add("Sam Smith", f"window {number}", kind="fact", new=number == 0)


def test_a_list_longer_than_the_screen_goes_through_the_pager_whole(
    run: Run, pad: Pad, terminal: Screen, seen: Path
) -> None:
    fill(pad, 12)
    assert run("search", "window").exit_code == 0
    options, *lines = seen.read_text().splitlines()
    assert options == "FRX"
    assert [line.split()[0] for line in lines[2:]] == [str(number) for number in range(12, 0, -1)]
    assert terminal.getvalue() == ""


def test_a_list_that_fits_is_written_at_once(
    run: Run, pad: Pad, terminal: Screen, seen: Path
) -> None:
    fill(pad, 7)
    run("search", "window")
    assert not seen.exists()
    assert len(terminal.getvalue().splitlines()) == 9


@pytest.mark.parametrize("line", [("recall", "smith", "--all"), ("customer", "smith")])
def test_a_card_is_never_paged(
    run: Run, pad: Pad, terminal: Screen, seen: Path, line: tuple[str, ...]
) -> None:
    fill(pad, 12)
    run(*line)
    assert not seen.exists()
    assert "Sam Smith" in terminal.getvalue()


@pytest.mark.usefixtures("terminal")
def test_no_pager_is_asked_for_once_or_for_good(run: Run, pad: Pad, seen: Path) -> None:
    fill(pad, 12)
    run("search", "window", "--no-pager")
    run("--no-pager", "search", "window")
    run("search", "window", "--format", "plain")
    assert not seen.exists()
    pad.set("pager", "off")
    run("search", "window")
    assert not seen.exists()
    pad.set("pager", None)
    run("search", "window")
    assert seen.exists()


@pytest.mark.parametrize("pager", ["", "no-such-program-anywhere"])
def test_without_a_pager_the_list_is_written(
    run: Run, pad: Pad, terminal: Screen, monkeypatch: pytest.MonkeyPatch, pager: str
) -> None:
    monkeypatch.setenv("PAGER", pager)
    fill(pad, 12)
    run("search", "window")
    assert len(terminal.getvalue().splitlines()) == 14


def test_a_pager_that_is_left_early_is_no_failure(
    terminal: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "true")
    before = signal.getsignal(signal.SIGINT)
    with paged(terminal) as page:
        page.write("a long line of a long list\n" * 100_000)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_options_of_less_are_those_of_the_person_who_set_them(
    run: Run, pad: Pad, terminal: Screen, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESS", "S")
    fill(pad, 12)
    run("search", "window")
    assert seen.read_text().splitlines()[0] == "S"
    assert terminal.getvalue() == ""


def test_a_message_is_wrapped_at_words_and_a_path_is_left_whole(
    monkeypatch: pytest.MonkeyPatch, terminal: Screen
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    path = "/folder" * 12
    Context().notice(f"Made a new pad, which will be kept for you at {path}.")
    assert terminal.getvalue().splitlines() == [
        "Made a new pad, which will be kept for",
        "you at",
        f"{path}.",
    ]


def test_a_command_in_a_message_is_left_whole(
    monkeypatch: pytest.MonkeyPatch, terminal: Screen
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    Context().notice("hint: Carry it over with `prefpad import pad.json` here.")
    assert "`prefpad import pad.json`" in terminal.getvalue()
