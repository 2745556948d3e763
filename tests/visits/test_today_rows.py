from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.customers.occasions import in_words, next_occurrence, occurrence
from prefpad.domain.models import Occasion
from prefpad.reconfirmation.rates import MOST_MISSED, next_turn
from prefpad.visits.today_rows import MISSED, DayReader
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path


OCCASIONS = st.dates().map(lambda day: Occasion("birthday", day.month, day.day))
READ_WHOLE = {
    "these",
    "hinted",
    "json_each",
    "imports",
    "settings",
    "_visit_totals",
    "_compared",
} | {f"(subquery-{number})" for number in (1, 2, 3)}
"""What may be read from end to end: lists of a few, single rows, the imports for the last of them."""


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


@given(st.integers(1, 400), st.integers(-500, 500))
def test_the_turns_that_were_missed_are_counted_alike_in_sql(usual: int, late: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        (missed,) = connection.execute(
            f"SELECT {MISSED} FROM (SELECT 1000 AS next_day, :usual AS usual_gap)",
            {"usual": usual, "first": 1000 + late},
        ).fetchone()
    turn = next_turn(1000, usual, 1000 + late)
    assert turn == (1000 + missed * usual if missed <= MOST_MISSED else None)


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
    read = [one for one in statements if one.lstrip().startswith(("SELECT", "WITH"))]
    plans = {
        step
        for one in read
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()
    }
    assert len(read) > 10
    assert {step.split()[1] for step in plans if step.startswith("SCAN")} <= READ_WHOLE
    (whole,) = connection.execute("EXPLAIN QUERY PLAN SELECT count(text) FROM notes")
    assert whole[-1].split()[1] not in READ_WHOLE


FEW, MANY = 20, 2000


def steps_of(connection: sqlite3.Connection, read: Callable[[], object]) -> int:
    """Return how many steps SQLite takes to read something."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.set_progress_handler(count, 1)
    read()
    connection.set_progress_handler(None, 1)
    return steps


def add_near_misses(pad: Pad, file: Path, first: int, last: int) -> None:
    """Add customers whose names are near misses of `Anna Bergstrom`, no word of them a common one."""
    file.write_text("customer\n" + "".join(map(_near_miss, range(first, last))), encoding="utf-8")
    pad.import_file(file)


def _near_miss(number: int) -> str:
    letters = "".join(ascii_lowercase[number // 26**place % 26] for place in range(3))
    return f"Anna{letters} Bergs{letters}trom\n"


def test_a_day_takes_as_much_work_on_a_large_pad(pad: Pad, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        pad.add("Anna Bergstrom", "tea", new=True)
        pad.edit(f"@{number}", Edit(handles={"phone": ["030 555 0142"]}))
    pad.expect_visit("@1", "today")
    connection, file = pad.session.connection, tmp_path / "list.csv"
    add_near_misses(pad, file, 0, FEW)
    on_a_small_pad = steps_of(connection, pad.briefing)
    assert len(pad.briefing().waiting) == 2
    add_near_misses(pad, file, FEW, MANY)
    assert steps_of(connection, pad.briefing) < 1.5 * on_a_small_pad
    assert steps_of(connection, lambda: pad.duplicates(customer="@1")) > 3 * on_a_small_pad


def test_of_many_namesakes_a_few_are_compared(pad: Pad) -> None:
    for _ in range(30):
        pad.add("Anna Bergstrom", "tea", new=True)
    pad.expect_visit("@1", "today")
    reader = DayReader(pad.session.connection, TODAY, TODAY, 1000)
    pairs = reader.hinted_pairs([1], 1000)
    assert {one for one, _ in pairs} == {1}
    assert 10 < len(pairs) <= 20
    assert len(reader.hinted_pairs([1, 2, 3], 7)) == 7
    assert reader.hinted_pairs([], 1000) == []


@pytest.mark.parametrize(("bad", "told"), [(["Bo,x"], "1 row of"), (["Bo,x", "Al,y"], "2 rows of")])
def test_rows_that_could_not_be_imported_wait(
    pad: Pad, tmp_path: Path, bad: list[str], told: str
) -> None:
    file = tmp_path / "list.csv"
    lines = ("customer,text,on", "Sam Smith,tea,2026-03-01", *(f"{one},31 February" for one in bad))
    file.write_text("\n".join(lines), encoding="utf-8")
    pad.import_file(file, skip_bad=True)
    (waiting,) = pad.briefing().waiting
    assert waiting.what.startswith(told)
    assert waiting.command == "imports"


def test_a_policy_that_is_a_year_old_waits(path: Path) -> None:
    with Pad(path, create=True, today=days_ago(365)) as pad:
        pad.set("policy", "We keep what you tell us.")
        assert pad.briefing().waiting == []
    with Pad(path, today=TODAY) as pad:
        assert [one.what for one in pad.briefing().waiting] == [
            "Your privacy policy is a year old or older."
        ]
