"""Columns that are known by their cells, and files whose header is not the first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run
    from tests.importing.conftest import Listed

ANN = ("Ann Lee", "ann@x.example", "+1 412 555 0101", "1990-04-03")
BO = ("Bo Ray", "bo@x.example", "+1 412 555 0102", "1985-11-20")


def rows(*people: tuple[str, ...]) -> list[str]:
    return [",".join(one) for one in people]


def fields(pad: Pad, *lines: str, listed: Listed) -> dict[str, tuple[str, str]]:
    """Return where each column of a list goes, and why."""
    preview = pad.preview_import(listed(*lines))
    return {column.name: (column.field, column.why) for column in preview.columns}


@pytest.mark.parametrize("header", ["A,B,C,D", "Kdo,Dopis,Číslo,Narození", "q,w,e,r"])
def test_columns_are_known_by_their_cells_whatever_they_are_called(
    pad: Pad, listed: Listed, header: str
) -> None:
    found = fields(pad, header, *rows(ANN, BO), listed=listed)
    assert [*found.values()] == [
        ("name", "cells: names"),
        ("email", "cells: e-mail addresses"),
        ("phone", "cells: phones"),
        ("birthday", "cells: days long ago"),
    ]
    pad.import_file(listed(header, *rows(ANN, BO)))
    ann = pad.customer("Ann Lee")
    assert (ann.emails, ann.phones) == (("ann@x.example",), ("+1 412 555 0101",))
    assert [one.written for one in ann.occasions] == ["1990-04-03"]


def test_a_name_that_says_what_a_column_is_wins_over_its_cells(pad: Pad, listed: Listed) -> None:
    header = "Name,Emergency contact,Account manager,Order total,Wedding"
    row = "Ann Lee,+1 412 555 0109,kim@shop.example,4125550104,1990-04-03"
    found = fields(pad, header, row, row.replace("0104", "0107"), listed=listed)
    assert found["Emergency contact"][0] == "fact"
    assert found["Account manager"][0] == "keep"
    assert found["Order total"][0] == "keep"


@pytest.mark.parametrize(
    "cells",
    [
        ("4711", "4712"),
        ("1000001", "1000002"),
        ("Ann", "Bo"),
        ("43002", "32966"),
        ("oat latte", "green tea"),
        ("12.50", "7.25"),
        ("ann@x.example", "window seat"),
    ],
)
def test_cells_that_prove_nothing_leave_a_column_as_it_is(
    pad: Pad, listed: Listed, cells: tuple[str, str]
) -> None:
    lines = [f"{name},{cell}" for name, cell in zip(("Ann Lee", "Bo Ray"), cells, strict=True)]
    assert fields(pad, "Name,Sparkle", *lines, listed=listed)["Sparkle"] == ("fact", "")


@pytest.mark.parametrize(
    ("cells", "why"), [(("2025-11-03", "2026-01-02"), "days"), (("Yes", "no"), "yes or no")]
)
def test_what_cells_are_is_told_even_where_they_do_not_say_what_for(
    pad: Pad, listed: Listed, cells: tuple[str, str], why: str
) -> None:
    lines = [f"{name},{cell}" for name, cell in zip(("Ann Lee", "Bo Ray"), cells, strict=True)]
    assert fields(pad, "Name,Sparkle", *lines, listed=listed)["Sparkle"] == (
        "fact",
        f"cells: {why}",
    )


@pytest.mark.parametrize("name", ["Visit", "Besuch", "The appointment", "Visita", "Rendez-vous"])
def test_days_in_a_column_that_says_only_visit_are_visits_and_refused_if_read_two_ways(
    pad: Pad, listed: Listed, name: str
) -> None:
    said = fields(pad, f"Name,{name}", "Ann Lee,2025-03-04", "Bo Ray,2010-06-05", listed=listed)
    assert said[name] == ("visit", "cells: days")
    problems = pad.import_file(listed(f"Name,{name}", "Ann Lee,03/04/2025")).problems
    assert "can be 3 April 2025 or 4 March 2025" in problems[0].reason


def test_what_a_visit_was_and_days_beside_that_of_a_visit_are_no_visits(
    pad: Pad, listed: Listed
) -> None:
    lines = ("Name,Visit,Booking,Arrival date", "Ann Lee,dry cut,2025-03-01,2025-03-04")
    found = fields(pad, *lines, listed=listed)
    assert [found[name][0] for name in ("Visit", "Booking", "Arrival date")] == [
        "fact",
        "fact",
        "visit",
    ]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Date,Order No,Customer,Item,Qty", "2026-02-03,1,Ann Lee,Rye loaf,1"),
        ("Start date,Start time,Service,Client,Status", "2026-02-03,10:00,Cut,Ann Lee,confirmed"),
        ("Booking Start Time,Service Name,Name", "2026-02-03 10:00,Cut,Ann Lee"),
        ("Order ID,Created at,Lineitem name,Billing Name", "7,2026-02-03 10:00:00 -0400,Mug,Ann Lee"),
        ("id,Created date (UTC),Amount,Invoice ID,Customer Name", "ch_1,2026-02-03 10:11,45,7,Ann Lee"),
        ("Bestätigungs-Code,Name des Gastes,Startdatum,Gebucht", "HM1,Ann Lee,3.2.2026,2026-01-02"),
        ("Order date,Attendee,Event start date,Ticket", "2026-01-02,Ann Lee,2026-02-03,A"),
        ("Name,Last groom,Notes", "Ann Lee,2026-02-03,calm"),
        ("Cliente,Última revisión,Próxima ITV", "Ann Lee,2026-02-03,2027-02-03"),
        ("Name,Last Job Date", "Ann Lee,2026-02-03"),
        ("Kundin,letztes Mal", "Ann Lee,2026-02-03"),
        ("Bestellnummer,Bestelldatum,Name", "20001,2026-02-03,Ann Lee"),
        ("Ordernummer,Besteldatum,Klant,Product", "1,2026-02-03,Ann Lee,zeep"),
        ("Client,Date événement,Lieu", "Ann Lee,2026-02-03,Salle A"),
        ("Eigenaar,Kenteken,Laatste beurt", "Ann Lee,AB-1,2026-02-03"),
        ("Date de début,Heure de début,Prestation,Client", "2026-02-03,10:00,Coupe,Ann Lee"),
        ("Ticket,Dropped off,Name,Bike,Collected", "118,2026-02-03,Ann Lee,Trek,2026-02-05"),
        ("Kunde,Datum,Leistung,Betrag", "Ann Lee,2026-02-03,Schnitt,30"),
        ("Data,Ora,Nome,Coperti,Stato", "2026-02-03,20:30,Ann Lee,2,Arrivato"),
        ("Fecha,Hora,Cliente,Comensales,Estado", "2026-02-03,14:30,Ann Lee,3,Confirmada"),
        ("Naam,Laatste trimbeurt", "Ann Lee,2026-02-03"),
        ("Name,letzte Insp.", "Ann Lee,2026-02-03"),
        ("Hóspede,Entrada,Saída,Estado", "Ann Lee,2026-02-03,2026-02-05,Confirmada"),
        ("Paziente,Ultima seduta", "Ann Lee,2026-02-03"),
    ],
)  # fmt: skip
def test_the_day_of_an_order_or_a_booking_is_a_visit(
    pad: Pad, listed: Listed, header: str, row: str
) -> None:
    report = pad.import_file(listed(header, row))
    assert (report.created, report.rejected) == (1, 0)
    ann = pad.customer("Ann Lee")
    assert (str(ann.last_visit), ann.ids) == ("2026-02-03", ())


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Name,Created at,Total orders,Total spent", "Ann Lee,2026-02-03,3,120"),
        ("Name,Date,Notes", "Ann Lee,2026-02-03,likes tea"),
        ("Name,Services,Expiry date", "Ann Lee,Cut,2026-02-03"),
        ("Name,Last tetanus shot", "Ann Lee,2026-02-03"),
        ("Name,Last cut", "Ann Lee,no. 2 fade"),
        ("Name,Item,Delivery date", "Ann Lee,Sofa,2026-02-03"),
        ("Timestamp,Your name,Anything else?", "2026/02/03 10:11:12,Ann Lee,no"),
    ],
)
def test_another_day_is_no_visit(pad: Pad, listed: Listed, header: str, row: str) -> None:
    report = pad.import_file(listed(header, row))
    assert (report.created, report.rejected) == (1, 0)
    assert pad.customer("Ann Lee").last_visit is None


@pytest.mark.parametrize(
    ("header", "off"),
    [
        ("Start date,Service,Client,Status", "canceled"),
        ("Data,Ora,Cliente,Stato", "Annullata"),
        ("Fecha,Hora,Cliente,Estado", "Cancelada"),
        ("Datum,Uhrzeit,Gast,Buchungsstatus", "storniert"),
        ("Fecha pedido,Dirección,Cliente,Estado", "Cancelado"),
        ("Scheduled date,Scheduled time,Client,Status", "Cancelled"),
    ],
)
def test_a_booking_called_off_in_a_list_of_bookings_is_no_visit(
    pad: Pad, listed: Listed, header: str, off: str
) -> None:
    pad.import_file(
        listed(header, "2026-02-03,10:00,Ann Lee,ok", f"2026-01-04,10:00,Ann Lee,{off}")
    )
    assert [str(one.on) for one in pad.visits("Ann Lee")] == ["2026-02-03"]
    assert str(pad.customer("Ann Lee").last_visit) == "2026-02-03"


@pytest.mark.parametrize("cell", ["06-55501021", "06 5550 1011", "91 555 01 01", "655 50 10 11"])
def test_a_number_in_groups_is_a_phone(pad: Pad, listed: Listed, cell: str) -> None:
    assert fields(pad, "Name,06-nummer", f"Ann Lee,{cell}", listed=listed)["06-nummer"] == (
        *("phone", "cells: phones"),
    )


@pytest.mark.parametrize("cell", ["88 70 96 78", "12 34 56", "2026 2027"])
def test_measures_in_groups_are_no_phone(pad: Pad, listed: Listed, cell: str) -> None:
    assert fields(pad, "Name,Sizes", f"Ann Lee,{cell}", listed=listed)["Sizes"] == ("fact", "")


def test_the_address_of_one_who_took_the_booking_is_not_the_customers(
    pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed("Name,Email,Scheduled By", "Ann Lee,a@x.example,joy@shop.example"))
    assert pad.customer("Ann Lee").emails == ("a@x.example",)


def test_days_with_their_names_are_occasions(pad: Pad, listed: Listed) -> None:
    lines = ["Name,Remember", "Ann Lee,wedding=06-12; name day=02-29", "Bo Ray,wedding=2001-06-12"]
    assert fields(pad, *lines, listed=listed)["Remember"] == (
        "occasions",
        "cells: days with their names",
    )
    unlike = fields(pad, *lines, "Cy Poe,sum=total", listed=listed)
    assert unlike["Remember"] == ("fact", "")


def test_an_occasion_without_its_day_is_rejected_by_name(pad: Pad, listed: Listed) -> None:
    file = listed("Name,Remember", "Ann Lee,wedding=06-12; name day")
    (problem,) = pad.import_file(file, columns={"Remember": "occasions"}).problems
    assert "'name day' is not NAME=DAY" in problem.reason


def test_a_contact_is_whatever_stands_in_it(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Traveler,Contact", "Ann Lee,+1 (412) 555-0101", "Bo Ray,bo@x.example"))
    assert pad.customer("Ann Lee").phones == ("+1 (412) 555-0101",)
    assert pad.customer("Bo Ray").emails == ("bo@x.example",)


def test_a_phone_among_addresses_is_a_phone_and_the_other_way_round(
    pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed("Name,Email,Phone", "Ann Lee,+1 412 555 0101,ann@x.example"))
    ann = pad.customer("Ann Lee")
    assert (ann.emails, ann.phones) == (("ann@x.example",), ("+1 412 555 0101",))


def test_a_no_to_a_question_is_kept_off_the_card(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Brings a dog", "Ann Lee,yes", "Bo Ray,No", "Cy Dow,nein"))
    assert [note.text for note in pad.notes("Ann Lee")] == ["yes"]
    assert pad.notes("Bo Ray") == pad.notes("Cy Dow") == []
    assert any("No" in kept for kept in pad.customer("Bo Ray").kept)


def test_one_column_of_addresses_without_a_header_is_a_list(pad: Pad, listed: Listed) -> None:
    report = pad.import_file(listed("ann@x.example", "bo@x.example"))
    assert (report.created, report.rejected) == (2, 0)
    assert pad.customer("bo@x.example").emails == ("bo@x.example",)


def test_a_column_of_names_and_addresses_is_a_list_of_both(pad: Pad, listed: Listed) -> None:
    report = pad.import_file(listed("Ann Lee <ann@x.example>", "Bo Ray <bo@x.example>"))
    assert (report.created, report.rejected) == (2, 0)
    assert pad.customer("Bo Ray").emails == ("bo@x.example",)


def test_first_and_last_names_without_a_header_are_told_apart(pad: Pad, listed: Listed) -> None:
    rows = ("Lindqvist,Anna,a@x.example", "Tessier,Bruno,b@x.example", "Okafor,Paul,p@x.example")
    pad.import_file(listed(*rows))
    assert {one.name for one in pad.customers()} == {
        "Anna Lindqvist",
        "Bruno Tessier",
        "Paul Okafor",
    }


@pytest.mark.parametrize("header", ["Name1,Name2", "Name 2,Name 1"])
def test_two_numbered_names_are_a_first_and_a_last_where_one_has_first_names(
    pad: Pad, listed: Listed, header: str
) -> None:
    rows = ("Quill,Anna,555 0109", "Rask,Bernd,555 0110")
    pad.import_file(listed(f"{header},Phone", *rows))
    assert [one.name for one in pad.customers()] == ["Anna Quill", "Bernd Rask"]


def test_the_second_line_of_a_companys_name_is_no_first_name(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name1,Name2,Phone", "Quill GmbH,Filiale Ulm,555 0109"))
    assert pad.customer("@1").name == "Quill GmbH"


def test_the_contacts_of_companies_are_addresses_with_names_beside_them(
    pad: Pad, listed: Listed
) -> None:
    contacts = '"Ada Quill <a@q.example>, Bo Ray <b@q.example>"'
    pad.import_file(listed("Organisation,Contacts", f"Acme,{contacts}", "Bolt,c@b.example"))
    acme = pad.customer("Acme")
    assert acme.emails == ("a@q.example", "b@q.example")
    assert {note.text for note in pad.notes("Acme")} >= {"email b@q.example: Bo Ray"}


def test_a_list_without_a_header_is_read_by_its_cells(pad: Pad, listed: Listed) -> None:
    report = pad.import_file(listed(*rows(ANN, BO)))
    assert (report.created, report.rejected) == (2, 0)
    assert pad.customer("Ann Lee").phones == ("+1 412 555 0101",)


@pytest.mark.parametrize("name", ["", "Row", "index"])
def test_a_column_that_counts_the_rows_is_nothing(pad: Pad, listed: Listed, name: str) -> None:
    pad.import_file(listed(f"{name},Name", "0,Ann Lee", "1,Bo Ray"))
    assert pad.notes("Bo Ray") == []


# -- where the header is -------------------------------------------------------------------------

REPORT = ("Wer,Was", "Frühling,2026", "Ansprech,Zuletzt bestellt", "Ann Lee,tea", "Bo Ray,cake")


def test_a_mapped_column_tells_which_line_is_the_header(run: Run, pad: Pad, listed: Listed) -> None:
    file = str(listed(*REPORT))
    assert "says whom a row is about" in refusal(run("import", file), 2)
    answer(run("import", file, "--map", "Ansprech=name"))
    assert {one.name for one in pad.customers()} == {"Ann Lee", "Bo Ray"}


def test_the_line_of_the_header_can_be_said(run: Run, pad: Pad, listed: Listed) -> None:
    file = str(listed("Name,Phone", "old list,2024", "Name,Phone", "Ann Lee,555 0101"))
    answer(run("import", file, "--header-line", "3"))
    assert [one.name for one in pad.customers()] == ["Ann Lee"]


@pytest.mark.parametrize("line", ["0", "9", "x"])
def test_a_line_that_cannot_be_the_header_is_refused(
    run: Run, pad: Pad, listed: Listed, line: str
) -> None:
    result = run("import", str(listed("Name", "Ann Lee")), "--header-line", line)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert pad.customers() == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Client,,,Contact,,", "First Name,Last Name,Born,Mobile,Email,", "Ann,Lee,,555 0101,a@x.example,"),
        ("Who,Who,Contact,Contact", "First Name,Last Name,Phone,Email", "Ann,Lee,555 0101,a@x.example"),
        ("Name,Contact,", ",Phone,Email", "Ann Lee,555 0101,a@x.example"),
        ("Kunde;;Kontakt;", "Vorname;Nachname;Telefon;E-Mail", "Ann;Lee;555 0101;a@x.example"),
    ],
    ids=["a blank last column", "the same words again", "merged downwards", "German"],
)  # fmt: skip
def test_merged_cells_over_the_header_are_no_row(
    pad: Pad, listed: Listed, lines: tuple[str, ...]
) -> None:
    report = pad.import_file(listed(*lines))
    assert (report.created, report.rejected) == (1, 0)
    ann = pad.customer("Ann Lee")
    assert (ann.phones, ann.emails) == (("555 0101",), ("a@x.example",))


# -- damage --------------------------------------------------------------------------------------


def test_a_header_of_a_web_page_is_read_as_it_is_shown(pad: Pad, listed: Listed) -> None:
    file = listed(
        "Name,E&#45;mail&nbsp;,Pr&eacute;nom&quot;", "O&amp;#39;Neil,a@x.example,<b>Ann</b>"
    )
    assert [column.name for column in pad.preview_import(file).columns] == [
        "Name",
        "E-mail",
        'Prénom"',
    ]
    pad.import_file(file)
    assert pad.customer("@1").name == "Ann O'Neil"


@pytest.mark.parametrize(
    "cell",
    [
        '"=""Ann Lee"""',
        '="Ann Lee"',
        '"=HYPERLINK(""mailto:a@x.example"",""Ann Lee"")"',
        "Ann&nbsp;Lee",
    ],
)
def test_a_cell_that_a_program_dressed_up_is_read_plainly(
    pad: Pad, listed: Listed, cell: str
) -> None:
    pad.import_file(listed("Name", cell))
    assert [one.name for one in pad.customers()] == ["Ann Lee"]


