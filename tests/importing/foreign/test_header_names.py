"""How many column names of real exports are understood; rules are never built on those untouched."""

from __future__ import annotations

import csv
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.importing.foreign.columns_together import homes_by_name
from prefpad.importing.foreign.fields import FIELDS
from prefpad.importing.foreign.name_splitter import split_name, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.importing.foreign.fields import TargetField

COLLECTED = Path(__file__).parent.parent.parent / "data" / "headers.csv"
KEPT = {"keep", "status", "booking", "time", "service"}


class Column(NamedTuple):
    program: str
    sort: str
    header: str
    field: str
    source: str
    part: str

    def means(self, home: TargetField) -> bool:
        """Tell whether the column goes where it belongs; `|` stands between homes as good."""
        wanted = self.field.split("|")
        if home.field in KEPT:
            return "kept" in wanted
        return str(home) in wanted or (home.field in wanted and home.topic != "address")


def collected() -> list[Column]:
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        return [Column(**row) for row in csv.DictReader(file)]


def misread(part: str) -> tuple[int, list[str]]:
    """Return how many columns there are in a part, and which of them go elsewhere."""
    columns = [column for column in collected() if column.part == part]
    return len(columns), list(_misread(columns))


def _misread(columns: list[Column]) -> Iterator[str]:
    for program, group in groupby(columns, key=lambda column: column.program):
        listed = list(group)
        homes = homes_by_name([column.header for column in listed])
        for column, home in zip(listed, homes, strict=True):
            if not column.means(home):
                yield f"{program}: {column.header} is {column.field}, not {home}"


@pytest.mark.parametrize(("part", "floor"), [("built", 0.95), ("untouched", 0.90)])
def test_columns_of_real_exports_are_understood_by_name(
    part: str, floor: float, capsys: pytest.CaptureFixture[str]
) -> None:
    count, wrong = misread(part)
    score = 1 - len(wrong) / count
    with capsys.disabled():
        sys.stdout.write(f"\ncolumn names understood, {part}: {score:.3f} of {count}\n")
    assert score >= floor, "\n".join(wrong)


@given(st.lists(st.text(max_size=30) | st.sampled_from(sorted(vocabulary())), max_size=8))
def test_any_header_is_read(header: list[str]) -> None:
    homes = homes_by_name(header)
    assert len(homes) == len(header)
    assert {home.field for home in homes} <= {*FIELDS}


def test_a_name_glued_of_many_words_takes_no_longer_than_one() -> None:
    assert split_name("id" * 5_000) == ("id" * 5_000,)
    assert split_name("KundenTelefonnummern2") == ("kunden", "telefonnummern", "2")


def test_the_collection_is_as_large_and_as_divided_as_it_says() -> None:
    columns = collected()
    programs = {
        part: {one.program for one in columns if one.part == part}
        for part in ("built", "untouched")
    }
    assert not programs["built"] & programs["untouched"]
    assert len(programs["built"]) >= 20
    assert len(programs["untouched"]) >= 10
    assert len(columns) >= 200
    assert all(one.source for one in columns)
    known = {*FIELDS, "kept", "fact:address"}
    assert {field for one in columns for field in one.field.split("|")} <= known


@pytest.mark.parametrize("header", ["last in", "Last here", "last came", "Last time"])
def test_when_they_were_last_here_is_no_last_name(header: str) -> None:
    assert [home.field for home in homes_by_name(["Client", header])] == ["name", "visit"]


def test_a_last_name_that_is_said_to_be_required_still_is_one() -> None:
    homes = homes_by_name(["First (required)", "Last (required)"])
    assert [home.field for home in homes] == ["first name", "last name"]


@pytest.mark.parametrize(
    "header", ["Staff notes", "Notes from staff", "Notes by stylist", "Therapist comments"]
)
def test_what_staff_note_of_a_customer_is_a_note(header: str) -> None:
    assert [str(home) for home in homes_by_name([header])] == ["note"]


@pytest.mark.parametrize(
    ("header", "home"),
    [
        ("Kunde / Client", "name"),
        ("Vorname / First name", "first name"),
        ("Remarques / Bemerkungen", "note"),
        ("Client / Vehicle", "fact"),
        ("Make / Model", "fact"),
    ],
)
def test_a_name_in_two_languages_is_understood_where_both_agree(header: str, home: str) -> None:
    assert [str(one) for one in homes_by_name([header])] == [home]


