from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import AskedWrongly, BadDay, BadInterval
from prefpad.domain.validation import LONGEST_NAME, LONGEST_TEXT, checked_name, checked_text
from prefpad.domain.vocabulary import KINDS, a_note
from prefpad.notes.draft import LONGEST_TOPIC, make_draft, resolve_attributes, split_topic
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, NAMES_IN_EVERY_SCRIPT, UNSEEN, days_ago


@pytest.mark.parametrize(
    ("text", "topic", "rest"),
    [
        ("coffee: oat latte", "coffee", "oat latte"),
        ("oat latte #coffee", "coffee", "oat latte"),
        ("#coffee oat latte", "coffee", "oat latte"),
        ("wants #coffee at once", "coffee", "wants coffee at once"),
        ("#coffee", "coffee", "coffee"),
        ("room/bed: firm", "room/bed", "firm"),
        ("コーヒー: ブラック", "コーヒー", "ブラック"),
        ("茶\N{FULLWIDTH COLON}绿茶", "茶", "绿茶"),
        ("coffee : black", "coffee", "black"),
        ("oat latte", None, "oat latte"),
        ("coffee :black", None, "coffee :black"),
        ("check-out at 10:30", None, "check-out at 10:30"),
        ("10: is the room", None, "10: is the room"),
        ("http://example.com", None, "http://example.com"),
        ("likes C# and A#", None, "likes C# and A#"),
        ("no topic : here", None, "no topic : here"),
        ("table #4", None, "table #4"),
    ],
)
def test_a_first_word_with_a_colon_or_a_hashtag_is_the_topic(
    text: str, topic: str | None, rest: str
) -> None:
    assert split_topic(text) == (topic, rest)


def test_a_topic_given_apart_leaves_the_text_alone() -> None:
    assert split_topic("tea: green", "#drinks") == ("drinks", "tea: green")


@pytest.mark.parametrize("topic", ["x" * (LONGEST_TOPIC + 1), "nul\x00", "\u200b"])
def test_a_topic_is_a_short_readable_word(topic: str) -> None:
    with pytest.raises(AskedWrongly):
        split_topic("latte", topic)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u00a0", "\x1b\x07"])
def test_text_that_shows_nothing_is_refused(text: str) -> None:
    with pytest.raises(AskedWrongly, match="no text"):
        checked_text(text)


@pytest.mark.parametrize("text", ["x" * (LONGEST_TEXT + 1), "x" * 2**20])
def test_text_longer_than_a_note_is_refused(text: str) -> None:
    with pytest.raises(AskedWrongly, match="characters long"):
        checked_text(text)


def test_text_as_long_as_a_note_is_taken() -> None:
    assert checked_text("x" * LONGEST_TEXT)


@pytest.mark.parametrize("text", ["nul\x00", "half\udcff"])
def test_text_that_no_pad_can_keep_is_refused(text: str) -> None:
    with pytest.raises(AskedWrongly, match="cannot be stored"):
        checked_text(text)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_strange_text_is_kept_as_it_is(text: str) -> None:
    assert checked_text(text) == text


@pytest.mark.parametrize("mark", UNSEEN)
def test_what_cannot_be_seen_hides_no_topic(mark: str) -> None:
    assert split_topic(f"{mark}#z rest{mark}") == ("z", "rest")
    assert split_topic(f"{mark}coffee: {mark}latte{mark}") == ("coffee", "latte")
    assert split_topic("rest", f"{mark}#z") == ("z", "rest")
    assert split_topic(f"{mark}one{mark}two") == (None, f"{mark}one{mark}two")


@pytest.mark.parametrize("text", ["\x00tea", "tea\x00", "\ud800tea"])
def test_what_no_pad_can_keep_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(AskedWrongly, match="cannot be stored"):
        checked_text(text)


@given(st.text())
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        topic, rest = split_topic(text)
    except AskedWrongly:
        return
    assert rest.strip()
    assert topic is None or topic in text


@pytest.mark.parametrize("name", ["-", "", "  ", "🥐", "...", "_"])
def test_a_name_needs_a_letter_or_digit(name: str) -> None:
    with pytest.raises(AskedWrongly, match="letter or digit"):
        checked_name(name)


@pytest.mark.parametrize("name", ["x" * (LONGEST_NAME + 1), "Sam\x00"])
def test_a_name_is_short_and_readable(name: str) -> None:
    with pytest.raises(AskedWrongly):
        checked_name(name)


