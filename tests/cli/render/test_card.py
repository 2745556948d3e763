from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.render.card import show_card
from prefpad.domain.models import Card, Note, Occasion
from prefpad.domain.sanitize import clean
from prefpad.notes.card import lay_out
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, SAM, days_ago, make_note


def card_of(*notes: Note, **person: Any) -> Card:
    return lay_out(replace(SAM, **person), notes, Policy(), TODAY)


def shown(card: Card, form: str = "plain", whys: dict[int, str] | None = None) -> str:
    out = io.StringIO()
    show_card(card, whys or {}, form, TODAY, out)
    return out.getvalue()


FULL = (
    make_note(1, "peanut allergy", kind="need", alert=True),
    make_note(2, "shower drips", kind="problem", noted_on=days_ago(2)),
    make_note(3, "new washer", kind="other", parent=2),
    make_note(4, "extra towels", kind="promise", by=TODAY),
    make_note(5, "flat white", topic="coffee", stance="likes"),
    make_note(6, "high floor", confirmed_on=days_ago(300)),
    make_note(7, "sits by the window", kind="fact", voice="act"),
    make_note(8, "owes money", kind="fact", voice="private"),
)


@pytest.mark.parametrize("form", ["plain", "table"])
def test_a_card_goes_from_what_must_be_seen_to_what_is_left_unsaid(form: str) -> None:
    text = shown(card_of(*FULL), form)
    parts = [
        "Sam Smith  @1", "SEE FIRST", "peanut allergy", "OPEN", "problem: shower drips",
        "then: new washer", "promise: extra towels", "MAY SAY", "coffee: prefers flat white", "ASK",
        "still high floor?", "DO WITHOUT SAYING", "sits by the window", "NOT SHOWN: 1 more",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "owes money" not in text


def test_what_has_likely_changed_is_asked_when_all_is_shown() -> None:
    notes = [make_note(number, f"no {number}", confirmed_on=days_ago(900)) for number in (1, 2, 3)]
    text = shown(lay_out(SAM, notes, Policy(), TODAY, everything=True))
    assert "MAY SAY" not in text
    assert "1\tstill no 1?\t2 years ago\n" in text
    assert "3\tstill no 3?\t2 years ago\n" in text


@pytest.mark.parametrize("form", ["plain", "table"])
def test_the_wording_follows_the_evidence(form: str) -> None:
    card = card_of(
        make_note(1, "latte", stance="likes"),
        make_note(2, "milk", stance="likes", source="observed", voice="act"),
        make_note(3, "tea", stance="likes", confirmed_on=days_ago(300)),
        make_note(
            4, "rye", stance="likes", source="observed", voice="act", standing="candidate",
            noted_on=days_ago(2),
        ),
    )  # fmt: skip
    text = " ".join(shown(card, form).split())
    assert "MAY SAY 1 prefers latte today" in text
    assert "ASK 3 still tea? 10 months ago 4 would you like rye? seen once 2 days ago" in text
    assert "DO WITHOUT SAYING 2 likes milk today" in text


def test_every_line_of_a_note_begins_with_its_number() -> None:
    lines = shown(card_of(*FULL)).splitlines()
    assert "5\tcoffee: prefers flat white\ttoday" in lines


@pytest.mark.parametrize(
    ("person", "line"),
    [
        ({}, "address: (ask)"),
        ({"formal": "Mr. Smith"}, "address: Mr. Smith"),
        ({"formal": "Mr. Smith", "familiar": "Sam"}, "they offered: Sam · formally: Mr. Smith"),
        ({"pronounced": "smythe", "not_called": "Sammy"}, "said: smythe · never: Sammy"),
        ({"role": "supplier", "tags": ("vip",), "owner": "Ana"}, "supplier · vip"),
        ({"owner": "Ana"}, "looked after by Ana"),
        ({"last_visit": days_ago(1)}, "last here yesterday"),
        ({}, "not here yet"),
        ({"occasions": (Occasion("birthday", 3, 3),)}, "birthday tomorrow"),
        ({"occasions": (Occasion("birthday", 3, 2, 1980),)}, "birthday today"),
    ],
)
def test_the_head_says_whom_to_greet_and_how(person: dict[str, Any], line: str) -> None:
    assert line in shown(card_of(**person))


@pytest.mark.parametrize("occasion", [Occasion("birthday", 3, 1), Occasion("birthday", 4, 1)])
def test_an_occasion_that_is_over_or_far_off_is_left_out(occasion: Occasion) -> None:
    assert "birthday" not in shown(card_of(occasions=(occasion,)))


def test_a_leap_day_is_kept_on_the_first_of_march_and_the_turn_of_the_year_is_crossed() -> None:
    person = replace(SAM, occasions=(Occasion("leap", 2, 29), Occasion("new year", 1, 1)))
    card = Card(person, [], [], [], [], [], 0)
    for today, words in ((date(2026, 2, 27), "leap in 2 days"), (date(2026, 12, 31), "new year")):
        out = io.StringIO()
        show_card(card, {}, "plain", today, out)
        assert words in out.getvalue()


def test_an_empty_card_has_a_head_alone() -> None:
    assert shown(card_of()).splitlines() == ["Sam Smith  @1", "address: (ask)", "not here yet"]


def test_the_reason_stands_under_its_question() -> None:
    lines = shown(card_of(*FULL), whys={6: "it is old."}).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("6\t"))
    assert lines[at + 1] == "\tbecause it is old."


def test_an_alert_that_was_not_told_says_so() -> None:
    note = make_note(kind="need", alert=True, source="relayed", standing="candidate")
    assert "not yet confirmed" in shown(card_of(note))


def test_a_card_in_json_holds_the_groups() -> None:
    card = json.loads(shown(card_of(*FULL), "json"))
    assert [note["number"] for note in card["open"]] == [2, 3, 4]
    assert (card["customer"]["name"], card["hidden"]) == ("Sam Smith", 1)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_card_as_a_list_has_each_note_once(form: str) -> None:
    alert = make_note(1, kind="need", alert=True, confirmed_on=days_ago(4000))
    written = shown(card_of(alert, *FULL[1:]), form)
    if form == "csv":
        numbers = [int(row["number"]) for row in csv.DictReader(io.StringIO(written))]
    else:
        numbers = [json.loads(line)["number"] for line in written.splitlines()]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("form", ["plain", "table"])
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_no_text_is_read_as_markup_or_emoji(form: str, text: str) -> None:
    card = card_of(make_note(text=text), name=text, formal=text, tags=(text,))
    words = " ".join(shown(card, form).split())
    assert words.count(" ".join(clean(text).split())) == 4


@pytest.mark.parametrize("form", ["plain", "table"])
@given(text=st.text(min_size=1))
def test_nothing_that_acts_on_a_terminal_comes_out(form: str, text: str) -> None:
    card = card_of(
        make_note(text=text, topic=text), name=text, formal=text, not_called=text, owner=text
    )
    for line in shown(card, form).split("\n"):
        assert clean(line.replace("\t", "")) == line.replace("\t", "")