TWICE = ("PrÃ©nom,Notes", "ZoÃ« ÃÃ±ez,trinkt CafÃ© â€¦ oft", "Björn Ek,Smörgås")


def test_letters_that_were_encoded_twice_can_be_repaired(
    run: Run, pad: Pad, listed: Listed
) -> None:
    result = run("import", str(listed(*TWICE)), "--repair")
    assert answer(result).startswith("2 rows read: 2 created")
    assert "Repaired letters that were encoded twice: 2 cells." in result.stderr
    assert [note.text for note in pad.notes("@1")] == ["trinkt Café … oft"]
    assert pad.customer("@1").name.startswith("Zoë")
    assert [note.text for note in pad.notes("Björn Ek")] == ["Smörgås"]


def test_a_script_imports_them_as_they_stand_and_is_told(
    run: Run, pad: Pad, listed: Listed
) -> None:
    result = run("import", str(listed(*TWICE)))
    assert answer(result).startswith("2 rows read: 2 created")
    assert "Encoded twice" in result.stderr
    assert "--repair" in result.stderr
    assert pad.customer("@1").name.startswith("ZoÃ«")


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "name"), [("\ny\n", "Jürgen"), ("\nn\n", "JÃ¼rgen")])
def test_at_a_terminal_the_repair_is_asked_for(
    run: Run, pad: Pad, listed: Listed, typed: str, name: str
) -> None:
    result = run("import", str(listed("Name", "JÃ¼rgen")), typed=typed)
    answer(result)
    assert "'JÃ¼rgen' becomes 'Jürgen'" in result.stderr
    assert [one.name for one in pad.customers()] == [name]


