"""Cells that say nothing, rows that are about nobody, and days that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prefpad import Pad

    Listed = Callable[..., Path]

WORDS_FOR_NOTHING = (
    *(
        "N/A",
        "none",
        "NULL",
        "-",
        "#REF!",
        "nan",
        "(blank)",
        "undefined",
        "#N/A",
        "???",
        "...",
        "NaT",
    ),
    *("TBC", "s/d", "s/n", "not known", "xxx", "[]", "{}", "(leer)", "n.d.", "<null>"),
    *("n/k", "not disclosed", "prefer not to say"),
    *("#NV", "#N/D", "#N/B", "#BEZUG!", "#\u00a1VALOR!", "#\u00bfNOMBRE?", "#DIV/0!", "########"),
)


@pytest.mark.parametrize("word", WORDS_FOR_NOTHING)
def test_a_word_for_nothing_is_nothing_in_every_column(pad: Pad, listed: Listed, word: str) -> None:
    columns = "Name,Title,Last Name,Company,Tags,Birthday,Notes,Favourite table,Phone"
    report = pad.import_file(listed(columns, f"Ada Quill{f',{word}' * 8}"))
    assert (report.created, report.rejected) == (1, 0)
    ada = pad.customer("@1")
    assert (ada.name, ada.formal, ada.tags, ada.phones) == ("Ada Quill", None, (), ())
    assert pad.notes("@1") == []


@pytest.mark.parametrize("word", WORDS_FOR_NOTHING)
def test_one_whose_name_says_nothing_is_named_by_the_phone(
    pad: Pad, listed: Listed, word: str
) -> None:
    pad.import_file(listed("Name,Phone", f"{word},+1 412 555 0109"))
    assert pad.customer("@1").name == "+1 412 555 0109"


def test_no_name_in_two_columns_is_none(pad: Pad, listed: Listed) -> None:
    rows = ("Ada,Quill,555 0108", "No,Name,555 0109", "No,Nguyen,555 0110")
    pad.import_file(listed("First Name,Last Name,Phone", *rows))
    assert {one.name for one in pad.customers()} == {"Ada Quill", "555 0109", "No Nguyen"}


def test_a_remark_on_a_time_without_a_customer_is_not_lost(pad: Pad, listed: Listed) -> None:
    row = "Closed,2026-01-03,19:00,nut allergy at the next table"
    report = pad.import_file(listed("Name,Date,Time,Notes", "Ada Quill,2026-01-02,18:00,", row))
    assert (report.created, report.rejected) == (1, 1)


def test_na_is_a_surname_where_it_is_written_as_one(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("First Name,Last Name", "Jin,Na", "Bo,NA"))
    assert [one.name for one in pad.customers()] == ["Bo", "Jin Na"]


@pytest.mark.parametrize(
    "row",
    [
        *(
            "Grand Total,,120.50",
            "Summe:,,€ 90",
            "TOTAL,,",
            "Total,12,120",
            "Page 2 of 3,,",
            "Seite 1 von 2,,",
        ),
        *("Exported by Ada,,", "Exportiert am 3.4.2026,,", "12 customers,,", "--- VIP ---,,"),
        *("Total (12 customers),,120.50", "Average,,10", "Durchschnitt:,,10", ",,120.50", "B,,"),
        *("End of report,,", "\u00a9 2026 Salon,,", "Report run on 4/3/2026,,", "Kunden: 12,,"),
        *("Page 1 of 1", "Printed 9/30/2026 1:46 PM", ",Total: 12,", ",Exported by Ada,"),
        *("Count: 12,,", '"Friday, April 3, 2026 09:15 AM",,', "xxx,xxx,xxx", "N/A,-,?"),
        *(
            '"2 Datensätze, erzeugt 01.10.2026",,',
            '"3 records, all shown",,',
            "null null,,",
            "2026,,",
        ),
        *("Gem. per klant,,80.00", "3 record(s) found,,", "\u2014 end of list \u2014,,"),
        *(
            "Last name: B,,",
            "* Balances include pending items,,",
            "Report filters: status = active,,",
        ),
        *(
            "à rappeler : Mme Leroy,,",
            "Kim total (2 clients),,180.00",
            "Totale,2 clienti,120.5",
            "gez. M. Wirt,,",
            "TOTAL OWED,,-3.00",
            "2,2,1",
            "CONFIDENTIAL - internal use only,,",
            "v4.2.1,,",
            "*** 2 records ***,,",
        ),
        "Total / Summe,4,",
        *("TOTAUX,2,160", "vip = very important,,", "(2 rows affected),,"),
        *("User: frontdesk,Date: 10/01/2026,", "Filtres : actifs,,"),
        *("Nombre d'enregistrements : 2,,", "Ausdruck vom 30.09.2026,,"),
        *(
            '"12 High Street, Leeds LS1 4AB",0113 555 0101,',
            "Salon Bella - 12 High Street - Tel 0113 555 0101,,",
            '"Hauptstr. 5, 80331 M\u00fcnchen",089 555010,',
            '"8 rue des Lilas, 69003 Lyon",04 78 55 50 10,',
            '"Calle Mayor 12, 28013 Madrid",915550101,',
        ),
        *("Contacts & Accounts", "Confidential Information - Do Not Distribute", '"Bakery Ltd."'),
    ],
)
def test_a_row_about_nobody_is_left_out_and_named(pad: Pad, listed: Listed, row: str) -> None:
    report = pad.import_file(listed("Name,Phone,Spent", "Ada Quill,555 0109,10", row))
    assert (report.read, report.created) == (1, 1)
    assert [problem.line for problem in report.left_out] == [3]


@pytest.mark.parametrize(
    "line",
    [
        "Bowling club",
        "Evening class",
        "Thursday ladies",
        "Choir (alto)",
        "Yoga group",
        "Ladies' choir",
        "Stammtisch",
        "Club de bridge",
        "Cash only",
    ],
)
def test_a_group_or_a_remark_that_heads_a_section_is_left_out(
    pad: Pad, listed: Listed, line: str
) -> None:
    report = pad.import_file(listed("Name,Phone,Notes", f"{line},,", "Ada Quill,555 0109,"))
    assert (report.created, len(report.left_out)) == (1, 1)


@pytest.mark.parametrize(
    "name",
    ["Sara Corso", "Elena Coro", "Philippe Chorale", "Marco Curso", "* Jane Doe", "(Jane Doe)"],
)
def test_one_who_is_called_like_a_group_or_has_a_mark_is_somebody(
    pad: Pad, listed: Listed, name: str
) -> None:
    report = pad.import_file(listed("Name,Notes", f"{name},", "* Ann Lee called at the end,"))
    assert (report.created, [one.line for one in report.left_out]) == (1, [3])


@pytest.mark.parametrize(
    "word", ["CASH", "Closed", "Ferm\u00e9", "NO USAR", "LIBRE", "Urlaub 3.-17.8."]
)
def test_a_time_without_a_customer_is_left_out(pad: Pad, listed: Listed, word: str) -> None:
    report = pad.import_file(listed("Name,Date,Guests", "Ada Quill,2026-01-02,2", f"{word},,"))
    assert (report.created, [problem.line for problem in report.left_out]) == (1, [3])


@pytest.mark.parametrize("word", ["ders.", "Idem", "dto.", "zelfde", "as above"])
def test_what_stands_for_the_name_above_is_asked_about(pad: Pad, listed: Listed, word: str) -> None:
    report = pad.import_file(listed("Name,Date,Room", "Ada Quill,2026-01-02,2", f"{word},,4"))
    assert report.rejected == 1
    report = pad.import_file(listed("Name,Phone", "Ada Quill,555 0109", f"{word},555 0109"))
    assert report.rejected == 1
    assert "stands for the name above" in report.problems[0].reason


@pytest.mark.parametrize(
    ("cell", "is_remark"),
    [
        ("Pregnant? ask", True),
        ("Allergic to nuts?", True),
        ("Nut allergy", True),
        ("call back monday", True),
        ("Do not seat by the door", True),
        ("NO SHOW x2, do not book", True),
        ("Bowling club", False),
        ("Young King", False),
        ("Smith?", False),
        ("will young", False),
        ("Sam Reed?", False),
        ("Hotel Adler", False),
    ],
)
def test_one_in_whose_place_a_remark_stands_is_named_by_the_phone(
    pad: Pad, listed: Listed, cell: str, is_remark: bool
) -> None:
    pad.import_file(listed("Name,Phone", f'"{cell}",+1 412 555 0109'))
    assert (pad.customer("@1").name == "+1 412 555 0109") == is_remark
    assert [note.text for note in pad.notes("@1")] == [cell] * is_remark


@pytest.mark.parametrize(
    "day",
    ["2026-01-03", "12/03/2026", "3.12.2025", "2026-01-03 10:00", "3 March 2026", "Jan 3, 2026"],
)
def test_a_day_in_a_column_of_phones_is_no_phone(pad: Pad, listed: Listed, day: str) -> None:
    pad.import_file(listed("Name,Phone,Notes", f'Ada Quill,"{day}",likes tea'))
    assert pad.customer("@1").phones == ()
    assert pad.customer("@1").kept == (f"guests, Phone: {day}",)


@pytest.mark.parametrize("cell", ["called 2026-01-03", "no phone since 2025", "seit 3.1.2026 ohne"])
def test_a_day_in_a_remark_among_phones_is_no_phone(pad: Pad, listed: Listed, cell: str) -> None:
    pad.import_file(listed("Name,Phone,Other phone", f"Ada Quill,555 010 4401,{cell}"))
    assert pad.customer("@1").phones == ("555 010 4401",)
    assert [note.text for note in pad.notes("@1")] == [cell]


@pytest.mark.parametrize("cell", ["0", "no", "false", "-", "0;0", "Nein", "FALSE"])
def test_a_zero_or_a_no_is_no_tag(pad: Pad, listed: Listed, cell: str) -> None:
    pad.import_file(listed("Name,Tags", f"Ada Quill,{cell}", "Bo Ray,vip;no"))
    assert [one.tags for one in pad.customers()] == [(), ("vip",)]


def test_lines_of_one_cell_below_the_customers_are_no_child_rows(pad: Pad, listed: Listed) -> None:
    below = ("Contacts & Accounts", "Confidential Information - Do Not Distribute")
    report = pad.import_file(
        listed("First,Last,Phone", "Ada,Quill,555 0109", *below), skip_bad=True
    )
    assert (report.created, report.rejected, len(report.left_out)) == (1, 0, 2)


@pytest.mark.parametrize("row", ["Bo", "Bo Ray", "bo@x.example", "555 0110", "Ann & Bo Ray"])
def test_a_row_that_may_be_a_customer_who_was_cut_off_is_rejected(
    pad: Pad, listed: Listed, row: str
) -> None:
    report = pad.import_file(
        listed("Name,Phone,Spent", "Ada Quill,555 0109,10", row), skip_bad=True
    )
    assert (report.created, report.rejected) == (1, 1)


@pytest.mark.parametrize(
    "row",
    [
        '"Ann Miller, 12 High Street, Leeds LS1 4AB",555 0109,',
        "12 High Street,555 0109,",
        '"12 High Street, Leeds LS1 4AB",555 0109,40.00',
    ],
)
def test_one_whose_address_stands_in_the_name_is_somebody(
    pad: Pad, listed: Listed, row: str
) -> None:
    report = pad.import_file(listed("Name,Phone,Spent", "Ada Quill,555 0110,10", row))
    assert (report.created, report.left_out) == (2, ())


@pytest.mark.parametrize(
    ("header", "customer", "out"),
    [
        (
            "Date,Name,Type,Gross,Fee,Net,From Email Address",
            "2026-02-11,Ada Quill,Payment,40.00,-1.50,38.50,ada@quill.example",
            "2026-02-12,,General Withdrawal,-38.50,0.00,-38.50,shop@salon.example",
        ),
        (
            "Datum,Name,Typ,Brutto,Geb\u00fchr,Netto,Absender E-Mail-Adresse",
            '2026-02-11,Ada Quill,Zahlung,"40,00","-1,50","38,50",ada@quill.example',
            '2026-02-12,Ada Quill,R\u00fcckzahlung,"-40,00","1,50","-38,50",shop@salon.example',
        ),
    ],
)
def test_a_payment_out_is_no_customers(
    pad: Pad, listed: Listed, header: str, customer: str, out: str
) -> None:
    report = pad.import_file(listed(header, customer, out))
    assert [one.emails for one in pad.customers()] == [("ada@quill.example",)]
    assert [problem.line for problem in report.left_out] == [3]


def test_two_addresses_in_a_cell_of_a_list_without_names_are_asked_about(
    pad: Pad, listed: Listed
) -> None:
    report = pad.import_file(listed("Email", "a.quill@x.example", "bo@y.example; cy@y.example"))
    assert (report.created, report.rejected) == (1, 1)
    assert "has 2 addresses and no name" in report.problems[0].reason


def test_two_addresses_of_one_person_name_one_customer(pad: Pad, listed: Listed) -> None:
    report = pad.import_file(listed("Email", "ada@x.example", "bo@y.example; bo@z.example"))
    assert (report.created, report.rejected) == (2, 0)


def test_column_names_that_are_repeated_below_a_section_are_left_out(
    pad: Pad, listed: Listed
) -> None:
    columns = "Name,Phone,Notes"
    sections = ("Regulars,,", columns, "Ada Quill,555 0109,", ",,", "Past clients,,", columns)
    report = pad.import_file(listed(*sections, "Bo Ray,555 0110,likes tea"))
    assert (report.created, report.rejected) == (2, 0)
    assert [problem.line for problem in report.left_out] == [5, 6]


def test_titles_that_are_repeated_on_each_page_are_left_out(pad: Pad, listed: Listed) -> None:
    page = ("Salon Rosa,,", "Customer list,,Page {}", "Name,Phone,Notes")
    rows = ("Ada Quill,555 0109,likes tea", "Bo Ray,555 0110,")
    lines = [line.format(at) for at, row in enumerate(rows, 1) for line in (*page, row)]
    report = pad.import_file(listed(*lines))
    assert [one.name for one in pad.customers()] == ["Ada Quill", "Bo Ray"]
    assert [problem.line for problem in report.left_out] == [5, 6, 7]


def test_a_walk_in_is_left_out_unless_something_was_noted_of_them(pad: Pad, listed: Listed) -> None:
    rows = ("Ada Quill,555 0109,Rye loaf,", "Walk-in,,Bun,")
    report = pad.import_file(listed("Customer,Phone,Item,Notes", *rows))
    assert (report.created, report.rejected) == (1, 0)
    assert [problem.line for problem in report.left_out] == [3]
    report = pad.import_file(listed("Customer,Phone,Item,Notes", "Guest,,,nut allergy"))
    assert (report.created, report.rejected) == (0, 1)


@pytest.mark.parametrize(
    "said", ["no tiene", "kein Handy", "pas de mail", "doesn't use it", "ex-directory", "x"]
)
def test_one_without_a_phone_or_an_address_in_words_has_none(
    pad: Pad, listed: Listed, said: str
) -> None:
    report = pad.import_file(listed("Name,Phone,Email", f"Ada Quill,{said},{said}"))
    assert (report.created, report.rejected) == (1, 0)
    assert (pad.customer("@1").phones, pad.customer("@1").emails) == ((), ())


@pytest.mark.parametrize(
    "row",
    [
        "Total,555 0110,30",
        "Total Wine,,30",
        "Page Carter,,",
        "Count Basie,,",
        "Summer Lee,,",
        "Tara Total,,30",
    ],
)
def test_a_customer_who_is_called_like_a_total_is_taken(pad: Pad, listed: Listed, row: str) -> None:
    report = pad.import_file(listed("Name,Phone,Spent", "Ada Quill,555 0109,10", row))
    assert (report.created, report.left_out) == (2, ())


@pytest.mark.parametrize(
    "no_day",
    [
        *("1/0/00", "1899-12-31", "12:00:00 AM", "not yet", "no visits", "Never visited", "keine"),
        *(
            "noch nie",
            "unbekannt",
            "sin fecha",
            "00.00.0000",
            "0/0/00",
            "01/00/1900",
            "0.1.1900",
            "0001-01-01",
            "1899-12-30 00:00:00",
            "30/12/1899",
            "1/0/1900 12:00:00 AM",
            "XX/XX/XXXX",
            "00-Jan-00",
            "none booked",
        ),
        *("private", "refused to say", "n.c.", "01.01.1900", "1900-01-01T00:00:00"),
        *("99/99/9999", "11/11/1111", "1/1/1753", "1601-01-01", "01-Jan-1900"),
        *(" .  . ", "--/--/----", "0000-00-00 00:00:00", "Never", "nie", "jamais", "nunca"),
    ],
)
def test_what_is_written_for_no_day_is_none(pad: Pad, listed: Listed, no_day: str) -> None:
    report = pad.import_file(listed("Name,Birthday,Last Visit", f"Ada Quill,{no_day},{no_day}"))
    assert (report.created, report.rejected) == (1, 0)
    assert pad.customer("@1").occasions == ()
    assert pad.customer("@1").last_visit is None


@pytest.mark.parametrize("day", ["1970-01-01", "01/01/1970", "1969-12-31 16:00:00"])
def test_the_day_from_which_computers_count_is_no_visit_and_may_be_a_birthday(
    pad: Pad, listed: Listed, day: str
) -> None:
    pad.import_file(listed("Name,Birthday,Last Visit", f"Ada Quill,{day},{day}"))
    assert [one.year for one in pad.customer("@1").occasions] == [
        int(day[:4]) if day[0] == "1" else 1970
    ]
    assert pad.customer("@1").last_visit is None


@pytest.mark.parametrize(
    "name",
    [
        "(geen naam)",
        "N.N.",
        "no-name",
        "Mr Unknown",
        "New Customer 12",
        "Guest #3",
        "Untitled",
        "NC",
        "Clients divers",
        "X",
        "Anonymous customer",
        "Unknown Guest",
        "Cliente an\u00f3nimo",
        "Unbekannter Kunde",
    ],
)
def test_words_that_say_that_a_customer_is_not_known_are_no_name(
    pad: Pad, listed: Listed, name: str
) -> None:
    pad.import_file(listed("Name,Phone", f"{name},+1 412 555 0109"))
    assert pad.customer("@1").name == "+1 412 555 0109"


@pytest.mark.parametrize(
    "written",
    [
        *("07-Jun-88", "7-Jun-1988", "07-juin-88", "19880607", "7.Jun.88", "32301", "32301.0"),
        *("Tuesday, 7 June 1988", "7 de junio de 1988", "7 giugno 1988", "June 7th, 1988"),
        *("1988.06.07.", "1988. 6. 7."),
        *("born 7 June 1988", "née le 7 juin 1988", "* 7.6.1988", "June 7, '88"),
        *("Di., 7. Juni 1988", "7\u00b0 giugno 1988"),
    ],
)
def test_a_day_is_read_as_spreadsheets_write_it(pad: Pad, listed: Listed, written: str) -> None:
    pad.import_file(listed("Name,Birthday", f'Ada Quill,"{written}"'))
    assert [one.written for one in pad.customer("@1").occasions] == ["1988-06-07"]


def test_a_day_that_is_none_is_still_rejected(pad: Pad, listed: Listed) -> None:
    report = pad.import_file(listed("Name,Birthday", "Ada Quill,31-Jun-88", "Bo Rask,19881399"))
    assert report.rejected == 2


def test_a_cell_is_read_as_a_web_page_or_a_spreadsheet_shows_it(pad: Pad, listed: Listed) -> None:
    row = '"=""D&#39;Arcy &amp; Vale""",Tea &amp; milk<br />1 < 2'
    pad.import_file(listed("Name,Notes", row))
    assert pad.customer("@1").name == "D'Arcy & Vale"
    assert [note.text for note in pad.notes("@1")] == ["Tea & milk\n1 < 2"]


