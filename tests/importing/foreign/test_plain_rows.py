"""Rows that are read a column at a time: they say what they say when they are read one by one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.importing.csv.cells import Rejected
from prefpad.importing.csv.reader import open_sheet
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.foreign.detect import is_header, planned
from prefpad.importing.foreign.fields import FIELDS, home_named
from prefpad.importing.foreign.parser import ForeignParser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.importing.foreign.models import ForeignRecord

TODAY = date(2026, 3, 2)
LISTS = [
    *sorted((Path(__file__).parents[2] / "data" / "exports").glob("*.csv")),
    *sorted((Path(__file__).parents[2] / "data" / "field_cases").glob("*.csv")),
]
SAM = ("name", "Sam Smith")
AT = ("email", "sam@example.com")


def both(
    parser: ForeignParser, rows: Sequence[list[str]]
) -> list[tuple[ForeignRecord | None, ForeignRecord | None]]:
    """Return each row as it is read with the others, and as it is read alone; None if it is not."""
    fitted: list[list[str]] = []
    for row in rows:
        with suppress(Rejected):
            fitted.append(parser.normalized_row(row))
    together = parser.read_plain(fitted, [*map(parser.identity, fitted)])
    alone: list[ForeignRecord | None] = []
    for row in fitted:
        try:
            alone.append(parser.read(row))
        except Rejected:
            alone.append(None)
    return [*zip(together, alone, strict=True)]


def parser_of(columns: Sequence[tuple[str, str]]) -> ForeignParser:
    homes = [home_named(home) for home, _ in columns]
    return ForeignParser([home for home, _ in columns], homes, TODAY, lambda: None)


def is_plain(*columns: tuple[str, str]) -> bool:
    ((together, alone),) = both(parser_of(columns), [[cell for _, cell in columns]])
    assert together in (None, alone)
    return together is not None


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.stem)
def test_what_is_read_of_a_list_at_once_is_what_its_rows_say_one_by_one(file: Path) -> None:
    sheet = open_sheet(file, lambda cells: is_header(cells, {}))
    rows = [found[1] for found in sheet.rows() if not isinstance(found, UnreadableRow)]
    plan = planned(sheet.header, file.name, {}, {}, rows, TODAY)
    parser = ForeignParser(
        sheet.header, plan.homes, TODAY, lambda: "dmy", several=plan.several, consent=plan.consent
    )
    for together, alone in both(parser, rows):
        assert together in (None, alone)


CELLS = st.one_of(
    st.sampled_from(
        [
            *("", "N/A", "Ann Lee", "Lee", "Ann (VIP)", "Total", "yes", "no", "subscribed", "0"),
            *("a@b.example", "Ann <a@b.example>", "none@none.example", "a@b.example; c@d.example"),
            *("+44 7700 900123", "(555) 010-4403", "0000000000", "555 010 4403 (work)", "12"),
            *("2025-03-02", "2026-03-09", "0000-00-00", "1984", "03/04/2025", "vip, nuts"),
            *("allergic to nuts", "peanut allergy", "has HIV", "tea: green", "female", "x" * 300),
        ]
    ),
    st.text(max_size=12),
)


@given(
    st.lists(st.sampled_from([*FIELDS, "fact:room"]), min_size=1, max_size=7),
    st.data(),
)
def test_no_row_says_more_or_less_for_being_read_with_others(
    homes: list[str], data: st.DataObject
) -> None:
    width = len(homes)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4))
    parser = parser_of([(home, "") for home in homes])
    for together, alone in both(parser, rows):
        assert together in (None, alone)


@pytest.mark.parametrize(
    "columns",
    [
        [SAM, AT],
        [("first name", "Sam"), ("last name", "O'Brien-Smith"), ("phone", "+44 7700 900123")],
        [SAM, ("phone", "(020) 7946 0123"), ("card", "GC-12"), ("id", "7")],
        [SAM, AT, ("phone", "N/A"), ("note", ""), ("fact:address", "1 High Street")],
        [SAM, AT, ("visit", "2025-12-24"), ("birthday", "1980-03-14"), ("tags", "vip; weekly")],
        [
            SAM,
            AT,
            ("messages", "yes"),
            ("not messages", "no"),
            ("keep", "17"),
            ("company", "Boats"),
        ],
        [SAM, AT, ("title", "Mr."), ("last name", "Smith"), ("alias", "Sammy"), ("status", "paid")],
        [SAM, AT, ("visit", "2025-12-24"), ("status", "completed"), ("allergy", "nuts; sesame")],
        [SAM, AT, ("note", "allergic to walnuts"), ("likes", "green tea"), ("tags", "nut allergy")],
    ],
)
def test_a_row_in_which_each_cell_says_one_thing_is_read_with_others(
    columns: list[tuple[str, str]],
) -> None:
    assert is_plain(*columns)


@pytest.mark.parametrize(
    "column",
    [
        ("name", "Ann Lee"),
        ("alias", "Sammy; Sam the Man"),
        ("formal", "Mr. Smith"),
        ("email", "no e-mail"),
        ("email", "Sam <s@example.com>, Ann <a@example.com>"),
        ("phone", "555 010 4403 (after six)"),
        ("phone", "0000000000"),
        ("visit", "2026-12-24"),
        ("visit", "0000-00-00"),
        ("birthday", "1980"),
        ("status", "cancelled"),
        ("company", "sam smith"),
    ],
)
def test_a_row_with_anything_else_in_it_is_read_alone(column: tuple[str, str]) -> None:
    assert is_plain(SAM, AT)
    assert not is_plain(SAM, AT, column)


def test_a_fact_that_tells_a_gender_is_read_alone() -> None:
    parser = ForeignParser(
        ["name", "email", "Gender"],
        [*map(home_named, ("name", "email", "fact"))],
        TODAY,
        lambda: None,
    )
    ((together, alone),) = both(parser, [["Sam Smith", "sam@example.com", "female"]])
    assert together is None
    assert alone is not None
    assert alone.gender == "hers"


@pytest.mark.parametrize("name", ["Total", "Page 1 of 3", "Sam (VIP)", "A"])
def test_a_name_that_may_be_no_name_is_read_alone(name: str) -> None:
    assert not is_plain(("name", name), ("phone", "+44 7700 900123"))