def test_an_address_for_deliveries_that_is_another_is_kept_apart(pad: Pad, listed: Listed) -> None:
    header = "Name,City (Billing),Zip (Billing),City (Shipping),Street (Shipping)"
    rows = ("Ann Lee,Cork,T12,Cork,", "Bo Ray,Cork,T12,Sligo,9 Hill")
    pad.import_file(listed(header, *rows))
    said = {
        who: {note.topic: note.text for note in pad.notes(who)} for who in ("Ann Lee", "Bo Ray")
    }
    assert said["Ann Lee"] == {"address": "Cork, T12"}
    assert said["Bo Ray"] == {"address": "Cork, T12", "delivery address": "Sligo, 9 Hill"}
    pad.import_file(listed("Name,Street,Ship City", "Cy Dow,9 Hill,Cork"))
    assert [note.text for note in pad.notes("Cy Dow")] == ["9 Hill, Cork"]


@pytest.mark.parametrize("name", ["Status", "Lead Type", "Source", "Custom 3", "Membership level"])
@pytest.mark.parametrize("need", ["peanut allergy!!", "wheelchair user", "carries an EpiPen"])
def test_a_need_in_a_column_that_is_kept_is_shown_first(
    pad: Pad, listed: Listed, name: str, need: str
) -> None:
    pad.import_file(listed(f"Name,Phone,{name}", f"Ann Lee,555 0101,{need}", "Bo Ray,555 0102,x1"))
    assert [(note.text, note.alert) for note in pad.notes("Ann Lee")] == [(need, True)]
    assert not any(note.alert for note in pad.notes("Bo Ray"))


