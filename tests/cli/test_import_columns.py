"""Lists as owners have them: what their columns are called, and what has to come of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, answered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

    Take = Callable[..., None]


@pytest.fixture
def take(run: Run, pad: Pad, tmp_path: Path) -> Take:
    """Import a list, written as its lines."""

    def take(*lines: str, name: str = "clients.csv", wish: str = "") -> None:
        file = tmp_path / name
        file.write_text("\n".join((*lines, "")), encoding="utf-8")
        answer(run("import", str(file), "--yes", *(["--map", wish] if wish else [])))

    return take


def handles(run: Run, customer: str) -> set[str]:
    known = answered(run("customer", customer, "--format", "json"))
    return {*known["emails"], *known["phones"]}


def consent(run: Run, customer: str) -> str:
    known = answered(run("customer", customer, "--format", "json"))["consents"]
    return known[0]["status"] if known else ""


def test_an_invoicing_list_with_glued_names_names_its_people(
    run: Run, pad: Pad, take: Take
) -> None:
    take(
        "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAddressLine1,PhoneNumber,"
        "MobileNumber,TaxNumber,Discount",
        "Quay Joinery Ltd,QUA1,ida@quay.example,Ida,Berg,1 Quay St,02 5550 1010,0455 501 020,48 9,5",
        "Omar Haddad,OMA1,omar@example.com,Omar,Haddad,,02 5550 2020,,,",
    )
    assert handles(run, "Ida Berg") == {"ida@quay.example", "02 5550 1010", "0455 501 020"}
    assert handles(run, "Omar Haddad") == {"omar@example.com", "02 5550 2020"}
    assert {note.topic for note in pad.notes("Ida Berg")} == {"address", "company"}
    assert pad.notes("Omar Haddad") == []


def test_counted_and_plural_names_are_handles(run: Run, pad: Pad, take: Take) -> None:
    take(
        "J-ID,Display Name,First Name,Last Name,Main Phone #s,E-mails,Created Date,Archived",
        "7,Ida Berg,Ida,Berg,+1 555 010 2020,ida@example.com,2026-01-02,false",
    )
    assert handles(run, "Ida Berg") == {"+1 555 010 2020", "ida@example.com"}
    assert pad.notes("Ida Berg") == []


def test_qualified_names_are_handles(run: Run, take: Take) -> None:
    take(
        "Client Full Name*,Work Phone 1,Mobile No.,Guest E-mail,Other Email",
        "Ida Berg,555 010 3030,555 010 4040,i@example.com,i2@example.com",
    )
    assert handles(run, "Ida Berg") == {
        "555 010 3030", "555 010 4040", "i@example.com", "i2@example.com",
    }  # fmt: skip


def test_a_past_booking_is_a_visit_of_its_guest_and_one_called_off_makes_nobody(
    run: Run, pad: Pad, take: Take
) -> None:
    header = (
        "Confirmation code,Status,Guest name,Contact,# of adults,Start date,End date,# of nights,"
        "Booked,Listing,Earnings"
    )
    take(
        header,
        "A1,Past guest,Ida Berg,+1 555 010 5050,2,2024-05-04,2024-05-07,3,2024-01-01,Loft,$1.00",
        "A2,Past guest,Ida Berg,+1 555 010 5050,2,2025-06-04,2025-06-07,3,2025-01-01,Loft,$1.00",
        "A3,Canceled by guest,Bo Ek,+1 555 010 6060,1,2025-07-01,2025-07-02,1,2025-01-01,Loft,$0.00",
    )
    last_visits = {customer.name: customer.last_visit for customer in pad.customers()}
    assert last_visits == {"Ida Berg": date(2025, 6, 4)}
    assert "2024-05-04" in answer(run("disclose", "ida", "--as", "json"))
    assert handles(run, "Ida Berg") == {"+1 555 010 5050"}


def test_an_allergy_column_among_bookkeeping_is_seen_first(run: Run, pad: Pad, take: Take) -> None:
    take(
        "Guest,Email,Allergies / intolerances,Source,Created At,Last Order,Orders Count,Total Spent,"
        "Language,Time Zone,Status,Owner",
        "Ida Berg,i@example.com,sesame,Web,2026-01-02,#1003,7,120.00,en,UTC,active,Kim",
    )
    card = answered(run("recall", "ida", "--format", "json"))
    assert [note["text"] for note in card["alerts"]] == ["sesame"]
    assert len(pad.notes("ida")) == 1


def test_the_bookkeeping_of_a_program_is_stored_off_the_card(
    run: Run, pad: Pad, take: Take
) -> None:
    take(
        "id,Description,Email,Name,Created (UTC),Delinquent,Card Last4,Status,Total Spend,"
        "Refunded Volume,Payment Count",
        "cus_1,Likes to be rung,i@example.com,Ida Berg,2026-01-02 10:00,false,4242,active,120.00,0.00,3",
    )
    assert [note.text for note in pad.notes("ida")] == ["Likes to be rung"]
    assert "120.00" in answer(run("disclose", "ida"))


def test_consent_in_a_website_builders_words(run: Run, take: Take) -> None:
    take(
        "First Name,Last Name,Email 1,Phone 1,Labels,Created At (UTC+0),Email subscriber status,"
        "SMS subscriber status,Last Activity",
        "Ida,Berg,i@example.com,,vip,2026-01-02 10:00,Subscribed,Never subscribed,Form",
        "Bo,Ek,b@example.com,,,2026-01-02 10:00,Never subscribed,Not subscribed,",
        "Cy,Dow,c@example.com,,,2026-01-02 10:00,Unsubscribed,Subscribed,",
        "Di,Fox,d@example.com,,,2026-01-02 10:00,Unsubscribed,Never subscribed,",
    )
    said = {name: consent(run, name) for name in ("ida", "bo", "di")}
    assert said == {"ida": "given", "bo": "refused", "di": "withdrawn"}


@pytest.mark.parametrize(
    "wish", ["", "Marketing opt-out=messages", "Marketing opt-out=not messages"]
)
def test_an_opt_out_is_never_a_consent(run: Run, take: Take, wish: str) -> None:
    take("Name,Email,Marketing opt-out", "Ida Berg,i@example.com,Yes", "Bo Ek,b@example.com,No",
         wish=wish)  # fmt: skip
    assert (consent(run, "ida"), consent(run, "bo")) == ("withdrawn", "")


def test_an_unknown_word_for_consent_stops_the_import(run: Run, pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Newsletter\nIda Berg,yes\nBo Ek,perhaps\n", encoding="utf-8")
    result = run("import", str(file), "--yes")
    assert result.exit_code == 5
    assert "line 3: Newsletter 'perhaps' is not a known word for consent." in result.stderr
    assert pad.customers() == []
    answer(run("import", str(file), "--yes", "--map", "Newsletter=keep"))
    assert len(pad.customers()) == 2


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("unsubscribed_segment_export_1a2b.csv", "withdrawn"),
        ("subscribed_segment_export_1a2b.csv", "given"),
        ("cleaned_segment_export_1a2b.csv", ""),
    ],
)
def test_an_audience_in_another_language_is_known(
    run: Run, pad: Pad, take: Take, file: str, said: str
) -> None:
    take(
        "Adresse e-mail,Prénom,Nom,Autorisations marketing,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,"
        "CONFIRM_TIME,GMTOFF,CC,LAST_CHANGED,LEID,EUID,NOTES,TAGS",
        "i@example.com,Ida,Berg,,2,2022-01-01 10:00:00,,2022-01-01 10:00:00,,FR,,77,abc,,vip",
        name=file,
    )
    assert consent(run, "ida") == said
    assert handles(run, "Ida Berg") == {"i@example.com"}
    assert pad.notes("ida") == []


def test_a_column_of_jobs_is_no_form_of_address(run: Run, pad: Pad, take: Take) -> None:
    take(
        "First Name,Last Name,Salutation,Title,Email",
        "Ida,Berg,Dr.,Sous Chef,i@example.com",
        "Bo,Ek,,Managing Director,b@example.com",
    )
    assert answered(run("recall", "ida", "--format", "json"))["customer"]["formal"] == "Dr. Berg"
    assert answered(run("recall", "bo", "--format", "json"))["customer"]["formal"] is None
    assert [note.text for note in pad.notes("bo")] == ["Managing Director"]
    assert "Chef" not in answer(run("greet", "ida"))


@pytest.mark.parametrize("nothing", ["N/A", "null", "-", "none"])
def test_a_title_that_is_nothing_is_none(run: Run, take: Take, nothing: str) -> None:
    take("First Name,Last Name,Title", f"Ida,Berg,{nothing}")
    assert "Ida Berg" in answer(run("greet", "ida"))
    assert answered(run("recall", "ida", "--format", "json"))["customer"]["formal"] is None


@pytest.mark.parametrize("number", ["#", "No.", "Nr", "N°"])
def test_a_column_of_row_numbers_is_nothing(pad: Pad, take: Take, number: str) -> None:
    take(f"{number},Name,Phone", "1,Ida Berg,555 0101", "2,Bo Ek,555 0102")
    assert [customer.name for customer in pad.customers()] == ["Bo Ek", "Ida Berg"]
    assert pad.notes("ida") == []


def test_the_first_rows_are_shown_without_the_cells_that_are_blank(
    run: Run, pad: Pad, tmp_path: Path, at_a_terminal: None
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Drink\nAnn Lee,tea\nBo Ek,\nCy Day,ale\n", encoding="utf-8")
    shown = run("import", str(file), typed="q\n")
    assert "tea · ale" in shown.stdout + shown.stderr
