from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)


def test_a_backup_is_a_pad_that_only_its_owner_can_read(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "shop.db"
    assert answer(run("backup", str(copy))) == f"Backed up to {copy}.\n"
    assert copy.stat().st_mode & 0o777 == 0o600
    with Pad(copy) as pad:
        assert [note.text for note in pad.notes("smith")] == ["latte"]


def test_a_backup_without_a_name_goes_to_the_data_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "prefpad" / "backups"
    assert answer(run("backup")) == f"Backed up to {folder / 'pad-2026-03-02.db'}.\n"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_there_is_not_replaced(run: Run, path: Path) -> None:
    assert "is there already" in refusal(run("backup", str(path)), 1)


def test_a_backup_is_no_change_to_undo(run: Run, pad: Pad) -> None:
    answer(run("backup"))
    assert len(pad.log()) == 1
