from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from prefpad import Pad, PrefpadError
from prefpad.db import migrations
from prefpad.db.connection import create, open_pad, upgrade
from prefpad.db.errors import is_sound
from prefpad.db.migrations.baseline import baseline
from prefpad.db.place import refuse_network_share
from prefpad.domain.errors import CouldNot, PadUnusable
from tests.conftest import TODAY
from tests.helpers.schema import with_steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IN_FORCE = {
    "foreign_keys": 1,
    "synchronous": 3,
    "secure_delete": 1,
    "temp_store": 2,
    "cell_size_check": 1,
    "recursive_triggers": 1,
    "busy_timeout": 10_000,
    "journal_mode": "delete",
}
UNUSABLE = 6


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def without_pragmas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prefpad.db.connection._PRAGMAS", "PRAGMA secure_delete = OFF;")


def refusal(path: Path) -> PadUnusable:
    with pytest.raises(PadUnusable) as refused:
        open_pad(path)
    assert refused.value.exit_code == UNUSABLE
    assert str(path) in refused.value.sentence
    return refused.value


# -- what is not a pad ---------------------------------------------------------------------------


def test_a_missing_pad_is_named_with_what_to_do_and_nothing_is_made(path: Path) -> None:
    error = refusal(path)
    assert error.sentence == f"There is no pad at {path}."
    assert "Pad.make()" in error.hint
    assert not list(path.parent.glob("pad.db*"))


def test_connecting_as_sqlite_does_by_default_would_make_a_file(path: Path) -> None:
    sqlite3.connect(path).close()
    assert path.exists()


def text_file(path: Path) -> None:
    path.write_text("Sam Smith likes oat lattes\n" * 100, encoding="utf-8")


def directory(path: Path) -> None:
    path.mkdir()


def empty_file(path: Path) -> None:
    path.touch()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def strangers_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title)")


