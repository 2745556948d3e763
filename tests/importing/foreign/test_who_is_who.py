"""Who of a list is one customer, and who merely shares a phone or an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad.importing.foreign import repository
from prefpad.importing.foreign.parse_handles import is_stand_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from prefpad import Pad

    Listed = Callable[..., Path]


PHONES_OF_NOBODY = (
    "0000000",
    "999-999-9999",
    "+1 555 555 5555",
    "123",
    "123-456-7890",
    "(987) 654-3210",
    "(800) 555-1212",
    "123-123-1234",
    "111 222 3333",
    "01 02 03 04 05",
    "+49 123 456789",
    "0176 00000000",
    "0176 12345678",
    "412-555-5555",
)
ADDRESSES_OF_NOBODY = (
    *("no-email@shop.example", "None@none.example", "TEST@inn.example", "x@x.x", "n/a@inn.example"),
    *(
        "customer@customer.com",
        "walkin@inn.example",
        "guest@noemail.com",
        "keine-mail@gasthof.example",
        "a@aa.aa",
        "a@a.com",
        "user@domain.com",
        "noone@nowhere.example",
        "nicht@vorhanden.example",
        "sin@email.example",
    ),
)


@pytest.mark.parametrize("phone", PHONES_OF_NOBODY)
def test_a_phone_that_stands_for_none_makes_nobody_one_person(
    pad: Pad, listed: Listed, phone: str
) -> None:
    report = pad.import_file(listed("Name,Phone", f"Ada Quill,{phone}", f"Adah Quill,{phone}"))
    assert (report.created, report.updated, report.of_nobody) == (2, 0, (phone,))
    assert pad.customer("Adah Quill").phones == ()


@pytest.mark.parametrize("email", ADDRESSES_OF_NOBODY)
def test_an_address_that_stands_for_none_makes_nobody_one_person(
    pad: Pad, listed: Listed, email: str
) -> None:
    report = pad.import_file(listed("Name,Email", f"Ada Quill,{email}", f"Adah Quill,{email}"))
    assert (report.created, report.updated, report.of_nobody) == (2, 0, (email,))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("phone", "14125550104"),
        ("phone", "2221"),
        ("phone", "08007777771"),
        ("email", "anna@test.example"),
        ("email", "nonette@inn.example"),
        ("email", "ada.4711@guest.portal.example"),
        ("email", "x@xavier.example"),
        ("card", "000"),
    ],
)
def test_a_real_handle_is_no_stand_in(kind: str, key: str) -> None:
    assert not is_stand_in(kind, key)


def test_a_phone_of_four_unlike_people_identifies_none_of_them(pad: Pad, listed: Listed) -> None:
    rows = [f"{name},555 010 7700" for name in ("Ada Quill", "Ada Quil", "Bo Rask", "Cy Dunn")]
    three = pad.import_file(listed("Name,Phone", *rows), dry_run=True)
    assert (three.created, three.updated, three.of_nobody) == (3, 1, ())
    four = pad.import_file(listed("Name,Phone", *rows, "Di Moss,555 010 7700"))
    assert (four.created, four.updated, four.of_nobody) == (5, 0, ("555 010 7700",))
    assert pad.customer("Di Moss").phones == ("555 010 7700",)


def test_who_shares_a_phone_is_counted_over_the_whole_file(pad: Pad, listed: Listed) -> None:
    rows = [f"{name},555 010 7700" for name in ("Ada Quill", "Ada Quil")]
    rows += (f"Guest Number{number},555 020 {number:04}" for number in range(1100))
    rows += (f"{name},555-010-7700" for name in ("Bo Rask", "Cy Dunn", "Di Moss"))
    report = pad.import_file(listed("Name,Phone", *rows))
    assert (report.created, report.of_nobody) == (len(rows), ("555 010 7700",))


def test_names_that_differ_only_in_digits_are_not_alike(pad: Pad, listed: Listed) -> None:
    rows = ("Guest1 Room1,555 010 7700", "Guest2 Room2,555 010 7700")
    assert pad.import_file(listed("Name,Phone", *rows)).created == 2


def test_what_over_twenty_share_is_looked_up_no_further(
    pad: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    identity_of = repository.identity_of

    def counted(connection: sqlite3.Connection, customer: int) -> object:
        asked.append(customer)
        return identity_of(connection, customer)

    monkeypatch.setattr(repository, "identity_of", counted)
    names = [f"{first}{last} Quill" for first in "abcdefghij" for last in "klmnopqrst"]
    few = ("Name,Phone", "Ada Quill,555 010 8800", "Ada Quil,555 010 8800")
    assert pad.import_file(listed(*few)).updated == 1
    assert asked
    asked.clear()
    report = pad.import_file(listed("Name,Phone", *(f"{name},555 010 7700" for name in names)))
    assert (report.created, report.of_nobody) == (len(names), ("555 010 7700",))
    assert len(asked) == 0


TWO_OF_ONE_HOUSE = {
    "Mr and Mrs": ("Mr Quill,,", "Mrs Quill,,"),
    "Herr und Frau": ("Herr Ada Quill,,", "Frau Ada Quill,,"),
    "M. et Mme": ("M. Quill,,", "Mme Quill,,"),
    "Sr. y Sra.": ("Sr. Quill,,", "Sra. Quill,,"),
    "Sig. e Sig.ra": ("Sig. Quill,,", "Sig.ra Quill,,"),
    "a title column": ("Quill,Mr,", "Quill,Ms,"),
    "Hr. og Fru": ("Hr. Quill,,", "Fru Quill,,"),
    "Sig. e Sig.na": ("Quill,Sig.,", "Quill,Sig.na,"),
    "senior and junior": ("Bo Quill Sr.,,", "Bo Quill Jr.,,"),
    "father and junior": ("Bo Quill,,", "Bo Quill Jr.,,"),
    "his and her name": ("Gabriel Quill,,", "Gabrielle Quill,,"),
    "her name first": ("Paula Quill,,", "Paul Quill,,"),
    "a family and one of it": ("Quill Family,,", "Ada Quill,,"),
    "a couple and one of it": ("Bo & Ada Quill,,", "Bo Quill,,"),
    "Mr and Mrs in one row": ("Mr & Mrs Quill,,", "Mr Quill,,"),
    "père et fils": ("Jean Quill père,,", "Jean Quill fils,,"),
    "padre e hijo": ("Luis Quill padre,,", "Luis Quill hijo,,"),
    "relatives in brackets": ("Bo Quill (son),,", "Bo Quill (father),,"),
    "Mlle et Mme": ("Mlle Quill,,", "Mme Quill,,"),
    "a doctor and his wife": ("Dr. Quill,,", "Frau Dr. Quill,,"),
    "a name and its beginning": ("Jo Quill,,", "Joe Quill,,"),
    "short names alike": ("Lee Quill,,", "Leo Quill,,"),
    "initials behind a last name": ("Quill H.,,", "Quill M.,,"),
    "a couple's initials": ("H. u. M. Quill,,", "M. Quill,,"),
    "a last name first": ("Quill Mario,,", "Quill Maria,,"),
    "names that rhyme": ("Gary Quill,,", "Mary Quill,,"),
    "short names a letter apart": ("Ola Quill,,", "Olt Quill,,"),
    "names a letter apart": ("Mia Quill,,", "Mila Quill,,"),
    "one in -s and one without": ("Andrea Quill,,", "Andreas Quill,,"),
    "one in -je and one without": ("Frans Quill,,", "Fransje Quill,,"),
    "two full names of one origin": ("Marc Quill,,", "Markus Quill,,"),
    "sisters": ("Maria Quill,,", "Marie Quill,,"),
    "two short forms": ("Kate Quill,,", "Katie Quill,,"),
    "an initial and a whole name": ("J. Quill,,", "Jana Quill,,"),
    "don and doña": ("D. Pedro Quill,,", "Dª. Petra Quill,,"),
    "two birthdays": ("Bo Quill,,1950-02-03", "Bo Quill,,1985-07-08"),
}


@pytest.mark.parametrize("shared", ["Email,ada@quill.example", "Phone,+1 412 555 0107"])
@pytest.mark.parametrize("rows", TWO_OF_ONE_HOUSE.values(), ids=TWO_OF_ONE_HOUSE)
def test_two_of_one_house_stay_two_and_are_named(
    pad: Pad, listed: Listed, rows: tuple[str, str], shared: str
) -> None:
    column, _, handle = shared.partition(",")
    lines = (f"{row},{handle}" for row in rows)
    report = pad.import_file(listed(f"Name,Title,Birthday,{column}", *lines))
    assert (report.created, report.updated) == (2, 0)
    assert report.twin_count == 1 or column == "Phone"


ONE_OF_A_HOUSE = {
    "a title on one side": ("Mr Bo Quill,,", "Bo Quill,,"),
    "two titles of one": ("Mr Bo Quill,,", "Mr. Dr. Bo Quill,,"),
    "a nickname": ("Robert Quill,,", "Bob Quill,,"),
    "a nickname that begins otherwise": ("Peggy Quill,,", "Margaret Quill,,"),
    "a slip": ("Gabrielle Quill,,", "Gabriele Quil,,"),
    "the birthday on one side": ("Bo Quill,,", "Bo Quill,,1985-07-08"),
    "a birthday without its year": ("Bo Quill,,07-08", "Bo Quill,,1985-07-08"),
    "a slip in the birthday": ("Bo Quill,,1985-07-09", "Bo Quill,,1985-07-08"),
    "an initial": ("B. Quill,,", "B Quill,,"),
    "don on one side": ("D. Pedro Quill,,", "Pedro Quill,,"),
    "an umlaut spelt out": ("Jürgen Händel,,", "Juergen Haendel,,"),
    "another spelling": ("Sarah Quill,,", "Sara Quill,,"),
    "a first name that is a last name too": ("Simon Peter,,", "Peter Simon,,"),
    "the second of two first names": ("Ana María Quill,,", "María Quill,,"),
    "a title spelt out": ("Mme Quill,,", "Madame Quill,,"),
    "a title cut short": ("Hr. Quill,,", "Herr Quill,,"),
    "a remark in brackets": ("Bo Quill (new),,", "Bo Quill,,"),
}


@pytest.mark.parametrize("rows", ONE_OF_A_HOUSE.values(), ids=ONE_OF_A_HOUSE)
def test_one_who_is_written_in_two_ways_stays_one(
    pad: Pad, listed: Listed, rows: tuple[str, str]
) -> None:
    lines = (f"{row},quill@inn.example" for row in rows)
    report = pad.import_file(listed("Name,Title,Birthday,Email", *lines))
    assert (report.created, report.rejected) == (1, 0)


@pytest.mark.parametrize("shared", ["Email,q@inn.example", "Phone,+1 412 555 0107"])
@pytest.mark.parametrize("third", ["A. Quill", "Quill"])
def test_an_initial_or_a_last_name_tells_nobody_of_a_family(
    pad: Pad, listed: Listed, third: str, shared: str
) -> None:
    column, _, handle = shared.partition(",")
    names = ("Ada Quill", "Bo Quill", third)
    report = pad.import_file(listed(f"Name,{column}", *(f"{name},{handle}" for name in names)))
    assert (report.created, report.updated) == (3, 0)


def test_an_initial_makes_no_bridge_between_two_people(pad: Pad, listed: Listed) -> None:
    names = ("Jana Quill", "J. Quill", "Jiri Quill")
    report = pad.import_file(listed("Name,Email", *(f"{name},q@inn.example" for name in names)))
    assert (report.created, report.twin_count) == (3, 2)
    noted = (f"{name},q@inn.example,likes tea" for name in names)
    again = pad.import_file(listed("Name,Email,Notes", *noted))
    assert (again.created, again.updated) == (0, 3)


@pytest.mark.parametrize("column", ["Initials", "Voorletters", "Initialen"])
def test_initials_tell_people_of_one_last_name_apart(pad: Pad, listed: Listed, column: str) -> None:
    rows = ("A.B.,Quill,555 010 7700,nuts", "C.D.,Quill,555 010 7700,")
    pad.import_file(listed(f"{column},Last name,Phone,Allergies", *rows))
    assert [one.name for one in pad.customers()] == ["A.B. Quill", "C.D. Quill"]


def test_a_short_form_makes_no_bridge_between_two_people(pad: Pad, listed: Listed) -> None:
    names = ("Sam Quill", "Samuel Quill", "Samantha Quill")
    report = pad.import_file(listed("Name,Email", *(f"{name},q@inn.example" for name in names)))
    assert (report.created, report.updated, report.twin_count) == (2, 1, 1)


def test_two_first_names_make_no_bridge_between_two_people(pad: Pad, listed: Listed) -> None:
    names = ("Anna Maria Quill", "Anna Quill", "Maria Quill")
    report = pad.import_file(listed("Name,Email", *(f"{name},q@inn.example" for name in names)))
    assert (report.created, report.updated, report.twin_count) == (2, 1, 1)


def test_one_who_was_named_by_an_address_takes_the_name_of_a_later_list(
    pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed("Email", "a@q.example"))
    assert pad.customer("@1").name == "a@q.example"
    report = pad.import_file(listed("Name,Email", "Ada Quill,a@q.example", name="later.csv"))
    assert (report.created, pad.customer("@1").name) == (0, "Ada Quill")
    pad.undo_import()
    assert pad.customer("@1").name == "a@q.example"


def test_an_initial_is_the_one_whom_the_address_names(pad: Pad, listed: Listed) -> None:
    rows = ("J. Quill,jana.quill@inn.example", "Jana Quill,jana.quill@inn.example")
    assert pad.import_file(listed("Name,Email", *rows)).created == 1


@pytest.mark.parametrize(
    ("mobiles", "created"),
    [
        (("0151 7711245", "0151 2248712"), 2),
        (("0151 7711245", "+49 151 7711245"), 1),
        (("0151 7711245", ""), 1),
        (("", ""), 1),
    ],
)
def test_two_of_one_name_and_landline_are_told_apart_by_their_mobiles(
    pad: Pad, listed: Listed, mobiles: tuple[str, str], created: int
) -> None:
    rows = [f"Sam Lee,030 5551234,{mobile}" for mobile in mobiles]
    report = pad.import_file(listed("Name,Landline,Mobile", *rows))
    assert (report.created, report.twin_count) == (created, created - 1)
    noted = [f"{row},likes tea" for row in rows]
    assert pad.import_file(listed("Name,Landline,Mobile,Notes", *noted)).created == 0


@pytest.mark.parametrize(
    "at", ["reception", "rezeption", "info", "booking", "kontakt", "cliente", "guest"]
)
def test_an_address_of_a_house_is_one_persons_only_under_one_name(
    pad: Pad, listed: Listed, at: str
) -> None:
    address = f"{at}@alba.example"
    names = ("Maryann Quill", "Maryanne Quill", "Maryann Quill")
    report = pad.import_file(listed("Name,Email", *(f"{name},{address}" for name in names)))
    assert (report.created, report.updated, report.unchanged) == (2, 0, 1)


@pytest.mark.parametrize(
    ("column", "his", "hers"),
    [
        ("Gender", "M", "F"),
        ("Sex", "male", "female"),
        ("Geschlecht", "männlich", "w"),
        ("Sexe", "H", "F"),
        ("Sexo", "varón", "mujer"),
        ("Sesso", "uomo", "donna"),
        ("Geslacht", "man", "vrouw"),
        ("Birth year", "1950", "1984"),
        ("Année de naissance", "1950", "1984"),
        ("Birthday", "1950", "1984"),
        ("Geburtstag", "März 1950", "03/1984"),
        ("Date of birth", "1950-03-12", "1984"),
    ],
)
@pytest.mark.parametrize("shared", ["Email,kim@x.example", "Phone,0171 5550101"])
def test_rows_that_differ_in_gender_or_year_of_birth_are_two_people(
    pad: Pad, listed: Listed, column: str, his: str, hers: str, shared: str
) -> None:
    kind, handle = shared.split(",")
    header = f"Name,{kind},{column}"
    file = listed(header, f"Kim Lee,{handle},{his}", f"Kim Lee,{handle},{hers}")
    report = pad.import_file(file)
    assert (report.created, report.twin_count) == (2, 1)
    again = pad.import_file(listed(header, f"Kim Lee,{handle},{hers}"))
    assert (again.created, again.unchanged) == (0, 1)


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("Gender", "F", "female"),
        ("Gender", "F", ""),
        ("Gender", "F", "unknown"),
        ("Dog gender", "M", "F"),
        ("Birth year", "1984", "1984"),
        ("Birthday", "1984", "March 1984"),
        ("Birthday", "1984-03-12", "1984"),
    ],
)
def test_rows_that_agree_in_gender_and_year_of_birth_are_one_customer(
    pad: Pad, listed: Listed, column: str, one: str, other: str
) -> None:
    rows = (f"Kim Lee,kim@x.example,{one}", f"Kim Lee,kim@x.example,{other}")
    report = pad.import_file(listed(f"Name,Email,{column}", *rows))
    assert report.created == 1
