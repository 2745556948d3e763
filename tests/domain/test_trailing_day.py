from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.errors import BadDay
from prefpad.domain.trailing_day import misspelt_by, split_trailing_by

if TYPE_CHECKING:
    from prefpad.domain.dates import DateOrder

WEDNESDAY, FRIDAY = date(2026, 3, 4), date(2026, 3, 6)
WORDS = ["towels", "by", "friday", "the", "bis", "12.", "march", "12/3", "para", "d'ici", "2026"]


def split(text: str, order: DateOrder | None = None) -> tuple[str, date] | None:
    return split_trailing_by(text, WEDNESDAY, order)


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("towels by friday", "towels", FRIDAY),
        ("Towels  for 7,  by Friday.", "Towels  for 7", FRIDAY),
        ("sit by the window by friday", "sit by the window", FRIDAY),
        ("towels by fri", "towels", FRIDAY),
        ("towels by tonight", "towels", WEDNESDAY),
        ("towels by tomorrow morning!", "towels", date(2026, 3, 5)),
        ("towels by next friday", "towels", FRIDAY),
        ("invoice by the end of the month", "invoice", date(2026, 3, 31)),
        ("invoice by the 12th", "invoice", date(2026, 3, 12)),
        ("invoice by 12 March", "invoice", date(2026, 3, 12)),
        ("invoice by march 12, 2027", "invoice", date(2027, 3, 12)),
        ("invoice by 2026-03-09", "invoice", date(2026, 3, 9)),
        ("towels by 25/12", "towels", date(2026, 12, 25)),
        ("towels by 31.12.", "towels", date(2026, 12, 31)),
        ("Handtücher bis Freitag", "Handtücher", FRIDAY),
        ("Handtücher bis zum 12. März", "Handtücher", date(2026, 3, 12)),
        ("Handtücher bis morgen früh", "Handtücher", date(2026, 3, 5)),
        ("Rechnung bis spätestens Freitag", "Rechnung", FRIDAY),
        ("serviettes avant vendredi", "serviettes", FRIDAY),
        ("serviettes pour demain", "serviettes", date(2026, 3, 5)),
        ("facture d'ici la fin du mois", "facture", date(2026, 3, 31)),
        ("facture d\u2019ici vendredi", "facture", FRIDAY),
        ("toallas para mañana", "toallas", date(2026, 3, 5)),
        ("toallas para el domingo", "toallas", date(2026, 3, 8)),
        ("toallas antes del viernes", "toallas", FRIDAY),
        ("asciugamani entro venerdì", "asciugamani", FRIDAY),
        ("toalhas até amanhã", "toalhas", date(2026, 3, 5)),
        ("toalhas até dia 12", "toalhas", date(2026, 3, 12)),
        ("toalhas antes de sexta", "toalhas", FRIDAY),
        ("handdoeken voor vrijdag", "handdoeken", FRIDAY),
    ],
)
def test_a_day_after_a_last_by_is_taken_off(text: str, rest: str, day: date) -> None:
    assert split(text) == (rest, day)


@pytest.mark.parametrize(
    "text",
    [
        *("", "by", "by friday", "  by friday", "friday", "towels friday", "comes by bus"),
        *("sits by the window", "sits by the sun", "towels by friday please", "cake by April"),
        *("seat by May", "read it by 2026", "opened by yesterday", "broken by last friday"),
        *("less sugar by 1/2", "cut by 3/4", "grew by 10-15", "call by 10.10", "call by 10.10."),
        *(
            "less by 12.",
            "less by 12.5",
            "by and by",
            "wants it by two weeks",
            "what he ate friday",
        ),
        *("table pour Sam", "table pour le 2.", "regalo para Domingo", "toallas para la 12"),
        *("bloemen voor ma", "handdoeken voor de 2e", "Tisch bis so", "by friday by bus"),
        *("serviettes by vendredi", "towels bis friday"),
    ],
)
def test_what_does_not_end_in_a_day_stays_text(text: str) -> None:
    assert split(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("towels by tomorow", "towels by tomorrow"),
        ("it's cake by firday!", "it's cake by friday"),
        ("taxi by 12 novmber", "taxi by 12 november"),
        ("flowers by the weekened", "flowers by the weekend"),
        ("Tisch bis Frietag", "Tisch bis freitag"),
        ("serviettes avant vendrdi", "serviettes avant vendredi"),
    ],
)
def test_a_misspelt_day_is_no_day_and_told_apart_from_text(text: str, meant: str) -> None:
    assert split(text) is None
    assert misspelt_by(text, WEDNESDAY) == meant
    assert split(meant)


@pytest.mark.parametrize(
    "text",
    [
        *("towels by friday", "bread by hand", "comes by train", "sits by the window", "by"),
        *("bread by monkey", "signed by Mandy", "painted by Martin", "tomorow", "Tisch bis oben"),
    ],
)
def test_what_only_begins_like_a_day_is_not_taken_for_a_misspelt_one(text: str) -> None:
    assert misspelt_by(text, WEDNESDAY) is None


def test_a_day_that_reads_two_ways_is_asked_about_unless_the_order_is_set() -> None:
    with pytest.raises(BadDay, match="12/3 can be 12 March or 3 December"):
        split("towels by 12/3")
    assert split("towels by 12/3", "dmy") == ("towels", date(2026, 3, 12))
    assert split("towels by 12/3", "mdy") == ("towels", date(2026, 12, 3))


def test_a_long_remark_is_split_at_its_end_alone() -> None:
    told = "a word by friday and more " * 150
    assert split(f"{told}by friday") == (told.strip(), FRIDAY)


@given(text=st.text() | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_any_text_stays_or_ends_in_a_day_to_come_or_is_refused(text: str) -> None:
    try:
        found = split(text)
    except BadDay:
        return
    if found:
        rest, day = found
        assert rest
        assert text.strip().startswith(rest)
        assert day >= WEDNESDAY


@given(day=st.dates(WEDNESDAY, date(2200, 12, 31)))
def test_an_iso_day_to_come_is_always_found(day: date) -> None:
    assert split(f"fresh towels by {day}") == ("fresh towels", day)
