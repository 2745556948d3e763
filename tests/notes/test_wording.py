from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.notes.wording import odds, question, remark, statement, why
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.making import days_ago, days_ahead, make_note

SEEN_ONCE = {"standing": "candidate", "source": "observed", "voice": "act"}


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "hardly likely that it changed"),
        (0.1, "about 1 in 10 that it changed"),
        (0.2, "about 1 in 5 that it changed"),
        (0.25, "about 1 in 4 that it changed"),
        (1 / 3, "about 1 in 3 that it changed"),
        (0.5, "about 1 in 2 that it changed"),
        (2 / 3, "about 2 in 3 that it changed"),
        (0.75, "about 3 in 4 that it changed"),
        (0.9, "about 9 in 10 that it changed"),
        (1.0, "almost certain that it changed"),
    ],
)
def test_a_chance_is_said_as_people_say_it(chance: float, words: str) -> None:
    assert odds(chance) == words


@given(st.floats(0, 1))
def test_every_chance_can_be_said(chance: float) -> None:
    assert odds(chance).endswith("that it changed")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"topic": "coffee"}, "coffee: still latte?"),
        ({}, "still latte?"),
        ({"stance": "dislikes"}, "still not latte?"),
        ({"stance": "likes", **SEEN_ONCE}, "would you like latte?"),
        ({"stance": "likes", "topic": "coffee", **SEEN_ONCE}, "coffee: would you like latte?"),
        ({"stance": "dislikes", **SEEN_ONCE}, "would you rather not have latte?"),
        (SEEN_ONCE, "would you like this: latte?"),
        ({"kind": "need", "alert": True, **SEEN_ONCE}, "is it so: latte?"),
        ({"kind": "promise", "topic": "cup", "by": TODAY}, "cup: done as promised: latte?"),
    ],
)
def test_a_note_is_worded_as_a_question(fields: dict[str, Any], words: str) -> None:
    assert question(make_note(**fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stance": "likes", "topic": "coffee"}, "coffee: prefers latte"),
        ({"stance": "dislikes"}, "dislikes latte"),
        ({}, "latte"),
        ({"kind": "need", "stance": "likes"}, "prefers latte"),
        ({"stance": "likes", "source": "observed"}, "likes latte"),
        ({"stance": "likes", "confirmed_on": days_ago(900)}, "likes latte"),
        ({"stance": "likes", **SEEN_ONCE}, "likes latte"),
        ({"kind": "promise", "by": days_ahead(1)}, "we promised: latte, tomorrow"),
        ({"kind": "promise", "topic": "cup"}, "cup: we promised: latte"),
    ],
)
def test_only_what_they_told_and_what_is_fresh_is_what_they_prefer(
    fields: dict[str, Any], words: str
) -> None:
    assert statement(make_note(**fields), TODAY) == words


def test_a_remark_is_what_was_jotted_whatever_the_evidence() -> None:
    note = make_note(topic="coffee", stance="likes", standing="candidate")
    assert remark(note) == "coffee: likes latte"


def test_why_says_how_fast_it_changes_when_it_was_confirmed_and_the_chance() -> None:
    note = make_note(topic="coffee", confirmed_on=days_ago(304))
    assert why(note, TODAY) == (
        "coffee preferences here change about every 18 months; last confirmed 10 months ago, "
        "so about 1 in 2 that it changed."
    )


def test_why_says_that_the_owner_chose_the_interval() -> None:
    note = make_note(every=180, confirmed_on=days_ago(1))
    assert why(note, TODAY).startswith("you ask this every 6 months; last confirmed")


def test_why_offers_a_candidate() -> None:
    assert "not yet confirmed" in why(make_note(standing="candidate"), TODAY)


def test_why_says_that_the_owner_chose_the_interval_of_the_topic_or_the_kind() -> None:
    by_topic = make_note(topic="Coffee", policy=Policy(by_topic={"coffee": 61}))
    assert why(by_topic, TODAY).startswith("you ask Coffee preferences every 2 months; last")
    by_kind = make_note(topic="tea", policy=Policy(by_kind={"preference": 61}))
    assert why(by_kind, TODAY).startswith("you ask preferences every 2 months; last")


def test_why_says_that_things_change_more_often_with_this_customer() -> None:
    note = make_note(change_rate=2 / 548, pace=2.0)
    assert "change about every 18 months, twice as often with Sam Smith; last" in why(note, TODAY)
    note = make_note(change_rate=0.5 / 548, pace=0.5)
    assert "change about every 18 months, half as often with Sam Smith; last" in why(note, TODAY)


def test_why_asks_a_wish_of_the_day_each_time() -> None:
    note = make_note(topic="song", change_rate=1 / 14, visit_rate=1 / 61)
    assert why(note, TODAY) == (
        "song preferences here change about every 2 weeks, but Sam Smith comes about every "
        "2 months, so ask each time."
    )


def test_why_names_a_customer_with_wishes_of_the_day_once() -> None:
    note = make_note(topic="song", change_rate=1 / 14, visit_rate=1 / 61, pace=2.0)
    assert why(note, TODAY).count("Sam Smith") == 1
    assert why(note, TODAY).endswith(
        "with Sam Smith, who comes about every 2 months, so ask each time."
    )


def test_why_says_that_a_question_costs_too_much() -> None:
    note = make_note(policy=Policy(question_price=1000))
    assert why(note, TODAY).endswith(
        "a question costs more than it could save, so it is never asked."
    )


def test_why_says_that_some_notes_are_not_asked_again() -> None:
    assert why(make_note(kind="fact"), TODAY) == "a fact is not asked again."
    ended = make_note(ended_on=days_ago(1), ended="gone")
    assert why(ended, TODAY) == "it ended yesterday, so it is not asked again."
