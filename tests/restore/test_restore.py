from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db import connection as opening
from prefpad.db import migrations
from prefpad.db.connection import open_pad
from prefpad.domain.errors import AskedWrongly, CouldNot, PadBusy, PadUnusable
from prefpad.privacy.suppression import SuppressionList, key_file
from prefpad.restore import restore_rows as restoring
from tests.conftest import TODAY
from tests.db.test_connection import m_next
from tests.helpers.damage import cut_short, scattered_bytes, zeroed_page
from tests.helpers.schema import with_steps
from tests.helpers.traces import NAME, WORDS, haunt, traces

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.restore.restore import Restored

pytestmark = pytest.mark.usefixtures("never_checked")

RESTORING = """
import os, resource, signal, sys
from prefpad import Pad
from prefpad.db import connection as opening
from prefpad.db import migrations
path, file, at, limit = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
really = opening._connect

def die(statement):
    if at and statement.startswith(at):
        os.kill(os.getpid(), signal.SIGKILL)

def connect(*arguments, **options):
    connection = really(*arguments, **options)
    connection.set_trace_callback(die)
    return connection

copy_database = opening.copy_database

def copy_until_a_file_is_too_large(source, target):
    if target.execute("PRAGMA database_list").fetchone()[2]:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    copy_database(source, target)

opening._connect = connect
if limit:
    opening.copy_database = copy_until_a_file_is_too_large
Pad.restore(path, file, today="2026-03-02")
raise SystemExit("it lived")
"""
SAM = Edit({}, {"email": ["sam@ex.com"]}, [], {}, [])


@pytest.fixture(scope="module")
def haunted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("haunted") / "pad.db"
    haunt(path)
    return path


@pytest.fixture
def backup(path: Path, haunted: Path, tmp_path: Path) -> Path:
    """Return a backup with the person, who was forgotten on the pad since."""
    shutil.copyfile(haunted, path)
    with Pad(path, today=TODAY) as pad:
        copy = pad.backup(tmp_path / "shop.sqlite")
        pad.forget(NAME)
        pad.add("Ida Berg", "tea: green", new=True)
    return copy


def restore(path: Path, file: Path, *, dry_run: bool = False) -> Restored:
    return Pad.restore(path, file, today=TODAY, author="Ana", dry_run=dry_run)


def names(path: Path) -> list[str]:
    with Pad(path, today=TODAY) as pad:
        return [one.name for one in pad.customers()]


