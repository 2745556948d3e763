"""Lists that are HTML or an XML spreadsheet, whatever their file is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.importing.files.html_table import list_in

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset={charset}"><style>td {{}}</style></head>
<body><table><tr><td>Menu</td></tr></table>
<table border=1><tr><th>Name</th><th>Mobile</th><th>Notes</th></tr>
<tr><td>J&uuml;rgen &#214;st</td><td x:str>030 5550101</td><td>tea<br>no sugar</td></tr>
<tr><td>Владимир</td><td></td><td>window</td></tr></table></body></html>"""

XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles/>
<Worksheet ss:Name="K"><Table>
<Row><Cell><Data ss:Type="String">Name</Data></Cell><Cell><Data>Mobile</Data></Cell>
<Cell><Data>Notes</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Ann Berg</Data></Cell><Cell ss:Index="3"><Data>tea</Data></Cell>
</Row></Table></Worksheet></Workbook>"""


def table(page: str) -> list[list[str]]:
    return list_in([page])


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "utf-16", "no-such-charset"])
def test_an_xls_that_is_a_web_page_is_read_as_one(pad: Pad, tmp_path: Path, charset: str) -> None:
    encoding = "utf-8" if charset == "no-such-charset" else charset
    page = PAGE.format(charset=charset).replace("\u2019", "")
    (tmp_path / "clients.xls").write_bytes(page.encode(encoding))
    report = pad.import_file(tmp_path / "clients.xls")
    assert (report.created, report.rejected) == (2, 0)
    assert [note.text for note in pad.notes("Jürgen Öst")] == ["tea\nno sugar"]
    assert [note.text for note in pad.notes("Владимир")] == ["window"]


def test_an_xls_that_is_csv_is_read_as_that(pad: Pad, tmp_path: Path) -> None:
    (tmp_path / "clients.xls").write_bytes("Name\tMobile\nAnn Berg\t5550101\n".encode("utf-16"))
    assert pad.import_file(tmp_path / "clients.xls").created == 1


def test_an_xml_spreadsheet_is_read_with_its_gaps(pad: Pad, tmp_path: Path) -> None:
    (tmp_path / "clients.xls").write_text(XML, encoding="utf-8")
    assert pad.import_file(tmp_path / "clients.xls").created == 1
    assert [note.text for note in pad.notes("Ann Berg")] == ["tea"]


def test_a_page_without_a_list_is_refused(pad: Pad, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("<html><body>Sign in, please</body></html>", encoding="utf-8")
    with pytest.raises(Exception, match=r"a\.csv is HTML \(a web page\), not CSV\."):
        pad.import_file(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        (
            "<table><tr><td colspan=2>a<td>b<tr><td>1<td>2<td>3</table>",
            [["a", "", "b"], ["1", "2", "3"]],
        ),
        (
            "<table><tr><td rowspan=2>a<td rowspan=2>b<tr><tr><td>1<td>2</table>",
            [["a", "b"], ["", ""], ["1", "2"]],
        ),
        (
            "<table><tr><td>a<td rowspan=2>b<tr><td>c<tr><td>1<td>2</table>",
            [["a", "b"], ["c", ""], ["1", "2"]],
        ),
        (
            "<table><tr><td>a<td><table><tr><td>x</table>b<tr><td>1<td>2</table>",
            [["a", "b"], ["1", "2"]],
        ),
        (
            "<table><tr><td>a\n  b<td>c<script>d</script><tr><td>1<td>2</table>",
            [["a b", "c"], ["1", "2"]],
        ),
        ("<table><tr><td>a<tr><td>b</table>", []),
        ("<table><tr><td>a<td>b</table>", []),
        ("<p>a</p>", []),
    ],
)
def test_cells_stay_in_their_columns(page: str, rows: list[list[str]]) -> None:
    assert table(page) == rows


def test_a_cell_that_claims_to_be_very_wide_takes_no_memory() -> None:
    page = f"<table>{'<tr><td colspan=999999999 rowspan=999999999>a<td>b' * 50}</table>"
    assert max(map(len, table(page)), default=0) < 50 * 102


@given(st.text("<>/=&;trdhabl 1\"'!-", max_size=200))
def test_no_page_is_too_odd(page: str) -> None:
    rows = table(f"<table><tr><td>1<td>2<tr>{page}")
    assert len({len(row) for row in rows}) <= 1
