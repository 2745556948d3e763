"""Lists for scripts are written while they are read, however long they are."""

from __future__ import annotations

import gc
import io
import sqlite3
import subprocess
import sys
from contextlib import closing, redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from prefpad import Pad
from prefpad.cli.app import run as run_line
from prefpad.customers.visit_rows import record
from prefpad.domain.models import Customer, Note, Visit
from prefpad.history.models import Change
from prefpad.privacy.models import Outlived
from prefpad.session import Session
from tests.conftest import TODAY
from tests.helpers.making import days_ago, days_ahead

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prefpad.exporting.models import Form
    from tests.cli.conftest import Run

PAGE = 20
FORMS = ("json", "jsonl", "csv", "plain")
LISTS = {
    "due": ("due",),
    "due, own topic": ("due", "--topic", "tea"),
    "customer": ("customer",),
    "customer, newest": ("customer", "--sort", "added"),
    "customer, latest": ("customer", "--sort", "last-visit"),
    "customer, up to a limit": ("customer", "--limit", "390"),
    "tidy": ("tidy", "--dry-run"),
    "log": ("log", "--limit", "0"),
    "search": ("search", "remark", "--limit", "0"),
    "visits": ("visits", "Person 0000"),
}
LISTED = {Customer, Note, Change, Outlived, Visit}


