from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad import Pad
    from tests.cli.conftest import Run

    Table = Callable[..., str]

SQUARE = str(Path(__file__).parent.parent / "data" / "exports" / "square.csv")


@pytest.fixture
def table(tmp_path: Path) -> Table:
    def write(*lines: str, name: str = "clients.csv") -> str:
        file = tmp_path / name
        file.write_text("\n".join((*lines, "")), encoding="utf-8")
        return str(file)

    return write


def test_the_columns_without_a_home_are_named(run: Run, pad: Pad) -> None:
    result = run("import", SQUARE)
    assert answer(result) == "3 rows read: 3 created, 0 updated, 0 unchanged, 0 rejected.\n"
    assert "Fav drink facts" in result.stderr
    assert "; stored but not shown: Creation Source, Transaction Count" in result.stderr


LISTED = (
    "Name,Memo,Remark,Birthday,Food allergies,Order Count,Favourite tea",
    "Ann Lee,by the window,pays in coins,1990-04-03,peanuts,7,Assam",
    "Bo Ray,,,,,0,",
)


def test_what_a_list_brought_is_told_in_a_sentence(run: Run, pad: Pad, table: Table) -> None:
    file = table(*LISTED)
    told = (
        "2 customers, 4 notes, 1 allergy shown first; Memo and Remark became notes, Birthday"
        " occasions, Food allergies allergies, Favourite tea facts; stored but not shown: Order Count."
    )
    assert f"Would bring {told}" in run("import", file, "--dry-run").stderr
    assert told in run("import", file).stderr
    assert run("import", file).stderr == ""


def test_what_a_list_of_ours_brought_counts_customers_and_not_their_rows(
    run: Run, pad: Pad, table: Table
) -> None:
    rows = ("Ann Lee,coffee,oat flat white", "Ann Lee,,allergic to nuts", "Bo Ray,tea,Assam")
    file = table("customer,topic,text", *rows)
    assert "2 customers, 3 notes, 1 allergy shown first." in run("import", file).stderr


def test_what_a_list_brought_about_known_customers_counts_its_notes_alone(
    run: Run, pad: Pad, table: Table
) -> None:
    pad.add("Ann Lee", "oat flat white", new=True)
    told = run("import", table("customer,topic,text", "Ann Lee,,allergic to nuts")).stderr
    assert told == "1 note, 1 allergy shown first.\n"


def test_a_rehearsal_that_would_bring_nothing_new_does_not_say_that_it_would(
    run: Run, pad: Pad, table: Table
) -> None:
    run("import", table("Name,Phone,Birthday", "Ann Lee,555 0101,"))
    said = run("import", table("Name,Phone,Birthday", "Ann Lee,555 0101,1990-04-03"), "--dry-run")
    assert "Birthday became occasions." in said.stderr
    assert "Would bring" not in said.stderr


def test_a_list_of_names_alone_needs_no_sentence(run: Run, pad: Pad, table: Table) -> None:
    assert run("import", table("Name,Phone", "Ann Lee,555 0101")).stderr == ""


