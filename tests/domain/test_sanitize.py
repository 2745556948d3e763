from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.sanitize import clean


@pytest.mark.parametrize(
    "acting",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\r", "\n", "\t", "\u200f", "\u202e", "\u2066",
     "\u2028", "\ufff9", "\U000e0041", "\udcff"],
)  # fmt: skip
def test_what_acts_on_a_terminal_becomes_a_space(acting: str) -> None:
    assert clean(f"a{acting}b") == "a b"


def test_a_run_becomes_one_space() -> None:
    assert clean("a\x1b\x9b\u202eb") == "a b"


@pytest.mark.parametrize("text", ["", "Sam Smith", "Renée 東京 राम", "👩‍🍳 🇫🇷", "[b]:coffee:[/b]"])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_cleaned_text_is_clean_and_can_be_encoded(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert all(letter.isprintable() or ord(letter) > 0x9F for letter in clean(text))
    clean(text).encode()
