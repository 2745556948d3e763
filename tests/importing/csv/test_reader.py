from __future__ import annotations

import codecs
import csv
import gzip
import io
import os
import re
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NoReturn

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prefpad.db.connection import create
from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.importing.csv import records as parsing
from prefpad.importing.csv import sniff as encodings
from prefpad.importing.csv.reader import Sheet, open_sheet, spooled
from prefpad.importing.csv.records import StrayRecord, UnreadableRow
from prefpad.importing.report import Problem

Open = Callable[[bytes | str], Sheet]
Rows = list[tuple[int, list[str]] | UnreadableRow]


@pytest.fixture
def sheet(tmp_path: Path) -> Open:
    def opened(content: bytes | str) -> Sheet:
        path = tmp_path / "list.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_sheet(path)

    return opened


def rows(sheet: Sheet) -> Rows:
    return list(sheet.rows())


def problems(sheet: Sheet) -> list[Problem]:
    return [row for row in sheet.rows() if isinstance(row, Problem)]


def lines(sheet: Sheet) -> list[int]:
    return [row.line if isinstance(row, Problem) else row[0] for row in sheet.rows()]


# Headers


def test_a_header_and_its_rows_are_read_with_their_lines(sheet: Open) -> None:
    opened = sheet("customer,text\nAnna,tea\nBen,coffee\n")
    assert opened.header == ("customer", "text")
    assert (opened.header_line, opened.size) == (1, 34)
    assert rows(opened) == [(2, ["Anna", "tea"]), (3, ["Ben", "coffee"])]


def test_rows_can_be_read_twice_and_anew(sheet: Open) -> None:
    opened = sheet("customer\nAnna\n")
    assert rows(opened) == rows(opened) == [(2, ["Anna"])]
    with opened.path.open("a") as file:
        file.write("Ben\n")
    assert lines(opened) == [2, 3]


def test_header_cells_are_stripped_and_row_cells_are_not(sheet: Open) -> None:
    opened = sheet(" customer , text\u3000\n Anna , tea\n")
    assert opened.header == ("customer", "text")
    assert rows(opened) == [(2, [" Anna ", " tea"])]


def test_blank_lines_and_lines_of_delimiters_before_the_header_are_passed_over(sheet: Open) -> None:
    opened = sheet('\r\n  \r\n,,,\r\n"",\r\ncustomer,text\r\nAnna,tea\r\n')
    assert (opened.header, opened.header_line) == (("customer", "text"), 5)
    assert rows(opened) == [(6, ["Anna", "tea"])]


def test_a_header_of_several_lines_counts_them_all(sheet: Open) -> None:
    opened = sheet('customer;"what they\nlike, and; not"\nAnna;tea\n')
    assert opened.header == ("customer", "what they\nlike, and; not")
    assert lines(opened) == [3]


def test_an_empty_last_column_is_dropped_from_header_and_rows(sheet: Open) -> None:
    opened = sheet("customer,text,\nAnna,tea,\nBen,coffee\nCleo,milk,more\n,,\n")
    assert opened.header == ("customer", "text")
    assert [row for row in opened.rows() if not isinstance(row, Problem)] == [
        (2, ["Anna", "tea"]),
        (3, ["Ben", "coffee"]),
        (4, ["Cleo", "milk", "more"]),
        (5, ["", ""]),
    ]


def test_several_empty_last_columns_are_dropped_too(sheet: Open) -> None:
    opened = sheet("customer,text,, ,\nAnna,tea,,,\nBen,coffee,,more,\n")
    assert opened.header == ("customer", "text")
    assert rows(opened) == [(2, ["Anna", "tea"]), (3, ["Ben", "coffee", "", "more", ""])]


def test_an_empty_last_cell_under_a_name_stays(sheet: Open) -> None:
    opened = sheet("customer,text\nAnna,\n")
    assert opened.header == ("customer", "text")
    assert rows(opened) == [(2, ["Anna", ""])]


def test_a_header_without_rows_is_fine(sheet: Open) -> None:
    assert rows(sheet("customer,text")) == []
    assert rows(sheet("customer,text\n\n")) == []


def test_names_may_repeat_and_be_empty_before_the_end(sheet: Open) -> None:
    assert sheet("text,,text, ,\n").header == ("text", "", "text")


