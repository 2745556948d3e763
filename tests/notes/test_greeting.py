from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.greeting import greet, private_words, tells
from prefpad.notes.small_words import SMALL_WORDS
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.making import SAM, days_ago, days_ahead, make_note

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Note
    from prefpad.notes.greeting import Greeting

LONG_AGO = days_ago(900)
SEEN_ONCE: dict[str, Any] = {
    "standing": "candidate",
    "source": "observed",
    "noted_on": days_ago(2),
}


def greeting_of(*notes: Note, **person: Any) -> Greeting:
    return greet(replace(SAM, **person), notes, "Welcome, {address}.", Policy(), TODAY)


def said(*notes: Note) -> list[int]:
    return [saying.note for saying in greeting_of(*notes).say]


def asked(*notes: Note) -> list[str]:
    return [saying.text for saying in greeting_of(*notes).ask]


# -- how they are addressed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ({"familiar": "Sam", "formal": "Mr. Smith"}, "Sam"),
        ({"formal": "Mr. Smith"}, "Mr. Smith"),
        ({}, "Sam Smith"),
        ({"name": "Sam"}, None),
        ({"name": "Kartika", "formal": "Ms. Kartika"}, "Ms. Kartika"),
        ({"name": "王秀英"}, None),
        ({"name": "sam@example.com"}, None),
        ({"name": "+44 20 7946 0101"}, None),
        ({"name": "Samuel Smith", "not_called": "samuel"}, None),
        ({"name": "Samuel Smith", "not_called": "Sam"}, "Samuel Smith"),
        ({"name": "Samuel Smith", "not_called": "Samuel", "formal": "Mr. Smith"}, "Mr. Smith"),
        ({"familiar": "", "formal": ""}, "Sam Smith"),
    ],
)
def test_the_familiar_form_is_used_if_offered_then_the_formal_then_the_full_name(
    person: dict[str, Any], address: str | None
) -> None:
    assert greeting_of(**person).address == address


def test_a_bare_first_name_is_never_said_in_any_words() -> None:
    person = replace(SAM, name="Sam")
    words = greet(person, [], "Hi {name}, {address}!", Policy(), TODAY).words
    assert words == "Hi!"


def test_the_name_in_full_can_be_said() -> None:
    person = replace(SAM, familiar="Sammy")
    assert greet(person, [], "{address}: {name}", Policy(), TODAY).words == "Sammy: Sam Smith"


def test_how_the_name_is_said_aloud_is_told() -> None:
    assert greeting_of(pronounced="smythe").pronounced == "smythe"


# -- what is said ----------------------------------------------------------------------------------


def test_at_most_two_things_are_said_and_one_is_asked() -> None:
    fresh = [make_note(number) for number in (1, 2, 3)]
    old = [make_note(number, confirmed_on=days_ago(300)) for number in (4, 5, 6)]
    greeting = greeting_of(*fresh, *old)
    assert (len(greeting.say), len(greeting.ask)) == (2, 1)


