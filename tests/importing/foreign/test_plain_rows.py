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
from prefpad.importing.foreign import plain_rows
from prefpad.importing.foreign.detect import is_header, planned
from prefpad.importing.foreign.fields import FACT, FIELDS, STORED, home_named
from prefpad.importing.foreign.parser import ForeignParser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.domain.dates import DateOrder
    from prefpad.importing.foreign.models import ForeignRecord

TODAY = date(2026, 3, 2)
LISTS = [
    *sorted((Path(__file__).parents[2] / "data" / "exports").glob("*.csv")),
    *sorted((Path(__file__).parents[2] / "data" / "field_cases").glob("*.csv")),
]
SAM = ("name", "Sam Smith")
AT = ("email", "sam@example.com")


def fitted(parser: ForeignParser, rows: Sequence[list[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    for row in rows:
        with suppress(Rejected):
            found.append(parser.normalized_row(row))
    return found


def plain(parser: ForeignParser, rows: list[list[str]]) -> list[ForeignRecord | None]:
    return [*parser.read_plain(rows, [*map(parser.identity, rows)])]


def alone(parser: ForeignParser, row: list[str]) -> ForeignRecord | str:
    try:
        return parser.read(row)
    except Rejected as reason:
        return str(reason)


def said(parser: ForeignParser, rows: Sequence[list[str]], *, at_once: bool) -> list[object]:
    """Return all that is known once rows were read: at once where they are plain, or each alone."""
    cells = fitted(parser, rows)
    together = plain(parser, cells) if at_once else [None] * len(cells)
    read = [one or alone(parser, row) for one, row in zip(together, cells, strict=True)]
    stored = [one if isinstance(one, str) else [*one.fields().items()] for one in read]
    noticed = parser.stand_ins, parser.without_a_day, parser.encoded_twice
    columns = parser.columns_seen(FACT, *STORED), parser.columns_that_became()
    return [read, stored, noticed, columns]


def parser_of(columns: Sequence[tuple[str, str]]) -> ForeignParser:
    homes = [home_named(home) for home, _ in columns]
    return ForeignParser([home for home, _ in columns], homes, TODAY, lambda: None)


def is_plain(*columns: tuple[str, str]) -> bool:
    row = [cell for _, cell in columns]
    assert said(parser_of(columns), [row], at_once=True) == said(
        parser_of(columns), [row], at_once=False
    )
    (found,) = plain(parser_of(columns), [row])
    return found is not None


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.stem)
def test_what_is_read_of_a_list_at_once_is_what_its_rows_say_one_by_one(file: Path) -> None:
    sheet = open_sheet(file, lambda cells: is_header(cells, {}))
    rows = [found[1] for found in sheet.rows() if not isinstance(found, UnreadableRow)]
    plan = planned(sheet.header, file.name, {}, {}, rows, TODAY)

    def parser() -> ForeignParser:
        return ForeignParser(
            sheet.header,
            plan.homes,
            TODAY,
            lambda: "dmy",
            several=plan.several,
            consent=plan.consent,
        )

    assert said(parser(), rows, at_once=True) == said(parser(), rows, at_once=False)


USUAL = {
    "name": "Sam Smith",
    "first name": "Ada",
    "middle name": "van der",
    "last name": "Vale",
    "suffix": "Jr.",
    "title": "Mr.",
    "alias": "Sammy",
    "company": "Boats",
    "email": "a@b.example",
    "phone": "+44 7700 900123",
    "card": "GC-12",
    "id": "7",
    "tags": "vip; weekly",
    "keep": "17",
    "note": "pays by card",
    "likes": "green tea",
    "dislikes": "lilies",
    "need": "a ramp",
    "allergy": "nuts; sesame",
    "access": "wheelchair",
    "fact": "1 High Street",
    "status": "paid",
    "visit": "2025-12-24",
    "birthday": "1980-03-14",
    "messages": "yes",
    "not messages": "no",
}
"""What a cell of a field is like in most rows."""

ORDERS: tuple[DateOrder | None, ...] = (None, "dmy", "mdy")
NAMED = (
    *("", "Gender", "Company", "address", "Shipping address", "Pet allergies", "Owner"),
    *(
        "Child's allergies",
        "Accepts marketing",
        "No show",
        "Price",
        "Diet",
        "Deceased",
    ),
)
DOUBTING = ("Do not e-mail", "Complaint", "Reason for leaving the newsletter", "Parental consent")
"""Names of columns in which any word may take back a yes to messages."""
ODD = (
    *("N/A", "none", "-", "?", "Na", "0", "0.00", "yes", "No", "TRUE"),
    *("\uff11\uff12\uff13", "½", "'=1", "'0155", '="0155"', "“Bo”", "🥜"),
    *("\U0001f469\u200d\U0001f467 Ann", "İlk", "e\u0301", "\u202eabc", "x" * 120),
    *("x" * 121, "y " * 90, "nut allergy", "no allergies", "peanuts (son)", "vegan"),
    *(
        "has HIV",
        "deceased 2024",
        "Bo Ray \u2020",
        "diabetic",
        "Unsubscribed",
        "Do not contact",
        "subscribed",
        "asked not to be e-mailed; stopped",
        "2025-03-02",
    ),
    *("03/04/2025", "1984", "2026-12-24", "0000-00-00", "March 1980", "2025-12-24 09:30"),
    *("cancelled", "void", "Mr / Mrs", "DR.", "female", "owner", "A@B.Example"),
    *("Ann <a@b.example>", "a@b.example; c@d.example", "none@none.example", "a@b"),
    *("(020) 7946 0123", "0000000000", "555 010 4403 (work)", "12", "5.55E+09", "1E5"),
    *("#vip #old", '[{"name":"b"}]', "* myContacts", "tea: green", "no carnations"),
    *("Total", "Page 1 of 3", "A", "SAM SMITH", "Smith, Sam", "Lee, Ann (VIP)"),
    *("Ann (peanut allergy)", "Ann - nut allergy", "Ann Lee / Bo Lee", "Mr & Mrs Lee"),
    *("O'Brien-Smith", "zz Ann", "Boats Ltd", "a\nb", "a  b"),
)
SIGNS = (
    *("\u2003", "\u200b", "\xa0", "\u3000", "\ufeff", " ", ";", ",", "(", "'", '"'),
    *("&amp;", "<br>"),
)


def with_sign(text: str, sign: str, at: int) -> str:
    return f"{text[:at]}{sign}{text[at:]}"


@st.composite
def rows_of_a_list(
    draw: st.DrawFn,
) -> tuple[Callable[[], ForeignParser], list[list[str]]]:
    """Draw how the columns of a list are read, and rows of which many are plain; the first is."""
    others = draw(st.lists(st.sampled_from([*FIELDS, *USUAL, "fact:room"]), max_size=5))
    fields = ["name", "email", *others]
    named = [st.sampled_from([field, *NAMED]) for field in fields]
    header = [draw(one) for one in named[:2]]
    header += [draw(one | st.sampled_from(DOUBTING)) for one in named[2:]]
    order = draw(st.sampled_from(ORDERS))
    several = draw(st.sampled_from(["", " ::: ", ", "]))
    consent = draw(st.sampled_from(["", "given", "refused"]))
    odd = st.sampled_from(ODD) | st.builds(
        with_sign, st.sampled_from(ODD), st.sampled_from(SIGNS), st.integers(0, 20)
    )
    usual = (st.sampled_from([USUAL.get(field, ""), ""]) for field in fields)
    cells = [one | odd for one in usual]
    rows = draw(st.lists(st.tuples(*cells).map(list), max_size=6))
    plainest = [USUAL["name"], USUAL["email"], *[""] * len(others)]

    def parser() -> ForeignParser:
        homes = [*map(home_named, fields)]
        return ForeignParser(header, homes, TODAY, lambda: order, several=several, consent=consent)

    return parser, [plainest, *rows]


@given(rows_of_a_list())
def test_no_row_says_more_or_less_for_being_read_with_others(
    found: tuple[Callable[[], ForeignParser], list[list[str]]],
) -> None:
    parser, rows = found
    assert said(parser(), rows, at_once=True) == said(parser(), rows, at_once=False)
    assert plain(parser(), rows[:1]) != [None]


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("is_somebody", [("name", "Total"), ("phone", ""), ("keep", "17")]),
        ("is_day", [SAM, AT, ("messages", "2025-03-02")]),
        ("refuses_outright", [SAM, AT, ("tags", "Unsubscribed")]),
        ("is_another_name", [SAM, AT, ("first name", "Ada"), ("last name", "Vale")]),
    ],
)
def test_a_rule_left_out_for_rows_read_together_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch, rule: str, row: list[tuple[str, str]]
) -> None:
    cells = [[cell for _, cell in row]]
    expected = said(parser_of(row), cells, at_once=False)
    assert said(parser_of(row), cells, at_once=True) == expected
    monkeypatch.setattr(plain_rows, rule, lambda *_: rule == "is_somebody")
    assert said(parser_of(row), cells, at_once=True) != expected


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


def test_a_cell_that_may_take_a_yes_back_is_read_alone() -> None:
    doubtful = ("note", "please no emails")
    assert is_plain(SAM, AT, doubtful)
    assert not is_plain(SAM, AT, ("messages", ""), doubtful)


def test_a_fact_that_tells_a_gender_is_read_alone() -> None:
    parser = ForeignParser(
        ["name", "email", "Gender"],
        [*map(home_named, ("name", "email", "fact"))],
        TODAY,
        lambda: None,
    )
    row = ["Sam Smith", "sam@example.com", "female"]
    assert plain(parser, [row]) == [None]
    assert parser.read(row).gender == "hers"


@pytest.mark.parametrize("name", ["Total", "Page 1 of 3", "Sam (VIP)", "A"])
def test_a_name_that_may_be_no_name_is_read_alone(name: str) -> None:
    assert not is_plain(("name", name), ("phone", "+44 7700 900123"))
