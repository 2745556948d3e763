from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.errors import AskedWrongly, CouldNot, NoSuchCustomer, NoSuchNote
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from prefpad.domain.models import Card, Note


@pytest.fixture
def latte(pad: Pad) -> Note:
    return pad.add("Sam Smith", "coffee: latte", stance="likes", on=days_ago(100), new=True)


@pytest.fixture
def carter(pad: Pad) -> int:
    return pad.add("Sam Carter", "quiet", new=True).customer_number


def numbers(card: Card) -> set[int]:
    groups = (card.alerts, card.open, card.say, card.ask, card.act)
    return {note.number for group in groups for note in group}


# -- what can be corrected -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "field", "after"),
    [
        ({"text": "oat latte"}, "text", "oat latte"),
        ({"text": "tea: green"}, "topic", "tea"),
        ({"topic": "drink"}, "topic", "drink"),
        ({"topic": ""}, "topic", None),
        ({"kind": "need"}, "kind", "need"),
        ({"stance": "dislikes"}, "stance", "dislikes"),
        ({"stance": ""}, "stance", None),
        ({"voice": "act"}, "voice", "act"),
        ({"on": "yesterday"}, "noted_on", days_ago(1)),
        ({"on": "yesterday"}, "confirmed_on", days_ago(1)),
        ({"every": "6 weeks"}, "every", 42),
        ({"owner": "Bo"}, "owner", "Bo"),
        ({"alert": True}, "alert", True),
        ({"alert": True}, "kind", "need"),
    ],
)
def test_a_field_is_corrected_and_the_rest_stays(
    pad: Pad, latte: Note, wanted: dict[str, Any], field: str, after: object
) -> None:
    note = pad.edit_note(latte, **wanted)
    assert getattr(note, field) == after
    assert (note.number, note.author, note.source) == (latte.number, "Ana", "told")
    untouched = {"text", "stance", "owner"} - {field, *wanted}
    assert all(getattr(note, name) == getattr(latte, name) for name in untouched)


@pytest.mark.parametrize("wanted", [{"text": "oat latte"}, {"topic": "tea"}, {"kind": "need"}])
def test_a_correction_is_neither_a_check_nor_a_visit_day(
    pad: Pad, latte: Note, wanted: dict[str, Any]
) -> None:
    before = pad.customer("smith").last_visit
    pad.edit_note(latte, **wanted)
    assert pad.checks("smith") == []
    assert pad.customer("smith").last_visit == before
    assert all(topic.checks == 0 for topic in pad.topics())


def test_a_change_that_was_confirmed_is_a_check(pad: Pad, latte: Note) -> None:
    pad.confirm(latte, now="oat latte")
    assert len(pad.checks("smith")) == 1


def test_what_a_new_kind_cannot_have_goes(pad: Pad, latte: Note) -> None:
    note = pad.edit_note(pad.edit_note(latte, every=42), kind="promise")
    assert (note.stance, note.every, note.by) == (None, None, TODAY)
    assert pad.edit_note(note, kind="preference").by is None


def test_an_extra_is_given_on_its_day_and_an_idea_is_not(pad: Pad, latte: Note) -> None:
    given = pad.edit_note(latte, kind="extra")
    assert (given.ended, given.ended_on) == ("done", latte.noted_on)
    assert pad.edit_note(given, on=days_ago(3)).ended_on == days_ago(3)
    assert pad.edit_note(given, kind="idea").ended is None


def test_what_has_ended_can_be_corrected_but_for_its_kind(pad: Pad, latte: Note) -> None:
    pad.confirm(latte, gone=True)
    note = pad.edit_note(latte, text="oat latte")
    assert (note.text, note.ended, note.ended_on) == ("oat latte", "gone", TODAY)
    with pytest.raises(CouldNot, match="has ended"):
        pad.edit_note(latte, kind="need")


# -- judged again --------------------------------------------------------------------------------


def test_new_words_are_judged(pad: Pad, latte: Note) -> None:
    assert pad.edit_note(latte, text="is pregnant").voice == "private"
    assert pad.edit_note(latte, topic="divorce").voice == "private"


def test_a_correction_opens_nothing_by_itself(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, text="is pregnant")
    assert pad.edit_note(latte, text="latte").voice == "private"
    assert pad.edit_note(latte, kind="need").voice == "private"
    assert pad.edit_note(latte, voice="say").voice == "say"


def test_a_day_alone_leaves_the_voice_that_was_set_by_hand(pad: Pad, latte: Note) -> None:
    said = pad.edit_note(latte, text="is pregnant", voice="say", because="she tells all")
    after = pad.edit_note(said, on="yesterday")
    assert (after.voice, after.because) == ("say", "she tells all")
    assert pad.log(private=True)[1].what.endswith("; reason: she tells all")
    assert pad.edit_note(said, text="is ill").because is None


