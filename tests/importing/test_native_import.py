from __future__ import annotations

import csv
import os
import sqlite3
import stat
from collections import Counter
from contextlib import closing, contextmanager
from datetime import date, timedelta
from importlib import resources
from io import BytesIO, StringIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.fuzzy_match import trigrams
from prefpad.domain.errors import AskedWrongly, CouldNot, PadUnusable
from prefpad.domain.vocabulary import KINDS, SOURCES, STANCES, VOICES
from prefpad.importing import bulk_rows as bulk
from prefpad.importing import engine
from prefpad.importing.native import parser as native_parser
from prefpad.importing.report import MOST_LISTED, Outcome, Problem, RowOutcome
from prefpad.notes.alerts import Alert, alert_in
from tests.helpers.damage import spoil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefpad.importing.report import ImportReport
    from prefpad.notes.alerts import Judge

    Table = Callable[..., Path]

TODAY = date(2026, 3, 2)
SAMPLE = Path(str(resources.files("prefpad.sample") / "guesthouse.csv"))


@pytest.fixture
def table(tmp_path: Path) -> Table:
    def write(text: str, name: str = "list.csv") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.created + report.updated + report.unchanged + report.rejected
    return report.created, report.updated, report.unchanged, report.rejected


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if "journal" not in line]


# -- rows and what becomes of them ---------------------------------------------------------------


def test_the_sample_is_taken_whole_and_never_twice(path: Path, pad: Pad) -> None:
    first = pad.import_file(SAMPLE)
    assert first.rejected == 0
    assert first.created > 100
    assert counts(pad.import_file(SAMPLE)) == (0, 0, first.read, 0)
    with Pad(path, today=TODAY + timedelta(days=1)) as tomorrow:
        assert counts(tomorrow.import_file(SAMPLE)) == (0, 0, first.read, 0)


def test_what_the_rows_say_stands_on_the_pad(pad: Pad, table: Table) -> None:
    pad.import_file(
        table(
            "customer,id,phone,email,card,address,tags,role,kind,topic,stance,text,source,voice,"
            "alert,on,by,every,confirmed,author\n"
            "Sam Smith,G-1,+44 20 7946 0101;0171 5,s@x.org,4711,Mr. Smith,guest/business;news,"
            "supplier,preference,coffee,likes,oat latte,told,private,,2026-01-02,,6 months,"
            "2026-02-03,Jo\n"
            "Sam Smith,,,,,,,,promise,,,extra towels,told,,,yesterday,tomorrow,,,\n"
        )
    )
    sam = pad.customer("Sam Smith")
    assert (sam.formal, sam.role, sam.ids, sam.cards) == (
        "Mr. Smith",
        "supplier",
        ("G-1",),
        ("4711",),
    )
    assert sam.phones == ("+44 20 7946 0101", "0171 5")
    assert sam.emails == ("s@x.org",)
    assert sam.tags == ("guest/business", "news")
    latte, towels = pad.notes("Sam Smith")
    assert (latte.topic, latte.stance, latte.text, latte.voice) == (
        "coffee",
        "likes",
        "oat latte",
        "private",
    )
    assert (latte.noted_on, latte.confirmed_on) == (date(2026, 1, 2), date(2026, 2, 3))
    assert (latte.every, latte.author, latte.standing) == (183, "Jo", "standing")
    assert (towels.by, towels.author) == (TODAY + timedelta(days=1), "Ana")


def test_an_imported_customer_is_found_by_every_handle_and_by_misspelling(
    pad: Pad, table: Table
) -> None:
    pad.import_file(
        table("customer,phone,address,card\nSiobhán O'Neill,030 123456,Ms. O'Neill,47\n")
    )
    for name in ("siobhan oneill", "3456", "ms oneill", "47", "oneill", "sio"):
        assert pad.customer(name).number == 1
    assert [found.number for found in pad.find("shiobhan oneil")] == [1]


def test_a_customer_made_by_hand_is_found_by_misspelling_too(path: Path, pad: Pad) -> None:
    pad.add("Siobhan Kowalska", "tea", new=True)
    assert [found.number for found in pad.find("Siobhan Kovalska")] == [1]
    learnt = rows(path, "SELECT trigram FROM _word_trigrams WHERE word = 'kowalska'")
    assert {trigram for (trigram,) in learnt} == trigrams("kowalska")
    assert rows(path, "SELECT * FROM _words WHERE spelled = 0") == []


