from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly
from tests.conftest import TODAY
from tests.helpers.making import unchecked

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.importing.report import ImportReport

    Table = Callable[..., Path]

EXPORTS = Path(__file__).parent.parent / "data" / "exports"


@pytest.fixture
def table(tmp_path: Path) -> Table:
    def write(*lines: str, name: str = "clients.csv") -> Path:
        file = tmp_path / name
        file.write_text("\n".join((*lines, "")), encoding="utf-8")
        return file

    return write


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.created + report.updated + report.unchanged + report.rejected
    return report.created, report.updated, report.unchanged, report.rejected


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


# -- known programs ------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(EXPORTS.iterdir()), ids=lambda file: file.name)
def test_an_export_is_taken_whole_and_once(pad: Pad, path: Path, file: Path) -> None:
    rehearsed = pad.import_file(file, dry_run=True)
    assert pad.customers() == []
    report = pad.import_file(file)
    assert report == rehearsed
    assert report.created + report.bookings.get("unknown", 0) == report.read
    assert report.created >= 1
    before = dump(path)
    assert counts(pad.import_file(file)) == (0, 0, report.read, 0)
    assert dump(path) == before


def test_everything_that_google_says_has_a_place(pad: Pad) -> None:
    pad.import_file(EXPORTS / "google.csv")
    sam = pad.customer("sam.smith@example.com")
    assert (sam.name, sam.formal, sam.pronounced) == (
        "Sam Smith", "Mr. Smith", "smith, like the trade",
    )  # fmt: skip
    assert sam.aliases == ("Sammy",)
    assert sam.emails == ("sam.smith@example.com", "sam@work.example")
    assert sam.tags == ("Regulars",)
    days = {(one.name, one.month, one.day, one.year) for one in sam.occasions}
    assert days == {("birthday", 3, 14, None), ("anniversary", 6, 12, 2001)}
    assert {(note.kind, note.topic, note.text) for note in pad.notes("Sam Smith")} == {
        ("fact", "company", "Harbour Boats"),
        ("fact", "job", "Rigger"),
        ("fact", "address", "1 Quay Street, Bristol"),
        ("fact", "Coffee", "oat latte"),
        ("other", None, "Sits by the window.\nTips in coins."),
    }
    assert {note.source for note in pad.notes("Sam Smith")} == {"relayed"}
    assert "google, Phone 1 - Label: Mobile" in sam.kept
    assert pad.customer("020 7946 0161").name == "Quay Bakery"


def test_everything_that_square_says_has_a_place(pad: Pad) -> None:
    report = pad.import_file(EXPORTS / "square.csv")
    sam = pad.customer("square:7XKJ2M5QW8")
    assert sam.cards == ("4711",)
    assert sam.phones == ("+442079460101",)
    assert str(sam.last_visit) == "2026-02-20"
    assert [(one.about, one.status, one.how) for one in sam.consents] == [
        ("messages", "given", "import from Square")
    ]
    assert "square, Lifetime Spend: £812.00" in sam.kept
    assert [note.text for note in pad.notes("Sam Smith") if note.topic == "Fav drink"] == [
        "oat latte"
    ]
    assert report.facts == ("Fav drink",)
    assert "Creation Source" in report.kept
    assert "Photo" not in report.kept


def test_consent_of_a_mailchimp_file_is_that_of_everybody_in_it(pad: Pad) -> None:
    pad.import_file(EXPORTS / "subscribed_segment_export_8f2e.csv")
    pad.import_file(EXPORTS / "unsubscribed_segment_export_8f2e.csv")
    statuses = {person.name: person.consents[0].status for person in pad.customers()}
    assert statuses == {"Sam Smith": "given", "Mo Khan": "given", "Ann Lee": "withdrawn"}


def test_consent_can_be_said_for_a_file_whose_name_does_not(pad: Pad, table: Table) -> None:
    pad.import_file(table("Name,E-mail", "Sam,sam@example.com"), consent="refused")
    assert pad.customer("sam").consents[0].status == "refused"
    with pytest.raises(AskedWrongly, match="consent"):
        pad.import_file(table("Name", "Sam"), consent=unchecked("perhaps"))


