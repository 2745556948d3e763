from __future__ import annotations

import random
from itertools import accumulate
from math import exp, inf, log
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import KINDS
from prefpad.reconfirmation import rates
from prefpad.reconfirmation.estimator import Pile, change_rate, piled_rate
from prefpad.reconfirmation.rates import (
    FIRST_RATES,
    FIRST_VISIT_RATE,
    NO_LIFETIMES,
    PACE_CLASSES,
    SPAN_CLASSES,
    VISIT_CLASSES,
    Expected,
    expected_rate,
    first_lifetimes,
    has_moved,
    is_wish_of_the_day,
    kind_means,
    pace,
    pace_class,
    pace_of,
    span_class,
    topic_rate,
    usual_gap,
    visit_class,
    visit_rate,
    visit_rate_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from prefpad.reconfirmation.estimator import Rate

CHECKS = st.lists(st.tuples(st.integers(-3, 40_000), st.booleans()), max_size=30)
SPANS = st.integers(-10, 10**7)
RATES = st.floats(1e-5, 24)
VISITS = st.integers(0, VISIT_CLASSES - 1)
PACES = st.sampled_from(PACE_CLASSES)
FIRST = FIRST_RATES["preference"]
EXPECTED = Expected(FIRST)


def checks_of(rate: float, count: int, seed: int = 1) -> list[tuple[int, bool]]:
    draw = random.Random(seed)
    spans = [draw.randint(1, max(2, round(3 / rate))) for _ in range(count)]
    return [(days, draw.random() < 1 - exp(-rate * days)) for days in spans]


def piled(checks: Iterable[tuple[int, bool]]) -> list[Pile]:
    """Return checks in piles of like length, as the pad keeps them; corrections do not count."""
    piles: dict[tuple[int, bool], Pile] = {}
    for days, changed in checks:
        if key := span_class(days):
            pile = piles.get((key, changed), Pile(changed, 0, 0))
            piles[key, changed] = Pile(changed, pile.checks + 1, pile.days + days)
    return [*piles.values()]


def rate_of(
    kind: str,
    topic: str,
    tallies: Mapping[tuple[str, str], list[Pile]],
    lifetimes: Mapping[str, float] = NO_LIFETIMES,
) -> Rate:
    mean = kind_means(tallies, lifetimes)[kind]
    return topic_rate(tallies.get((kind, topic), ()), expected_rate(kind, topic, mean, lifetimes))


def test_a_new_customer_comes_as_often_as_the_pad_expects() -> None:
    assert visit_rate(0, 0) == FIRST_VISIT_RATE
    assert visit_rate(0, 0, 1 / 10) == pytest.approx(1 / 10)


def test_a_customer_of_a_hundred_weekly_visits_comes_about_weekly() -> None:
    assert visit_rate(100, 700) == pytest.approx(1 / 7, rel=0.2)


def test_a_first_visit_in_the_future_counts_as_today() -> None:
    assert visit_rate(0, -5) == visit_rate(0, 0)


@given(st.integers(0, 1000), st.integers(0, 10_000), RATES)
def test_staying_away_lowers_the_rate_of_visits_and_coming_raises_it(
    visits: int, days: int, mean: float
) -> None:
    rate = visit_rate(visits, days, mean)
    assert visit_rate(visits, days + 30, mean) < rate < visit_rate(visits + 1, days, mean)


@given(VISITS)
def test_a_class_of_visits_stands_for_a_rate_of_its_own_class(visits: int) -> None:
    assert visit_class(visit_rate_of(visits)) == visits


@given(st.floats(1e-300, 1e300))
def test_every_rate_of_visits_has_a_class_and_is_near_it_unless_extreme(rate: float) -> None:
    chosen = visit_class(rate)
    assert 0 <= chosen < VISIT_CLASSES
    if visit_rate_of(VISIT_CLASSES - 1) <= rate <= 1:
        assert abs(log(rate / visit_rate_of(chosen))) <= log(2) / 2 + 1e-9


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (365, 9)]
)
def test_each_class_of_spans_is_twice_as_long_as_the_last(days: int, expected: int) -> None:
    assert span_class(days) == expected


@given(SPANS, SPANS)
def test_a_longer_span_is_never_of_a_lower_class(one: int, other: int) -> None:
    assert span_class(min(one, other)) <= span_class(max(one, other)) <= SPAN_CLASSES


@given(CHECKS, st.floats(1e-5, 1))
def test_rates_from_piles_are_those_of_the_checks_within_a_fortieth(
    checks: list[tuple[int, bool]], mean: float
) -> None:
    kept = [(days, changed) for days, changed in checks if days <= 2**SPAN_CLASSES - 1]
    exact = change_rate(kept, mean)
    close = piled_rate(piled(kept), mean)
    assert close.per_day == pytest.approx(exact.per_day, rel=0.025)
    assert (close.checks, close.changes) == (exact.checks, exact.changes)


