from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.customers.occasions import in_words, next_occurrence, occurrence
from prefpad.domain.models import Occasion
from tests.conftest import TODAY

if TYPE_CHECKING:
    from datetime import date

    from prefpad import Pad

OCCASIONS = st.dates().map(lambda day: Occasion("birthday", day.month, day.day))
READ_WHOLE = {"these", "json_each", "(subquery-1)", "imports", "settings"}
"""What may be read from end to end: lists of a few, and the imports for the last of them."""


@given(OCCASIONS, st.dates(TODAY, TODAY + timedelta(3000)))
def test_an_occasion_comes_next_within_a_year(occasion: Occasion, today: date) -> None:
    day = next_occurrence(occasion, today)
    assert today <= day <= today + timedelta(366)
    assert day == occurrence(occasion, day.year)
    assert day.month == occasion.month
    assert day.day == occasion.day or (occasion.month, occasion.day) == (2, 29)


@pytest.mark.parametrize(
    ("occasion", "said"),
    [
        (Occasion("birthday", 3, 4, 1980), "birthday, turns 46"),
        (Occasion("birthday", 3, 4), "birthday"),
        (Occasion("anniversary", 3, 4, 2025), "anniversary, 1 year"),
        (Occasion("wedding", 3, 4, 2016), "wedding, 10 years"),
        (Occasion("birthday", 3, 4, 2026), "birthday"),
    ],
)
def test_an_occasion_says_the_age_or_the_years_where_they_are_known(
    occasion: Occasion, said: str
) -> None:
    assert in_words(occasion, TODAY.replace(day=4)) == said


def test_nothing_of_a_day_reads_a_whole_table(pad: Pad) -> None:
    """Each statement finds its rows by an index, so that a day costs the same on a large pad."""
    pad.add("Sam Smith", "coffee: latte", stance="likes", new=True)
    pad.expect_visit("smith", "today")
    statements: list[str] = []
    connection = pad.session.connection
    connection.set_trace_callback(statements.append)
    for owner in (None, "boss"):
        pad.briefing(days=7, owner=owner)
    connection.set_trace_callback(None)
    read = [one for one in statements if one.lstrip().startswith("SELECT")]
    plans = {
        step
        for one in read
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()
    }
    assert len(read) > 10
    assert {step.split()[1] for step in plans if step.startswith("SCAN")} <= READ_WHOLE
    (whole,) = connection.execute("EXPLAIN QUERY PLAN SELECT count(text) FROM notes")
    assert whole[-1].split()[1] not in READ_WHOLE
