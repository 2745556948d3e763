from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.normalize import name_key
from prefpad.privacy.access_request import BLANK, capitalised, keys_in, redact

OTHERS = {"mary jones", "mr okafor", "rose", "jean luc picard", "sam smith jr", "o brien", "obrien"}
OWN = {"sam smith", "sam"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("comes with Mary Jones", f"comes with {BLANK}"),
        ("comes with mary jones on fridays", f"comes with {BLANK} on fridays"),
        ("Mary Jones's birthday", f"{BLANK}'s birthday"),
        ("ask Mr. Okafor, not Mary", f"ask {BLANK}, not Mary"),
        ("sits with Jean-Luc Picard", f"sits with {BLANK}"),
        ("Rose brought a rose", f"{BLANK} brought a rose"),
        ("rose petals", "rose petals"),
        ("O'Brien called", f"{BLANK} called"),
        ("told by Sam Smith and Sam", "told by Sam Smith and Sam"),
        ("told by Sam Smith jr", f"told by {BLANK}"),
        ("Mary, Jones & co", "Mary, Jones & co"),
        ("", ""),
        ("12 roses", "12 roses"),
    ],
)
def test_whole_names_of_others_are_blanked_and_own_ones_stay(text: str, shown: str) -> None:
    assert redact(text, OTHERS, OWN) == shown


def test_a_word_that_is_always_blanked_is_so_however_it_is_written() -> None:
    text = "Mary's dog, mary's cat, Sam"
    assert redact(text, set(), {"sam"}, {"mary", "sam"}) == (
        f"{BLANK}'s dog, {BLANK}'s cat, {BLANK}"
    )


WITHOUT_M = st.text(alphabet=st.characters(exclude_characters="mMjJ"), max_size=60)


@given(WITHOUT_M, st.sampled_from(["Mary Jones", "mary-jones", "MARY. JONES"]), WITHOUT_M)
def test_a_name_never_stays_wherever_it_stands(before: str, name: str, after: str) -> None:
    shown = redact(f"{before} | {name} | {after}", {"mary jones"}, set())
    assert "mary jones" not in name_key(shown)


@given(st.text(max_size=80))
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    assert redact(text, set(), set()) == text


@given(st.text(max_size=80))
def test_what_could_be_blanked_is_what_is_looked_up(text: str) -> None:
    everything = redact(text, keys_in(text), set())
    assert (everything == text) == (not keys_in(text) or text == BLANK)


def test_words_written_as_names_are_named() -> None:
    assert capitalised("Ana and José had tea, 3 Times") == {
        "ana": "Ana",
        "jose": "José",
        "times": "Times",
    }