@pytest.mark.parametrize("name", ["Item Name", "Product", "Room type", "Lineitem name", "SKU"])
def test_what_was_bought_is_no_need(pad: Pad, listed: Listed, name: str) -> None:
    pad.import_file(
        listed(f"Order ID,Order date,Customer,{name}", "7,2026-02-03,Ann Lee,Nut-free cake")
    )
    assert not any(note.alert for note in pad.notes("Ann Lee"))


@pytest.mark.parametrize(
    ("column", "cell", "alert"),
    [
        ("Pet allergies", "chicken", "pet: chicken"),
        ("Kinderallergien", "Erdnuss", "kinder: Erdnuss"),
        ("Alergias mascota", "pollo", "mascota: pollo"),
        ("Allergies & Dietary", "Shellfish", "Shellfish"),
        ("Allergies & Dietary", "vegan, nut allergy", "vegan, nut allergy"),
        *(("Allergies & Dietary", diet, "") for diet in ("Vegetarian", "vegan", "Halal only")),
        *(("Unverträglichkeiten", diet, "") for diet in ("vegetarisch", "Veganerin")),
    ],
)
def test_whose_allergy_it_is_and_that_a_diet_is_none(
    pad: Pad, listed: Listed, column: str, cell: str, alert: str
) -> None:
    pad.import_file(listed(f"Name,{column}", f'Ann Lee,"{cell}"'))
    (note,) = pad.notes("Ann Lee")
    assert (note.text if note.alert else "") == alert


