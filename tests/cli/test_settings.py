from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", on=days_ago(70), new=True)
    pad.add("Sam Smith", "seat: by the door", kind="need", on=days_ago(70))


def due(run: Run) -> list[int]:
    return [one["note"]["number"] for one in answered(run("due", "--format", "json"))]


KEPT = ("wants", "moods", "candidates", "problems", "promises", "extras", "customers")


def test_all_settings_are_listed_with_what_they_do(run: Run) -> None:
    listed = answer(run("settings")).splitlines()
    assert [line if "keep-" not in line else line.split("\t")[0] for line in listed] == [
        "question-price\t0.3 (default)\tHow many wrong guesses one question may cost.",
        (
            'count-all-answers\tno (default)\tWhether "still true" also counts from colleagues'
            " whose answers hardly ever find a change."
        ),
        "date-order\t(none)\tHow you write dates in figures: dmy, mdy or ymd.",
        "greeting\tWelcome back, {address}. (default)\tHow `greet` greets someone who was here before.",
        "first-greeting\tWelcome, {address}. (default)\tHow `greet` greets someone new.",
        (
            "clear-card\t180 seconds (default)\tHow long `counter` waits without a key before"
            " it clears the card; or never."
        ),
        (
            "daily-backups\t31 days (default)\tHow many daily backups are kept: a number of days, or"
            " 0 for none."
        ),
        (
            "sensitive\t(none)\tWords that keep a note private, besides those prefpad knows;"
            " `not WORD` takes one off."
        ),
        "consent\toptional (default)\tWhether notes need consent: required or optional.",
        "policy\t(none)\tYour privacy policy, with the day of its last change.",
        "pager\ton (default)\tWhether lists longer than the screen go through a pager: on or off.",
        (
            "occasions-ahead\t14 days (default)\tHow many days ahead birthdays and anniversaries"
            " are shown on the card and in `today`."
        ),
        "poll\t(none)\tOne open question, offered once to each customer.",
        (
            "about\t(none)\tWhat you stand for, for customers who ask; about:hiring, about:charity"
            " for a topic."
        ),
        *(f"keep-{what}" for what in KEPT),
    ]


def test_one_setting_is_explained(run: Run) -> None:
    shown = answer(run("settings", "question-price"))
    assert shown.startswith("question-price: 0.3 (the default). How many")
    assert "asked again after" in shown


def test_a_lower_price_asks_sooner_and_a_higher_later(run: Run) -> None:
    assert due(run) == []
    answer(run("settings", "question-price", "0.05"))
    assert sorted(due(run)) == [1, 2]
    answer(run("settings", "question-price", "0.9"))
    assert due(run) == []


def test_an_interval_for_a_topic_or_kind_wins_over_what_is_learnt(run: Run) -> None:
    assert "every:coffee: 2 months" in answer(run("settings", "every:Coffee", "2", "months"))
    assert due(run) == [1]
    answer(run("settings", "every:need", "60 days"))
    assert sorted(due(run)) == [1, 2]
    assert "You ask needs every 2 months" in answer(run("due", "--why"))
    listed = answered(run("settings", "--format", "json"))
    assert [one["name"] for one in listed][-2:] == ["every:coffee", "every:need"]


def test_a_new_topic_has_the_owners_interval_at_once(run: Run) -> None:
    answer(run("settings", "every:tea", "60 days"))
    answer(run("add", "smith", "tea: green", "--on", days_ago(61).isoformat()))
    assert due(run) == [3]


def test_a_setting_goes_back_to_its_default(run: Run) -> None:
    answer(run("settings", "every:coffee", "30 days"))
    shown = answer(run("settings", "every:coffee", "--default"))
    assert shown.startswith("every:coffee: not set.")
    assert due(run) == []
    answer(run("settings", "question-price", "0.9"))
    assert "0.3 (the default)" in answer(run("settings", "question-price", "--default"))


def test_the_order_of_dates_is_followed_from_the_next_command_on(run: Run) -> None:
    refusal(run("visit", "smith", "--on", "02/01/2026"), 2)
    answer(run("settings", "date-order", "dmy"))
    assert answered(run("visit", "smith", "--on", "02/01/2026", "--format", "json"))["on"] == (
        "2026-01-02"
    )


@pytest.mark.parametrize(
    "line",
    [
        ("question-prise",),
        ("question-price", "dear"),
        ("every:coffee", "often"),
        ("every:promise", "30"),
        ("question-price", "0.5", "--default"),
        ("greeting", "Welcome back, {adress}."),
        ("first-greeting", "Welcome, {address"),
        ("--default",),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    run: Run, line: tuple[str, ...]
) -> None:
    before = answer(run("settings"))
    refusal(run("settings", *line), 2)
    assert answer(run("settings")) == before


def test_a_change_of_a_setting_stands_in_the_journal(run: Run, pad: Pad) -> None:
    answer(run("settings", "question-price", "0.5"))
    answer(run("settings", "question-price", "0.4"))
    answer(run("settings", "question-price", "--default"))
    rows = pad.session.connection.execute(
        "SELECT before, after FROM journal_rows WHERE of_table = 'settings' ORDER BY number"
    ).fetchall()
    assert [(before is None, after is None) for before, after in rows] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_a_question_that_is_set_again_keeps_the_day_since_which_it_is_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(run("settings", "poll", "What for breakfast?"))
    monkeypatch.setenv("PREFPAD_TODAY", "2026-04-01")
    for question, day in (("what for  breakfast?", "2026-03-02"), ("And dinner?", "2026-04-01")):
        answer(run("settings", "poll", question))
        assert f"Asked since {day}." in answer(run("settings", "poll"))
