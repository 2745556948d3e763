"""Consent to messages in lists: it never turns round, and a no is never undone by a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.shell import answer, answered

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run
    from tests.importing.conftest import Listed


def consent(pad: Pad, who: str) -> str | None:
    said = [one.status for one in pad.customer(who).consents if one.about == "messages"]
    return said[0] if said else None


@pytest.mark.parametrize(
    ("column", "ann", "bo"),
    [
        ("Email Opt Out", "TRUE", "FALSE"),
        ("HasOptedOutOfEmail", "1", "0"),
        ("Do Not Email", "x", ""),
        ("do_not_contact", "Y", "N"),
        ("Unsubscribed", "Yes", "No"),
        ("Unsubscribed At", "2025-01-02 10:00", ""),
        ("Date unsubscribed", "02.01.2025", ""),
        ("Keine Werbung erwünscht", "ja", "nein"),
        ("No enviar publicidad", "Sí", "No"),
        ("Ne pas contacter", "oui", "non"),
        ("Désabonné", "oui", "non"),
        ("Geen nieuwsbrief ontvangen", "ja", "nee"),
    ],
)
def test_a_yes_in_a_column_of_refusals_is_a_no_whatever_it_is_called(
    pad: Pad, listed: Listed, column: str, ann: str, bo: str
) -> None:
    report = pad.import_file(listed(f"Name,{column}", f"Ann Lee,{ann}", f"Bo Ray,{bo}"))
    assert (report.created, report.rejected) == (2, 0)
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("withdrawn", None)


@pytest.mark.parametrize("to", ["messages", "not messages"])
def test_a_column_of_refusals_that_is_mapped_is_still_one(
    pad: Pad, listed: Listed, to: str
) -> None:
    file = listed("Name,Email Opt Out", "Ann Lee,TRUE", "Bo Ray,FALSE")
    pad.import_file(file, columns={"Email Opt Out": to})
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("withdrawn", None)


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("SUBSCRIBED", "given"),
        ("opted-in", "given"),
        ("angemeldet", "given"),
        ("NEVER_SUBSCRIBED", None),
        ("noch nie gefragt", "unknown"),
        ("nicht angemeldet", "refused"),
        ("non inscrit", "refused"),
        ("not_opted_in", "refused"),
        ("Abgemeldet", "withdrawn"),
        ("désabonné", "withdrawn"),
        ("Bereinigt", None),
        ("pending", None),
        ("perhaps", "unknown"),
    ],
)
def test_a_word_for_consent_is_known_or_stops_the_import(
    run: Run, pad: Pad, listed: Listed, word: str, means: str | None
) -> None:
    file = str(listed("Name,Newsletter", f"Ann Lee,{word}"))
    if means == "unknown":
        assert f"'{word}' is not a known word" in refusal_of_rows(run, file)
        assert pad.customers() == []
    else:
        answer(run("import", file))
        assert consent(pad, "Ann Lee") == means


def refusal_of_rows(run: Run, file: str) -> str:
    result = run("import", file)
    assert result.exit_code == 5
    return result.stderr


def test_a_status_that_can_only_be_of_consent_is_consent(pad: Pad, listed: Listed) -> None:
    rows = ("Ann Lee,a@x.example,Unsubscribed", "Bo Ray,b@x.example,Active")
    pad.import_file(listed("Name,Email,Email Status", *rows))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("withdrawn", None)


def test_a_status_that_may_be_of_anything_is_not(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Status", "Ann Lee,active", "Bo Ray,blocked", "Cy Dow,yes"))
    assert {consent(pad, who) for who in ("Ann Lee", "Bo Ray", "Cy Dow")} == {None}


def test_one_who_withdrew_one_kind_of_messages_has_withdrawn(pad: Pad, listed: Listed) -> None:
    columns = "Name,Email Marketing Consent,SMS Marketing Consent"
    pad.import_file(listed(columns, "Ann Lee,unsubscribed,subscribed", "Bo Ray,subscribed,no"))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("withdrawn", "given")


OLD = ("Name,Email,Newsletter", "Ann Lee,a@x.example,yes")


@pytest.mark.parametrize("said_in", ["by hand", "the same list", "another list"])
@pytest.mark.parametrize("no", ["withdrawn", "refused"])
def test_an_older_list_does_not_undo_a_later_no(
    run: Run, pad: Pad, listed: Listed, said_in: str, no: str
) -> None:
    word = {"withdrawn": "unsubscribed", "refused": "no"}[no]
    pad.import_file(listed(*OLD))
    assert consent(pad, "Ann Lee") == "given"
    if said_in == "by hand":
        answer(run("customer", "ann", "--consent", f"messages={no}"))
    else:
        name = "guests.csv" if said_in == "the same list" else "shop.csv"
        pad.import_file(listed(OLD[0], f"Ann Lee,a@x.example,{word}", name=name))
    assert consent(pad, "Ann Lee") == no
    for name in ("guests.csv", "older.csv"):
        file = listed(f"{OLD[0]},Seen", f"{OLD[1]},tall", name=name)
        report = answered(run("import", str(file), "--format", "json"))
        assert report["rejected"] == 0
        assert consent(pad, "Ann Lee") == no


def test_a_yes_that_is_not_taken_is_named(run: Run, pad: Pad, listed: Listed) -> None:
    pad.import_file(listed(OLD[0], "Ann Lee,a@x.example,unsubscribed"))
    told = run("import", str(listed(*OLD, name="older.csv"))).stderr
    assert "Ann Lee @1, messages: 'withdrawn' stays, the file says 'given'" in told


def test_a_later_withdrawal_is_taken_from_a_list(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed(*OLD))
    pad.import_file(listed(OLD[0], "Ann Lee,a@x.example,unsubscribed"))
    assert consent(pad, "Ann Lee") == "withdrawn"


def test_two_rows_of_one_who_withdrew_in_one_of_them(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed(OLD[0], "Ann Lee,a@x.example,unsubscribed", OLD[1]))
    assert consent(pad, "Ann Lee") == "withdrawn"
