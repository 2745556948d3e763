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


def test_a_file_that_others_could_read_would_be_noticed(
    tmp_path: Path, opened: dict[str, int]
) -> None:
    assert opened == {}
    (tmp_path / "loose.txt").write_text("open")
    assert stat.S_IMODE((tmp_path / "loose.txt").stat().st_mode) != 0o600