# -- why it was corrected ------------------------------------------------------------------------


def test_the_reason_for_any_correction_stands_in_its_history(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, text="flat white", because="misheard")
    pad.edit_note(latte, topic="drink", because="the list has one word for all")
    first, second = (change.what for change in pad.history(latte).changes[1:])
    assert first.endswith("; reason: misheard")
    assert second.endswith("; reason: the list has one word for all")
    assert pad.log()[1].what == first
    assert pad.note(latte).because is None


def test_so_does_why_a_note_stands_with_another_customer(
    pad: Pad, latte: Note, carter: int
) -> None:
    pad.edit_note(latte, customer=f"@{carter}", because="two Sams")
    assert pad.log()[0].what.endswith("; reason: two Sams")


def test_a_private_reason_is_hidden_where_a_private_note_is(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, text="decaf latte", because="she is pregnant")
    (change, *_) = pad.log()
    assert change.what.endswith("; reason: private")
    assert "pregnant" not in str(pad.changed_rows(change))
    assert "latte" in change.what
    assert pad.log(private=True)[0].what.endswith("; reason: she is pregnant")


def test_corrections_with_reasons_are_undone_one_by_one(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, text="flat white", because="misheard")
    first = pad.log()[0]
    pad.edit_note(latte, owner="Jo", because="she asked")
    pad.undo(first)
    assert (pad.note(latte).text, pad.note(latte).owner) == ("latte", "Jo")


def test_a_reason_goes_with_the_customer(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, text="flat white", because="zanzibar")
    of_it = "SELECT count(*) FROM journal_rows WHERE after LIKE '%zanzibar%'"
    assert pad.session.connection.execute(of_it).fetchone() == (1,)
    pad.forget("Sam Smith")
    assert pad.session.connection.execute(of_it).fetchone() == (0,)


def test_no_reason_is_kept_where_nothing_changed(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, text=latte.text, because="so")
    assert len(pad.log()) == 1


# -- voice ---------------------------------------------------------------------------------------


def test_a_private_note_that_becomes_an_alert_is_seen(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, voice="private")
    assert pad.edit_note(latte, alert=True).voice == "say"
    with pytest.raises(AskedWrongly, match="private"):
        pad.edit_note(latte, alert=True, voice="private")


# -- another customer ----------------------------------------------------------------------------


def test_a_note_moves_with_what_stands_under_it_and_its_checks(
    pad: Pad, latte: Note, carter: int
) -> None:
    cold = pad.add("smith", "cold shower", kind="problem")
    tried = pad.add("smith", "bled it", kind="other", under=cold)
    pad.confirm(latte)
    for note in (cold, latte):
        pad.edit_note(note, customer=f"@{carter}")
    assert [note.number for note in pad.notes("smith")] == []
    assert {latte.number, cold.number, tried.number} < {n.number for n in pad.notes("carter")}
    assert [check.note for check in pad.checks("carter")] == [latte.number]
    pad.undo()
    pad.undo()
    assert len(pad.notes("smith")) == 3
    assert [check.note for check in pad.checks("smith")] == [latte.number]


def test_what_stands_under_a_problem_moves_only_with_it(pad: Pad, latte: Note, carter: int) -> None:
    cold = pad.add("smith", "cold shower", kind="problem")
    tried = pad.add("smith", "bled it", kind="other", under=cold)
    with pytest.raises(AskedWrongly, match=f"under note {cold.number}"):
        pad.edit_note(tried, customer=f"@{carter}")


