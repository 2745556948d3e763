"""What the first words of a remark say of it, and what they do not make fit for the customer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.normalize import name_words
from prefpad.notes import first_words, things
from prefpad.notes.add import add_note
from prefpad.notes.first_words import FirstWords, read_first_words
from tests.conftest import TODAY
from tests.helpers.making import days_ago, days_ahead
from tests.helpers.pads import filled

if TYPE_CHECKING:
    from datetime import date

    from prefpad import Note, Pad

UNSAID = Path(__file__).parent.parent / "data" / "first_words_unsaid.txt"
FRIDAY = days_ahead(4)


@filled
def _sam(pad: Pad) -> None:
    pad.visit(pad.add("Sam Smith", "by the door", new=True, on=days_ago(99)).customer)


@pytest.fixture
def sam(pad: Pad) -> Pad:
    return pad


def added(pad: Pad, text: str, **fields: Any) -> Note:
    return pad.add("smith", text, **fields)


def told(note: Note) -> tuple[str, str | None, str, str]:
    return note.kind, note.stance, note.text, note.voice


# -- what they say -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("likes tea", ("preference", "likes", "tea", "say")),
        ("Loves the window table", ("preference", "likes", "the window table", "say")),
        ("prefers a firm pillow", ("preference", "likes", "a firm pillow", "say")),
        ("enjoys jazz", ("preference", "likes", "jazz", "say")),
        ("hates olives", ("preference", "dislikes", "olives", "act")),
        ("can't stand jazz", ("preference", "dislikes", "jazz", "act")),
        ("needs a desk lamp", ("need", None, "a desk lamp", "act")),
        ("liebt Jazz", ("preference", "likes", "Jazz", "say")),
        ("mag keine Oliven", ("preference", "dislikes", "Oliven", "act")),
        ("aime le jazz", ("preference", "likes", "le jazz", "say")),
        ("n'aime pas le jazz", ("preference", "dislikes", "le jazz", "act")),
        ("le gusta el jazz", ("preference", "likes", "el jazz", "say")),
        ("no le gusta el jazz", ("preference", "dislikes", "el jazz", "act")),
        ("preferisce il jazz", ("preference", "likes", "il jazz", "say")),
        ("gosta de jazz", ("preference", "likes", "jazz", "say")),
        ("não gosta de jazz", ("preference", "dislikes", "jazz", "act")),
        ("houdt van jazz", ("preference", "likes", "jazz", "say")),
        ("houdt niet van jazz", ("preference", "dislikes", "jazz", "act")),
        ("braucht eine Lampe", ("need", None, "eine Lampe", "act")),
        ("a besoin d'une lampe", ("need", None, "lampe", "act")),
        ("necesita una lámpara", ("need", None, "una lámpara", "act")),
    ],
)
def test_they_set_kind_and_stance_and_are_taken_off(
    sam: Pad, text: str, understood: tuple[str, str | None, str, str]
) -> None:
    assert told(added(sam, text)) == understood


@pytest.mark.parametrize(
    "text",
    [
        *("will call back", "mag graag koffie", "want het is zo", "like a rolling stone"),
        *("sits by the window", "tea", "likes", "the love of jazz"),
    ],
)
def test_other_words_say_nothing(sam: Pad, text: str) -> None:
    assert told(added(sam, text)) == ("preference", None, text, "act")


@pytest.mark.parametrize("text", ["likes coffee: oat latte", "coffee: likes oat latte"])
def test_a_topic_may_stand_before_or_after_them(sam: Pad, text: str) -> None:
    note = added(sam, text)
    assert (note.topic, note.stance, note.text) == ("coffee", "likes", "oat latte")


def test_with_a_colon_they_are_no_topic(sam: Pad) -> None:
    note = added(sam, "likes: tea")
    assert (note.topic, note.stance, note.text) == (None, "likes", "tea")


@pytest.mark.parametrize(
    ("fields", "understood"),
    [
        ({"stance": "dislikes"}, ("preference", "dislikes", "tea", "say")),
        ({"stance": "likes"}, ("preference", "likes", "tea", "say")),
        ({"kind": "fact"}, ("fact", None, "loves tea", "say")),
        ({"kind": "need"}, ("need", None, "loves tea", "say")),
        ({"voice": "act"}, ("preference", "likes", "tea", "act")),
        ({"source": "observed"}, ("preference", "likes", "tea", "act")),
    ],
)
def test_a_flag_wins(
    sam: Pad, fields: dict[str, Any], understood: tuple[str, str | None, str, str]
) -> None:
    assert told(added(sam, "loves tea", **fields)) == understood


def test_the_same_again_is_no_twin_without_them(sam: Pad) -> None:
    first = added(sam, "likes tea", on=days_ago(9))
    assert added(sam, "loves tea").number == first.number
    assert added(sam, "tea", stance="likes").number == first.number
    assert added(sam, "hates tea").stance == "dislikes"
    assert len(sam.notes("smith")) == 2


def test_a_changed_text_is_read_likewise(sam: Pad) -> None:
    note = added(sam, "likes tea")
    changed = sam.confirm(note.number, now="hates green tea")
    assert (changed.stance, changed.text) == ("dislikes", "green tea")
    assert sam.edit_note(note.number, text="loves black tea").text == "black tea"


def test_they_are_unalike_and_no_ordinary_word_of_another_language() -> None:
    groups = (first_words.LIKING, first_words.HATING, first_words.NEEDING, first_words.WANTING)
    listed = [one for group in groups for one in group.replace("\n", ",").split(",") if one.strip()]
    phrases = [one.strip() for one in listed]
    assert phrases == [" ".join(name_words(one)) for one in phrases]
    assert not {"will", "mag", "want", "wil", "quiere y"}.intersection(phrases)
    for phrase in phrases:
        assert read_first_words(f"{phrase} xyz", TODAY) is not None


# -- a kind that is named ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("problem: brakes squeal again", ("problem", "brakes squeal again")),
        ("Beschwerde: Zimmer zu kalt", ("problem", "Zimmer zu kalt")),
        ("promesse: taxi avant vendredi", ("promise", "taxi")),
        ("Id\u00e9e: un pot de miel", ("extra", "un pot de miel")),
        ("Problem: brakes squeal again", ("problem", "brakes squeal again")),
        ("complaint: cold soup", ("problem", "cold soup")),
        ("promised: brake pads", ("promise", "brake pads")),
        ("promise: brake pads", ("promise", "brake pads")),
        ("promised brake pads by friday", ("promise", "brake pads")),
        ("versprochen: Bremsbeläge", ("promise", "Bremsbeläge")),
        ("idea: flowers for the anniversary", ("extra", "flowers for the anniversary")),
        ("mood: in a hurry", ("mood", "in a hurry")),
        ("want: a shave", ("want", "a shave")),
        ("need: a desk lamp", ("need", "a desk lamp")),
        ("praise: Ana, quick hands", ("praise", "Ana, quick hands")),
    ],
)
def test_the_word_of_the_card_before_a_colon_is_the_kind(
    sam: Pad, text: str, understood: tuple[str, str]
) -> None:
    note = added(sam, text)
    assert (note.kind, note.text, note.topic, note.ended_on) == (*understood, None, None)
    assert note.voice == "act"


def test_a_promise_in_words_has_its_day_and_one_without_is_for_today(sam: Pad) -> None:
    assert added(sam, "promised brake pads by friday").by == FRIDAY
    assert added(sam, "promised: oil by friday").by == FRIDAY
    assert added(sam, "promised: a call").by == TODAY


def test_what_repeats_the_kind_that_a_flag_gives_is_taken_off(sam: Pad) -> None:
    assert added(sam, "promised the pads by friday", kind="promise").text == "the pads"
    assert added(sam, "problem: no heating", kind="problem").text == "no heating"


@pytest.mark.parametrize(
    "text",
    [
        *("promised to pay by friday", "promised him a discount", "problem with the clutch"),
        *("promises: many", "need the car back", "moody: at times"),
    ],
)
def test_other_words_name_no_kind(sam: Pad, text: str) -> None:
    assert added(sam, text).kind == "preference"


def test_a_topic_that_is_given_or_another_flag_wins_over_the_word(sam: Pad) -> None:
    assert added(sam, "problem: none so far", kind="fact").kind == "fact"
    assert added(sam, "problem: none so far", stance="likes").kind == "preference"
    assert added(sam, "problem: none so far", topic="car").topic == "car"


def test_what_states_an_allergy_is_an_alert_whatever_kind_is_named(sam: Pad) -> None:
    note = added(sam, "need: no nuts, anaphylaxis")
    assert (note.kind, note.alert) == ("need", True)
    added(sam, "problem: allergic to latex")
    assert any("latex" in one.text for one in sam.recall("smith").alerts)


# -- wishes and days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "by"),
    [
        ("wants a taxi tonight", "want", TODAY),
        ("wants a taxi on friday", "want", FRIDAY),
        ("wants a taxi by friday", "want", FRIDAY),
        ("wants a window seat this time", "want", None),
        ("wants a refund", "problem", None),
        ("wants her money back", "problem", None),
        ("wants to see the manager", "problem", None),
        ("wants beard oil", "preference", None),
        ("möchte heute ein Taxi", "want", None),
        ("quiere un reembolso", "problem", None),
    ],
)
def test_a_wish_is_one_with_a_day_and_a_complaint_is_a_problem(
    sam: Pad, text: str, kind: str, by: date | None
) -> None:
    note = added(sam, text)
    assert (note.kind, note.by) == (kind, by)


@pytest.mark.parametrize("kind", ["promise", "problem", "want"])
def test_a_whole_date_after_a_last_by_is_the_day(sam: Pad, kind: Any) -> None:
    note = added(sam, "extra towels by friday", kind=kind)
    assert (note.text, note.by) == ("extra towels", FRIDAY)
    assert added(sam, "go home by bus", kind=kind).text == "go home by bus"
    assert added(sam, "sheets by friday", kind=kind, by=TODAY).text == "sheets by friday"


def test_a_day_that_is_given_in_the_text_is_not_ours(sam: Pad) -> None:
    assert add_note(sam.session, "smith", "towels by friday", kind="promise").is_dated
    assert not add_note(sam.session, "smith", "towels", kind="promise").is_dated


# -- what is said of it --------------------------------------------------------------------------


@pytest.mark.parametrize("line", UNSAID.read_text(encoding="utf-8").splitlines())
def test_what_begins_so_and_is_no_liking_for_a_thing_is_not_greeted(sam: Pad, line: str) -> None:
    sam.add("smith", line, on=days_ago(1))
    greeting = sam.greet("smith")
    assert (greeting.say, greeting.ask) == ((), ())


def test_a_hundred_of_them_are_tried_and_each_begins_with_first_words() -> None:
    lines = UNSAID.read_text(encoding="utf-8").splitlines()
    assert len({*lines}) >= 100
    assert all(read_first_words(line, TODAY) for line in lines)


@pytest.mark.parametrize("line", ["likes tea", "loves the window table", "prefers oat milk"])
def test_a_liking_for_a_thing_is(sam: Pad, line: str) -> None:
    sam.add("smith", line, on=days_ago(1))
    assert len(sam.greet("smith").say) == 1


def test_they_would_be_greeted_if_any_thing_would_do(
    sam: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(things, "is_thing", lambda _: True)
    sam.add("smith", "loves complaining", on=days_ago(1))
    assert len(sam.greet("smith").say) == 1


@pytest.mark.parametrize(
    ("text", "fields", "voice"),
    [
        ("by the window", {}, "act"),
        ("seat: by the window", {}, "say"),
        ("by the window", {"stance": "likes"}, "say"),
        ("by the window", {"kind": "need"}, "say"),
        ("by the window", {"kind": "fact"}, "say"),
        ("by the window", {"voice": "say"}, "say"),
        ("towels", {"kind": "promise"}, "act"),
    ],
)
def test_a_bare_remark_is_for_staff(
    sam: Pad, text: str, fields: dict[str, Any], voice: str
) -> None:
    assert added(sam, text, **fields).voice == voice


def test_what_they_say_is_a_tuple_of_plain_values() -> None:
    assert read_first_words("likes tea", TODAY) == FirstWords("preference", "likes", "tea", True)