def test_piles_lose_less_than_a_hundredth_at_the_counter() -> None:
    for days in (14, 60, 365, 2557):
        checks = checks_of(1 / days, 2000)
        exact = change_rate(checks, FIRST).per_day
        assert topic_rate(piled(checks), EXPECTED).per_day == pytest.approx(exact, rel=0.01)


def test_a_topic_without_checks_borrows_from_its_kind() -> None:
    assert rate_of("preference", "coffee", {}).per_day == FIRST_RATES["preference"]
    assert rate_of("need", "coffee", {}).per_day == FIRST_RATES["need"]


def test_a_topic_with_many_checks_speaks_for_itself() -> None:
    tallies = {("preference", "coffee"): piled(checks_of(1 / 90, 2000))}
    coffee = rate_of("preference", "coffee", tallies)
    assert coffee.per_day == pytest.approx(1 / 90, rel=0.1)
    assert coffee.low < 1 / 90 < coffee.high


def test_a_new_topic_borrows_what_is_typical_of_its_kind_and_not_what_is_asked_most() -> None:
    lasts = {"song": 20, "coffee": 200, "room": 2000}
    asked = {"song": 5000, "coffee": 400, "room": 400}
    tallies = {
        ("preference", topic): piled(checks_of(1 / days, asked[topic]))
        for topic, days in lasts.items()
    }
    typical = 1 / kind_means(tallies)["preference"]
    assert 150 < typical < 350


def test_a_kind_without_checks_follows_the_pad_half_way() -> None:
    quick = {
        ("preference", str(topic)): piled(checks_of(6 * FIRST, 500, seed=topic))
        for topic in range(20)
    }
    need = rate_of("need", "chair", quick).per_day
    assert need == pytest.approx(6**0.5 * FIRST_RATES["need"], rel=0.1)


def test_one_surprising_check_hardly_moves_the_kind() -> None:
    means = kind_means({("preference", "coffee"): piled([(30, True)])})
    assert FIRST < means["preference"] < 1.5 * FIRST
    assert means["need"] < 1.2 * FIRST_RATES["need"]


@pytest.mark.parametrize("changed", [False, True])
def test_a_few_topics_that_are_unlike_their_lifetimes_do_not_carry_the_others_away(
    changed: bool,
) -> None:
    """Checks that all found the same once made everything else last a thousand times as long."""
    lifetimes = {"song": 30.0, "special": 30.0} if not changed else {"milk": 1e4, "pillow": 1e4}
    days = 100 if not changed else 300
    tallies = {("preference", topic): piled([(days, changed)] * 10) for topic in lifetimes}
    departed = kind_means(tallies, lifetimes)["preference"] / FIRST
    assert 1 / 16 < departed < 16


def test_kinds_that_are_not_asked_again_are_left_out() -> None:
    assert kind_means({("problem", "wifi"): piled([(3, True)] * 50)}) == kind_means({})


@given(CHECKS, CHECKS)
def test_finding_a_change_never_slows_a_topic(
    checks: list[tuple[int, bool]], others: list[tuple[int, bool]]
) -> None:
    changed = [(days, True) for days, _ in checks]
    unchanged = [(days, False) for days, _ in checks]
    fast = topic_rate(piled(others + changed), EXPECTED).per_day
    assert fast >= topic_rate(piled(others + unchanged), EXPECTED).per_day * (1 - 1e-9)


@given(CHECKS)
def test_rates_are_positive_and_lie_within_their_range(checks: list[tuple[int, bool]]) -> None:
    rate = rate_of("preference", "x", {("preference", "x"): piled(checks)})
    assert 0 < rate.low <= rate.per_day <= rate.high < inf


def test_the_estimate_nears_the_truth_from_irregular_checks() -> None:
    for days in (14, 180, 2557):
        rate = topic_rate(piled(checks_of(1 / days, 3000)), EXPECTED)
        assert rate.per_day == pytest.approx(1 / days, rel=0.15)


def test_the_range_holds_the_truth_about_four_times_in_five() -> None:
    held = 0
    for seed in range(300):
        rate = topic_rate(piled(checks_of(FIRST, 30, seed)), EXPECTED)
        held += rate.low <= FIRST <= rate.high
    assert 0.75 < held / 300 < 0.98


# -- lifetimes of topics -------------------------------------------------------------------------


