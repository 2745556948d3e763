from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly, BadDay, CouldNot
from prefpad.domain.models import Occasion

if TYPE_CHECKING:
    from prefpad import Pad


@pytest.fixture
def sam(pad: Pad) -> Pad:
    pad.edit("Sam Smith", Edit(), new=True)
    return pad


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("formal", "Mr. Smith"),
        ("familiar", "Sammy"),
        ("pronounced", "smith, as in forge"),
        ("not_called", "Samuel"),
        ("owner", "Ana"),
        ("role", "supplier"),
    ],
)
def test_a_field_is_set_and_shown(sam: Pad, field: str, value: str) -> None:
    person = sam.edit("smith", Edit(fields={field: f"  {value} "}))
    assert getattr(person, field) == value


@pytest.mark.parametrize("field", ["formal", "familiar", "pronounced", "not_called", "owner"])
def test_an_empty_text_takes_a_field_away(sam: Pad, field: str) -> None:
    sam.edit("smith", Edit(fields={field: "Colonel"}))
    assert getattr(sam.edit("smith", Edit(fields={field: ""})), field) is None


@pytest.mark.parametrize("field", ["formal", "familiar"])
def test_an_address_is_a_handle_as_long_as_it_is_there(sam: Pad, field: str) -> None:
    sam.edit("smith", Edit(fields={field: "Colonel"}))
    assert [person.name for person in sam.find("colonel")] == ["Sam Smith"]
    sam.edit("smith", Edit(fields={field: ""}))
    assert sam.find("colonel") == []


def test_a_renamed_customer_is_found_by_the_new_name_alone(sam: Pad) -> None:
    sam.edit("smith", Edit(fields={"name": "Sam Jones"}))
    assert [person.name for person in sam.find("jones")] == ["Sam Jones"]
    assert sam.find("smith") == []


@pytest.mark.parametrize(
    ("kind", "where", "value"),
    [
        ("alias", "aliases", "The Colonel"),
        ("phone", "phones", "+44 20 7946 0101"),
        ("email", "emails", "sam@example.com"),
        ("card", "cards", "A-4711"),
        ("id", "ids", "square:77"),
        ("id", "ids", "9-X"),
    ],
)
def test_a_handle_is_added_once_found_and_dropped(
    sam: Pad, kind: str, where: str, value: str
) -> None:
    for _ in range(2):
        person = sam.edit("smith", Edit(handles={kind: [value]}))
    assert getattr(person, where) == (value,)
    assert sam.customer(value) == person
    assert getattr(sam.edit("smith", Edit(drop=[value])), where) == ()


def test_tags_have_levels_and_are_added_once(sam: Pad) -> None:
    person = sam.edit("smith", Edit(tags=["Guest / Business", "guest/business", "vip"]))
    assert person.tags == ("Guest/Business", "vip")
    assert sam.edit("smith", Edit(drop=["GUEST/business"])).tags == ("vip",)


def test_an_occasion_takes_the_place_of_the_one_of_that_name(sam: Pad) -> None:
    sam.edit("smith", Edit(occasions={"Birthday": "03-14"}))
    person = sam.edit("smith", Edit(occasions={"birthday": "1980-03-15", "jubiläum": "1 May"}))
    assert person.occasions == (Occasion("birthday", 3, 15, 1980), Occasion("jubiläum", 5, 1))
    assert sam.edit("smith", Edit(drop=["Birthday", "Jubiläum"])).occasions == ()


@pytest.mark.parametrize(
    "wanted",
    [
        Edit(fields={"name": ""}),
        Edit(fields={"name": "-"}),
        Edit(fields={"role": "boss"}),
        Edit(fields={"role": ""}),
        Edit(fields={"formal": "x" * 201}),
        Edit(fields={"owner": "half\udcff"}),
        Edit(handles={"phone": ["none"]}),
        Edit(handles={"email": ["sam.example.com"]}),
        Edit(handles={"card": ["--"]}),
        Edit(handles={"alias": [" "]}),
        Edit(handles={"id": ["nul\0"]}),
        Edit(tags=["/"]),
        Edit(tags=[""]),
        Edit(occasions={"nul\0": "03-14"}),
    ],
)
def test_what_is_no_value_is_refused_with_a_hint(sam: Pad, wanted: Edit) -> None:
    before = sam.customer("smith")
    with pytest.raises(AskedWrongly) as refusal:
        sam.edit("smith", wanted)
    assert refusal.value.hint
    assert sam.customer("smith") == before


def test_an_occasion_on_no_day_is_refused(sam: Pad) -> None:
    with pytest.raises(BadDay):
        sam.edit("smith", Edit(occasions={"birthday": "31 February"}))


def test_dropping_what_is_not_there_is_refused(sam: Pad) -> None:
    with pytest.raises(CouldNot, match="'vip'"):
        sam.edit("smith", Edit(drop=["vip"]))


def test_an_edit_is_done_whole_or_not_at_all(sam: Pad) -> None:
    with pytest.raises(AskedWrongly):
        sam.edit("smith", Edit(fields={"formal": "Mr. Smith"}, handles={"phone": ["none"]}))
    assert sam.customer("smith").formal is None


def test_a_new_customer_with_a_bad_handle_is_not_made(sam: Pad) -> None:
    with pytest.raises(AskedWrongly):
        sam.edit("Ann Lee", Edit(handles={"email": ["none"]}), new=True)
    assert [person.name for person in sam.customers()] == ["Sam Smith"]


@pytest.mark.parametrize(
    ("wanted", "is_one"),
    [(Edit(), False), (Edit(drop=["x"]), True), (Edit(fields={"owner": ""}), True)],
)
def test_an_edit_knows_whether_it_changes_anything(wanted: Any, is_one: bool) -> None:
    assert bool(wanted) is is_one


@pytest.mark.parametrize("field", ["formal", "familiar"])
def test_an_address_without_a_letter_is_refused(sam: Pad, field: str) -> None:
    with pytest.raises(AskedWrongly, match="letter or digit"):
        sam.edit("smith", Edit(fields={field: "?!"}))