def strangers_database_in_wal_mode(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE songs (title)")


@pytest.mark.parametrize(
    "made",
    [
        text_file,
        directory,
        empty_file,
        fifo,
        strangers_database,
        strangers_database_in_wal_mode,
    ],
)
def test_what_is_not_a_pad_is_refused_and_left_as_it_was(
    path: Path, made: Callable[[Path], None]
) -> None:
    made(path)
    before = path.read_bytes() if path.is_file() else None
    assert refusal(path).sentence == f"{path} is not a pad."
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [child.name for child in path.parent.glob("pad.db*")] == [path.name]


def test_an_empty_file_is_to_be_deleted_first(path: Path) -> None:
    empty_file(path)
    assert "delete it" in refusal(path).hint


def test_a_pad_of_a_newer_version_is_refused_and_left_as_it_was(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    before = path.read_bytes()
    error = refusal(path)
    assert error.sentence == f"{path} was written by a newer prefpad."
    assert error.hint == "Upgrade prefpad on this machine."
    assert path.read_bytes() == before


def test_a_pad_of_before_the_baseline_is_refused_with_the_way_to_carry_it_over(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.BASELINE - 1}")
    before = path.read_bytes()
    error = refusal(path)
    assert error.sentence == (
        f"{path} was written by an earlier prefpad, and this one cannot open it."
    )
    assert "export" in error.hint
    assert "import" in error.hint
    assert path.read_bytes() == before


def test_a_pad_of_this_version_is_not_refused(path: Path) -> None:
    create(path)
    open_pad(path).close()


def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(tmp_path: Path) -> None:
    refusal(tmp_path / ("x" * 300))
    with pytest.raises(CouldNot, match="No pad could be made"):
        create(tmp_path / ("x" * 300))


def test_a_file_where_a_folder_should_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text_file(tmp_path / "folder")
    refusal(tmp_path / "folder" / "pad.db")
    with pytest.raises(CouldNot, match="There is no folder"):
        create(tmp_path / "folder" / "pad.db")


# -- names ---------------------------------------------------------------------------------------


def noted(path: Path, text: str) -> None:
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", text, new=True)


def test_a_file_with_two_names_is_read_and_not_written(path: Path, tmp_path: Path) -> None:
    noted(path, "tea")
    other = tmp_path / "other.db"
    other.hardlink_to(path)
    with Pad(path, today=TODAY) as pad:
        assert pad.recall("smith").customer.name == "Sam Smith"
        with pytest.raises(PadUnusable) as refused:
            pad.visit("smith")
    assert refused.value.sentence.startswith(f"{path} and {other} are one file, so nothing was")
    command = refused.value.hint.split("`")[1]
    subprocess.run(command, shell=True, check=True)  # noqa: S602 - as its reader would
    noted(path, "coffee")
    assert not other.exists()


def test_a_second_name_elsewhere_is_cured_without_knowing_it(path: Path, tmp_path: Path) -> None:
    noted(path, "tea")
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "other.db").hardlink_to(path)
    with pytest.raises(PadUnusable, match="second name in another folder") as refused:
        noted(path, "coffee")
    command = refused.value.hint.split("`")[1]
    subprocess.run(command, shell=True, check=True)  # noqa: S602 - as its reader would
    noted(path, "coffee")


def test_the_name_with_a_journal_is_the_one_to_keep(path: Path, tmp_path: Path) -> None:
    noted(path, "tea")
    other = tmp_path / "other.db"
    other.hardlink_to(path)
    (tmp_path / "other.db-journal").touch()
    with Pad(path) as pad, pytest.raises(PadUnusable) as refused:
        pad.visit("smith")
    assert f"rm {path}" in refused.value.hint


def test_nobody_restores_over_a_file_with_two_names(path: Path, tmp_path: Path) -> None:
    noted(path, "tea")
    with Pad(path) as pad:
        copy = pad.backup(tmp_path / "copy.db")
    (tmp_path / "other.db").hardlink_to(path)
    with pytest.raises(PadUnusable, match="are one file"):
        Pad.restore(path, copy)


def test_the_name_under_which_a_pad_was_made_does_not_count(path: Path, tmp_path: Path) -> None:
    noted(path, "tea")
    (tmp_path / "pad.db.17.new").hardlink_to(path)
    noted(path, "coffee")


def test_a_symbolic_link_is_no_second_name(path: Path, tmp_path: Path) -> None:
    noted(path, "tea")
    (tmp_path / "link.db").symlink_to(path)
    noted(tmp_path / "link.db", "coffee")


def test_links_that_lead_nowhere_are_named(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "round.db")
    with pytest.raises(PadUnusable, match=r"is a link to .*round\.db, and nothing is there"):
        Pad(path)
    (tmp_path / "round.db").symlink_to(path)
    with pytest.raises(PadUnusable, match="leads back to itself"):
        Pad(path)


STRANGE = "CREATE TRIGGER evil AFTER INSERT ON notes BEGIN DELETE FROM customers; END"


def test_a_trigger_of_a_stranger_does_not_run(path: Path, tmp_path: Path) -> None:
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", "tea", new=True)
        copy = pad.backup(tmp_path / "copy.db")
    with closing(sqlite3.connect(copy)) as theirs:
        theirs.execute(STRANGE)
    for touch in (lambda: Pad(copy), lambda: Pad.restore(path, copy)):
        with pytest.raises(PadUnusable, match="a trigger that prefpad did not make: 'evil'"):
            touch()
    with closing(sqlite3.connect(copy)) as theirs:
        theirs.execute("DROP TRIGGER evil")
    Pad.restore(path, copy)


def test_a_trigger_of_ours_that_says_something_else_is_damage(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path)) as disk:
        disk.execute("DROP TRIGGER notes_deleted")
        disk.execute("CREATE TRIGGER notes_deleted AFTER DELETE ON notes BEGIN SELECT 1; END")
    assert refusal(path).sentence == f"{path} is damaged."


@pytest.mark.parametrize("lost", ["TABLE tags", "TRIGGER notes_deleted", "VIEW customer_card"])
def test_a_pad_is_sound_only_with_its_whole_schema(path: Path, lost: str) -> None:
    create(path)
    assert is_sound(path)
    with closing(sqlite3.connect(path)) as disk:
        disk.execute(f"DROP {lost}")
    assert not is_sound(path)


# -- damage --------------------------------------------------------------------------------------


def filled(path: Path) -> bytes:
    with Pad(path, today=TODAY, create=True) as pad:
        for number in range(12):
            pad.add(f"Guest {number} Smith", f"coffee: flat white {number}", new=True)
        pad.confirm(1)
        pad.visit("@2")
    return path.read_bytes()


@pytest.mark.parametrize("header", [b"", b"SQLite format 4\0", bytes(16)])
def test_a_pad_without_its_header_is_no_pad(path: Path, header: bytes) -> None:
    path.write_bytes(header + filled(path)[16:])
    refusal(path)


# -- network shares ------------------------------------------------------------------------------


def mounted(tmp_path: Path, *lines: str) -> Path:
    mounts = tmp_path / "mounts"
    mounts.write_text("".join(f"{line} rw 0 0\n" for line in lines), encoding="utf-8")
    return mounts


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_pad_on_a_network_share_is_refused(tmp_path: Path, path: Path, kind: str) -> None:
    mounts = mounted(tmp_path, "/dev/sda / ext4", f"server:/home {tmp_path} {kind}")
    with pytest.raises(PadUnusable, match="network share") as refused:
        refuse_network_share(path, mounts)
    assert refused.value.exit_code == UNUSABLE