def lifetime_lines() -> list[list[str]]:
    text = Path(rates.__file__).with_name("lifetimes.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split(" | ") for line in lines]


def test_each_lifetime_is_argued_for_and_no_topic_has_two() -> None:
    topics = [topic for _, listed, _ in lifetime_lines() for topic in listed.split(", ")]
    assert len(topics) == len(set(topics)) == len(first_lifetimes())
    assert topics == [fold(topic) for topic in topics]
    assert not set(topics) & set(KINDS)
    for days, _, why in lifetime_lines():
        assert len(why.split()) > 5
        assert abs(log(float(days) * FIRST)) > log(1.9), "no other than any preference's"


@pytest.mark.parametrize(
    "topics",
    [
        ("song", "seat", "newspaper", "pillow", "milk"),
        ("lied", "tisch", "zeitung", "kissen", "milch"),
        ("chanson", "siege", "journal", "oreiller", "lait"),
        ("cancion", "mesa", "periodico", "almohada", "leche"),
        ("canzone", "tavolo", "giornale", "cuscino", "zucchero"),
        ("cancao", "assento", "jornal", "travesseiro", "leite"),
        ("liedje", "tafel", "krant", "kussen", "melk"),
    ],
)
def test_topics_have_the_same_lifetimes_in_each_language(topics: tuple[str, ...]) -> None:
    assert [first_lifetimes()[topic] for topic in topics] == [30, 1095, 1460, 1825, 1825]


def test_a_lifetime_is_what_a_preference_starts_from_and_a_need_does_not() -> None:
    lifetimes = {"song": 30.0}
    assert rate_of("preference", "song", {}, lifetimes).per_day == pytest.approx(1 / 30)
    assert rate_of("need", "song", {}, lifetimes).per_day == FIRST_RATES["need"]
    assert rate_of("preference", "tea", {}, lifetimes).per_day == FIRST


def test_where_all_changes_faster_than_expected_a_lifetime_is_shorter_too() -> None:
    quick = {("preference", topic): piled(checks_of(10 * FIRST, 200)) for topic in "abcdefgh"}
    assert rate_of("preference", "song", quick, {"song": 30.0}).per_day > 2 / 30


def test_a_shop_outgrows_a_lifetime_sooner_than_what_is_true_of_all() -> None:
    piles = piled(checks_of(1 / 600, 12))
    wrong = 1 / 60
    argued = expected_rate("preference", "song", FIRST, {"song": 60})
    assert argued.per_day == pytest.approx(wrong)
    assert topic_rate(piles, argued).per_day < topic_rate(piles, Expected(wrong)).per_day


def test_a_topic_that_lasts_as_expected_says_nothing_of_the_others() -> None:
    songs = {("preference", "song"): piled(checks_of(1 / 30, 3000))}
    assert kind_means(songs, {"song": 30})["preference"] == pytest.approx(FIRST, rel=0.1)
    assert kind_means(songs)["preference"] > 2 * FIRST


def test_a_customer_without_checks_changes_like_others() -> None:
    assert pace(0, 0) == 1
    assert pace_class(1) == 0


def test_a_customer_is_held_to_differ_only_as_far_as_the_evidence_goes() -> None:
    assert pace_class(pace(2, 1)) == 0
    assert pace_class(pace(20, 10)) == 1
    assert pace_class(pace(0, 1.5)) == 0
    assert pace_class(pace(2, 10)) == -1


@given(PACES)
def test_a_class_of_paces_stands_for_a_pace_of_its_own_class(chosen: int) -> None:
    assert pace_class(pace_of(chosen)) == chosen


@given(st.integers(0, 10_000), st.floats(0, 10_000))
def test_every_pace_has_a_class(changes: int, expected: float) -> None:
    assert pace_class(pace(changes, expected)) in PACE_CLASSES


def test_days_wear_when_their_rate_has_moved_by_a_tenth_either_way() -> None:
    assert not has_moved(1.09, 1.0)
    assert has_moved(1.11, 1.0)
    assert has_moved(1.0, 1.11)


def test_a_wish_of_the_day_changes_sooner_than_they_return() -> None:
    assert is_wish_of_the_day(1 / 14, 1 / 30)
    assert not is_wish_of_the_day(1 / 400, 1 / 30)


def test_a_mean_that_is_no_rate_is_refused() -> None:
    with pytest.raises(AskedWrongly):
        topic_rate([Pile(False, 1, 30)], Expected(0))


# -- regulars ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gaps", "usual"),
    [
        ((7, 7, 7), 7),
        ((7, 14, 7, 7), 7),
        ((3, 4, 3, 4), 4),
        ((1, 1, 1, 3), 1),
        ((28, 31, 30, 27), 30),
        ((300, 3, 90, 2, 7, 7, 7, 7, 7, 7, 7, 7), 7),
        ((), None),
        ((7, 7), None),
        ((7, 30, 90), None),
        ((7, 14, 7, 14), None),
        ((1, 40, 3, 25, 60), None),
    ],
)
def test_a_regular_comes_after_nearly_the_same_time(gaps: tuple[int, ...], usual: int) -> None:
    days = [*accumulate(gaps, initial=700_000)]
    assert usual_gap(days) == usual


@given(st.lists(st.integers(1, 400), min_size=3, max_size=20))
def test_the_usual_gap_is_one_that_was(gaps: list[int]) -> None:
    usual = usual_gap([*accumulate(gaps, initial=700_000)])
    assert usual is None or usual in gaps


@given(every=st.integers(1, 400), visits=st.integers(4, 12))
def test_who_comes_like_a_clock_is_a_regular(every: int, visits: int) -> None:
    assert usual_gap([700_000 + every * visit for visit in range(visits)]) == every