def test_what_customers_said_themselves_is_told(pad: Pad, table: Table) -> None:
    pad.import_file(table("Name,Likes", "Sam,oat latte"), told=True)
    (note,) = pad.notes("sam")
    assert (note.source, note.standing, note.voice) == ("told", "standing", "say")


def test_an_allergy_is_an_alert_whoever_says_it(pad: Pad, table: Table) -> None:
    pad.import_file(table("Name,Allergien", "Sam,Nüsse"))
    (note,) = pad.recall("sam").alerts
    assert (note.text, note.voice) == ("Nüsse", "act")


# -- who is who ----------------------------------------------------------------------------------


def test_the_same_id_of_the_same_program_is_the_same_customer(pad: Pad, table: Table) -> None:
    pad.import_file(table("ID,Name", "7,Sam Smith"))
    assert counts(pad.import_file(table("ID,Name", "7,Samuel Smythe"))) == (0, 1, 0, 0)
    assert [person.name for person in pad.customers()] == ["Samuel Smythe"]
    assert pad.customer("Sam Smith").aliases == ("Sam Smith",)


def test_the_same_id_of_two_programs_is_two_customers(pad: Pad, table: Table) -> None:
    pad.import_file(table("ID,Name", "7,Sam Smith"))
    pad.import_file(table("ID,Name,Phone", "7,Ann Lee,555 0102", name="salon.csv"))
    assert {person.name: person.ids for person in pad.customers()} == {
        "Ann Lee": ("salon:7",),
        "Sam Smith": ("clients:7",),
    }


