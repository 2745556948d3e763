"""Whatever file the program makes, only its owner can read it, whatever the shell would allow."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Iterator


ROWS = 'customer,text,on\nIda Berg,likes jazz,\nBo Ek,"tea",not a day\n'
COMMANDS = (
    "init {0}/shop.db",
    "demo {0}/demo.db",
    "add Sam-Smith --new coffee: latte",
    "import {0}/list.csv --skip-bad --yes",
    "import - --skip-bad --yes",
    *(f"export {{0}}/all.{ending}" for ending in ("json", "csv", "vcf", "ics")),
    *(f"disclose sam-smith --to {{0}}/sam.{ending}" for ending in ("txt", "json.html", "json")),
    "backup {0}/copy.db",
    "backup",
    "forget sam-smith --yes",
)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Let the shell allow everything to everybody, and keep the modes of files as they are opened."""
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.setenv("PREFPAD_DB", str(tmp_path / "shop.db"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    modes: dict[str, int] = {}
    replace = os.replace

    def watched(source: str, target: str, **places: int) -> None:
        modes[str(source)] = stat.S_IMODE(Path(source).stat().st_mode)
        replace(source, target, **places)

    monkeypatch.setattr(os, "replace", watched)
    before = os.umask(0)
    yield modes
    os.umask(before)


def test_every_file_is_its_owners_alone(
    tmp_path: Path, opened: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {tmp_path / "list.csv", tmp_path / "typed.csv"}
    (tmp_path / "typed.csv").write_text(ROWS.replace("Bo", "Jo"), encoding="utf-8")
    for command in COMMANDS:
        with (tmp_path / "typed.csv").open(encoding="utf-8") as typed:
            monkeypatch.setattr(sys, "stdin", typed)
            assert run(command.format(tmp_path).split()) in {0, 5}, command
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path not in own]
    names = {path.name for path in made}
    assert names >= {
        "shop.db", "demo.db", "list.rejected.csv", "stdin.rejected.csv", "all.json", "all.csv",
        "all.vcf", "all.ics", "sam.txt", "sam.json.html", "sam.json", "copy.db",
    }  # fmt: skip
    assert {path.name for path in made if stat.S_IMODE(path.stat().st_mode) != 0o600} == set()
    assert set(opened.values()) <= {0o600}


@pytest.mark.parametrize("command", ["backup", "init", "forget sam-smith --yes"])
def test_every_level_of_the_data_folder_is_its_owners_alone(
    tmp_path: Path, opened: dict[str, int], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    data = tmp_path / "home" / "share" / "prefpad"
    monkeypatch.setenv("XDG_DATA_HOME", str(data.parent))
    monkeypatch.delenv("PREFPAD_DB")
    named = [] if command == "init" else ["--db", str(tmp_path / "shop.db")]
    run(["init", *named])
    run(["add", "Sam-Smith", "--new", "latte", *named])
    run(["customer", "Sam-Smith", "--phone", "0305550101", *named])
    loose = data / "backups"
    loose.mkdir(parents=True, exist_ok=True)
    data.chmod(0o755)
    loose.chmod(0o777)
    if command == "init":
        (data / "pad.db").unlink()
    assert run([*command.split(), *named]) == 0
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE(loose.stat().st_mode) == (0o700 if command == "backup" else 0o777)


def test_missing_levels_are_made_for_their_owner_alone(
    tmp_path: Path, opened: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "a" / "b"))
    run(["init"])
    assert run(["backup"]) == 0
    made = [path for path in (tmp_path / "home").rglob("*") if path.is_dir()]
    assert {path.name for path in made} == {"a", "b", "prefpad", "backups"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o700}


def test_a_file_that_others_could_read_would_be_noticed(
    tmp_path: Path, opened: dict[str, int]
) -> None:
    assert opened == {}
    (tmp_path / "loose.txt").write_text("open")
    assert stat.S_IMODE((tmp_path / "loose.txt").stat().st_mode) != 0o600
