"""Small lists as real programs and people write them, each through the real command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.shell import answer, answered

if TYPE_CHECKING:
    from tests.cli.conftest import Run

CASES = Path(__file__).parent.parent / "data" / "field_cases"

pytestmark = pytest.mark.usefixtures("pad")


def case(name: str) -> str:
    return str(CASES / f"{name}.csv")


def shown(run: Run, who: str) -> Any:
    """Return what the pad has on a customer."""
    return answered(run("customer", who, "--format", "json"))


def recalled(run: Run, who: str) -> Any:
    return answered(run("recall", who, "--format", "json"))


def names(run: Run) -> list[str]:
    return [one["name"] for one in answered(run("customer", "--format", "json"))]


def created(run: Run, name: str, *options: str) -> int:
    """Import a case whose rows are all good, and return how many customers it made."""
    report = answered(run("import", case(name), *options, "--format", "json"))
    assert report["rejected"] == 0
    count: int = report["created"]
    assert len(names(run)) == count
    return count


def alerts(run: Run, who: str) -> list[str]:
    return [note["text"] for note in recalled(run, who)["alerts"]]


def consent(run: Run, who: str) -> list[str]:
    return [one["status"] for one in shown(run, who)["consents"] if one["about"] == "messages"]


def test_there_is_a_test_for_each_case() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    unused = [file.stem for file in CASES.iterdir() if f'"{file.stem}"' not in text]
    assert unused == []


def test_columns_of_xero(run: Run) -> None:
    assert created(run, "columns-xero") == 2
    nora = shown(run, "@2")
    assert nora["name"] == "Nora Vale"
    assert (nora["emails"], nora["phones"]) == (["nora@example.com"], ["02 5550 1077"])
    gavin = shown(run, "gavin marlin")
    assert gavin["emails"] == ["gavin@marlin.example"]
    assert gavin["phones"] == ["02 9000 1111", "0401 220 556"]
    assert "Nora Vale" in answer(run("recall", "1077"))
    answer(run("forget", "nora vale", "--yes"))
    again = run("import", case("columns-xero"))
    assert "1 row is about somebody who asked to be forgotten" in again.stderr
    assert names(run) == ["Gavin Marlin"]


def test_columns_of_jobber(run: Run) -> None:
    assert created(run, "columns-jobber") == 1
    jordan = shown(run, "jordan lee")
    assert jordan["emails"] == ["jordan@x.example"]
    assert jordan["phones"] == ["+1 412 555 4321"]
    assert "1001" in str(jordan["ids"])


def test_columns_with_qualified_and_counted_names(run: Run) -> None:
    assert created(run, "columns-plain") == 1
    ann = shown(run, "ann lee")
    assert (len(ann["phones"]), len(ann["emails"])) == (2, 2)


def test_the_contact_beside_a_guest_is_a_phone(run: Run) -> None:
    assert created(run, "columns-airbnb") == 1
    assert shown(run, "14125554321")["name"] == "Jordan Lee"
    assert shown(run, "jordan lee")["phones"] == ["+1 (412) 555-4321"]
    assert "TEL" in answer(run("export", "--format", "vcard"))


def test_an_allergy_in_a_column_of_its_own_stands_first(run: Run) -> None:
    assert created(run, "allergy-other-column") == 1
    (alert,) = alerts(run, "lee")
    assert "peanuts" in alert
    assert "not shown" not in answer(run("recall", "lee")).lower()


def test_an_allergy_in_a_note_stands_first(run: Run) -> None:
    result = run("import", case("allergy-in-notes"), "--yes")
    assert answer(result).startswith("1 row read: 1 created")
    assert "1 allergy shown first" in f"{result.stdout}{result.stderr}"
    for letter in "abcdefgh":
        answer(run("add", "Ann Lee", f"remark {letter}", "--fact", "--voice", "act"))
    assert alerts(run, "lee") == ["Nut allergy! carries EpiPen"]
    assert "Nut allergy! carries EpiPen" in answer(run("recall", "lee"))


def test_an_answer_that_there_is_no_allergy_is_none(run: Run) -> None:
    assert created(run, "allergy-none") == 3
    assert [alerts(run, who) for who in ("@1", "@2", "@3")] == [[], [], []]


def test_a_remark_beside_a_name_is_never_said(run: Run) -> None:
    assert created(run, "greet-remark-in-name") == 2
    assert answer(run("greet", "@1")).startswith("Welcome, Ann Green.")
    assert answer(run("greet", "@2")).startswith("Welcome, Bob Grey.")
    assert "DO NOT CALL" in answer(run("recall", "ann green", "--all"))
    assert "bad payer" in answer(run("recall", "@2", "--show-private"))
    assert "payer" not in answer(run("greet", "@2"))


def test_a_stand_in_for_a_phone_tells_nobody_apart(run: Run) -> None:
    assert created(run, "placeholder-phone") == 2
    rows = answered(run("import", case("placeholder-phone"), "--rows", "--format", "json"))
    assert [row["outcome"] for row in rows["rows"]] == ["unchanged", "unchanged"]


def test_a_stand_in_for_an_address_tells_nobody_apart(run: Run) -> None:
    assert created(run, "placeholder-email") == 3


def test_a_couple_told_apart_by_their_titles_stays_two(run: Run) -> None:
    assert created(run, "couple-mr-mrs") == 2
    assert shown(run, "@1")["emails"] == shown(run, "@2")["emails"] == ["park@x.example"]


def test_a_couple_told_apart_by_a_title_column_stays_two(run: Run) -> None:
    assert created(run, "couple-title-column") == 2
    his, hers = shown(run, "@1"), shown(run, "@2")
    assert (his["formal"], hers["formal"]) == ("Mr Park", "Mrs Park")
    assert (his["phones"], his["emails"]) == (hers["phones"], hers["emails"])
    assert his["phones"]


def test_a_father_and_a_son_stay_two(run: Run) -> None:
    assert created(run, "father-and-son") == 2


def test_consent_in_the_words_of_wix(run: Run) -> None:
    assert created(run, "consent-wix") == 3
    assert (consent(run, "nora"), consent(run, "carl")) == (["given"], ["withdrawn"])
    assert "SMS subscriber status Not subscribed" in answer(run("recall", "nora"))
    assert consent(run, "pat") in ([], ["refused"])


@pytest.mark.parametrize("options", [(), ("--map", "Email Opt Out=messages")])
def test_consent_in_a_column_of_refusals_is_never_turned_round(
    run: Run, options: tuple[str, ...]
) -> None:
    assert created(run, "consent-opt-out", *options) == 2
    assert consent(run, "ann") == ["withdrawn"]
    assert consent(run, "bo") == []


def test_a_yes_to_e_mails_beside_a_no_to_text_messages_is_never_a_yes_to_both(run: Run) -> None:
    assert created(run, "consent-to-one-kind") == 4
    assert [consent(run, who) for who in ("nora", "pat", "carl", "ida")] == [
        ["given"], ["given"], ["given"], ["refused"]
    ]  # fmt: skip
    said = "Accepts Email Marketing yes, Accepts SMS Marketing no"
    assert shown(run, "nora")["consents"][0]["how"].endswith(f", to some kinds only: {said}")
    assert said in answer(run("recall", "nora"))
    assert "consent" not in answer(run("recall", "pat"))


def test_an_audience_of_mailchimp_in_german(run: Run) -> None:
    assert created(run, "unsubscribed_segment_export_8f2e") == 1
    jordan = shown(run, "jordan lee")
    assert consent(run, "@1") == ["withdrawn"]
    assert (jordan["emails"], jordan["tags"]) == (["j@x.example"], ["vip"])
    assert "mailchimp" in str(jordan["ids"])
    assert any("MEMBER_RATING" in kept for kept in jordan["kept"])
    card = recalled(run, "@1")
    assert (card["say"], card["act"]) == ([], [])


def test_a_title_that_is_a_job_is_no_form_of_address(run: Run) -> None:
    assert created(run, "title-is-job") == 2
    assert (shown(run, "jordan")["formal"], shown(run, "mia")["formal"]) == ("Ms. Lee", None)
    assert "Head Chef" in answer(run("recall", "jordan"))
    assert "CEO" in answer(run("recall", "mia"))
    assert "Chef" not in answer(run("greet", "jordan"))


def test_a_title_that_is_nothing_is_none(run: Run) -> None:
    assert created(run, "title-nothing") == 3
    assert [shown(run, who)["formal"] for who in ("@1", "@2", "@3")] == [None] * 3
    assert answer(run("greet", "@1")).startswith("Welcome, Ann Lee.")


def test_a_comma_that_no_first_name_follows_turns_no_name(run: Run) -> None:
    assert created(run, "comma-not-surname") == 3
    assert {*names(run)} == {"Pat Reed", "Hotel Adler", "Ann Lee"}
    for remark, who in (("Kim Reed", "@1"), ("Reception", "@2"), ("Manager", "@3")):
        assert remark in answer(run("recall", who))


def test_a_phone_with_an_extension_and_two_in_a_cell(run: Run, tmp_path: Path) -> None:
    assert created(run, "phone-extension-and-two") == 2
    for tail in ("4401", "5550104401"):
        assert shown(run, tail)["name"] == "Ada Tey"
    for tail in ("4403", "4404"):
        assert shown(run, tail)["name"] == "Cy Tey"
    again = tmp_path / "again.csv"
    again.write_text("Name,Phone\nAda Tey,555-010-4401\n", encoding="utf-8")
    assert answered(run("import", str(again), "--format", "json"))["created"] == 0


def test_an_address_with_a_name_and_two_in_a_cell(run: Run) -> None:
    assert created(run, "email-with-name") == 2
    assert shown(run, "ann")["emails"] == ["ann@x.example"]
    assert shown(run, "eve")["emails"] == ["eve@x.example", "eve2@x.example"]


def test_a_column_of_row_numbers_is_nothing(run: Run) -> None:
    assert created(run, "hash-column") == 2
    assert recalled(run, "ann")["act"] == []


def test_two_header_rows(run: Run) -> None:
    assert created(run, "two-header-rows") == 1
    ann = shown(run, "ann lee")
    assert (ann["phones"], ann["emails"]) == (["555 0101"], ["a@x.example"])


@pytest.mark.parametrize("options", [(), ("--map", "Customer full name=name")])
def test_a_report_with_title_lines_and_a_time_below(run: Run, options: tuple[str, ...]) -> None:
    assert created(run, "quickbooks-report", *options) == 3
    assert {*names(run)} == {"Nora Vale", "Pat Reed", "Fir Street Oil"}
    nora, pat = shown(run, "nora vale"), shown(run, "pat reed")
    assert (nora["phones"], nora["emails"]) == (["(555) 010-7788"], ["nora@example.com"])
    assert pat["phones"] == ["(555) 010-1111", "(555) 010-2222"]


def test_a_row_of_totals_is_nobody(run: Run) -> None:
    assert created(run, "total-row") == 2
    assert "'Total' looks like a total." in run("import", case("total-row")).stderr


def test_rows_below_a_report_are_nobody(run: Run) -> None:
    assert created(run, "footer-rows") == 1


def test_html_entities(run: Run) -> None:
    assert created(run, "html-entities") == 1
    assert shown(run, "o'brien")["name"] == "O'Brien & Sons"
    assert 'likes "tea"' in answer(run("recall", "o'brien"))
    assert "<br>" not in answer(run("recall", "o'brien"))


def test_days_with_the_names_of_months(run: Run) -> None:
    assert created(run, "days-by-month-name") == 3
    days = [shown(run, who)["occasions"][0] for who in ("ann", "bo", "cy")]
    assert [(day["year"], day["month"], day["day"]) for day in days] == [
        (1990, 4, 3),
        (1990, 4, 3),
        (1990, 4, 15),
    ]


def test_days_that_are_none(run: Run) -> None:
    assert created(run, "days-none") == 4
    for who in ("ann", "bo", "cy", "di"):
        assert (shown(run, who)["occasions"], shown(run, who)["last_visit"]) == ([], None)


def test_letters_that_were_encoded_twice_are_never_silent(run: Run) -> None:
    result = run("import", case("mojibake"))
    assert answer(result).startswith("2 rows read: 2 created")
    assert "ncoded twice" in result.stderr


def test_nothing_instead_of_a_name(run: Run) -> None:
    assert created(run, "nothing-as-name") == 3
    assert [one[-4:] for one in sorted(names(run))] == ["1000", "1001", "1002"]


def test_a_text_that_a_spreadsheet_wrote_as_a_formula(run: Run) -> None:
    assert created(run, "excel-text-formula") == 1
    jordan = shown(run, "jordan lee")
    assert (jordan["name"], jordan["phones"]) == ("Jordan Lee", ["0155501011"])
    assert "likes tea" in answer(run("recall", "@1"))


def test_child_rows_belong_to_the_row_above(run: Run) -> None:
    assert created(run, "child-rows-erpnext") == 2
    jordan, mia = shown(run, "jordan lee"), shown(run, "mia stone")
    assert jordan["emails"] == ["jordan@x.example", "jo2@x.example"]
    assert jordan["phones"] == ["+1 412 555 4321", "+1 412 555 4322"]
    assert mia["emails"] == ["mia@x.example"]


def test_the_bookkeeping_of_a_program_stays_off_the_card(run: Run) -> None:
    assert created(run, "facts-drown-card") == 2
    card = answer(run("recall", "vale"))
    for kept in ("Dispute", "Refunded", "Delinquent", "Status", "active"):
        assert kept not in card
    assert any("Dispute" in kept for kept in shown(run, "vale")["kept"])
    assert "Gift buyer" in answer(run("recall", "@2"))