def test_an_email_in_another_case_is_the_same_customer(pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    pad.edit("sam", Edit(handles={"email": ["Sam@Example.com"]}))
    report = pad.import_file(table("Name,E-mail,Phone", "S. Smith,SAM@example.COM,555 0101"))
    assert counts(report) == (0, 1, 0, 0)
    (sam,) = pad.customers()
    assert (sam.phones, sam.aliases) == (("555 0101",), ("S. Smith",))


def test_a_couple_with_one_email_stays_two(pad: Pad, table: Table) -> None:
    report = pad.import_file(
        table("Name,E-mail", "Ann Smith,smith@example.com", "Bob Smith,smith@example.com")
    )
    assert counts(report) == (2, 0, 0, 0)
    (twin,) = report.twins
    assert (twin.name, twin.reason) == ("Bob Smith", "the same e-mail address")


def test_a_phone_with_a_like_name_is_the_same_customer(pad: Pad, table: Table) -> None:
    pad.import_file(table("Name,Phone", "Jon Smith,+44 20 7946 0101"))
    report = pad.import_file(table("Name,Phone,E-mail", "John Smith,020 7946 0101,j@example.com"))
    assert counts(report) == (0, 1, 0, 0)


def test_a_family_on_one_landline_stays_a_family(pad: Pad, table: Table) -> None:
    report = pad.import_file(table("Name,Phone", "Ann Smith,555 0101", "Bob Smith,555 0101"))
    assert counts(report) == (2, 0, 0, 0)
    assert report.twins == []


def test_a_name_alone_is_never_the_same_customer_but_a_possible_twin(
    pad: Pad, table: Table
) -> None:
    known = pad.add("Sam Smith", "tea", new=True).customer_number
    report = pad.import_file(table("Name,Birthday", "Sam Smith,1980-03-14"))
    assert counts(report) == (1, 0, 0, 0)
    (twin,) = report.twins
    assert (twin.line, twin.others, twin.reason) == (2, (known,), "the same name")
    assert report.twin_count == 1


def test_whom_a_program_tells_apart_is_never_taken_for_one(pad: Pad, table: Table) -> None:
    report = pad.import_file(
        table("ID,Name,E-mail", "1,Sam Smith,sam@example.com", "2,Sam Smith,sam@example.com")
    )
    assert counts(report) == (2, 0, 0, 0)


def test_the_same_person_twice_in_a_file_is_one_and_the_first_row_wins(
    pad: Pad, path: Path, table: Table
) -> None:
    file = table(
        "Name,E-mail,Birthday,Phone",
        "Sam Smith,sam@example.com,1980-03-14,",
        "Sam Smith,SAM@example.com,1980-03-15,555 0101",
    )
    report = pad.import_file(file)
    assert counts(report) == (1, 1, 0, 0)
    (difference,) = report.differences
    assert (difference.what, difference.kept, difference.offered) == (
        "birthday", "1980-03-14", "1980-03-15",
    )  # fmt: skip
    before = dump(path)
    assert counts(pad.import_file(file)) == (0, 0, 2, 0)
    assert dump(path) == before


def test_rows_with_a_name_alone_are_not_made_twice(pad: Pad, table: Table) -> None:
    file = table("Name,Fav drink", "Sam Smith,tea", "Sam Smith,coffee", "Sam Smith,tea")
    assert counts(pad.import_file(file)) == (2, 0, 1, 0)
    newer = table("Name,Fav drink", "Ann Lee,water", "Sam Smith,coffee", "Sam Smith,tea")
    assert counts(pad.import_file(newer)) == (1, 0, 2, 0)


# -- what a newer list changes -------------------------------------------------------------------

_FIRST = (
    "ID,Name,E-mail,Birthday,Company,Notes",
    "1,Sam Smith,sam@example.com,1980-03-14,Acme,tea",
)


def test_a_newer_list_changes_what_it_changes(pad: Pad, table: Table) -> None:
    pad.import_file(table(*_FIRST))
    newer = table(_FIRST[0], "1,Sam Smith,sam@home.example,1980-03-15,Beta,coffee")
    assert counts(pad.import_file(newer)) == (0, 1, 0, 0)
    sam = pad.customer("sam")
    assert sam.emails == ("sam@example.com", "sam@home.example")
    assert [one.day for one in sam.occasions] == [15]
    assert {note.text for note in pad.notes("sam")} == {"Beta", "coffee"}


def test_blanks_never_erase(pad: Pad, path: Path, table: Table) -> None:
    pad.import_file(table(*_FIRST))
    before = pad.customer("sam"), pad.notes("sam")
    assert counts(pad.import_file(table(_FIRST[0], "1,Sam Smith,,,,"))) == (0, 0, 1, 0)
    assert (pad.customer("sam"), pad.notes("sam")) == before


def test_tags_only_add(pad: Pad, table: Table) -> None:
    pad.import_file(table("ID,Name,Tags", "1,Sam,old"))
    pad.import_file(table("ID,Name,Tags", "1,Sam,new"))
    assert pad.customer("sam").tags == ("new", "old")


def test_what_was_changed_by_hand_since_wins_and_the_difference_is_told(
    pad: Pad, path: Path, table: Table
) -> None:
    pad.import_file(table(*_FIRST))
    pad.edit("sam", Edit(occasions={"birthday": "1980-04-01"}))
    (company,) = (note for note in pad.notes("sam") if note.topic == "company")
    pad.confirm(company.number, now="Gamma")
    newer = table(_FIRST[0], "1,Sam Smith,sam@example.com,1980-03-15,Beta,tea")
    report = pad.import_file(newer)
    assert {(one.what, one.kept, one.offered) for one in report.differences} == {
        ("birthday", "1980-04-01", "1980-03-15"),
        ("company", "Gamma", "Beta"),
    }
    assert counts(report) == (0, 0, 1, 0)
    assert [(one.month, one.day) for one in pad.customer("sam").occasions] == [(4, 1)]
    assert "Gamma" in {note.text for note in pad.notes("sam")}
    before = dump(path)
    again = pad.import_file(newer)
    assert (counts(again), again.differences) == ((0, 0, 1, 0), [])
    assert dump(path) == before


def test_without_a_change_by_hand_nothing_differs(pad: Pad, table: Table) -> None:
    pad.import_file(table(*_FIRST))
    newer = table(_FIRST[0], "1,Sam Smith,sam@example.com,1980-03-15,Beta,tea")
    assert pad.import_file(newer).differences == []


def test_what_was_taken_away_by_hand_does_not_come_back(pad: Pad, table: Table) -> None:
    pad.import_file(table("ID,Name,Phone,Tags", "1,Sam,555 0101,old"))
    pad.edit("sam", Edit(drop=["555 0101", "old"]))
    pad.import_file(table("ID,Name,Phone,Tags", "1,Sam Smith,555 0101,old"))
    sam = pad.customer("sam")
    assert (sam.phones, sam.tags, sam.name) == ((), (), "Sam Smith")


def test_a_year_completes_a_birthday_without_one_and_never_goes(pad: Pad, table: Table) -> None:
    pad.import_file(table("ID,Name,Birthday", "1,Sam,03-14"))
    pad.import_file(table("ID,Name,Birthday", "1,Sam,1980-03-14"))
    report = pad.import_file(table("ID,Name,Birthday", "1,Sam,--03-14"))
    assert report.differences == []
    assert [one.year for one in pad.customer("sam").occasions] == [1980]


def test_what_another_list_says_more_fully_replaces_what_it_contains(
    pad: Pad, table: Table
) -> None:
    pad.import_file(table("Name,E-mail,City", "Sam,s@example.com,Bristol"))
    pad.import_file(
        table("Name,E-mail,Address,Ort", "Sam,s@example.com,1 Quay Street,Bristol", name="b.csv")
    )
    pad.import_file(table("Name,E-mail,Ville", "Sam,s@example.com,Bristol", name="c.csv"))
    assert [note.text for note in pad.notes("sam")] == ["1 Quay Street, Bristol"]


# -- days ----------------------------------------------------------------------------------------


def test_the_order_of_days_is_proved_by_the_whole_column(pad: Pad, table: Table) -> None:
    pad.import_file(table("Name,Birthday", "Sam,03/04/1980", "Ann,31/01/1990"))
    (birthday,) = pad.customer("sam").occasions
    assert (birthday.month, birthday.day) == (4, 3)


def test_what_the_file_proves_wins_over_what_is_said(pad: Pad, table: Table) -> None:
    file = table("Name,Birthday", "Sam,03/04/1980", "Ann,31/01/1990")
    assert counts(pad.import_file(file, date_order="mdy")) == (2, 0, 0, 0)
    (birthday,) = pad.customer("sam").occasions
    assert (birthday.month, birthday.day) == (4, 3)


def test_a_doubtful_day_is_rejected_unless_its_order_is_said(pad: Pad, table: Table) -> None:
    file = table("Name,Birthday", "Sam,03/04/1980")
    report = pad.import_file(file)
    assert counts(report) == (0, 0, 0, 1)
    assert "3 April 1980 or 4 March 1980" in report.problems[0].reason
    assert counts(pad.import_file(file, date_order="mdy")) == (1, 0, 0, 0)
    with pytest.raises(AskedWrongly, match="not a way to write dates"):
        pad.import_file(file, date_order=unchecked("myd"))


def test_the_order_of_the_pad_settles_a_doubt(pad: Pad, table: Table) -> None:
    pad.set("date-order", "dmy")
    pad.import_file(table("Name,Birthday", "Sam,03/04/1980"))
    (birthday,) = pad.customer("sam").occasions
    assert (birthday.month, birthday.day) == (4, 3)


def test_days_in_both_orders_prove_none_and_doubtful_ones_are_rejected(
    pad: Pad, table: Table
) -> None:
    file = table("Name,Birthday", "Sam,03/04/1980", "Ann,31/01/1990", "Bo,01/31/1990")
    report = pad.import_file(file, date_order="dmy", skip_bad=True)
    assert counts(report) == (2, 0, 0, 1)
    assert report.problems[0].line == 2


# -- other lists, and taking an import back ------------------------------------------------------


def test_a_mapping_is_remembered_for_the_next_list_of_the_same_columns(
    pad: Pad, table: Table
) -> None:
    file = table("Who,Drink", "Sam Smith,oat latte")
    pad.import_file(file, columns={"Who": "name", "Drink": "likes"})
    pad.import_file(table("Drink,Who", "tea,Ann Lee", name="others.csv"))
    assert [(note.kind, note.stance) for note in pad.notes("ann")] == [("preference", "likes")]
    assert {one.layout for one in pad.imports()} == {"clients"}


def test_a_rehearsal_remembers_no_mapping(pad: Pad, table: Table) -> None:
    file = table("Who,Drink", "Sam Smith,oat latte")
    pad.import_file(file, columns={"Who": "name"}, dry_run=True)
    with pytest.raises(AskedWrongly, match="says whom a row is about"):
        pad.import_file(file)


@pytest.mark.parametrize("name", ["square.csv", "google.csv", "shopify.csv"])
def test_an_import_is_taken_back_whole(pad: Pad, path: Path, name: str) -> None:
    pad.import_file(EXPORTS / name)
    pad.undo_import()
    with closing(sqlite3.connect(path)) as connection:
        for of in ("customers", "handles", "tags", "notes", "occasions", "visits", "_records",
                   "consents", "_name_words", "_rhythms"):  # fmt: skip
            assert connection.execute(f"SELECT * FROM {of}").fetchall() == [], of
    assert pad.import_file(EXPORTS / name).created


def test_an_update_is_taken_back_to_what_was_there(pad: Pad, table: Table) -> None:
    pad.import_file(table(*_FIRST))
    before = pad.customer("sam"), [note.text for note in pad.notes("sam")]
    newer = table(_FIRST[0], "1,Sam Smythe,s@home.example,1980-03-15,Beta,coffee")
    pad.import_file(newer)
    undone = pad.undo_import()
    assert undone.kept == []
    assert (pad.customer("sam"), [note.text for note in pad.notes("sam")]) == before
    assert counts(pad.import_file(newer)) == (0, 1, 0, 0)


def test_what_comes_of_each_row_is_told_in_order(pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    told: list[tuple[int, str, str]] = []
    pad.import_file(
        table("Name,E-mail", "Ann Lee,a@example.com", ",x", "Sam Smith,", "Ann Lee,A@example.com"),
        dry_run=True,
        tell=lambda one: told.append((one.line, one.outcome, one.customer)),
    )
    assert told == [
        (2, "create", "Ann Lee"),
        (3, "rejected", ""),
        (4, "twin", "Sam Smith"),
        (5, "unchanged", "Ann Lee"),
    ]


_CELL = st.sampled_from(
    ["", "Sam", "Ann Lee", "sam@example.com", "SAM@example.com", "555 0101", "1980-03-14", "31/1/90",
     "yes", "tea", "=1+1", "-", "soon", "1", "2"]
)  # fmt: skip
_COLUMNS = ("ID", "Name", "E-mail", "Phone", "Birthday", "Newsletter", "Notes", "Tags", "Shoe size")


@given(st.lists(st.lists(_CELL, min_size=9, max_size=9), max_size=6), st.data())
def test_any_list_is_accounted_for_and_its_second_run_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    file = folder / "list.csv"
    lines = [",".join(row) for row in ([*_COLUMNS], *rows)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with Pad(folder / "pad.db", today=TODAY, create=True) as pad:
        rehearsed = pad.import_file(file, skip_bad=True, dry_run=True)
        report = pad.import_file(file, skip_bad=True)
        assert rehearsed == report
        counts(report)
        assert len({problem.line for problem in report.problems}) == report.rejected
        before = dump(folder / "pad.db")
        again = pad.import_file(file, skip_bad=True)
        assert (again.created, again.updated, again.rejected) == (0, 0, report.rejected)
        assert dump(folder / "pad.db") == before


def test_what_an_outside_list_says_of_health_is_kept_private(pad: Pad, table: Table) -> None:
    report = pad.import_file(table("Name,Notes,Allergies", "Sam,has cancer,nuts"))
    assert {note.text: note.voice for note in pad.notes("sam")} == {
        "has cancer": "private",
        "nuts": "act",
    }
    assert report.private == {"health": 1}


# -- there and back by our own layout ------------------------------------------------------------


@pytest.mark.parametrize("namesakes", [2, 30])
def test_an_export_that_is_imported_again_adds_no_id_of_another_program_once_more(
    pad: Pad, tmp_path: Path, namesakes: int
) -> None:
    outside, exported = tmp_path / "square.csv", tmp_path / "own.csv"
    lines = (f"Ann,Lee,{number}@x.example,S{number}\n" for number in range(namesakes))
    outside.write_text(
        f"First Name,Surname,Email Address,Square Customer ID\n{''.join(lines)}", encoding="utf-8"
    )
    pad.import_file(outside)
    before = handles_of(pad)
    pad.export(exported)
    report = pad.import_file(exported)
    assert (report.rejected, report.created) == (0, 0)
    assert handles_of(pad) == before


def handles_of(pad: Pad) -> list[tuple[object, ...]]:
    return pad.session.connection.execute(
        "SELECT customer, kind, key, source FROM handles ORDER BY 1, 2, 3"
    ).fetchall()
