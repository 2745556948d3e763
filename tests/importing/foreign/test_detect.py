from __future__ import annotations

import csv
from pathlib import Path

import pytest

from prefpad.domain.errors import AskedWrongly
from prefpad.importing.files import address_cards, calendar_events
from prefpad.importing.foreign.detect import OWN, header_key, is_header, planned
from prefpad.importing.foreign.fields import FACT, FIELDS, TargetField, column_key, home_named
from prefpad.importing.foreign.formats import KNOWN
from prefpad.importing.native.layout import COLUMNS

EXPORTS = Path(__file__).parent.parent.parent / "data" / "exports"
WRITTEN_BY = {
    "airbnb.csv": "airbnb",
    "booking_com.csv": "booking.com",
    "calendly.csv": "calendly",
    "etsy.csv": "etsy",
    "eventbrite.csv": "eventbrite",
    "fresha.csv": "fresha",
    "fresha_appointments.csv": "fresha",
    "freshbooks.csv": "freshbooks",
    "jobber.csv": "jobber",
    "klaviyo.csv": "klaviyo",
    "lightspeed.csv": "lightspeed",
    "myob.csv": "myob",
    "quickbooks.csv": "quickbooks",
    "salesforce.csv": "salesforce",
    "salesforce_report.csv": "salesforce",
    "squarespace.csv": "squarespace",
    "squarespace_appointments.csv": "squarespace",
    "stripe.csv": "stripe",
    "stripe_payments.csv": "stripe payments",
    "subscribed_segment_export_german.csv": "mailchimp",
    "thunderbird.csv": "thunderbird",
    "thunderbird_german.csv": "thunderbird",
    "toast.csv": "toast",
    "vagaro.csv": "vagaro",
    "wix.csv": "wix",
    "woocommerce.csv": "woocommerce",
    "woocommerce_orders.csv": "woocommerce",
    "xero.csv": "xero",
    "zoho.csv": "zoho",
    "google.csv": "google",
    "google_old.csv": "google",
    "hubspot.csv": "hubspot",
    "linkedin.csv": "linkedin",
    "outlook_classic.csv": "outlook",
    "outlook_web.csv": "outlook",
    "shopify.csv": "shopify",
    "shopify_2019.csv": "shopify",
    "square.csv": "square",
    "subscribed_segment_export_8f2e.csv": "mailchimp",
    "unsubscribed_segment_export_8f2e.csv": "mailchimp",
}

LAID_OUT = {"ical": calendar_events.COLUMNS, "vcard": address_cards.COLUMNS}
"""The columns of files that are no tables, as the program lays them out itself."""


def header_of(name: str) -> list[str]:
    with (EXPORTS / name).open(encoding="utf-8-sig", newline="") as file:
        return next(row for row in csv.reader(file) if len(row) > 2)


def homes(*header: str, **wanted: str) -> list[str]:
    given = {name: home_named(home) for name, home in wanted.items()}
    return [str(home) for home in planned(header, "list.csv", given, {}).homes]


def test_there_is_an_export_of_every_known_program() -> None:
    assert {*WRITTEN_BY.values(), *LAID_OUT} == {source.name for source in KNOWN}
    assert {file.name for file in EXPORTS.iterdir()} == set(WRITTEN_BY)


@pytest.mark.parametrize(("name", "source"), WRITTEN_BY.items())
def test_an_export_is_known_by_its_columns_in_any_order(name: str, source: str) -> None:
    header = header_of(name)
    for order in (header, header[::-1], [column.upper() for column in header]):
        plan = planned(order, name, {}, {})
        assert (plan.source, plan.is_known, plan.names_nobody) == (source, True, False)
        assert is_header(order, ())


@pytest.mark.parametrize(("source", "columns"), LAID_OUT.items())
def test_each_column_that_is_laid_out_has_a_home(source: str, columns: tuple[str, ...]) -> None:
    plan = planned(columns, "contacts.vcf", {}, {})
    assert plan.source == source
    assert FACT not in plan.homes


@pytest.mark.parametrize("name", WRITTEN_BY)
def test_an_export_is_like_no_other_program(name: str) -> None:
    keys = {column_key(column) for column in header_of(name)}
    likeness = {source.name: source.likeness(keys) for source in KNOWN}
    own = likeness.pop(WRITTEN_BY[name])
    assert own > max(likeness.values())


