from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.normalize import (
    as_spoken,
    code_key,
    email_key,
    fold,
    is_phone_tail,
    name_key,
    name_words,
    phone_key,
    uid,
)
from tests.helpers.making import NAMES_IN_EVERY_SCRIPT


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Sam   SMITH ", "sam smith"),
        ("Renée", "renee"),
        ("Straße", "strasse"),
        ("Łukasz Ørsted Æsop", "lukasz orsted aesop"),
        ("İstanbul \u0131l\u0131k", "istanbul ilik"),
        ("\uff33\uff41\uff4d", "sam"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "e"),
        ("half\udcff", "half"),
    ],
)
def test_a_key_has_neither_case_accents_nor_what_cannot_be_seen(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_key_can_be_stored(text: str) -> None:
    assert fold(text).encode().decode() == fold(text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("O'Brien-Smith", ["obrien", "smith"]),
        ("O\u2019Brien", ["obrien"]),
        ("Smith, Sam (Jr.)", ["smith", "sam", "jr"]),
        ("a_b", ["a", "b"]),
        ("-", []),
        ("  ", []),
    ],
)
def test_a_name_falls_into_words(name: str, words: list[str]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize("name", NAMES_IN_EVERY_SCRIPT)
def test_a_name_in_any_script_has_a_key(name: str) -> None:
    assert name_key(name)
    assert name_key(name) == name_key(name.upper())


def test_keys_of_handles_leave_out_how_they_are_written() -> None:
    assert phone_key("+44 (20) 7946-0101") == "442079460101"
    assert code_key("Ab-47 11") == "ab4711"
    assert email_key(" Sam@Example.COM ") == "sam@example.com"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("4711", True),
        ("+44 20 7946 0101", True),
        ("(020) 7946.0101", True),
        ("471", False),
        ("4711b", False),
        ("room 4711", False),
        ("", False),
    ],
)
def test_a_phone_tail_has_four_digits_and_no_letter(text: str, is_one: bool) -> None:
    assert is_phone_tail(text) is is_one


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Müller, Anna", "Anna Müller"),
        ("de la Cruz, José María", "José María de la Cruz"),
        ("Smith, Sam J.", "Sam J. Smith"),
        ("Sam Smith", "Sam Smith"),
        ("Sam Smith, MD", "Sam Smith, MD"),
        ("Harbour Boats, Ltd.", "Harbour Boats, Ltd."),
        ("Smith, Jones, Berg", "Smith, Jones, Berg"),
        (", Anna", ", Anna"),
        ("Müller,", "Müller,"),
    ],
)
def test_a_name_written_surname_first_is_turned_as_it_is_said(written: str, said: str) -> None:
    assert " ".join(as_spoken(written).split()) == said


def test_what_is_exported_is_the_same_again_and_another_in_another_pad() -> None:
    assert uid("note", 1, "2026-03-02") == uid("note", 1, "2026-03-02")
    others = [("note", 2, "2026-03-02"), ("visit", 1, "2026-03-02"), ("note", 1, "2026-03-03")]
    assert uid("note", 1, "2026-03-02") not in {uid(*other) for other in others}
