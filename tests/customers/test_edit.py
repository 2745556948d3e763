from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.customers.completion_search import names_like
from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly, BadDay, CouldNot
from prefpad.domain.models import Occasion
from tests.helpers.making import unchecked

if TYPE_CHECKING:
    from pathlib import Path

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


def renamed(pad: Pad, before: str, *names: str, drop_old_name: bool = False) -> Pad:
    number = pad.edit(before, Edit(), new=True).number
    for name in names:
        pad.edit(f"@{number}", Edit(fields={"name": name}, drop_old_name=drop_old_name))
    return pad


def test_a_renamed_customer_is_found_by_the_old_name_which_is_shown_nowhere(pad: Pad) -> None:
    renamed(pad, "Vera Miles", "Vera Jones")
    for typed in ("Vera Miles", "miles", "mil", "mlies"):
        assert [person.name for person in pad.find(typed)] == ["Vera Jones"]
    pad.add("miles", "tea", stance="likes")
    shown = (pad.customer("miles"), pad.recall("miles"), pad.greet("miles"), pad.customers())
    assert "Miles" not in repr(shown)
    offered = names_like(pad.session.connection, "vera", 9) + names_like(
        pad.session.connection, "mi", 9
    )
    assert {offer.value for offer in offered} == {"Vera Jones"}
    assert "Miles" not in pad.log()[0].what + pad.log()[1].what


def test_an_old_name_is_kept_once_and_no_longer_where_it_is_the_name_again(pad: Pad) -> None:
    renamed(pad, "Vera Miles", "Vera Jones", "Vera Miles", "vera miles", "Vera Miles")
    handles = pad.session.connection.execute("SELECT kind, value FROM handles").fetchall()
    assert sorted(handles) == [("former", "Vera Jones"), ("name", "Vera Miles")]


def test_undoing_a_new_name_undoes_that_the_old_one_is_kept(pad: Pad) -> None:
    renamed(pad, "Vera Miles", "Vera Jones").undo()
    assert pad.customer("vera").name == "Vera Miles"
    assert pad.find("jones") == []


@pytest.mark.parametrize(
    "before",
    ["Bob Grey (bad payer)", "Bob Grey - never again", "Bob GREY THIEF", "Bob Grey bad payer"],
)
def test_an_old_name_that_holds_a_remark_is_dropped(pad: Pad, before: str) -> None:
    renamed(pad, before, "Rob Brown")
    assert pad.find("grey") == []
    assert pad.find("bad payer") == []


@pytest.mark.parametrize("before", ["Jean DUPONT", "Ann Gay", "Rosa Calvo-Krebs", "jo van loon"])
def test_an_old_name_that_only_looks_like_a_remark_is_kept(pad: Pad, before: str) -> None:
    renamed(pad, before, "Rob Brown")
    assert [person.name for person in pad.find(before)] == ["Rob Brown"]


def test_an_old_name_can_be_dropped_at_once_or_later(pad: Pad) -> None:
    renamed(pad, "Vera Miles", "Vera Jones", drop_old_name=True)
    assert pad.find("miles") == []
    renamed(pad, "Ada Stone", "Ada Lamb").edit("lamb", Edit(drop=["ada stone"]))
    assert pad.find("stone") == []
    with pytest.raises(AskedWrongly, match="renamed"):
        pad.edit("lamb", Edit(drop_old_name=True))


def test_who_was_forgotten_is_not_brought_back_under_an_old_name(pad: Pad, tmp_path: Path) -> None:
    renamed(pad, "Vera Miles", "Ada Jones")
    pad.edit("jones", Edit(handles={"email": ["desk@example.com"]}))
    pad.forget("Ada Jones")
    file = tmp_path / "list.csv"
    file.write_text("customer,email,text\nVera Miles,desk@example.com,tea\n", encoding="utf-8")
    pad.import_file(file)
    assert pad.customers() == []


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


def test_what_to_change_is_an_edit(sam: Pad) -> None:
    with pytest.raises(AskedWrongly, match="must be an Edit"):
        sam.edit("smith", unchecked({"tags": ["vip"]}))


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
