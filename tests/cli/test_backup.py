from __future__ import annotations

import resource
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.db import connection as opening
from tests.helpers.pads import filled
from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)


def test_a_backup_is_a_pad_that_only_its_owner_can_read(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "shop.db"
    assert answer(run("backup", str(copy))) == f"Backed up to {copy}.\n"
    assert copy.stat().st_mode & 0o777 == 0o600
    with Pad(copy) as pad:
        assert [note.text for note in pad.notes("smith")] == ["latte"]


def test_a_backup_without_a_name_goes_to_the_data_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "prefpad" / "backups"
    assert answer(run("backup")) == f"Backed up to {folder / 'pad-2026-03-02.db'}.\n"
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def _read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = opening._connect  # noqa: SLF001 - root may write what others may only read
    monkeypatch.setattr(opening, "_connect", lambda path, **_: connect(path, "ro"))


@pytest.mark.usefixtures("_read_only")
def test_a_pad_that_may_only_be_read_is_backed_up(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "shop.db"
    result = run("backup", str(copy))
    assert (result.exit_code, result.stdout) == (0, f"Backed up to {copy}.\n")
    assert "does not remember" in result.stderr
    with closing(sqlite3.connect(copy)) as made:
        assert made.execute("SELECT text FROM notes").fetchall() == [("latte",)]


def test_a_full_disk_of_the_copy_is_not_told_as_the_pads(
    run: Run, tmp_path: Path, path: Path
) -> None:
    copy = tmp_path / "shop.db"
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        told = refusal(run("backup", str(copy)), 1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, handled)
    assert told.startswith(f"The disk with {copy} is full or failing")
    assert str(path) not in told
    assert not copy.exists()


def test_a_file_that_is_there_is_not_replaced(run: Run, path: Path) -> None:
    assert "already exists" in refusal(run("backup", str(path)), 1)


def test_a_backup_is_no_change_to_undo(run: Run, pad: Pad) -> None:
    answer(run("backup"))
    assert len(pad.log()) == 1


def test_a_cron_job_gets_the_path_alone(run: Run, tmp_path: Path) -> None:
    made = answer(run("backup", "-q"))
    assert made == f"{tmp_path / 'home' / 'prefpad' / 'backups' / 'pad-2026-03-02.db'}\n"


def test_a_mistyped_folder_is_not_made(run: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    told = refusal(run("backup", str(tmp_path / "mistyped" / "shop.db")), 1)
    assert told.startswith(f"There is no folder {tmp_path / 'mistyped'}.\n")
    assert sorted(tmp_path.rglob("*")) == before


def backups(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.db") if file.name != "pad.db")


def test_only_the_newest_are_kept_if_that_is_wanted(run: Run, tmp_path: Path) -> None:
    for name in "cab":
        answer(run("backup", f"{name}.db"))
    told = answer(run("backup", "d.db", "--keep", "2"))
    assert told == "Backed up to d.db.\nDeleted 2 older backups.\n"
    assert backups(tmp_path) == ["b.db", "d.db"]
    assert answer(run("backup", "e.db")) == "Backed up to e.db.\n"
    assert backups(tmp_path) == ["b.db", "d.db", "e.db"]


def test_what_is_elsewhere_or_no_backup_of_this_pad_is_kept(
    run: Run, pad: Pad, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "copies").mkdir()
    for name in ("copies/far.db", "diary.db", "live.db"):
        pad.backup(tmp_path / name)
    (tmp_path / "diary.db").write_text("my diary")
    with Pad(tmp_path / "other.db", create=True) as other:
        other.backup(tmp_path / "others.db")
    (tmp_path / "live.db").unlink()
    (tmp_path / "live.db").symlink_to(path)
    answer(run("backup", "new.db", "--keep", "1"))
    assert backups(tmp_path) == ["diary.db", "live.db", "new.db", "other.db", "others.db"]
    assert (tmp_path / "copies" / "far.db").exists()


@pytest.mark.parametrize("keep", ["0", "-1", "many", "9" * 30])
def test_at_least_one_backup_is_kept(run: Run, tmp_path: Path, keep: str) -> None:
    assert "--keep must be 1 or more." in refusal(run("backup", "x.db", "--keep", keep), 2)
    assert backups(tmp_path) == []
