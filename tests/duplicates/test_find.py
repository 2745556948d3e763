from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db.connection import open_pad
from prefpad.domain.errors import AskedWrongly
from prefpad.duplicates import candidate_rows as twins
from prefpad.duplicates.blocking import MOST_IN_A_BLOCK
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import DuplicatePair
    from tests.helpers.pads import Fresh

FIRST = ("Sam", "Samuel", "S.", "Ida", "Idda", "Jón", "Guðrún")
LAST = ("Smith", "Smyth", "Berg", "Bergmann", "Jónsdóttir", "O'Brien")
PEOPLE = st.builds(
    lambda first, last, turned, phone, born: (
        f"{last} {first}" if turned else f"{first} {last}",
        phone,
        born,
    ),
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
    st.booleans(),
    st.sampled_from([(), ("030 123 4567",), ("+49 30 1234567",), ("040 765 4321",)]),
    st.sampled_from(["", "1980-03-12", "1980-12-03", "1955-10-28"]),
)


def add(pad: Pad, name: str, phones: tuple[str, ...] = (), born: str = "") -> None:
    occasions = {"birthday": born} if born else {}
    pad.edit(name, Edit(handles={"phone": [*phones]}, occasions=occasions), new=True)


def numbers(pairs: list[DuplicatePair]) -> dict[tuple[int, int], float]:
    return {(pair.one.number, pair.other.number): pair.likelihood for pair in pairs}


@given(people=st.lists(PEOPLE, min_size=2, max_size=12))
def test_the_twins_of_each_are_the_twins_of_all(
    fresh: Fresh, people: list[tuple[str, tuple[str, ...], str]]
) -> None:
    path = fresh("pad.db")
    with Pad(path, today=TODAY) as pad:
        for who in people:
            add(pad, *who)
        everyone = numbers(pad.duplicates())
        one_by_one: dict[tuple[int, int], float] = {}
        for number in range(1, len(people) + 1):
            one_by_one |= numbers(pad.duplicates(customer=f"@{number}"))
    assert everyone.items() <= one_by_one.items()


def test_the_likeliest_come_first_and_a_limit_cuts_the_rest(pad: Pad) -> None:
    for _ in range(2):
        add(pad, "Sam Smith", ("030 123 4567",))
        add(pad, "Guðrún Jónsdóttir")
    pairs = pad.duplicates()
    assert [*numbers(pairs)] == [(1, 3), (2, 4)]
    assert pairs[0].likelihood > pairs[1].likelihood
    assert pad.duplicates(limit=1) == pairs[:1]
    with pytest.raises(AskedWrongly):
        pad.duplicates(limit=-1)


def test_the_one_with_the_longer_history_is_named_first(pad: Pad) -> None:
    for _ in range(2):
        add(pad, "Guðrún Jónsdóttir")
    assert [*numbers(pad.duplicates())] == [(1, 2)]
    pad.visit("@2")
    assert [*numbers(pad.duplicates())] == [(2, 1)]


def test_a_name_that_too_many_bear_brings_nobody_together(pad: Pad, path: Path) -> None:
    with closing(open_pad(path)) as connection:
        for many in (MOST_IN_A_BLOCK, MOST_IN_A_BLOCK + 1):
            while len(pad.customers()) < many:
                add(pad, "Sam Smith")
            known = twins.evidence(connection)
            found = len([*twins.pairs(connection, known)])
            assert found == (many * (many - 1) // 2 if many == MOST_IN_A_BLOCK else 0)


def test_looking_for_twins_leaves_nothing_behind(pad: Pad, path: Path) -> None:
    add(pad, "Sam Smith")
    before = path.read_bytes()
    pad.duplicates()
    pad.duplicates(customer="@1")
    assert path.read_bytes() == before
    pad.duplicates()


def test_a_search_that_is_broken_off_can_be_begun_again(pad: Pad, path: Path) -> None:
    for _ in range(3):
        add(pad, "Sam Smith")
    with closing(open_pad(path)) as connection:
        known = twins.evidence(connection)
        first = twins.pairs(connection, known)
        assert next(first) == (1, 2)
        first.close()
        assert len([*twins.pairs(connection, known)]) == 3


def test_an_alias_and_an_address_count_too(pad: Pad) -> None:
    add(pad, "Guðrún Jónsdóttir")
    pad.edit("Jane Miller", Edit(handles={"alias": ["Gudrun Jonsdottir"]}), new=True)
    (pair,) = pad.duplicates()
    assert pair.reasons == ("same name: Guðrún Jónsdóttir / Gudrun Jonsdottir",)
    for who in ("@1", "@2"):
        pad.add(who, "12 Brick Lane, London", kind="fact", topic="address")
    (pair,) = pad.duplicates()
    assert pair.reasons[1] == "same address"