@pytest.mark.parametrize("word", ["Walk-in", "GUEST", "Laufkundschaft"])
def test_a_row_for_all_who_left_no_name_is_left_out_and_says_so(
    pad: Pad, listed: Listed, word: str
) -> None:
    report = pad.import_file(listed("Customer ID,Name,Visits", f"1,{word},300", "2,Ada Quill,3"))
    assert [one.name for one in pad.customers()] == ["Ada Quill"]
    assert report.rejected == 0
    assert [one.reason for one in report.left_out] == [f"'{word}' is not the name of a customer."]


def test_such_a_row_with_a_remark_is_refused_so_that_the_remark_is_not_lost(
    pad: Pad, listed: Listed
) -> None:
    report = pad.import_file(listed("Name,Notes", "Walk-in,left her red scarf", "Ada Quill,"))
    assert [one.reason for one in report.problems] == ["'Walk-in' is not the name of a customer."]
    assert pad.customers() == []


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ("Has allergies", "If yes, which?"),
        ("Allergies (Y/N)", "Please specify"),
        ("Allergy?", "Allergic to"),
        ("Allergien?", "Wenn ja, welche"),
        ("Allergies", "Si oui, lesquelles"),
        ("Alergias", "En caso afirmativo, \u00bfcu\u00e1les?"),
        ("Allergie", "Zo ja, welke"),
    ],
)
def test_what_a_list_asks_behind_a_yes_about_allergies_is_the_allergy(
    pad: Pad, listed: Listed, asked: str, which: str
) -> None:
    pad.import_file(listed(f'Name,{asked},"{which}"', "Ada Quill,Y,sesame", "Bo Rask,Yes,"))
    assert [note.text for note in pad.recall("@1").alerts] == ["sesame"]
    assert [note.text for note in pad.recall("@2").alerts] == ["Yes"]


