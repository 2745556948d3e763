from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.domain.vocabulary import KINDS
from prefpad.notes.greeting import fit_for_them, greet, private_words, tells
from prefpad.notes.sensitive import judge
from prefpad.notes.word_lists import SMALL_WORDS
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.counting import growth
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


LIKED: dict[str, Any] = {"stance": "likes"}


def greeting_of(
    *notes: Note, words: str = "Welcome, {address}.", by_hand: tuple[int, ...] = (), **person: Any
) -> Greeting:
    return greet(replace(SAM, **person), notes, by_hand, words, Policy(), TODAY, judge)


def said(*notes: Note, by_hand: tuple[int, ...] = ()) -> list[int]:
    return [saying.note for saying in greeting_of(*notes, by_hand=by_hand).say]


def liked(number: int = 1, text: str = "latte", **fields: Any) -> Note:
    return make_note(number, text, **LIKED | fields)


def asked(*notes: Note) -> list[str]:
    return [saying.text for saying in greeting_of(*notes).ask]


# -- how they are addressed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ({"familiar": "Sam", "formal": "Mr. Smith"}, "Sam"),
        ({"formal": "Mr. Smith"}, "Mr. Smith"),
        ({}, "Sam Smith"),
        ({"name": "Mme LEROY Annie"}, "Mme LEROY Annie"),
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
    assert greeting_of(name="Sam", words="Hi {name}, {address}!").words == "Hi!"


def test_the_name_in_full_can_be_said() -> None:
    greeting = greeting_of(familiar="Sammy", words="{address}: {name}")
    assert greeting.words == "Sammy: Sam Smith"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ed Blue [HIV+]", "Welcome, Ed Blue."),
        ("Bob Grey (bad payer)", "Welcome, Bob Grey."),
        ("Bob Grey, bad payer", "Welcome, Bob Grey."),
        ("Bob Grey - owes 200", "Welcome, Bob Grey."),
        ("Grey, Bob, owes 200", "Welcome, Bob Grey."),
        ("Bob Grey NEVER PAYS", "Welcome, Bob Grey."),
        ("DO NOT CALL Ann Lee", "Welcome, Ann Lee."),
        ("DO NOT CALL Ann", "Welcome."),
        ("do not call ann lee", "Welcome."),
        ("Bob HIV", "Welcome."),
        ("Bob Grey # banned", "Welcome, Bob Grey."),
        ("Bob Grey c/o Ann Lee", "Welcome, Bob Grey."),
        ("Ann Lee, London", "Welcome, Ann Lee, London."),
        ("Lee, Ann", "Welcome, Ann Lee."),
        ("van der Vale, Ann", "Welcome, Ann van der Vale."),
        ("Smith, Jones & Partners", "Welcome, Smith, Jones & Partners."),
        ("Smith, Jones and Partners", "Welcome, Smith, Jones and Partners."),
        ("Bob Grey Jr.", "Welcome, Bob Grey Jr."),
        ("Jean DUPONT", "Welcome, Jean DUPONT."),
        ("D. VAN DER MERWE", "Welcome, D. VAN DER MERWE."),
        ("Ask Hansen", "Welcome, Ask Hansen."),
        ("John Gay", "Welcome, John Gay."),
        ("Anna Krebs", "Welcome, Anna Krebs."),
        ("Maria Calvo", "Welcome, Maria Calvo."),
        ("SAM SMITH", "Welcome, SAM SMITH."),
    ],
)
def test_a_remark_in_a_name_is_left_out_and_the_name_never_is(name: str, words: str) -> None:
    greeting = greeting_of(name=name)
    assert greeting.words == words
    assert "owes" not in f"{greeting}"


def test_so_is_a_remark_in_a_form_of_address() -> None:
    assert greeting_of(formal="Mr. Smith (deaf)").words == "Welcome, Mr. Smith."


def test_how_the_name_is_said_aloud_is_told() -> None:
    assert greeting_of(pronounced="smythe").pronounced == "smythe"


# -- what is said ----------------------------------------------------------------------------------


def test_at_most_two_things_are_said_and_one_is_asked() -> None:
    fresh = [liked(number) for number in (1, 2, 3)]
    old = [liked(number, confirmed_on=days_ago(300)) for number in (4, 5, 6)]
    greeting = greeting_of(*fresh, *old)
    assert (len(greeting.say), len(greeting.ask)) == (2, 1)