@pytest.mark.parametrize("header", ["Staff", "Staff notes count", "Staff ID", "Created by staff"])
def test_which_of_the_staff_it_was_is_not(header: str) -> None:
    assert homes_by_name([header])[0].field in KEPT


@pytest.mark.parametrize(
    "header", ["Emails OK", "OK to text?", "Text messages ok", "Can we text you?", "May we e-mail?"]
)
def test_whether_it_is_all_right_to_write_to_somebody_is_their_consent(header: str) -> None:
    assert [str(home) for home in homes_by_name([header])] == ["messages"]


@pytest.mark.parametrize("header", ["OK", "Can", "May", "Ok to mention his wife", "Text"])
def test_what_is_all_right_otherwise_is_no_consent(header: str) -> None:
    assert homes_by_name([header])[0].field != "messages"


@pytest.mark.parametrize(
    ("header", "homes"),
    [
        *((name, "note") for name in ("Obs.", "Opm.", "Bem.", "Red Alert", "Anotações")),
        *((name, "birthday") for name in ("Aniv.", "Dt. Nasc.", "Data nasc.", "Gebdat")),
        *((name, "phone") for name in ("Mobiele telefoon", "Mobilnr.", "Telefoon mobiel")),
        *((name, "keep") for name in ("Scheduled By", "Served by", "Document Number", "Gebucht")),
        *((name, "name") for name in ("Owner", "Parent", "Propietario")),
        *((name, "title") for name in ("Mr./Ms./...", "Mr/Mrs", "Herr/Frau")),
        ("Do you agree to be contacted by the organiser?", "messages"),
        ("Mailing list OK", "messages"),
        *((name, "name") for name in ("Clienta", "Huésped", "What is your name?", "Mitglied")),
        *((name, "phone") for name in ("What's the best phone number to reach you?",)),
        *((name, "birthday") for name in ("When is your birthday?", "Cumple")),
        *((name, "not messages") for name in ("Abmeldedatum", "Unsubscribe date")),
        *((name, "messages") for name in ("Dürfen wir Ihnen schreiben?", "May we write to you?")),
        *((name, "keep") for name in ("Labor", "Service Writer", "Cashier", "Provision", "Menge")),
        ("Accepte le marketing par e-mail", "messages"),
        ("Marketing-Kontaktstatus", "keep"),
        ("Vorige keer", "visit"),
        ("Referred by", "fact"),
        ("Asst Phone", "keep"),
        ("Kinderallergien", "allergy"),
    ],
)
def test_a_name_of_a_column_is_understood(header: str, homes: str) -> None:
    assert [str(home) for home in homes_by_name(["Email", header])][1:] == [homes]


@pytest.mark.parametrize(
    ("header", "homes"),
    [
        ("Owner,Pet,Breed,Phone,Vet,Vet phone", "name,fact,fact,phone,fact,fact"),
        ("Halter,Hund,Rasse,Handy", "name,fact,fact,phone"),
        (
            "Pet name,Owner first name,Owner last name,Owner phone",
            "fact,first name,last name,phone",
        ),
        ("Name,Species,Breed,Owner name,Owner email", "fact,fact,fact,name,email"),
        ("Patient,Species,Client,Phone", "fact,fact,name,phone"),
        ("Mascota,Raza,Propietario,Teléfono", "fact,fact,name,phone"),
        ("Parent,Child,Parent phone,Parent email,Spouse", "name,fact,phone,email,fact"),
        ("Child,Parent/Guardian,Mobile", "fact,name,phone"),
        ("Name,Email,Owner,Owner email", "name,email,keep,keep"),
        ("Name,Phone,Parent,Parent phone", "name,phone,fact,fact"),
        ("Parent 1,Parent 1 phone,Parent 2,Parent 2 phone", "name,phone,fact,fact"),
        ("Mother,Father,Child", "name,fact,fact"),
    ],
)
def test_the_owner_of_a_pet_or_the_parent_of_a_child_is_the_customer_where_nobody_else_is(
    header: str, homes: str
) -> None:
    assert ",".join(home.field for home in homes_by_name(header.split(","))) == homes
