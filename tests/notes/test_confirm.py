from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.errors import AskedWrongly, BadDay, CouldNot
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from prefpad import Pad
    from prefpad.domain.models import Note
    from prefpad.domain.vocabulary import KindName, Source


@pytest.fixture
def latte(pad: Pad) -> Note:
    return pad.add("Sam Smith", "coffee: latte", on=days_ago(100), new=True)


@pytest.mark.parametrize(
    ("answer", "outcome", "asked"),
    [
        ({}, "same", True),
        ({"now": "oat latte"}, "changed", True),
        ({"now": "LATTE"}, "same", True),
        ({"gone": True}, "gone", True),
        ({"seen": True}, "seen", False),
    ],
)
def test_each_answer_is_kept_as_a_check(
    pad: Pad, latte: Note, answer: dict[str, Any], outcome: str, asked: bool
) -> None:
    pad.confirm(latte.number, **answer)
    (check,) = pad.checks("smith")
    assert (check.note, check.on, check.outcome) == (latte.number, TODAY, outcome)
    assert (check.days, check.asked, check.author) == (100, asked, "Ana")


def test_still_true_moves_the_day_it_was_confirmed(pad: Pad, latte: Note) -> None:
    note = pad.confirm(latte.number)
    assert (note.confirmed_on, note.noted_on, note.text) == (TODAY, days_ago(100), "latte")
    assert note.due_on
    assert note.due_on > TODAY


def test_changed_keeps_number_and_topic_and_takes_the_text(pad: Pad, latte: Note) -> None:
    note = pad.confirm(latte.number, now="oat flat white")
    assert (note.number, note.topic, note.text) == (latte.number, "coffee", "oat flat white")
    (check,) = pad.checks("smith")
    assert (check.before, check.after) == ("latte", "oat flat white")


def test_changed_may_change_the_topic_too(pad: Pad, latte: Note) -> None:
    assert pad.confirm(latte.number, now="tea: green").topic == "tea"
    pad.add("Sam Smith", "old", topic="tea", on=days_ago(900))
    assert {one.note.topic for one in pad.due(topic="tea", within="10 years")} == {"tea"}


def test_gone_ends_the_note(pad: Pad, latte: Note) -> None:
    note = pad.confirm(latte.number, gone=True)
    assert (note.ended, note.ended_on, note.due_on) == ("gone", TODAY, None)
    assert pad.due(within="10 years") == []
    assert pad.recall("smith").say == []


def test_the_history_of_a_note_is_kept(pad: Pad, latte: Note) -> None:
    pad.confirm(latte.number, on=days_ago(60))
    pad.confirm(latte.number, now="mocha", on=days_ago(20))
    pad.confirm(latte.number, gone=True)
    told = [(check.outcome, check.days, check.after) for check in pad.checks("smith")]
    assert told == [("same", 40, "latte"), ("changed", 40, "mocha"), ("gone", 20, "mocha")]


def test_an_earlier_check_does_not_make_a_note_older(pad: Pad, latte: Note) -> None:
    pad.confirm(latte.number)
    assert pad.confirm(latte.number, on=days_ago(50)).confirmed_on == TODAY


@pytest.mark.parametrize("source", ["observed", "relayed"])
def test_a_candidate_that_is_confirmed_is_told_and_stands(pad: Pad, source: Source) -> None:
    note = pad.add("Sam Smith", "latte", source=source, stance="likes", new=True)
    note = pad.confirm(note.number)
    assert (note.standing, note.source, note.voice) == ("standing", "told", "say")


def test_a_check_opens_nothing_else(pad: Pad) -> None:
    bare = pad.add("Sam Smith", "latte", source="observed", new=True)
    hand = pad.add("smith", "tea", voice="act", stance="likes")
    private = pad.add("smith", "diabetic")
    for note, voice in ((bare, "act"), (hand, "act"), (private, "private")):
        checked = pad.confirm(note.number)
        assert (checked.standing, checked.voice) == ("standing", voice)
    assert pad.confirm(private.number, now="likes jazz").voice == "private"


def test_a_candidate_keeps_a_voice_set_by_hand(pad: Pad) -> None:
    note = pad.add("Sam Smith", "latte", source="observed", voice="act", new=True)
    assert pad.confirm(note.number).voice == "act"


def test_a_candidate_that_is_denied_ends(pad: Pad) -> None:
    note = pad.add("Sam Smith", "latte", source="observed", new=True)
    assert pad.confirm(note.number, gone=True).ended == "gone"


@pytest.mark.parametrize(("learnt", "standing"), [(0, "candidate"), (1, "standing")])
def test_seen_again_lets_a_candidate_stand_on_another_day(
    pad: Pad, learnt: int, standing: str
) -> None:
    note = pad.add("Sam Smith", "latte", source="observed", on=days_ago(learnt), new=True)
    note = pad.confirm(note.number, seen=True)
    assert (note.standing, note.source) == (standing, "observed")


@pytest.mark.parametrize("kind", ["promise", "problem"])
def test_what_is_done_is_not_confirmed(pad: Pad, kind: KindName) -> None:
    note = pad.add("Sam Smith", "towels", kind=kind, new=True)
    with pytest.raises(AskedWrongly, match="is a ") as refusal:
        pad.confirm(note.number)
    assert f"pad.done({note.number})" in refusal.value.hint


@pytest.mark.parametrize("kind", ["want", "mood", "fact", "praise", "extra", "other"])
def test_what_is_not_asked_again_can_change_too(pad: Pad, kind: KindName) -> None:
    note = pad.add("Sam Smith", "by train", kind="idea" if kind == "extra" else kind, new=True)
    note = pad.confirm(note.number, now="travel: by car")
    assert (note.text, note.topic, note.due_on) == ("by car", "travel", None)


def test_a_fact_can_be_gone(pad: Pad) -> None:
    note = pad.add("Sam Smith", "came by train", kind="fact", new=True)
    assert pad.confirm(note.number, gone=True).ended == "gone"


def test_what_has_ended_is_not_confirmed(pad: Pad, latte: Note) -> None:
    pad.confirm(latte.number, gone=True)
    with pytest.raises(CouldNot, match="today"):
        pad.confirm(latte.number)


def test_changed_to_what_another_note_says_is_refused(pad: Pad, latte: Note) -> None:
    pad.add("Sam Smith", "coffee: mocha")
    with pytest.raises(CouldNot, match="Note 2 says that already"):
        pad.confirm(latte.number, now="Mocha")
    assert pad.checks("smith") == []


@pytest.mark.parametrize("now", ["", "  ", "x" * 2**20])
def test_changed_to_no_text_is_refused(pad: Pad, latte: Note, now: str) -> None:
    with pytest.raises(AskedWrongly):
        pad.confirm(latte.number, now=now)
    assert pad.note(latte.number) == latte


def test_a_check_of_tomorrow_is_refused(pad: Pad, latte: Note) -> None:
    with pytest.raises(BadDay):
        pad.confirm(latte.number, on="tomorrow")


def test_a_day_before_the_note_was_made_is_refused(pad: Pad) -> None:
    note = pad.add("Sam Smith", "oat latte", on="2026-02-01", new=True)
    with pytest.raises(AskedWrongly, match="was noted on 2026-02-01"):
        pad.confirm(note.number, gone=True, on="2026-01-01")
    assert pad.note(note.number) == note


def test_the_stance_that_a_note_has_is_no_part_of_its_new_text(pad: Pad) -> None:
    note = pad.add("Sam Smith", "coffee: latte", stance="likes", new=True)
    after = pad.confirm(note, now="likes mocha")
    assert (after.stance, after.text) == ("likes", "mocha")