def test_what_comes_of_each_row_is_shown_on_request(run: Run, pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    file = table(
        "Name,E-mail", "Ann Lee,a@example.com", "Sam Smith,", "Bo Ek,bo", "Ann Lee,A@EXAMPLE.com"
    )
    lines = run("import", file, "--dry-run", "--rows").stdout.splitlines()
    assert [line.split("\t") for line in lines[:-1]] == [
        ["2", "create", "Ann Lee", ""],
        ["3", "twin?", "Sam Smith", "the same name as @1"],
        ["4", "rejected", "Bo Ek", "email 'bo' is not an e-mail address."],
        ["5", "unchanged", "Ann Lee", ""],
    ]
    assert lines[-1].startswith("4 rows read: 2 would be created")
    assert len(pad.customers()) == 1


def test_the_rows_are_told_as_json_too(run: Run, pad: Pad, table: Table) -> None:
    file = table("Name", "Ann Lee")
    told = answered(run("import", file, "--rows", "--format", "json"))
    assert told["rows"] == [{"line": 2, "outcome": "create", "customer": "Ann Lee", "reason": ""}]
    assert told["source"] == "clients"
    row, report = (
        json.loads(line)
        for line in answer(run("import", file, "--rows", "--format", "jsonl")).splitlines()
    )
    assert (row["outcome"], report["unchanged"]) == ("unchanged", 1)
    assert answer(run("import", file, "--rows", "--format", "csv")) == (
        "line,outcome,customer,reason\n2,unchanged,Ann Lee,\n"
    )


def test_possible_twins_are_named(run: Run, pad: Pad, table: Table) -> None:
    pad.add("Sam Smith", "tea", new=True)
    told = run("import", table("Name,Birthday", "Sam Smith,1980-03-14")).stderr
    assert "Added as new, but possibly already on the pad: 1" in told
    assert "line 2: Sam Smith @2 · the same name as @1" in told


def test_what_the_pad_has_otherwise_is_named(run: Run, pad: Pad, table: Table) -> None:
    run("import", table("ID,Name,Birthday", "1,Sam Smith,1980-03-14"))
    run("customer", "sam", "--birthday", "1980-04-01")
    told = run("import", table("ID,Name,Birthday", "1,Sam Smith,1980-03-15")).stderr
    assert "Sam Smith @1, birthday: '1980-04-01' stays, the file says '1980-03-15'" in told


def test_a_private_text_is_not_told_with_a_difference(run: Run, pad: Pad, table: Table) -> None:
    run("import", table("ID,Name,Company", "1,Sam Smith,Acme"))
    run("confirm", "1", "--now", "Moonlight Ltd")
    run("add", "sam", "--fact", "--private", "company: Moonlight Ltd")
    told = run("import", table("ID,Name,Company", "1,Sam Smith,Beta")).stderr
    assert "company: '(private)' stays" in told
    assert "Moonlight" not in told


def test_a_column_is_sent_where_it_is_to_go(run: Run, pad: Pad, table: Table) -> None:
    file = table("Wer,Fav drink", "Sam Smith,oat latte", "Bo Ray,tea")
    told = refusal(run("import", file), 2)
    assert "says whom a row is about: Wer, Fav drink." in told
    assert '--map "Wer=name"' in told
    answer(run("import", file, "--map", "Wer=name", "--map", "fav drink=likes"))
    assert [note.stance for note in pad.notes("sam")] == ["likes"]
    again = table("Wer,Fav drink", "Ann Lee,tea", name="next.csv")
    answer(run("import", again))
    assert [note.stance for note in pad.notes("ann")] == ["likes"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "Wer"], "does not say where a column goes"),
        (["--map", "=name"], "does not say where a column goes"),
        (["--map", "Wer=nam"], "There is no field called 'nam'"),
        (["--map", "Wir=name"], "no column named 'Wir'"),
        (["--map", "Wer=name", "--date-order", "my"], "is not a way to write dates"),
        (["--map", "Wer=name", "--consent", "maybe"], "is not a consent"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    run: Run, pad: Pad, table: Table, options: list[str], said: str
) -> None:
    assert said in refusal(run("import", table("Wer", "Sam"), *options), 2)
    assert pad.customers() == []


def test_days_are_read_in_the_order_that_is_said(run: Run, pad: Pad, table: Table) -> None:
    file = table("Name,Birthday", "Sam,03/04/1980")
    refused = run("import", file).stderr
    assert "3 April 1980 or 4 March 1980" in refused
    assert "Add --date-order dmy (or mdy) to say which comes first in 03/04/1980." in refused
    answer(run("import", file, "--date-order", "dmy"))
    assert "1980-04-03" in answer(run("customer", "sam"))