def test_other_among_answers_is_no_need_where_another_column_says_which(
    pad: Pad, listed: Listed
) -> None:
    header = "Name,Dietary requirements,Other dietary (please specify)"
    pad.import_file(listed(header, "Ada Quill,Other,low histamine", "Bo Ray,Other,"))
    assert [note.text for note in pad.recall("@1").alerts] == ["low histamine"]
    assert [note.text for note in pad.recall("@2").alerts] == ["Other"]


def test_a_yes_about_allergies_stands_beside_a_no(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed('Name,Has allergies,"If yes, which?"', "Ada Quill,Y,none"))
    assert [note.text for note in pad.recall("@1").alerts] == ["Y"]


def test_the_same_question_behind_another_column_is_about_no_allergy(
    pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed('Name,Has a dog,"If yes, which?"', "Ada Quill,Y,terrier"))
    assert pad.recall("@1").alerts == []


@pytest.mark.parametrize("header", ["Child", "Children (ages)", "Kids (age)"])
def test_what_a_list_says_of_children_is_shown_and_their_allergy_first(
    pad: Pad, listed: Listed, header: str
) -> None:
    report = pad.import_file(listed(f"Name,{header}", 'Ada Quill,"Lea (7), Tim (4, nut allergy)"'))
    assert report.kept == ()
    assert ["nut allergy" in note.text for note in pad.recall("@1").alerts] == [True]