@pytest.mark.parametrize("name", WRITTEN_BY)
def test_an_export_names_its_people_and_their_addresses(name: str) -> None:
    fields = {home.field for home in planned(header_of(name), name, {}, {}).homes if home}
    assert fields & {"name", "first name"}
    assert fields & {"email", "phone", "id"} or name == "fresha_appointments.csv"


def test_a_column_that_a_program_does_not_know_goes_where_its_name_says() -> None:
    homes = planned([*header_of("square.csv"), "Food allergies"], "square.csv", {}, {}).homes
    assert str(homes[-1]) == "allergy"


def test_every_home_of_every_program_is_a_field() -> None:
    for source in KNOWN:
        for home in source.columns:
            assert home_named(home).field in FIELDS


def test_a_column_of_a_program_has_one_home() -> None:
    for source in KNOWN:
        keys = [column_key(name) for names in source.columns.values() for name in names]
        twice = {key for key in keys if keys.count(key) > 1 and "#" not in key}
        assert twice == set()


def test_our_own_layout_is_ours() -> None:
    plan = planned(COLUMNS, "list.csv", {}, {})
    assert (plan.source, plan.title, plan.is_known) == (OWN, OWN, True)
    assert [COLUMNS[place] for place in plan.day_columns] == ["on", "by", "confirmed"]
    assert planned(("Customer", "Text", "Knid"), "list.csv", {}, {}).is_own
    assert not planned(("Customer", "Shoe size"), "list.csv", {}, {}).is_own


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Name,E-Mail,Mobile,Birthday,Notes", "name,email,phone,birthday,note"),
        ("Vorname,Name,Telefon,Geburtsdatum,Bemerkung", "first name,last name,phone,birthday,note"),
        ("Nachname,Vorname,PLZ,Kunden-Nr.", "last name,first name,fact:address,id"),
        ("Prénom,Nom,Courriel,Téléphone,Anniversaire", "first name,last name,email,phone,birthday"),
        ("Nombre,Apellidos,Móvil,Correo electrónico", "first name,last name,phone,email"),
        ("Nome,Cognome,Cellulare,Compleanno", "first name,last name,phone,birthday"),
        ("Nome,Sobrenome,Telemóvel,Aniversário", "first name,last name,phone,birthday"),
        ("Voornaam,Achternaam,Mobiel,Geboortedatum", "first name,last name,phone,birthday"),
        ("Vor- und Nachname,Tel. privat", "name,phone"),
        ("First & Last Name,Mobile", "name,phone"),
        ("Customer No,Customer Name", "id,name"),
        ("Nome,Telefone", "name,phone"),
        ("Nom,Ville", "name,fact:address"),
        ("name,PHONE_1,phone 2,Allergies", "name,phone,phone,allergy"),
        ("Name,Shoe size,", "name,fact,fact"),
        ("#,Name,Nr.", "keep,name,keep"),
        (
            "First Name,Last Name,Billing First Name,Billing Last Name",
            "first name,last name,keep,keep",
        ),
        ("Nombre,Primer apellido,Segundo apellido", "first name,last name,last name"),
        ("Name,Home number,Land Line,No. of visits,No-shows", "name,phone,phone,keep,keep"),
        ("Gast,Buchungsnummer,Anreise,Buchungsstatus", "name,booking,visit,status"),
        (
            "Appointment ID,Client,Appointment date,Start time,End time,Service",
            "booking,name,visit,time,keep,service",
        ),
        ("Order ID,Customer,Order date,Time,Service", "keep,name,visit,keep,fact"),
        ("Salutation,First Name,Last Name,Title", "title,first name,last name,fact"),
        ("Booked by,Guest name,Arrival,ID", "name,fact,visit,keep"),
        ("Guest ID,Guest name,Arrival,Status", "id,name,visit,status"),
        ("Name,Order Date,Delivery Name", "name,visit,keep"),
        ("First Name (Billing),First Name (Shipping),Order Date", "first name,keep,visit"),
        ("Client Full Name *,totalVisits,LASTVISIT", "name,keep,visit"),
        ("Name,Emergency Contact Phone,Owner Email", "name,fact,keep"),
        ("Name,Hair Type,Customer Type,Skin notes", "name,fact,keep,note"),
        ("Nome e cognome,Cellulare (obbligatorio),Intolleranze alimentari", "name,phone,allergy"),
        ("Klant,Telefoon werk,Mobiel nr.,E-mail privé", "name,phone,phone,email"),
        ("Kunde,Keine Werbung,Newsletter-Einwilligung", "name,not messages,messages"),
        ("Nom du client,Ne pas contacter,Désinscrit", "name,not messages,not messages"),
        ("Cliente,No llamar,Suscripción boletín", "name,not messages,messages"),
        ("Cliente,Planta baja,Cita cancelada,Boletín", "name,fact,fact,messages"),
        ("Name,Offers declined,Visits cancelled,Newsletter", "name,keep,keep,messages"),
        (
            "Name,Opt-out date,Consent timestamp,Unsubscribe reason",
            "name,not messages,messages,keep",
        ),
    ],
)
def test_columns_of_other_lists_are_known_by_their_names(header: str, expected: str) -> None:
    assert homes(*header.split(",")) == expected.split(",")


