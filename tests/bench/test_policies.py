from __future__ import annotations

from itertools import pairwise
from math import inf, isnan, log

import pytest

from prefpad.reconfirmation.authors import surprise
from tests.bench import reconfirm
from tests.bench.curves import FIXED, OURS, TRUE, Curve, plot
from tests.bench.misfits import Watchful, surprises
from tests.bench.paces import Paces, Told
from tests.bench.policies import Fixed, Known, Learned, Policy, Rules, Score, Threshold, play
from tests.bench.shops import DAYS, LIFETIMES, QUICKEST, SLOWEST, YEAR, World, open_shop
from tests.bench.worlds import WORLDS, play_all

SHOP = open_shop(40, seed=7, world=World())


def test_the_same_seed_draws_the_same_shop_and_another_seed_another() -> None:
    assert open_shop(5, 1, World()) == open_shop(5, 1, World())
    assert open_shop(5, 1, World()) != open_shop(5, 2, World())


def test_topics_last_from_two_weeks_to_seven_years() -> None:
    assert min(LIFETIMES.values()) == 14
    assert max(LIFETIMES.values()) == pytest.approx(7 * 365.25, abs=1)
    for between in (None, (QUICKEST, SLOWEST)):
        rates = open_shop(1, 1, World(between=between)).rates
        assert all(1 / 2558 <= rate <= 1 / 14 for rate in rates)


def test_customers_come_at_most_once_a_day_for_four_years() -> None:
    days = [(visit.customer, visit.day) for visit in SHOP.visits]
    assert len(days) == len(set(days))
    assert all(0 < day <= DAYS for _, day in days)


@pytest.mark.parametrize(
    "world",
    [
        World(),
        World(season=6),
        World(shape=400),
        World(note_shape=400),
        World(drift=1.5),
        World(tail=2.5),
    ],
)
def test_a_world_changes_things_about_as_often_as_its_rates_say(world: World) -> None:
    shop = open_shop(300, 1, world)
    last = {visit.customer: visit for visit in shop.visits}
    found = sum(sum(visit.changes) for visit in last.values())
    expected = sum(
        shop.rates[topic] * visit.day
        for visit in last.values()
        for topic in shop.topics[visit.customer]
    )
    assert found == pytest.approx(expected, rel=0.1)


def test_who_never_asks_spends_nothing_and_who_always_asks_is_never_wrong() -> None:
    assert play(SHOP, Fixed(inf), ration=False).questions == 0
    always = play(SHOP, Fixed(0), ration=False)
    assert (always.asked, always.wrong) == (1, 0)


def test_what_the_ration_holds_back_counts_as_a_guess() -> None:
    rationed = play(SHOP, Fixed(0), ration=True)
    assert rationed.questions < rationed.preference_visits
    assert rationed.wrong > 0


def test_all_policies_meet_the_same_fate() -> None:
    policies: list[Policy] = [Fixed(60), Threshold(0.3), Learned(0.3), Known(SHOP, 0.3)]
    guessed = {play(SHOP, policy, ration=False).preference_visits for policy in policies}
    assert guessed == {sum(len(v.changes) for v in SHOP.visits if v.day >= YEAR) - _welcomed()}


def _welcomed() -> int:
    seen: set[int] = set()
    late = 0
    for visit in SHOP.visits:
        if visit.customer not in seen and visit.day >= YEAR:
            late += len(visit.changes)
        seen.add(visit.customer)
    return late


def test_a_lower_price_asks_more_and_is_wrong_less() -> None:
    dear, cheap = (play(SHOP, Learned(price), ration=False) for price in (0.6, 0.1))
    assert cheap.questions > dear.questions
    assert cheap.wrong < dear.wrong


def test_answers_that_nobody_asked_for_mend_nothing() -> None:
    careless = open_shop(40, 7, World(careless=4))
    asked = play(careless, Fixed(0), ration=False)
    assert asked.wrong == play(careless, Fixed(inf), ration=False).wrong


def test_what_is_served_and_refused_is_mended_and_what_politeness_takes_is_not() -> None:
    honest, polite = (open_shop(40, 7, World(served=1, polite=share)) for share in (0, 1))
    assert honest.visits != SHOP.visits
    assert [visit[:5] for visit in honest.visits] == [visit[:5] for visit in SHOP.visits]
    never = play(SHOP, Fixed(inf), ration=False)
    assert play(honest, Fixed(inf), ration=False).wrong < never.wrong
    assert play(polite, Fixed(inf), ration=False).wrong == never.wrong


