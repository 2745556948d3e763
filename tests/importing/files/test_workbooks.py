"""Lists in workbooks: what stands in their cells, which sheet is read, and those that cannot be."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.errors import AskedWrongly, CouldNot, PrefpadError
from prefpad.importing.files.staging import as_csv
from prefpad.importing.files.workbook import cell_text, write_workbook
from tests.conftest import TODAY
from tests.helpers.workbooks import ANN, HEADER, changed, workbook

if TYPE_CHECKING:
    from prefpad import Pad

DATA = Path(__file__).parents[2] / "data" / "files"
reads_workbooks = pytest.mark.needs("module python_calamine")
makes_workbooks = pytest.mark.needs("module python_calamine", "module openpyxl")


def lines(path: Path, sheet: str | None = None) -> list[str]:
    with as_csv(path, TODAY, sheet) as rows:
        return rows.path.read_bytes().decode().split("\r\n")


def fault(path: Path, sheet: str | None = None) -> PrefpadError:
    with pytest.raises(PrefpadError) as raised, as_csv(path, TODAY, sheet):
        pass
    return raised.value


@pytest.mark.parametrize("name", ["clients.xls", "clients.ods"])
@reads_workbooks
def test_a_list_of_an_older_or_free_spreadsheet_is_read(pad: Pad, name: str) -> None:
    report = pad.import_file(DATA / name, told=True)
    assert (report.created, report.rejected) == (2, 0)
    ann = pad.customer("Ann Berg")
    assert ann.phones == ("5550104411",)
    assert [day.written for day in ann.occasions] == ["1990-04-03"]
    assert [note.text for note in pad.notes("Bo Ek")] == ["window seat"]


@makes_workbooks
def test_it_can_come_through_a_pipe(pad: Pad, tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", Clients=[HEADER, ANN])
    assert pad.import_file(BytesIO(file.read_bytes())).created == 1


@makes_workbooks
def test_a_rejected_row_is_named_by_the_number_that_the_spreadsheet_shows(
    pad: Pad, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [["Clients of 2025"], [], HEADER, ANN, [], [*ANN[:2], "soon", "", ""]]
    report = pad.import_file(workbook(tmp_path / "list.xlsx", Clients=rows))
    assert [problem.line for problem in report.problems] == [6]
    assert "'soon'" in report.problems[0].reason


@makes_workbooks
def test_a_title_over_merged_cells_is_no_header(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    for row in (["Our dear guests"], [None], ["Wer", "Was"], ["Ann", "tea"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    book.save(tmp_path / "list.xlsx")
    assert lines(tmp_path / "list.xlsx") == ["", "", '"Wer","Was"', '"Ann","tea"', ""]


@makes_workbooks
def test_a_list_of_one_column_keeps_its_first_row(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", Clients=[["E-mail"], ["ann@example.com"]])
    assert lines(file) == ['"E-mail"', '"ann@example.com"', ""]


@makes_workbooks
def test_a_cell_with_an_error_is_blank(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["Name", "Mobile"])
    sheet.append(["Ann", "#REF!"])
    sheet["B2"].data_type = "e"
    book.save(tmp_path / "list.xlsx")
    assert lines(tmp_path / "list.xlsx")[1] == '"Ann",""'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5550104411.0, "5550104411"),
        (0.1 + 0.2, "0.3"),
        (-5.0, "-5"),
        (4111111111111111.0, "4.11111111111111E+15"),
        (True, "TRUE"),
        (date(1990, 4, 3), "1990-04-03"),
        (datetime.fromisoformat("2024-01-02 14:30"), "2024-01-02 14:30"),
        (datetime.fromisoformat("2024-01-02"), "2024-01-02"),
        (time(14, 30), "14:30"),
        (timedelta(hours=30), "30:00"),
        ("two_x000D_\nlines", "two\nlines"),
        ("00441", "00441"),
    ],
)
def test_a_value_is_written_as_it_would_be_typed(value: Any, text: str) -> None:
    assert cell_text(value) == text


@makes_workbooks
def test_a_number_that_lost_digits_in_the_spreadsheet_is_no_phone(pad: Pad, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Name", "Mobile"], ["Ann Berg", 4915155501044112.0]]
    report = pad.import_file(workbook(tmp_path / "list.xlsx", Clients=rows))
    assert "lost digits in a spreadsheet" in report.problems[0].reason


# -- those that cannot be read -------------------------------------------------------------------


@reads_workbooks
def test_a_workbook_with_a_password_is_refused() -> None:
    error = fault(DATA / "locked.xlsx")
    assert isinstance(error, AskedWrongly)
    assert error.sentence == "locked.xlsx is locked with a password."


@reads_workbooks
def test_an_ods_with_a_password_is_refused(tmp_path: Path) -> None:
    locked = changed(
        DATA / "clients.ods",
        tmp_path / "locked.ods",
        "manifest.xml",
        b'manifest:full-path="content.xml" manifest:media-type="text/xml"/>',
        b'manifest:full-path="content.xml" manifest:media-type="text/xml">'
        b'<manifest:encryption-data manifest:checksum="AAAA"/></manifest:file-entry>',
    )
    assert fault(locked).sentence == "locked.ods is locked with a password."


@pytest.mark.parametrize("name", ["clients.xls", "clients.ods", "locked.xlsx"])
@reads_workbooks
def test_one_that_was_cut_short_is_damaged(tmp_path: Path, name: str) -> None:
    content = (DATA / name).read_bytes()
    for part in (100, len(content) // 2, len(content) - 200):
        (tmp_path / name).write_bytes(content[:part])
        error = fault(tmp_path / name)
        assert isinstance(error, CouldNot | AskedWrongly)
        assert name in error.sentence


@makes_workbooks
def test_a_workbook_that_asks_for_more_memory_than_it_may_have_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", Clients=[["Name"], ["Ann"], ["Bo"]])
    far = changed(file, tmp_path / "far.xlsx", "sheet1.xml", b'r="A3"', b'r="XFD1048576"')
    assert "too large" in fault(far).sentence


@makes_workbooks
def test_one_that_unpacks_to_more_than_it_may_have_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", Clients=[["Name"], ["Ann"]])
    full = changed(file, tmp_path / "full.xlsx", "sheet1.xml", b"Ann", b"A" * (96 << 20))
    with (tmp_path / "out").open("wb") as out:
        with pytest.raises(CouldNot, match="too large"):
            write_workbook(full, out, None, most_memory=128 << 20)
        assert write_workbook(file, out, None, most_memory=128 << 20).name == "Clients"


@makes_workbooks
def test_a_workbook_without_rows_is_empty(tmp_path: Path) -> None:
    assert fault(workbook(tmp_path / "list.xlsx", Clients=[])).sentence == (
        "list.xlsx has no sheet with rows."
    )


@reads_workbooks
def test_a_text_document_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    assert fault(tmp_path / "letter.docx").sentence == "letter.docx is damaged or not a workbook."


@makes_workbooks
def test_nothing_is_left_behind(pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    file = workbook(tmp_path / "list.xlsx", Clients=[HEADER, ANN])
    with as_csv(file, TODAY) as rows:
        assert rows.path.stat().st_mode & 0o077 == 0
        assert rows.path.parent.stat().st_mode & 0o077 == 0
    pad.import_file(file)
    (tmp_path / "cut.xlsx").write_bytes(file.read_bytes()[:900])
    with pytest.raises(CouldNot):
        pad.import_file(tmp_path / "cut.xlsx")
    assert [*temporary.iterdir()] == []