def test_a_network_share_is_known_by_a_folder_with_a_space(tmp_path: Path) -> None:
    mounts = mounted(tmp_path, rf"server:/ {tmp_path}/our\040shop nfs")
    with pytest.raises(PadUnusable):
        refuse_network_share(tmp_path / "our shop" / "pad.db", mounts)


def test_a_network_share_is_known_through_a_link(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (tmp_path / "near").symlink_to(share)
    with pytest.raises(PadUnusable):
        refuse_network_share(tmp_path / "near" / "pad.db", mounted(tmp_path, f"s:/ {share} nfs"))


@pytest.mark.parametrize(
    "lines",
    [
        ["/dev/sda / ext4"],
        ["server:/ / nfs", "/dev/sdb {here} ext4"],
        ["server:/ {here} nfs", "/dev/sdb {here} ext4"],
        ["server:/ {here}/elsewhere nfs"],
    ],
)
def test_a_pad_on_a_disk_of_this_machine_is_taken(
    tmp_path: Path, path: Path, lines: list[str]
) -> None:
    refuse_network_share(path, mounted(tmp_path, *(line.format(here=tmp_path) for line in lines)))


def test_a_machine_that_lists_no_mounts_is_trusted(tmp_path: Path, path: Path) -> None:
    refuse_network_share(path, tmp_path / "nothing")


def test_opening_and_making_ask_where_the_pad_lies(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path)
    mounts = mounted(tmp_path, f"server:/home {tmp_path} nfs")
    monkeypatch.setattr(refuse_network_share, "__defaults__", (mounts,))
    assert "network share" in refusal(path).sentence
    with pytest.raises(PadUnusable, match="network share"):
        create(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


# -- making --------------------------------------------------------------------------------------


@pytest.fixture
def _anybody_may_read() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_anybody_may_read")
def test_a_new_pad_is_its_owners_alone(path: Path) -> None:
    create(path)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("_anybody_may_read")
def test_a_file_that_sqlite_makes_by_itself_could_be_read_by_anybody(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    assert path.stat().st_mode & 0o077


@pytest.mark.parametrize("made", [text_file, directory, empty_file, strangers_database, create])
def test_what_is_there_is_never_made_anew(path: Path, made: Callable[[Path], object]) -> None:
    made(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CouldNot) as refused:
        create(path)
    assert refused.value.sentence == f"{path} already exists; nothing was created."
    assert refused.value.exit_code == 1
    assert (path.read_bytes() if path.is_file() else None) == before


def test_were_a_new_pad_moved_and_not_linked_a_file_that_is_there_would_be_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_file(path)
    monkeypatch.setattr(os, "link", os.replace)
    create(path)
    open_pad(path).close()


@pytest.mark.usefixtures("as_shipped")
@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError, sqlite3.OperationalError])
def test_a_creation_that_is_interrupted_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def interrupted(connection: sqlite3.Connection, _: int) -> None:
        baseline(Database(connection, execute_plugins=False))
        raise interruption

    monkeypatch.setattr(migrations, "migrate", interrupted)
    with pytest.raises((interruption, PrefpadError)):
        create(path)
    assert not list(path.parent.glob("pad.db*"))


def test_a_creation_that_is_killed_leaves_no_half_of_a_pad(path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from prefpad.db import connection as opening, migrations
from prefpad.db.migrations.baseline import baseline
from sqlite_utils import Database
def killed(connection, version):
    baseline(Database(connection, execute_plugins=False))
    os._exit(9)
migrations.migrate = killed
opening.create(Path(sys.argv[1]))
"""
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 9
    assert not path.exists()
    create(path)
    open_pad(path).close()


def test_a_new_pad_says_what_it_is(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path)) as connection:
        assert pragma(connection, "application_id") == int.from_bytes(b"pref")
        assert pragma(connection, "user_version") == migrations.newest()


# -- how it is spoken to -------------------------------------------------------------------------


@pytest.mark.usefixtures("as_shipped")
def test_the_settings_that_keep_a_pad_safe_are_in_force(path: Path) -> None:
    create(path)
    with closing(open_pad(path)) as connection:
        assert {name: pragma(connection, name) for name in IN_FORCE} == IN_FORCE
        assert connection.isolation_level is None


def test_the_settings_would_not_be_in_force_by_themselves(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path)
    without_pragmas(monkeypatch)
    by_themselves = {"busy_timeout", "journal_mode"}  # from the connection, and checked below
    with closing(open_pad(path)) as connection:
        for name in IN_FORCE.keys() - by_themselves:
            assert pragma(connection, name) != IN_FORCE[name], name


def test_a_pad_that_another_tool_turned_to_wal_is_turned_back(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path)) as connection:
        assert pragma(connection, "journal_mode = WAL") == "wal"
    with closing(open_pad(path)) as connection:
        assert pragma(connection, "journal_mode") == "delete"


def add_an_orphan(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO visits(customer, on_day) VALUES (4711, '2026-03-02')")


def test_a_visit_of_nobody_is_refused(path: Path) -> None:
    create(path)
    with closing(open_pad(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        add_an_orphan(connection)


def test_a_visit_of_nobody_would_be_kept_without_foreign_keys(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path)
    without_pragmas(monkeypatch)
    with closing(open_pad(path)) as connection:
        add_an_orphan(connection)


def bytes_after_deleting_a_secret(path: Path) -> bytes:
    create(path)
    with closing(open_pad(path)) as connection:
        connection.execute("INSERT INTO settings(name, value) VALUES ('a secret', 'xyzzy-plugh')")
        assert b"xyzzy-plugh" in path.read_bytes()
        connection.execute("DELETE FROM settings")
    return path.read_bytes()


def test_what_is_deleted_is_overwritten(path: Path) -> None:
    assert b"xyzzy-plugh" not in bytes_after_deleting_a_secret(path)


def test_what_is_deleted_would_stay_without_secure_delete(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pragmas(monkeypatch)
    assert b"xyzzy-plugh" in bytes_after_deleting_a_secret(path)


# -- upgrading -----------------------------------------------------------------------------------

UPGRADING = """
import sys
from pathlib import Path
from types import ModuleType
from prefpad.db import migrations
from prefpad.db.connection import open_pad
from prefpad.db.errors import is_sound
from prefpad.db.place import refuse_network_share
def m_next(db):
    db.execute("ALTER TABLE customers ADD COLUMN shoe TEXT")
module = sys.modules["prefpad.db.migrations.m_next"] = ModuleType("m_next")
module.m_next = m_next
migrations.STEPS += ("m_next",)
print("ready", flush=True)
sys.stdin.readline()
open_pad(Path(sys.argv[1])).close()
"""


def m_next(db: Database) -> None:
    db.execute("ALTER TABLE customers ADD COLUMN shoe TEXT")


def m_too_much(db: Database) -> None:
    db.execute("ALTER TABLE customers ADD COLUMN shoe TEXT")


def test_an_older_pad_is_upgraded_with_what_it_holds(
    noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_steps(monkeypatch, m_next)
    with closing(open_pad(noted)) as connection:
        assert pragma(connection, "user_version") == migrations.newest()
        assert connection.execute("SELECT name, shoe FROM customers").fetchall() == [
            ("Sam Smith", None)
        ]
    with Pad(noted, today=TODAY) as pad:
        assert [note.text for note in pad.recall("smith").say] == ["oat latte"]


def test_an_upgrade_that_fails_leaves_the_older_pad_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path)
    before = path.read_bytes()
    with monkeypatch.context() as newer:
        with_steps(newer, m_next, m_too_much)
        with pytest.raises(PadUnusable):
            open_pad(path)
    with closing(open_pad(path)) as connection:
        columns = connection.execute("SELECT name FROM pragma_table_info('customers')").fetchall()
    assert ("shoe",) not in columns
    assert len(path.read_bytes()) == len(before)


def test_a_damaged_pad_is_not_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(filled(path))
    data[-4096:] = bytes(4096)
    path.write_bytes(data)
    with_steps(monkeypatch, m_next)
    assert refusal(path).sentence == f"{path} is damaged."
    assert path.read_bytes() == data


def test_terminals_that_upgrade_at_once_all_get_their_pad(path: Path) -> None:
    create(path)
    terminals = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADING, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for terminal in terminals:
        assert terminal.stdout
        assert terminal.stdout.readline() == "ready\n"
    told = [terminal.communicate("go\n")[1] for terminal in terminals]
    assert told == ["", "", ""]
    assert [terminal.returncode for terminal in terminals] == [0, 0, 0]
    with closing(sqlite3.connect(path)) as connection:
        assert pragma(connection, "user_version") == migrations.newest() + 1


def test_an_upgrade_asks_again_what_is_pending_when_its_turn_comes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(path)
    with closing(open_pad(path)) as ours, closing(open_pad(path)) as theirs:
        with_steps(monkeypatch, m_next)
        upgrade(theirs)
        upgrade(ours)
        with pytest.raises(sqlite3.OperationalError, match="duplicate column"):
            m_next(Database(ours))


def test_a_link_that_leads_in_a_circle_is_refused_in_a_sentence(tmp_path: Path) -> None:
    pad = tmp_path / "pad.db"
    pad.symlink_to(pad)
    with pytest.raises(CouldNot, match="already exists"):
        create(pad)