def test_a_question_and_its_answer_beside_it_are_one_fact(pad: Pad, listed: Listed) -> None:
    header = "Name,Form Field 0,Form Response 0,Question 1,Answer 1"
    pad.import_file(listed(header, "Ann Lee,Any injuries?,left knee,Any allergies?,nuts"))
    said = {note.topic: (note.text, note.alert) for note in pad.notes("Ann Lee")}
    assert said == {"Any injuries?": ("left knee", False), "Any allergies?": ("nuts", True)}


def test_who_stands_behind_a_name_of_a_business_is_found_by_their_own(
    pad: Pad, listed: Listed
) -> None:
    header = "Display Name,First Name,Last Name,Phone"
    rows = (
        "Ostrow Dental,Kim,Ostrow,555 0101",
        '"Lee, Ann",Ann,Lee,555 0102',
        "Bo Ray,Bo,,555 0103",
    )
    pad.import_file(listed(header, *rows))
    assert [(one.name, one.aliases) for one in pad.customers()] == [
        ("Ann Lee", ()), ("Bo Ray", ()), ("Ostrow Dental", ("Kim Ostrow",)),
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["checked", "Express"])
def test_a_ticked_box_is_a_yes(pad: Pad, listed: Listed, said: str) -> None:
    pad.import_file(listed("Name,Newsletter", f"Ann Lee,{said}", "Bo Ray,", "Cy Dow,Implicit"))
    assert pad.customer("Cy Dow").consents == ()
    assert [one.status for one in pad.customer("Ann Lee").consents] == ["given"]
    assert pad.customer("Bo Ray").consents == ()


