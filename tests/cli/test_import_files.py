"""Importing what owners have: workbooks, web pages, address cards, through the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, refusal
from tests.helpers.workbooks import ANN, BO, HEADER, workbook

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run

DATA = Path(__file__).parents[1] / "data" / "files"
makes_workbooks = pytest.mark.needs("module python_calamine", "module openpyxl")


@makes_workbooks
def test_a_workbook_of_excel_is_read_as_a_csv_of_the_same_cells(
    pad: Pad, run: Run, tmp_path: Path
) -> None:
    file = workbook(tmp_path / "list.xlsx", Clients=[HEADER, ANN, BO])
    assert "2 would be created" in answer(run("import", str(file), "--dry-run"))
    assert answer(run("import", str(file), "--rows", "--format", "plain")) == (
        "2\tcreate\tAnn Berg\t\n3\tcreate\tBo Ek\t\n"
        "2 rows read: 2 created, 0 updated, 0 unchanged, 0 rejected.\n"
    )
    texts = [note.text for note in pad.notes("Ann Berg")]
    assert texts == ["two\nlines", "oat latte"]
    assert "2 unchanged" in answer(run("import", str(file)))
    assert "Undid change 1" in answer(run("import", "--undo", "--yes"))
    assert pad.customers() == []


@makes_workbooks
def test_the_first_sheet_that_is_shown_and_has_rows_is_read(
    run: Run, pad: Pad, tmp_path: Path
) -> None:
    file = workbook(
        tmp_path / "list.xlsx",
        hidden=[["Name"], ["Secret"]],
        Cover=[],
        Clients=[["Name"], ["Ann Berg"]],
        Staff=[["Name"], ["Cid Fox"]],
    )
    told = run("import", str(file), "--rows", "--format", "plain")
    assert "create\tAnn Berg" in told.stdout
    said = "Sheet read: Clients. Not read: Cover, Staff (--sheet NAME reads another)."
    assert said in told.stderr
    assert "create\tCid Fox" in answer(run("import", str(file), "--sheet", "staff", "--rows"))
    told_of = refusal(run("import", str(file), "--sheet", "Suppliers"), 2)
    assert "list.xlsx has no sheet named 'Suppliers'." in told_of
    assert "Cover, Clients, Staff" in told_of
    assert "hidden" not in told_of


@makes_workbooks
@pytest.mark.parametrize(
    ("first", "read"),
    [
        ([["Customer list 2026"], ["Please do not share."]], "Clients"),
        ([["Prepared by", "Ann"], ["Stand", "3.4.2026"]], "Clients"),
        ([["Metric", "Value"], ["Customers", "120"]], "Clients"),
        ([["Who", "Drink", "Seat"], ["Cid", "tea", "1"], ["Dee", "rum", "2"]], "Cover"),
        ([["Name"], ["Cid Fox"], ["Dee Fox"]], "Cover"),
        ([["Client", "Fav drink"], ["Cid Fox", "tea"]], "Cover"),
        ([["Name", "Phone"], ["Cid Fox", "0171 5550101"]], "Cover"),
    ],
)
@pytest.mark.usefixtures("pad")
def test_the_first_sheet_with_a_table_is_read_where_a_note_comes_first(
    run: Run, tmp_path: Path, first: list[list[str]], read: str
) -> None:
    clients = [["Customers", ""], ["Name", "Phone"], ["Ann Berg", "0171 5550102"]]
    file = workbook(tmp_path / "list.xlsx", Cover=first, Clients=clients)
    told = run("import", str(file), "--rows", "--format", "plain")
    assert (f"Sheet read: {read}. " in told.stderr) or "Who, Drink, Seat." in told.stderr
    assert ("create\tAnn Berg" in told.stdout) == (read == "Clients")


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (DATA / "clients.xls", "an old .xls workbook"),
        (DATA / "clients.ods", "an .ods spreadsheet"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "an Excel workbook"),
    ],
)
def test_without_the_extra_one_sentence_says_what_to_type(
    run: Run,
    pad: Pad,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    head: Path | bytes,
    what: str,
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    (tmp_path / "list").write_bytes(head if isinstance(head, bytes) else head.read_bytes())
    assert refusal(run("import", "list"), 2) == (
        f"list is {what}, and what reads it is not installed.\n"
        "hint: Type pip install 'prefpad[excel]', or save the list as CSV.\n"
    )


def test_a_csv_has_no_sheets(run: Run, pad: Pad, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\nAnn\n", encoding="utf-8")
    told = refusal(run("import", "list.csv", "--sheet", "Clients"), 2)
    assert told == "list.csv has no sheets.\nhint: Leave out --sheet.\n"