def test_a_list_does_not_bring_back_what_was_moved(
    pad: Pad, latte: Note, carter: int, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    jazz = pad.add("smith", "plays jazz")
    file.write_text("customer,text\nSam Smith,the window table\nSam Smith,plays jazz\n")
    pad.import_file(file)
    (window,) = (note for note in pad.notes("smith") if "window" in note.text)
    for note in (window, jazz, latte):
        pad.edit_note(note, customer=f"@{carter}")
    assert pad.import_file(file).created == 0
    assert pad.notes("smith") == []


def test_a_note_is_not_moved_where_it_stands_already(pad: Pad, latte: Note, carter: int) -> None:
    pad.add("carter", "coffee: Latte", stance="likes")
    with pytest.raises(CouldNot, match="says that already"):
        pad.edit_note(latte, customer=f"@{carter}")


# -- what makes no sense -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({}, AskedWrongly),
        ({"text": " "}, AskedWrongly),
        ({"kind": "wish"}, AskedWrongly),
        ({"stance": "loves"}, AskedWrongly),
        ({"by": "friday"}, AskedWrongly),
        ({"on": "tomorrow"}, AskedWrongly),
        ({"because": "so"}, AskedWrongly),
        ({"kind": "fact", "every": 4}, AskedWrongly),
        ({"kind": "promise", "by": ""}, AskedWrongly),
        ({"owner": "x" * 201}, AskedWrongly),
        ({"customer": "nobody"}, NoSuchCustomer),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    pad: Pad, latte: Note, wanted: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        pad.edit_note(latte, **wanted)
    assert pad.note(latte) == latte
    assert len(pad.log()) == 1


def test_a_note_is_not_made_the_twin_of_another(pad: Pad, latte: Note) -> None:
    tea = pad.add("smith", "coffee: black", stance="likes")
    with pytest.raises(CouldNot, match=f"Note {latte.number} says that already"):
        pad.edit_note(tea, text="Latte")


def test_a_pad_that_requires_consent_requires_it_of_whoever_gets_the_note(
    pad: Pad, latte: Note, carter: int
) -> None:
    pad.set("consent", "required")
    with pytest.raises(CouldNot, match="consent"):
        pad.edit_note(latte, customer=f"@{carter}")


# -- deleting ------------------------------------------------------------------------------------


def test_a_deleted_note_is_off_the_card_the_lists_and_the_rates(pad: Pad, latte: Note) -> None:
    pad.confirm(latte, now="oat latte")
    assert sum(topic.checks for topic in pad.topics()) == 1
    assert pad.delete_note(latte).ended == "mistake"
    assert numbers(pad.recall("smith", everything=True, private=True)) == set()
    assert pad.notes("smith") == pad.search("latte") == []
    assert pad.due(within="10 years") == []
    assert sum(topic.checks for topic in pad.topics()) == 0
    assert pad.customer("smith").last_visit is None


def test_what_is_no_longer_true_stays_in_the_lists(pad: Pad, latte: Note) -> None:
    pad.confirm(latte, gone=True)
    assert [note.number for note in pad.search("latte")] == [latte.number]
    assert pad.customer("smith").last_visit == TODAY


def test_an_undo_brings_it_back_with_its_checks(pad: Pad, latte: Note) -> None:
    pad.confirm(latte)
    pad.delete_note(latte)
    pad.undo()
    assert pad.note(latte).ended is None
    assert numbers(pad.recall("smith")) == {latte.number}
    assert len(pad.checks("smith")) == 1


def test_what_stands_under_it_goes_along(pad: Pad, latte: Note) -> None:
    cold = pad.add("smith", "cold shower", kind="problem")
    pad.add("smith", "bled it", kind="other", under=cold)
    pad.delete_note(cold)
    assert pad.search("bled") == []
    assert [note.number for note in pad.notes("smith")] == [latte.number]


def test_what_was_deleted_is_added_anew(pad: Pad, latte: Note) -> None:
    pad.delete_note(latte)
    assert pad.add("smith", "coffee: latte", stance="likes").number != latte.number


@pytest.mark.parametrize("verb", ["delete_note", "confirm", "done"])
def test_a_deleted_note_cannot_be_touched(pad: Pad, latte: Note, verb: str) -> None:
    pad.delete_note(latte)
    with pytest.raises(CouldNot):
        getattr(pad, verb)(latte.number)
    with pytest.raises(CouldNot, match="was deleted"):
        pad.edit_note(latte.number, text="tea")


def test_a_note_that_is_not_there_cannot_be_deleted(pad: Pad) -> None:
    with pytest.raises(NoSuchNote):
        pad.delete_note(9)


# -- its history ---------------------------------------------------------------------------------


def test_the_history_of_a_note_has_each_change_and_check(
    pad: Pad, latte: Note, carter: int
) -> None:
    pad.add("smith", "tea: green")
    pad.confirm(latte)
    pad.edit_note(latte, text="oat latte", on="yesterday")
    pad.edit_note(latte, customer=f"@{carter}")
    known = pad.history(latte)
    assert known.note == pad.note(latte)
    assert [check.outcome for check in known.checks] == ["same"]
    assert [change.what for change in known.changes] == [
        "new customer Sam Smith @1; added note 1 on Sam Smith: coffee: likes latte",
        "confirmed note 1 on Sam Smith",
        "changed note 1 on Sam Smith: latte → oat latte, day",
        "moved note 1 from Sam Smith @1 to Sam Carter @2",
    ]


def test_the_history_of_a_private_note_has_no_text_unless_asked_for(pad: Pad, latte: Note) -> None:
    pad.edit_note(latte, text="is pregnant")
    assert pad.history(latte).changes[-1].what == "changed note 1 on Sam Smith: private"
    assert "is pregnant" in pad.history(latte, private=True).changes[-1].what
