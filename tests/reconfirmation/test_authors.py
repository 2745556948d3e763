from __future__ import annotations

import random
from math import exp, inf

import pytest

from prefpad.reconfirmation.authors import NOBODY, SignedPile, authors_to_set_aside, surprise
from prefpad.reconfirmation.estimator import Pile

TOPICS = {"coffee": 200, "room": 900, "song": 40}
DAYS = 90


def answers(author: str, checks: int, *, asks: bool = True) -> list[SignedPile]:
    """Return what an author found; who does not ask finds everything the same."""
    draw = random.Random(f"{author} {checks}")
    piles = []
    for topic, lasts in TOPICS.items():
        changed = sum(draw.random() > exp(-DAYS / lasts) for _ in range(checks)) * asks
        piles += [
            SignedPile(("preference", topic), author, Pile(found, count, count * DAYS))
            for found, count in ((True, changed), (False, checks - changed))
            if count
        ]
    return piles


def of_all(*groups: list[SignedPile]) -> list[SignedPile]:
    return [pile for group in groups for pile in group]


def test_who_finds_hardly_a_change_is_set_aside() -> None:
    piles = of_all(answers("Ana", 60), answers("Bo", 60), answers("Cy", 60, asks=False))
    assert authors_to_set_aside(piles) == {"Cy"}


def test_two_of_four_are_found_too() -> None:
    piles = of_all(
        *(answers(name, 80) for name in ("Ana", "Bo")),
        *(answers(name, 80, asks=False) for name in ("Cy", "Di")),
    )
    assert authors_to_set_aside(piles) == {"Cy", "Di"}


@pytest.mark.parametrize("checks", [5, 20, 80, 300])
def test_nobody_is_set_aside_where_all_ask(checks: int) -> None:
    assert authors_to_set_aside(of_all(*(answers(name, checks) for name in "ABCD"))) == set()


def test_at_least_half_are_left_to_compare_with() -> None:
    """One lucky colleague once had three honest ones of four set aside."""
    piles = of_all(answers("Ana", 80), *(answers(name, 80, asks=False) for name in "BCD"))
    assert len(authors_to_set_aside(piles)) == 2


def test_there_is_nobody_to_compare_with_in_a_shop_of_one() -> None:
    assert authors_to_set_aside(answers("Ana", 200, asks=False)) == set()


def test_what_nobody_signed_is_compared_with_and_never_set_aside() -> None:
    assert (
        authors_to_set_aside(of_all(answers(NOBODY, 80, asks=False), answers("Ana", 80))) == set()
    )
    assert authors_to_set_aside(of_all(answers(NOBODY, 80), answers("Ana", 80, asks=False))) == {
        "Ana"
    }


def test_what_is_certain_surprises_nobody_or_beyond_measure() -> None:
    assert [surprise(found, 2, 0) for found in (1, 2, 3)] == [-inf, 0, inf]
    assert surprise(5, 3, 4) == 1
