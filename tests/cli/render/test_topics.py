from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.render.formats import FORMATS, bar, show
from prefpad.cli.render.serialize import flat_names
from prefpad.cli.render.topics import topic_bars, topic_listing
from prefpad.reconfirmation.topic_report import TopicReport
from tests.helpers.making import HOSTILE_TEXTS

if TYPE_CHECKING:
    from prefpad.cli.render.formats import Listing

COFFEE = TopicReport(
    kind="preference", topic="Coffee", notes=1234, checks=10, changes=3, change_rate=1 / 426,
    low=1 / 730, high=1 / 304, changed_in_a_year=0.58, ask_after=122, of_the_day=False,
    set_by="learned",
)  # fmt: skip
STAIRS = replace(COFFEE, kind="need", topic="stairs", checks=0, changes=0, changed_in_a_year=0.18)
NAMELESS = replace(STAIRS, kind="preference", topic=None)
ALL = [COFFEE, STAIRS, NAMELESS]


def shown(form: str, listing: Listing) -> str:
    out = io.StringIO()
    show(listing, form, out)
    return out.getvalue()


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_is_always_as_wide_and_as_full_as_its_share(share: float, width: int) -> None:
    drawn = bar(share, width)
    assert len(drawn) == width
    assert abs(drawn.count("█") - share * width) <= 0.5


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_larger_share_never_has_the_shorter_bar(one: float, other: float) -> None:
    assert bar(min(one, other)).count("█") <= bar(max(one, other)).count("█")


@pytest.mark.parametrize("columns", ["80", "120"])
def test_a_table_has_a_whole_bar_for_each_topic_one_under_the_other(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    asked = [replace(topic, checks=4) for topic in ALL]
    lines = shown("table", topic_bars(asked)).splitlines()
    assert max(map(len, lines)) <= int(columns)
    bars = [line for line in lines if "·" in line]
    assert [line.count("█") for line in bars] == [6, 2, 2]
    assert len({line.index("█") for line in bars}) == 1


def test_a_table_says_all_of_a_topic_in_one_line_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    lines = [" ".join(line.split()) for line in shown("table", topic_bars(ALL)).splitlines()]
    assert lines[2:] == [
        "Coffee 1,234 3 of 10 ██████···· 14 months (10 months to 2 years) 4 months, learned",
        "Not asked about yet: stairs (need) 1,234, no topic 1,234 (--format plain lists them all).",
    ]


def test_topics_without_checks_are_told_in_a_line_the_largest_first() -> None:
    others = [replace(NAMELESS, topic=f"t{number}", notes=number) for number in range(1, 9)]
    told = " ".join(shown("table", topic_bars(others)).split())
    assert told.startswith("Nothing has been asked about yet. Not asked about yet: t8 8, t7 7,")
    assert "t4 4 and 3 more (" in told


def test_plain_has_every_figure_in_a_column_and_no_bar() -> None:
    assert shown("plain", topic_listing([COFFEE, NAMELESS])).splitlines() == [
        "Coffee\tpreference\t1234\t10\t3\t14 months (10 months to 2 years)\t4 months, learned",
        "\tpreference\t1234\t0\t0\t14 months\t4 months, as its kind",
    ]


def test_json_and_csv_hold_every_field() -> None:
    assert json.loads(shown("json", topic_listing([COFFEE]))) == [vars(COFFEE)]
    (row,) = csv.DictReader(io.StringIO(shown("csv", topic_listing([COFFEE]))))
    assert list(row) == flat_names(TopicReport)
    assert (row["topic"], row["change_rate"], row["of_the_day"]) == ("Coffee", str(1 / 426), "")


def test_the_header_of_a_csv_is_the_same_without_rows() -> None:
    full, empty = (shown("csv", topic_listing(topics)) for topics in (ALL, []))
    assert empty.splitlines() == full.splitlines()[:1]


@pytest.mark.parametrize("form", ["table", "plain", "csv"])
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_hostile_topic_is_cleaned(form: str, text: str) -> None:
    for listed in (topic_bars, topic_listing):
        written = shown(form, listed([replace(COFFEE, topic=text)]))
        assert not set("\x1b\x07\u202e") & set(written)


@pytest.mark.parametrize("form", FORMATS)
def test_no_topics_are_no_failure(form: str) -> None:
    told = shown(form, topic_bars([]))
    assert ("No preference or need" in told) is (form == "table")