def assert_sound(path: Path) -> None:
    with closing(open_pad(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
    assert [file.name for file in path.parent.glob("pad.db*")] == ["pad.db"]


# -- the pad is as the backup --------------------------------------------------------------------


def test_the_pad_is_as_the_backup_and_as_it_was_is_kept(pad: Pad, tmp_path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    copy = pad.backup(tmp_path / "copy.db")
    bytes_of_copy = copy.read_bytes()
    pad.add("Ida Berg", "tea", new=True)
    restored = restore(pad.path, copy)
    assert names(pad.path) == ["Sam Smith"]
    assert copy.read_bytes() == bytes_of_copy
    assert restored.kept_as
    assert restored.before
    assert (restored.before.customers, restored.then.customers) == (2, 1)
    assert names(tmp_path / restored.kept_as) == ["Ida Berg", "Sam Smith"]
    assert_sound(pad.path)


def test_a_terminal_that_has_the_pad_open_goes_on_with_what_is_restored(
    pad: Pad, tmp_path: Path
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    copy = pad.backup(tmp_path / "copy.db")
    pad.add("Ida Berg", "tea", new=True)
    assert len(pad.customers()) == 2
    restore(pad.path, copy)
    assert [one.name for one in pad.customers()] == ["Sam Smith"]
    pad.add("Bo Ek", "juice", new=True)
    assert names(pad.path) == ["Bo Ek", "Sam Smith"]


def test_were_the_file_replaced_what_that_terminal_writes_would_be_lost(
    pad: Pad, tmp_path: Path
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    copy = pad.backup(tmp_path / "copy.db")
    pad.customers()
    copy.replace(pad.path)
    try:
        pad.add("Bo Ek", "juice", new=True)
    except CouldNot:
        return
    assert names(pad.path) == ["Sam Smith"]


def test_a_rehearsal_tells_the_same_and_writes_nothing(path: Path, backup: Path) -> None:
    before = path.read_bytes()
    told = restore(path, backup, dry_run=True)
    assert path.read_bytes() == before
    assert told.kept_as is None
    done = restore(path, backup)
    assert (told.then, told.before, told.erased_again) == (done.then, done.before, 1)


def test_the_log_says_so_and_undo_says_how_it_is_taken_back(pad: Pad, tmp_path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    copy = pad.backup(tmp_path / "copy.db")
    pad.add("Ida Berg", "tea", new=True)
    kept_as = restore(pad.path, copy).kept_as
    assert kept_as
    last, first = pad.log()
    assert (last.command, last.author, last.what) == ("restore", "Ana", "went back to copy.db")
    assert first.number == 1
    with pytest.raises(CouldNot, match="the whole pad went back") as refused:
        pad.undo()
    assert kept_as in refused.value.hint
    restore(pad.path, tmp_path / kept_as)
    assert names(pad.path) == ["Ida Berg", "Sam Smith"]


def test_no_number_is_given_twice(pad: Pad, tmp_path: Path) -> None:
    copy = pad.backup(tmp_path / "copy.db")
    pad.add("Sam Smith", "latte", new=True)
    restore(pad.path, copy)
    note = pad.add("Ida Berg", "tea", new=True)
    assert (note.number, note.customer_number) == (2, 2)


def test_an_older_backup_is_brought_up_to_date(
    pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = pad.backup(tmp_path / "copy.db")
    with_steps(monkeypatch, m_next)
    restore(pad.path, copy)
    with closing(open_pad(pad.path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert version == migrations.newest()


# -- the forgotten -------------------------------------------------------------------------------


def test_who_was_forgotten_since_is_not_in_the_file_again(path: Path, backup: Path) -> None:
    assert traces(backup) == set(WORDS)
    restored = restore(path, backup)
    assert (restored.erased_again, restored.forgot_since) == (1, True)
    assert traces(path) == set()
    assert "Eva Brown" in names(path)
    assert "Ida Berg" not in names(path)
    assert_sound(path)


def test_without_the_memory_they_would_be_back(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SuppressionList, "known_in", lambda *_: [])
    restore(path, backup)
    assert traces(path) == set(WORDS)


def test_the_memory_the_list_of_backups_and_an_unfinished_erasure_outlive_it(
    path: Path, backup: Path
) -> None:
    with closing(open_pad(path)) as connection:
        marks = connection.execute("SELECT mark FROM _forgotten").fetchall()
    restored = restore(path, backup)
    with closing(open_pad(path)) as connection:
        assert connection.execute("SELECT mark FROM _forgotten").fetchall() == marks
        paths = [one for (one,) in connection.execute("SELECT path FROM _backups ORDER BY 1")]
    assert paths == sorted([str(backup), str(restored.kept_as)])
    assert restore(path, backup).erased_again == 1


def test_an_unfinished_erasure_is_finished_by_the_next_start(
    pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = pad.backup(tmp_path / "copy.db")
    monkeypatch.setattr("prefpad.db.erasure._finish", lambda _: None)
    pad.add("Sam Smith", "latte", new=True)
    pad.forget("sam smith")
    restore(pad.path, copy)
    assert not pad.is_clean


def test_who_came_back_and_is_on_the_pad_stays(pad: Pad, tmp_path: Path) -> None:
    for _ in range(2):
        if pad.customers():
            pad.forget("sam smith")
        pad.add("Sam Smith", "latte", new=True)
        pad.edit("smith", SAM)
    copy = pad.backup(tmp_path / "copy.db")
    assert restore(pad.path, copy).erased_again == 0
    assert names(pad.path) == ["Sam Smith"]
    pad.forget("sam smith")
    assert restore(pad.path, copy).erased_again == 1
    assert names(pad.path) == []


def test_what_was_known_before_one_was_forgotten_does_not_come_back_with_them(
    pad: Pad, tmp_path: Path
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.edit("smith", SAM)
    copy = pad.backup(tmp_path / "copy.db")
    pad.forget("sam smith")
    pad.add("Sam Smith", "tea", new=True)
    pad.edit("smith", SAM)
    assert restore(pad.path, copy).erased_again == 1
    assert names(pad.path) == []


def test_of_whom_only_the_journal_of_the_backup_knows_nothing_comes_back(
    pad: Pad, tmp_path: Path
) -> None:
    note = pad.add("Zebedee Quux", "latte", new=True).number
    pad.edit("quux", SAM)
    assert note
    for change in (2, 1):
        pad.undo(change)
    copy = pad.backup(tmp_path / "copy.db")
    assert b"Quux" in copy.read_bytes()
    pad.add("Zebedee Quux", "latte", new=True)
    pad.edit("quux", SAM)
    pad.forget("Zebedee Quux")
    restore(pad.path, copy)
    assert b"Quux" not in pad.path.read_bytes()


def test_who_was_forgotten_with_a_name_alone_is_back_and_it_is_said(
    pad: Pad, tmp_path: Path
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    copy = pad.backup(tmp_path / "copy.db")
    assert not restore(pad.path, copy).forgot_since
    pad.forget("sam smith")
    restored = restore(pad.path, copy)
    assert (restored.erased_again, restored.forgot_since) == (0, True)
    assert names(pad.path) == ["Sam Smith"]


def test_without_the_key_it_is_said_that_they_cannot_be_known(path: Path, backup: Path) -> None:
    key_file().unlink()
    restored = restore(path, backup)
    assert (restored.erased_again, restored.memory_lost) == (0, True)


# -- what is refused -----------------------------------------------------------------------------


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")


def a_strangers(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA application_id = 7")


def halved(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def text(file: Path) -> None:
    file.write_text("customer,text\n")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (newer, "newer"),
        (a_strangers, "not a pad"),
        (halved, "damaged"),
        (text, "not a pad"),
        (lambda file: file.unlink(), "no backup"),
    ],
)
def test_a_file_that_is_no_sound_backup_is_refused_and_nothing_is_written(
    path: Path, backup: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(backup)
    before = path.read_bytes()
    with pytest.raises(PadUnusable, match=said):
        restore(path, backup)
    assert path.read_bytes() == before


def test_the_pad_itself_is_no_backup(pad: Pad) -> None:
    (pad.path.with_name("link.db")).symlink_to(pad.path)
    for file in (pad.path, pad.path.with_name("link.db")):
        with pytest.raises(AskedWrongly, match="the pad itself"):
            restore(pad.path, file)


@pytest.mark.parametrize("spoil", [newer, a_strangers, text])
def test_what_is_there_and_no_pad_is_never_written_over(
    path: Path, backup: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(PadUnusable):
        restore(path, backup)
    assert path.read_bytes() == before


def test_where_another_terminal_writes_nothing_is_restored(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as theirs:
        theirs.execute("BEGIN IMMEDIATE")
        with pytest.raises(PadBusy):
            restore(path, backup)
    assert "Ida Berg" in names(path)


def while_it_is_written(
    monkeypatch: pytest.MonkeyPatch, path: Path, then: Callable[[], None]
) -> None:
    """Do something at the moment when the pad is about to be overwritten."""
    really = opening.copy_database

    def put(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        if target.execute("PRAGMA database_list").fetchone()[2] == str(path):
            then()
        really(source, target)

    monkeypatch.setattr(opening, "copy_database", put)


def test_no_other_terminal_writes_while_it_goes_on(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[None] = []

    def write() -> None:
        tried.append(None)
        with (
            closing(sqlite3.connect(path, timeout=0)) as theirs,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            theirs.execute("DELETE FROM visits")

    while_it_is_written(monkeypatch, path, write)
    restore(path, backup)
    assert tried


@pytest.mark.parametrize("times", [1, 2])
def test_what_others_write_while_it_is_prepared_is_kept_with_the_pad_as_it_was(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    really = restoring.note
    wrote: list[bool] = []

    def note(*arguments: Any) -> None:
        really(*arguments)
        if len(wrote) < times:
            try:
                with Pad(path, today=TODAY) as theirs:
                    theirs.session.connection.execute("PRAGMA busy_timeout = 0")
                    theirs.add("Piet Meanwhile", "tea", new=True)
                wrote.append(True)
            except PadBusy:
                wrote.append(False)

    monkeypatch.setattr(opening, "WAIT_SECONDS", 0)
    monkeypatch.setattr(restoring, "note", note)
    restored = restore(path, backup)
    assert wrote == [True, False][:times]
    assert "Piet Meanwhile" not in names(path)
    assert restored.kept_as
    assert "Piet Meanwhile" in names(Path(restored.kept_as))
    with Pad(path, today=TODAY) as pad:
        assert len([one for one in pad.backups() if one.path == restored.kept_as]) == 1


def test_a_backup_that_the_pad_could_not_remember_does_not_stay_behind(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0)
    file = tmp_path / "unknown.db"
    with (
        Pad(path, create=True) as pad,
        closing(sqlite3.connect(path, isolation_level=None)) as theirs,
    ):
        theirs.execute("BEGIN IMMEDIATE")
        with pytest.raises(PadBusy):
            pad.backup(file)
    assert not file.exists()


# -- a pad that is damaged or missing ------------------------------------------------------------


@pytest.mark.parametrize("damage", [zeroed_page, cut_short, scattered_bytes])
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_pad_is_restored_over(
    path: Path, backup: Path, damage: Callable[[bytearray, random.Random], None], seed: int
) -> None:
    data = bytearray(path.read_bytes())
    damage(data, random.Random(seed))
    data[4096:8192] = bytes(len(data[4096:8192]))
    path.write_bytes(data)
    restored = restore(path, backup)
    assert (restored.pad, restored.kept_as, restored.before) == ("damaged", None, None)
    assert restored.erased_again or restored.memory_lost
    assert "Eva Brown" in names(path)
    assert_sound(path)


def test_whom_a_damaged_pad_forgot_is_erased_again_where_it_can_be_read(
    path: Path, backup: Path
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'visits'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    restored = restore(path, backup)
    assert (restored.pad, restored.erased_again, restored.memory_lost) == ("damaged", 1, False)
    assert traces(path) == set()


def test_a_missing_pad_is_made_of_the_backup(path: Path, backup: Path) -> None:
    path.unlink()
    assert restore(path, backup, dry_run=True).pad == "missing"
    assert not path.exists()
    assert restore(path, backup).pad == "missing"
    assert NAME in names(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert_sound(path)


# -- cut short -----------------------------------------------------------------------------------


def killed(path: Path, file: Path, at: str = "", limit: int = 0) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RESTORING, path, file, at, str(limit)],
        check=False,
        capture_output=True,
        text=True,
    )
    wanted = -(signal.SIGXFSZ if limit else signal.SIGKILL)
    assert done.returncode == wanted, done.stderr


@pytest.mark.parametrize(
    "at", ["BEGIN EXCLUSIVE", "VACUUM INTO", "INSERT OR REPLACE INTO _backups", "SELECT since FROM"]
)
def test_cut_short_before_it_the_pad_is_as_it_was(path: Path, backup: Path, at: str) -> None:
    before = names(path)
    killed(path, backup, at)
    assert names(path) == before
    assert traces(path) == set()
    restore(path, backup)
    assert_sound(path)


@pytest.mark.parametrize("limit", [10_000, 200_000, 400_000, 500_000, 560_000])
def test_cut_short_amid_the_writing_of_the_file_the_pad_is_as_it_was(
    path: Path, backup: Path, tmp_path: Path, limit: int
) -> None:
    guests = (f"Guest {number} Longname,{'coffee: latte ' * 20}\n" for number in range(300))
    (tmp_path / "guests.csv").write_text(f"customer,text\n{''.join(guests)}", encoding="utf-8")
    with Pad(backup, today=TODAY) as pad:
        pad.import_file(tmp_path / "guests.csv")
    assert path.stat().st_size < 390_000
    assert backup.stat().st_size > 570_000
    before = names(path)
    killed(path, backup, limit=limit)
    assert path.with_name("pad.db-journal").stat().st_size
    assert path.stat().st_size <= limit or limit < 390_000
    assert names(path) == before
    assert traces(path) == set()
    restore(path, backup)
    assert_sound(path)


def test_cut_short_after_it_the_pad_is_as_the_backup(path: Path, backup: Path) -> None:
    killed(path, backup, "PRAGMA locking_mode = NORMAL")
    assert "Ida Berg" not in names(path)
    assert "Eva Brown" in names(path)
    assert traces(path) == set()
    restore(path, backup)
    assert_sound(path)
