from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db.connection import create, open_pad
from prefpad.db.unit_of_work import Signature, larger_cache, write
from prefpad.domain.errors import PrefpadError
from prefpad.importing.bulk_rows import import_pragmas
from tests.conftest import TODAY
from tests.helpers.steps import CUSTOMERS, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.helpers.pads import Fresh
    from tests.helpers.steps import Step

ANA = Signature("Ana", "add", "2026-03-02T09:30:00+01:00")
KEPT = ("customers", "handles", "tags", "occasions", "consents", "notes", "checks", "visits")
DERIVED = ("_name_words", "_tallies")
LEARNT = ("visit_class", "pace_class")

ADDING = """
import sys
from pathlib import Path
from prefpad.db.connection import open_pad
from prefpad.db.unit_of_work import Signature, write
path, author = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
connection = open_pad(path)
for _ in range(25):
    with write(connection, Signature(author, "add", "2026-03-02T09:30:00+01:00")) as writer:
        (count,) = connection.execute("SELECT count(*) FROM customers").fetchone()
        writer.insert("customers", {"name": f"{count}", "created_on": "2026-03-02"})
connection.close()
"""

DYING = """
import os, signal, sys
from pathlib import Path
from prefpad.db.connection import open_pad
from prefpad.db.unit_of_work import Signature, write
connection = open_pad(Path(sys.argv[1]))
connection.execute("PRAGMA cache_size = 5")
with write(connection, Signature("Ana", "add", "2026-03-02T09:30:00+01:00")) as writer:
    for number in range(500):
        writer.insert("customers", {"name": "x" * 500, "created_on": "2026-03-02"})
    connection.execute("UPDATE customers SET name = 'spoiled'")
    {end}
"""


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    create(path)
    with closing(open_pad(path)) as connection:
        yield connection


def a_customer(name: str = "Sam Smith") -> dict[str, str]:
    return {"name": name, "created_on": "2026-03-02"}


