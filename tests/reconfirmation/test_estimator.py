from __future__ import annotations

from math import exp, expm1, inf, nan, nextafter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.reconfirmation import estimator
from prefpad.reconfirmation.estimator import (
    best_interval,
    chance_changed,
    change_rate,
    question_worth,
)

if TYPE_CHECKING:
    from random import Random

ONCE_AN_HOUR, ONCE_A_CENTURY = 24.0, 1 / 36_525
RATES = st.floats(ONCE_A_CENTURY, ONCE_AN_HOUR)
PRICES = st.floats(0.001, 3.0)
SPANS = st.floats(1.0, 20_000.0)
CHECKS = st.lists(st.tuples(SPANS, st.booleans()), max_size=30)


def cost_per_day(days: float, change: float, visits: float, price: float) -> float:
    wrong_guesses = visits * days + (visits / change) * expm1(-change * days)
    return (wrong_guesses + price) / (days + 1 / visits)


def test_without_checks_the_rate_is_the_prior_mean() -> None:
    rate = change_rate([], 0.01)
    assert rate.per_day == pytest.approx(0.01)
    assert (rate.checks, rate.changes) == (0, 0)


@given(CHECKS, RATES, st.floats(0.5, 10))
def test_a_rate_solves_the_equation_of_its_estimate(
    checks: list[tuple[float, bool]], mean: float, weight: float
) -> None:
    rate = change_rate(checks, mean, weight).per_day
    terms = [weight / rate, -weight / mean]
    terms += [
        days / expm1(rate * days) if changed else -days
        for days, changed in checks
        if rate * days < 700 or not changed
    ]
    assert sum(terms) == pytest.approx(0, abs=1e-6 * sum(map(abs, terms)))


@given(CHECKS, RATES)
def test_a_rate_lies_within_its_own_interval(checks: list[tuple[float, bool]], mean: float) -> None:
    rate = change_rate(checks, mean)
    assert 0 < rate.low < rate.per_day < rate.high < inf


@given(CHECKS, RATES, SPANS)
def test_one_more_change_raises_a_rate_and_one_more_same_lowers_it(
    checks: list[tuple[float, bool]], mean: float, days: float
) -> None:
    before = change_rate(checks, mean).per_day
    assert change_rate([*checks, (days, False)], mean).per_day <= before * (1 + 1e-9)
    assert change_rate([*checks, (days, True)], mean).per_day >= before * (1 - 1e-9)


@given(CHECKS, RATES, st.randoms(use_true_random=False))
def test_the_order_of_checks_does_not_matter(
    checks: list[tuple[float, bool]], mean: float, chance: Random
) -> None:
    shuffled = sorted(checks, key=lambda _: chance.random())
    expected = change_rate(checks, mean).per_day
    assert change_rate(shuffled, mean).per_day == pytest.approx(expected, rel=1e-6)


@given(RATES, st.lists(st.tuples(st.floats(0, 0.99), st.booleans()), max_size=9))
def test_checks_less_than_a_day_apart_are_left_out(
    mean: float, corrections: list[tuple[float, bool]]
) -> None:
    assert change_rate(corrections, mean) == change_rate([], mean)


@pytest.mark.parametrize("changed", [True, False])
def test_checks_that_all_agree_give_a_finite_rate(changed: bool) -> None:
    rate = change_rate([(30, changed)] * 500, 1 / 500)
    assert ONCE_A_CENTURY < rate.per_day < ONCE_AN_HOUR
    assert (rate.per_day > 1 / 500) is changed


def test_many_checks_outweigh_the_prior() -> None:
    true_rate = 1 / 200
    changes = round(1000 * chance_changed(true_rate, 100))
    checks = [(100.0, True)] * changes + [(100.0, False)] * (1000 - changes)
    assert change_rate(checks, 1 / 500).per_day == pytest.approx(true_rate, rel=0.05)


def test_more_checks_narrow_the_interval() -> None:
    few, many = (change_rate([(100, True), (100, False)] * times, 0.01) for times in (2, 200))
    assert many.high / many.low < few.high / few.low


@pytest.mark.parametrize(
    ("checks", "mean", "weight"),
    [
        ([], 0.0, 2.0),
        ([], -1.0, 2.0),
        ([], nan, 2.0),
        ([], 0.1, 0.0),
        ([(inf, True)], 0.1, 2.0),
        ([(nan, False)], 0.1, 2.0),
    ],
)
def test_figures_that_are_none_are_refused(
    checks: list[tuple[float, bool]], mean: float, weight: float
) -> None:
    with pytest.raises(AskedWrongly):
        change_rate(checks, mean, weight)


