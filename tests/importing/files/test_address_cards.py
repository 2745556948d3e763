"""Address cards (vCard) as phones, iCloud and Google write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad.domain.models import Customer
    from prefpad.importing.report import ImportReport, RowOutcome

OF_AN_OLD_PHONE = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96zt=C3=BCrk;Ay=C5=9Fe;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41=79=C5=9F=65=20=C3=96=
=7A=74=C3=BC=72=6B
TEL;CELL;PREF:+49 30 5550101
TEL;WORK;VOICE:030/5550102
EMAIL;X-INTERNET:ayse@example.com
NOTE;encoding=quoted-printable:tea, no sugar=0D=0Asits by the window
PHOTO;JPEG;ENCODING=BASE64:
/9j/4AAQSkZJRgABAQ
AAAA==

BDAY:19900403
END:VCARD
"""

OF_ICLOUD = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iCloud Web Address Book//EN
N:Berg;Anna;Maria;Dr.;
FN:Dr. Anna Maria Berg
NICKNAME:Anni,Nana
item1.EMAIL;type=INTERNET;type=pref:anna@example.com
item1.X-ABLabel:_$!<Other>!$_
TEL;type=CELL;type=VOICE;type=pref:+1 (555) 010-4411
item2.ADR;type=HOME:;;Main St 1\\, rear;Springfield;;12345;USA
item2.X-ABADR:us
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-03
item3.X-ABDATE;type=pref:2011-06-01
item3.X-ABLabel:_$!<Anniversary>!$_
NOTE:Likes tea\\, green\\nand a wi
 ndow seat
CATEGORIES:guest,vip
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ
 AAAQABAAD/2wBDAAUDBA
UID:1B2C-ABPerson
END:VCARD
BEGIN:VCARD
VERSION:3.0
X-ADDRESSBOOKSERVER-KIND:group
FN:Friends
END:VCARD
"""

OF_A_NEW_PHONE = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6
FN:Bo Ek
N:Ek;Bo;;;
TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-010-9911;ext=102
EMAIL:bo@example.com
BDAY:--1224
KIND:individual
END:VCARD
"""


def imported(pad: Pad, tmp_path: Path, *cards: str, encoding: str = "utf-8") -> ImportReport:
    file = tmp_path / "contacts.vcf"
    file.write_bytes("".join(cards).replace("\n", "\r\n").encode(encoding))
    return pad.import_file(file)


def days(customer: Customer) -> dict[str, str]:
    return {day.name: day.written for day in customer.occasions}


def test_the_card_of_an_old_phone_is_read(pad: Pad, tmp_path: Path) -> None:
    assert imported(pad, tmp_path, OF_AN_OLD_PHONE).created == 1
    (customer,) = pad.customers()
    assert customer.name == "Ayşe Öztürk"
    assert customer.phones == ("+49 30 5550101", "030/5550102")
    assert customer.emails == ("ayse@example.com",)
    assert days(customer) == {"birthday": "1990-04-03"}
    assert [note.text for note in pad.notes("Ayşe Öztürk")] == ["tea, no sugar\nsits by the window"]


def test_the_cards_of_icloud_are_read_and_a_group_is_nobody(pad: Pad, tmp_path: Path) -> None:
    assert imported(pad, tmp_path, OF_ICLOUD).created == 1
    (customer,) = pad.customers()
    assert (customer.name, customer.formal) == ("Anna Maria Berg", "Dr. Berg")
    assert customer.aliases == ("Anni", "Nana")
    assert customer.phones == ("+1 (555) 010-4411",)
    assert days(customer) == {"birthday": "04-03", "anniversary": "2011-06-01"}
    assert sorted(customer.tags) == ["guest", "vip"]
    assert {note.topic: note.text for note in pad.notes("Anna Maria Berg")} == {
        None: "Likes tea, green\nand a window seat",
        "address": "Main St 1, rear, Springfield, 12345, USA",
    }


def test_the_card_of_a_new_phone_is_read(pad: Pad, tmp_path: Path) -> None:
    assert imported(pad, tmp_path, OF_A_NEW_PHONE).created == 1
    (customer,) = pad.customers()
    assert customer.phones == ("+1-555-010-9911 ext. 102",)
    assert days(customer) == {"birthday": "12-24"}