def test_those_of_whom_a_list_knows_the_country_alone_share_no_address(
    pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed("Name,Email,Country", "Ann Lee,a@x.example,US", "Bo Ray,b@x.example,US"))
    assert pad.recall("Ann Lee").shared == []


def test_a_payment_is_a_visit_of_who_holds_the_card(pad: Pad, listed: Listed) -> None:
    header = (
        "id,Created date (UTC),Amount,Captured,Status,Card ID,Card Name,Customer ID,Customer Email"
    )
    pay = "2026-02-03 10:11,45.00,true,Paid,card_1,Ann Lee,cus_A,a@x.example"
    pad.import_file(listed(header, f"ch_1,{pay}", f"ch_2,{pay.replace('02-03', '01-04')}"))
    (ann,) = pad.customers()
    assert (ann.name, ann.emails, ann.ids) == (
        "Ann Lee",
        ("a@x.example",),
        ("stripe payments:cus_A",),
    )
    assert [str(one.on) for one in pad.visits("Ann Lee")] == ["2026-02-03", "2026-01-04"]


def test_estado_is_a_state_only_beside_the_rest_of_an_address(pad: Pad, listed: Listed) -> None:
    rows = ("2026-01-03,Ann Lee,Cancelada", "2026-01-04,Bo Ray,Confirmada")
    pad.import_file(listed("Fecha de reserva,Cliente,Estado", *rows))
    assert [(one.name, str(one.last_visit), pad.notes(one.name)) for one in pad.customers()] == [
        ("Bo Ray", "2026-01-04", [])
    ]
    pad.import_file(listed("Nombre,Ciudad,Estado", "Cy Dow,Mérida,Yucatán"))
    assert [note.text for note in pad.notes("Cy Dow")] == ["Mérida, Yucatán"]


