from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.reconfirmation.estimator import best_interval, chance_changed
from prefpad.reconfirmation.policy import (
    Policy,
    Timing,
    chance_gone,
    days_between,
    is_of_the_day,
)
from prefpad.reconfirmation.rates import FIRST_RATES, FIRST_VISIT_RATE
from tests.conftest import TODAY
from tests.helpers.making import days_ago, make_note

POLICY = Policy()
OWN = Policy(by_topic={"coffee": 30}, by_kind={"preference": 60})


def timing(kind: str = "preference", topic_key: str = "", *, alert: bool = False,
           policy: Policy = POLICY) -> Timing:  # fmt: skip
    return policy.timing(
        kind,
        topic_key,
        alert=alert,
        change_rate=FIRST_RATES[kind],
        visit_rate=FIRST_VISIT_RATE,
    )


@pytest.mark.parametrize(
    ("kind", "alert", "price"),
    [("preference", False, 0.3), ("need", False, 0.075), ("need", True, 0.075)],
)
def test_needs_and_alerts_are_asked_at_a_quarter_of_the_price(
    kind: str, alert: bool, price: float
) -> None:
    best = best_interval(FIRST_RATES[kind], 1 / 60, price)
    assert best is not None
    assert timing(kind, alert=alert).days == round(best)


def test_an_interval_of_the_owners_own_wins_the_topics_before_the_kinds() -> None:
    of_topic, of_kind = (timing(topic_key=topic, policy=OWN) for topic in ("coffee", "tea"))
    assert (of_topic.days, of_topic.set_by) == (30, "topic")
    assert (of_kind.days, of_kind.set_by) == (60, "kind")
    assert timing("need", policy=OWN) == timing("need")
    assert timing("need").set_by == "learned"


@given(st.floats(1e-5, 10), st.floats(1e-5, 10), st.floats(0, 3))
def test_days_between_are_the_best_interval_in_whole_days(
    change_rate: float, visit_rate: float, price: float
) -> None:
    best = best_interval(change_rate, visit_rate, price)
    assert days_between(change_rate, visit_rate, price) == (
        None if best is None else max(1, round(best))
    )


@given(st.floats(1e-5, 1), st.floats(1e-4, 1), st.floats(0.01, 0.99))
def test_what_changes_twice_as_often_is_asked_no_later(
    change_rate: float, visit_rate: float, price: float
) -> None:
    once = days_between(change_rate, visit_rate, price)
    twice = days_between(2 * change_rate, visit_rate, price)
    assert once is not None
    assert twice is not None
    assert twice <= once


def test_a_note_is_due_its_days_after_it_was_last_confirmed() -> None:
    note = make_note(confirmed_on=days_ago(10))
    due = note.due_on
    assert due is not None
    assert (due - note.confirmed_on).days == timing().days


def test_an_interval_of_the_notes_own_wins() -> None:
    assert make_note(confirmed_on=days_ago(10), every=10, policy=OWN).due_on == TODAY


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "fact"},
        {"kind": "promise"},
        {"standing": "candidate"},
        {"standing": "candidate", "every": 5},
        {"ended_on": TODAY, "ended": "gone"},
    ],
)
def test_what_is_not_asked_again_has_no_due_day(fields: dict[str, Any]) -> None:
    assert make_note(**fields).due_on is None


def test_a_question_that_costs_too_much_has_no_due_day() -> None:
    assert make_note(policy=Policy(question_price=1000)).due_on is None


@pytest.mark.parametrize(
    ("topic", "every", "policy"),
    [(None, None, POLICY), (None, 30, POLICY), ("coffee", None, OWN), ("tea", None, OWN)],
)
def test_the_worth_of_a_question_is_one_on_the_day_it_is_due(
    topic: str | None, every: int | None, policy: Policy
) -> None:
    note = make_note(topic=topic, every=every, policy=policy)
    due = note.due_on
    assert due is not None
    assert policy.worth(note, due) == pytest.approx(1, rel=0.02)


def test_what_is_not_asked_again_is_not_worth_a_question() -> None:
    assert POLICY.worth(make_note(kind="fact", confirmed_on=days_ago(900)), TODAY) == 0


def test_what_is_due_comes_with_the_most_worth_asking_first() -> None:
    notes = [make_note(number, confirmed_on=days_ago(days)) for number, days in
             enumerate((200, 3, 900, 400), 1)]  # fmt: skip
    notes.append(make_note(5, confirmed_on=days_ago(500), visit_rate=1 / 7))
    assert [note.number for note in POLICY.due_among(notes, TODAY, TODAY)] == [5, 3, 4, 1]


def test_a_free_question_is_due_the_next_day() -> None:
    free = Policy(question_price=0)
    assert timing(policy=free).days == 1
    assert free.worth(make_note(confirmed_on=days_ago(1), policy=free), TODAY) > 1


def test_the_chance_that_a_note_no_longer_holds_follows_from_its_rate() -> None:
    note = make_note(confirmed_on=days_ago(100), change_rate=1 / 100)
    assert chance_gone(note, TODAY) == chance_changed(1 / 100, 100)
    assert chance_gone(make_note(kind="fact", noted_on=days_ago(900)), TODAY) == 0


def test_a_wish_of_the_day_changes_sooner_than_the_customer_returns() -> None:
    assert is_of_the_day(make_note(change_rate=1 / 14, visit_rate=1 / 60))
    assert not is_of_the_day(make_note(change_rate=1 / 90, visit_rate=1 / 60))
    assert not is_of_the_day(make_note(kind="fact"))


def test_an_interval_of_the_owners_makes_no_wish_of_the_day() -> None:
    assert not is_of_the_day(make_note(change_rate=1 / 14, visit_rate=1 / 60, every=90))