@pytest.mark.parametrize("voice", ["act", "private"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_with_another_voice_is_said_or_asked(kind: str, voice: str) -> None:
    for on in (TODAY, days_ago(300)):
        greeting = greeting_of(make_note(kind=kind, voice=voice, confirmed_on=on, by=TODAY))
        assert (greeting.say, greeting.ask) == ((), ())


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_marked_as_fit_is_not_said(kind: str) -> None:
    greeting = greeting_of(make_note(kind=kind), make_note(2, kind=kind, by=TODAY))
    assert [saying for saying in (*greeting.say, *greeting.ask) if kind != "need"] == []


@pytest.mark.parametrize("kind", ["preference", "need", "want", "fact", "other"])
def test_what_somebody_gave_that_voice_is(kind: str) -> None:
    assert said(make_note(kind=kind), by_hand=(1,)) == [1]


@pytest.mark.parametrize(
    "fields",
    [
        {"voice": "act"},
        {"voice": "private"},
        {"kind": "promise"},
        {"parent": 2},
        {"standing": "candidate", "source": "relayed"},
    ],
)
def test_what_is_never_said_is_unfit_even_by_hand(fields: dict[str, Any]) -> None:
    note = liked(1, **fields)
    assert [*fit_for_them([note], [note], {1}, judge)] == []


def test_a_promise_never_is() -> None:
    assert said(make_note(kind="promise", by=TODAY), by_hand=(1,)) == []


@pytest.mark.parametrize("stance", ["likes", "dislikes"])
def test_a_preference_with_a_stance_is_said(stance: str) -> None:
    assert said(make_note(stance=stance)) == [1]


@pytest.mark.parametrize(
    "text",
    ["his ex", "reads by the fire", "talks to her son", "seinen Hund", "goes by the first name"],
)
def test_nobody_is_spoken_of(text: str) -> None:
    for kind in ("preference", "need"):
        assert said(make_note(text=text, kind=kind, stance="likes")) == []


@pytest.mark.parametrize(
    ("text", "is_said"),
    [("a desk lamp", True), ("uses a wheelchair", False), ("no nuts", False), ("diabetic", False)],
)
def test_a_need_is_said_unless_it_is_of_access_or_health(text: str, is_said: bool) -> None:
    assert said(make_note(text=text, kind="need")) == ([1] if is_said else [])


@pytest.mark.parametrize("text", ["HIV positive", "a kosher menu", "grumpy mornings"])
def test_nothing_sensitive_is_said_unless_there_is_a_reason(text: str) -> None:
    assert said(liked(text=text), by_hand=(1,)) == []
    assert said(liked(text=text, because="says so to all"), by_hand=(1,)) == [1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Walnut allergy", ["We have your walnut allergy noted."]),
        (
            "peanut allergy, no peanuts anywhere on the table",
            ["We have your peanut allergy noted."],
        ),
        ("allergic to nuts, eggs and milk", ["Noted: allergic to nuts, eggs and milk."]),
        ("peanuts", ["Noted: peanuts."]),
        ("son: peanuts", []),
        ("she is allergic to nuts", []),
        ("uses a wheelchair", []),
    ],
)
def test_an_alert_of_their_own_is_stated_and_never_asked(text: str, words: list[str]) -> None:
    for on in (TODAY, LONG_AGO):
        alert = make_note(text=text, kind="need", alert=True, confirmed_on=on)
        greeting = greeting_of(alert)
        assert [saying.text for saying in greeting.say] == (words if on == TODAY else [])
        assert greeting.ask == ()


def test_an_alert_that_they_told_is_said_first_and_one_that_they_did_not_tell_is_not() -> None:
    told = make_note(1, "peanuts", kind="need", alert=True)
    heard = make_note(2, "eggs", kind="need", alert=True, voice="act", source="relayed")
    assert said(liked(3), heard, told) == [1, 3]


def test_a_need_is_said_before_a_preference() -> None:
    assert said(liked(1), make_note(2, "a desk lamp", kind="need")) == [2, 1]


def test_of_two_alike_the_one_confirmed_last_is_said_first() -> None:
    assert said(liked(1, confirmed_on=days_ago(9)), liked(2)) == [2, 1]


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
    assert said(make_note(**LIKED | fields), by_hand=(1,)) == []


def test_what_is_due_is_not_said_though_another_is_asked() -> None:
    due = [liked(number, confirmed_on=days_ago(200)) for number in (1, 2, 3, 4)]
    assert said(*due) == []


def test_what_stands_under_a_problem_is_not_said() -> None:
    problem = make_note(1, kind="problem", voice="act")
    greeting = greeting_of(problem, liked(2, parent=1), by_hand=(2,))
    assert (greeting.say, greeting.ask) == ((), ())


# -- what is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [None, TODAY, days_ahead(7)])
def test_what_we_promised_is_our_own_to_do_and_is_neither_said_nor_asked(by: date | None) -> None:
    greeting = greeting_of(make_note(1, "extra towels", kind="promise", by=by))
    assert (greeting.say, greeting.ask) == ((), ())


def test_a_candidate_that_may_be_said_is_an_offer() -> None:
    seen = make_note(1, "rye", stance="likes", **SEEN_ONCE)
    assert asked(seen) == ["May we offer: rye?"]
    assert asked(seen, liked(2, confirmed_on=days_ago(300))) == ["Latte, still right?"]
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
    assert said(private, liked(2, "a room apart", topic="divorce"), liked(3)) == [3]


def test_what_is_as_young_as_a_private_subject_may_tell_it_and_is_not_said() -> None:
    private = make_note(1, "HIV positive", voice="private", noted_on=days_ago(9))
    older = make_note(2, "a desk lamp", kind="need", noted_on=days_ago(10))
    younger = make_note(3, "the corner table", kind="need", noted_on=days_ago(9))
    assert said(private, older, younger, liked(4)) == [2, 4]
    surprise = replace(private, text="a surprise")
    assert said(surprise, older, younger) == [3, 2]


def test_the_same_remark_twice_private_and_not_is_private_though_it_has_ended() -> None:
    private = make_note(1, "double room", voice="private", ended_on=TODAY, ended="gone")
    assert said(private, liked(2, "Double  Room")) == []
    assert asked(private, liked(2, "double room", confirmed_on=LONG_AGO)) == []


def test_small_words_are_written_as_they_are_compared() -> None:
    assert {fold(word) for word in SMALL_WORDS} == SMALL_WORDS


def test_the_work_for_a_greeting_grows_no_faster_than_the_notes() -> None:
    def greet_so_many(count: int) -> None:
        private = (make_note(n, f"affair{n} withheld{n}", voice="private") for n in range(count))
        open_ = (liked(count + n, f"window seat {n}") for n in range(count))
        greeting_of(*private, *open_)

    assert growth(greet_so_many, 250) < 4.5