def test_phones_in_a_column_that_may_be_an_address_are_phones(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Ad Soyad,Cep", "Ayla Su,0532 555 01 01", "Can Su,0532 555 01 02"))
    assert pad.customer("Ayla Su").phones == ("0532 555 01 01",)
    assert fields(pad, "Nome,CEP", "Rui Su,01310-100", listed=listed)["CEP"][0] == "fact:address"


@pytest.mark.parametrize(
    ("header", "row", "who", "alert"),
    [
        ("Owner,Pet,Breed,Phone,Allergies", "Ann Lee,Rex,Lab,555 0101,chicken", "Ann Lee", "pet Rex: chicken"),
        ("Parent,Child,Phone,Allergies", "Ann Lee,Leo,555 0101,eggs", "Ann Lee", "child Leo: eggs"),
        ("Eltern,Kind,Handy,Unverträglichkeiten", "Ann Lee,Leo,0171 5550101,Ei", "Ann Lee", "kind Leo: Ei"),
        ("Baasje,Hond,Ras,Allergie", "Ann Lee,Pip,Teckel,kip", "Ann Lee", "hond Pip: kip"),
        ("Student,Parent,Parent mobile,Student allergies", "Mia Lee,Eve Lee,555 0101,nuts", "Mia Lee", "nuts"),
        ("Student name,Parent,Allergies", "Mia Lee,Eve Lee,nuts", "Mia Lee", "nuts"),
        ("Client,Patient,Species,Drug allergies", "Ann Lee,Rex,Dog,penicillin", "Ann Lee", "pet Rex: penicillin"),
        ("Owner,Pet,Owner allergies", "Ann Lee,Rex,latex", "Ann Lee", "latex"),
        ("Patient,Owner,Owner phone,Allergies", "Rex,Ann Lee,555 0101,beef", "Ann Lee", "pet Rex: beef"),
        ("Name,Pet,Allergies", "Ann Lee,Rex,latex", "Ann Lee", "latex"),
    ],
)  # fmt: skip
def test_an_allergy_in_a_list_of_pets_or_children_is_not_put_down_to_who_brings_them(
    pad: Pad, listed: Listed, header: str, row: str, who: str, alert: str
) -> None:
    pad.import_file(listed(header, row))
    assert [note.text for note in pad.notes(who) if note.alert] == [alert]


def test_what_is_shortened_in_a_database_is_read(pad: Pad, listed: Listed) -> None:
    header = "cust_id,first_nm,last_nm,cell_ph,email_addr,tz,is_bot,last_seen_at"
    pad.import_file(
        listed(header, "7,Ann,Lee,412 555 0101,a@x.example,Europe/London,no,2026-01-02")
    )
    ann = pad.customer("Ann Lee")
    assert (ann.phones, ann.emails) == (("412 555 0101",), ("a@x.example",))
    assert pad.notes("Ann Lee") == []


def test_a_no_is_kept_off_the_card_whatever_its_column_is_about(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Do Not Service,Room by the lift?", "Ann Lee,FALSE,no"))
    assert pad.notes("Ann Lee") == []


@pytest.mark.parametrize(
    "header", ["Order Reference,Creation Date,Customer", "No,Order date,Customer"]
)
def test_names_alone_in_a_list_of_orders_are_one_customer_each(
    pad: Pad, listed: Listed, header: str
) -> None:
    rows = ("1,2026-01-02,Ann Lee", "2,2026-02-03,Ann Lee", "3,2026-02-03,Bo Ray")
    pad.import_file(listed(header, *rows))
    assert [one.name for one in pad.customers()] == ["Ann Lee", "Bo Ray"]
    assert [str(one.on) for one in pad.visits("Ann Lee")] == ["2026-02-03", "2026-01-02"]


def test_names_alone_in_a_list_of_customers_are_several(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Last visit", "Ann Lee,2026-01-02", "Ann Lee,2026-02-03"))
    assert len(pad.customers()) == 2


def test_a_name_of_a_business_is_none_of_the_first_names_beside_it(
    pad: Pad, listed: Listed
) -> None:
    header = "Denominazione,Nome,Cognome,E-mail"
    pad.import_file(listed(header, ",Chiara,De Luca,c@x.example", "Bar Sport,,,b@x.example"))
    assert [one.name for one in pad.customers()] == ["Bar Sport", "Chiara De Luca"]


def test_the_phone_of_a_second_contact_is_not_the_firsts(pad: Pad, listed: Listed) -> None:
    header = "Company,Contact 1,Contact 1 phone,Contact 2,Contact 2 phone,Contact 2 email"
    pad.import_file(listed(header, "Acme Ltd,Ann Lee,555 0701,Bo Ray,555 0702,bo@x.example"))
    ann = pad.customer("Ann Lee")
    assert (ann.phones, ann.emails) == (("555 0701",), ())
    assert {note.topic for note in pad.notes("Ann Lee")} >= {"Contact 2", "Contact 2 phone"}


@pytest.mark.parametrize("cell", ["vip / tea", "#tea#vip", "['vip', 'tea']", "VIP,,tea,"])
def test_tags_are_told_apart_however_they_are_written(pad: Pad, listed: Listed, cell: str) -> None:
    pad.import_file(listed("Name,Labels", f'Ann Lee,"{cell}"'))
    assert sorted(tag.lower() for tag in pad.customer("Ann Lee").tags) == ["tea", "vip"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Kind,geb.,Mutter,Tel. Mutter,Vater,Tel. Vater", "Leo,2020-04-13,Ann Lee,0171 5550811,Tim,0171 5550812"),
        ("Owner,Owner phone,Horse,DOB,Vet no.", "Ann Lee,0171 5550811,Comet,2015-04-13,0171 5550812"),
        ("Parent 1,Phone 1,Parent 2,Parent 2 phone,Child", "Ann Lee,0171 5550811,Tim,0171 5550812,Leo"),
    ],
)  # fmt: skip
def test_a_parent_has_neither_the_childs_birthday_nor_the_other_parents_phone(
    pad: Pad, listed: Listed, header: str, row: str
) -> None:
    pad.import_file(listed(header, row))
    ann = pad.customer("Ann Lee")
    assert (ann.phones, ann.occasions) == (("0171 5550811",), ())


def test_what_a_second_guest_must_not_eat_is_told_as_theirs(pad: Pad, listed: Listed) -> None:
    header = "Guest 1,Guest 1 allergies,Guest 2,Guest 2 allergies,Phone,Receptionist email"
    pad.import_file(listed(header, "Ann Lee,eggs,Bo Ray,peanuts,555 0801,desk@shop.example"))
    alerts = {(note.topic, note.text) for note in pad.notes("Ann Lee") if note.alert}
    assert alerts == {("allergy", "eggs"), ("Guest 2 allergies", "peanuts")}
    assert pad.customer("Ann Lee").emails == ()


@pytest.mark.parametrize(
    "column",
    [
        *(
            "Letzte Reparatur",
            "Dernier soin",
            "Last Booked",
            "Last RO Date",
            "Last purchase",
            "Last Invoice Date",
            "Last ticket date",
        ),
        *("Last dined", "Last work order", "Dernier passage", "Date du dernier passage"),
        *("Dernière commande", "Letzter Kauf", "zuletzt gesehen", "Última compra", "Ultimo ordine"),
        *("Último atendimento", "Laatste bestelling", "Last exam", "Last rental"),
    ],
)
def test_the_day_on_which_they_last_came_is_a_visit(pad: Pad, listed: Listed, column: str) -> None:
    rows = ("Ann Lee,a@x.example,2025-02-03", "Bo Ray,b@x.example,2024-12-24")
    pad.import_file(listed(f"Name,Email,{column}", *rows))
    assert str(pad.customer("Ann Lee").last_visit) == "2025-02-03"


@pytest.mark.parametrize(
    ("first", "last"), [("Stay from", "Stay to"), ("Aufenthalt von", "Aufenthalt bis")]
)
def test_a_stay_is_a_visit_on_its_first_day(
    pad: Pad, listed: Listed, first: str, last: str
) -> None:
    pad.import_file(listed(f"Guest,{first},{last}", "Ann Lee,2025-02-03,2025-02-05"))
    assert [str(one.on) for one in pad.visits("Ann Lee")] == ["2025-02-03"]


def test_never_is_no_day_among_those_of_last_visits(pad: Pad, listed: Listed) -> None:
    rows = ("Ann Lee,a@x.example,2025-02-03", "Bo Ray,b@x.example,never")
    pad.import_file(listed("Name,Email,Last Booked", *rows))
    assert [str(one.last_visit) for one in pad.customers()] == ["2025-02-03", "None"]


@pytest.mark.parametrize(
    "column",
    [
        *("Last modified", "Last login", "Last contacted", "Last email sent", "Last campaign"),
        *("Last delivery", "Last price increase", "Last exported"),
    ],
)
def test_the_day_of_anything_else_is_no_visit(pad: Pad, listed: Listed, column: str) -> None:
    rows = ("Ann Lee,a@x.example,2025-02-03", "Bo Ray,b@x.example,2024-12-24")
    pad.import_file(listed(f"Name,Email,{column}", *rows))
    assert [(one.name, one.last_visit) for one in pad.customers()] == [
        ("Ann Lee", None), ("Bo Ray", None),
    ]  # fmt: skip
