from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.notes.wording import how_fast, when_asked
from prefpad.reconfirmation.estimator import Pile
from prefpad.reconfirmation.policy import Policy
from prefpad.reconfirmation.rates import FIRST_RATES, Expected, topic_rate
from prefpad.reconfirmation.topic_rows import TopicReport, TopicTally, topic_reports

FIRST = FIRST_RATES["preference"]
USUAL = Policy()


def tally(topic: str, *piles: Pile, notes: int = 1, rate: float = FIRST) -> TopicTally:
    return TopicTally("preference", topic, topic, notes, piles, Expected(FIRST), rate)


def report(*piles: Pile, policy: Policy = USUAL, rate: float = FIRST) -> TopicReport:
    (found,) = topic_reports([tally("coffee", *piles, rate=rate)], policy, 1 / 64)
    return found


def test_topics_with_checks_come_first_the_fastest_at_the_top_then_those_with_most_notes() -> None:
    found = topic_reports(
        [
            tally("few", notes=2),
            tally("slow", Pile(False, 9, 3000)),
            tally("many", notes=20),
            tally("fast", Pile(True, 9, 900)),
        ],
        Policy(),
        1 / 64,
    )
    assert [one.topic for one in found] == ["fast", "slow", "many", "few"]


def test_a_topic_says_what_its_checks_do() -> None:
    piles = (Pile(True, 3, 900), Pile(False, 7, 2100))
    found = report(*piles)
    rate = topic_rate(piles, Expected(FIRST))
    assert (found.checks, found.changes) == (10, 3)
    assert (found.low, found.change_rate, found.high) == (rate.low, rate.per_day, rate.high)
    assert how_fast(found) == "2 years (13 months to 3½ years)"


@given(st.floats(1e-6, 1), st.floats(1.01, 100))
def test_a_range_is_said_from_the_shortest_to_the_longest(rate: float, spread: float) -> None:
    found = TopicReport(
        "preference", "coffee", 1, 3, 1, rate, rate / spread, rate * spread, 0.5, 30,
        of_the_day=False, set_by="learned",
    )  # fmt: skip
    said = how_fast(found)
    assert "(" not in said or " to " in said


def test_without_checks_it_is_taken_to_change_as_its_kind_does() -> None:
    found = report()
    assert how_fast(found) == "18 months"
    assert when_asked(found) == "3 months, as its kind"


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (Policy(by_topic={"coffee": 30}), "1 month, set for the topic"),
        (Policy(by_kind={"preference": 30}), "1 month, set for preferences"),
        (Policy(question_price=1000), "never, learned"),
    ],
)
def test_the_interval_says_where_it_comes_from(policy: Policy, words: str) -> None:
    assert when_asked(report(Pile(True, 1, 100), policy=policy)) == words


def test_a_wish_of_the_day_is_asked_each_visit() -> None:
    assert when_asked(report(Pile(True, 9, 90), rate=1 / 10)) == "each visit, learned"
