from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.errors import AskedWrongly, CouldNot, NoSuchNote
from prefpad.notes.add import add_note
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from prefpad import Pad
    from prefpad.domain.vocabulary import KindName, Source


@pytest.fixture
def sam(pad: Pad) -> Pad:
    pad.edit("Sam Smith", _nothing(), new=True)
    return pad


def _nothing() -> Any:
    from prefpad.customers.edit import Edit

    return Edit()


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("oat latte", "Oat  LATTE"),
        ("coffee: oat latte", "oat latte #Coffee"),
        ("crème brûlée", "creme brulee"),
    ],
)
@pytest.mark.parametrize("learnt", [TODAY, days_ago(30)])
def test_the_same_again_is_never_a_twin(sam: Pad, first: str, again: str, learnt: Any) -> None:
    note = sam.add("smith", first, on=learnt)
    assert sam.add("smith", again).number == note.number
    assert len(sam.notes("smith")) == 1


@pytest.mark.parametrize("other", [{"kind": "need"}, {"topic": "tea"}, {"text": "oat latte, hot"}])
def test_another_kind_topic_or_text_is_another_note(sam: Pad, other: dict[str, Any]) -> None:
    sam.add("smith", "oat latte")
    sam.add("smith", **{"text": "oat latte"} | other)
    assert len(sam.notes("smith")) == 2


def test_another_customer_is_another_note(sam: Pad) -> None:
    sam.add("smith", "latte")
    assert sam.add("Ann Lee", "latte", new=True).number == 2


def test_the_same_again_on_another_day_counts_as_seen(sam: Pad) -> None:
    sam.add("smith", "latte", on=days_ago(30))
    result = add_note(sam.session, "smith", "latte")
    assert result.outcome == "seen again"
    assert result.note.confirmed_on == TODAY
    (check,) = sam.checks("smith")
    assert (check.outcome, check.days, check.asked) == ("same", 30, False)


def test_the_same_again_on_the_same_day_is_nothing_new(sam: Pad) -> None:
    sam.add("smith", "latte")
    assert add_note(sam.session, "smith", "latte").outcome == "unchanged"
    assert sam.checks("smith") == []


def test_what_was_seen_once_is_a_candidate(sam: Pad) -> None:
    note = sam.add("smith", "window table", source="observed")
    assert (note.standing, note.due_on) == ("candidate", None)


def test_a_candidate_seen_twice_on_a_day_is_still_one(sam: Pad) -> None:
    sam.add("smith", "window table", source="observed")
    assert sam.add("smith", "window table", source="observed").standing == "candidate"


def test_a_candidate_seen_on_a_second_day_stands(sam: Pad) -> None:
    sam.add("smith", "window table", source="observed", on=days_ago(7))
    result = add_note(sam.session, "smith", "window table", source="observed")
    assert (result.outcome, result.note.standing) == ("now standing", "standing")
    assert (result.note.source, result.note.voice) == ("observed", "act")


@pytest.mark.parametrize("source", ["observed", "relayed"])
def test_a_candidate_that_is_told_stands_at_once_and_may_be_said(sam: Pad, source: Source) -> None:
    sam.add("smith", "window table", source=source)
    note = sam.add("smith", "window table", stance="likes")
    assert (note.standing, note.source, note.voice) == ("standing", "told", "say")


def test_one_that_is_told_without_a_stance_stays_for_staff(sam: Pad) -> None:
    sam.add("smith", "window table", source="observed")
    note = sam.add("smith", "window table")
    assert (note.standing, note.source, note.voice) == ("standing", "told", "act")


def test_a_voice_set_by_hand_stays_when_a_candidate_is_told(sam: Pad) -> None:
    sam.add("smith", "window table", source="observed", voice="private")
    assert sam.add("smith", "window table", stance="likes").voice == "private"
    sam.add("smith", "by the door", source="observed", voice="act")
    assert sam.add("smith", "by the door", stance="likes").voice == "act"


def test_hearsay_again_confirms_nothing(sam: Pad) -> None:
    sam.add("smith", "window table", source="relayed", on=days_ago(7))
    result = add_note(sam.session, "smith", "window table", source="relayed")
    assert (result.outcome, result.note.standing) == ("unchanged", "candidate")


def test_the_opposite_stance_is_a_change_of_mind(sam: Pad) -> None:
    sam.add("smith", "coffee: latte", stance="likes", on=days_ago(90))
    result = add_note(sam.session, "smith", "coffee: latte", stance="dislikes")
    assert (result.outcome, result.note.stance) == ("changed", "dislikes")
    (check,) = sam.checks("smith")
    assert (check.outcome, check.before, check.after) == (
        "changed", "likes latte", "dislikes latte",
    )  # fmt: skip


