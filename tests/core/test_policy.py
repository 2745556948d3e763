from __future__ import annotations

from typing import Any

import pytest

from prefpad.core.policy import Policy
from prefpad.core.reconfirm import best_interval
from tests.conftest import TODAY
from tests.making import days_ago, make_note

POLICY = Policy()
A_YEAR = 365.25


@pytest.mark.parametrize(("kind", "years"), [("preference", 1.5), ("need", 5)])
def test_a_kind_lasts_as_long_as_its_first_mean(kind: str, years: float) -> None:
    assert 1 / POLICY.rate(kind) == pytest.approx(years * A_YEAR)


@pytest.mark.parametrize(
    ("kind", "alert", "price"),
    [("preference", False, 0.3), ("need", False, 0.075), ("need", True, 0.075)],
)
def test_needs_and_alerts_are_asked_at_a_quarter_of_the_price(
    kind: str, alert: bool, price: float
) -> None:
    best = best_interval(POLICY.rate(kind), 1 / 60, price)
    assert best is not None
    assert POLICY.interval(kind, alert) == round(best)


def test_a_note_is_due_its_interval_after_it_was_last_confirmed() -> None:
    note = make_note(confirmed_on=days_ago(10))
    due = POLICY.due_on(note)
    assert due is not None
    assert (due - note.confirmed_on).days == POLICY.interval("preference", alert=False)


def test_an_interval_of_the_owners_own_wins() -> None:
    due = POLICY.due_on(make_note(confirmed_on=days_ago(10), every=10))
    assert due == TODAY


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
    assert POLICY.due_on(make_note(**fields)) is None


def test_a_question_that_costs_too_much_has_no_due_day() -> None:
    assert Policy(question_price=1000).due_on(make_note()) is None


@pytest.mark.parametrize("every", [None, 30])
def test_the_worth_of_a_question_is_one_on_the_day_it_is_due(every: int | None) -> None:
    note = make_note(every=every)
    due = POLICY.due_on(note)
    assert due is not None
    assert POLICY.worth(note, due) == pytest.approx(1, rel=0.02)


def test_what_is_due_comes_with_the_longest_unconfirmed_first() -> None:
    notes = [make_note(number, confirmed_on=days_ago(days)) for number, days in
             enumerate((200, 3, 900, 400), 1)]  # fmt: skip
    assert [note.number for note in POLICY.due_among(notes, TODAY, TODAY)] == [3, 4, 1]


def test_a_free_question_is_due_the_next_day() -> None:
    assert Policy(question_price=0).interval("preference", alert=False) == 1
    assert Policy(question_price=0).worth(make_note(confirmed_on=days_ago(1)), TODAY) > 1
