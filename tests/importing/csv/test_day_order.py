from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.models import Occasion
from prefpad.importing.csv.day_order import Evidence, exported_day, exported_occasion, weighed

TODAY = date(2026, 3, 2)
A_DAY = st.dates(date(1930, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("cell", "month", "day", "year"),
    [
        ("1980-03-14", 3, 14, 1980),
        ("1980-03-14T00:00:00Z", 3, 14, 1980),
        ("03-14", 3, 14, None),
        ("--03-14", 3, 14, None),
        (" --0314", 3, 14, None),
        ("0000-03-14", 3, 14, None),
        ("1604-03-14", 3, 14, None),
        ("14/03/1604", 3, 14, None),
        ("3/14", 3, 14, None),
        ("14.03.", 3, 14, None),
        ("14.3.1980", 3, 14, 1980),
        ("3/14/80", 3, 14, 1980),
        ("3/14/24 0:00", 3, 14, 2024),
        ("3/14/29", 3, 14, 1929),
        ("14 Mar 1980", 3, 14, 1980),
        ("March 14", 3, 14, None),
        ("02-29", 2, 29, None),
    ],
)
def test_a_birthday_is_read_as_exports_write_it(
    cell: str, month: int, day: int, year: int | None
) -> None:
    assert exported_occasion("birthday", cell, TODAY, None) == Occasion(
        "birthday", month, day, year
    )


@pytest.mark.parametrize(
    "cell",
    [
        *("", "0/0/00", "00/00/0000", "0000-00-00", "9999-12-31", "31.12.9999", "Invalid date"),
        *("dd/mm/yyyy", "TT.MM.JJJJ"),
    ],
)
def test_what_exports_write_for_no_day_is_none(cell: str) -> None:
    assert exported_occasion("birthday", cell, TODAY, None) is None
    assert exported_day(cell, TODAY, None) is None


@pytest.mark.parametrize("cell", ["13-13", "31/31/1980", "soon", "9999999999", "May", "5"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(AskedWrongly):
        exported_occasion("birthday", cell, TODAY, None)


@pytest.mark.parametrize("cell", ["03/04/1980", "03/04", "3/4/80"])
def test_a_day_that_reads_two_ways_is_refused_unless_the_order_is_known(cell: str) -> None:
    with pytest.raises(AskedWrongly):
        exported_occasion("birthday", cell, TODAY, None)
    by_day, by_month = (exported_occasion("b", cell, TODAY, order) for order in ("dmy", "mdy"))
    assert by_day
    assert by_month
    assert (by_day.month, by_day.day) == (4, 3)
    assert (by_month.month, by_month.day) == (3, 4)


@pytest.mark.parametrize(
    "cell",
    [
        "2019-05-12",
        "2019-05-12 10:22:33 UTC",
        "2019-05-12T10:22:00Z",
        "12 May 2019",
        "5/12/2019 9:05",
    ],
)
def test_the_time_of_day_is_left_out(cell: str) -> None:
    assert exported_day(cell, TODAY, "mdy") == date(2019, 5, 12)


@given(
    st.lists(A_DAY, min_size=1),
    st.sampled_from([("dmy", "{0.day}/{0.month}/{0.year}"), ("mdy", "{0.month}/{0.day}/{0.year}")]),
)
def test_an_order_that_the_days_prove_is_the_one_they_were_written_in(
    days: list[date], way: tuple[str, str]
) -> None:
    order, form = way
    evidence = weighed([form.format(day) for day in days], Evidence())
    assert evidence.order in {order, None}
    assert (evidence.order is None) == all(day.day <= 12 for day in days)
    assert bool(evidence.doubtful) == (
        evidence.order is None and any(day.day != day.month for day in days)
    )


def test_days_in_both_orders_prove_none() -> None:
    evidence = weighed(["13/5/2020", "5/13/2020", "3/4/2020"], Evidence())
    assert evidence.order is None
    assert evidence.doubtful == "3/4/2020"


def test_days_that_read_one_way_prove_nothing() -> None:
    assert weighed(["2020-03-04", "3.4.2020", "03-04", "5/5/2020", "", "May 3"], Evidence()) == (
        Evidence()
    )