def test_an_opposite_stance_that_was_only_seen_does_not_overrule_the_customer(sam: Pad) -> None:
    told = sam.add("smith", "latte", stance="likes")
    seen = sam.add("smith", "latte", stance="dislikes", source="observed")
    assert (sam.note(told.number).stance, seen.standing) == ("likes", "candidate")


@pytest.mark.parametrize(
    ("by_hand", "field", "value"),
    [
        ({"alert": True}, "alert", True),
        ({"every": "30 days"}, "every", 30),
        ({"voice": "private"}, "voice", "private"),
        ({"stance": "likes"}, "stance", "likes"),
    ],
)
def test_what_is_set_by_hand_the_second_time_holds(
    sam: Pad, by_hand: dict[str, Any], field: str, value: object
) -> None:
    sam.add("smith", "peanuts", kind="need")
    result = add_note(sam.session, "smith", "peanuts", kind="need", **by_hand)
    assert result.outcome == "changed"
    assert getattr(sam.note(1), field) == value


def test_a_note_that_becomes_an_alert_is_private_no_longer(sam: Pad) -> None:
    sam.add("smith", "peanuts", kind="need", voice="private")
    assert sam.add("smith", "peanuts", alert=True).voice == "say"


def test_an_alert_cannot_be_made_private(sam: Pad) -> None:
    sam.add("smith", "peanuts", alert=True)
    with pytest.raises(AskedWrongly):
        sam.add("smith", "peanuts", kind="need", voice="private")


def test_the_same_promise_again_moves_its_day(sam: Pad) -> None:
    sam.add("smith", "towels", kind="promise", by="today")
    assert sam.add("smith", "towels", kind="promise", by="2026-03-09").by != TODAY
    assert len(sam.notes("smith")) == 1


def test_the_same_promise_again_without_a_day_keeps_its_day(sam: Pad) -> None:
    promise = sam.add("smith", "towels", kind="promise", by="2026-03-09")
    result = add_note(sam.session, "smith", "towels", kind="promise")
    assert (result.outcome, result.note) == ("unchanged", promise)


@pytest.mark.parametrize("kind", ["mood", "want"])
def test_what_lasts_a_day_is_new_on_another_day(sam: Pad, kind: KindName) -> None:
    sam.add("smith", "tired", kind=kind, on=days_ago(1))
    assert sam.add("smith", "tired", kind=kind).number == 2


def test_an_idea_that_is_given_is_done(sam: Pad) -> None:
    idea = sam.add("smith", "box of dates", kind="idea")
    result = add_note(sam.session, "smith", "box of dates", kind="extra")
    assert result.outcome == "given"
    assert (result.note.number, result.note.ended) == (idea.number, "done")


def test_what_ended_and_holds_again_is_a_new_note(sam: Pad) -> None:
    note = sam.add("smith", "latte")
    sam.confirm(note.number, gone=True)
    assert sam.add("smith", "latte").number != note.number


def test_instead_changes_the_note_as_a_check_that_was_volunteered(sam: Pad) -> None:
    old = sam.add("smith", "coffee: latte", stance="likes", on=days_ago(50))
    new = sam.add("smith", "coffee: flat white", stance="likes", instead=old.number)
    assert (new.number, new.text, new.topic) == (old.number, "flat white", "coffee")
    (check,) = sam.checks("smith")
    assert (check.outcome, check.asked, check.days) == ("changed", False, 50)
    assert (check.before, check.after) == ("latte", "flat white")


@pytest.mark.parametrize("said", [{"text": "tea: green"}, {"text": "green", "topic": "tea"}])
def test_instead_takes_the_new_topic(sam: Pad, said: dict[str, Any]) -> None:
    sam.add("smith", "coffee: latte")
    note = sam.add("smith", **said, instead=1)
    assert (note.topic, note.text) == ("tea", "green")


def test_instead_takes_what_is_set_by_hand(sam: Pad) -> None:
    sam.add("smith", "latte")
    note = sam.add("smith", "tea", voice="private", every=30, stance="dislikes", instead=1)
    assert (note.voice, note.every, note.stance) == ("private", 30, "dislikes")


@pytest.mark.parametrize("which", [2, 99])
def test_instead_of_another_customers_note_is_refused(sam: Pad, which: int) -> None:
    sam.add("smith", "latte")
    sam.add("Ann Lee", "tea", new=True)
    with pytest.raises(NoSuchNote):
        sam.add("smith", "mocha", instead=which)


def test_instead_of_what_has_ended_is_refused(sam: Pad) -> None:
    sam.confirm(sam.add("smith", "latte").number, gone=True)
    with pytest.raises(CouldNot):
        sam.add("smith", "mocha", instead=1)


def test_instead_of_another_kind_is_refused(sam: Pad) -> None:
    sam.add("smith", "latte")
    with pytest.raises(AskedWrongly, match="cannot replace"):
        sam.add("smith", "towels", kind="promise", instead=1)