def test_consent_and_what_is_kept_are_shown_with_the_customer(run: Run, pad: Pad) -> None:
    run("import", SQUARE)
    shown = answer(run("customer", "ann lee"))
    assert "messages\tconsent withdrawn today · import from Square\n" in shown
    assert "also\tsquare, Creation Source: Manual\n" in shown


# -- at a terminal -------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_a_terminal")
def test_an_unknown_list_is_shown_and_asked_about(run: Run, pad: Pad, table: Table) -> None:
    file = table(
        "Wer,Fav drink,Tag 1", "Sam Smith,oat latte,03/04/1980", "Ann Lee,tea,", "Bo,,", "Di,,"
    )
    typed = "\n?\nWer=nam\nWer=name\nTag 1=birthday\n\n1\n"
    result = run("import", file, typed=typed)
    assert answer(result).startswith("4 rows read: 4 created")
    assert "Sam Smith · Ann Lee · Bo" in result.stderr
    assert "Di" not in result.stderr
    assert "send one to name, phone or email" in result.stderr
    assert "how the name is said aloud" in result.stderr
    assert "There is no field called 'nam'" in result.stderr
    (birthday,) = pad.customer("sam").occasions
    assert (birthday.month, birthday.day) == (4, 3)


@pytest.mark.usefixtures("at_a_terminal")
def test_a_list_can_be_left(run: Run, pad: Pad, table: Table) -> None:
    assert run("import", table("Name", "Sam"), typed="q\n").exit_code == 1
    assert pad.customers() == []


@pytest.mark.usefixtures("at_a_terminal")
def test_a_known_list_is_not_asked_about(run: Run, pad: Pad, table: Table) -> None:
    answer(run("import", SQUARE, typed=""))
    answer(run("import", table("Name", "Sam"), typed="\n"))
    answer(run("import", table("Name", "Ann"), typed=""))
    answer(run("import", table("NAME,Shoe size", "Bo,9"), "--yes", typed=""))
    assert len(pad.customers()) == 6


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "taken"), [("y\n", ["Sam"]), ("\n", [])])
def test_one_bad_row_need_not_stop_the_list(
    run: Run, pad: Pad, table: Table, typed: str, taken: list[str]
) -> None:
    file = table("customer,text", "Sam,tea", "Bo")
    result = run("import", file, typed=typed)
    assert result.exit_code == 5
    assert result.stderr.count("line 3: The row has 1 cell") == 1
    assert "1 of 2 rows are good. Import them, and put the others into" in result.stderr
    assert [person.name for person in pad.customers()] == taken
    assert Path(file).with_suffix(".rejected.csv").exists() == bool(taken)


@pytest.mark.usefixtures("at_a_terminal")
def test_the_order_of_days_of_our_own_layout_is_asked_for_too(
    run: Run, pad: Pad, table: Table
) -> None:
    file = table("customer,text,on", "Sam,tea,03/04/2025")
    result = run("import", file, typed="2\n")
    assert answer(result).startswith("1 row read: 1 created")
    assert "Which day is 03/04/2025 in this file? (1-2, Enter to cancel)" in result.stderr
    assert "  1  3 April\n  2  4 March\n" in result.stderr
    assert str(pad.notes("sam")[0].noted_on) == "2025-03-04"


def test_rejected_rows_of_another_program_can_be_mended_and_imported(
    run: Run, pad: Pad, table: Table, tmp_path: Path
) -> None:
    file = table("Wer,E-Mail", "Sam,sam@example.com", "Ann,ann")
    assert run("import", file, "--map", "Wer=name", "--skip-bad").exit_code == 5
    rejected = tmp_path / "clients.rejected.csv"
    rejected.write_text(rejected.read_text(encoding="utf-8").replace("ann,", "ann@example.com,"))
    assert "1 row read: 1 created" in answer(run("import", str(rejected)))
    assert pad.notes("ann") == []
