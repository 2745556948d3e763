from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.models import Hidden
from prefpad.notes.card import fit, lay_out
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.counting import growth
from tests.helpers.making import SAM, days_ago, make_note

if TYPE_CHECKING:
    from prefpad import Pad
    from prefpad.domain.models import Card, Note

LONG_AGO = days_ago(900)


def card_of(*notes: Note, **options: Any) -> Card:
    return lay_out(SAM, notes, Policy(), TODAY, **options)


def numbers(notes: list[Note]) -> list[int]:
    return [note.number for note in notes]


def card_after(questions: int, *notes: Note) -> Card:
    return lay_out(SAM, notes, Policy().after(questions), TODAY)


def just_due() -> Note:
    note = make_note()
    assert note.ask_after is not None
    return make_note(confirmed_on=days_ago(note.ask_after + 2))


def test_who_was_asked_a_lot_lately_is_asked_only_what_is_worth_more() -> None:
    assert numbers(card_after(0, just_due()).ask) == [1]
    assert numbers(card_after(3, just_due()).ask) == []
    assert numbers(card_after(3, just_due()).say) == [1]
    assert numbers(card_after(3, make_note(confirmed_on=LONG_AGO)).ask) == [1]


def test_alerts_and_own_intervals_are_asked_about_however_much_was_asked() -> None:
    alert = make_note(kind="need", alert=True, confirmed_on=days_ago(20_000))
    own = make_note(2, every=30, confirmed_on=days_ago(31))
    assert numbers(card_after(40, alert, own).ask) == [1, 2]


def test_what_was_told_may_be_said_and_what_was_seen_is_done() -> None:
    card = card_of(make_note(1), make_note(2, kind="fact", voice="act"))
    assert (numbers(card.say), numbers(card.act)) == ([1], [2])


@pytest.mark.parametrize("fields", [{}, {"voice": "private"}, {"standing": "candidate"}])
def test_an_alert_is_seen_first_whatever_else_it_is(fields: dict[str, Any]) -> None:
    card = card_of(make_note(1), make_note(2, kind="need", alert=True, **fields))
    assert numbers(card.alerts) == [2]
    assert card.hidden == Hidden()


def test_an_alert_never_expires() -> None:
    card = card_of(make_note(kind="need", alert=True, confirmed_on=days_ago(20_000)))
    assert numbers(card.alerts) == [1]


def test_private_notes_are_counted_and_not_shown() -> None:
    card = card_of(make_note(voice="private"))
    assert (card.say, card.act, card.hidden) == ([], [], Hidden(private=1))


def test_private_notes_are_shown_when_asked_for() -> None:
    card = card_of(make_note(voice="private"), private=True)
    assert (numbers(card.act), card.hidden) == ([1], Hidden())


def test_a_private_extra_that_was_given_is_not_shown() -> None:
    given = make_note(kind="extra", voice="private", ended_on=TODAY, ended="done")
    assert card_of(given).act == []
    assert numbers(card_of(given, private=True).act) == [1]


def test_problems_stand_before_promises_and_the_oldest_before_the_others() -> None:
    card = card_of(
        make_note(1, kind="promise", by=days_ago(9)),
        make_note(2, kind="problem", noted_on=days_ago(1)),
        make_note(3, kind="problem", noted_on=days_ago(5)),
    )
    assert numbers(card.open) == [3, 2, 1]


def test_what_is_due_by_today_and_problems_without_a_day_stand_before_what_is_due_later() -> None:
    card = card_of(
        make_note(1, kind="problem", by=days_ago(-1)),
        make_note(2, kind="promise", by=TODAY),
        make_note(3, kind="promise", by=days_ago(1)),
        make_note(4, kind="problem", by=days_ago(2)),
        make_note(5, kind="problem", noted_on=days_ago(0)),
    )
    assert numbers(card.open) == [4, 5, 3, 2, 1]