def test_sqlite_cuts_words_into_the_same_trigrams(path: Path, pad: Pad, table: Table) -> None:
    pad.import_file(table("customer\nX\nÅsa Łukasz-Ñandú\n李小龙 Anna\nannaannaanna\n"))
    words = {str(word) for (word,) in rows(path, "SELECT word FROM _words")}
    assert len(words) > 5
    assert {*rows(path, "SELECT trigram, word FROM _word_trigrams")} == {
        (trigram, word) for word in words for trigram in trigrams(word)
    }


def test_imported_notes_are_searched_and_due(pad: Pad, table: Table) -> None:
    pad.import_file(
        table("customer,text,topic,source,on\nSam Smith,oat flat white,coffee,told,3 years ago\n")
    )
    assert [note.text for note in pad.search("flat")] == ["oat flat white"]
    assert [due.note.text for due in pad.due(topic="coffee")] == ["oat flat white"]
    pad.add("Sam Smith", "flat roof")
    assert len(pad.search("flat")) == 2


def test_a_row_without_a_note_is_a_customer(pad: Pad, table: Table) -> None:
    file = table("customer,tags\nSam Smith,guest\n")
    assert counts(pad.import_file(file)) == (1, 0, 0, 0)
    assert pad.notes("Sam Smith") == []
    assert counts(pad.import_file(file)) == (0, 0, 1, 0)
    assert counts(pad.import_file(table("customer,tags\nSam Smith,news\n"))) == (0, 1, 0, 0)


def test_blank_lines_are_not_counted(pad: Pad, table: Table) -> None:
    assert pad.import_file(table("customer\n\nSam Smith\n\n\nAnn Lee\n")).read == 2
    assert pad.import_file(table("customer,text\n,\nSam Smith,\n , \n,,,\n")).read == 1


def test_strangers_text_comes_back_as_it_was(path: Path, pad: Pad, table: Table) -> None:
    texts = [
        "'; DROP TABLE notes; --",
        "[bold]x[/bold]",
        "☕🏳️‍🌈",
        "a\x1b[2Jb",
        '"quoted"',
        "x\u202ey",
    ]
    out = StringIO()
    csv.writer(out).writerows([("customer", "text"), *(("Sam", text) for text in texts)])
    assert counts(pad.import_file(table(out.getvalue()))) == (len(texts), 0, 0, 0)
    assert [note.text for note in pad.notes("Sam")] == texts
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_note_that_was_changed_since_is_not_added_again(pad: Pad, table: Table) -> None:
    file = table("customer,text,source\nSam Smith,oat latte,told\n")
    pad.import_file(file)
    pad.confirm(1, now="flat white")
    assert counts(pad.import_file(file)) == (0, 0, 1, 0)
    pad.confirm(1, gone=True)
    assert counts(pad.import_file(file)) == (0, 0, 1, 0)
    other = table("customer,text,source\nSam Smith,espresso,told\n")
    assert counts(pad.import_file(other)) == (1, 0, 0, 0)


def test_the_same_note_of_another_day_counts_as_seen(pad: Pad, table: Table) -> None:
    pad.import_file(table("customer,text,source,on\nSam,oat latte,observed,2026-01-02\n"))
    assert pad.note(1).standing == "candidate"
    again = table("customer,text,source,on\nSam,OAT  latte,observed,2026-02-03\n")
    assert counts(pad.import_file(again)) == (0, 1, 0, 0)
    assert (pad.note(1).standing, pad.note(1).confirmed_on) == ("standing", date(2026, 2, 3))
    assert counts(pad.import_file(again)) == (0, 0, 1, 0)
    assert len(pad.checks("Sam")) == 1


def test_observed_on_two_days_in_one_file_stands(pad: Pad, table: Table) -> None:
    file = table(
        "customer,text,source,on\nSam,oat latte,observed,2026-01-02\n"
        "Sam,oat latte,observed,2026-01-02\nSam,oat latte,observed,2026-02-03\n"
    )
    assert counts(pad.import_file(file)) == (1, 1, 1, 0)
    assert [note.standing for note in pad.notes("Sam")] == ["standing"]
    assert counts(pad.import_file(file)) == (0, 0, 3, 0)