@given(RATES, st.floats(0, 40_000), st.floats(0, 40_000))
def test_a_change_grows_likelier_with_time(rate: float, one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    assert 0 <= chance_changed(rate, sooner) <= chance_changed(rate, later) <= 1


@given(RATES, st.floats(0, 40_000))
def test_the_chance_of_a_change_is_that_of_a_poisson_process(rate: float, days: float) -> None:
    assert chance_changed(rate, days) == pytest.approx(1 - exp(-rate * days), abs=1e-12)


def test_nothing_has_changed_before_it_was_learnt() -> None:
    assert chance_changed(0.1, -5) == 0


@given(RATES, RATES, st.floats(0, 20_000), st.floats(0, 20_000))
def test_a_question_grows_worth_more_with_time_up_to_its_limit(
    change: float, visits: float, one: float, other: float
) -> None:
    sooner, later = sorted((one, other))
    most = 1 + visits / change
    first, second = (question_worth(change, visits, days) for days in (sooner, later))
    assert 0 <= first <= second + 1e-9 * most
    assert second <= most * (1 + 1e-12)


@given(RATES, RATES, st.floats(0.01, 20))
def test_the_worth_of_a_question_is_the_formula(
    change: float, visits: float, changes: float
) -> None:
    days = changes / change
    formula = -expm1(-changes) * (1 + visits * days + visits / change) - visits * days
    scale = 1 + visits * days + visits / change
    assert question_worth(change, visits, days) == pytest.approx(formula, abs=1e-9 * scale)


@given(RATES, RATES, PRICES)
def test_the_best_interval_costs_no_more_than_any_other(
    change: float, visits: float, price: float
) -> None:
    best = best_interval(change, visits, price)
    if best is None:
        return
    least = cost_per_day(best, change, visits, price)
    for factor in (0.01, 0.5, 0.9, 0.99, 1.01, 1.1, 2, 100):
        other = cost_per_day(best * factor, change, visits, price)
        assert least <= other + 1e-9 * max(least, visits)


@given(RATES, RATES, PRICES)
def test_at_the_best_interval_a_question_is_worth_its_price(
    change: float, visits: float, price: float
) -> None:
    best = best_interval(change, visits, price)
    if best is not None:
        assert question_worth(change, visits, best) == pytest.approx(price, rel=1e-6)


@given(RATES, RATES, st.floats(1, 10))
def test_a_question_dearer_than_all_it_can_save_is_never_asked(
    change: float, visits: float, times: float
) -> None:
    assert best_interval(change, visits, (1 + visits / change) * times) is None


@given(RATES, RATES, PRICES, PRICES)
def test_a_dearer_question_waits_longer(
    change: float, visits: float, one: float, other: float
) -> None:
    cheap, dear = (best_interval(change, visits, price) for price in sorted((one, other)))
    assert dear is None or (cheap is not None and cheap <= dear * (1 + 1e-9))


@given(RATES, RATES, st.floats(0.001, 0.8))
def test_what_changes_faster_is_asked_sooner_unless_questions_are_dear(
    change: float, visits: float, price: float
) -> None:
    slow, fast = (best_interval(rate, visits, price) for rate in (change, change * 2))
    assert fast is None or slow is None or fast <= slow * (1 + 1e-9)


def test_a_free_question_is_asked_every_time() -> None:
    assert best_interval(0.01, 0.1, 0) == 0


@pytest.mark.parametrize("change", [ONCE_AN_HOUR, ONCE_A_CENTURY])
@pytest.mark.parametrize("visits", [ONCE_AN_HOUR, ONCE_A_CENTURY])
def test_an_interval_is_found_at_the_extremes(change: float, visits: float) -> None:
    best = best_interval(change, visits, 0.3)
    assert best is not None
    assert 0 < best < 200 / ONCE_A_CENTURY


def test_who_hardly_ever_comes_is_asked_at_that_chance_of_change() -> None:
    best = best_interval(1 / 500, 1e-9, 0.3)
    assert best is not None
    assert chance_changed(1 / 500, best) == pytest.approx(0.3, rel=1e-4)


@pytest.mark.parametrize(
    ("change", "visits", "price"),
    [(0, 1, 1), (1, 0, 1), (1, 1, -0.1), (nan, 1, 1), (1, inf, 1), (1, 1, nan)],
)
def test_rates_and_prices_that_are_none_are_refused(
    change: float, visits: float, price: float
) -> None:
    with pytest.raises(AskedWrongly):
        best_interval(change, visits, price)


def test_a_price_that_the_worth_of_a_question_only_nears_is_asked_for_very_late() -> None:
    assert best_interval(1, 1, 2) is None
    assert best_interval(1, 1, nextafter(2, 0)) == pytest.approx(40, rel=0.1)


def test_where_the_steps_run_out_what_was_found_is_near_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checks = [(90.0, True), (400.0, False), (700.0, True)]
    rate, best = change_rate(checks, 0.002).per_day, best_interval(0.002, 0.1, 0.3)
    monkeypatch.setattr(estimator, "_MOST_STEPS", 4)
    assert change_rate(checks, 0.002).per_day == pytest.approx(rate, rel=0.01)
    assert best_interval(0.002, 0.1, 0.3) == pytest.approx(best, rel=0.01)