def test_a_header_whose_quote_is_open_is_refused_with_its_line(sheet: Open) -> None:
    with pytest.raises(AskedWrongly, match="line 2"):
        sheet('\ncustomer,"text\nAnna,tea\n')


def test_a_row_that_repeats_the_header_is_told(sheet: Open) -> None:
    repeats = "The row repeats the column names."
    assert rows(sheet('customer,text\nAnna,tea\n"customer", text\nBen,text\n')) == [
        (2, ["Anna", "tea"]),
        StrayRecord(3, repeats, '"customer", text\n'),
        (4, ["Ben", "text"]),
    ]
    for again in ("customer", "\ufeffcustomer", '\ufeff"customer"'):
        assert rows(sheet(f"customer\n{again}\n")) == [StrayRecord(2, repeats, f"{again}\n")]
        trailing = f"{again},text,\n"
        assert rows(sheet(f"customer,text,\n{trailing}")) == [StrayRecord(2, repeats, trailing)]


# Headers behind a preamble


def knows(cells: Sequence[str]) -> bool:
    return "customer" in cells


@pytest.fixture
def under(tmp_path: Path) -> Callable[[str], Sheet]:
    def opened(content: str) -> Sheet:
        path = tmp_path / "list.csv"
        path.write_bytes(content.encode())
        return open_sheet(path, knows)

    return opened