def names(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM customers ORDER BY number")]


# -- taking turns --------------------------------------------------------------------------------


def test_eight_terminals_that_look_and_then_add_all_succeed(path: Path) -> None:
    create(path)
    terminals = [
        subprocess.Popen(
            [sys.executable, "-c", ADDING, path, f"author {number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(8)
    ]
    for terminal in terminals:
        assert terminal.stdout
        assert terminal.stdout.readline() == "ready\n"
    for terminal in terminals:
        assert terminal.stdin
        terminal.stdin.write("go\n")
        terminal.stdin.flush()
    assert [terminal.communicate()[1] for terminal in terminals] == [""] * 8
    with closing(open_pad(path)) as connection:
        assert names(connection) == [str(number) for number in range(200)]


@contextmanager
def deferred(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def test_a_transaction_that_begins_deferred_would_be_refused_without_waiting(
    path: Path, connection: sqlite3.Connection
) -> None:
    with closing(open_pad(path)) as theirs, deferred(connection):
        names(connection)
        theirs.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            connection.execute("INSERT INTO customers(name, created_on) VALUES ('x', 'y')")


def test_a_write_holds_the_pad_from_its_first_look(
    path: Path, connection: sqlite3.Connection
) -> None:
    with closing(open_pad(path)) as theirs:
        theirs.execute("PRAGMA busy_timeout = 0")
        with write(connection, ANA), pytest.raises(sqlite3.OperationalError, match="locked"):
            theirs.execute("BEGIN IMMEDIATE")
        theirs.execute("BEGIN IMMEDIATE")


# -- whole or not at all -------------------------------------------------------------------------


def write_and_fail(connection: sqlite3.Connection, failure: type[BaseException]) -> None:
    with write(connection, ANA) as writer:
        writer.insert("customers", a_customer())
        raise failure


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_whatever_is_raised_in_a_write_leaves_nothing(
    connection: sqlite3.Connection, failure: type[BaseException]
) -> None:
    before = list(connection.iterdump())
    with pytest.raises(failure):
        write_and_fail(connection, failure)
    assert list(connection.iterdump()) == before
    assert not connection.in_transaction


def test_without_a_transaction_what_came_before_a_failure_would_stay(
    connection: sqlite3.Connection,
) -> None:
    with suppress(ValueError):
        connection.execute("INSERT INTO customers(name, created_on) VALUES ('Sam', '2026-03-02')")
        raise ValueError
    assert names(connection) == ["Sam"]


def test_a_dry_run_sees_its_rows_and_leaves_nothing(connection: sqlite3.Connection) -> None:
    before = list(connection.iterdump())
    with write(connection, ANA) as writer:
        writer.keep = False
        writer.insert("customers", a_customer())
        assert names(connection) == ["Sam Smith"]
    assert list(connection.iterdump()) == before


def test_a_verb_that_fails_half_way_leaves_nothing(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)
    with closing(sqlite3.connect(path)) as onlooker:
        before = list(onlooker.iterdump())
        with pytest.raises(PrefpadError):
            pad.edit("smith", Edit(handles={"phone": ["030 123 456"]}, drop=["nothing of theirs"]))
        assert list(onlooker.iterdump()) == before


@pytest.mark.parametrize(
    ("end", "status"),
    [("os._exit(9)", 9), ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL)],
)
def test_a_crash_in_the_middle_of_a_write_leaves_the_pad_as_before(
    path: Path, end: str, status: int
) -> None:
    create(path)
    with closing(open_pad(path)) as connection:
        with write(connection, ANA) as writer:
            writer.insert("customers", a_customer())
        before = list(connection.iterdump())
    whole = path.read_bytes()
    crash = subprocess.run([sys.executable, "-c", DYING.replace("{end}", end), path], check=False)
    assert crash.returncode == status
    assert path.read_bytes() != whole
    with closing(open_pad(path)) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert not path.with_name("pad.db-journal").exists()


def test_a_crash_would_spoil_a_pad_that_has_lost_its_rollback_journal(path: Path) -> None:
    create(path)
    subprocess.run([sys.executable, "-c", DYING.replace("{end}", "os._exit(9)"), path], check=False)
    path.with_name("pad.db-journal").unlink()
    with closing(sqlite3.connect(path)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchall()
        assert verdict != [("ok",)] or names(connection)


@contextmanager
def a_full_disk(connection: sqlite3.Connection) -> Iterator[None]:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    yield


def write_on_after_a_failure(connection: sqlite3.Connection) -> None:
    with write(connection, ANA) as writer:
        with suppress(sqlite3.OperationalError):
            writer.insert("customers", a_customer("x" * 100_000))
        writer.insert("customers", a_customer())


def test_what_follows_a_full_disk_never_stands_alone(connection: sqlite3.Connection) -> None:
    before = list(connection.iterdump())
    with a_full_disk(connection), pytest.raises(sqlite3.DatabaseError, match="has ended"):
        write_on_after_a_failure(connection)
    assert list(connection.iterdump()) == before


def test_on_a_bare_connection_what_follows_a_full_disk_would_stand_alone(
    connection: sqlite3.Connection,
) -> None:
    insert = "INSERT INTO customers(name, created_on) VALUES (?, '2026-03-02')"
    with a_full_disk(connection):
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            connection.execute(insert, ("x" * 100_000,))
        connection.execute(insert, ("Sam Smith",))
    assert not connection.in_transaction
    assert names(connection) == ["Sam Smith"]


# -- the journal ---------------------------------------------------------------------------------


def journal(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT author, command, at, of_table, of_row, customer, before, after"
        " FROM journal JOIN journal_rows ON change = journal.number ORDER BY journal_rows.number"
    ).fetchall()


@pytest.mark.parametrize(
    ("cache", "most"), [(larger_cache, 64 * 1024), (import_pragmas, 24 * 1024)]
)
def test_what_a_long_transaction_keeps_in_memory_has_a_bound(
    connection: sqlite3.Connection,
    cache: Callable[[sqlite3.Connection], AbstractContextManager[None]],
    most: int,
) -> None:
    with cache(connection):
        (pages,) = connection.execute("PRAGMA cache_spill").fetchone()
    assert 0 < pages <= most
    assert pages % 256


def test_the_journal_holds_who_when_and_which_command_changed_what(
    connection: sqlite3.Connection,
) -> None:
    with write(connection, ANA) as writer:
        number = writer.insert("customers", a_customer())
    with write(connection, Signature(None, "customer", "2026-03-02T10:00:00+01:00")) as writer:
        writer.update("customers", number, {"name": "Sam Smyth", "formal": "Mr. Smyth"})
    inserted, updated = journal(connection)
    assert inserted == (
        *("Ana", "add", ANA.at, "customers", number, number, None),
        '{"name":"Sam Smith","created_on":"2026-03-02"}',
    )
    assert updated == (
        *(None, "customer", "2026-03-02T10:00:00+01:00", "customers", number, number),
        '{"name":"Sam Smith","formal":null}',
        '{"name":"Sam Smyth","formal":"Mr. Smyth"}',
    )


def test_one_command_is_one_change_however_many_rows_it_touches(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)
    with closing(sqlite3.connect(path)) as onlooker:
        assert onlooker.execute("SELECT count(*) FROM journal").fetchone() == (1,)
        tables = [row[3] for row in journal(onlooker)]
    assert tables == ["customers", "handles", "notes"]


def test_what_changes_nothing_leaves_no_trace_in_the_journal(
    connection: sqlite3.Connection,
) -> None:
    with write(connection, ANA) as writer:
        number = writer.insert("customers", a_customer())
    before = journal(connection)
    with write(connection, ANA) as writer:
        writer.update("customers", number, a_customer())
    assert journal(connection) == before


def test_a_verb_signs_with_its_author_and_command(path: Path) -> None:
    with Pad(path, today=TODAY, create=True, author="Ben", command="visit") as pad:
        pad.edit("Sam Smith", Edit(), new=True)
    with closing(sqlite3.connect(path)) as onlooker:
        assert {row[:2] for row in journal(onlooker)} == {("Ben", "visit")}


Tables = dict[str, list[tuple[object, ...]]]


def tables(connection: sqlite3.Connection) -> Tables:
    return {
        table: connection.execute(
            f"SELECT {', '.join(stored_columns(connection, table))} FROM {table} ORDER BY 1, 2"
        ).fetchall()
        for table in (*KEPT, *DERIVED)
    }


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns that no other ones and no rate decide."""
    columns = connection.execute(f"SELECT name, hidden FROM pragma_table_xinfo('{table}')")
    return [name for name, hidden in columns if not hidden and name not in LEARNT]


def take_back(connection: sqlite3.Connection, change: int) -> None:
    rows = connection.execute(
        "SELECT of_table, of_row, before, after FROM journal_rows WHERE change = ?"
        " ORDER BY number DESC",
        (change,),
    ).fetchall()
    for table, number, before, after in rows:
        values = json.loads(before or "{}")
        if before is None:
            connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))
        elif after is None:
            kept = {name: values[name] for name in stored_columns(connection, table)}
            marks = ", ".join("?" * len(kept))
            connection.execute(
                f"INSERT INTO {table}({', '.join(kept)}) VALUES ({marks})", (*kept.values(),)
            )
        else:
            changes = ", ".join(f"{name} = ?" for name in values)
            connection.execute(
                f"UPDATE {table} SET {changes} WHERE number = ?", (*values.values(), number)
            )


def changes_and_what_was_before(
    path: Path, steps: list[Step], also: Callable[[sqlite3.Connection], None] | None = None
) -> list[tuple[int, Tables]]:
    """Take the steps, and return the number of each change with the tables before it."""
    before: list[tuple[int, Tables]] = []
    with Pad(path, today=TODAY, author="Ana") as pad, closing(open_pad(path)) as connection:
        for verb, arguments, named in steps:
            (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM journal").fetchone()
            seen = tables(connection)
            with suppress(PrefpadError):
                getattr(pad, verb)(*arguments, **named)
                if also:
                    also(connection)
            changes = connection.execute("SELECT number FROM journal WHERE number > ?", (last,))
            changed = changes.fetchall()
            assert len(changed) <= 1
            assert changed or tables(connection) == seen
            before += [(number, seen) for (number,) in changed]
    return before


def restores_everything(path: Path, before: list[tuple[int, Tables]]) -> bool:
    with closing(open_pad(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for change, seen in reversed(before):
            take_back(connection, change)
            if tables(connection) != seen:
                return False
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
    return True


@given(steps=st.lists(STEPS, min_size=3, max_size=12))
def test_the_journal_read_backwards_restores_every_table_exactly(
    fresh: Fresh, steps: list[Step]
) -> None:
    path = fresh("pad.db")
    first: list[Step] = [("add", (name, "coffee: latte"), {"new": True}) for name in CUSTOMERS]
    before = changes_and_what_was_before(path, [*first, *steps])
    assert len(before) >= len(CUSTOMERS)
    assert restores_everything(path, before)


def test_a_change_behind_the_journals_back_would_not_be_restored(fresh: Fresh) -> None:
    def behind_its_back(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE customers SET owner = coalesce(owner, '') || 'x'")

    path = fresh("other.db")
    steps: list[Step] = [
        ("add", ("Sam Smith", "coffee: latte"), {"new": True}),
        ("visit", ("@1",), {}),
    ]
    before = changes_and_what_was_before(path, steps, behind_its_back)
    assert not restores_everything(path, before)


def test_a_deleted_row_is_kept_whole_in_the_journal(pad: Pad, path: Path) -> None:
    pad.edit("Sam Smith", Edit(handles={"phone": ["030 123 456"]}), new=True)
    pad.edit("@1", Edit(drop=["030 123 456"]))
    with closing(sqlite3.connect(path)) as onlooker:
        *_, before, after = journal(onlooker)[-1]
    assert after is None
    assert isinstance(before, str)
    assert json.loads(before).items() >= {"kind": "phone", "value": "030 123 456"}.items()