def test_what_is_served_moves_the_day_and_counts_as_the_rules_say() -> None:
    shop = open_shop(40, 7, World(served=1))

    def checks(*rules: bool) -> tuple[int, int]:
        policy = Learned(0.3, Rules(served=(rules[0], rules[1])))
        return play(shop, policy, ration=True).questions, policy.all_checks

    (apart, few), (counted, many), (kept_back, _) = (
        checks(True, False), checks(True, True), checks(False, False),
    )  # fmt: skip
    assert many > few
    assert apart < kept_back
    assert counted


def test_a_careless_author_stands_out() -> None:
    shop = open_shop(60, 3, World(careless=1))
    policy = Watchful(0.2)
    play(shop, policy, ration=True)
    by_author = {
        author: surprises(
            [check for check in policy.kept if check.author == author], policy.rates, lambda _: 0
        )[0]
        for author in range(4)
    }
    assert min(by_author, key=lambda author: by_author[author]) == 0
    assert by_author[0] < -5 < min(by_author[author] for author in (1, 2, 3))


def test_what_comes_back_is_what_was_true_before() -> None:
    shop = open_shop(40, 7, World(flips=100))
    assert {value for visit in shop.visits for value in visit.changes} == {0, 1}
    assert max(value for visit in SHOP.visits for value in visit.changes) > 1


def test_heavy_tails_make_longer_gaps_and_shorter_ones() -> None:
    def gaps(tail: float) -> list[int]:
        days: dict[int, list[int]] = {}
        for visit in open_shop(200, 7, World(tail=tail)).visits:
            days.setdefault(visit.customer, []).append(visit.day)
        return [after - before for seen in days.values() for before, after in pairwise(seen)]

    heavy, plain = gaps(1.8), gaps(0)
    assert max(heavy) > 1.5 * max(plain)
    assert sorted(heavy)[len(heavy) // 2] < sorted(plain)[len(plain) // 2]


def test_checks_move_a_pace_and_choose_its_shape() -> None:
    differ, alike = Paces(), Paces()
    for check in range(30):
        for customer in range(20):
            differ.observe(customer, 0.5, changed=customer % 2 == 0)
            alike.observe(customer, log(2), changed=(check + customer) % 2 == 0)
    assert differ.shape <= 1
    assert differ.of(0) > 2
    assert differ.of(1) < 0.5
    assert alike.shape == inf
    assert alike.of(0) == differ.of("nobody") == 1


def test_the_true_paces_make_fewer_wrong_guesses_where_customers_differ() -> None:
    shop = open_shop(60, 5, World(shape=0.5))
    told, classes = (play(shop, policy, ration=True) for policy in (Told(0.3, shop), Learned(0.3)))
    assert told.missed + 0.3 * told.asked < classes.missed + 0.3 * classes.asked


def test_every_world_is_played_by_every_policy() -> None:
    curves = play_all(WORLDS["new shops"]._replace(shops=1), seed=1)
    assert {*curves} == {"fixed", "threshold", "ours", "true"}
    assert all(len(line.points) >= 6 for line in curves.values())


def test_a_curve_is_read_between_its_points_only() -> None:
    line = Curve([Score(100, 10, 40), Score(100, 30, 10)])
    assert line.missed_at(0.1) == pytest.approx(0.4)
    assert line.missed_at(0.2) == pytest.approx(0.2)
    assert isnan(line.missed_at(0.31))


def test_a_plot_shows_each_curve_by_its_letter_and_where_they_meet() -> None:
    line = Curve([Score(100, 5, 35), Score(100, 50, 2)])
    apart = Curve([Score(100, 5, 20), Score(100, 50, 1)])
    assert "f" in plot({"f": line})
    assert "*" in plot({"f": line, "o": line})
    assert {"f", "o"} <= set(plot({"f": line, "o": apart}))


def test_promises_are_kept_or_not_by_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    def straight(missed: int) -> Curve:
        return Curve([Score(100, 10, missed), Score(100, 50, missed)])

    names = [sweep.name for sweep in (FIXED, OURS, TRUE)]
    good, far, poor = (
        dict(zip(names, map(straight, missed), strict=True))
        for missed in ((20, 10, 10), (20, 12, 10), (20, 15, 15))
    )
    assert reconfirm.compare(good, 0.35, near=True)
    assert not reconfirm.compare(far, 0.35, near=True)
    assert reconfirm.compare(far, 0.35, near=False)
    assert not reconfirm.compare(poor, 0.35, near=True)
    assert "fewer than fixed" in capsys.readouterr().out


def test_an_author_who_never_finds_a_change_surprises() -> None:
    chances = [0.3] * 200
    variance = sum(chance * (1 - chance) for chance in chances)
    assert surprise(0, sum(chances), variance) < -8
    assert abs(surprise(62, sum(chances), variance)) < 1


def test_what_cannot_happen_surprises_without_end_and_what_must_does_not() -> None:
    assert surprise(0, 0, 0) == 0
    assert surprise(1, 0, 0) == inf
    assert surprise(0, 1, 0) == -inf
