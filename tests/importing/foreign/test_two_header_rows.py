"""Where the column names stand, if a row of merged cells stands over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad

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
