from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad.customers.completion_search import complete
from prefpad.customers.edit import Edit
from prefpad.customers.handle_search import matches_whole
from prefpad.customers.lookup import label
from prefpad.domain.errors import NoSuchCustomer, SeveralMeant
from tests.helpers.making import NAMES_IN_EVERY_SCRIPT

if TYPE_CHECKING:
    from prefpad import Pad


@pytest.fixture
def people(pad: Pad) -> Pad:
    pad.edit(
        "Sam Smith",
        Edit(
            fields={"formal": "Mr. Smith", "familiar": "Sammy"},
            handles={
                "alias": ["The Colonel"],
                "phone": ["+44 20 7946 4711"],
                "email": ["Sam@Example.com"],
                "card": ["AB-0815"],
                "id": ["square:77", "9-X"],
            },
        ),
        new=True,
    )
    pad.edit("Ann Smithers", Edit(handles={"phone": ["0170 555 0101"]}), new=True)
    pad.edit("Zoë O'Brien-Łuczak", Edit(handles={"phone": ["0170 555 7101"]}), new=True)
    pad.edit("Ann Lee", Edit(), new=True)
    return pad


@pytest.mark.parametrize(
    "query",
    [
        "Sam Smith", "SAM  SMITH", "smith", "smith sam", "Mr. Smith", "mr smith", "sammy",
        "the colonel", "colonel", "sam@example.com", "+44 20 7946 4711", "020 7946 4711", "4711",
        "79464711", "AB-0815", "ab0815", "square:77", "Square: 77", "77", "9x", "@1", " @1 ",
    ],
)  # fmt: skip
def test_a_customer_is_found_by_any_handle(people: Pad, query: str) -> None:
    assert people.customer(query).name == "Sam Smith"


@pytest.mark.parametrize(
    "query", ["zoe", "ZOË", "obrien", "O\u2019Brien", "luczak", "Łuczak", "zoe lucz"]
)
def test_case_accents_and_apostrophes_do_not_matter(people: Pad, query: str) -> None:
    assert people.customer(query).name == "Zoë O'Brien-Łuczak"


def test_a_whole_word_wins_over_a_beginning(people: Pad) -> None:
    assert people.customer("smith").name == "Sam Smith"
    assert people.customer("smithe").name == "Ann Smithers"


@pytest.mark.parametrize("query", ["ann", "an"])
def test_what_several_answer_to_is_listed(people: Pad, query: str) -> None:
    with pytest.raises(SeveralMeant) as error:
        people.customer(query)
    assert {person.name for person in error.value.choices} == {"Ann Smithers", "Ann Lee"}
    assert "@2, phone ..0101" in error.value.hint


def test_only_whole_words_match_whole(people: Pad) -> None:
    connection = people.session.connection
    (person,) = people.find("smith", limit=1)
    assert person.number in matches_whole(connection, person.name)
    assert matches_whole(connection, person.name[:-1]) == matches_whole(connection, "-") == []


def test_a_zero_in_a_phone_tail_counts(people: Pad) -> None:
    assert people.customer("0101").name == "Ann Smithers"


@pytest.mark.parametrize(
    "query", ["", " ", "-", "0000", "471", "@99", "@0", "shopify:77", "%", "*", "'; DROP TABLE--"]
)
def test_what_nobody_answers_to_is_refused(people: Pad, query: str) -> None:
    with pytest.raises(NoSuchCustomer):
        people.customer(query)


@pytest.mark.parametrize("query", ["smith\udcff", "nul\x00nul", "x" * 2**20, "[/]", "\x1b[2J"])
def test_what_no_name_can_hold_fails_in_a_sentence_or_is_read_over(people: Pad, query: str) -> None:
    assert len(people.find(query)) <= 5


@pytest.mark.parametrize("name", NAMES_IN_EVERY_SCRIPT)
def test_a_name_in_any_script_is_found_whole_by_word_and_by_beginning(
    people: Pad, name: str
) -> None:
    made = people.edit(name, Edit(), new=True)
    first, last = name.split()
    for query in (name, first, last, first[:2]):
        assert made in people.find(query)