def test_repeats_far_apart_in_a_file_are_found_too(pad: Pad, table: Table) -> None:
    others = "".join(f"Guest {number},tea,observed,2026-01-02\n" for number in range(1100))
    file = table(
        "customer,text,source,on\nSam,oat latte,observed,2026-01-02\n"
        f"{others}Sam,oat latte,observed,2026-01-02\nSam,oat latte,observed,2026-02-03\n"
    )
    assert counts(pad.import_file(file)) == (1101, 1, 1, 0)
    assert counts(pad.import_file(file)) == (0, 0, 1103, 0)


def test_a_note_jotted_by_hand_is_not_made_twice(pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "oat latte", new=True)
    file = table("customer,text\nsam smith,Oat Latte\n")
    assert counts(pad.import_file(file)) == (0, 0, 1, 0)
    assert counts(pad.import_file(file)) == (0, 0, 1, 0)
    assert len(pad.notes("Sam Smith")) == 1


def test_moods_of_two_days_are_two_moods(pad: Pad, table: Table) -> None:
    file = table(
        "customer,kind,text,on\nSam,mood,tired,2026-02-03\nSam,mood,tired,2026-02-01\n"
        "Sam,mood,tired,3 February\n"
    )
    assert counts(pad.import_file(file)) == (2, 0, 1, 0)


def test_a_day_left_blank_does_not_move_a_promise(pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "call back", kind="promise", by="2026-04-05", new=True)
    pad.import_file(table("customer,kind,text\nSam Smith,promise,call back\n"))
    assert pad.note(1).by == date(2026, 4, 5)
    moved = table("customer,kind,text,by\nSam Smith,promise,call back,2026-04-06\n", "moved.csv")
    assert counts(pad.import_file(moved)) == (0, 0, 1, 0)
    dated = table(
        "customer,kind,text,by,on\nSam Smith,promise,call back,2026-04-06,yesterday\n", "dated.csv"
    )
    assert counts(pad.import_file(dated)) == (0, 1, 0, 0)
    assert pad.note(1).by == date(2026, 4, 6)


# -- who is meant --------------------------------------------------------------------------------


def test_rows_of_one_name_are_one_customer(pad: Pad, table: Table) -> None:
    pad.import_file(
        table(
            "customer,phone,email,text\nSam Smith,01,,tea\nSAM  SMITH,,s@x.org,milk\nsam smith,,,a\n"
        )
    )
    (sam,) = pad.customers()
    assert (sam.phones, sam.emails, len(pad.notes("@1"))) == (("01",), ("s@x.org",), 3)


@pytest.mark.parametrize("kind", ["id", "phone", "email", "card"])
def test_handles_that_contradict_make_two_customers(pad: Pad, table: Table, kind: str) -> None:
    pad.import_file(table(f"customer,{kind}\nSam Smith,a1@x\nSam Smith,a2@x\n"))
    assert len(pad.customers()) == 2


def test_another_handle_in_common_outweighs_a_contradiction(pad: Pad, table: Table) -> None:
    pad.import_file(table("customer,phone,email\nSam Smith,01,s@x.org\nSam Smith,02,s@x.org\n"))
    (sam,) = pad.customers()
    assert sam.phones == ("01", "02")


def test_ids_that_differ_always_contradict(pad: Pad, table: Table) -> None:
    pad.import_file(table("customer,id,email\nSam Smith,1,s@x.org\nSam Smith,2,s@x.org\n"))
    assert len(pad.customers()) == 2


def test_an_id_in_common_is_the_same_customer_under_another_name(pad: Pad, table: Table) -> None:
    file = table("customer,id,text\nSam Smith,1,tea\nSamuel Smith,1,milk\n")
    pad.import_file(file)
    (sam,) = pad.customers()
    assert (sam.name, sam.aliases) == ("Sam Smith", ("Samuel Smith",))
    assert pad.customer("samuel").number == sam.number
    assert counts(pad.import_file(file)) == (0, 0, 2, 0)


@pytest.mark.parametrize("kind", ["phone", "email", "card"])
def test_a_family_may_share_a_handle(pad: Pad, table: Table, kind: str) -> None:
    pad.import_file(table(f"customer,{kind}\nSam Smith,a1@x\nAnn Smith,a1@x\n"))
    assert len(pad.customers()) == 2


def test_an_e_mail_beats_a_card_and_a_card_a_phone(pad: Pad, table: Table) -> None:
    header = "customer,phone,email,card,text\n"
    pad.import_file(table(f"{header}Sam,01,a@x,1,\nSam,02,b@x,2,\nAnn,01,,1,\nAnn,02,,2,\n"))
    report = pad.import_file(table(f"{header}Sam,01,b@x,1,tea\nAnn,01,,2,tea\n", "more.csv"))
    assert counts(report) == (2, 0, 0, 0)
    assert [len(pad.notes(f"@{number}")) for number in (1, 2, 3, 4)] == [0, 1, 0, 1]