def test_what_was_tried_stands_under_its_problem() -> None:
    card = card_of(
        make_note(1, kind="problem", noted_on=days_ago(3)),
        make_note(2, kind="problem", noted_on=days_ago(2)),
        make_note(3, kind="other", parent=1, voice="act"),
        make_note(4, kind="other", parent=1, voice="private"),
    )
    assert numbers(card.open) == [1, 3, 2]
    assert (card.act, card.hidden) == ([], Hidden(private=1))


def test_a_promise_outlives_the_problem_that_it_was_made_under() -> None:
    solved = make_note(1, kind="problem", ended_on=TODAY, ended="done")
    card = card_of(solved, make_note(2, kind="promise", parent=1, by=TODAY))
    assert numbers(card.open) == [2]


def test_at_most_two_things_are_asked_those_most_worth_it_first() -> None:
    notes = [make_note(number, confirmed_on=days_ago(300 + number)) for number in (1, 2, 3)]
    card = card_of(*notes)
    assert numbers(card.ask) == [3, 2]


def test_what_is_asked_is_not_said_as_well() -> None:
    card = card_of(make_note(confirmed_on=LONG_AGO))
    assert (numbers(card.ask), card.say) == ([1], [])


def song(number: int = 1, **fields: Any) -> Note:
    """Return a wish of the day: it changes sooner than its customer returns."""
    return make_note(number, "jazz", topic="song", change_rate=1 / 14, visit_rate=1 / 60, **fields)


def test_a_wish_of_the_day_is_asked_though_it_is_not_due_and_is_not_said() -> None:
    wish = song(confirmed_on=days_ago(1))
    assert wish.due_on
    assert wish.due_on > TODAY
    card = card_of(wish, make_note(2))
    assert (numbers(card.ask), numbers(card.say)) == ([1], [2])


def test_a_wish_of_the_day_that_finds_no_room_among_the_questions_is_not_said() -> None:
    due = [make_note(number, confirmed_on=LONG_AGO) for number in (1, 2)]
    card = card_of(*due, song(3, confirmed_on=days_ago(1)))
    assert (numbers(card.ask), card.say, numbers(card.act)) == ([2, 1], [], [3])


def test_a_wish_of_today_may_be_relied_on_today() -> None:
    card = card_of(song(confirmed_on=TODAY))
    assert (card.ask, numbers(card.say)) == ([], [1])


def test_wishes_of_the_day_come_after_what_is_due_and_before_candidates() -> None:
    seen = make_note(2, standing="candidate", noted_on=days_ago(2))
    wish = song(3, confirmed_on=days_ago(1))
    assert numbers(card_of(wish, seen).ask) == [3, 2]
    assert numbers(card_of(seen, wish, make_note(1, confirmed_on=LONG_AGO)).ask) == [1, 3]


def test_an_interval_of_the_owners_makes_a_wish_an_ordinary_note() -> None:
    card = card_of(song(confirmed_on=days_ago(1), every=30))
    assert (card.ask, numbers(card.say)) == ([], [1])


def test_candidates_are_offered_after_the_standing_questions() -> None:
    card = card_of(
        make_note(1, standing="candidate", noted_on=days_ago(2)),
        make_note(2, confirmed_on=LONG_AGO),
    )
    assert numbers(card.ask) == [2, 1]


def test_a_candidate_of_today_is_not_asked_and_is_known_to_staff() -> None:
    card = card_of(make_note(standing="candidate", noted_on=TODAY))
    assert (card.ask, card.say, numbers(card.act)) == ([], [], [1])


def test_what_has_likely_changed_is_not_assumed() -> None:
    third = make_note(3, confirmed_on=days_ago(500))
    card = card_of(make_note(1, confirmed_on=LONG_AGO), make_note(2, confirmed_on=LONG_AGO), third)
    assert (card.say, numbers(card.act)) == ([], [3])