@pytest.mark.parametrize("voice", ["act", "private"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_with_another_voice_is_said_or_asked(kind: str, voice: str) -> None:
    for on in (TODAY, days_ago(300)):
        greeting = greeting_of(make_note(kind=kind, voice=voice, confirmed_on=on, by=TODAY))
        assert (greeting.say, greeting.ask) == ((), ())


@pytest.mark.parametrize("kind", ["problem", "mood", "extra", "praise", "other"])
def test_some_kinds_are_not_said_to_a_face_whatever_their_voice(kind: str) -> None:
    greeting = greeting_of(make_note(kind=kind), make_note(2, kind=kind, by=TODAY))
    assert (greeting.say, greeting.ask) == ((), ())


@pytest.mark.parametrize("kind", ["preference", "need", "want", "fact"])
def test_what_they_told_may_be_said(kind: str) -> None:
    assert said(make_note(kind=kind)) == [1]


def test_an_alert_that_they_told_is_said_first_and_one_that_they_did_not_tell_is_not() -> None:
    told = make_note(1, kind="need", alert=True)
    heard = make_note(2, kind="need", alert=True, voice="act", **SEEN_ONCE)
    assert said(make_note(3), heard, told) == [1, 3]


def test_what_matters_today_is_said_before_what_always_does() -> None:
    notes = [
        make_note(1, kind="fact"),
        make_note(2),
        make_note(3, kind="need"),
        make_note(4, kind="want"),
        make_note(5, kind="need", alert=True),
    ]
    order = []
    while notes:
        order.append(said(*notes)[0])
        notes = [note for note in notes if note.number != order[-1]]
    assert order == [5, 4, 3, 2, 1]


def test_of_two_alike_the_one_confirmed_last_is_said_first() -> None:
    assert said(make_note(1, confirmed_on=days_ago(9)), make_note(2)) == [2, 1]


@pytest.mark.parametrize(
    "fields",
    [
        {"confirmed_on": LONG_AGO},
        {"confirmed_on": days_ago(300)},
        SEEN_ONCE,
        {"ended_on": TODAY, "ended": "gone"},
        {"kind": "want", "noted_on": days_ago(1)},
        {"kind": "need", "alert": True, "confirmed_on": LONG_AGO},
        {"change_rate": 1 / 14, "confirmed_on": days_ago(1)},
    ],
)
def test_what_does_not_surely_hold_is_not_said(fields: dict[str, Any]) -> None:
    assert said(make_note(**fields)) == []


def test_what_is_due_is_not_said_though_another_is_asked() -> None:
    due = [make_note(number, confirmed_on=days_ago(200)) for number in (1, 2, 3, 4)]
    assert said(*due) == []


def test_what_stands_under_a_problem_is_not_said() -> None:
    problem = make_note(1, kind="problem", voice="act")
    greeting = greeting_of(problem, make_note(2, kind="promise", parent=1, by=TODAY))
    assert (greeting.say, greeting.ask) == ((), ())


# -- what is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [None, TODAY, days_ahead(7)])
def test_what_we_promised_is_our_own_to_do_and_is_neither_said_nor_asked(by: date | None) -> None:
    greeting = greeting_of(make_note(1, "extra towels", kind="promise", by=by))
    assert (greeting.say, greeting.ask) == ((), ())


def test_a_candidate_that_may_be_said_is_an_offer() -> None:
    seen = make_note(1, "rye", stance="likes", **SEEN_ONCE)
    assert asked(seen) == ["May we offer: rye?"]
    assert asked(seen, make_note(2, confirmed_on=days_ago(300))) == ["Latte, still right?"]
    assert asked(replace(seen, voice="act")) == []


# -- what private notes keep unsaid ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("private", "open_", "withheld"),
    [
        ("owes money", "money for the taxi", True),
        ("owes MÖNEY", "moneybelt in the safe", True),
        ("debt: owes the grocer", "quiet room", False),
        ("is in the debt of us", "a quiet room for the two of us", False),
        ("HIV", "hiv leaflet", True),
        ("art", "party room", False),
        ("Krebs", "Krebstherapie", True),
        ("лечится от рака", "рака", True),
    ],
)
def test_a_note_that_shares_a_telling_word_with_a_private_note_is_not_said(
    private: str, open_: str, withheld: bool
) -> None:
    unsaid = private_words([make_note(text=private, voice="private")])
    assert tells(make_note(text=open_), unsaid) is withheld


def test_the_topic_of_a_private_note_is_not_spoken_of() -> None:
    private = make_note(1, "his own affair", topic="Divorce", voice="private")
    assert said(private, make_note(2, "a room apart", topic="divorce"), make_note(3)) == [3]


def test_the_same_remark_twice_private_and_not_is_private_though_it_has_ended() -> None:
    private = make_note(1, "double room", voice="private", ended_on=TODAY, ended="gone")
    assert said(private, make_note(2, "Double  Room")) == []
    assert asked(private, make_note(2, "double room", confirmed_on=LONG_AGO)) == []


def test_small_words_are_written_as_they_are_compared() -> None:
    assert {fold(word) for word in SMALL_WORDS} == SMALL_WORDS