def test_the_number_of_a_child_in_a_programs_books_is_stored_alone(
    pad: Pad, listed: Listed
) -> None:
    report = pad.import_file(listed("Name,Child ID", "Ada Quill,4711"))
    assert report.kept == ("Child ID",)


def alerts(pad: Pad, who: str) -> list[str]:
    return [note.text for note in pad.recall(who).alerts]


@pytest.mark.parametrize("yes", ["Yes", "x", "TRUE", "WAHR", "\u2713"])
def test_a_yes_in_a_column_of_one_need_says_which_it_is(pad: Pad, listed: Listed, yes: str) -> None:
    header = "Name,Latex allergy,Noten-allergie (ja/nee),Any allergies?,Wheelchair access"
    pad.import_file(listed(header, f"Ada Quill,{yes},{yes},No,{yes}", f"Bo Ray,No,,{yes},No"))
    assert {*alerts(pad, "ada")} == {"Latex allergy", "Noten-allergie", "Wheelchair access"}
    assert alerts(pad, "bo") == [yes if yes.isalnum() else "yes"]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Allergy form signed", ("Yes", "No")),
        ("Allergy waiver", ("x", "")),
        ("Allergy test date", ("2025-03-14", "2025-04-02")),
        ("Allergie-Formular", ("ja", "nein")),
    ],
)
def test_that_a_form_about_needs_was_signed_is_no_need(
    pad: Pad, listed: Listed, column: str, cells: tuple[str, str]
) -> None:
    pad.import_file(listed(f"Name,{column}", *map("{0},{1}".format, ("Ada", "Bo"), cells)))
    assert not alerts(pad, "ada")