def test_a_column_goes_where_its_owner_says() -> None:
    assert homes("Who", "Drink", Who="name", Drink="likes") == ["name", "likes"]
    with pytest.raises(AskedWrongly, match="no column named 'Dirnk'"):
        homes("Who", "Drink", Dirnk="likes")


@pytest.mark.parametrize("home", ["nme", "fact:", "phone:work"])
def test_a_home_that_is_none_is_refused(home: str) -> None:
    if home == "fact:":
        assert home_named(home) == TargetField("fact")
    else:
        with pytest.raises(AskedWrongly, match="no field"):
            home_named(home)


def test_a_mapping_is_remembered_for_the_same_columns_in_another_order() -> None:
    memory = {header_key(("Who", "Drink")): ("regulars", {"who": "name", "drink": "likes"})}
    plan = planned(("drink", "WHO"), "other.csv", {}, memory)
    assert (plan.source, plan.is_known) == ("regulars", True)
    assert [str(home) for home in plan.homes] == ["likes", "name"]
    assert not planned(("Who",), "other.csv", {}, memory).is_known


def test_a_list_of_no_program_is_called_as_its_file_and_as_no_other() -> None:
    assert planned(("Name",), "Kunden 2026-03 (2).csv", {}, {}).source == "kunden"
    memory: dict[str, tuple[str, dict[str, str]]] = {"x": ("kunden", {})}
    assert planned(("Name",), "kunden.csv", {}, memory).source == "kunden 2"
    assert planned(("Name",), "square.csv", {}, {}).source == "square 2"
    assert planned(("Name",), "2026.csv", {}, {}).source == "list"


def test_a_mapped_column_wins_over_a_programs_own() -> None:
    header = header_of("square.csv")
    plan = planned(header, "square.csv", {"Fav drink": TargetField("likes")}, {})
    assert plan.homes[header.index("Fav drink")] == TargetField("likes")
    assert plan.source == "square"


def test_the_reasons_of_rejected_rows_are_not_read() -> None:
    header = [*header_of("square.csv"), "reason"]
    assert planned(header, "square.rejected.csv", {}, {}).homes[-1] is None
    assert planned(("Name", "Reason"), "visits.csv", {}, {}).homes[-1] == TargetField("fact")


@pytest.mark.parametrize(
    ("file", "consent"),
    [
        ("subscribed_segment_export_8f2e.csv", "given"),
        ("unsubscribed_segment_export_8f2e.csv", "withdrawn"),
        ("cleaned_segment_export_8f2e.csv", ""),
        ("list.csv", ""),
    ],
)
def test_a_mailchimp_file_says_consent_by_its_name(file: str, consent: str) -> None:
    header = header_of("subscribed_segment_export_8f2e.csv")
    assert planned(header, file, {}, {}).consent == consent


@pytest.mark.parametrize(
    ("header", "names_nobody"),
    [
        ("Drink,Shoe size", True),
        ("Wer,Mobilnummer", True),
        ("E-mail", False),
        ("Vorname,Drink", False),
        ("Firma,Drink", False),
    ],
)
def test_a_list_names_somebody_by_a_name_or_by_nothing_but_an_address(
    header: str, names_nobody: bool
) -> None:
    assert planned(header.split(","), "list.csv", {}, {}).names_nobody == names_nobody


@pytest.mark.parametrize("cells", [["Notes:"], ["Sam Smith", "555"], ["a name", "x", "y"], [""]])
def test_other_records_are_no_column_names(cells: list[str]) -> None:
    assert not is_header(cells, ())