def test_namesakes_are_told_apart_by_number(people: Pad) -> None:
    other = people.edit("Sam Smith", Edit(), new=True)
    with pytest.raises(SeveralMeant) as error:
        people.customer("Sam Smith")
    assert [person.number for person in error.value.choices] == [1, other.number]
    assert people.customer(f"@{other.number}") == other


def namesakes(pad: Pad, *wanted: Edit) -> str:
    """Make customers called Ann Lee, and return how they are told apart."""
    for one in wanted:
        pad.edit("Ann Lee", one, new=True)
    with pytest.raises(SeveralMeant) as error:
        pad.customer("lee")
    assert "; ".join(error.value.labels) in error.value.hint
    return error.value.hint


def test_namesakes_are_told_apart_by_last_visit_and_tag(pad: Pad) -> None:
    pad.edit("Ann Lee", Edit(tags=["guest/business"]), new=True)
    pad.visit("Ann Lee", on="2026-02-01")
    assert namesakes(pad, Edit(handles={"phone": ["555 0101"]})) == (
        "Say which: Ann Lee (@1, last visit 2026-02-01, guest/business);"
        " Ann Lee (@2, phone ..0101, no visits yet)."
    )


def test_namesakes_who_are_otherwise_alike_are_told_apart_by_the_newest_note(pad: Pad) -> None:
    for number in (1, 2, 3):
        pad.edit("Ann Lee", Edit(), new=True)
        pad.visit(f"@{number}")
    pad.add("@1", "oat latte, with a little cinnamon on top")
    pad.add("@1", "has a cough", voice="private")
    pad.confirm(pad.add("@2", "green tea").number, gone=True)
    assert namesakes(pad) == (
        "Say which: Ann Lee (@1, last visit 2026-03-02, “oat latte, with a little cinna…”);"
        " Ann Lee (@2, last visit 2026-03-02); Ann Lee (@3, last visit 2026-03-02)."
    )


def test_who_share_a_phone_are_told_apart_and_others_are_not_described(pad: Pad) -> None:
    for name in ("Ann Lee", "Bo Lee"):
        pad.edit(name, Edit(handles={"phone": ["555 0101"]}, tags=["guest"]), new=True)
    pad.add("bo", "tea")
    assert namesakes(pad) == (
        "Say which: Ann Lee (@1, phone ..0101, no visits yet, guest);"
        " Bo Lee (@2, phone ..0101, last visit 2026-03-02, guest)."
    )
    pad.visit("ann")
    assert "“tea”" not in namesakes(pad)
    pad.edit("bo", Edit(drop=["555 0101"]))
    assert namesakes(pad) == "Say which: Ann Lee (@1, phone ..0101); Bo Lee (@2)."


def names_offered(people: Pad, beginning: str, limit: int = 9) -> list[str]:
    return [offer.value for offer in complete(people.path, "names", beginning, limit)]


def test_a_number_after_a_name_that_is_not_theirs_means_nobody(people: Pad) -> None:
    assert people.customer("sam @1").name == "Sam Smith"
    with pytest.raises(NoSuchCustomer):
        people.customer("Ann Lee @1")


def test_a_name_is_completed_from_any_of_its_words(people: Pad) -> None:
    assert names_offered(people, "Ann") == ["Ann Lee", "Ann Smithers"]
    assert names_offered(people, "luc") == ["Zoë O'Brien-Łuczak"]
    assert names_offered(people, "a", 1) == ["Ann Lee"]


def test_namesakes_are_completed_with_their_numbers(people: Pad) -> None:
    other = people.edit("Sam Smith", Edit(), new=True)
    both = ["Sam Smith @1", f"Sam Smith @{other.number}"]
    assert names_offered(people, "sam smi") == both
    assert names_offered(people, "Sam Smith @") == both
    assert [people.customer(name).number for name in both] == [1, other.number]


def test_a_misspelt_name_is_suggested_and_not_taken(people: Pad) -> None:
    with pytest.raises(NoSuchCustomer) as error:
        people.customer("Samm Smiht")
    assert error.value.suggestions[0].name == "Sam Smith"
    assert "Sam Smith (@1" in error.value.hint


def test_a_phone_is_told_by_its_last_four_digits(pad: Pad) -> None:
    sam = pad.edit("Sam Smith", Edit(handles={"phone": ["+44 20 7946 47 1"]}), new=True)
    assert label(sam) == "Sam Smith (@1, phone ..6471)"
