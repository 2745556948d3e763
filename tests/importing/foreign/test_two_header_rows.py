"""Where the column names stand, and what of a file is the list: groups of rows, two tables in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.importing.conftest import Listed

NAMES = "First Name,Last Name,Phone,Email"
ROW = "Ada,Quill,+1 412 555 0109,ada@quill.example"


def test_a_row_of_merged_cells_over_the_names_is_no_header(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text(f"Client,,Contact,\n{NAMES}\n{ROW}\n")
    report = pad.import_file(file)
    assert (report.created, report.rejected) == (1, 0)
    ada = pad.customer("@1")
    assert (ada.name, ada.phones, ada.emails) == (
        "Ada Quill",
        ("+1 412 555 0109",),
        ("ada@quill.example",),
    )


def test_a_column_of_another_group_with_the_same_name_is_not_the_customers(
    pad: Pad, tmp_path: Path
) -> None:
    file = tmp_path / "members.csv"
    file.write_text(
        "Member,,,Emergency contact,,\nName,Phone,Email,Name,Relationship,Phone\n"
        "Ada Quill,555 0131,ada@quill.example,Rob Quill,husband,555 0939\n"
    )
    pad.import_file(file)
    assert (pad.customer("@1").name, pad.customer("@1").phones) == ("Ada Quill", ("555 0131",))
    assert {(note.topic, note.text) for note in pad.notes("@1")} == {
        ("Emergency contact Name", "Rob Quill"),
        ("Emergency contact Relationship", "husband"),
        ("Emergency contact Phone", "555 0939"),
    }


def test_a_row_above_the_names_that_is_no_header_is_still_told(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text(f"Bo,Rask,,bo@rask.example\n{NAMES}\n{ROW}\n")
    report = pad.import_file(file)
    assert [problem.line for problem in report.problems] == [1]


def test_a_header_with_a_gap_stays_one_over_a_row(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text(f"First Name,Last Name,,Email\n{ROW}\n")
    assert pad.import_file(file).created == 1


def test_a_row_that_holds_the_word_customer_is_no_header(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "guests.csv"
    file.write_text("Name,Lead status\nAda Quill,warm\nBo Rask,Customer\n")
    assert pad.import_file(file).created == 2


SALES = """\
Shop of Ann,,,,
Sales by Customer Detail,,,,
,,,,
,Date,Num,Product/Service,Amount
Nora Vale,,,,
,01/05/2026,1001,Haircut,45.00
,01/15/2026,1012,Colour,85.00
Total for Nora Vale,,,,130.00
Pat Reed,,,,
{total},,,,0.00
TOTAL,,,,130.00
,,,,
"Thursday, Apr 02, 2026 10:15:11 AM GMT-7 - Accrual Basis",,,,
"""


@pytest.mark.parametrize(
    "total",
    [
        *("Total for Pat Reed", "Total Pat Reed", "Pat Reed Total", "Total: Pat Reed"),
        *("Summe Pat Reed", "Total pour Pat Reed", "Totale per Pat Reed", "Totaal voor Pat Reed"),
        *("Total de Pat Reed", "Pat Reed - Total", "Subtotal Pat Reed"),
    ],
)
def test_the_rows_below_a_name_are_its_customers_visits(
    pad: Pad, listed: Listed, total: str
) -> None:
    file = listed(*SALES.format(total=total).splitlines())
    assert pad.import_file(file).rejected == 0
    assert [one.name for one in pad.customers()] == ["Nora Vale", "Pat Reed"]
    assert [str(one.on) for one in pad.visits("Nora Vale")] == ["2026-01-15", "2026-01-05"]
    assert pad.notes("Nora Vale") == []
    again = pad.import_file(file)
    assert (again.created, again.updated) == (0, 0)


@pytest.mark.parametrize("name", ["Kim Vale", "Starbucks", "Lou & Sons Ltd"])
def test_the_rows_of_a_group_are_one_customers_though_no_visits(
    pad: Pad, listed: Listed, name: str
) -> None:
    rows = (f"{name},,,", ",03/02/2026,Invoice,10.00", ",03/20/2026,Payment,-10.00")
    report = pad.import_file(
        listed("Customer,Date,Transaction Type,Amount", *rows, f"Total for {name},,,0.00")
    )
    assert (report.created, report.twin_count) == (1, 0)


def test_a_name_above_blank_cells_without_a_total_heads_no_group(pad: Pad, listed: Listed) -> None:
    rows = ("Ann Lee,,", ",0171 5550101,a@x.example", "Bo Ray,0171 5550102,")
    pad.import_file(listed("Name,Phone,Email", *rows))
    assert pad.customer("Ann Lee").phones == ()


@pytest.mark.parametrize("blank", ["", ",,"])
@pytest.mark.parametrize(
    ("second", "line"),
    [
        (("Supplier,Contact,City", "Beans Ltd,Cy Dunn,Leeds"), 4),
        (("Bookings", "Date,Name,Service,Time", "2026-02-24,Cy Dunn,Cut,10:00"), 5),
        (("Staff,,", "First name,Last name,Phone", "Cy,Dunn,0171 5550103"), 5),
    ],
)
def test_a_second_table_in_a_file_is_left_out_and_named(
    pad: Pad, listed: Listed, second: tuple[str, ...], line: int, blank: str
) -> None:
    file = listed("Name,Phone,Email", "Ann Lee,0171 5550101,a@x.example", blank, *second)
    report = pad.import_file(file)
    assert (report.created, report.rejected) == (1, 0)
    (problem,) = report.left_out
    assert problem.line == 4
    assert problem.reason.startswith(f"Lines 4 to {3 + len(second)} are another table, with ")
    assert problem.reason.endswith(f"Import it with `--header-line {line}`.")
    assert pad.import_file(file, header_line=line).created == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("", "Bo Ray,0171 5550102,b@x.example"),
        ("", "Phone,0171 5550102,b@x.example"),
        ("", "Phone,b@x.example,Birthday: 1980"),
        ('"Cy Dunn\n(guest)",0171 5550103,c@x.example', "Guest,Phone,"),
        ("Guest,Phone,", "Bo Ray,0171 5550102,b@x.example"),
    ],
)
def test_a_row_behind_a_blank_line_is_one_of_the_list(
    pad: Pad, listed: Listed, lines: tuple[str, str]
) -> None:
    report = pad.import_file(
        listed("Name,Phone,Email", "Ann Lee,0171 5550101,a@x.example", *lines), skip_bad=True
    )
    assert not any("another table" in problem.reason for problem in report.left_out)