def test_instead_of_what_stands_already_is_refused(sam: Pad) -> None:
    sam.add("smith", "latte")
    sam.add("smith", "mocha")
    with pytest.raises(CouldNot, match="Note 2 says that already"):
        sam.add("smith", "mocha", instead=1)


@pytest.mark.parametrize("kind", ["problem", "promise"])
def test_what_was_tried_stands_under_what_is_open(sam: Pad, kind: KindName) -> None:
    sam.add("smith", "shower", kind=kind)
    tried = sam.add("smith", "new washer", kind="other", under=1)
    assert [note.number for note in sam.recall("smith").open] == [1, tried.number]


def test_nothing_stands_under_a_preference(sam: Pad) -> None:
    sam.add("smith", "latte")
    with pytest.raises(AskedWrongly, match="nothing can belong under"):
        sam.add("smith", "new washer", kind="other", under=1)


def test_standing_on_lists_what_a_new_preference_may_replace(sam: Pad) -> None:
    latte = sam.add("smith", "coffee: latte", stance="likes")
    sam.add("smith", "coffee: espresso", stance="dislikes")
    sam.add("smith", "tea: green", stance="likes")
    sam.add("smith", "coffee: mocha", stance="likes", source="observed")
    assert sam.standing_on("smith", "likes", None, "COFFEE: flat white") == [latte]
    assert sam.standing_on("smith", "likes", "coffee", "Latte") == []
    assert sam.standing_on("smith", "likes", None, "flat white") == []


def test_what_stands_under_a_private_problem_is_private_too(sam: Pad) -> None:
    sam.add("smith", "owes money", kind="problem", voice="private")
    tried = sam.add("smith", "sent a reminder", kind="other", under=1)
    sam.done(1, "paid by card")
    assert (tried.voice, sam.search("reminder"), sam.search("card")) == ("private", [], [])


def test_the_same_tried_on_another_problem_is_a_note_of_its_own(sam: Pad) -> None:
    sam.add("smith", "shower leaks", kind="problem")
    sam.add("smith", "heater is cold", kind="problem")
    for problem in (1, 2):
        sam.add("smith", "called the plumber", kind="other", under=problem)
    tried = [note.parent for note in sam.notes("smith") if note.parent]
    assert tried == [1, 2]


def test_what_was_seen_twice_and_told_on_the_second_day_is_told(sam: Pad) -> None:
    sam.add("smith", "tea", source="observed", on=days_ago(9))
    sam.add("smith", "tea", source="observed")
    told = sam.add("smith", "tea", stance="likes")
    assert (told.source, told.voice) == ("told", "say")


def test_a_private_preference_is_never_named_as_what_to_replace(sam: Pad) -> None:
    sam.add("smith", "coffee: decaf, for the heart", stance="likes", voice="private")
    assert sam.standing_on("smith", "likes", None, "coffee: latte") == []


def test_the_same_learnt_of_an_earlier_day_too_is_seen_again(pad: Pad) -> None:
    first = pad.add("Sam Smith", "oat latte", on="2026-02-01", new=True)
    again = pad.add("Sam Smith", "oat latte", on="2026-01-01")
    assert (again.number, again.confirmed_on) == (first.number, first.confirmed_on)


def test_what_is_told_again_another_day_is_confirmed_though_nobody_asked(pad: Pad) -> None:
    note = pad.add("Sam Smith", "tea", new=True, on="2025-01-05")
    again = pad.add("Sam Smith", "tea", on="2026-01-05")
    assert (again.number, again.confirmed_on.isoformat()) == (note.number, "2026-01-05")


def test_what_replaces_a_note_stands_under_no_other(sam: Pad) -> None:
    note, problem = sam.add("smith", "latte"), sam.add("smith", "drips", kind="problem")
    with pytest.raises(AskedWrongly, match="cannot replace one note and belong under another"):
        sam.add("smith", "mocha", instead=note, under=problem)


def test_the_same_promise_again_is_in_the_hands_of_whoever_was_named_last(sam: Pad) -> None:
    sam.add("smith", "towels", kind="promise", owner="Ana")
    assert sam.add("smith", "towels", kind="promise", owner="Bea").owner == "Bea"
    assert sam.add("smith", "towels", kind="promise").owner == "Bea"


def test_what_replaces_a_note_is_judged_under_the_topic_that_it_keeps(sam: Pad) -> None:
    sam.set("sensitive", "poker")
    note = sam.add("smith", "poker: tuesdays")
    result = add_note(sam.session, "smith", "thursdays", instead=note)
    assert (result.note.topic, result.note.voice, result.sensitivity.word) == (
        *("poker", "private", "poker"),
    )