def test_needs_under_a_name_of_a_form_are_still_shown_first(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Allergy form", "Ada Quill,nuts", "Bo Ray,No"))
    assert alerts(pad, "ada") == ["nuts"]


@pytest.mark.parametrize(
    ("header", "row", "alert"),
    [
        (
            "Name,Child 1,Child 1 allergies,Child 2,Child 2 allergies",
            "Mia,no,Leo,nuts",
            "child Leo: nuts",
        ),
        ("Guest,Plus one,Plus one dietary", "Bo Ray,nut allergy", "plus one Bo Ray: nut allergy"),
        ("Name,Partner,Partner's allergies", "Bo,Yes", "partner Bo: Yes"),
        ("Client,Patient,Species,Allergies", "Rex,Dog,beef", "pet Rex: beef"),
        ("Parent,Child,Child's allergies,Parent's allergies", "Mia,,nuts", "nuts"),
        ("Name,Begleitung,Allergien der Begleitung", "Bo,Soja", "begleitung Bo: Soja"),
        ("Nom,T\u00e9l,Allergies / PAI", ",arachide", "arachide"),
        ("Nom,T\u00e9l,PAI / Allergie", ",oui", "PAI / Allergie"),
        ("Nome,Tel,Alergias do pai", ",nozes", "pai: nozes"),
    ],
)
def test_anothers_need_says_whose_it_is(
    pad: Pad, listed: Listed, header: str, row: str, alert: str
) -> None:
    pad.import_file(listed(header, f"Ada Quill,{row}"))
    assert alerts(pad, "ada") == [alert]


def test_what_stands_behind_a_denial_is_not_lost(pad: Pad, listed: Listed) -> None:
    pad.import_file(
        listed("Name,Allergies", 'Ada Quill,"No allergies, vegan"', 'Bo Ray,"No, none"')
    )
    assert [note.text for note in pad.notes("ada")] == ["No allergies, vegan"]
    assert (alerts(pad, "ada"), pad.notes("bo")) == ([], [])


def test_what_is_private_behind_a_denial_is_no_need(pad: Pad, listed: Listed) -> None:
    rows = ("Ada Quill,None. Pregnant (due May)", "Bo Ray,None - penicillin", "Cy Rask,No. Latex")
    pad.import_file(listed("Name,Allergies", *rows))
    assert [(note.voice, note.alert) for note in pad.notes("ada")] == [("private", False)]
    assert (alerts(pad, "bo"), alerts(pad, "cy")) == (["None - penicillin"], ["No. Latex"])


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "No known allergies, but sensitive to perfume",
            "none except cats",
            "no allergies but coeliac",
        ),
        *("keine, aber empfindlich auf Nickel", "aucune sauf pollen", "ninguna, salvo ácaros"),
        *("nessuna, tranne i gatti", "nenhuma exceto pólen", "geen, behalve katten"),
    ],
)
def test_a_denial_that_excepts_something_states_a_need(
    pad: Pad, listed: Listed, answer: str
) -> None:
    pad.import_file(listed("Name,Allergies", f'Ada Quill,"{answer}"'))
    assert alerts(pad, "ada") == [answer]


