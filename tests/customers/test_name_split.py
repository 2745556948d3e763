from __future__ import annotations

from importlib import import_module
from random import Random
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.customers.names_in_text import NameSplit, as_new_name, ordinary_words, split_name
from prefpad.domain.normalize import fold
from prefpad.notes.first_words import follows_a_name
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shop(pad: Pad) -> Pad:
    for name in (
        "Sam Smith",
        "Billie Jean Carter",
        "Anne-Marie D'Angelo",
        "Ann Brown",
        "Tom Norris",
        "Room 7",
    ):
        pad.add(name, "tea", new=True)
    return pad


def split(pad: Pad, line: str) -> tuple[str, str]:
    found = split_name(pad.session, line.split(), follows_a_name)
    return found.name, " ".join(found.text)


def doubt(pad: Pad, line: str) -> str | None:
    found = split_name(pad.session, line.split(), follows_a_name)
    return found.longer_name if found.rivals else None


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("sam likes tea", "sam", "likes tea"),
        ("sam smith likes tea", "sam smith", "likes tea"),
        ("SMITH SAM likes tea", "SMITH SAM", "likes tea"),
        ("anne marie d'angelo window table", "anne marie d'angelo", "window table"),
        ("billie jean likes tea", "billie jean", "likes tea"),
        ("@2 likes tea", "@2", "likes tea"),
        ("@2 norris rang", "@2", "norris rang"),
        ("@7 room is cold", "@7", "room is cold"),
        ("nobody likes tea", "nobody", "likes tea"),
        ("sam", "sam", ""),
        ("sam smith", "sam smith", ""),
        ("sam smith -", "sam smith", "-"),
        ("sam [/] smith", "sam", "[/] smith"),
    ],
)
def test_the_longest_run_that_names_one_customer_is_the_name(
    shop: Pad, line: str, name: str, text: str
) -> None:
    assert split(shop, line) == (name, text)


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("zoe likes tea", [("Zoe", ("likes", "tea"))]),
        ("Zoe Miller tea", [("Zoe Miller", ("tea",)), ("Zoe", ("Miller", "tea"))]),
        ("Mrs Miller tea", [("Mrs Miller", ("tea",))]),
        ("zoe", [("Zoe", ())]),
    ],
)
def test_nobody_on_the_pad_may_be_somebody_new(
    shop: Pad, line: str, new: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = split_name(shop.session, line.split(), follows_a_name).new_customers
    assert [(name, tuple(text)) for name, text in found] == new


def test_the_beginning_of_a_surname_stays_in_the_text(shop: Pad) -> None:
    assert split(shop, "tom no nuts") == ("tom", "no nuts")
    assert split(shop, "tom norris no nuts") == ("tom norris", "no nuts")


def test_a_name_in_quotes_is_the_name(shop: Pad) -> None:
    found = split_name(shop.session, ["Sam Carter", "smith", "tea"], follows_a_name)
    assert found == NameSplit("Sam Carter", ("smith", "tea"))


@pytest.mark.parametrize("line", ["sam carter wants beard oil", "sam carter", "billie smith tea"])
def test_a_given_name_before_anothers_surname_is_in_doubt(shop: Pad, line: str) -> None:
    assert doubt(shop, line) == " ".join(line.split()[:2]).title()


@pytest.mark.parametrize(
    "line",
    [
        "sam murphy likes roses",
        "tom MILLER hates lilies",
        "tom mueller ist allergisch",
        "sam murphy can't have nuts",
    ],
)
def test_a_word_between_a_given_name_and_what_follows_a_name_may_be_a_surname(
    shop: Pad, line: str
) -> None:
    assert doubt(shop, line) == as_new_name(" ".join(line.split()[:2]))


@pytest.mark.parametrize(
    "line", ["sam really likes roses", "sam daughter hates lilies", "sam murphy sent them"]
)
def test_a_word_that_is_no_surname_or_begins_the_note_is_not_in_doubt(shop: Pad, line: str) -> None:
    assert doubt(shop, line) is None


@pytest.mark.parametrize(
    "line",
    [
        "sam likes tea",
        "sam brown bread",
        "smith carter is his friend",
        "sam smith carter is his friend",
        "sam carte blanche",
        "sam carters tea",
        "sam billie sends regards",
        "@1 carter is his friend",
        "sam",
    ],
)
def test_other_words_are_not_in_doubt(shop: Pad, line: str) -> None:
    assert doubt(shop, line) is None


def test_the_list_of_ordinary_words_is_folded() -> None:
    assert {word for word in ordinary_words() if fold(word) != word} == set()


def public_names() -> list[str]:
    """Return 5,000 names of people as seven languages' lists of public names give them."""
    draw = Random(5)
    lists = [
        import_module(f"faker.providers.person.{locale}").Provider
        for locale in ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "pt_PT", "nl_NL")
    ]
    return [
        f"{draw.choice([*names.first_names])} {draw.choice([*names.last_names])}"
        for names in lists
        for _ in range(5000 // len(lists))
    ]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pad]:
    """Return a pad of 5,000 names, which its tests only read."""
    folder = tmp_path_factory.mktemp("town")
    rows = [f'"{name}",{number}' for number, name in enumerate(public_names())]
    (folder / "town.csv").write_text("\n".join(["customer,id", *rows]), encoding="utf-8")
    with Pad(folder / "pad.db", today=TODAY, create=True) as pad:
        pad.import_file(folder / "town.csv")
        pad.add("Zebedee Quill", "tea", new=True)
        yield pad


def test_beside_5_000_names_one_ordinary_first_word_in_a_hundred_is_questioned_at_most(
    town: Pad,
) -> None:
    words = sorted({*import_module("faker.providers.lorem.en_US").Provider.word_list})
    questioned = [word for word in words if doubt(town, f"zebedee {word} please")]
    assert len(words) > 900
    assert len(questioned) <= len(words) / 100, questioned


def test_beside_5_000_names_their_surnames_are_questioned(town: Pad) -> None:
    surnames = {name.split()[-1] for name in public_names()}
    plain = sorted(
        name for name in surnames if name.isalpha() and fold(name) not in ordinary_words()
    )
    assert all(doubt(town, f"zebedee {name} please") for name in plain[:200])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("joe's garage", "Joe's Garage"),
        ("anna van der berg", "Anna van der Berg"),
        ("tom mcbride", "Tom McBride"),
        ("Sam smith", "Sam smith"),
        ("JANE DOE", "JANE DOE"),
    ],
)
def test_a_name_typed_without_capitals_gets_them_where_a_name_has_them(
    typed: str, name: str
) -> None:
    assert as_new_name(typed) == name


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("bil carter wants beard oil", "bil carter", "wants beard oil"),
        ("bil jean carter wants beard oil", "bil jean carter", "wants beard oil"),
        ("an brown shoes", "an", "brown shoes"),
        ("nor no nuts", "nor", "no nuts"),
        ("nor carter wants oil", "nor", "carter wants oil"),
    ],
)
def test_the_last_name_after_a_beginning_of_the_first_is_part_of_the_name(
    shop: Pad, line: str, name: str, text: str
) -> None:
    assert split(shop, line) == (name, text)