@pytest.mark.parametrize("name", NAMES_IN_EVERY_SCRIPT)
def test_a_name_may_be_in_any_script(name: str) -> None:
    assert checked_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("kind", "told", "otherwise"),
    [
        ("preference", "say", "act"),
        ("need", "say", "act"),
        ("want", "say", "act"),
        ("mood", "act", "act"),
        ("problem", "act", "act"),
        ("promise", "act", "act"),
        ("extra", "act", "act"),
        ("praise", "act", "act"),
        ("fact", "say", "act"),
        ("other", "act", "act"),
    ],
)
def test_the_voice_follows_kind_and_source(kind: str, told: str, otherwise: str) -> None:
    assert resolve_attributes(kind).voice == told
    assert (
        resolve_attributes(kind, source="observed").voice
        == resolve_attributes(kind, source="relayed").voice
        == otherwise
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", ["observed", "relayed"])
def test_only_what_is_asked_again_can_be_a_candidate(kind: str, source: str) -> None:
    is_candidate = resolve_attributes(kind, source=source).standing == "candidate"
    assert is_candidate is (kind in {"preference", "need"})


def test_what_the_customer_says_stands_at_once() -> None:
    assert resolve_attributes("preference").standing == "standing"


def test_an_alert_alone_is_a_need() -> None:
    assert resolve_attributes("preference", alert=True).kind.name == "need"


def test_an_alert_that_was_not_told_is_acted_on() -> None:
    assert resolve_attributes("need", source="relayed", alert=True).voice == "act"


def test_an_idea_is_an_extra_not_given_yet() -> None:
    idea, extra = resolve_attributes("idea"), resolve_attributes("extra")
    assert idea.kind == extra.kind
    assert (idea.given, extra.given) == (False, True)


@pytest.mark.parametrize(
    "words",
    [
        {"kind": "wish"},
        {"kind": ""},
        {"kind": "preference", "stance": "loves"},
        {"kind": "fact", "stance": "likes"},
        {"kind": "preference", "source": "dreamt"},
        {"kind": "preference", "voice": "shout"},
        {"kind": "promise", "alert": True},
        {"kind": "preference", "stance": "likes", "alert": True},
        {"kind": "need", "alert": True, "voice": "private"},
    ],
)
def test_words_that_are_none_or_do_not_go_together_are_refused(words: dict[str, Any]) -> None:
    with pytest.raises(AskedWrongly) as refusal:
        resolve_attributes(**words)
    assert refusal.value.hint


def _given(field: str, value: str) -> Any:
    return {field: value}


def test_a_promise_without_a_day_is_due_today() -> None:
    assert make_draft("towels", TODAY, kind="promise").by == TODAY


def test_a_day_without_a_year_is_the_nearest_that_fits() -> None:
    learnt = make_draft("towels", TODAY, on="12 March").noted_on
    due = make_draft("towels", TODAY, kind="promise", by="12 March").by
    assert (learnt.isoformat(), due and due.isoformat()) == ("2025-03-12", "2026-03-12")


@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("1 november", "2025-11-01"),
        ("1 october", "2026-10-01"),
        ("friday", "2026-03-06"),
        ("tomorrow", "2026-03-03"),
        ("yesterday", "2026-03-01"),
        ("2026-11-01", "2026-11-01"),
    ],
)
def test_a_day_without_a_year_is_the_next_after_the_promise_was_made(by: str, day: str) -> None:
    draft = make_draft("towels", TODAY, kind="promise", on="20 october", by=by)
    assert draft.by
    assert draft.by.isoformat() == day


def test_what_was_learnt_earlier_was_last_known_to_be_true_then() -> None:
    draft = make_draft("latte", TODAY, on="3 weeks ago")
    assert draft.noted_on == draft.confirmed_on == days_ago(21)


@pytest.mark.parametrize("day", [TODAY + timedelta(1), "tomorrow", "2027-01-01"])
def test_a_future_day_of_learning_is_refused_with_a_hint_to_by(day: Any) -> None:
    with pytest.raises(BadDay) as refusal:
        make_draft("latte", TODAY, on=day)
    assert "by=" in refusal.value.hint


@pytest.mark.parametrize("field", ["on", "by"])
def test_a_day_that_can_be_read_two_ways_is_refused_with_both(field: str) -> None:
    with pytest.raises(BadDay, match="3 April 2025 or 4 March 2025") as refusal:
        make_draft("towels", TODAY, kind="promise", **_given(field, "03/04/2025"))
    assert "3 April 2025" in refusal.value.hint


def test_the_pads_order_of_dates_decides() -> None:
    assert make_draft("latte", TODAY, "mdy", on="03/04/2025").noted_on.isoformat() == "2025-03-04"


@pytest.mark.parametrize("every", [0, "0 days", "never", -3, "", "101 years"])
def test_an_interval_that_is_none_is_refused(every: Any) -> None:
    with pytest.raises(BadInterval):
        make_draft("latte", TODAY, every=every)


@pytest.mark.parametrize(("kind", "field"), [("fact", "by"), ("mood", "by"), ("promise", "every")])
def test_a_day_or_interval_that_the_kind_does_not_have_is_refused(kind: str, field: str) -> None:
    with pytest.raises(AskedWrongly, match="Only p") as refusal:
        make_draft("towels", TODAY, kind=kind, **_given(field, "6 months"))
    assert kind in refusal.value.hint


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("promise", "a promise"),
        ("extra", "an extra"),
        ("idea", "an idea"),
        ("other", "a plain note"),
    ],
)
def test_a_kind_has_its_article(kind: str, said: str) -> None:
    assert a_note(kind) == said
