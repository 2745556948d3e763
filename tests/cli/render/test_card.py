from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from prefpad.cli.commands.recall import show_card
from prefpad.cli.render.formats import sparkline
from prefpad.cli.render.screen import LABELS
from prefpad.domain.models import Card, DayAhead, Note
from prefpad.domain.record import replace
from prefpad.domain.sanitize import clean
from prefpad.notes.card import lay_out
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, SAM, days_ago, days_ahead, make_note
from tests.helpers.shell import Screen, drawn_on

if TYPE_CHECKING:
    from datetime import date


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
        "Sam Smith  @1", "IMPORTANT", "peanut allergy", "STILL OPEN", "problem: shower drips",
        "then: new washer", "promised: extra towels — done?", "YOU CAN MENTION",
        "coffee: likes flat white", "ASK", "high floor — still right?", "GOOD TO KNOW (for staff)",
        "sits by the window", "NOT SHOWN: 1 private (--show-private)",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "owes money" not in text


def test_what_has_likely_changed_is_asked_when_all_is_shown() -> None:
    notes = [make_note(number, f"no {number}", confirmed_on=days_ago(900)) for number in (1, 2, 3)]
    text = shown(lay_out(SAM, notes, Policy(), TODAY, everything=True))
    assert "YOU CAN MENTION" not in text
    assert "1\tno 1 — still right?\t2½ years ago\n" in text
    assert "3\tno 3 — still right?\t2½ years ago\n" in text


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
    assert "YOU CAN MENTION 1 likes latte today" in text
    assert (
        "ASK 3 likes tea — still right? 10 months ago 4 offer: rye (seen once) 2 days ago" in text
    )
    assert "GOOD TO KNOW (for staff) 2 likes milk today" in text


def test_every_line_of_a_note_begins_with_its_number() -> None:
    lines = shown(card_of(*FULL)).splitlines()
    assert "5\tcoffee: likes flat white\ttoday" in lines


@pytest.mark.parametrize(
    ("person", "line"),
    [
        ({}, "address: not known, ask"),
        ({"formal": "Mr. Smith"}, "address: Mr. Smith"),
        ({"formal": "Mr. Smith", "familiar": "Sam"}, "they offered: Sam · formally: Mr. Smith"),
        ({"pronounced": "smythe", "not_called": "Sammy"}, "pronounced: smythe · not called: Sammy"),
        ({"role": "supplier", "tags": ("vip",), "owner": "Ana"}, "supplier · vip"),
        ({"owner": "Ana"}, "looked after by Ana"),
        ({"last_visit": days_ago(1)}, "last here yesterday"),
        ({}, "no visits yet"),
        ({"last_visit": days_ago(179)}, "last here 6 months ago"),
        ({"last_visit": days_ago(430)}, "last here 14 months ago: welcome them back"),
    ],
)
def test_the_head_says_whom_to_greet_and_how(person: dict[str, Any], line: str) -> None:
    assert line in shown(card_of(**person))


def test_an_occasion_stands_in_the_head() -> None:
    ahead = [DayAhead("birthday, turns 46", days_ahead(1)), DayAhead("wedding", TODAY)]
    text = shown(replace(card_of(), coming_up=ahead))
    assert text.splitlines()[2].endswith("birthday, turns 46 tomorrow · wedding today")


def test_who_was_here_lately_is_not_welcomed_back() -> None:
    assert "welcome" not in shown(card_of(last_visit=days_ago(179)))


def test_an_empty_card_has_a_head_alone() -> None:
    assert shown(card_of()).splitlines() == [
        "Sam Smith  @1",
        "address: not known, ask",
        "no visits yet",
    ]


def test_the_reason_stands_under_its_question() -> None:
    lines = shown(card_of(*FULL), whys={6: "It is old."}).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("6\t"))
    assert lines[at + 1] == "\tIt is old."


def test_an_alert_that_was_not_told_says_so() -> None:
    note = make_note(kind="need", alert=True, source="relayed", standing="candidate")
    assert "not yet confirmed" in shown(card_of(note))