def test_a_name_alone_is_the_only_customer_of_that_name(pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    assert counts(pad.import_file(table("customer,text\nSam Smith,milk\n"))) == (1, 0, 0, 0)
    assert len(pad.customers()) == 1


def test_a_name_alone_that_several_bear_is_rejected(pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    pad.add("Sam Smith", "tea", new=True)
    report = pad.import_file(table("customer,text\nAnn Lee,tea\nSam Smith,milk\n"))
    assert counts(report) == (1, 0, 0, 1)
    (problem,) = report.problems
    assert problem.line == 3
    assert all(word in problem.reason for word in ("customer", "'Sam Smith'", "@1", "@2"))
    assert len(pad.customers()) == 2


def test_a_name_that_two_customers_of_the_file_bear_is_rejected_too(pad: Pad, table: Table) -> None:
    file = table("customer,phone,text\nSam,01,tea\nSam,02,tea\nSam,,tea\nSam,01,milk\n")
    report = pad.import_file(file)
    assert counts(report) == (3, 0, 0, 1)
    assert report.problems[0].line == 4


def test_a_row_that_was_taken_stays_taken_when_a_namesake_comes(pad: Pad, table: Table) -> None:
    file = table("customer,phone,text\nSam,,tea\nAnn,,\nSam,01,milk\nSam,02,tea\n")
    assert counts(pad.import_file(file)) == (4, 0, 0, 0)
    assert len(pad.customers()) == 3
    assert counts(pad.import_file(file)) == (0, 0, 4, 0)


def test_what_a_file_leaves_blank_or_says_otherwise_stays(pad: Pad, table: Table) -> None:
    header = "customer,id,address,role,tags\n"
    pad.import_file(table(f"{header}Sam Smith,1,Mr. Smith,supplier,a\n"))
    assert counts(pad.import_file(table(f"{header}Sam Smith,1,,,\n", "b.csv"))) == (0, 0, 1, 0)
    other = table(f"{header}Sam Smith,1,Sir,colleague,\n", "c.csv")
    assert counts(pad.import_file(other)) == (0, 0, 1, 0)
    sam = pad.customer("Sam Smith")
    assert (sam.formal, sam.role, sam.tags) == ("Mr. Smith", "supplier", ("a",))


def test_what_the_pad_lacks_is_added_and_journalled(path: Path, pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    file = table("customer,address,role\nSam Smith,Mr. Smith,supplier\n")
    assert counts(pad.import_file(file)) == (0, 1, 0, 0)
    sam = pad.customer("mr smith")
    assert (sam.formal, sam.role) == ("Mr. Smith", "supplier")
    changed = rows(
        path,
        "SELECT of_table, after FROM journal_rows JOIN journal ON journal.number = change"
        " WHERE import = 1 AND of_table = 'customers'",
    )
    assert len(changed) == 1


# -- all or nothing ------------------------------------------------------------------------------


def test_one_bad_row_stops_the_import_and_every_problem_is_listed(
    path: Path, pad: Pad, table: Table
) -> None:
    before = path.read_bytes()
    report = pad.import_file(
        table('customer,kind\nSam Smith,\nAnn Lee,wish\n-,\nBo\n"Cy"x,\n', "bad.csv")
    )
    assert counts(report) == (1, 0, 0, 4)
    assert [problem.line for problem in report.problems] == [3, 4, 5, 6]
    assert path.read_bytes() == before
    assert pad.customers() == []


def test_skipping_the_bad_writes_the_good(pad: Pad, table: Table) -> None:
    report = pad.import_file(table("customer,on\nSam Smith,\n-,\n"), skip_bad=True)
    assert counts(report) == (1, 0, 0, 1)
    assert [person.name for person in pad.customers()] == ["Sam Smith"]


def test_the_rejected_rows_can_be_mended_and_imported(
    tmp_path: Path, pad: Pad, table: Table
) -> None:
    rejects = tmp_path / "list.rejected.csv"
    pad.import_file(
        table('customer;kind;text\nSam;need;quiet\nAnn;wish;"a;b,\n\'c\'"\nBo;need;x;y\n"Cy"x\n'),
        skip_bad=True,
        rejects=rejects,
    )
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    text = rejects.read_text(encoding="utf-8")
    header, *kept = csv.reader(StringIO(text))
    assert header == ["customer", "kind", "text", "reason"]
    assert kept[0][:3] == ["Ann", "wish", "a;b,\n'c'"]
    assert "'wish'" in kept[0][3]
    assert kept[1][:4] == ["Bo", "need", "x", "y"]
    assert kept[2] == ["", "", "", kept[2][3]]
    assert kept[2][3].endswith(' It was: "Cy"x')
    ann_alone = table(text.replace("wish", "want", 1).split("Bo,")[0], "mended.csv")
    assert counts(pad.import_file(ann_alone)) == (1, 0, 0, 0)
    assert pad.notes("Ann")[0].text == "a;b,\n'c'"


def test_rejected_again_a_ragged_row_loses_nothing(tmp_path: Path, pad: Pad, table: Table) -> None:
    rejects = tmp_path / "rejected.csv"
    file = table("customer,reason\nSam,more,The row has 2 cells.\n")
    pad.import_file(file, skip_bad=True, rejects=rejects)
    _, row = csv.reader(StringIO(rejects.read_text(encoding="utf-8")))
    assert row[:3] == ["Sam", "more", "The row has 2 cells."]


def test_rejected_again_a_row_has_its_last_reason_alone(
    tmp_path: Path, pad: Pad, table: Table
) -> None:
    rejects = tmp_path / "rejected.csv"
    pad.import_file(table("reason,customer,kind\nold,Sam,wish\n"), skip_bad=True, rejects=rejects)
    header, row = csv.reader(StringIO(rejects.read_text(encoding="utf-8")))
    assert header == ["customer", "kind", "reason"]
    assert row[:2] == ["Sam", "wish"]
    assert "wish" in row[2]


@pytest.mark.parametrize(
    ("text", "skip_bad", "dry_run"),
    [
        ("customer\nSam\n", True, False),
        ("customer\n-\n", False, False),
        ("customer\n-\n", True, True),
    ],
)
def test_no_file_of_rejected_rows_is_left_for_nothing(
    tmp_path: Path, pad: Pad, table: Table, text: str, skip_bad: bool, dry_run: bool
) -> None:
    file = table(text)
    pad.import_file(file, rejects=tmp_path / "rejected.csv", skip_bad=skip_bad, dry_run=dry_run)
    assert [found for found in tmp_path.iterdir() if "reject" in found.name] == []


def test_a_dry_run_leaves_the_pad_alone_and_tells_the_truth(path: Path, pad: Pad) -> None:
    pad.add("Sam Smith", "tea", new=True)
    before = path.read_bytes()
    rehearsed = pad.import_file(SAMPLE, dry_run=True)
    assert path.read_bytes() == before
    assert pad.import_file(SAMPLE) == rehearsed
    assert path.read_bytes() != before


class Stumble(Exception):
    """What goes wrong half way."""


@pytest.mark.parametrize("error", [Stumble, KeyboardInterrupt])
def test_a_failure_half_way_leaves_the_pad_as_it_was(
    path: Path, pad: Pad, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    pad.add("Sam Smith", "tea", new=True)
    before = dump(path)
    with monkeypatch.context() as patch:
        patch.setattr(bulk, "catch_up", _raiser(error))
        with pytest.raises(error):
            pad.import_file(SAMPLE)
    assert dump(path) == before
    pad.add("Sam Smith", "milk")
    assert [note.text for note in pad.search("milk")] == ["milk"]
    assert pad.import_file(SAMPLE).rejected == 0
    assert dump(path) != before


def _raiser(error: type[BaseException]) -> Callable[..., None]:
    def stumble(*_: object) -> None:
        raise error

    return stumble


def test_a_failure_half_way_leaves_no_file_of_rejected_rows(
    tmp_path: Path, pad: Pad, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "catch_up", _raiser(Stumble))
    file = table("customer\nSam\n-\n")
    with pytest.raises(Stumble):
        pad.import_file(file, skip_bad=True, rejects=tmp_path / "rejected.csv")
    assert [found for found in tmp_path.iterdir() if "reject" in found.name] == []


def test_a_file_that_changes_meanwhile_is_not_taken(path: Path, pad: Pad, table: Table) -> None:
    file = table("customer\nSam\n")
    before = path.read_bytes()

    def grow(done: int, of: int) -> None:
        if done == of:
            os.utime(file, (1, 1))

    with pytest.raises(CouldNot, match="changed"):
        pad.import_file(file, progress=grow)
    assert path.read_bytes() == before


def test_a_file_that_vanishes_meanwhile_is_not_taken(pad: Pad, table: Table) -> None:
    file = table("customer\n" + "".join(f"Guest {number}\n" for number in range(3000)))
    with pytest.raises(CouldNot, match="changed while"):
        pad.import_file(file, progress=lambda _, __: file.unlink(missing_ok=True))
    assert pad.customers() == []


def test_unknown_columns_are_refused(pad: Pad, table: Table) -> None:
    with pytest.raises(AskedWrongly, match="shoe size"):
        pad.import_file(table("customer,text,shoe size\nSam,tea,9\n"))


def test_a_stream_is_taken_as_a_file_is(path: Path, pad: Pad) -> None:
    assert counts(pad.import_file(BytesIO(b"customer\nSam\n"))) == (1, 0, 0, 0)
    assert rows(path, "SELECT file FROM imports") == [("stdin",)]


def test_progress_goes_on_to_the_end_of_the_file(pad: Pad, table: Table) -> None:
    told: list[tuple[int, int]] = []
    file = table("customer\n" + "".join(f"Guest {number}\n" for number in range(3000)))
    pad.import_file(file, progress=lambda done, of: told.append((done, of)))
    size = file.stat().st_size
    assert {of for _, of in told} == {size}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (size, size)


def test_all_rejected_rows_are_counted_though_not_all_are_listed(pad: Pad, table: Table) -> None:
    report = pad.import_file(table("customer\n" + "-\n" * 1500))
    assert (report.rejected, len(report.problems)) == (1500, MOST_LISTED)


# -- what is left on the pad ---------------------------------------------------------------------


def test_an_import_is_one_row_of_imports_and_one_of_the_journal(
    path: Path, pad: Pad, table: Table
) -> None:
    pad.import_file(table("customer,text\nSam,tea\nAnn,tea\n-,x\n", "guests.csv"), skip_bad=True)
    assert rows(
        path, "SELECT number, author, file, layout, read, created, rejected FROM imports"
    ) == [(1, "Ana", "guests.csv", "prefpad", 3, 2, 1)]
    assert rows(path, "SELECT import FROM journal") == [(1,)]
    assert rows(path, "SELECT * FROM journal_rows") == []
    for made in ("customers", "handles", "notes"):
        assert rows(path, f"SELECT DISTINCT import FROM {made}") == [(1,)]


def test_an_import_that_changes_nothing_leaves_nothing(path: Path, pad: Pad, table: Table) -> None:
    file = table("customer,text\nSam,tea\nAnn,\n")
    pad.import_file(file)
    before = dump(path)
    assert counts(pad.import_file(file)) == (0, 0, 2, 0)
    assert rows(path, "SELECT count(*) FROM journal") == [(1,)]
    assert dump(path) == before


def test_rows_that_were_only_seen_leave_an_import(path: Path, pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    pad.import_file(table("customer,text\nSam Smith,tea\n"))
    assert rows(path, "SELECT unchanged FROM imports") == [(1,)]
    assert rows(path, "SELECT count(*) FROM _import_rows") == [(1,)]


def test_the_pad_is_whole_and_indexed_as_before(path: Path, pad: Pad) -> None:
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    before = rows(path, schema)
    pad.import_file(SAMPLE)
    assert rows(path, schema) == before
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
        connection.rollback()


def test_references_are_watched_again_after_an_import(pad: Pad) -> None:
    pad.import_file(SAMPLE)
    settings_of = [
        pad.session.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("foreign_keys", "temp_store", "cache_size")
    ]
    assert settings_of == [1, 2, -2000]


def test_a_damaged_pad_takes_no_long_list(
    pad: Pad, path: Path, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LONG_LIST", len("customer\nSam\n"))
    assert pad.import_file(table("customer\nSam\n")).created == 1
    spoil(path)
    assert pad.import_file(table("customer\nSue\n")).created == 1
    with pytest.raises(PadUnusable, match="damaged"):
        pad.import_file(table("customer\nSam\nAnn\n"))


def test_no_note_that_was_accepted_is_refused_by_the_pad(pad: Pad, table: Table) -> None:
    combined = product(
        [*KINDS, "idea"], ["", *STANCES], SOURCES, ["", *VOICES], ["", "yes"], ["", "1 year"]
    )
    lines = "".join(
        f"Sam,{','.join(words)},note {number}\n" for number, words in enumerate(combined)
    )
    file = table(f"customer,kind,stance,source,voice,alert,every,text\n{lines}")
    report = pad.import_file(file, skip_bad=True)
    assert min(report.created, report.rejected) > 100
    assert len(pad.notes("Sam")) == report.created


# -- any list at all -----------------------------------------------------------------------------

_ROW = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(["Sam", "sam", "Ann", "-", ""]),
        "id": st.sampled_from(["", "", "1", "2"]),
        "phone": st.sampled_from(["", "", "01", "02", "01;02"]),
        "email": st.sampled_from(["", "", "a@x", "b@x"]),
        "address": st.sampled_from(["", "Mr. S"]),
        "role": st.sampled_from(["", "", "colleague"]),
        "kind": st.sampled_from(["", "need", "mood", "promise", "want", "extra", "idea"]),
        "text": st.sampled_from(["", "tea", "Tea", "milk"]),
        "source": st.sampled_from(["", "told", "observed"]),
        "on": st.sampled_from(["", "yesterday", "2026-02-01", "2026-02-02"]),
        "alert": st.sampled_from(["", "", "yes"]),
    }
)


@given(st.lists(_ROW, max_size=12), st.booleans())
def test_a_rehearsal_tells_what_comes_and_the_same_list_again_changes_nothing(
    table: list[dict[str, str]], skip_bad: bool
) -> None:
    with _pad_and_file(table) as (pad, file):
        rehearsed = pad.import_file(file, dry_run=True, skip_bad=skip_bad)
        report = pad.import_file(file, skip_bad=skip_bad)
        assert report == rehearsed
        assert sum(counts(report)) == report.read == sum(any(row.values()) for row in table)
        if report.rejected and not skip_bad:
            assert pad.customers() == []
            return
        before = dump(pad.path)
        again = pad.import_file(file, skip_bad=skip_bad)
        assert again.unchanged >= report.created + report.updated
        # A row that could mean two people is clear once a later row has told them apart.
        assert again.created + again.updated <= report.rejected
        if not again.created + again.updated:
            assert dump(pad.path) == before


@given(st.lists(_ROW, max_size=12), st.booleans())
def test_what_is_told_of_each_row_adds_up_to_the_report(
    table: list[dict[str, str]], dry_run: bool
) -> None:
    with _pad_and_file(table) as (pad, file):
        for _ in range(2):
            told: list[RowOutcome] = []
            report = _told(pad, file, told.append, dry_run=dry_run)
            kinds = Counter(row.outcome for row in told)
            wanted: tuple[Outcome, ...] = ("create", "update", "unchanged", "rejected")
            assert tuple(kinds[kind] for kind in wanted) == counts(report)
            assert kinds.total() == report.read
            named = [(row.line, row.customer) for row in told]
            lines = enumerate(table, 2)
            assert named == [(line, row["customer"]) for line, row in lines if any(row.values())]
            refused = [Problem(row.line, row.reason) for row in told if row.outcome == "rejected"]
            assert refused == report.problems
            assert all(row.reason == "" for row in told if row.outcome != "rejected")


def test_what_is_told_of_an_unread_row_is_its_line_and_the_reason(pad: Pad, table: Table) -> None:
    told: list[RowOutcome] = []
    _told(pad, table('customer\nSam\n"Cy"x\nAnn\nSam\n'), told.append, dry_run=True)
    assert [(row.line, row.outcome, row.customer) for row in told] == [
        (2, "create", "Sam"),
        (3, "rejected", ""),
        (4, "create", "Ann"),
        (5, "unchanged", "Sam"),
    ]
    assert "quote" in told[1].reason


def _told(
    pad: Pad, file: Path, tell: Callable[[RowOutcome], None], *, dry_run: bool
) -> ImportReport:
    return pad.import_file(file, dry_run=dry_run, skip_bad=True, tell=tell)


@contextmanager
def _pad_and_file(table: list[dict[str, str]]) -> Iterator[tuple[Pad, Path]]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "list.csv")
        names = ["customer", "id", "phone", "email", "address", "role", "kind", "text"]
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [*names, "source", "on", "alert"])
            writer.writeheader()
            writer.writerows(table)
        with Pad(Path(folder, "pad.db"), today=TODAY, create=True) as pad:
            yield pad, file


def test_nothing_is_written_if_the_rejected_rows_cannot_be_kept(
    tmp_path: Path, pad: Pad, table: Table
) -> None:
    (tmp_path / "rejected.csv").mkdir()
    file = table("customer,text\nSam,tea\n-,x\n")
    with pytest.raises(CouldNot):
        pad.import_file(file, skip_bad=True, rejects=tmp_path / "rejected.csv")
    assert pad.customers() == []


def test_an_id_with_a_colon_finds_its_customer(pad: Pad, table: Table) -> None:
    pad.import_file(table("customer,id\nSam Smith,A:17\n"))
    assert pad.customer("a:17").name == "Sam Smith"


def test_a_row_is_known_again_when_its_notes_have_moved_to_another_customer(
    pad: Pad, table: Table, path: Path
) -> None:
    file = table("customer,id,text,on\nSam Smith,1,tea,2026-02-01\nSam Smit,2,milk,2026-02-01\n")
    pad.import_file(file)
    pad.confirm(2, now="oat milk")
    with closing(sqlite3.connect(path)) as connection:
        for moved in ("notes", "handles", "_import_rows"):
            connection.execute(f"UPDATE {moved} SET customer = 1 WHERE customer = 2")
        connection.commit()
    assert counts(pad.import_file(file)) == (0, 0, 2, 0)


def test_a_row_that_would_hide_an_alert_is_rejected_with_its_line(pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "room by the lift", alert=True, new=True)
    file = table(
        "customer,kind,text,voice\nAnn Lee,need,quiet,\nSam Smith,need,room by the lift,private\n"
    )
    report = pad.import_file(file, skip_bad=True)
    assert counts(report) == (1, 0, 0, 1)
    (problem,) = report.problems
    assert (problem.line, problem.reason) == (
        3, "text: An alert cannot be private: it must be seen first.",
    )  # fmt: skip


def test_the_days_of_our_own_layout_follow_the_order_that_the_file_proves(
    pad: Pad, table: Table
) -> None:
    file = table("customer,text,on\nSam Smith,tea,03/04/2025\nAnn Lee,tea,31/01/2025\n")
    assert counts(pad.import_file(file)) == (2, 0, 0, 0)
    assert str(pad.notes("sam")[0].noted_on) == "2025-04-03"


def test_a_row_that_was_not_clear_may_become_so_by_the_rows_behind_it(
    pad: Pad, table: Table
) -> None:
    pad.import_file(table("customer,phone,id\nBen Ode,030 1,1\nBen Ode,030 2,2\n"))
    file = table(
        "customer,id,email,text\nBen Ode,,ben@example.org,tea\nBen Ode,1,ben@example.org,\n"
    )
    assert counts(pad.import_file(file, skip_bad=True)) == (0, 1, 0, 1)
    assert counts(pad.import_file(file, skip_bad=True)) == (1, 0, 1, 0)
    assert counts(pad.import_file(file, skip_bad=True)) == (0, 0, 2, 0)


def test_the_texts_of_a_list_that_comes_again_are_not_judged_but_for_new_ones(
    pad: Pad, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"Sam,likes the table by the window no. {number}" for number in range(50)]
    file = table("\n".join(["customer,text", *lines, "Ann,allergic to nuts"]))
    pad.import_file(file)
    judged: list[str] = []

    def told(topic: str | None, text: str, judge: Judge) -> Alert | None:
        judged.append(text)
        return alert_in(topic, text, judge)

    monkeypatch.setattr(native_parser, "alert_in", told)
    assert counts(pad.import_file(file)) == (0, 0, 51, 0)
    assert not any("window" in text for text in judged)
    again = table(
        "\n".join(["customer,text", *lines, "Ann,allergic to nuts", "Ann,is getting divorced"])
    )
    assert counts(pad.import_file(again)) == (1, 0, 51, 0)
    assert "is getting divorced" in judged
    [new] = [note for note in pad.notes("Ann") if note.text == "is getting divorced"]
    assert new.voice == "private"


def test_a_note_is_from_the_list_that_brought_it_and_not_from_an_export(
    pad: Pad, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("customer,text\nAda Berg,tea\n", encoding="utf-8")
    pad.import_file(file)
    pad.add("Ada Berg", "milk")
    assert [note.from_list for note in pad.notes("berg")] == [True, False]
    archive = tmp_path / "pad.json"
    with archive.open("wb") as out:
        pad.export(out)
    with Pad(tmp_path / "other.db", today=TODAY, create=True) as other:
        other.import_file(archive)
        assert [note.from_list for note in other.notes("berg")] == [False, False]