def test_what_is_over_is_no_need(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Allergies", "Ada Quill,eggs - outgrown"))
    assert alerts(pad, "ada") == []


@pytest.mark.parametrize(
    "answer",
    ["Lilien bitte weg", "Erdnüsse bitte weg", "gluten nicht mehr", "no more nuts please"],
)
def test_what_is_wanted_away_is_not_over(pad: Pad, listed: Listed, answer: str) -> None:
    pad.import_file(listed("Name,Allergies", f"Ada Quill,{answer}"))
    assert alerts(pad, "ada") == [answer]


@pytest.mark.parametrize(
    "column", ["Alerts", "Medical", "Medical alerts", "Warnungen", "Alertas m\u00e9dicas"]
)
def test_a_substance_alone_in_a_column_of_alerts_is_an_allergy(
    pad: Pad, listed: Listed, column: str
) -> None:
    pad.import_file(listed(f"Name,{column}", "Ada Quill,latex", "Bo Ray,moved to Ulm"))
    assert (alerts(pad, "ada"), alerts(pad, "bo")) == (["latex"], [])


def test_a_need_in_a_cell_for_a_phone_is_shown_first(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Phone,Email", "Ada Quill,none - deaf,a@q.example"))
    assert alerts(pad, "ada") == ["none - deaf"]


@pytest.mark.parametrize(
    "answer",
    [
        *("no known drug allergies", "Nil known", "None that I'm aware of", "n.k.a.", "denies any"),
        *("keine die ich kenne", "aucune à ma connaissance", "sin alergias conocidas"),
        *("nessuna che io sappia", "nenhuma que eu saiba", "geen voor zover bekend"),
    ],
)
def test_an_answer_that_denies_in_many_words_is_no_need(
    pad: Pad, listed: Listed, answer: str
) -> None:
    pad.import_file(listed("Name,Allergies", f"Ada Quill,{answer}"))
    assert not alerts(pad, "ada")