def test_a_card_in_json_holds_the_groups() -> None:
    card = json.loads(shown(card_of(*FULL), "json"))
    assert [note["number"] for note in card["open"]] == [2, 3, 4]
    assert card["customer"]["name"] == "Sam Smith"
    assert card["hidden"] == {"open": 0, "ask": 0, "say": 0, "act": 0, "private": 1}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_card_as_a_list_has_each_note_once_with_its_section(form: str) -> None:
    alert = make_note(1, kind="need", alert=True, confirmed_on=days_ago(4000))
    written = shown(card_of(alert, *FULL[1:]), form)
    rows = (
        list(csv.DictReader(io.StringIO(written)))
        if form == "csv"
        else [json.loads(line) for line in written.splitlines()]
    )
    assert [(int(row["number"]), row["section"]) for row in rows] == [
        (1, "alerts"), (2, "open"), (3, "open"), (4, "open"), (5, "say"), (6, "ask"), (7, "act"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["plain", "table"])
def test_an_alert_that_is_due_stands_once(form: str) -> None:
    alert = make_note(1, "nut allergy", kind="need", alert=True, confirmed_on=days_ago(4000))
    text = shown(card_of(alert), form)
    assert text.count("nut allergy") == 1
    assert "nut allergy — still right?" in text
    assert "ASK" not in text


def test_a_role_that_a_tag_names_anyway_is_said_once() -> None:
    card = card_of(role="supplier", tags=("supplier/fish",))
    assert shown(card).splitlines()[2] == "supplier/fish · no visits yet"


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        ([], ""),
        ([days_ago(40), days_ago(5)], ""),
        ([days_ago(70), days_ago(35), TODAY], "every 5 weeks ▁▁▁▁▁▁▁▁▁███"),
        ([days_ago(360), *map(days_ago, range(7, -1, -1))], "every 6 weeks ▂▁▁▁▁▁▁▁▁▁▁█"),
    ],
)
def test_visits_of_twelve_months_are_a_picture_with_words(visits: list[date], said: str) -> None:
    (_, _, marks) = shown(replace(card_of(), visits=visits)).splitlines()
    assert marks.removeprefix("no visits yet").removeprefix(" · ") == said


@given(st.lists(st.integers(0, 1000), min_size=12, max_size=12))
def test_a_sparkline_is_higher_for_more_and_lowest_only_for_none(counts: list[int]) -> None:
    drawn = sparkline(counts)
    assert [letter == "▁" for letter in drawn] == [count == 0 for count in counts]
    for one, other in pairwise(range(12)):
        assert (counts[one] < counts[other]) <= (drawn[one] <= drawn[other])


GOOD_TO_KNOW = "GOOD TO KNOW (for staff)"
SCREENS = ((80, 24), (80, 40), (120, 40), (40, 24))


def drawn(card: Card, screen: tuple[int, int], **options: Any) -> list[str]:
    """Return the lines of a card on a terminal of so many columns and lines, without colours."""
    return drawn_on(screen, lambda out: show_card(card, {}, "table", TODAY, out, **options))


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=14)
FACES: tuple[dict[str, Any], ...] = (
    {},
    {"topic": "coffee", "stance": "likes", "noted_on": days_ago(9), "confirmed_on": days_ago(2)},
    {"confirmed_on": days_ago(900)},
    {"voice": "act", "confirmed_on": days_ago(900)},
    {"standing": "candidate", "source": "observed", "voice": "act", "noted_on": days_ago(9)},
    {"voice": "private"},
    {"kind": "need"},
    {"kind": "fact", "voice": "act"},
    {"kind": "problem", "voice": "act"},
    {"kind": "promise", "by": TODAY, "voice": "act"},
)


@st.composite
def busy_cards(draw: st.DrawFn) -> Card:
    notes = [
        make_note(number, " ".join(draw(WORDS)), **draw(st.sampled_from(FACES)))
        for number in range(1, draw(st.sampled_from([1, 20, 60])) + 1)
    ]
    alerts = [
        make_note(number, " ".join(draw(WORDS)), kind="need", alert=True)
        for number in range(101, 101 + draw(st.sampled_from([0, 1, 12])))
    ]
    tags = tuple(draw(st.lists(st.sampled_from(["vip", "guest/business", "walker"]), max_size=3)))
    return card_of(*notes, *alerts, formal="Mr. Smith", tags=tags)


@pytest.mark.parametrize("screen", SCREENS)
@given(card=busy_cards())
def test_a_busy_card_fits_its_screen_and_tells_what_it_leaves_out(
    screen: tuple[int, int], card: Card
) -> None:
    lines = drawn(card, screen)
    _it_fits_and_keeps_its_head(lines, card, screen)
    _what_is_left_out_is_counted(lines, card, screen)
    _what_to_mention_and_what_to_know_have_two_lines_each(lines, card)


