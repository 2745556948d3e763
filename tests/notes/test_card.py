from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.notes.card import lay_out
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.making import SAM, days_ago, make_note

if TYPE_CHECKING:
    from prefpad.domain.models import Card, Note

LONG_AGO = days_ago(900)


def card_of(*notes: Note, **options: bool) -> Card:
    return lay_out(SAM, notes, Policy(), TODAY, **options)


def numbers(notes: list[Note]) -> list[int]:
    return [note.number for note in notes]


def test_what_was_told_may_be_said_and_what_was_seen_is_done() -> None:
    card = card_of(make_note(1), make_note(2, kind="fact", voice="act"))
    assert (numbers(card.say), numbers(card.act)) == ([1], [2])


@pytest.mark.parametrize("fields", [{}, {"voice": "private"}, {"standing": "candidate"}])
def test_an_alert_is_seen_first_whatever_else_it_is(fields: dict[str, Any]) -> None:
    card = card_of(make_note(1), make_note(2, kind="need", alert=True, **fields))
    assert numbers(card.alerts) == [2]
    assert card.hidden == 0


def test_an_alert_never_expires() -> None:
    card = card_of(make_note(kind="need", alert=True, confirmed_on=days_ago(20_000)))
    assert numbers(card.alerts) == [1]


def test_private_notes_are_counted_and_not_shown() -> None:
    card = card_of(make_note(voice="private"))
    assert (card.say, card.act, card.hidden) == ([], [], 1)


def test_private_notes_are_shown_when_asked_for() -> None:
    card = card_of(make_note(voice="private"), private=True)
    assert (numbers(card.act), card.hidden) == ([1], 0)


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


def test_what_was_tried_stands_under_its_problem() -> None:
    card = card_of(
        make_note(1, kind="problem", noted_on=days_ago(3)),
        make_note(2, kind="problem", noted_on=days_ago(2)),
        make_note(3, kind="other", parent=1, voice="act"),
        make_note(4, kind="other", parent=1, voice="private"),
    )
    assert numbers(card.open) == [1, 3, 2]
    assert (card.act, card.hidden) == ([], 1)


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
    assert (numbers(card.ask), card.say, card.hidden) == ([2, 1], [], 1)


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


def test_a_candidate_of_today_waits_for_the_next_visit() -> None:
    card = card_of(make_note(standing="candidate", noted_on=TODAY))
    assert (card.ask, card.hidden) == ([], 1)


def test_what_has_likely_changed_is_not_assumed() -> None:
    third = make_note(3, confirmed_on=days_ago(500))
    card = card_of(make_note(1, confirmed_on=LONG_AGO), make_note(2, confirmed_on=LONG_AGO), third)
    assert (card.say, card.hidden) == ([], 1)


def test_everything_asks_about_all_that_may_not_be_assumed() -> None:
    outdated = [make_note(number, confirmed_on=LONG_AGO) for number in range(1, 21)]
    seen_today = make_note(21, standing="candidate")
    never_asked = make_note(22, policy=Policy(question_price=1000), confirmed_on=LONG_AGO)
    card = card_of(*outdated, seen_today, never_asked, make_note(23), everything=True)
    assert sorted(numbers(card.ask)) == [*range(1, 23)]
    assert (numbers(card.say), card.hidden) == ([23], 0)


def test_a_card_fits_a_screen_and_counts_the_rest() -> None:
    card = card_of(*(make_note(number) for number in range(1, 31)))
    assert len(card.say) < 10
    assert card.hidden == 30 - len(card.say)


@pytest.mark.parametrize("kind", ["mood", "want"])
def test_what_lasts_a_day_is_gone_the_day_after(kind: str) -> None:
    today = make_note(1, kind=kind)
    yesterday = make_note(2, kind=kind, noted_on=days_ago(1))
    card = card_of(today, yesterday)
    assert (numbers(card.say), card.hidden) == ([1], 0)


def test_a_want_lasts_until_its_day() -> None:
    card = card_of(make_note(kind="want", noted_on=days_ago(9), by=TODAY))
    assert numbers(card.say) == [1]


@pytest.mark.parametrize("ended", ["gone", "withdrawn"])
def test_what_has_ended_is_neither_shown_nor_counted(ended: str) -> None:
    card = card_of(make_note(ended_on=TODAY, ended=ended))
    assert (card.say, card.hidden) == ([], 0)


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