def test_everything_asks_about_all_that_may_not_be_assumed() -> None:
    outdated = [make_note(number, confirmed_on=LONG_AGO) for number in range(1, 21)]
    seen_today = make_note(21, standing="candidate")
    never_asked = make_note(22, policy=Policy(question_price=1000), confirmed_on=LONG_AGO)
    card = card_of(*outdated, seen_today, never_asked, make_note(23), everything=True)
    assert sorted(numbers(card.ask)) == [*range(1, 23)]
    assert (numbers(card.say), card.hidden) == ([23], Hidden())


def test_nothing_but_private_notes_is_left_out_where_there_is_room() -> None:
    card = card_of(*(make_note(number) for number in range(1, 31)))
    assert (len(card.say), card.hidden) == (30, Hidden())


def fitted(card: Card, lines: int) -> dict[str, list[int]]:
    """Return the numbers of the notes shown where each takes a line."""
    shown = fit(card, lines, lambda _: 1)
    below = {"open": shown.open, "ask": shown.ask, "say": shown.say, "act": shown.act}
    return {section: numbers(notes) for section, notes in below.items() if notes}


def many(kind: str, first: int, count: int, **fields: Any) -> list[Note]:
    return [make_note(number, kind=kind, **fields) for number in range(first, first + count)]


BUSY = (
    *many("promise", 1, 6, by=TODAY),
    *many("preference", 11, 2, confirmed_on=LONG_AGO),
    *many("preference", 21, 9),
    *many("fact", 31, 9, voice="act"),
)


def test_what_is_open_and_what_to_ask_come_first_but_for_two_to_say_and_two_to_do() -> None:
    assert fitted(card_of(*BUSY), 15) == {
        "open": [1, 2, 3, 4],
        "ask": [12, 11],
        "say": [29, 28],
        "act": [39, 38],
    }


def test_saying_and_doing_share_the_lines_that_are_left() -> None:
    shown = fitted(card_of(*BUSY), 24)
    assert (len(shown["open"]), len(shown["say"]), len(shown["act"])) == (6, 6, 5)


def test_what_is_not_shown_is_counted_section_by_section_and_private_notes_apart() -> None:
    private = make_note(50, voice="private")
    shown = fit(card_of(*BUSY, private), 15, lambda _: 1)
    assert shown.hidden == Hidden(open=2, say=7, act=7, private=1)


def test_what_was_tried_is_not_shown_without_its_problem() -> None:
    problems = [make_note(number, kind="problem") for number in range(1, 9)]
    tried = [make_note(number + 10, kind="other", parent=number) for number in range(1, 9)]
    for lines in range(20):
        shown = fitted(card_of(*problems, *tried), lines).get("open", [])
        assert {number - 10 for number in shown if number > 10} <= set(shown)


KINDS_ON_A_CARD = st.sampled_from(
    [
        {"kind": "preference"},
        {"kind": "preference", "confirmed_on": LONG_AGO},
        {"kind": "preference", "standing": "candidate", "noted_on": days_ago(3)},
        {"kind": "preference", "voice": "private"},
        {"kind": "fact", "voice": "act"},
        {"kind": "promise", "by": TODAY},
        {"kind": "problem"},
        {"kind": "need", "alert": True},
        {"kind": "need", "alert": True, "confirmed_on": LONG_AGO},
    ]
)


@given(st.lists(KINDS_ON_A_CARD, max_size=60), st.integers(0, 70), st.integers(1, 3))
def test_a_card_never_takes_more_lines_than_there_are_and_leaves_none_free(
    kinds: list[dict[str, Any]], lines: int, height: int
) -> None:
    whole = card_of(*(make_note(number, **kind) for number, kind in enumerate(kinds, 1)))
    card = fit(whole, lines, lambda _: height)
    below = [card.open, [note for note in card.ask if not note.alert], card.say, card.act]
    used = sum(1 + height * len(notes) for notes in below if notes) + (card.hidden != Hidden())
    assert used <= max(lines, 1)
    shown = sum(map(len, below))
    hidden = card.hidden
    left_out = hidden.open + hidden.ask + hidden.say + hidden.act
    assert shown + left_out == sum(
        len([note for note in notes if not note.alert])
        for notes in (whole.open, whole.ask, whole.say, whole.act)
    )
    if left_out:
        assert lines - used < height + 1
    assert card.alerts == whole.alerts


