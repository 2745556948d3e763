from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.customers.occasions import OCCASIONS_AHEAD
from prefpad.domain.dates import DATE_ORDER, DateOrder
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.screen_settings import CLEAR_CARD, PAGER
from prefpad.notes.owners_words import ABOUT_TOPIC, NOTE_FOR, POLL
from prefpad.privacy.tidying import KEEPING
from prefpad.reconfirmation.policy import COUNT_ALL_ANSWERS, EVERY, LASTS, QUESTION_PRICE
from prefpad.settings import SETTINGS

if TYPE_CHECKING:
    from prefpad import Pad
    from prefpad.domain.setting import Setting


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=list(SETTINGS))
def test_a_setting_says_what_it_does_and_its_default_makes_sense(setting: Setting[object]) -> None:
    assert setting.sentence.endswith(".")
    assert setting.option(None).is_default
    assert setting.option(None).value == setting.option(None).default
    explained = setting.explained(setting.read(setting.default))
    assert not explained or explained.endswith(".")


def test_each_setting_stands_under_its_name() -> None:
    assert [setting.name for setting in SETTINGS.values()] == [*SETTINGS]
    for beginning in (EVERY, LASTS, ABOUT_TOPIC, NOTE_FOR):
        assert SETTINGS.named(f"{beginning}tea").name == f"{beginning}tea"
    assert {f"keep-{what}s" for what in KEEPING} <= {*SETTINGS}


@given(st.floats(0, 1e6))
def test_a_price_is_kept_as_it_was_read(price: float) -> None:
    written = QUESTION_PRICE.written(price)
    assert QUESTION_PRICE.read(written) == pytest.approx(price, rel=1e-5)


@pytest.mark.parametrize("text", ["", "dear", "-1", "nan", "inf", "0,3"])
def test_a_price_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(AskedWrongly):
        QUESTION_PRICE.read(text)


def test_a_price_is_explained_by_what_follows_from_it() -> None:
    assert "asked again after 3 months at 0.3; it would be after 8 weeks at 0.15" in (
        QUESTION_PRICE.explained(0.3)
    )
    assert "asked again never at 1000" in QUESTION_PRICE.explained(1000.0)


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("90", "90", "90 seconds"),
        ("2 minutes", "120", "120 seconds"),
        ("5s", "5", "5 seconds"),
        ("Never", "never", "never"),
    ],
)
def test_how_long_a_card_stays_is_kept_in_seconds(text: str, kept: str, said: str) -> None:
    seconds = CLEAR_CARD.read(text)
    assert (CLEAR_CARD.written(seconds), CLEAR_CARD.said(seconds)) == (kept, said)
    assert CLEAR_CARD.read(CLEAR_CARD.written(seconds)) == seconds


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        *((CLEAR_CARD, text) for text in ("", "4", "86401", "2 days", "soon")),
        *((PAGER, text) for text in ("", "maybe")),
        *((POLL, text) for text in ("soon Tea?", "2026-03-02")),
        *((COUNT_ALL_ANSWERS, text) for text in ("", "maybe")),
        *((OCCASIONS_AHEAD, text) for text in ("", "-1", "367", "two weeks", "\u0664")),
    ],
)
def test_what_a_setting_cannot_be_is_refused(setting: Setting[object], text: str) -> None:
    with pytest.raises(AskedWrongly):
        setting.read(text)


@pytest.mark.parametrize(
    ("setting", "yes", "no"), [(PAGER, "on", "off"), (COUNT_ALL_ANSWERS, "yes", "no")]
)
def test_a_switch_is_kept_as_it_is_said(setting: Setting[bool], yes: str, no: str) -> None:
    assert [setting.written(setting.read(text)) for text in (yes.upper(), no)] == [yes, no]
    assert [setting.said(is_on) for is_on in (True, False)] == [yes, no]


@pytest.mark.parametrize("text", ["dmy", " MDY", "Ymd"])
def test_an_order_of_dates_is_read_in_any_case(text: str) -> None:
    assert DATE_ORDER.read(text) == text.strip().lower()


def test_an_order_of_dates_that_is_none_is_refused() -> None:
    with pytest.raises(AskedWrongly, match="myd"):
        DATE_ORDER.read("myd")


@pytest.mark.parametrize("order", [None, "dmy", "mdy", "ymd"])
def test_an_order_of_dates_is_explained_by_an_example(order: DateOrder | None) -> None:
    assert DATE_ORDER.explained(order).startswith("03/04/2026 is ")


@pytest.mark.parametrize(
    ("name", "folded"),
    [("every:Café au lait", "every:cafe au lait"), ("EVERY: need", "every:need")],
)
def test_any_topic_or_kind_has_an_interval(name: str, folded: str) -> None:
    setting = SETTINGS.named(name)
    assert setting.name == folded
    assert setting.read("6 months") == 183
    assert setting.option("183").value == "6 months"
    assert setting.option(None).value == ""


@pytest.mark.parametrize("name", ["every:promise", EVERY, "evry:tea", "question", ""])
def test_what_is_no_setting_is_refused(name: str) -> None:
    with pytest.raises(AskedWrongly) as refusal:
        SETTINGS.named(name)
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("poll", "?!", "The text is empty."),
        ("about", "-- --", "The text is empty."),
        ("about:hiring", "x" * 5000, "That text is too long."),
    ],
)
def test_a_text_of_the_owners_is_some_words_and_not_too_many(
    pad: Pad, name: str, text: str, sentence: str
) -> None:
    with pytest.raises(AskedWrongly) as refused:
        pad.set(name, text)
    assert refused.value.sentence == sentence
    assert pad.setting(name).is_default
