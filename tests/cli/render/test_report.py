from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.render.formats import FORMATS, bar
from prefpad.cli.render.report import show_report
from prefpad.domain.record import replace
from prefpad.reports.catalogue import REPORTS
from prefpad.reports.models import Report, ReportPart, Row
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS

if TYPE_CHECKING:
    from datetime import date

COFFEE: Row = {
    "kind": "preference", "topic": "Coffee", "about": "Coffee", "notes": 1234, "checks": 10,
    "changes": 3, "changed": "3 of 10", "changed_in_a_year": 0.58, "change_rate": 1 / 426,
    "low": 1 / 730, "high": 1 / 304, "lasts": "14 months (10 months to 2 years)", "ask_after": 122,
    "of_the_day": False, "set_by": "learned", "asked": "4 months, learned",
}  # fmt: skip
OTHERS = "Not asked about yet"


def topics(*rows: Row, others: list[Row] | None = None) -> Report:
    form = REPORTS["topics"]
    part = ReportPart("topic", "", list(rows), OTHERS, others or [])
    return Report(form.name, form.summary, "", form.columns, [part], form.nothing)


def problems(**parts: list[Row]) -> Report:
    form = REPORTS["problems"]
    listed = [ReportPart(by, by, rows) for by, rows in parts.items()]
    return Report(form.name, form.summary, "", form.columns, listed, form.nothing)


def problem(what: str, count: int, solved: float | None = None) -> Row:
    return {"what": what, "problems": count, "open": 0, "again": 0, "days_to_solve": solved}


def shown(form: str, report: Report, most: int | None = None, today: date = TODAY) -> str:
    out = io.StringIO()
    show_report(report, form, today, out, most)
    return out.getvalue()


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_is_always_as_wide_and_as_full_as_its_share(share: float, width: int) -> None:
    drawn = bar(share, width)
    assert len(drawn) == width
    assert abs(drawn.count("█") - share * width) <= 0.5


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_larger_share_never_has_the_shorter_bar(one: float, other: float) -> None:
    assert bar(min(one, other)).count("█") <= bar(max(one, other)).count("█")


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_a_table_has_a_whole_bar_for_each_row_and_fits(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    rows = [problem("heating", 12, 3.0), problem("noise at night", 6), problem("the lift", 3)]
    lines = shown("table", problems(topic=rows)).splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert [line.count("█") for line in lines if "█" in line] == [10, 5, 2]


def test_a_table_says_all_of_a_topic_in_one_line_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    stairs = COFFEE | {"about": "stairs (need)"}
    table = shown("table", topics(COFFEE, others=[stairs]))
    lines = [" ".join(line.split()) for line in table.splitlines()]
    assert lines[2:] == [
        "Coffee 1,234 3 of 10 ██████···· 58% 14 months (10 months to 2 years) 4 months, learned",
        "Not asked about yet: stairs (need) 1,234 (--format plain lists them all).",
    ]


def test_rows_that_do_not_stand_in_a_table_are_told_in_a_line_the_largest_first() -> None:
    others = [COFFEE | {"about": f"t{number}", "notes": number} for number in range(1, 9)]
    told = " ".join(shown("table", topics(others=others)).split())
    assert told.startswith("Not asked about yet: t8 8, t7 7,")
    assert "t4 4 and 3 more (" in told


def test_plain_has_a_row_a_line_what_it_is_about_first_and_no_bar() -> None:
    report = problems(topic=[problem("heating", 1234, 3.0)], month=[problem("2026-02", 1)])
    assert shown("plain", report).splitlines() == [
        "topic\theating\t1234\t0\t0\t3 days",
        "month\t2026-02\t1\t0\t0\t",
    ]


def test_json_has_every_value_and_csv_a_header_whatever_there_is() -> None:
    assert json.loads(shown("json", topics(COFFEE))) == [COFFEE]
    (row,) = csv.DictReader(io.StringIO(shown("csv", topics(COFFEE))))
    assert row.keys() == COFFEE.keys()
    assert row["change_rate"] == str(1 / 426)
    empty = shown("csv", problems(topic=[], month=[])).splitlines()
    assert empty == ["by,what,problems,open,again,days_to_solve"]


def test_a_limit_cuts_each_table_and_the_list_as_a_whole() -> None:
    rows = [problem(f"t{number}", 1) for number in range(3)]
    report = problems(topic=rows, month=rows)
    assert shown("table", report, 2).count("█") == 4 * 10
    assert len(json.loads(shown("json", report, 2))) == 2


@pytest.mark.parametrize("form", ["table", "plain", "csv"])
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_hostile_text_is_cleaned(form: str, text: str) -> None:
    hostile = replace(topics(COFFEE | {"about": text, "topic": text}), about=text)
    assert not set("\x1b\x07\u202e") & set(shown(form, hostile))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_without_rows_says_so_to_a_person_and_nothing_to_a_program(
    form: str, name: str
) -> None:
    made = REPORTS[name]
    parts = [ReportPart(part.by, part.title, []) for part in made.parts]
    told = shown(form, Report(name, made.summary, "", made.columns, parts, made.nothing))
    assert (made.nothing.split()[0] in told) is (form == "table")