@pytest.fixture(scope="module")
def pads(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Pads with so many customers, each with something that is due and something overdue.

    The first of them has as many visits.
    """
    folder = tmp_path_factory.mktemp("pads")
    found = {}
    for people in (100, 400):
        found[people] = folder / f"{people}.db"
        lines = ["customer,id,kind,topic,text,source,on,by,every"]
        for number in range(people):
            day = days_ago(2000 + number % 7)
            every = "30 days" if number % 5 == 0 else ""
            lines += [
                f"Person {number:04},P{number},preference,tea,remark {number},told,{day},,{every}",
                f"Person {number:04},P{number},promise,,remark of {number},told,{day},{days_ago(9)},",
                f"Person {number:04},P{number},mood,,tired,observed,{day},,",
            ]
        listed = folder / "list.csv"
        listed.write_text("\n".join(lines), encoding="utf-8")
        with Pad(found[people], today=TODAY, create=True, author="Ana") as pad:
            assert not pad.import_file(listed).rejected
            for number in range(people):
                pad.expect_visit(f"Person {number:04}", on=days_ahead(9))
            with pad.session.transaction() as writer:
                (first,) = pad.find("Person 0000", limit=1)
                for number in range(people):
                    record(writer, first.number, days_ago(number + 1).isoformat())
    return found


class Reader(io.TextIOBase):
    """Takes what is written, and looks around at each time."""

    encoding = "utf-8"

    def __init__(self, look: Callable[[], object]) -> None:
        self.written: list[str] = []
        self._look = look

    def write(self, text: str) -> int:
        self._look()
        self.written.append(text)
        return len(text)

    def reconfigure(self, **_: Any) -> None:
        """Stay as it is."""


def read_by(reader: Reader, path: Path, *arguments: str) -> None:
    with redirect_stdout(reader):
        assert run_line(["--db", str(path), *arguments]) == 0


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "page", PAGE)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("listed", LISTS)
def test_nobody_is_kept_from_writing_while_a_line_is_written(
    pads: dict[int, Path], listed: str, form: str
) -> None:
    with closing(sqlite3.connect(pads[100], timeout=0, isolation_level=None)) as another:

        def write_at_once() -> None:
            another.execute("BEGIN EXCLUSIVE")
            another.execute("ROLLBACK")

        reader = Reader(write_at_once)
        read_by(reader, pads[100], *LISTS[listed], "--format", form)
        assert len(reader.written) >= 100


def test_a_query_that_is_open_would_keep_others_from_writing(pads: dict[int, Path]) -> None:
    with (
        closing(sqlite3.connect(pads[100])) as reading,
        closing(sqlite3.connect(pads[100], timeout=0, isolation_level=None)) as another,
    ):
        rows = reading.execute("SELECT * FROM notes")
        next(rows)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            another.execute("BEGIN EXCLUSIVE")


@pytest.mark.parametrize("listed", LISTS)
def test_no_more_than_a_page_is_alive_however_long_a_list_is(
    pads: dict[int, Path], listed: str
) -> None:
    def alive() -> int:
        return sum(type(one) in LISTED for one in gc.get_objects())

    def most_alive(people: int) -> int:
        most = 0

        def count() -> None:
            nonlocal most
            if len(reader.written) % 40 == PAGE // 2:
                most = max(most, alive() - before)

        gc.collect()
        before = alive()
        reader = Reader(count)
        read_by(reader, pads[people], *LISTS[listed], "--format", "jsonl")
        return most

    assert most_alive(100) == pytest.approx(PAGE, abs=3)
    assert most_alive(400) == pytest.approx(PAGE, abs=3)


@pytest.mark.parametrize("listed", LISTS)
def test_a_page_takes_a_few_statements(
    pads: dict[int, Path], listed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def statements(people: int) -> int:
        ran: list[str] = []
        with Pad(pads[people], today=TODAY) as pad:
            connection = pad.session.connection
            connection.set_trace_callback(ran.append)
            monkeypatch.setattr("prefpad.pad.Pad", lambda *_, **__: pad)
            read_by(Reader(lambda: None), pads[people], *LISTS[listed], "--format", "jsonl")
        monkeypatch.undo()
        return len(ran)

    rows = 800 if listed in {"due", "search"} else 400
    of_each_row = 4 if listed == "log" else 0
    monkeypatch.setattr(Session, "page", PAGE)
    few, many = statements(100), statements(400)
    assert (many - few) / (rows * 3 / 4 / PAGE) <= 5 + of_each_row * PAGE


@pytest.mark.parametrize("listed", LISTS)
def test_the_first_line_is_there_before_the_second_page_is_read(
    pads: dict[int, Path], listed: str
) -> None:
    read: list[str] = []
    at_first: list[int] = []
    really = Session.each

    def each(session: Session, pages: Any) -> Any:
        def counted() -> Any:
            for page in pages:
                read.append("page")
                yield page

        return really(session, counted())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "each", each)
        read_by(
            Reader(lambda: at_first.append(len(read))),
            pads[400],
            *(*LISTS[listed], "--format", "jsonl"),
        )
    assert at_first[0] == 1
    assert at_first[-1] >= 400 // PAGE


@pytest.mark.parametrize("form", ["json", "csv", "vcard", "ical"])
def test_an_export_is_of_one_moment_and_keeps_nobody_from_writing(
    pads: dict[int, Path], tmp_path: Path, form: Form
) -> None:
    path = tmp_path / "pad.db"
    path.write_bytes(pads[100].read_bytes())
    with Pad(path, today=TODAY) as pad, closing(sqlite3.connect(path, timeout=0)) as another:
        another.execute("PRAGMA synchronous = OFF")
        before, during = io.BytesIO(), io.BytesIO()
        pad.export(before, form=form)

        class Slow(io.BytesIO):
            def write(self, text: Any) -> int:
                with another:
                    another.execute("UPDATE customers SET name = name || 'son'")
                return during.write(text)

        pad.export(Slow(), form=form)
        assert before.getvalue() == during.getvalue()
        assert pad.customer("P7").name.startswith("Person 0007son")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("listed", LISTS)
def test_a_list_in_pages_is_the_list_as_a_whole(
    run: Run, path: Path, pads: dict[int, Path], listed: str, form: str
) -> None:
    path.write_bytes(pads[100].read_bytes())
    arguments = [*LISTS[listed], "--format", form]
    in_pages = run(*arguments).stdout
    as_a_whole = ["--limit", "100000"]
    if listed == "tidy":
        arguments.remove("--dry-run")
        as_a_whole = []
    whole = run(*arguments, *as_a_whole).stdout
    assert in_pages == whole
    assert len(in_pages.splitlines()) >= 100


def test_what_is_settled_while_a_list_is_read_is_not_listed_after(pads: dict[int, Path]) -> None:
    with Pad(pads[100], today=TODAY) as another:
        last = another.due()[-1].note

        def settle() -> None:
            if another.note(last.number).ended_on is None:
                another.confirm(last, gone=True)

        reader = Reader(settle)
        read_by(reader, pads[100], "due", "--topic", "tea", "--format", "plain")
        another.undo()
    assert not any(
        line.startswith(f"{last.number}\t") for line in "".join(reader.written).split("\n")
    )


def prefpad(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "prefpad", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pad whose lists are longer than a page and than a pipe has room for."""
    folder = tmp_path_factory.mktemp("long")
    listed = folder / "list.csv"
    lines = [f"Person {number:04},P{number},remark {number}" for number in range(1500)]
    listed.write_text("\n".join(["customer,id,text", *lines]), encoding="utf-8")
    with Pad(folder / "pad.db", today=days_ago(3000), create=True, author="Ana") as pad:
        assert not pad.import_file(listed).rejected
    return folder / "pad.db"


def test_a_reader_who_stops_in_the_middle_holds_nobody_up(long: Path) -> None:
    with prefpad("--db", str(long), "customer", "--format", "json") as listing:
        assert listing.stdout is not None
        assert listing.stdout.readline() == "[\n"
        with closing(sqlite3.connect(long, timeout=0, isolation_level=None)) as another:
            another.execute("BEGIN EXCLUSIVE")
            another.execute("ROLLBACK")
        assert listing.poll() is None
        assert listing.stdout.read().count('"name"') == 1500
    assert listing.returncode == 0


@pytest.mark.parametrize("arguments", [("customer",), ("export",)])
def test_a_reader_who_has_enough_ends_it_without_a_word(
    long: Path, arguments: tuple[str, ...]
) -> None:
    with prefpad("--db", str(long), *arguments, "--format", "json") as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == ""
    assert listing.returncode == 0
