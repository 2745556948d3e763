from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.notes.wording import (
    heard_when,
    odds,
    question,
    question_to_them,
    remark,
    statement,
    statement_to_them,
    why,
)
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.making import days_ago, days_ahead, make_note

SEEN_ONCE = {"standing": "candidate", "source": "observed", "voice": "act"}


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "hardly any chance it has changed"),
        (0.05, "about a 1 in 20 chance it has changed"),
        (0.1, "about a 1 in 10 chance it has changed"),
        (0.2, "about a 1 in 5 chance it has changed"),
        (0.25, "about a 1 in 4 chance it has changed"),
        (1 / 3, "about a 1 in 3 chance it has changed"),
        (0.5, "about a 1 in 2 chance it has changed"),
        (2 / 3, "about a 2 in 3 chance it has changed"),
        (0.75, "about a 3 in 4 chance it has changed"),
        (0.9, "about a 9 in 10 chance it has changed"),
        (1.0, "it has almost certainly changed"),
    ],
)
def test_a_chance_is_said_as_people_say_it(chance: float, words: str) -> None:
    assert odds(chance) == words


@given(st.floats(0, 1))
def test_every_chance_can_be_said(chance: float) -> None:
    assert odds(chance).endswith("changed")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"topic": "coffee", "stance": "likes"}, "coffee: likes latte — still right?"),
        ({}, "latte — still right?"),
        ({"stance": "dislikes"}, "avoid: latte — still?"),
        ({"stance": "dislikes", "topic": "coffee"}, "coffee, avoid: latte — still?"),
        ({"kind": "need", "text": "a ground floor"}, "needs a ground floor — still?"),
        ({"kind": "need", "text": "sits near a door"}, "needs: sits near a door — still?"),
        ({"kind": "need", "topic": "room", "text": "a cot"}, "room: needs a cot — still?"),
        ({"kind": "need", "alert": True, "text": "nut allergy"}, "nut allergy — still right?"),
        ({"voice": "act"}, "check, not aloud: latte — still so?"),
        ({"voice": "private"}, "check, not aloud: latte — still so?"),
        ({"stance": "likes", **SEEN_ONCE}, "offer: latte (seen once)"),
        ({"topic": "coffee", **SEEN_ONCE}, "coffee, offer: latte (seen once)"),
        ({"kind": "need", **SEEN_ONCE}, "needs: latte (seen once)"),
        ({"stance": "dislikes", **SEEN_ONCE}, "offer to avoid: latte (seen once)"),
        ({**SEEN_ONCE, "source": "relayed"}, "offer: latte (mentioned by someone else)"),
        ({**SEEN_ONCE, "source": "relayed", "from_list": True}, "offer: latte (from your list)"),
        ({**SEEN_ONCE, "voice": "private"}, "check, not aloud: latte (seen once)"),
    ],
)
def test_a_note_is_worded_as_a_question_for_staff(fields: dict[str, Any], words: str) -> None:
    assert question(make_note(**fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stance": "likes", "topic": "coffee"}, "coffee: likes latte"),
        ({"stance": "dislikes"}, "dislikes latte"),
        ({"stance": "likes", "confirmed_on": days_ago(900)}, "likes latte (may have changed)"),
        (SEEN_ONCE, "latte (not certain yet: seen once)"),
        ({"voice": "private"}, "latte (private)"),
        ({"kind": "promise", "by": days_ahead(1)}, "promised: latte"),
        ({"kind": "promise", "by": TODAY}, "promised: latte — done?"),
        ({"kind": "promise", "topic": "cup"}, "promised: cup: latte"),
        ({"kind": "problem", "topic": "Latte"}, "problem: latte"),
        ({"kind": "need", "alert": True, "source": "relayed"}, "latte (not yet confirmed)"),
        (
            {"kind": "need", "alert": True, "standing": "candidate", "source": "observed"},
            "latte (not yet confirmed)",
        ),
    ],
)
def test_a_note_is_worded_for_staff_with_how_far_to_rely_on_it(
    fields: dict[str, Any], words: str
) -> None:
    assert statement(make_note(**fields), TODAY) == words


