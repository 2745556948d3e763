"""An import beside others: what is locked when, and what they write meanwhile."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import ReferenceType, ref

import pytest

from prefpad import Edit, Pad
from prefpad.db import unit_of_work
from prefpad.db.bulk_write import indexes_of
from prefpad.domain.errors import PadBusy
from prefpad.history import undo_import_rows, undo_rows
from prefpad.importing import bulk_rows, engine, staging_rows
from prefpad.importing.native import parser as native_parser
from prefpad.importing.native.matcher import CustomerMatcher
from prefpad.notes.alerts import Alert, alert_in
from prefpad.reconfirmation.schedule_rows import schedule_of
from tests.conftest import TODAY
from tests.helpers.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from types import ModuleType

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.notes.alerts import Judge
    from tests.importing.conftest import Listed

OWN = ("customer,phone,text", "Sam Smith,030 12345,tea", "Ann Lee,,milk")
OUTSIDE = (
    "First Name,Last Name,Email,Square Customer ID",
    "Sam,Smith,sam@x.example,S1",
    "Ann,Lee,ann@x.example,S2",
)
LISTS = pytest.mark.parametrize("lines", [OWN, OUTSIDE], ids=["own layout", "outside list"])


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Count how often a list is matched."""
    opened: list[None] = []

    class Counted(staging_rows.Staging):
        def __init__(self, connection: sqlite3.Connection) -> None:
            opened.append(None)
            super().__init__(connection)

    monkeypatch.setattr(engine, "Staging", Counted)
    return opened


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the rows that are matched again, each time that some are."""
    many: list[int] = []

    class Counted(engine.ChosenRows):
        def rows(self, progress: Callable[[int], None] | None = None) -> Iterator[Any]:
            chosen = [*super().rows(progress)]
            many.append(len(chosen))
            yield from chosen

    monkeypatch.setattr(engine, "ChosenRows", Counted)
    return many


@pytest.fixture
def other(path: Path, pad: Pad) -> Iterator[Pad]:
    """Open the pad at another terminal, which does not wait."""
    assert pad.path == path
    with Pad(path, today=TODAY, author="Bo") as another:
        another.session.connection.execute("PRAGMA busy_timeout = 0")
        yield another


def names(pad: Pad) -> list[str]:
    return sorted(customer.name for customer in pad.customers())


def taken(
    pad: Pad,
    file: Path,
    *,
    meanwhile: Callable[[], object],
    times: int = 1,
    skip_bad: bool = False,
) -> None:
    """Import a list, and do something each time that it was matched, so many times."""
    done: list[None] = []
    transaction = pad.session.transaction

    def after_matching(command: str | None = None) -> AbstractContextManager[UnitOfWork]:
        if len(done) < times:
            done.append(None)
            meanwhile()
        return transaction(command)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pad.session, "transaction", after_matching)
        pad.import_file(file, skip_bad=skip_bad)
    assert len(done) == times


@LISTS
def test_others_write_while_a_list_is_matched(
    pad: Pad, other: Pad, listed: Listed, reads: list[None], lines: tuple[str, ...]
) -> None:
    taken(pad, listed(*lines), meanwhile=lambda: other.add("Bo Ek", "latte", new=True))
    assert names(pad) == ["Ann Lee", "Bo Ek", "Sam Smith"]
    assert len(reads) == 1


def test_a_list_is_kept_beside_those_tables_alone_that_it_has_rows_for(
    pad: Pad, listed: Listed
) -> None:
    statements: list[str] = []
    pad.session.connection.set_trace_callback(statements.append)
    pad.import_file(listed(*OWN))
    beside = re.findall(r"CREATE TEMP TABLE added_(\w+)", "\n".join(statements))
    assert sorted(beside) == ["customers", "handles", "notes"]


@LISTS
def test_who_was_added_meanwhile_is_matched_again(
    pad: Pad, other: Pad, listed: Listed, again: list[int], lines: tuple[str, ...]
) -> None:
    def add() -> None:
        other.add("Sam Smith", "coffee: latte", new=True)
        other.edit("Sam Smith", Edit({}, {"email": ["sam@x.example"]}, [], {}, []))

    taken(pad, listed(*lines), meanwhile=add)
    assert names(pad) == ["Ann Lee", "Sam Smith"]
    assert again == [1]


def test_a_row_that_cannot_be_read_has_no_others_matched_again(
    pad: Pad, other: Pad, listed: Listed, again: list[int], reads: list[None]
) -> None:
    file = listed(*OWN, "-,,rum")
    taken(pad, file, meanwhile=lambda: other.add("Sam Smith", "latte", new=True), skip_bad=True)
    assert names(pad) == ["Ann Lee", "Sam Smith"]
    assert (again, len(reads)) == ([1], 1)


def test_a_row_that_could_mean_two_has_all_rows_matched_again(
    pad: Pad, other: Pad, listed: Listed, again: list[int], reads: list[None]
) -> None:
    for phone in ("030 12345", "030 54321"):
        pad.edit("Bo Ek", Edit({}, {"phone": [phone]}, [], {}, []), new=True)
    file = listed(*OWN, "Bo Ek,,rum")
    taken(pad, file, meanwhile=lambda: other.add("Sam Smith", "latte", new=True), skip_bad=True)
    assert names(pad) == ["Ann Lee", "Bo Ek", "Bo Ek", "Sam Smith"]
    assert (again, len(reads)) == ([], 2)


def test_who_was_forgotten_meanwhile_is_left_out(pad: Pad, other: Pad, listed: Listed) -> None:
    pad.edit("Sam Smith", Edit({}, {"phone": ["030 12345"]}, [], {}, []), new=True)
    taken(pad, listed(*OWN), meanwhile=lambda: other.forget("Sam Smith"))
    assert names(pad) == ["Ann Lee"]


def test_a_note_that_was_added_meanwhile_is_not_added_again(
    pad: Pad, other: Pad, listed: Listed
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    taken(pad, listed(*OWN), meanwhile=lambda: other.add("Sam Smith", "tea"))
    assert [note.text for note in pad.notes("Sam Smith")] == ["latte", "tea"]


@LISTS
def test_notes_and_visits_of_those_in_the_list_have_nothing_matched_again(
    pad: Pad, other: Pad, listed: Listed, reads: list[None], lines: tuple[str, ...]
) -> None:
    pad.edit("Sam Smith", Edit({}, {"email": ["sam@x.example"]}, [], {}, []), new=True)

    def note() -> None:
        other.add("Sam Smith", "coffee: latte")
        other.visit("Sam Smith")

    taken(pad, listed(*lines), meanwhile=note)
    assert names(pad) == ["Ann Lee", "Sam Smith"]
    assert "latte" in [note.text for note in pad.notes("Sam Smith")]
    assert len(reads) == 1


def test_a_visit_that_was_noted_meanwhile_is_not_added_again(
    pad: Pad, other: Pad, listed: Listed, again: list[int]
) -> None:
    pad.edit("Sam Smith", Edit({}, {"email": ["sam@x.example"]}, [], {}, []), new=True)
    file = listed("Name,Email,Last Visit", "Sam Smith,sam@x.example,2026-01-05")
    taken(pad, file, meanwhile=lambda: other.visit("Sam Smith", on="2026-01-05"))
    assert len(pad.visits("Sam Smith")) == 1
    assert again == [1]


def test_a_note_that_both_confirm_is_matched_again(
    pad: Pad, other: Pad, listed: Listed, again: list[int]
) -> None:
    pad.add("Sam Smith", "tea", new=True, on="2025-01-05")
    file = listed("customer,text,source,on", "Sam Smith,tea,told,2026-01-05")
    taken(pad, file, meanwhile=lambda: other.confirm(1, on="2026-02-05"))
    assert pad.note(1).confirmed_on.isoformat() == "2026-02-05"
    assert again == [1]


def test_who_is_changed_again_and_again_is_matched_at_last_while_nobody_may_write(
    pad: Pad, other: Pad, listed: Listed, again: list[int], reads: list[None]
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    said = iter(("Sämm", "Saem", "Sem", "Zem", "Zäm"))
    taken(
        pad,
        listed(*OWN),
        meanwhile=lambda: other.edit("Sam Smith", Edit({"pronounced": next(said)}, {}, [], {}, [])),
        times=5,
    )
    assert names(pad) == ["Ann Lee", "Sam Smith"]
    assert again == [1] * 5
    assert len(reads) == 1


def test_a_list_is_matched_again_as_a_whole_at_last_while_nobody_may_write(
    pad: Pad, other: Pad, listed: Listed, reads: list[None]
) -> None:
    days = iter(("60 days", "70 days", "80 days", "90 days"))
    taken(pad, listed(*OWN), meanwhile=lambda: other.set("every:milk", next(days)), times=4)
    assert names(pad) == ["Ann Lee", "Sam Smith"]
    assert len(reads) == 5


def test_the_same_list_imported_twice_at_once_is_there_once(
    pad: Pad, other: Pad, listed: Listed
) -> None:
    file = listed(*OWN)
    taken(pad, file, meanwhile=lambda: other.import_file(file))
    assert names(pad) == ["Ann Lee", "Sam Smith"]
    assert len(pad.imports()) == 1


def test_the_number_that_is_told_of_somebody_new_is_that_which_they_have(
    pad: Pad, other: Pad, listed: Listed
) -> None:
    pad.add("Ann Lee", "latte", new=True)
    reports = []
    import_file = pad.import_file

    def kept(file: Path, **how: Any) -> None:
        reports.append(import_file(file, **how))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pad, "import_file", kept)
        taken(pad, listed(*OUTSIDE), meanwhile=lambda: other.add("Bo Ek", "latte", new=True))
    (twin,) = reports[0].twins
    assert (twin.name, twin.others) == ("Ann Lee", (1,))
    assert pad.customer(f"@{twin.customer}").name == "Ann Lee"


@LISTS
def test_a_dry_run_waits_for_nobody(
    pad: Pad, other: Pad, listed: Listed, lines: tuple[str, ...]
) -> None:
    other.session.connection.execute("BEGIN IMMEDIATE")
    try:
        pad.session.connection.execute("PRAGMA busy_timeout = 0")
        assert pad.import_file(listed(*lines), dry_run=True).created == 2
    finally:
        other.session.connection.execute("ROLLBACK")
    assert names(pad) == []


@LISTS
def test_an_import_that_is_interrupted_leaves_nothing(
    path: Path, pad: Pad, listed: Listed, lines: tuple[str, ...]
) -> None:
    before = path.read_bytes()

    def stop(_: int, __: int) -> None:
        raise KeyboardInterrupt

    file = listed(*lines)
    with pytest.raises(KeyboardInterrupt):
        pad.import_file(file, progress=stop)
    assert path.read_bytes() == before
    assert names(pad) == []
    assert pad.session.connection.execute("SELECT count(*) FROM temp.sqlite_schema").fetchone() == (
        0,
    )
    assert pad.import_file(file).created == 2


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are not listed here")
def test_what_does_not_fit_into_memory_lies_in_a_file_without_a_name(
    pad: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def temporary() -> list[str]:
        links = (os.path.realpath(one) for one in Path("/proc/self/fd").iterdir())
        return [link for link in links if "etilqs_" in link]

    monkeypatch.setattr(staging_rows, "_CACHE_KIB", 16)
    lines = (f"Customer {number},tea {number}" for number in range(3000))
    files: list[str] = []
    pad.import_file(
        listed("customer,text", *lines), progress=lambda _, __: files.extend(temporary())
    )
    assert files
    assert all(file.endswith("(deleted)") for file in files)
    assert temporary() == []


def test_a_list_is_taken_over_with_the_numbers_that_are_free_then(
    path: Path, pad: Pad, other: Pad, listed: Listed
) -> None:
    taken(pad, listed(*OWN), meanwhile=lambda: other.add("Bo Ek", "latte", new=True))
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT customers.number, name, notes.number, text FROM customers"
            " JOIN notes ON notes.customer = customers.number ORDER BY 1"
        ).fetchall()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert found == [
        (1, "Bo Ek", 1, "latte"),
        (2, "Sam Smith", 2, "tea"),
        (3, "Ann Lee", 3, "milk"),
    ]


def test_the_undo_of_an_import_keeps_what_was_changed_while_it_was_prepared(
    pad: Pad, other: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.import_file(listed(*OWN))
    transaction = pad.session.transaction

    def meanwhile(command: str | None = None) -> AbstractContextManager[UnitOfWork]:
        other.edit("Sam Smith", Edit({"formal": "Mr. Smith"}, {}, [], {}, []))
        return transaction(command)

    monkeypatch.setattr(pad.session, "transaction", meanwhile)
    undone = pad.undo_import()
    assert names(pad) == ["Sam Smith"]
    assert [kept.what for kept in undone.kept if kept.table == "customers"] == ["Sam Smith @1"]


def test_what_refers_to_rows_that_are_deleted_at_once_goes_with_them_unasked_by_sqlite(
    pad: Pad,
) -> None:
    for name in ("Sam Smith", "Ann Lee"):
        pad.add(name, "latte", new=True)
        pad.visit(name)
    pad.apart("Sam Smith", "Ann Lee")
    connection = pad.session.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    with pad.session.transaction() as writer:
        undo_rows.delete_all(writer, "customers", "VALUES (:one)", {"one": 1})
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT customer FROM visits").fetchall() == [(2,)]


def test_undoing_changes_to_many_takes_as_many_statements_as_undoing_those_to_few(
    pad: Pad, listed: Listed
) -> None:
    def rows(count: int, memo: str) -> list[str]:
        return [f"Sam{one},sam{one}@x.example,{memo} {one},Q{one}" for one in range(count)]

    different: list[int] = []
    for count in (50, 400):
        for memo in ("tea", "milk"):
            pad.import_file(listed("Name,Email,Memo,Square Customer ID", *rows(count, memo)))
        statements: set[str] = set()  # one that pulls a trigger is told again and again
        pad.session.connection.set_trace_callback(statements.add)
        pad.undo_import()
        pad.session.connection.set_trace_callback(None)
        different.append(len(statements))
        assert pad.notes("sam7@x.example")[-1].text == "tea 7"
    few, many = different
    assert many <= few + 5


def test_references_are_followed_again_after_the_undo_of_an_import(
    pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed(*OWN))
    pad.undo_import()
    assert pad.session.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_names_are_found_by_what_is_left_of_them_after_the_undo_of_an_import(
    pad: Pad, listed: Listed
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    many = (f"Sam Smith{number},S{number}@x.example,Q{number}" for number in range(150))
    file = listed("Name,Email,Square Customer ID", "Samuel Smith,sam@x.example,Q", *many)
    pad.edit("Sam Smith", Edit({}, {"email": ["sam@x.example"]}, [], {}, []))
    pad.import_file(file)
    assert pad.find("samuel")[0].name == "Sam Smith"
    pad.undo_import()
    words = pad.session.connection.execute("SELECT word FROM _name_words ORDER BY word").fetchall()
    assert words == [("sam",), ("smith",)]


@pytest.mark.parametrize(
    ("bounds", "lets_read"),
    [
        ({}, True),
        ({"_PAGES_BEFORE_WRITING": 16}, False),
        ({"_PAGES_OF_MORE": 16, "_MOST_ADDED": 100_000}, True),
        ({"_PAGES_OF_MORE": 16, "_MOST_ADDED": 1000}, False),
    ],
)
def test_others_read_while_an_import_is_written_unless_it_is_too_long(
    pad: Pad,
    other: Pad,
    listed: Listed,
    monkeypatch: pytest.MonkeyPatch,
    bounds: dict[str, int],
    lets_read: bool,
) -> None:
    take_over = bulk_rows.take_over
    read: list[bool] = []

    def taken_over(*arguments: Any) -> object:
        first = take_over(*arguments)
        try:
            read.append(other.customers() == [])
        except PadBusy:
            read.append(False)
        return first

    monkeypatch.setattr(engine, "take_over", taken_over)
    monkeypatch.setattr(unit_of_work, "_CACHE_KIB", 64)
    for name, bound in bounds.items():
        monkeypatch.setattr(bulk_rows, name, bound)
    pad.import_file(listed("customer,text", *(f"Customer {one},tea" for one in range(3000))))
    assert read == [lets_read]


@LISTS
def test_no_statement_that_writes_an_import_reads_a_table_of_the_pad_from_end_to_end(
    pad: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    pad.add("Bo Ek", "latte", new=True)
    pad.visit("Bo Ek")
    connection = pad.session.connection
    take_over = bulk_rows.take_over
    scans: list[str] = []

    def taken_over(*arguments: Any) -> object:
        statements: list[str] = []
        connection.set_trace_callback(statements.append)
        first = take_over(*arguments)
        connection.set_trace_callback(None)
        for statement in filter(_READS.match, statements):
            with suppress(sqlite3.Error):  # on a temporary table that is gone
                plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
                scans.extend(step for *_, step in plan if _SCANS.match(step))
        return first

    monkeypatch.setattr(engine, "take_over", taken_over)
    pad.import_file(listed(*lines))
    assert scans == []


_READS = re.compile("(?!SELECT EXISTS)(?:SELECT|INSERT|UPDATE|DELETE|WITH)")
_SCANS = re.compile(
    r"SCAN (?:main\.)?(?:notes|customers|handles|tags|occasions|visits|consents|checks"
    r"|_records|_import_rows|_rhythms|_name_words|journal_rows|_words)\b"
)


def test_what_was_judged_is_not_judged_again_where_others_change_who_is_meant(
    pad: Pad, other: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def told(topic: str | None, text: str, judge: Judge) -> Alert | None:
        judged.append(text)
        return alert_in(topic, text, judge)

    monkeypatch.setattr(native_parser, "alert_in", told)
    file = listed("customer,text", "Sam Smith,oat latte", "Ann Lee,window table")
    taken(pad, file, meanwhile=lambda: other.add("Sam Smith", "tea", new=True))
    assert judged == ["oat latte", "window table"]


def test_what_was_judged_is_judged_again_by_words_that_the_owner_set_meanwhile(
    pad: Pad, other: Pad, listed: Listed
) -> None:
    file = listed("customer,text", "Sam Smith,plays at the golf club")
    taken(pad, file, meanwhile=lambda: other.set("sensitive", "golf club"))
    [note] = pad.notes("Sam Smith")
    assert note.voice == "private"


def test_whom_rows_are_about_is_forgotten_before_the_pad_takes_them(
    pad: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over, made, alive = bulk_rows.take_over, CustomerMatcher.__init__, list[bool]()
    matchers: list[ReferenceType[CustomerMatcher]] = []

    def making(matcher: CustomerMatcher, *arguments: Any) -> None:
        matchers.append(ref(matcher))
        made(matcher, *arguments)

    def taken_over(*arguments: Any) -> object:
        alive.extend(one() is not None for one in matchers)
        return take_over(*arguments)

    monkeypatch.setattr(CustomerMatcher, "__init__", making)
    monkeypatch.setattr(engine, "take_over", taken_over)
    pad.import_file(listed("customer,text", "Sam Smith,oat latte"))
    assert alive == [False]


@LISTS
@pytest.mark.parametrize(
    ("module", "name"), [(engine, "take_over"), (undo_import_rows, "take_back")]
)
def test_an_import_and_its_undo_take_no_more_steps_under_the_lock_on_a_larger_pad(
    pad: Pad,
    listed: Listed,
    monkeypatch: pytest.MonkeyPatch,
    lines: tuple[str, ...],
    module: ModuleType,
    name: str,
) -> None:
    under_the_lock = getattr(module, name)
    steps: list[int] = []

    def watched(*arguments: Any) -> Any:
        answers: list[Any] = []
        connection = pad.session.connection
        work = counted(connection, lambda: answers.append(under_the_lock(*arguments)))
        steps.append(work.steps)
        return answers[0]

    monkeypatch.setattr(module, name, watched)
    taken: list[int] = []
    for count in (50, 2000):
        pad.import_file(
            listed("customer,text", *(f"Client {count} {one},x" for one in range(count)))
        )
        pad.import_file(listed(*(line.replace("Lee", f"Lee{count}") for line in lines)))
        pad.undo_import()
        taken.append(steps[-1])
    few, many = taken
    assert many < 1.5 * few


def test_what_is_learnt_ahead_of_an_import_is_what_would_be_learnt_of_its_rows_later(
    pad: Pad, listed: Listed
) -> None:
    pad.add("Ann Lee", "milk: oat", new=True)
    pad.visit("Ann Lee")
    pad.add("Bo Ek", "tea: green", new=True)
    days = [f"2025-{month:02}-{day:02}" for month in (3, 7, 11) for day in (1, 8, 15)]
    told = [
        f"{one},{topic}: {day},{day}"
        for one in ("Ann Lee", "Cy Poe")
        for topic in ("tea", "milk")
        for day in days
    ]
    pad.import_file(listed("customer,text,on", *told, *told[:3], "Dee Fry,tea: mint,2024-01-01"))
    pad.import_file(listed(*OUTSIDE))
    connection = pad.session.connection
    learnt = [connection.execute(query).fetchall() for query in _LEARNT]
    assert learnt[0]
    with pad.session.transaction():
        schedule_of(pad.session).rebuild()
    assert [connection.execute(query).fetchall() for query in _LEARNT] == learnt


_LEARNT = (
    "SELECT * FROM _rhythms ORDER BY customer",
    "SELECT * FROM _visit_totals",
    "SELECT number, visit_class, pace_class FROM notes ORDER BY number",
)


def test_the_indexes_of_an_empty_pad_are_made_after_its_first_list_is_written(
    pad: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused: list[str] = []
    unread = bulk_rows.unread_indexes

    def told(connection: sqlite3.Connection) -> list[str]:
        paused.extend(found := unread(connection))
        return found

    monkeypatch.setattr(bulk_rows, "unread_indexes", told)
    pad.import_file(listed(*OWN))
    assert {"notes_by_customer", "handles_by_key"} <= {*paused}
    of_few = {"notes_by_parent", "notes_in_charge", "notes_open", "notes_with_own_interval"}
    assert of_few <= {*indexes_of(pad.session.connection, "notes")} - {*paused}
    paused.clear()
    pad.import_file(listed(*OUTSIDE))
    assert not paused
