from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.normalize import is_one_slip


@pytest.mark.parametrize("typed", ["alergy", "allergyy", "allergu", "allegry", "sallergy"])
def test_a_letter_missing_added_wrong_or_changed_over_is_one_slip(typed: str) -> None:
    assert is_one_slip(typed, "allergy")
    assert is_one_slip("allergy", typed)


@pytest.mark.parametrize("typed", ["allergy", "alregy", "alery", "allergists", "", "alegryl"])
def test_anything_else_is_none_or_more(typed: str) -> None:
    assert not is_one_slip(typed, "allergy")


@given(word=st.text("ab", min_size=1, max_size=6), at=st.integers(0, 5))
def test_a_word_is_a_slip_away_from_itself_without_a_letter(word: str, at: int) -> None:
    assert is_one_slip(word[: at % len(word)] + word[at % len(word) + 1 :], word)