@pytest.mark.parametrize(
    ("fields", "said", "asked"),
    [
        ({"stance": "likes", "topic": "coffee"}, "Coffee: latte", "Coffee: latte, still right?"),
        ({"stance": "dislikes"}, "We'll avoid: latte.", None),
        ({"stance": "dislikes", "text": "loud music right at breakfast"}, None, None),
        ({"kind": "need"}, "Latte", None),
        ({"stance": "likes", **SEEN_ONCE}, None, "May we offer: latte?"),
        (
            {"kind": "need", "alert": True, "text": "walnut allergy"},
            "We have your walnut allergy noted.",
            None,
        ),
        ({"kind": "promise"}, None, None),
        ({"kind": "need", "alert": True, "text": "uses a wheelchair"}, None, None),
        ({"kind": "need", "alert": True, "text": "deaf"}, None, None),
        ({"kind": "need", "alert": True, "text": "son: nut allergy"}, None, None),
        ({"kind": "need", "alert": True, "text": "no nuts"}, "Noted: no nuts.", None),
    ],
)
def test_a_note_is_worded_for_the_customer(
    fields: dict[str, Any], said: str | None, asked: str | None
) -> None:
    note = make_note(**fields)
    assert (statement_to_them(note), question_to_them(note)) == (said, asked)


def test_an_uncertain_note_says_how_and_when_it_was_learnt() -> None:
    listed = make_note(standing="candidate", source="relayed", from_list=True)
    assert heard_when(listed, TODAY) == "from your list, 2 Mar"
    assert (
        heard_when(make_note(standing="candidate", source="observed"), TODAY) == "seen once today"
    )


def test_a_remark_is_what_was_jotted_whatever_the_evidence() -> None:
    note = make_note(topic="coffee", stance="likes", standing="candidate")
    assert remark(note) == "coffee: likes latte"


def test_why_says_how_fast_it_changes_when_it_was_confirmed_and_the_chance() -> None:
    note = make_note(topic="coffee", confirmed_on=days_ago(304))
    assert why(note, TODAY) == (
        "Coffee preferences here change about every 18 months. Last confirmed 10 months ago: "
        "about a 1 in 2 chance it has changed."
    )


def test_why_says_that_the_owner_chose_the_interval() -> None:
    note = make_note(every=180, confirmed_on=days_ago(1))
    assert why(note, TODAY).startswith("You ask this every 6 months. Last confirmed")


def test_why_offers_a_candidate() -> None:
    assert "offer it once" in why(make_note(standing="candidate"), TODAY)


def test_why_says_that_the_owner_chose_the_interval_of_the_topic_or_the_kind() -> None:
    by_topic = make_note(topic="Coffee", policy=Policy(by_topic={"coffee": 61}))
    assert why(by_topic, TODAY).startswith("You ask Coffee preferences every 2 months. Last")
    by_kind = make_note(topic="tea", policy=Policy(by_kind={"preference": 61}))
    assert why(by_kind, TODAY).startswith("You ask preferences every 2 months. Last")


def test_why_says_that_things_change_more_often_with_this_customer() -> None:
    note = make_note(change_rate=2 / 548, pace=2.0)
    assert "change about every 18 months, twice as often with Sam Smith. Last" in why(note, TODAY)
    note = make_note(change_rate=0.5 / 548, pace=0.5)
    assert "change about every 18 months, half as often with Sam Smith. Last" in why(note, TODAY)


def test_why_asks_a_wish_of_the_day_each_time() -> None:
    note = make_note(topic="song", change_rate=1 / 14, visit_rate=1 / 61)
    assert why(note, TODAY) == (
        "Song preferences here change about every 2 weeks, but Sam Smith comes about every "
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
    assert why(note, TODAY).endswith("Asking costs more than it could save, so it is never asked.")


def test_why_says_that_some_notes_are_not_asked_again() -> None:
    assert why(make_note(kind="fact"), TODAY) == "A fact is not asked again."
    ended = make_note(ended_on=days_ago(1), ended="gone")
    assert why(ended, TODAY) == "It ended yesterday, so it is not asked again."
