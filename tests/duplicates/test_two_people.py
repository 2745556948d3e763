from __future__ import annotations

import pytest

from prefpad.duplicates.name_match import may_share_an_address
from prefpad.duplicates.two_people import Identity, are_plainly_two, gender_in


def named(*said: tuple[str, str]) -> Identity:
    return Identity.of(said)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named(("name", "John & Mary Park")), named(("name", "John Park"))),
        (named(("name", "Mr. Park"), ("formal", "Mr. Park")), named(("name", "Mrs. Park"))),
        (
            named(("name", "Sam Park"), ("gender", "his")),
            named(("name", "Sam Park"), ("gender", "hers")),
        ),
        (named(("name", "Sam Park jr.")), named(("name", "Sam Park"))),
        (named(("birthday", "1980-03-12")), named(("birthday", "1955-10-28"))),
        (named(("birthday", "1980-03-12")), named(("birthday", "1980-04-13"))),
    ],
)
def test_two_people_at_one_address_are_told_apart(one: Identity, other: Identity) -> None:
    assert are_plainly_two(one, other)
    assert are_plainly_two(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named(("name", "Sam Park")), named(("name", "Sam Park"), ("formal", "Mr. Park"))),
        (named(("name", "Park")), named(("name", "Sam Park"))),
        (named(("birthday", "1980-03-12")), named(("birthday", "1980-03-21"))),
        (named(("birthday", "1980-03-12")), named(("born", "1980"))),
        (named(), named()),
    ],
)
def test_nothing_tells_one_person_from_themselves(one: Identity, other: Identity) -> None:
    assert not are_plainly_two(one, other)
    assert not are_plainly_two(other, one)


@pytest.mark.parametrize(
    ("cell", "gender"),
    [
        ("F", "hers"),
        ("Frau", "hers"),
        ("M\u00e4nnlich", "his"),
        ("Mr", "his"),
        ("", ""),
        ("M/F", ""),
    ],
)
def test_a_gender_is_read_in_any_language_and_in_doubt_not(cell: str, gender: str) -> None:
    assert gender_in(cell) == gender


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Sam Park", "Samuel Park", True),
        ("Park", "Sam Park", True),
        ("Sam", "Mary Park", False),
        ("sam@example.com", "Mary Park", True),
        ("Sam Park", "Mary Park", False),
        ("Sam Park", "Mary Sam Berg", True),
    ],
)
def test_an_address_in_common_is_one_persons_or_a_couples(one: str, other: str, may: bool) -> None:
    assert may_share_an_address(one, other) is may
    assert may_share_an_address(other, one) is may
