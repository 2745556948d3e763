"""What others write while a list is matched: the pad is as if they had written it before."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prefpad import Edit, Pad
from prefpad.domain.errors import CouldNot, PrefpadError
from prefpad.importing import engine
from prefpad.importing.staging_rows import Staging
from tests.conftest import TODAY
from tests.helpers.counting import counted
from tests.helpers.sizes import sized
from tests.helpers.stored import KEPT, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from prefpad import ImportReport
    from prefpad.db.unit_of_work import UnitOfWork
    from tests.helpers.counting import Work

    Verb = Callable[[Pad], object]

OWN = (
    "customer,id,phone,email,tags,kind,text,on,source",
    "Sam Smith,,030 1234567,,regular,need,no stairs,2026-01-05,told",
    "Sam Smith,,030 1234567,,,preference,tea: green,2026-01-06,told",
    "Sam Smith,,030 7654321,,,fact,plays chess,2026-01-07,told",
    "Ann Lee,,,ann@x.example,,preference,milk: oat,2026-01-05,told",
    "Ann Lee,,,ann@x.example,vegan,mood,tired,2026-01-08,observed",
    "Bo Ek,7,,,,preference,coffee: black,2026-01-05,told",
    "Bo Ek,8,,,,preference,coffee: white,2026-01-05,told",
    "Cy Poe,,,cy@x.example,,need,allergic to nuts,2026-01-05,told",
    "Dee Fry,,030 5550104,,,promise,call back,2026-01-09,told",
    "Eve Orr,,,,,,,,",
)
OUTSIDE = (
    "First Name,Last Name,Email,Phone,Memo,Email Subscription Status,Square Customer ID,Last Visit",
    "Sam,Smith,sam@x.example,030 1234567,likes tea,subscribed,S1,2026-01-05",
    "Samuel,Smith,,030 1234567,,,S2,",
    "Ann,Lee,ann@x.example,,oat milk,unsubscribed,S3,2026-01-06",
    "Bo,Ek,ek@x.example,,,subscribed,S4,",
    "Una,Ek,ek@x.example,,,,S5,",
    "Cy,Poe,cy@x.example,030 5550100,allergic to nuts,subscribed,S6,2026-03-20",
    "Dee,Fry,,030 5550104,,,S7,",
    "Eve,Orr,,,,,S8,",
)
LISTS = {"own layout": OWN, "outside list": OUTSIDE}


def edit(who: str, **wanted: Any) -> Verb:
    return lambda pad: pad.edit(who, Edit(**wanted), new=not pad.is_known(who))


MEANWHILE: dict[str, Verb] = {
    "a namesake added": lambda pad: pad.add("Eve Orr", "cocoa", new=True),
    "another with an e-mail address of the list": edit(
        "Zoe Ash", handles={"email": ["cy@x.example"]}
    ),
    "another with a phone of the list": edit("Dee Fry", handles={"phone": ["+49 30 5550104"]}),
    "another with an id of the list": edit("Bo Ek", handles={"id": ["7"]}),
    "an e-mail address given": edit("Ann Lee", handles={"email": ["ann@x.example"]}),
    "an e-mail address taken away": edit("Cy Poe", drop=["cy@x.example"]),
    "one renamed": edit("Ann Lee", fields={"name": "Anna Leigh"}),
    "one renamed to another": edit("Uma Roy", fields={"name": "Eve Orr"}),
    "a title given": edit("Sam Smith", fields={"formal": "Mr. Smith"}),
    "a tag given": edit("Sam Smith", tags=["regular"]),
    "two merged": lambda pad: pad.merge("Sam Smith", "Samuel Smith"),
    "one of the list merged into another": lambda pad: pad.merge("Uma Roy", "Ann Lee"),
    "another merged into one of the list": lambda pad: pad.merge("Ann Lee", "Uma Roy"),
    "two told apart": lambda pad: pad.apart("Sam Smith", "Samuel Smith"),
    "one forgotten": lambda pad: pad.forget("Ann Lee"),
    "a consent withdrawn": edit("Ann Lee", consents=["messages=withdrawn"]),
    "a consent given": edit("Cy Poe", consents=["messages=given"]),
    "the note of the list added": lambda pad: pad.add("Ann Lee", "milk: oat"),
    "another note on the topic added": lambda pad: pad.add("Ann Lee", "milk: soy"),
    "a note confirmed": lambda pad: pad.confirm(1),
    "a note deleted": lambda pad: pad.delete_note(1),
    "a note ended": lambda pad: pad.done(2),
    "a visit noted": lambda pad: pad.visit("Ann Lee", on="2026-01-06"),
    "a visit of the list expected": lambda pad: pad.expect_visit("Cy Poe", "2026-03-20", at="9:30"),
    "another visit expected": lambda pad: pad.expect_visit("Cy Poe", "2026-03-21"),
    "the last change undone": lambda pad: pad.undo(),
    "everything imported before undone": lambda pad: pad.undo_import(),
    "sensitive words set": lambda pad: pad.set("sensitive", "chess"),
}


def opened(folder: Path, lines: Sequence[str]) -> Pad:
    """Open a pad on which some of the list are, with the list beside it."""
    folder.mkdir(exist_ok=True)
    folder.joinpath("list.csv").write_text("\n".join(lines), encoding="utf-8")
    folder.joinpath("pad.db").write_bytes(with_some(tuple(lines[:3])))
    return Pad(folder / "pad.db", today=TODAY)


@cache
def with_some(lines: tuple[str, ...]) -> bytes:
    """Return a pad onto which these lines were imported, among others."""
    with tempfile.TemporaryDirectory() as folder:
        path, before = Path(folder, "pad.db"), Path(folder, "before.csv")
        before.write_text("\n".join(lines), encoding="utf-8")
        with Pad(path, today=TODAY, create=True) as pad:
            pad.add("Ann Lee", "milk: oat", on="2025-01-05", new=True)
            pad.add("Ann Lee", "call her", kind="promise")
            pad.add("Samuel Smith", "tea", new=True)
            pad.edit("Samuel Smith", Edit(handles={"phone": ["030 1234567"]}))
            pad.add("Uma Roy", "coffee: black", new=True)
            pad.edit("Cy Poe", Edit(handles={"email": ["cy@x.example"]}), new=True)
            pad.import_file(before)
            pad.edit("Uma Roy", Edit(tags=["regular"]))
        return path.read_bytes()


def imported(pad: Pad, meanwhile: Verb) -> ImportReport:
    """Import the list, and have others write once, after it was matched."""
    transaction = pad.session.transaction
    waiting = [meanwhile]

    def after(command: str | None = None) -> AbstractContextManager[UnitOfWork]:
        if waiting:
            written(pad, waiting.pop())
        return transaction(command)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pad.session, "transaction", after)
        return pad.import_file(pad.path.with_name("list.csv"))


def written(pad: Pad, verb: Verb) -> None:
    """Do something at another terminal, which may say that it cannot be done."""
    with Pad(pad.path, today=TODAY, author="Bo") as other, suppress(PrefpadError):
        verb(other)


Told = dict[str, list[str]]


def told(path: Path) -> Told:
    """Return all that a pad keeps, in some order and without numbers: people by all their handles."""
    tables(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        people: dict[int, Any] = {}
        for number, name in connection.execute("SELECT number, name FROM customers").fetchall():
            handles = connection.execute(
                "SELECT kind, key, source FROM handles WHERE customer = ?", (number,)
            )
            people[number] = [name, *sorted(map(str, map(tuple, handles)))]
        rows = connection.execute("SELECT number, customer, topic, text FROM notes").fetchall()
        notes = {
            one["number"]: [people[one["customer"]], one["topic"], one["text"]] for one in rows
        }
        whose = {"customer": people, "one": people, "other": people, "note": notes}

        def plainly(row: sqlite3.Row) -> str:
            values = {
                column: whose[column].get(value) if column in whose and value else value
                for column, value in dict(row).items()
                if column != "number" and not column.endswith("_class")
            }
            return json.dumps(values, sort_keys=True)

        found = {
            table: sorted(map(plainly, connection.execute(f"SELECT * FROM {table}")))
            for table in (*KEPT, "_rhythms", "_tallies")
        }
        changes = connection.execute(
            "SELECT change, of_table, customer, before IS NULL AS made, after IS NULL AS gone"
            " FROM journal_rows WHERE of_table <> '_apart'"
        )
        found["journal_rows"] = sorted(map(plainly, changes))
        return found


def both_ways(
    folder: Path, lines: Sequence[str], meanwhile: Verb
) -> list[tuple[Told, ImportReport]]:
    """Return pad and report of an import before which another wrote, and of one meanwhile."""
    with opened(folder / "before", lines) as pad:
        written(pad, meanwhile)
        report = pad.import_file(pad.path.with_name("list.csv"))
        before = told(pad.path), report
    with opened(folder / "meanwhile", lines) as pad:
        report = imported(pad, meanwhile)
        return [before, (told(pad.path), report)]


def counts(report: ImportReport) -> dict[str, object]:
    """Return what a report counts, but for numbers of customers."""
    listed = ("problems", "twins", "differences", "left_out")
    counted = {name: value for name, value in vars(report).items() if name not in listed}
    lines = {name: [one.line for one in getattr(report, name)] for name in listed}
    return counted | lines


@pytest.mark.parametrize("layout", LISTS)
@pytest.mark.parametrize("name", MEANWHILE)
def test_a_pad_is_as_if_what_was_written_meanwhile_was_written_before(
    tmp_path: Path, layout: str, name: str
) -> None:
    before, meanwhile = both_ways(tmp_path, LISTS[layout], MEANWHILE[name])
    assert meanwhile[0] == before[0]
    assert counts(meanwhile[1]) == counts(before[1])


def test_a_list_is_read_by_the_words_that_were_set_since_the_pad_was_opened(tmp_path: Path) -> None:
    with opened(tmp_path, OWN) as pad:
        written(pad, lambda other: other.set("sensitive", "tired"))
        pad.import_file(pad.path.with_name("list.csv"))
        voices = {note.text: note.voice for note in pad.notes("Ann Lee")}
    assert voices["tired"] == "private"


BOOKINGS = (
    "Name,Email,Date,Time,Status,Booking ID",
    "Abe Low,abe@x.example,2026-01-08,10:00,completed,B3",
    "Bea Low,bea@x.example,2026-01-08,10:00,completed,B4",
    "Cy Poe,cy@x.example,2026-03-08,10:00,confirmed,B1",
    "Una Zeh,una@x.example,2026-03-08,10:00,cancelled,B2",
)


@pytest.mark.parametrize("who", ["Una Zeh", "Uma Roy"])
def test_whose_booking_was_called_off_may_be_known_meanwhile(tmp_path: Path, who: str) -> None:
    add = edit(who, handles={"email": ["una@x.example"]})
    before, meanwhile = both_ways(tmp_path, BOOKINGS, add)
    assert meanwhile[0] == before[0]
    assert counts(meanwhile[1]) == counts(before[1])


def test_a_pad_would_be_another_if_nothing_was_matched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Staging, "concerned", lambda _: frozenset())
    before, meanwhile = both_ways(tmp_path, OWN, MEANWHILE["an e-mail address given"])
    assert meanwhile[0] != before[0]


@given(
    st.sampled_from(sorted(LISTS)),
    st.lists(st.integers(0, len(OWN) - 2), min_size=1, max_size=8),
    st.lists(st.sampled_from(sorted(MEANWHILE)), min_size=1, max_size=3),
)
def test_so_it_is_with_any_list_and_several_changes(
    layout: str, places: list[int], names: list[str]
) -> None:
    header, *rows = LISTS[layout]
    lines = (header, *(rows[place % len(rows)] for place in places))

    pads: list[Pad] = []

    def meanwhile(pad: Pad) -> None:
        pads.append(pad)
        for name in names:
            with suppress(PrefpadError):
                MEANWHILE[name](pad)

    with tempfile.TemporaryDirectory() as folder:
        before, late = both_ways(Path(folder), lines, meanwhile)
    assume(len(pads) == 2)  # a list that brings nothing new is not written
    assert late[0] == before[0]
    assert counts(late[1]) == counts(before[1])


def named(number: int) -> str:
    return "Kim " + str(number).translate(str.maketrans("0123456789", "aeioumlrst")).title()


def test_a_file_that_changes_before_its_rows_are_matched_again_is_refused(tmp_path: Path) -> None:
    def meanwhile(pad: Pad) -> None:
        MEANWHILE["a namesake added"](pad)
        pad.path.with_name("list.csv").write_text("customer,text\nAnn Lee,rum\n", encoding="utf-8")

    with opened(tmp_path, OWN) as pad:
        with pytest.raises(CouldNot, match="changed while it was being read"):
            imported(pad, meanwhile)
        assert len(pad.imports()) == 1


@pytest.mark.parametrize(
    ("meanwhile", "source"),
    [(Pad.imports, "before"), (Pad.undo_import, "list")],
)
def test_a_list_is_read_anew_whose_choice_of_columns_is_undone_meanwhile(
    tmp_path: Path, meanwhile: Verb, source: str
) -> None:
    header = "Client no,Name,Fav drink"
    tmp_path.joinpath("before.csv").write_text(f"{header}\n7,Ann Lee,tea\n", encoding="utf-8")
    tmp_path.joinpath("list.csv").write_text(f"{header}\n8,Bo Ek,rum\n", encoding="utf-8")
    with Pad(tmp_path / "pad.db", today=TODAY, create=True) as pad:
        pad.import_file(tmp_path / "before.csv")
        report = imported(pad, meanwhile)
        assert (report.created, report.source) == (1, source)
        assert pad.customer("Bo Ek").ids == (f"{source}:8",)
        assert pad.import_file(tmp_path / "list.csv").source == source


def own_list(count: int) -> tuple[str, ...]:
    rows = (f"{named(one // 2)},g{one // 2}@x.example,wish {one}" for one in range(count))
    return "customer,email,text", *rows


def outside_list(count: int) -> tuple[str, ...]:
    rows = (f"{named(one)},g{one}@x.example,wish {one},S{one}" for one in range(count))
    return "Name,Email,Memo,Square Customer ID", *rows


@pytest.mark.sized
@pytest.mark.parametrize(("make", "concerned"), [(own_list, 4), (outside_list, 2)])
def test_of_a_long_list_only_the_rows_of_those_who_were_changed_are_matched_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[int], tuple[str, ...]],
    concerned: int,
) -> None:
    count = sized(2000, 30_000)
    chosen: list[int] = []
    works: list[Work] = []
    match_again = engine.Matching.match_again

    class Counted(engine.ChosenRows):
        def rows(self, progress: Callable[[int], None] | None = None) -> Iterator[Any]:
            chosen.append(len(self.places))
            return super().rows(progress)

    monkeypatch.setattr(engine, "ChosenRows", Counted)
    with opened(tmp_path, make(count)) as pad:
        connection = pad.session.connection

        def counting(matching: engine.Matching, whose: frozenset[int]) -> None:
            works.append(counted(connection, lambda: match_again(matching, whose)))

        monkeypatch.setattr(engine.Matching, "match_again", counting)
        report = imported(pad, edit(named(5), handles={"email": ["g9@x.example"]}))
        assert report.read == count
    assert chosen == [concerned]
    assert works[0].statements < 250
