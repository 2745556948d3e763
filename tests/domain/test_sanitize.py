from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.sanitize import clean, escape_unseen


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


UNSEEN = ["\x9b", "\x7f", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\udcff",
          "\U000e0041"]  # fmt: skip


@pytest.mark.parametrize("letter", UNSEEN)
def test_what_nobody_sees_is_escaped_in_json_and_not_lost(letter: str) -> None:
    written = escape_unseen(json.dumps(f"a{letter}b", ensure_ascii=False))
    assert written.isascii()
    assert json.loads(written) == f"a{letter}b"


@pytest.mark.parametrize("text", ["Renée 東京 राम", "🥐 🇫🇷", "محمد", "a — b"])
def test_letters_stay_as_they_are_in_json(text: str) -> None:
    assert escape_unseen(json.dumps(text, ensure_ascii=False)) == f'"{text}"'


@given(st.text())
def test_json_says_the_same_with_its_escapes(text: str) -> None:
    assert json.loads(escape_unseen(json.dumps(text, ensure_ascii=False))) == text
