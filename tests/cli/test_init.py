from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_new_pad_is_empty_and_its_owners_alone(run: Run, path: Path) -> None:
    assert answer(run("init")) == f"Made a new pad at {path}.\n"
    assert path.stat().st_mode & 0o777 == 0o600
    with Pad(path) as pad:
        assert pad.customers() == []


@pytest.mark.parametrize("named", [("init", "shop.db"), ("init", "--db", "shop.db")])
def test_the_pad_may_be_named(run: Run, tmp_path: Path, named: tuple[str, ...]) -> None:
    answer(run(*named))
    assert (tmp_path / "shop.db").exists()


def test_the_default_pad_is_in_the_users_data_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFPAD_DB")
    answer(run("init"))
    (made,) = (tmp_path / "home").rglob("pad.db")
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_a_mistyped_folder_is_not_made(run: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert "no folder" in refusal(run("init", str(tmp_path / "mistyped" / "shop.db")), 1)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_there_already_is_left_alone(run: Run, path: Path) -> None:
    path.write_text("my diary")
    assert "already exists" in refusal(run("init"), 1)
    assert path.read_text() == "my diary"


@pytest.mark.parametrize("where", ["sub/file.txt/pad.db", "nul\0.db"])
def test_where_no_pad_can_be_made_is_told(run: Run, tmp_path: Path, where: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "file.txt").touch()
    refusal(run("init", str(tmp_path / where)), 1)