def _it_fits_and_keeps_its_head(lines: list[str], card: Card, screen: tuple[int, int]) -> None:
    assert len(lines) < screen[1]
    assert max(map(cell_len, lines)) <= screen[0]
    assert lines[:2] == ["Sam Smith  @1", "address: Mr. Smith"]
    text = " ".join(lines)
    assert all(str(alert.number) in text for alert in card.alerts)


def _what_is_left_out_is_counted(lines: list[str], card: Card, screen: tuple[int, int]) -> None:
    text = " ".join(lines)
    counted = [int(count) for count in re.findall(r"(\d+) (?:still|to|for) ", _footer(text))]
    numbers = {int(found[1]) for line in lines if (found := re.match(r" {2,5}(\d+) ", line))}
    below = {note.number for note in (*card.open, *card.say, *card.ask, *card.act)}
    assert len(below - numbers) == sum(counted)
    if sum(counted):
        assert screen[1] - 1 - len(lines) <= 3  # fewer than a heading and the shortest note cut


def _what_to_mention_and_what_to_know_have_two_lines_each(lines: list[str], card: Card) -> None:
    for heading, notes in (("YOU CAN MENTION", card.say), (GOOD_TO_KNOW, card.act)):
        assert len(_under(heading, lines)) >= min(2, len(notes))


def _under(heading: str, lines: list[str]) -> list[str]:
    """Return the lines of a section."""
    below = lines[lines.index(heading) + 1 :] if heading in lines else []
    return [*takewhile(lambda line: line.startswith(" "), below)]


def _footer(text: str) -> str:
    return text[text.index("NOT SHOWN") :] if "NOT SHOWN" in text else ""


def test_all_is_drawn_where_all_was_wanted_however_high_the_screen_is() -> None:
    card = card_of(*(make_note(number) for number in range(1, 61)))
    assert len(drawn(card, (80, 24))) == 23
    assert len(drawn(card, (80, 24), above=2)) == 21
    assert len(drawn(card, (80, 24), everything=True)) == 64


def test_many_alerts_share_lines_and_none_is_left_out() -> None:
    alerts = [
        make_note(number, f"allergy to thing {number}", kind="need", alert=True)
        for number in range(1, 13)
    ]
    remarks = [make_note(number) for number in range(20, 80)]
    lines = drawn(card_of(*alerts, *remarks), (80, 24))
    text = " ".join(" ".join(lines).split())
    assert all(f"{number} allergy to thing {number}" in text for number in range(1, 13))
    assert lines.index("YOU CAN MENTION") - lines.index(" IMPORTANT ") < 8


def test_the_days_stand_in_one_column() -> None:
    notes = [make_note(1, "tea"), make_note(2, "x" * 40), make_note(3, kind="fact", voice="act")]
    lines = drawn(card_of(*notes), (80, 24))
    assert len({line.index("today") for line in lines if line.endswith("today")}) == 1


def test_long_notes_are_cut_only_when_the_screen_is_full() -> None:
    long = make_note(1, "word " * 60, topic="coffee", confirmed_on=TODAY)
    assert "…" not in "".join(drawn(card_of(long), (80, 24)))
    full = drawn(card_of(long, *(make_note(number) for number in range(2, 60))), (80, 24))
    assert any(line.endswith("…") for line in full)


def test_body_text_has_no_colour_of_its_own() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        patch.delenv("NO_COLOR", raising=False)
        out = Screen()
        show_card(card_of(*FULL), {}, "table", TODAY, out)
    for line in out.getvalue().splitlines():
        if re.match(" *[0-9]", line):
            assert "\x1b" not in line
    assert out.getvalue().startswith("\x1b[1mSam Smith  @1\x1b[0m\n\x1b[1maddress: ")


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_where_there_are_no_colours_headings_stand_out_without(variable: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        patch.delenv("COLORTERM", raising=False)
        patch.setenv(variable, "vt100")
        out = Screen()
        show_card(card_of(*FULL), {}, "table", TODAY, out)
    assert ";5;" not in out.getvalue()
    assert "\x1b[1;7m IMPORTANT \x1b[0m" in out.getvalue()


def _luminance(colour: int) -> float:
    """Return the relative luminance of one of the 216 colours of the cube, or of black or white."""
    steps = (0, 95, 135, 175, 215, 255)
    at = colour - 16
    parts = [steps[at // 36] / 255, steps[at // 6 % 6] / 255, steps[at % 6] / 255]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("style", LABELS)
def test_a_heading_can_be_read_whatever_the_theme(style: str) -> None:
    assert all(16 <= colour <= 231 for colour in LABELS[style])
    dark, light = sorted(map(_luminance, LABELS[style]))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


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
