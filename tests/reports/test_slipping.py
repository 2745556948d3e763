from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.reports.report_rows import chance_gone_for_good

DAYS = st.floats(1, 3000)
VISITS = st.integers(1, 300)
TYPICAL = 1 / 60


@given(VISITS, DAYS, st.floats(0, 3000), st.floats(1, 3000))
def test_the_longer_the_silence_the_likelier_they_are_gone(
    visits: int, known: float, silent: float, more: float
) -> None:
    sooner = chance_gone_for_good(visits, known, known + silent, TYPICAL)
    later = chance_gone_for_good(visits, known, known + silent + more, TYPICAL)
    assert 0 < sooner <= later <= 1
    assert sooner < later or sooner > 1 - 1e-9


@given(st.integers(2, 100), st.floats(100, 1000), st.floats(200, 1000))
def test_the_same_silence_says_more_of_somebody_who_came_more_often(
    visits: int, known: float, silent: float
) -> None:
    seldom = chance_gone_for_good(visits, known, known + silent, TYPICAL)
    often = chance_gone_for_good(visits * 2, known, known + silent, TYPICAL)
    assert often >= seldom


@given(DAYS, DAYS)
def test_nothing_is_known_of_somebody_who_was_here_once(known: float, silent: float) -> None:
    assert chance_gone_for_good(0, 0, known + silent, TYPICAL) == 0


def test_a_weekly_regular_is_missed_within_two_months_and_a_yearly_one_is_not() -> None:
    weekly = chance_gone_for_good(52, 364, 364 + 60, TYPICAL)
    yearly = chance_gone_for_good(5, 5 * 365, 5 * 365 + 60, TYPICAL)
    assert weekly > 0.9
    assert yearly < 0.1


def test_the_chance_is_right_of_customers_who_behave_as_the_model_says() -> None:
    """Among simulated customers given about the same chance, that share has indeed gone."""
    draw = random.Random(1)
    told: list[tuple[float, bool]] = []
    for _ in range(20_000):
        rate, leaves = draw.gammavariate(2, TYPICAL / 2), draw.betavariate(1, 9)
        day, visits, gone = 0.0, 0, False
        while True:
            if visits and draw.random() < leaves:
                gone = True
                break
            gap = draw.expovariate(rate)
            if day + gap > 900:
                break
            day, visits = day + gap, visits + 1
        if visits:
            told.append((chance_gone_for_good(visits, day, 900, TYPICAL), gone))
    for low, high in ((0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.0)):
        band = [(chance, gone) for chance, gone in told if low <= chance < high]
        expected = sum(chance for chance, _ in band) / len(band)
        found = sum(gone for _, gone in band) / len(band)
        assert abs(found - expected) < 0.03, (low, high, expected, found, len(band))


def test_a_pad_where_nobody_ever_comes_is_refused() -> None:
    with pytest.raises(AskedWrongly):
        chance_gone_for_good(2, 10, 20, 0)


def test_a_silence_that_no_number_holds_is_for_good() -> None:
    assert chance_gone_for_good(1000, 1, 1e6, 1) == 1
