"""A path that names no file, and an address, are refused in a sentence that tells no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.pads import filled
from tests.helpers.shell import refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

NAMING_A_FILE = ("import", "export", "backup", "restore", "init", "demo", "disclose sam --to")
ADDRESSES = (
    "postgresql://u:secret@h/db",
    "http://u:secret@h/x.csv",
    "HTTPS://u:secret@h/x.json",
    "ssh://u:secret@h/pad.db",
)


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)


@pytest.mark.parametrize("command", NAMING_A_FILE)
@pytest.mark.parametrize("folder", [".", "./", "/", "..", "home"])
def test_a_folder_is_not_a_file(run: Run, path: Path, command: str, folder: str) -> None:
    before = rows(path)
    told = refusal(run(*command.split(), folder), 2)
    assert told.startswith(f"{folder} is a folder, not a file.\n")
    assert rows(path) == before


@pytest.mark.parametrize("command", NAMING_A_FILE)
def test_an_empty_name_is_not_a_file(run: Run, command: str) -> None:
    assert refusal(run(*command.split(), ""), 2).startswith("The name of the file is empty.\n")


@pytest.mark.parametrize("command", NAMING_A_FILE)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_refused_without_its_secret(
    run: Run, tmp_path: Path, command: str, address: str
) -> None:
    before = sorted(tmp_path.iterdir())
    told = refusal(run(*command.split(), address), 2)
    assert "is an address, not a file." in told
    assert "secret" not in told
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("command", ["recall sam", "init", "add sam tea", "restore x.db --yes", ""])
def test_a_pad_is_not_at_an_address(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at_a_terminal: None,
    command: str,
    address: str,
) -> None:
    before = sorted(tmp_path.iterdir())
    named = refusal(run("--db", address, *command.split()), 2)
    monkeypatch.setenv("PREFPAD_DB", address)
    assert refusal(run(*command.split()), 2) == named
    assert "is an address, not a file." in named
    assert "secret" not in named
    assert sorted(tmp_path.iterdir()) == before


def test_init_is_told_that_its_pad_is_a_folder(run: Run) -> None:
    assert refusal(run("init", "--db", "."), 2).startswith(". is a folder, not a file.\n")


def test_a_colon_in_a_name_is_no_address(run: Run, tmp_path: Path) -> None:
    assert run("export", "10:30.json").exit_code == 0
    assert (tmp_path / "10:30.json").exists()