@pytest.mark.parametrize(
    "above",
    [
        'Notes:\n"Some are missing, you see.\n<a href=""x"">"\n\n',
        "Customers, exported, all; of them\n\n",
        "# one\n# two\n",
        "Our customers,\nin March,\n,\n",
        '"Our "list"\n',
        '"Our list\n',
        "sep=,\nOur customers\n",
        "\n" * 1000 + "remark\n" * 19,
    ],
)
def test_a_header_that_is_known_is_found_behind_a_preamble(
    under: Callable[[str], Sheet], above: str
) -> None:
    opened = under(f"{above}customer,text\nAnna,tea\n")
    line = above.count("\n") + 1
    assert (opened.header, opened.header_line) == (("customer", "text"), line)
    assert rows(opened) == [(line + 1, ["Anna", "tea"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_preamble_says_nothing_of_the_delimiter(
    under: Callable[[str], Sheet], delimiter: str
) -> None:
    opened = under(f"a,b;c|d,e;f|g\th\ncustomer{delimiter}text\nAnna{delimiter}tea\n")
    assert (opened.delimiter, opened.header_line) == (delimiter, 2)


def test_the_first_record_is_the_header_where_none_is_known(
    sheet: Open, under: Callable[[str], Sheet]
) -> None:
    for content in ("name,text\nAnna,tea\n", "\n\nname\n", "remark\n" * 20 + "customer\n"):
        assert under(content) == sheet(content)
    with pytest.raises(AskedWrongly, match="empty"):
        under("sep=~\n~~~\n\ufeff\n,,\n")


def test_a_row_of_which_the_word_is_known_is_no_header_below_one(
    under: Callable[[str], Sheet],
) -> None:
    opened = under("customer,text\nAnna,customer\n")
    assert rows(opened) == [(2, ["Anna", "customer"])]


def test_a_row_above_the_header_is_told(under: Callable[[str], Sheet]) -> None:
    above = "The row is above the column names."
    assert rows(under('Our list,\nAnna,tea\n"Ben",""\nCleo,"a\nb"\ncustomer,text\nDan,x\n')) == [
        UnreadableRow(2, above, "Anna,tea\n"),
        UnreadableRow(4, above, 'Cleo,"a\nb"\n'),
        (7, ["Dan", "x"]),
    ]


# Rows


def test_blank_lines_between_rows_are_skipped_and_counted(sheet: Open) -> None:
    opened = sheet("customer,text\n\nAnna,tea\n \t\n\nBen,coffee\n\n")
    assert rows(opened) == [(3, ["Anna", "tea"]), (6, ["Ben", "coffee"])]


def test_spaces_are_a_cell_where_there_is_one_column(sheet: Open) -> None:
    assert rows(sheet('customer\n \n""\n\n')) == [(2, [" "]), (3, [""])]


def test_ragged_rows_are_handed_on_as_they_are(sheet: Open) -> None:
    opened = sheet("customer,text\nAnna\nBen,a,b\n,\n")
    assert rows(opened) == [(2, ["Anna"]), (3, ["Ben", "a", "b"]), (4, ["", ""])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(sheet: Open, end: str) -> None:
    text = 'customer,text\nAnna,"one\ntwo\n"\nBen,tea\n'.replace("\n", end)
    assert rows(sheet(text)) == [(2, ["Anna", f"one{end}two{end}"]), (5, ["Ben", "tea"])]


def test_a_cell_beyond_the_limit_of_the_csv_module_is_a_row(sheet: Open) -> None:
    huge = "x" * 1_000_000
    assert len(huge) > 131_072
    assert rows(sheet(f"customer,text\nAnna,{huge}\nBen,tea\n")) == [
        (2, ["Anna", huge]),
        (3, ["Ben", "tea"]),
    ]


def test_a_cell_beyond_our_own_limit_is_a_problem_and_reading_goes_on(
    sheet: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = csv.field_size_limit(100)
    monkeypatch.setattr(parsing, "LONGEST_CELL", 100)
    try:
        for cell in ("x" * 101, f'"{"x" * 101}"'):
            for row in (f"Anna,{cell}", f"{cell},Anna"):
                first, second = rows(sheet(f"customer,text\n{row}\nBen,tea\n"))
                assert first == UnreadableRow(
                    2, "A cell is longer than 100 characters.", f"{row}\n"
                )
                assert second == (3, ["Ben", "tea"])
        assert problems(sheet(f"customer,text\nAnna,{'x' * 100}\n")) == []
    finally:
        csv.field_size_limit(before)


def test_a_limit_that_someone_set_higher_is_left_alone(sheet: Open) -> None:
    before = csv.field_size_limit(1 << 30)
    try:
        rows(sheet("customer\nAnna\n"))
        assert csv.field_size_limit() == 1 << 30
    finally:
        csv.field_size_limit(before)


# Records that cannot be read


def test_a_quote_left_open_to_the_end_is_named_and_the_rows_after_it_are_read(sheet: Open) -> None:
    opened = sheet('customer,text\nAnna,tea\nBen,"coffee\nCleo,milk\nDan,water\n')
    assert rows(opened) == [
        (2, ["Anna", "tea"]),
        UnreadableRow(3, "The quote that opens on line 3 is never closed.", 'Ben,"coffee\n'),
        (4, ["Cleo", "milk"]),
        (5, ["Dan", "water"]),
    ]


@pytest.mark.parametrize("after", ['Cleo,"milk"', '"Cleo","milk"', '"Cleo",milk'])
def test_a_quote_left_open_does_not_swallow_quoted_rows_after_it(sheet: Open, after: str) -> None:
    opened = sheet(f'customer,text\nBen,"coffee\n{after}\n')
    assert rows(opened) == [
        UnreadableRow(2, "The quote that opens on line 2 is never closed.", 'Ben,"coffee\n'),
        (3, ["Cleo", "milk"]),
    ]


def test_the_line_of_the_open_quote_is_named_not_that_of_the_record(sheet: Open) -> None:
    opened = sheet('a,b,c\n1,"two\nlines","open\n2,x,y\n')
    first, second = rows(opened)
    assert isinstance(first, Problem)
    assert first.line == 3
    assert "opens on line 3" in first.reason
    assert "Lines 2 to 3 are not read" in first.reason
    assert second == (4, ["2", "x", "y"])


def test_every_open_quote_is_a_problem_of_its_own(sheet: Open) -> None:
    opened = sheet("a,b\n" + 'x,"y\n' * 50 + "1,2\n")
    assert [problem.line for problem in problems(opened)] == list(range(2, 52))
    assert rows(opened)[-1] == (52, ["1", "2"])


def test_text_behind_a_closed_quote_is_a_problem_and_its_lines_are_no_rows(sheet: Open) -> None:
    opened = sheet('a,b\n1,"two\nlines"x,3\n4,5\n')
    first, second = rows(opened)
    assert isinstance(first, Problem)
    assert first.line == 2
    assert "opens on line 2" in first.reason
    assert "end on line 3" in first.reason
    assert second == (4, ["4", "5"])


def test_quotes_that_are_well_formed_are_no_problem(sheet: Open) -> None:
    opened = sheet('a,b\n"1 ""x""",5" nail\n"","two\n\nlines"\n')
    assert rows(opened) == [(2, ['1 "x"', '5" nail']), (3, ["", "two\n\nlines"])]


def test_a_record_with_nul_is_a_problem_and_its_neighbours_are_rows(sheet: Open) -> None:
    opened = sheet("customer,text\nAnna,tea\nBen,cof\0fee\nCleo,milk\n")
    first, second, third = rows(opened)
    assert (first, third) == ((2, ["Anna", "tea"]), (4, ["Cleo", "milk"]))
    assert isinstance(second, UnreadableRow)
    assert (second.line, second.text) == (3, "Ben,cof\0fee\n")
    assert "NUL" in second.reason
    assert opened.encoding == "utf-8"


def test_a_nul_deep_in_the_file_is_found(sheet: Open) -> None:
    many = "Anna,tea\n" * 120_000
    opened = sheet(f"customer,text\n{many}Ben,\0\nAnna,tea\n")
    assert [problem.line for problem in problems(opened)] == [120_002]


def test_progress_tells_bytes_and_ends_at_the_size(sheet: Open) -> None:
    opened = sheet("customer,text\n" + "Anna,tea\n" * 5_000)
    told: list[int] = []
    assert sum(1 for _ in opened.rows(told.append)) == 5_000
    assert len(told) == 6
    assert told == sorted(told)
    assert told[0] < opened.size
    assert told[-1] == opened.size


# Encodings


TEXT = "customer,text\r\nZoë,café\r\nBjørn,“tea”\r\n"
READ = [(2, ["Zoë", "café"]), (3, ["Bjørn", "“tea”"])]


@pytest.mark.parametrize(
    ("codec", "mark", "read_as"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_each_encoding_is_recognised(sheet: Open, codec: str, mark: bytes, read_as: str) -> None:
    opened = sheet(mark + TEXT.encode(codec))
    assert opened.encoding == read_as
    assert opened.header == ("customer", "text")
    assert rows(opened) == READ


def test_a_mark_before_a_quoted_name_does_not_spoil_the_quotes(sheet: Open) -> None:
    assert sheet('\ufeff"customer","text"\n').header == ("customer", "text")


@pytest.mark.parametrize("text", ["Имя,Телефон\nИлья,123\n", "Ādolfs,Ēka\nĀ,Ē\n"])
def test_utf_16_without_a_mark_is_proven_in_other_scripts_too(sheet: Open, text: str) -> None:
    assert sheet(text.encode("utf-16-le")).encoding == "utf-16-le"
    assert sheet(text.encode("utf-16-be")).encoding == "utf-16-be"
    assert sheet(text).encoding == "utf-8"


@pytest.mark.parametrize("text", ["a,b\nx,\0\n", "ab,cd\n\0,e\n", "name\nAn\0na\n"])
def test_a_stray_nul_is_no_proof_of_utf_16(sheet: Open, text: str) -> None:
    assert sheet(text).encoding == "utf-8"


def test_a_late_byte_of_windows_1252_decides_for_the_whole_file(sheet: Open) -> None:
    early = "customer,text\n" + "Anna,tea\n" * 120_000
    opened = sheet((early + "Zoë,caf\u00e9\n").encode("cp1252"))
    assert opened.encoding == "cp1252"
    *_, last = opened.rows()
    assert last == (120_002, ["Zoë", "café"])
    assert sheet(early + "Zoë,caf\u00e9\n").encoding == "utf-8"


def test_a_letter_across_two_chunks_is_still_utf_8(
    sheet: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encodings, "_CHUNK", 1)
    assert sheet(TEXT).encoding == "utf-8"


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_bytes_that_no_encoding_knows_are_refused(sheet: Open, byte: int) -> None:
    with pytest.raises(AskedWrongly, match=r"list\.csv is not text"):
        sheet(b"customer\nZo" + bytes([byte]) + b"\n")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (codecs.BOM_UTF8 + b"customer\nZo\xeb\n", "UTF-8"),
        (codecs.BOM_UTF16_LE + "customer\n".encode("utf-16-le") + b"\n", "UTF-16"),
    ],
)
def test_a_file_that_is_not_what_its_mark_says_is_refused(
    sheet: Open, content: bytes, name: str
) -> None:
    with pytest.raises(AskedWrongly, match=f"begins as {name}, "):
        sheet(content)


# Delimiters


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_header(sheet: Open, delimiter: str) -> None:
    opened = sheet(f"customer{delimiter}text\nAnna{delimiter}a,b;c;d;e,f,g\n".replace("\t,", ","))
    assert opened.delimiter == delimiter
    assert opened.header == ("customer", "text")


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ('customer;"likes, dislikes, needs"', ";"),
        ('"likes; dislikes; needs",customer', ","),
        ('"a ""quoted; name; here"" x",customer', ","),
        ('customer\t"a,b\nc,d;e;f"', "\t"),
        ("name, first;phone", ";"),
        ("customer", ","),
        ("customer\nAnna;tea;milk", ","),
        ("name, first;phone\nB, A;1", ";"),
        ("name;first,phone\nA,1", ","),
    ],
)
def test_only_delimiters_outside_quotes_in_the_header_count(
    sheet: Open, header: str, delimiter: str
) -> None:
    assert sheet(header + "\n").delimiter == delimiter


@pytest.mark.parametrize("said", ["sep=;", "SEP=;", '"sep=;"'])
def test_a_first_line_that_names_the_separator_is_believed(sheet: Open, said: str) -> None:
    opened = sheet(f"{said}\r\ncustomer, known as, told by;text\r\nAnna;tea\r\n")
    assert opened.header == ("customer, known as, told by", "text")
    assert (opened.delimiter, opened.header_line) == (";", 2)
    assert rows(opened) == [(3, ["Anna", "tea"])]


def test_any_separator_that_is_named_is_believed(sheet: Open) -> None:
    opened = sheet('\ufeffsep=|\ncustomer|text\nAnna|a,b\nBen|"open\nCleo|x\n')
    assert opened.header == ("customer", "text")
    assert [type(row) for row in opened.rows()] == [tuple, UnreadableRow, tuple]


def test_a_separator_line_further_down_is_a_row(sheet: Open) -> None:
    assert rows(sheet("customer,text\nsep=;\n")) == [(2, ["sep=;"])]
    assert sheet("\nsep=;\nAnna;tea\n").header_line == 2


# Refusals


def zip_bytes() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("clients.csv", "customer")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (zip_bytes(), "a zip file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (gzip.compress(b"customer,text\n", mtime=0), "gzip"),
        (b"<!DOCTYPE html>\n<html><table>", "HTML"),
        (b"\xef\xbb\xbf \n<HTML>", "HTML"),
        ("<table><tr><td>customer".encode("utf-16"), "HTML"),
        (b"<!-- saved from --><html>", "HTML"),
        (b'<?xml version="1.0"?>', "XML"),
        (b'[{"customer": "Anna"}]', "JSON"),
        (b'{\n  "customers": []}', "JSON"),
        (b"[]", "JSON"),
        (bytes(range(256)) * 8, "not text"),
        (b"\x7fELF\x02\x01\x01\0\0\0\n", "a program"),
        (b"\x07\x08,\x01\n", "control characters"),
        (b"", "empty"),
        (b"\n\r\n  \n\t\n", "empty"),
        (b",,,\n,,,\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE + "\r\n".encode("utf-16-le"), "empty"),
        (b"sep=;\r\n", "empty"),
    ],
)
def test_files_that_are_no_csv_are_refused_as_what_they_are(
    sheet: Open, content: bytes, what: str
) -> None:
    with pytest.raises(AskedWrongly, match=what) as refused:
        sheet(content)
    assert refused.value.exit_code == 2
    assert refused.value.sentence.startswith("list.csv ")
    assert refused.value.sentence.count(". ") == 0


def test_an_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pad.csv"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(AskedWrongly, match="an SQLite file"):
        open_sheet(path)


def test_a_pad_is_known_as_one_and_leads_to_restore(tmp_path: Path) -> None:
    create(tmp_path / "pad.db")
    with pytest.raises(AskedWrongly, match=r"pad\.db is a pad, not CSV") as refused:
        open_sheet(tmp_path / "pad.db")
    assert "Pad.restore" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Владимир Петров", "cp1251"),
        ("Владимир Петров", "koi8_r"),
        ("Ελένη Παπαδοπούλου", "cp1253"),
        ("דוד כהן", "cp1255"),
        ("محمد علي", "cp1256"),
        ("ธนา สุขใจ", "cp874"),
        ("王小明", "gb18030"),
        ("김철수, 이영희", "euc_kr"),
        ("田中さくら", "shift_jis"),
        ("Renée und Jürg Weißmüller, Bärbel", "mac_roman"),
        ("Božena Němcová, Jiří Dvořák", "cp1250"),
        ("Wałęsa, Józef Małek, Łukasz Wójcik", "cp1250"),
        ("Jörg Möbius, Käthe Böhm, André", "cp850"),
        ("Renée, Zoë, �", "utf-8"),
    ],
)
def test_what_windows_1252_would_spoil_is_refused(sheet: Open, text: str, encoding: str) -> None:
    content = f"customer\n{text}\n".encode(encoding)
    with pytest.raises(AskedWrongly, match=r"encoding|is not text|UTF-8 in some places"):
        sheet(content + ("é\n".encode("cp1252") if encoding == "utf-8" else b""))


@pytest.mark.parametrize(
    "text",
    [
        "Renée Müller",
        "«Café» \u2013 3 €… “à la carte” 20°",
        "Guðrún Þórðardóttir, Ægir, bláæð",
        "Umlaute: äöüß, Jörg, Bärbel",
        "ÄÄÄH ————— €€€ Straße",
        "Tomáš Š., Zoë, façades, Õun, mõõtühik",
    ],
)
def test_what_is_meant_in_windows_1252_is_read(sheet: Open, text: str) -> None:
    opened = sheet(f"customer;text\n{text};\n".encode("cp1252"))
    assert opened.encoding == "cp1252"
    assert rows(opened) == [(2, [text, ""])]


@pytest.mark.parametrize(
    "header",
    [
        "ID;Phone\nB;12",
        "ID;PHONE\nC;x",
        "dn,text",
        "Table,0\n0,1",
        "version,1",
        "[Name],[Phone]",
        "{name},{phone}",
        "<Name>,<Phone>",
        "PK,name",
        "Begin,End",
    ],
)
def test_headers_that_only_look_like_other_files_are_taken(sheet: Open, header: str) -> None:
    assert len(sheet(header + "\n").header) == 2


def test_a_missing_file_and_one_under_a_file_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, said in (
        (tmp_path / "none.csv", "does not exist"),
        (tmp_path / "file" / "x.csv", "cannot be read"),
        (Path("a\0b"), "cannot be read"),
        (Path("x" * 5000), "cannot be read"),
    ):
        with pytest.raises(CouldNot, match=said) as refused:
            open_sheet(path)
        assert refused.value.exit_code == 1


def test_a_folder_could_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(CouldNot, match="is a folder"):
        open_sheet(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(CouldNot, match="is a pipe"):
        open_sheet(path)


def failing(error: OSError) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def test_a_file_that_may_not_be_read_could_not_be_read(
    sheet: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = sheet("customer\nAnna\n")
    monkeypatch.setattr(Path, "open", failing(PermissionError(13, "Permission denied")))
    with pytest.raises(CouldNot, match="permission to read"):
        open_sheet(opened.path)
    with pytest.raises(CouldNot, match="permission to read"):
        rows(opened)


class Failing(io.BytesIO):
    """A disk that fails once its first bytes are read."""

    def read1(self, _size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read1(20)


def test_a_disk_that_fails_while_rows_are_read_could_not_be_read(
    sheet: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"customer,text\nAnna,tea\nBen,coffee\n"
    opened = sheet(content)
    monkeypatch.setattr(Path, "open", lambda *_: Failing(content))
    with pytest.raises(CouldNot, match="Input/output error"):
        rows(opened)


def test_an_error_of_the_progress_bar_is_not_blamed_on_the_file(sheet: Open) -> None:
    opened = sheet("customer\n" + "Anna\n" * 3000)
    with pytest.raises(BrokenPipeError):
        list(opened.rows(failing(BrokenPipeError())))


def test_a_file_that_vanished_before_its_rows_could_not_be_read(sheet: Open) -> None:
    opened = sheet("customer\nAnna\n")
    opened.path.unlink()
    with pytest.raises(CouldNot, match="does not exist"):
        rows(opened)


@pytest.mark.parametrize(
    "content", [b"customer\nZo\xeb\n", b"name\nAnna\n", b"", b'customer"\n', b'"customer\n']
)
def test_a_file_that_changed_before_its_rows_could_not_be_read(sheet: Open, content: bytes) -> None:
    opened = sheet("customer\nAnna\n")
    opened.path.write_bytes(content)
    with pytest.raises(CouldNot, match="changed while it was being read"):
        rows(opened)


# Standard input


def test_a_stream_is_kept_privately_and_removed_afterwards() -> None:
    with spooled(io.BytesIO(b"customer\nAnna\n")) as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        opened = open_sheet(path)
        assert rows(opened) == rows(opened) == [(2, ["Anna"])]
    assert not path.parent.exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError])
def test_the_copy_is_removed_whatever_happens(error: type[BaseException]) -> None:
    kept: list[Path] = []

    def use() -> None:
        with spooled(io.BytesIO(b"customer\n")) as path:
            kept.append(path)
            raise error

    with pytest.raises(error):
        use()
    assert not kept[0].parent.exists()


class Interrupted(io.BytesIO):
    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def read(self, _size: int | None = -1, /) -> bytes:
        raise self.error


def test_a_stream_that_breaks_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with (
        pytest.raises(CouldNot, match="Input/output error"),
        spooled(Interrupted(OSError(5, "Input/output error"))),
    ):
        pass
    with pytest.raises(KeyboardInterrupt), spooled(Interrupted(KeyboardInterrupt())):
        pass
    closed = io.BytesIO()
    closed.close()
    with pytest.raises(CouldNot, match="Standard input"), spooled(closed):
        pass
    assert list(folder.iterdir()) == []


def test_no_room_for_the_copy_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(CouldNot, match="could not be copied"), spooled(io.BytesIO()):
        pass


def test_errors_about_standard_input_name_it() -> None:
    with spooled(io.BytesIO(b"%PDF-1.7")) as path, pytest.raises(AskedWrongly, match=r"^stdin is"):
        open_sheet(path)


# Round trip


names = st.text("abcdefé'\"\n\r ", max_size=8) | st.text(',;\t"', max_size=8).map('"'.__add__)
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
awkward = st.text(' \t\r\n",;a\x85\u2028', max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 4))
    header = [f"n{place}{draw(names)}." for place in range(width)]
    row = st.lists(cells | awkward, min_size=width, max_size=width)
    return [header, *draw(st.lists(row, max_size=6))]


@given(
    tables(),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_csv_writer_wrote_is_read_back_with_its_lines(
    tmp_path: Path, table: list[list[str]], delimiter: str, encoding: str, quoting: Literal[0, 1]
) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting)
    begins = []
    for row in table:
        begins.append(1 + len(re.findall(r"\r\n|\r|\n", buffer.getvalue())))
        writer.writerow(row)
    try:
        content = buffer.getvalue().encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    if encoding == "cp1252":
        assume(content.isascii() or not is_utf8(content))
        assume(not re.search(rb"[\x80-\xff]{2}|[\x80-\x9f\xa7]", content))
    path = tmp_path / "table.csv"
    path.write_bytes(content)

    opened = open_sheet(path)

    assert opened.header_line == 1
    assert opened.header == tuple(name.strip() for name in table[0])
    assert opened.size == len(content)
    assert rows(opened) == list(zip(begins[1:], table[1:], strict=True))


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.binary(max_size=60), st.sampled_from([b"", b"a,b\n", b'a,b\n1,"', b"\xff\xfe"]))
def test_no_bytes_end_in_anything_but_rows_and_sentences(
    tmp_path: Path, content: bytes, begin: bytes
) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(begin + content)
    try:
        found = lines(open_sheet(path))
    except AskedWrongly:
        return
    assert found == sorted(found)


@given(st.text('ab,"\n', max_size=40))
def test_every_line_with_text_is_a_row_or_named_in_a_problem(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.csv"
    path.write_text("a,b\n" + text)
    opened = open_sheet(path)
    accounted: set[int] = set()
    for row in opened.rows():
        if isinstance(row, Problem):
            span = re.search(r"Lines (\d+) to (\d+)", row.reason)
            first, last = map(int, span.groups()) if span else (row.line, row.line)
            accounted |= set(range(first, last + 1))
        else:
            breaks = sum(cell.count("\n") for cell in row[1])
            accounted |= set(range(row[0], row[0] + breaks + 1))
    expected = {number for number, line in enumerate(text.split("\n"), 2) if line.strip('"')}
    assert expected <= accounted