def test_several_cards_stand_in_one_file_and_the_file_again_changes_nothing(
    pad: Pad, tmp_path: Path
) -> None:
    imported(pad, tmp_path, OF_AN_OLD_PHONE, OF_ICLOUD, OF_A_NEW_PHONE)
    assert len(pad.customers()) == 3
    outcomes: list[RowOutcome] = []
    pad.import_file(tmp_path / "contacts.vcf", tell=outcomes.append)
    assert [one.outcome for one in outcomes] == ["unchanged"] * 3
    lines = (tmp_path / "contacts.vcf").read_text(encoding="utf-8").splitlines()
    begins = [at for at, line in enumerate(lines, 1) if line == "BEGIN:VCARD"]
    assert [one.line - 1 for one in outcomes] == [begins[0], begins[1], begins[3]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_cards_come_in_the_encodings_of_lists(pad: Pad, tmp_path: Path, encoding: str) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Müller;Jürgen\nTEL:5550101\nEND:VCARD\n"
    imported(pad, tmp_path, card, encoding=encoding)
    assert [one.name for one in pad.customers()] == ["Jürgen Müller"]


def test_the_charset_of_a_line_is_read(pad: Pad, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=FCller;J\nEND:VCARD\n"
    imported(pad, tmp_path, card, card.replace("UTF-8", "ISO-8859-1").replace("J\n", "K\n"))
    assert [one.name for one in pad.customers()] == ["J Müller", "K Müller"]


def test_a_card_of_a_company_is_called_by_it(pad: Pad, tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:Blumen Ost\nORG:Blumen Ost;\nTEL:5550101\nEND:VCARD\n"
    )
    imported(pad, tmp_path, card)
    assert [one.name for one in pad.customers()] == ["Blumen Ost"]
    assert pad.notes("Blumen Ost") == []


def test_a_fax_is_no_phone(pad: Pad, tmp_path: Path) -> None:
    numbers = (
        "TEL;WORK;FAX:+49 30 5550109",
        'TEL;TYPE="work,fax":+49 30 5550108',
        "TEL:+49 30 5550101",
    )
    imported(pad, tmp_path, "\n".join(("BEGIN:VCARD", "FN:Ann Lee", *numbers, "END:VCARD", "")))
    assert pad.customer("Ann Lee").phones == ("+49 30 5550101",)


def test_an_allergy_in_a_note_is_seen_first(pad: Pad, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Berg\nNOTE:allergic to peanuts\nEND:VCARD\n"
    assert imported(pad, tmp_path, card).alerts == {"allergy": 1}


@pytest.mark.parametrize("day", ["1970-1-5", "1970-01-05", "19700105", "1970-01-05T00:00:00Z"])
def test_a_birthday_is_read_with_or_without_its_zeros(pad: Pad, tmp_path: Path, day: str) -> None:
    imported(pad, tmp_path, f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann Berg\nBDAY:{day}\nEND:VCARD\n")
    assert days(pad.customer("Ann Berg")) == {"birthday": "1970-01-05"}


def test_a_day_that_cannot_be_read_is_kept_as_it_stands(pad: Pad, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Ann Berg\nBDAY;VALUE=text:circa 1800\nEND:VCARD\n"
    report = imported(pad, tmp_path, card)
    assert (report.created, report.rejected) == (1, 0)
    assert pad.customers()[0].occasions == ()


def test_a_relative_is_a_fact_and_a_day_goes_by_its_label(pad: Pad, tmp_path: Path) -> None:
    imported(
        pad,
        tmp_path,
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Ek\n",
        "item1.X-ABRELATEDNAMES:Mia Lind\nitem1.X-ABLabel:_$!<Spouse>!$_\n",
        "item2.X-ABDATE:2011-06-01\nitem2.X-ABLabel:Anniversary\n",
        "item3.X-ABDATE:2015-07-02\nitem3.X-ABLabel:Graduation\nBDAY:\nEND:VCARD\n",
    )
    assert [(note.topic, note.text) for note in pad.notes("bo")] == [
        ("relation", "spouse: Mia Lind")
    ]
    assert days(pad.customer("bo")) == {"anniversary": "2011-06-01", "graduation": "2015-07-02"}


@pytest.mark.parametrize(
    ("parts", "written", "name"),
    [
        ("Berg;Anna;;Dr.;MD", "Dr. Anna Berg, MD", "Anna Berg"),
        ("Berg;Anna;;Dr.;", "Anna Berg", "Anna Berg"),
    ],
)
def test_a_name_is_without_title_and_suffix(
    pad: Pad, tmp_path: Path, parts: str, written: str, name: str
) -> None:
    imported(pad, tmp_path, f"BEGIN:VCARD\nVERSION:3.0\nN:{parts}\nFN:{written}\nEND:VCARD\n")
    assert [one.name for one in pad.customers()] == [name]


def test_a_card_within_a_card_is_nobody_and_its_lines_are_not_those_of_the_card(
    pad: Pad, tmp_path: Path
) -> None:
    assistant = "AGENT:\nBEGIN:VCARD\nFN:Ida Berg\nTEL:030 5550199\nEND:VCARD\n"
    card = f"BEGIN:VCARD\nVERSION:2.1\nFN:Bo Ek\n{assistant}TEL:030 5550101\nEND:VCARD\n"
    assert imported(pad, tmp_path, card).created == 1
    assert [one.phones for one in pad.customers()] == [("030 5550101",)]


def test_a_value_that_no_encoding_makes_text_is_left_out(pad: Pad, tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:2.1\nFN:Bo Ek\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:tea =81=FF\nEND:VCARD\nEND:VCARD\n"
    )
    assert imported(pad, tmp_path, card).created == 1
    assert pad.notes("bo") == []


def test_an_empty_card_is_rejected_with_its_line(pad: Pad, tmp_path: Path) -> None:
    report = imported(pad, tmp_path, OF_A_NEW_PHONE, "BEGIN:VCARD\nnonsense\nEND:VCARD\n")
    assert report.created == 1
    assert report.read == 1


def test_the_program_that_wrote_it_is_called_vcard(pad: Pad, tmp_path: Path) -> None:
    assert imported(pad, tmp_path, OF_A_NEW_PHONE).source == "vcard"


# -- cards that we wrote --------------------------------------------------------------------------


NORA = Edit(
    {"familiar": "Nora"},
    {"phone": ["+44 20 7946 0101"]},
    occasions={"birthday": "1990-04-03"},
)


@pytest.fixture
def cards(pad: Pad, tmp_path: Path) -> Path:
    """Return the address cards of people who have nothing but a name in common, or not even that."""
    pad.add("Nora Vale", "oat latte", stance="likes", topic="coffee", new=True)
    pad.add("Nora Vale", "feather pillows", stance="dislikes")
    pad.add("Nora Vale", "a quiet room", kind="need")
    pad.edit("Nora Vale", NORA)
    pad.add("Dr. Pat Reed (Tuesdays)", "came by the harbour", kind="fact", voice="say", new=True)
    pad.add("Nora Vale", "tea", stance="likes", new=True)
    pad.export(tmp_path / "contacts.vcf")
    return tmp_path / "contacts.vcf"


def stored(pad: Pad) -> list[object]:
    people = pad.customers()
    notes = [pad.notes(f"@{one.number}") for one in people]
    return [people, notes]


def test_our_own_cards_bring_nothing_new(pad: Pad, cards: Path) -> None:
    before = stored(pad)
    report = pad.import_file(cards)
    assert (report.read, report.unchanged) == (3, 3)
    assert stored(pad) == before
    assert pad.import_file(cards).unchanged == 3


def test_our_own_cards_are_known_after_a_change_of_name(pad: Pad, cards: Path) -> None:
    pad.edit("Dr. Pat Reed", Edit({"name": "Patricia Reed"}))
    before = stored(pad)
    assert pad.import_file(cards).unchanged == 3
    assert stored(pad) == before


def test_what_a_phone_added_to_our_card_is_taken(pad: Pad, cards: Path) -> None:
    text = cards.read_bytes().decode()
    assert "NOTE:likes tea\r\n" in text
    added = "NOTE:likes tea\\nparks at the back\r\nTEL:+49 30 1234567\r\n"
    text = text.replace("NOTE:likes tea\r\n", added)
    cards.write_bytes(text.encode())
    report = pad.import_file(cards)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 2)
    assert {note.text for note in pad.notes("@3")} == {"tea", "parks at the back"}
    assert pad.customer("@3").phones == ("+49 30 1234567",)


def test_another_pad_does_not_know_our_cards(cards: Path, tmp_path: Path) -> None:
    with Pad(tmp_path / "other.db", today=TODAY, create=True) as other:
        assert other.import_file(cards).created == 3


@given(st.text("BEGIN:VCARD\nEND;NTELFQ=PRINTABLEencodingx\\,ü0 \t", max_size=200))
def test_no_card_is_too_odd(text: str) -> None:
    from prefpad.importing.files.address_cards import COLUMNS, people_in

    card = ["BEGIN:VCARD\n", *text.splitlines(keepends=True), "\nEND:VCARD\n"]
    assert all(len(cells) == len(COLUMNS) for _, cells in people_in(card))


def lines_read(*lines: str) -> list[str]:
    from prefpad.importing.files.address_cards import COLUMNS, people_in

    card = [f"{line}\n" for line in ("BEGIN:VCARD", *lines, "END:VCARD")]
    ((_, cells),) = people_in(card)
    return [cell for column, cell in zip(COLUMNS, cells, strict=True) if cell and column == "Name"]


@pytest.mark.parametrize(
    "head",
    [
        "FN",
        "fn",
        "item1.FN",
        "FN;",
        "FN;;X=1",
        "FN;TYPE=a,b,c,",
        'FN;X="a:b;c";PREF',
        "FN;X=ü",
        "FN;ENCODING=8BIT",
        "FN;ENCODING=8BIT,QUOTED-PRINTABLE",
        "FN;QUOTED-PRINTABLE;CHARSET=latin-1",
        "FN;QUOTED-PRINTABLE;CHARSET=ROT13",
    ],
)
def test_a_line_is_read_whatever_is_said_before_its_value(head: str) -> None:
    assert lines_read(f"{head}:Anna") == ["Anna"]


@pytest.mark.parametrize(
    "line",
    [
        "FN",
        ":Anna",
        'FN;TYPE=a":Anna',
        "FN;CHARSET=UTF-99;QUOTED-PRINTABLE:Anna",
        "F N:Anna",
    ],
)
def test_a_line_that_cannot_be_read_is_passed_over(line: str) -> None:
    assert lines_read(line, "FN:Berta") == ["Berta"]


def test_a_line_goes_on_in_the_next() -> None:
    assert lines_read("FN:An", " na", "\tbel") == ["Annabel"]
    assert lines_read("FN;QUOTED-PRINTABLE:=C3=", "=84nne", "TITLE:=") == ["Änne"]
