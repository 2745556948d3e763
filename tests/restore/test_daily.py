from __future__ import annotations

import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from prefpad import AskedWrongly, Pad
from prefpad.cli import context as around
from prefpad.cli.context import Context
from prefpad.db import migrations
from prefpad.importing import engine
from prefpad.restore import daily
from prefpad.restore.daily import back_up_daily, is_backup_due
from tests.conftest import TODAY
from tests.db.test_connection import m_next
from tests.helpers.making import days_ahead
from tests.helpers.pads import filled
from tests.helpers.schema import with_steps
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("never_checked")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "prefpad" / "backups" / "daily"


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)


@pytest.fixture
def really(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a day be a real one, and no rehearsal."""
    monkeypatch.delenv("PREFPAD_TODAY")
    monkeypatch.setattr(Context, "today", property(lambda _: TODAY))


def there(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*"))


def days(path: Path, *ahead: int) -> None:
    for day in ahead:
        with Pad(path, today=days_ahead(day)) as pad:
            back_up_daily(pad.session)


def test_one_is_made_a_day_that_only_its_owner_can_read(pad: Pad, folder: Path) -> None:
    assert back_up_daily(pad.session) == folder / "pad-2026-03-02.db"
    assert back_up_daily(pad.session) is None
    assert there(folder) == ["pad-2026-03-02.db"]
    assert (folder / "pad-2026-03-02.db").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_next_day_brings_another_and_the_oldest_go(pad: Pad, path: Path, folder: Path) -> None:
    pad.set("daily-backups", "3")
    days(path, 0, 1, 2, 3, 9)
    assert there(folder) == ["pad-2026-03-04.db", "pad-2026-03-05.db", "pad-2026-03-11.db"]
    assert [backup.path for backup in pad.backups()] == [
        str(folder / name) for name in there(folder)
    ]


def test_an_owner_may_have_none(pad: Pad, folder: Path) -> None:
    pad.set("daily-backups", "0")
    assert not is_backup_due(pad.session)
    assert back_up_daily(pad.session) is None
    assert there(folder) == []


@pytest.mark.parametrize("many", ["-1", "367", "a month", "²"])
def test_what_is_no_number_of_days_is_refused(pad: Pad, many: str) -> None:
    with pytest.raises(AskedWrongly, match="not a number of days from 0 to 366"):
        pad.set("daily-backups", many)


def test_they_never_take_more_than_a_tenth_of_the_free_space(
    pad: Pad, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = path.stat().st_size
    days(path, 0, 1, 2)
    monkeypatch.setattr(daily, "disk_usage", lambda _: SimpleNamespace(free=25 * size))
    days(path, 3)
    assert there(folder) == ["pad-2026-03-04.db", "pad-2026-03-05.db"]
    monkeypatch.setattr(daily, "disk_usage", lambda _: SimpleNamespace(free=9 * size))
    days(path, 4)
    assert "pad-2026-03-06.db" not in there(folder)


def test_two_pads_of_one_name_each_have_their_own(path: Path, tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "other" / "pad.db"
    other.parent.mkdir()
    Pad.make(other)
    days(path, 0, 1)
    days(other, 0, 1)
    assert there(folder) == [
        "pad-2026-03-02-2.db", "pad-2026-03-02.db", "pad-2026-03-03-2.db", "pad-2026-03-03.db",
    ]  # fmt: skip


def test_what_was_backed_up_by_hand_is_left_alone(pad: Pad, path: Path) -> None:
    by_hand = pad.backup()
    pad.set("daily-backups", "1")
    days(path, 1, 2)
    assert by_hand.exists()


def test_forgetting_reaches_them(pad: Pad, path: Path, folder: Path) -> None:
    days(path, 0)
    assert pad.to_forget("@1").backups
    pad.forget("@1", backups=True)
    assert there(folder) == []


# -- at the counter -------------------------------------------------------------------------------


@pytest.mark.usefixtures("really")
def test_the_first_change_of_a_day_is_backed_up_after_its_answer(run: Run, folder: Path) -> None:
    answer(run("recall", "smith"))
    assert there(folder) == []
    assert "green" in answer(run("add", "smith", "tea: green"))
    answer(run("add", "smith", "tea: black"))
    assert there(folder) == ["pad-2026-03-02.db"]
    with Pad(folder / there(folder)[0]) as backup:
        assert len(backup.notes("smith")) == 2


def test_a_rehearsal_of_another_day_makes_none(run: Run, folder: Path) -> None:
    answer(run("add", "smith", "tea: green"))
    assert there(folder) == []


@pytest.mark.usefixtures("really")
def test_that_it_cannot_be_made_is_told_once_a_day(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home" / "prefpad").write_text("in the way")
    first, second = (run("add", "smith", f"tea: {tea}") for tea in ("green", "black"))
    assert (first.exit_code, "No backup could be made" in first.stderr) == (0, True)
    assert (second.exit_code, second.stderr) == (0, "")


@pytest.mark.usefixtures("really")
def test_a_large_pad_keeps_nobody_waiting(
    run: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[Callable[[], None]] = []
    monkeypatch.setattr(around, "_COPIED_AT_ONCE", 0)
    monkeypatch.setattr(around, "_in_the_background", left.append)
    answer(run("add", "smith", "tea: green"))
    assert (len(left), there(folder)) == (1, [])
    left[0]()
    assert there(folder) == ["pad-2026-03-02.db"]


@pytest.mark.usefixtures("really")
def test_a_long_list_is_imported_after_a_backup(
    run: Run,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "list.csv").write_text("customer\nIda Berg\n", encoding="utf-8")
    monkeypatch.setattr(engine, "LONG_LIST", 5)
    answer(run("import", "list.csv", "--yes"))
    with Pad(folder / there(folder)[0]) as backup:
        assert [customer.name for customer in backup.customers()] == ["Sam Smith"]


def test_before_an_upgrade_the_pad_is_kept_as_it_was(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = migrations.newest()
    with_steps(monkeypatch, m_next)
    for _ in range(2):
        Pad(path, today=TODAY).close()
    assert there(folder) == ["pad-2026-03-02.db"]
    with closing(sqlite3.connect(folder / there(folder)[0])) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (before,)
    with Pad(path, today=TODAY) as pad:
        assert [backup.path for backup in pad.backups()] == [str(folder / "pad-2026-03-02.db")]


# -- going back ----------------------------------------------------------------------------------


def test_they_are_listed_the_newest_first(run: Run, path: Path, folder: Path) -> None:
    days(path, 0, 1)
    listed = answered(run("backup", "--list", "--format", "json"))
    assert [one["path"] for one in listed] == [
        str(folder / "pad-2026-03-03.db"), str(folder / "pad-2026-03-02.db"),
    ]  # fmt: skip
    assert len(answer(run("backup", "--list")).splitlines()) == 2


@pytest.mark.parametrize("state", ["sound", "damaged", "gone"])
def test_restore_picks_from_them(
    run: Run,
    path: Path,
    folder: Path,
    state: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days(path, 0)
    with Pad(path) as pad:
        pad.add("@1", "tea: green")
    if state == "damaged":
        path.write_bytes(path.read_bytes()[:72] + b"lost" * 9000)
    elif state == "gone":
        path.unlink()
    monkeypatch.setattr(Context, "at_a_terminal", property(lambda _: True))
    result = run("restore", typed="1\ny\n")
    assert result.exit_code == 0, result.stderr
    assert str(folder / "pad-2026-03-02.db") in result.stderr
    with Pad(path) as pad:
        assert [note.text for note in pad.notes("smith")] == ["latte"]


def test_a_script_must_say_which(run: Run, path: Path) -> None:
    assert refusal(run("restore", "--yes"), 2).startswith("No backup of this pad is known.")
    days(path, 0)
    assert refusal(run("restore", "--yes"), 2).startswith("Which backup?")


def test_the_default_is_a_month(pad: Pad) -> None:
    assert pad.setting("daily-backups").value == "31 days"