def test_what_was_told_was_confirmed_and_has_a_topic_wins_over_the_newest() -> None:
    known = make_note(1, topic="coffee", noted_on=days_ago(90), confirmed_on=days_ago(30))
    seen = make_note(2, topic="tea", source="observed")
    remarks = [make_note(number) for number in range(3, 9)]
    assert numbers(card_of(known, seen, *remarks).say)[0] == 1


def test_what_they_hope_for_today_comes_before_what_is_always_true() -> None:
    known = make_note(1, topic="coffee", noted_on=days_ago(90), confirmed_on=days_ago(30))
    assert numbers(card_of(known, make_note(2, kind="want")).say) == [2, 1]


def test_questions_that_may_not_be_asked_aloud_come_after_those_that_may() -> None:
    unsaid = make_note(1, voice="act", confirmed_on=days_ago(2000))
    aloud = make_note(2, confirmed_on=LONG_AGO)
    offered = make_note(3, voice="act", stance="likes", standing="candidate", noted_on=days_ago(2))
    assert numbers(card_of(unsaid, aloud, offered).ask) == [2, 3]
    assert numbers(card_of(unsaid, offered).ask) == [3, 1]


@pytest.mark.parametrize("kind", ["mood", "want"])
def test_what_lasts_a_day_is_gone_the_day_after(kind: str) -> None:
    today = make_note(1, kind=kind)
    yesterday = make_note(2, kind=kind, noted_on=days_ago(1))
    card = card_of(today, yesterday)
    assert (numbers(card.say), card.hidden) == ([1], Hidden())


def test_a_want_lasts_until_its_day() -> None:
    card = card_of(make_note(kind="want", noted_on=days_ago(9), by=TODAY))
    assert numbers(card.say) == [1]


@pytest.mark.parametrize("ended", ["gone", "withdrawn"])
def test_what_has_ended_is_neither_shown_nor_counted(ended: str) -> None:
    card = card_of(make_note(ended_on=TODAY, ended=ended))
    assert (card.say, card.hidden) == ([], Hidden())


def test_the_last_extras_are_remembered_so_that_they_are_not_repeated() -> None:
    given = [
        make_note(number, kind="extra", voice="act", ended="done", ended_on=TODAY)
        for number in range(1, 6)
    ]
    assert numbers(card_of(*given).act) == [5, 4]


def test_what_was_tried_stands_under_a_problem_that_stands_under_another() -> None:
    leak = make_note(1, kind="problem")
    damp = make_note(2, kind="problem", parent=1)
    assert numbers(card_of(make_note(3, kind="other", parent=2), damp, leak).open) == [1, 2, 3]


def of_each_sort(number: int) -> list[Note]:
    """Return notes that stand in different places of a card, the last under the first."""
    return [
        make_note(number, kind="problem"),
        make_note(number + 1, kind="extra"),
        make_note(number + 2, kind="other", voice="act"),
        make_note(number + 3, kind="problem", parent=number),
    ]


def test_the_work_for_a_card_grows_no_faster_than_its_notes() -> None:
    def lay_out_so_many(count: int) -> None:
        card_of(*(note for number in range(count) for note in of_each_sort(4 * number + 1)))

    assert growth(lay_out_so_many, 25) < 4.5


def test_who_has_the_same_address_is_named_however_it_is_written(pad: Pad) -> None:
    for name, address in (
        ("Sam Smith", "12 Brick Lane"),
        ("Ann Smith", "12 BRICK LANE"),
        ("Bo Lee", "14 Brick Lane"),
    ):
        pad.add(name, address, kind="fact", topic="address", new=True)
    assert [(one.what, one.customer) for one in pad.recall("@1").shared] == [
        ("address", "Ann Smith")
    ]
