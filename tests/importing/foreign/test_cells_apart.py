"""Cells in which people write more than one thing: addresses, phones, names with a remark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.normalize import fold, phone_key
from prefpad.importing.csv.cells import (
    NOTHING,
    PLAIN_ADDRESS,
    PLAIN_PHONE,
    handle,
    is_nothing,
    plain_handle,
)
from prefpad.importing.foreign import parse_handles
from prefpad.importing.foreign.parse_handles import email_addresses, phone_numbers
from prefpad.importing.foreign.parse_names import name_and_remark
from prefpad.importing.foreign.parse_notes import tags_in

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.importing.conftest import Listed


@pytest.mark.parametrize(
    ("cell", "addresses"),
    [
        ("Ada Quill <ada@quill.example>", ["ada@quill.example"]),
        ('"Quill, Ada" <mailto:ada@quill.example>', ["ada@quill.example"]),
        ("Ada <a@q.example>; Bo <b@q.example>", ["a@q.example", "b@q.example"]),
        ("a@q.example / b@q.example", ["a@q.example", "b@q.example"]),
        ("a@q.example or b@q.example", ["a@q.example", "b@q.example"]),
        ("a@q.example (work), b@q.example (home)", ["a@q.example", "b@q.example"]),
        ("mailto:a@q.example", ["a@q.example"]),
        ("work: a@q.example", ["a@q.example"]),
        ("a(at)q.example", ["a@q.example"]),
        ("a @q.example", ["a@q.example"]),
        ("a@q.example | b@q.example", ["a@q.example", "b@q.example"]),
        ("a@q.example.", ["a@q.example"]),
        ("mailto:a@q.example?subject=hi", ["a@q.example"]),
        ("a at q dot example", ["a@q.example"]),
        ("a [at] q [dot] example", ["a@q.example"]),
        ("a\u200b@q.example\u200e", ["a@q.example"]),
        ("no e-mail", []),
        ("keine", []),
        ("ask him", ["ask him"]),
        ("a@q,example", ["a@q,example"]),
        ("a@q.example / b@", ["a@q.example / b@"]),
    ],
)
def test_the_addresses_of_a_cell_are_taken_apart(cell: str, addresses: list[str]) -> None:
    assert [one.value for one in email_addresses(cell)] == addresses


@pytest.mark.parametrize("beside", ["", " a@q.example"])
@pytest.mark.parametrize("sign", ["1", "@", " ", "\n", "a@"])
def test_a_giant_cell_is_not_searched(sign: str, beside: str) -> None:
    cell = f"a{sign * 100_000}{beside}."
    assert [one.value for one in email_addresses(cell)] == [cell]
    assert [one.value for one in phone_numbers(cell)] == [cell]
    assert name_and_remark(cell).name == cell


@pytest.mark.parametrize("opening", ["[", "{"])
def test_brackets_without_an_end_are_no_json(opening: str) -> None:
    assert tags_in(f"{opening * 100_000}vip") == ["vip"]


def test_each_address_and_phone_of_a_cell_keeps_its_remark() -> None:
    reached = email_addresses("a@q.example (Ann), b@q.example (Bo)")
    assert [*reached] == [("a@q.example", "Ann"), ("b@q.example", "Bo")]
    called = phone_numbers("555 010 7703 (dad) 555 010 7704 (mum)")
    assert [*called] == [("555 010 7703", "dad"), ("555 010 7704", "mum")]


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("555-010-7703 / 555-010-7704", ["555-010-7703", "555-010-7704"]),
        ("555-010-7703 or 555-010-7704", ["555-010-7703", "555-010-7704"]),
        ("555-010-7703/555-010-7704", ["555-010-7703", "555-010-7704"]),
        ("5550107703/5550107704", ["5550107703", "5550107704"]),
        ("5550107703 5550107704", ["5550107703", "5550107704"]),
        ("\u202a555 010 7703\u202c", ["555 010 7703"]),
        ("0171/5550107", ["0171/5550107"]),
        ("030/5550107 od. 0171/5550108", ["030/5550107", "0171/5550108"]),
        ("030 5550107 bzw. 0171 5550108", ["030 5550107", "0171 5550108"]),
        ("mum 555 010 7703 dad 555 010 7704", ["555 010 7703", "555 010 7704"]),
        ("(0171) 5550107 (0172) 5550108", ["(0171) 5550107", "(0172) 5550108"]),
        ("555-0107 x 22, 555-0108", ["555-0107 x 22", "555-0108"]),
        ("Phone:(555) 010-7703 Mobile:(555) 010-7704", ["(555) 010-7703", "(555) 010-7704"]),
        ("5550107703.0", ["5550107703"]),
        ("m: 555-010-7703 h: 555-010-7704", ["555-010-7703", "555-010-7704"]),
        ("555-010-7703 & 555-010-7704", ["555-010-7703", "555-010-7704"]),
        ("555-7703 (H) 555-7704 (W)", ["555-7703", "555-7704"]),
        ("tel:+15550107703", ["+15550107703"]),
        ("555-010-7703 (work)", ["555-010-7703"]),
        ("(555) 010-7703 x12", ["(555) 010-7703 x12"]),
        ("٥٥٥٠١٠٧٧٠٣", ["5550107703"]),
        ("unlisted", []),
        ("555 0107 / 08", ["555 0107 / 08"]),
        ("+49 (0)30 555010", ["+49 (0)30 555010"]),
    ],
)
def test_the_phones_of_a_cell_are_taken_apart(cell: str, phones: list[str]) -> None:
    assert [one.value for one in phone_numbers(cell)] == phones


@pytest.mark.parametrize(
    ("cell", "remark"),
    [
        ("0171-5550103 (nur abends)", "nur abends"),
        ("555-010-7703 Mary's cell", "Mary's cell"),
        ("+1 (555) 010-7703 - call after 5", "call after 5"),
        ("555-010-7703 (mobile)", ""),
        ("cell: 555-010-7703", ""),
    ],
)
def test_a_remark_beside_a_phone_is_none_of_its_digits(cell: str, remark: str) -> None:
    (phone,) = phone_numbers(cell)
    assert phone.remark == remark
    assert not any(map(str.isalpha, phone.value))


def test_the_last_digits_of_a_second_phone_are_a_remark() -> None:
    assert phone_numbers("+1 (412) 555-0106 or 0107") == [("+1 (412) 555-0106", "or 0107")]


def test_a_remark_beside_a_phone_or_an_address_is_a_note(pad: Pad, listed: Listed) -> None:
    pad.import_file(
        listed(
            "Name,Phone,Email", "Ada Quill,555-010-7703 (HIV clinic),ada@q.example (invoices only)"
        )
    )
    assert pad.customer("@1").phones == ("555-010-7703",)
    voices = {note.text: note.voice for note in pad.notes("@1")}
    assert voices["phone 555-010-7703: HIV clinic"] == "private"
    assert "email ada@q.example: invoices only" in voices


def test_that_somebody_has_died_is_understood_beside_a_phone(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Phone", "Ada Quill,555 010 7703 (deceased)"))
    assert [note.text for note in pad.recall("ada").alerts] == ["deceased"]


def test_one_who_is_named_by_a_phone_has_the_phone(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Phone", ",5550107703"))
    assert pad.customer("@1").phones == ("5550107703",)


@pytest.mark.parametrize(
    "email", ["Sue Poe <s@q.example>", "Ada <a@q.example>; Poe, Sue <s@q.example>"]
)
def test_another_persons_name_beside_an_address_is_a_note(
    pad: Pad, listed: Listed, email: str
) -> None:
    pad.import_file(listed("Pupil,Email", f"Ada Quill,{email!r}".replace("'", '"')))
    (note,) = pad.notes("@1")
    assert {*note.text.replace(",", "").split()} >= {"email", "s@q.example:", "Sue", "Poe"}


def test_the_customers_own_name_beside_an_address_is_none(pad: Pad, listed: Listed) -> None:
    own = ("Ada Quill", "Quill; Ada", "Ada M. Quill", "A. Quill", "ADA")
    pad.import_file(listed("Name,Email", *(f"Ada Quill,{one} <a@q.example>" for one in own)))
    assert pad.notes("@1") == []


@pytest.mark.parametrize(
    "written", ["555-010-7703 x12", "555 010 7703, ext. 9", "(555) 0107703 (Ext 4)"]
)
def test_an_extension_is_no_part_of_the_number(written: str) -> None:
    assert phone_key(written) == "5550107703"


@pytest.mark.parametrize(
    ("text", "name", "remark"),
    [
        ("Ada Quill (pays late)", "Ada Quill", "pays late"),
        ("[VIP] Ada Quill", "Ada Quill", "VIP"),
        ("** Ada Quill **", "Ada Quill", ""),
        ("!! late !! Ada Quill", "Ada Quill", "late"),
        ("VIP ANNA QUILL", "Anna Quill", "VIP"),
        ("Quill, Ada - 555 010 7703", "Ada Quill", "555 010 7703"),
        ("ACHTUNG Hund - Anna Quill", "Anna Quill", "ACHTUNG Hund"),
        ("Manager: Anna Quill", "Anna Quill", "Manager"),
        ("Bo Rask, Cy Rask", "Bo Rask", "Cy Rask"),
        ("Pension Alba, Rezeption", "Pension Alba", "Rezeption"),
        ("Anna Quill, Owner", "Anna Quill", "Owner"),
        ("Quill, Ada", "Ada Quill", ""),
        ("Dr. Quill, Ada", "Dr. Ada Quill", ""),
        ("Azure Interior, Brandon Freeman", "Azure Interior, Brandon Freeman", ""),
        ("García López, Juan Carlos", "Juan Carlos García López", ""),
        ("Prof. Dr. von Alt, Peter", "Prof. Dr. Peter von Alt", ""),
        ("VAN DER BERG, JAN", "Jan van der Berg", ""),
        ("\u00d3 Briain, Dara", "Dara \u00d3 Briain", ""),
        ("Garcia Lopez, Maria", "Maria Garcia Lopez", ""),
        ("Ada Quill, MD", "Ada Quill, MD", ""),
        ("(Ada)", "(Ada)", ""),
        ("Ada Quill - DO NOT CALL", "Ada Quill", "DO NOT CALL"),
        ("DO NOT CALL Ada Quill", "Ada Quill", "DO NOT CALL"),
        ("Ada Quill *VIP*", "Ada Quill", "VIP"),
        ("Ada Quill BANNED 2024", "Ada Quill", "BANNED 2024"),
        ("Ada Quill \u2013 owes $40", "Ada Quill", "owes $40"),
        ("Ada Quill: pays late", "Ada Quill", "pays late"),
        ("Ada Quill, rude on phone", "Ada Quill", "rude on phone"),
        ("Quill, Ada, room 7", "Ada Quill", "room 7"),
        ("Bo Rask, Cy Dunn", "Bo Rask, Cy Dunn", ""),
        ("Pat Reed, Kim Moss", "Pat Reed", "Kim Moss"),
        ("Reed, Pat & Kim", "Pat & Kim Reed", ""),
        ("Quill, Ada Jr.", "Ada Quill Jr.", ""),
        ("Vale, Dr. Nora", "Dr. Nora Vale", ""),
        ("Nguyen, Thuy", "Thuy Nguyen", ""),
        ("Smith, Jones & Partners", "Smith, Jones & Partners", ""),
        ("Café Luna, Berlin", "Café Luna, Berlin", ""),
        ("Müller - Schmidt", "Müller - Schmidt", ""),
        ("Anna / Bo Rask", "Anna / Bo Rask", ""),
        ("Quill, Gwen / Quill, Huw", "Gwen Quill & Huw Quill", ""),
        ("Nowak, Anna and Nowak, Jan", "Anna Nowak & Jan Nowak", ""),
        ("Gwen Pugh / Huw Pugh", "Gwen Pugh & Huw Pugh", ""),
        ("Harbour Foods / Harbour Bakery", "Harbour Foods / Harbour Bakery", ""),
        ("Miller, J. R.", "J. R. Miller", ""),
        ("Ada Quill c/o Bo Rask", "Ada Quill", "c/o Bo Rask"),
        ("Ada Quill x3 no shows", "Ada Quill", "x3 no shows"),
        ("Ada Quill NO SHOW x2", "Ada Quill", "NO SHOW x2"),
        ("Ada Quill NICHT ANRUFEN", "Ada Quill", "NICHT ANRUFEN"),
        ("Ada Quill \u260e no calls", "Ada Quill", "no calls"),
        ("Ada Quill NON CHIAMARE", "Ada Quill", "NON CHIAMARE"),
        ("Ada Quill mit Hund", "Ada Quill", "mit Hund"),
        ("Ada Quill - Nussallergie", "Ada Quill", "Nussallergie"),
        ("Ada Quill, Rollstuhl", "Ada Quill", "Rollstuhl"),
        ("Ada Quill / Wheelchair", "Ada Quill", "Wheelchair"),
        ("Ada Quill COELIAC", "Ada Quill", "COELIAC"),
        ("Ada Nut Allergy", "Ada Nut Allergy", "Nut Allergy"),
        ("Quill, Anna nut allergy", "Anna nut allergy Quill", "nut allergy Quill"),
        ("ada quill nussallergie", "Ada Quill Nussallergie", "Quill Nussallergie"),
        ("Ada Nutt", "Ada Nutt", ""),
        ("Ada Walker", "Ada Walker", ""),
        ("Dr. Ada Quill, Allergist", "Dr. Ada Quill, Allergist", ""),
        ("Quill, N/A", "Quill", ""),
        ("Quill, (no first name)", "Quill", "no first name"),
        ("Ada Quill # banned", "Ada Quill", "banned"),
        ("Ada Quill #2", "Ada Quill #2", ""),
        ('Ada Quill "the tall one"', "Ada Quill", "the tall one"),
        ('Ada "Tiny" Quill', 'Ada "Tiny" Quill', ""),
        ("zz Ada Quill", "Ada Quill", "zz"),
        ("*Ada Quill", "Ada Quill", ""),
        ("Maria dos santos", "Maria dos santos", ""),
        ("Kim van der berg", "Kim van der berg", ""),
        ("Ada Quill + wife", "Ada Quill", "+ wife"),
        ("Ada Quill @ Rask Ltd", "Ada Quill", "Rask Ltd"),
        ("Ada Quill & family", "Ada Quill & family", ""),
        ("Salon 24 hours", "Salon 24 hours", ""),
        ("Jean DUPONT", "Jean DUPONT", ""),
        ("Marie Claire DUPONT", "Marie Claire DUPONT", ""),
        ("Mme LEROY Annie", "Mme Annie Leroy", ""),
        ("Frau Dr. M\u00dcLLER Anna-Maria (neu)", "Frau Dr. Anna-Maria M\u00fcller", "neu"),
        ("Sra. GARC\u00cdA L\u00d3PEZ Mar\u00eda", "Sra. Mar\u00eda Garc\u00eda L\u00f3pez", ""),
        ("DE LA TOUR H\u00e9l\u00e8ne", "H\u00e9l\u00e8ne de la Tour", ""),
        ("BMW Karl", "BMW Karl", ""),
        ("Storno: Frau Ute Weber", "Frau Ute Weber", "Storno"),
        ("M. N'DIAYE Ousmane", "M. Ousmane N'Diaye", ""),
        ("Mr JOHN Smith", "Mr JOHN Smith", ""),
        ("Late Mrs Quill", "Mrs Quill", "\u2020"),
        ("Late Bloomer", "Late Bloomer", ""),
        ("Restaurant LE BON COIN", "Restaurant LE BON COIN", ""),
        ("Storno: Weber, Ute", "Ute Weber", "Storno"),
        ("\u00e0 supprimer : DUVAL Odile", "Odile Duval", "\u00e0 supprimer"),
        ("Salon Bella: Anna Kern", "Salon Bella: Anna Kern", ""),
        ("fu Mario Rossi", "Mario Rossi", "\u2020"),
        ("\u015bp. Adam Nowak", "Adam Nowak", "\u2020"),
        ("Johnny Cash", "Johnny Cash", ""),
        ("Fu Wei Chen", "Fu Wei Chen", ""),
        ("ADAC Peter", "ADAC Peter", ""),
        ("HOTEL Anna", "HOTEL Anna", ""),
        ("DOG Bella", "DOG Bella", ""),
        ("Feu Jean Morel", "Jean Morel", "\u2020"),
        ("Wijlen Jan Bakker", "Jan Bakker", "\u2020"),
        ("Fu Mingxia Lee", "Fu Mingxia Lee", ""),
        ("DUPONT Jeanne", "Jeanne Dupont", ""),
        ("Mary Ann GREEN", "Mary Ann GREEN", ""),
        ("A/C Services", "A/C Services", ""),
        ("JD Smith", "JD Smith", ""),
        ("\u674e\u660e VIP BANNED", "\u674e\u660e", "VIP BANNED"),
    ],
)
def test_a_remark_beside_a_name_is_taken_apart(text: str, name: str, remark: str) -> None:
    assert name_and_remark(text) == (name, remark)


@pytest.mark.parametrize("name", ["Ada Nut Allergy", "Quill, Ada EpiPen", "ada quill coeliac"])
def test_a_need_in_a_name_is_shown_first_though_the_name_stays(
    pad: Pad, listed: Listed, name: str
) -> None:
    pad.import_file(listed("Name,Email", f'"{name}",ada@quill.example'))
    assert pad.recall("@1").alerts


def test_a_phone_or_an_address_beside_a_name_is_a_handle(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name", "Ada Quill 555 010 1234", "Bo Rask bo@quill.example"))
    assert [(one.name, one.phones, one.emails) for one in pad.customers()] == [
        ("Ada Quill", ("555 010 1234",), ()),
        ("Bo Rask", (), ("bo@quill.example",)),
    ]


@pytest.mark.parametrize("remark", ["fat", "drunk", "Muslim"])
def test_a_word_beside_a_name_is_judged_as_said_of_the_customer(
    pad: Pad, listed: Listed, remark: str
) -> None:
    pad.import_file(listed("Name", f"Ada Quill ({remark})", "Bo Ray (vegan)"))
    assert [note.voice for note in pad.notes("ada")] == ["private"]
    assert [note.voice for note in pad.notes("bo")] == ["act"]


def test_a_remark_beside_a_name_becomes_a_note_that_is_judged(pad: Pad, listed: Listed) -> None:
    pad.import_file(
        listed("Name,Notes", "Ada Quill (HIV positive),likes tea", "Bo Rask (nut allergy),")
    )
    assert pad.customer("@1").name == "Ada Quill"
    voices = {note.text: note.voice for note in pad.notes("@1")}
    assert voices["HIV positive"] == "private"
    assert voices["likes tea"] != "private"
    assert any(note.alert for note in pad.notes("@2"))


@pytest.mark.parametrize(
    ("name", "count"), [("BjÃ¶rn Quill", 1), ("Björn Quill", 0), ("João São", 0), ("Â Quill", 0)]
)
def test_letters_that_were_encoded_twice_are_told(
    pad: Pad, listed: Listed, name: str, count: int
) -> None:
    file = listed("Name", name)
    assert pad.import_file(file, columns={"Name": "name"}).encoded_twice == count


def test_letters_that_the_file_has_lost_are_told(pad: Pad, listed: Listed) -> None:
    report = pad.import_file(listed("Name,Notes", "Ren\ufffd Poe,caf\ufffd cr\ufffdme", "Zoë Lee,"))
    assert report.lost_letters == 2


@given(cell=st.from_regex(PLAIN_ADDRESS, fullmatch=True))
def test_a_plain_address_is_read_as_any_other(cell: str) -> None:
    at_once = email_addresses(cell)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parse_handles, "PLAIN_ADDRESS", re.compile("(?!)"))
        assert email_addresses(cell) == at_once


@given(cell=st.from_regex(PLAIN_PHONE, fullmatch=True))
def test_a_plain_phone_is_read_as_any_other(cell: str) -> None:
    at_once = phone_numbers(cell)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parse_handles, "PLAIN_PHONE", re.compile("(?!)"))
        assert phone_numbers(cell) == at_once


@given(
    kind=st.sampled_from(["id", "card", "email", "phone", "alias"]),
    cell=st.from_regex(PLAIN_ADDRESS, fullmatch=True)
    | st.from_regex(PLAIN_PHONE, fullmatch=True)
    | st.from_regex(r"[A-Za-z0-9-]{1,12}", fullmatch=True)
    | st.text(max_size=8),
)
def test_what_is_plainly_one_handle_is_the_handle_that_any_other_way_finds(
    kind: str, cell: str
) -> None:
    plain = plain_handle(kind, cell)
    assert plain is None or plain == handle(kind, cell)


@given(
    cell=st.text(max_size=8)
    | st.builds(
        lambda before, word, after: before + word.upper() + after,
        st.sampled_from(["", " ", "\u200b", "\x1b", "n\u0303"]),
        st.sampled_from(sorted(NOTHING)),
        st.sampled_from(["", " ", "\u0301", "x"]),
    )
)
def test_what_says_nothing_is_known_by_its_folded_text(cell: str) -> None:
    assert is_nothing(cell) == (len(cell) <= max(map(len, NOTHING)) + 1 and fold(cell) in NOTHING)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("JANE DOE", "Jane Doe"),
        ("jane doe", "Jane Doe"),
        ("DOE, JANE", "Jane Doe"),
        ("MARIA VAN DER BERG", "Maria van der Berg"),
        ("anna de la cruz", "Anna de la Cruz"),
        ("JOHN MCDONALD", "John McDonald"),
        ("McDONALD RONAN", "McDonald Ronan"),
        ("RONAN McBRIDE-McKAY", "Ronan McBride-McKay"),
        ("SINEAD O'NEILL", "Sinead O'Neill"),
        ("ANNE-MARIE D\u2019ANGELO", "Anne-Marie D\u2019Angelo"),
        ("j.p. morgan", "J.P. Morgan"),
        ("JP MORGAN", "JP Morgan"),
        ("D. VAN DER MERWE", "D. van der Merwe"),
        ("DR. ANNA NG", "Dr. Anna Ng"),
        ("HENRY FORD III", "Henry Ford III"),
        (
            "\u0393\u0399\u03a9\u03a1\u0393\u039f\u03a3 \u039d\u03a4\u039f\u03a5",
            "\u0393\u03b9\u03c9\u03c1\u03b3\u03bf\u03c2 \u039d\u03c4\u03bf\u03c5",
        ),
        (
            "\u0414\u0410\u0420\u042c\u042f \u041b\u0418\u041f\u0410",
            "\u0414\u0430\u0440\u044c\u044f \u041b\u0438\u043f\u0430",
        ),
        ("MARY MC CARTHY", "Mary Mc Carthy"),
        ("ANNA ST CLAIR", "Anna St Clair"),
        ("CARLO DI PIETRO", "Carlo Di Pietro"),
        ("GERARD 'T HOOFT", "Gerard 't Hooft"),
        ("JAN TER HORST", "Jan ter Horst"),
        ("JAN IJZERMAN", "Jan IJzerman"),
        ("IJAZ AHMED", "Ijaz Ahmed"),
        ("AY\u015eE KAYA", "Ay\u015fe Kaya"),
        ("SAM AND JO CARTER", "Sam and Jo Carter"),
        ("CHIDI OKONKWO", "Chidi Okonkwo"),
        ("BOB & SUE SMITH", "Bob & Sue Smith"),
        ("ELODIE LEFEVRE (VIP)", "Elodie Lefevre"),
        ("maria", "Maria"),
        ("CHIARA DE LUCA", "Chiara De Luca"),
        ("FRANCA DE LOS RIOS", "Franca de los Rios"),
        ("ANA DE LUNA", "Ana de Luna"),
        ("YANN LE GOFF", "Yann Le Goff"),
    ],
)
def test_a_name_in_capitals_or_without_any_is_written_as_usual(cell: str, name: str) -> None:
    assert name_and_remark(cell).name == name
    assert fold(name_and_remark(cell).name) == fold(name)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "IBM DEUTSCHLAND",
            "ADAC M\u00dcNCHEN",
            "FLEET - CITY WORKS",
            "NHS TRUST",
            "RSPCA LONDON",
            "SPCA HOUSTON",
            "YMCA PARIS",
            "DE ROSA SNC",
            "LUCA ROSSI SRL",
            "BMW AG",
            "ACME",
            "HOTEL ADLER",
            "adidas",
            "HARBOUR BAR",
        ),
        *(
            "Jean DUPONT",
            "Claire DE LA TOUR",
            "Ronan McDONALD",
            "Ann van der Berg",
            "Anne Mcbride",
            "bell Hooks",
            "\u0130BRAH\u0130M KAYA",
            "I\u015eIK DEM\u00c7EK",
            "ismail \u015fen",
            "PAN 24",
        ),
    ],
)
def test_what_may_be_meant_so_stays_as_it_is_written(cell: str) -> None:
    assert name_and_remark(cell).name == cell


def test_capitals_in_a_column_of_first_names_are_no_surname(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("First name,Last name", "LEROY,Annie"))
    assert pad.customer("@1").name == "LEROY Annie"


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ("Nome,Cognome", "Rosa Del Prato"),
        ("Nominativo,", "Rosa Del Prato"),
        ("Nombre,Apellidos", "Rosa del Prato"),
        ("First name,Last name", "Rosa del Prato"),
    ],
)
def test_an_italian_list_gives_particles_their_capitals(
    pad: Pad, listed: Listed, columns: str, name: str
) -> None:
    cells = "ROSA DEL PRATO," if columns.endswith(",") else "ROSA,DEL PRATO"
    pad.import_file(listed(f"{columns},Email", f"{cells},rosa@inn.example"))
    assert pad.customer("@1").name == name


@pytest.mark.parametrize(
    ("column", "cell", "formal"),
    [
        ("Briefanrede", "Sehr geehrter Herr Dr. Quill", "Herr Dr. Quill"),
        ("Briefanrede", "Liebe Ada", None),
        ("Briefanrede", "Sehr geehrte Damen und Herren", None),
        ("Salutation", "Dear Ms Quill,", "Ms Quill"),
        ("Salutation", "Dear Sir or Madam", None),
        ("Salutation", "Hi Ada", None),
        ("Title", "mrs.", "Mrs. Quill"),
    ],
)
def test_the_first_line_of_a_letter_is_the_form_of_address_within_it(
    pad: Pad, listed: Listed, column: str, cell: str, formal: str | None
) -> None:
    pad.import_file(listed(f"{column},First name,Last name", f'"{cell}",Ada,Quill'))
    assert pad.customer("@1").formal == formal


@pytest.mark.parametrize("title", ["Mr / Mrs", "Herr/Frau", "M./Mme"])
def test_a_title_that_nobody_chose_is_no_form_of_address(
    pad: Pad, listed: Listed, title: str
) -> None:
    pad.import_file(listed("Name,Title", f"Ada Quill,{title}"))
    assert pad.customer("Ada Quill").formal is None


def test_the_formal_address_is_written_as_the_name_is(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Title,First name,Last name\nMRS,JANE,VAN DER BERG\n", encoding="utf-8")
    pad.import_file(file)
    person = pad.customer("JANE VAN")
    assert (person.name, person.formal) == ("Jane van der Berg", "Mrs van der Berg")
    assert pad.import_file(file).unchanged == 1


THE_DEAD = (
    "EVA QUILL (DECEASED),,,",
    "Eva Quill Deceased,,,",
    "Eva Quill \u2020,,,",
    "\u2020 Eva Quill,,,",
    '"Quill, Eva - verstorben 2024",,,',
    "Eva Quill (d\u00e9c\u00e9d\u00e9e le 3 mars 2024),,,",
    "Eva Quill (fallecida),,,",
    "Eva Quill (deceduta 2024),,,",
    "Eva Quill (falecida),,,",
    "Eva Quill - overleden,,,",
    "Eva Quill (zmar\u0142a),,,",
    "Eva Quill RIP,,,",
    "Eva Quill (verst.),,,",
    "Eva Quill (dec.),,,",
    "Feue Eva Quill,,,",
    "Verst.: Eva Quill,,,",
    "Deceased: Eva Quill,,,",
    "Eva Quill \u271d 2.26,,,",
    "Eva Quill,\u271d\ufe0f 2026,,",
    "The late Eva Quill,,,",
    "Eva Quill,Passed away 12/2024 (wife told us),,",
    "Eva Quill,Deceased - take off the list,,",
    "Eva Quill,Passed away. Wife rang,,",
    "Eva Quill (dec'd),,,",
    "Eva Quill,Deceased,,",
    "Eva Quill,,deceased;vip,",
    "Eva Quill,,,yes",
    "Eva Quill,,,3 March 2024",
)


@pytest.mark.parametrize("row", THE_DEAD)
def test_that_somebody_has_died_is_seen_first_and_nobody_writes_to_them(
    pad: Pad, listed: Listed, row: str
) -> None:
    pad.import_file(listed("Name,Status,Tags,Deceased,Newsletter", f"{row},yes"))
    eva = pad.customer("@1")
    assert fold(eva.name) == "eva quill"
    assert len(pad.recall("@1").alerts) == 1
    assert [(one.about, one.status) for one in eva.consents] == [("messages", "withdrawn")]
    greeting = pad.greet("@1")
    assert (greeting.words, greeting.say, greeting.ask) == (eva.name, (), ())


@pytest.mark.parametrize(
    "row",
    [
        "Pet,Species,Owner,Deceased,Newsletter\nRex,Dog,Eva Quill,yes,yes",
        "Name,Deceased,Newsletter\nEva Quill,no,yes",
        "Name,Verstorben am,Newsletter\nEva Quill,00.00.0000,yes",
        "Name,Newsletter\nEva Late,yes",
        "Name,Notes,Newsletter\nEva Quill,verst. Zahlung,yes",
        "Name,Notes,Newsletter\nEva Quill,husband died in 2024,yes",
        "Name,Notes,Newsletter\nEva Quill,deceased husband,yes",
        "Name,Dog deceased,Newsletter\nEva Quill,yes,yes",
        "Patient,Owner,Owner phone,Deceased?,Newsletter\nRex,Eva Quill,555 0101,yes,yes",
        "Name,Newsletter\nEva Rip,yes",
    ],
)
def test_one_whose_dog_or_husband_has_died_is_greeted(pad: Pad, listed: Listed, row: str) -> None:
    pad.import_file(listed(row))
    assert pad.recall("@1").alerts == []
    assert [one.status for one in pad.customer("@1").consents] == ["given"]
    assert pad.greet("@1").words.startswith("Welcome, Eva")
