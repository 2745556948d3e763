"""Consent to messages in lists: it never turns round, and a no is never undone by a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from prefpad.importing.foreign.consent_words import refuses_outright
from tests.helpers.shell import answer, answered

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run
    from tests.importing.conftest import Listed

pytestmark = pytest.mark.usefixtures("pad")


@pytest.mark.parametrize(
    "cell",
    [
        *("unsubscribed", "UNSUBSCRIBED.", "Opted-Out", "No newsletter!"),
        *(
            "Désabonné",
            "NÃO CONTACTAR",
            "De\u0301sinscrit",
            "\uff55nsubscribe",
            "do  not contact",
        ),
    ],
)
def test_a_no_that_can_say_nothing_else_is_seen_however_it_is_written(cell: str) -> None:
    assert refuses_outright(cell)


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
        ("Newsletter cancelled", "yes", "no"),
        ("Consent withdrawn", "2025-01-02", ""),
        ("Newsletter abbestellt", "ja", "nein"),
        ("Einwilligung widerrufen", "ja", "nein"),
        ("Newsletter résiliée", "oui", "non"),
        ("Désinscrite newsletter", "oui", "non"),
        ("Baja boletín", "sí", "no"),
        ("Fecha de baja boletín", "02/01/2025", ""),
        ("Newsletter disdetta", "sì", "no"),
        ("Consenso revocato", "sì", "no"),
        ("Newsletter cancelada", "sim", "não"),
        ("Nieuwsbrief opgezegd", "ja", "nee"),
        ("Don't e-mail", "yes", "no"),
        ("Exclude from mailings", "yes", "no"),
        ("Unsubscribed from all", "yes", "no"),
        ("I do not wish to receive emails", "yes", "no"),
        ("Widerspruch Werbung", "ja", "nein"),
        ("Möchte keine Werbung", "ja", "nein"),
        ("Kontakt per Mail nicht erlaubt", "ja", "nein"),
        ("Ne souhaite plus recevoir d'e-mails", "oui", "non"),
        ("Refuse les emails", "oui", "non"),
        ("No desea recibir correos", "sí", "no"),
        ("Excluir de envíos", "sí", "no"),
        ("Cancellato dalla newsletter", "sì", "no"),
        ("Nessuna pubblicità", "sì", "no"),
        ("Não receber mensagens", "sim", "não"),
        ("Cancelou newsletter", "sim", "não"),
        ("Niet mailen", "ja", "nee"),
        ("EMAIL_BLACKLIST", "true", "false"),
        ("Mailing-Stopp", "ja", "nein"),
        ("Keine Anrufe", "ja", "nein"),
        ("No spam", "yes", "no"),
        ("Please tick if you do NOT wish to hear from us", "x", ""),
        ("Email suppression", "yes", "no"),
        ("Wil geen e-mail ontvangen", "ja", "nee"),
        ("Blocked", "yes", "no"),
        ("Blocked by user", "yes", "no"),
        ("Do Not Disturb", "Yes", "No"),
        ("Email blocked", "true", "false"),
        ("TPS", "y", "n"),
        ("Do Not Call Registry", "1", "0"),
        ("Robinsonliste", "ja", "nein"),
        ("Liste rouge", "oui", "non"),
        ("Inscrit Bloctel", "oui", "non"),
        ("Opposition", "oui", "non"),
        ("Lista Robinson", "sí", "no"),
        ("Registro delle opposizioni", "sì", "no"),
        ("Não perturbe", "sim", "não"),
        ("Bel-me-niet register", "ja", "nee"),
        ("Not interested in offers", "Y", "N"),
        ("Kein Interesse an Werbung", "ja", "nein"),
    ],
)
def test_a_yes_in_a_column_of_refusals_is_a_no_whatever_it_is_called(
    pad: Pad, listed: Listed, column: str, ann: str, bo: str
) -> None:
    report = pad.import_file(listed(f"Name,{column}", f"Ann Lee,{ann}", f"Bo Ray,{bo}"))
    assert (report.created, report.rejected) == (2, 0)
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("withdrawn", None)


@pytest.mark.parametrize("column", ["Cancelled", "No show", "Storniert"])
def test_one_who_did_not_come_has_not_agreed_to_messages_by_that(
    pad: Pad, listed: Listed, column: str
) -> None:
    pad.import_file(listed("Name,Email", "Ann Lee,a@x.example", "Bo Ray,b@x.example", name="b.csv"))
    rows = ("2026-01-03,Ann Lee,a@x.example,no,yes", "2026-01-03,Bo Ray,b@x.example,,yes")
    pad.import_file(listed(f"Visit date,Name,Email,Newsletter,{column}", *rows))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("refused", None)
    assert pad.visits("Bo Ray") == []


@pytest.mark.parametrize("column", ["Blocked", "TPS", "Stop", "Gesperrt"])
def test_a_column_that_may_be_of_anything_refuses_nothing_in_other_words(
    pad: Pad, listed: Listed, column: str
) -> None:
    report = pad.import_file(listed(f"Name,{column}", "Ann Lee,5.00", "Bo Ray,the 12:30 one"))
    assert (report.created, report.rejected) == (2, 0)
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == (None, None)


@pytest.mark.parametrize(
    "column",
    [
        "Double opt-in confirmed",
        "Do you want to receive our newsletter?",
        "Sign up for newsletter",
        "I would like to hear about offers",
        "Newsletter (ja/nein)",
        "Autorizza marketing",
        "Mag nieuwsbrief ontvangen",
        "WhatsApp opt-in",
        "Newsletter-Anmeldung",
        "DSGVO-Einwilligung Newsletter",
        "Kontaktaufnahme erlaubt",
        "Inscrit à la newsletter",
        "Suscrito al boletín",
        "Iscritto alla newsletter",
        "Accetta comunicazioni",
        "Accepte de recevoir nos offres",
        "Aceita receber campanhas",
        "May we send you offers?",
        "Marketing notifications",
        "Toestemming mailing",
    ],
)
def test_a_yes_in_a_column_of_agreements_is_a_yes(pad: Pad, listed: Listed, column: str) -> None:
    pad.import_file(listed(f"Name,{column}", "Ann Lee,yes", "Bo Ray,no"))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("given", "refused")


@pytest.mark.parametrize(
    "column",
    [
        "No contact since",
        "Not emailed yet",
        "Last mailing date",
        "Plus de newsletter",
        "Not unsubscribed",
        "Consent expires",
        "Refused booking",
    ],
)
def test_a_column_that_only_sounds_like_consent_is_not(
    pad: Pad, listed: Listed, column: str
) -> None:
    pad.import_file(listed(f"Name,{column}", "Ann Lee,yes", "Bo Ray,2024-05-06"))
    assert {consent(pad, "Ann Lee"), consent(pad, "Bo Ray")} == {None}


@pytest.mark.parametrize(
    "column",
    [
        "Opt-in time",
        "Date subscribed",
        "Newsletter opt-in date",
        "Date de consentement",
        "Newsletter seit",
        "Consent given on",
    ],
)
def test_the_day_of_an_agreement_is_a_yes_and_is_kept(
    run: Run, pad: Pad, listed: Listed, column: str
) -> None:
    answer(run("import", str(listed(f"Name,{column}", "Ann Lee,2024-05-06 10:00", "Bo Ray,"))))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("given", None)
    assert answered(run("customer", "ann", "--json"))["kept"] == [
        f"guests, {column}: 2024-05-06 10:00"
    ]


@pytest.mark.parametrize(
    ("columns", "cells", "means"),
    [
        ("Opt-in time", "2024-05-06 10:00:00 UTC", "given"),
        ("Opt-in time", "2024-05-06 by phone", "given"),
        ("Opt-in time", "2024-05-06 (withdrawn 2025-01-02)", "withdrawn"),
        ("Opt-in time", "06/05/2024 - opted out by phone", "withdrawn"),
        ("Opt-in time", "2024-05-06; nein", "refused"),
        ("Opt-in time,Unsubscribe time", "2024-05-06,2025-01-02", "withdrawn"),
        ("Opt-out date,Consent timestamp", "2025-01-02,2024-05-06", "withdrawn"),
        ("Newsletter,Opt-in time", "no,2024-05-06", "refused"),
        ("Newsletter,Opt-in time", "pending,2024-05-06", None),
        ("Newsletter,Opt-in time", "not any more,2024-05-06", "withdrawn"),
        ("Newsletter,Opt-in time", ",2024-05-06", None),
        ("Newsletter", "2024-05-06", None),
        ("Opt-in time,Unsubscribe time", "2024-05-06,0000-00-00 00:00:00", "given"),
        ("Subscription", "2024-05-06", None),
        ("Email opt out", "yes 2024-05-06", "withdrawn"),
        ("Last newsletter", "2024-05-06", None),
        ("Consent expiry date", "2024-05-06", None),
        ("Status,Opt-in time", "bounced,2024-05-06", None),
        ("Subscriber status,Opt-in time", "unconfirmed,2024-05-06", None),
        ("Statut,Opt-in time", "Liste noire,2024-05-06", "withdrawn"),
    ],
)
def test_a_day_gives_no_consent_where_something_else_tells(
    run: Run, pad: Pad, listed: Listed, columns: str, cells: str, means: str | None
) -> None:
    told = run("import", str(listed(f"Name,{columns}", f"Ann Lee,{cells}"))).stderr
    assert consent(pad, "Ann Lee") == means
    assert "said yes to messages in" not in told


@pytest.mark.parametrize(
    "name",
    [
        *("unsubscribed_members", "opt-outs", "do not contact", "Abgemeldete 2025", "désabonnés"),
        *("bajas-newsletter", "disiscritti", "uitgeschreven"),
        *("no_marketing", "suppression list"),
    ],
)
def test_a_list_that_is_called_after_those_who_left_is_of_withdrawals(
    pad: Pad, listed: Listed, name: str
) -> None:
    pad.import_file(listed("Name,Email", "Ann Lee,a@x.example", name=f"{name}.csv"))
    assert consent(pad, "Ann Lee") == "withdrawn"


def test_a_column_of_consent_tells_more_than_the_name_of_the_file(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Opt Out", "Ann Lee,yes", "Bo Ray,no", name="opt-outs.csv"))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("withdrawn", None)


@pytest.mark.parametrize("name", ["customers without email", "no-shows", "cancelled bookings"])
def test_a_list_of_others_says_nothing_of_consent(pad: Pad, listed: Listed, name: str) -> None:
    pad.import_file(listed("Name,Email", "Ann Lee,a@x.example", name=f"{name}.csv"))
    assert consent(pad, "Ann Lee") is None


@pytest.mark.parametrize(
    ("column", "cell", "means"),
    [
        ("Email Opt Out", "yes", "withdrawn"),
        ("Newsletter", "no", "refused"),
        ("Newsletter", "unsubscribed", "withdrawn"),
        ("Newsletter", "", "given"),
        ("Newsletter", "yes", "given"),
    ],
)
def test_a_no_in_a_column_wins_over_the_yes_of_everybody(
    pad: Pad, listed: Listed, column: str, cell: str, means: str
) -> None:
    pad.import_file(listed(f"Name,{column}", f"Ann Lee,{cell}"), consent="given")
    assert consent(pad, "Ann Lee") == means


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
        ("Yes please!", "given"),
        ("ja, bitte", "given"),
        ("No thanks", "refused"),
        ("no, thank you.", "refused"),
        ("non merci", "refused"),
        ("nein danke", "refused"),
        ("no gracias", "refused"),
        ("unsub", "withdrawn"),
        ("thanks", "unknown"),
        ("please ask", "unknown"),
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
        ("Baja", "withdrawn"),
        ("Cancelou newsletter", "withdrawn"),
        ("Désinscrit", "withdrawn"),
        ("Désabonnée le 12/03/2025", "withdrawn"),
        ("unsubscribed on 2025-03-12", "withdrawn"),
        ("unsubscribed_by_user", "withdrawn"),
        ("no longer subscribed", "withdrawn"),
        ("no (asked 2024)", "refused"),
        ("No - complained", "refused"),
        ("opted out by phone", "withdrawn"),
        ("no, but yes to SMS", "unknown"),
        ("no, but offers", "unknown"),
        ("Yes, by phone", "unknown"),
        ("Do not email", "withdrawn"),
        ("\u2717", "refused"),
        ("\u2713", "given"),
        ("bestätigt", "given"),
        ("signed up 2024", "given"),
        ("unbestätigt", None),
        ("not confirmed", None),
        ("einverstanden", "given"),
        ("nicht einverstanden", "refused"),
        ("d'accord", "given"),
        ("pas d'accord", "refused"),
        ("acepta", "given"),
        ("não aceita", "refused"),
        ("lehnt ab", "refused"),
        ("hard-bounced", None),
        ("Pending (double opt-in)", None),
        ("Pending confirmation", None),
        ("Ne pas contacter", "withdrawn"),
        ("Ja graag", "given"),
        ("Not sure", None),
        ("ja gern", "given"),
        ("nicht erlaubt", "refused"),
        ("untersagt", "refused"),
        ("permitted", "given"),
        ("rather not", "refused"),
        ("Auf keinen Fall", "refused"),
        ("Surtout pas", "refused"),
        ("\u2611", "given"),
        ("\u2610", None),
        ("yes (email)", "unknown"),
        ("email only", "unknown"),
        ("unsubscribed, then subscribed", "unknown"),
        ("yes 2024-01-02, off 2025-03-04", "unknown"),
    ],
)
def test_a_word_for_consent_is_known_or_stops_the_import(
    run: Run, pad: Pad, listed: Listed, word: str, means: str | None
) -> None:
    file = str(listed("Name,Newsletter", f'Ann Lee,"{word}"'))
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


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Contact preference", "Do not contact"),
        ("Lead status", "Unsubscribed"),
        ("Last reply", "STOP"),
        ("Wishes", "no emails"),
        ("Kontaktart", "Keine Werbung"),
    ],
)
def test_a_cell_that_can_only_refuse_messages_does_in_any_column(
    pad: Pad, listed: Listed, column: str, cell: str
) -> None:
    rows = (f"Ann Lee,a@x.example,{cell}", "Bo Ray,b@x.example,Customer")
    pad.import_file(listed(f"Name,Email,{column}", *rows))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("withdrawn", None)


@pytest.mark.parametrize("tag", ["Unsubscribed", "DNC"])
def test_a_tag_that_can_only_refuse_messages_does(pad: Pad, listed: Listed, tag: str) -> None:
    pad.import_file(listed("Name,Email,Tags", f'Ann Lee,a@x.example,"vip, {tag}"'))
    assert consent(pad, "Ann Lee") == "withdrawn"


@pytest.mark.parametrize("column", ["Phone calls OK?", "Accepts calls", "Anrufe erlaubt"])
def test_who_may_be_called_has_not_agreed_to_messages(
    run: Run, pad: Pad, listed: Listed, column: str
) -> None:
    rows = ("Ann Lee,a@x.example,no,yes", "Bo Ray,,,yes", "Cy Dow,,,no")
    answer(run("import", str(listed(f"Name,Email,SMS opt in,{column}", *rows))))
    assert [consent(pad, who) for who in ("Ann Lee", "Bo Ray", "Cy Dow")] == [
        "refused",
        None,
        "refused",
    ]
    assert f"SMS opt in no, {column} yes" in run("recall", "ann").output


def test_a_word_among_words_of_consent_is_asked_about_whatever_the_column_is_called(
    run: Run, listed: Listed
) -> None:
    rows = ("Ann Lee,Opted In", "Bo Ray,Opted Out", "Cy Dow,Email Only")
    assert "'Email Only' is not" in refusal_of_rows(
        run, str(listed("Name,Marketing Preference", *rows))
    )


@pytest.mark.parametrize(
    ("column", "cells", "means"),
    [
        ("Opted out of email: One to One", ("true", "false"), ("withdrawn", None)),
        ("Unsubscribed by our shop", ("yes", "no"), ("withdrawn", None)),
        ("Email Marketing Consent State", ("SUBSCRIBED", "UNSUBSCRIBED"), ("given", "withdrawn")),
        ("Newsletter in our shop", ("ja", "nein"), ("given", "refused")),
        ("Werbung (0=nein, 1=ja)", ("1", "0"), ("given", "refused")),
        ("Newsletter opens", ("1", "0"), (None, None)),
        ("Autorización comunicaciones comerciales", ("SI", "NO"), ("given", "refused")),
        ("Email Marketing Consent Opt In Level", ("SINGLE_OPT_IN", ""), (None, None)),
        ("Newsletter topic", ("cuts", "colour"), (None, None)),
        ("Consent to photos", ("yes", "no"), (None, None)),
    ],
)
def test_a_name_with_more_words_is_of_consent_where_its_cells_are(
    pad: Pad,
    listed: Listed,
    column: str,
    cells: tuple[str, str],
    means: tuple[str | None, str | None],
) -> None:
    rows = map("{0},{1}".format, ("Ann Lee", "Bo Ray"), cells)
    pad.import_file(listed(f'Name,"{column}"', *rows))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == means


TWO_KINDS = "Name,Email,Phone,Email Marketing,SMS Marketing"
MIXED = "Ann Lee,a@x.example,,yes,no"
BOTH = "import from guests, to some kinds only: Email Marketing yes, SMS Marketing no"


def answers(run: Run, who: str = "ann") -> list[tuple[str, str]]:
    """Return the status of each consent to messages, and how it came."""
    person = answered(run("customer", who, "--json"))
    return [(one["status"], one["how"]) for one in person["consents"] if one["about"] == "messages"]


def test_a_yes_to_one_kind_of_message_and_a_no_to_another_are_both_on_the_card(
    run: Run, listed: Listed
) -> None:
    answer(run("import", str(listed(TWO_KINDS, MIXED))))
    assert f"messages: consent given today · {BOTH}" in answer(run("recall", "ann"))
    assert f"consent given today · {BOTH}" in answer(run("customer", "ann"))


def test_a_customer_is_handed_what_each_column_said(run: Run, listed: Listed) -> None:
    answer(run("import", str(listed(TWO_KINDS, MIXED))))
    for line in (("disclose", "ann"), ("export", "--format", "json")):
        assert BOTH in " ".join(answer(run(*line)).split())


def test_the_summary_counts_those_who_said_yes_to_one_kind_of_message_and_no_to_another(
    run: Run, listed: Listed
) -> None:
    rows = (
        MIXED,
        "Bo Ray,b@x.example,,no,yes",
        "Cy Dow,c@x.example,,yes,yes",
        "Di Fox,d@x.example,,no,no",
    )
    file = str(listed(TWO_KINDS, *rows))
    for options in (("--dry-run",), ()):
        told = run("import", file, *options).stderr
        assert "2 customers said yes to messages in one column and no in another" in told


@pytest.mark.parametrize(
    ("email", "text", "status"),
    [
        ("yes", "", "given"),
        ("", "no", "refused"),
        ("yes", "subscribed", "given"),
        ("no", "not subscribed", "refused"),
        ("yes", "never subscribed", "given"),
        ("no", "unsubscribed", "withdrawn"),
    ],
)
def test_answers_that_agree_and_a_blank_need_no_words(
    run: Run, listed: Listed, email: str, text: str, status: str
) -> None:
    result = run("import", str(listed(TWO_KINDS, f"Ann Lee,a@x.example,,{email},{text}")))
    assert "said yes to messages in" not in result.stderr
    assert answers(run) == [(status, "import from guests")]


def test_one_who_withdrew_one_kind_of_messages_has_withdrawn(run: Run, listed: Listed) -> None:
    answer(run("import", str(listed(TWO_KINDS, "Ann Lee,a@x.example,,Unsubscribed,Subscribed"))))
    both = "Email Marketing Unsubscribed, SMS Marketing Subscribed"
    assert answers(run) == [("withdrawn", f"import from guests: {both}")]


def test_a_column_that_is_set_aside_says_neither_yes_nor_no(run: Run, listed: Listed) -> None:
    answer(run("import", str(listed(TWO_KINDS, MIXED)), "--map", "SMS Marketing=keep"))
    assert answers(run) == [("given", "import from guests")]


def test_the_same_mixed_answers_again_change_nothing(run: Run, listed: Listed) -> None:
    answer(run("import", str(listed(TWO_KINDS, MIXED))))
    with_phone = MIXED.replace(",,", ",020 555 0101,")
    for rows in ((TWO_KINDS, MIXED), (TWO_KINDS, with_phone), (f"{TWO_KINDS},City", f"{MIXED},")):
        told = run("import", str(listed(*rows))).stderr
        assert "said yes to messages in" not in told
        assert "the file differs" not in told
    assert answers(run) == [("given", BOTH)]


def test_what_a_list_says_anew_of_each_kind_of_message_is_taken(run: Run, listed: Listed) -> None:
    answer(run("import", str(listed(TWO_KINDS, MIXED))))
    answer(run("import", str(listed(TWO_KINDS, "Ann Lee,a@x.example,,no,yes"))))
    both = "Email Marketing no, SMS Marketing yes"
    assert answers(run) == [("given", f"import from guests, to some kinds only: {both}")]
    answer(run("import", str(listed(TWO_KINDS, "Ann Lee,a@x.example,,no,no"))))
    assert answers(run) == [("refused", "import from guests")]


@pytest.mark.parametrize("no", ["withdrawn", "refused"])
def test_a_no_by_hand_stays_where_a_list_has_mixed_answers(
    run: Run, listed: Listed, no: str
) -> None:
    answer(run("import", str(listed(TWO_KINDS, MIXED))))
    answer(run("customer", "ann", "--consent", f"messages={no}", "--how", "by phone"))
    answer(run("import", str(listed(TWO_KINDS, MIXED.replace(",,", ",020 555 0101,")))))
    told = run("import", str(listed(f"{TWO_KINDS},City", f"{MIXED},", name="shop.csv"))).stderr
    offered = "given: Email Marketing yes, SMS Marketing no"
    assert f"messages: '{no}' stays, the file says '{offered}'" in told
    assert answers(run) == [(no, "by phone")]


def test_mixed_answers_limit_a_yes_that_the_list_gave_before(run: Run, listed: Listed) -> None:
    answer(run("import", str(listed(TWO_KINDS, "Ann Lee,a@x.example,,yes,"))))
    answer(run("import", str(listed(TWO_KINDS, MIXED))))
    assert answers(run) == [("given", BOTH)]


def test_whoever_tells_a_customer_something_sees_to_what_they_agreed(
    run: Run, listed: Listed
) -> None:
    answer(run("import", str(listed(f"{TWO_KINDS},Tags", f"{MIXED},vip"))))
    (told,) = answered(run("tell", "--tag", "vip", "new hours", "--dry-run", "--json"))
    assert told["left_out"] is None
    assert told["reached_by"] == f"consent {BOTH} · a@x.example"


def test_another_list_does_not_widen_a_consent_to_some_kinds(run: Run, listed: Listed) -> None:
    answer(run("import", str(listed(TWO_KINDS, MIXED))))
    answer(run("import", str(listed(f"{OLD[0]},City", f"{OLD[1]},Graz", name="shop.csv"))))
    assert answers(run) == [("given", BOTH)]


def test_a_thousand_columns_of_consent_are_cut_short(run: Run, listed: Listed) -> None:
    columns = ",".join(f"Newsletter {number}" for number in range(1_000))
    cells = ",".join(("yes", "no") * 500)
    answer(run("import", str(listed(f"Name,{columns}", f"Ann Lee,{cells}"))))
    ((status, how),) = answers(run)
    assert status == "given"
    assert how.endswith("…")
    assert len(how) < 1_100


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


@pytest.mark.parametrize(("word", "no"), [("unsubscribed", "withdrawn"), ("no", "refused")])
def test_a_no_in_another_programs_list_ends_the_yes_of_a_list(
    pad: Pad, listed: Listed, word: str, no: str
) -> None:
    pad.import_file(listed(*OLD))
    shop = listed(
        "Customer,E-mail,Marketing consent", f"Ann Lee,a@x.example,{word}", name="shop.csv"
    )
    pad.import_file(shop)
    assert consent(pad, "Ann Lee") == no


@pytest.mark.parametrize(("word", "then"), [("unsubscribed", "withdrawn"), ("no", "given")])
def test_of_the_noes_in_a_list_a_withdrawal_alone_ends_a_yes_by_hand(
    run: Run, pad: Pad, listed: Listed, word: str, then: str
) -> None:
    pad.import_file(listed("Name,Email", "Ann Lee,a@x.example"))
    answer(run("customer", "ann", "--consent", "messages=given", "--how", "at the desk"))
    told = run("import", str(listed(OLD[0], f"Ann Lee,a@x.example,{word}", name="shop.csv"))).stderr
    assert consent(pad, "Ann Lee") == then
    assert ("messages: 'given' stays, the file says 'refused'" in told) == (then == "given")


def test_a_yes_that_was_given_since_a_list_said_withdrawn_stays(
    run: Run, pad: Pad, listed: Listed
) -> None:
    columns, row = f"{OLD[0]},City", "Ann Lee,a@x.example,unsubscribed"
    pad.import_file(listed(columns, f"{row},"))
    answer(run("customer", "ann", "--consent", "messages=given"))
    pad.import_file(listed(columns, f"{row},Graz"))
    assert consent(pad, "Ann Lee") == "given"


def test_a_last_column_of_reasons_is_read_again_as_it_was_before(pad: Pad, listed: Listed) -> None:
    header = "Name,Email,Unsubscribed at,Reason"
    pad.import_file(listed(header, "Ann Lee,a@x.example,2025-06-07,too many"))
    again = pad.import_file(listed(header, "Ann Lee,a@x.example,2025-06-07,no time"))
    assert (again.updated, [note.text for note in pad.notes("ann")]) == (1, ["no time"])


def test_of_two_rows_of_one_a_no_in_the_second_counts(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed(*OLD, "Ann Lee,a@x.example,no"))
    assert consent(pad, "Ann Lee") == "refused"


@pytest.mark.parametrize(
    ("columns", "cells", "status", "day"),
    [
        ("Opt-in time", "2024-05-06 10:00:00", "given", "2024-05-06"),
        ("Newsletter,Subscribed on", "yes,2024-05-06", "given", "2024-05-06"),
        ("Newsletter,EMAIL_OPTIN_TIME", "yes,2024-05-06T10:00:00Z", "given", "2024-05-06"),
        ("Newsletter,Date d'inscription", "oui,26/05/2024", "given", "2024-05-26"),
        ("Newsletter,Anmeldedatum", "ja,6.5.2024", "given", "2024-05-06"),
        ("Newsletter,OPTIN_TIME,CONFIRM_TIME", "yes,2024-05-06,2024-05-07", "given", "2024-05-07"),
        ("Opt-in time", "2024-05-06 by phone", "given", "2024-05-06"),
        ("Unsubscribed on", "2025-01-02", "withdrawn", "2025-01-02"),
        ("Opt-in time,Unsubscribe time", "2024-05-06,2025-01-02", "withdrawn", "2025-01-02"),
        (
            "Consent,Consent date,Withdrawn date",
            "Yes,2024-05-06,2025-01-02",
            "withdrawn",
            "2025-01-02",
        ),
        ("Okay to email?,Stop date", "Y,2025-01-02", "withdrawn", "2025-01-02"),
        ("Consentement,Date retrait", "oui,16/01/2025", "withdrawn", "2025-01-16"),
        ("Acepta comunicaciones,Fecha de baja", "sí,2025-01-02", "withdrawn", "2025-01-02"),
        ("Einwilligung,Widerrufen am", "ja,2.1.2025", "withdrawn", "2025-01-02"),
        ("Consent,Revoked on", "Yes,", "given", ""),
        ("Newsletter,Opt-in time", "no,2024-05-06", "refused", ""),
        ("Newsletter,Customer since", "yes,2024-05-06", "given", ""),
        ("Newsletter,Opt-in time", "yes,2999-05-06", "given", ""),
        ("Newsletter,Opt-in time", "yes,", "given", ""),
        ("Newsletter,Opt-in IP", "yes,10.1.22.3", "given", ""),
    ],
)
def test_a_consent_is_of_the_day_that_the_list_tells(
    pad: Pad, listed: Listed, columns: str, cells: str, status: str, day: str
) -> None:
    pad.import_file(listed(f"Name,{columns}", f"Ann Lee,{cells}"))
    (said,) = pad.customer("Ann Lee").consents
    assert (said.status, said.on.isoformat()) == (status, day or pad.today.isoformat())


def test_a_withdrawal_at_the_counter_stays_whatever_day_a_list_tells(
    run: Run, pad: Pad, listed: Listed
) -> None:
    columns = "Name,Email,Newsletter,Opt-in time"
    pad.import_file(listed(columns, "Ann Lee,a@x.example,yes,2024-05-06"))
    answer(run("customer", "ann", "--consent", "messages=withdrawn"))
    for name, day in (("guests.csv", "2024-05-06"), ("older.csv", str(pad.today))):
        file = listed(f"{columns},Seen", f"Ann Lee,a@x.example,yes,{day},tall", name=name)
        answer(run("import", str(file)))
        assert consent(pad, "Ann Lee") == "withdrawn"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Reason for unsubscribing", "Too many emails"),
        ("Abmeldegrund", "kein Interesse mehr"),
        ("Motivo de baja", "demasiados correos"),
        ("Refus", "x"),
        ("GDPR delete requested", "yes"),
        ("Account closed on", "2024-03-02"),
        ("Complained at", "2024-03-02 10:00"),
        ("Plainte", "oui"),
        ("Data cancellazione", "03/04/2024"),
        ("Data de saída", "03/04/2024"),
        ("Verwijderd", "ja"),
        ("Bounce", "hard"),
        ("Parental consent", "no"),
        ("Blocked", "by the accountant"),
        ("Consent expired", "yes"),
        ("Consent valid until", "2020-01-31"),
        ("Mailable", "no"),
        ("OK to contact", "no"),
        ("Do not contact before", "2099-05-01"),
        ("Last keyword", "STOP"),
        ("Notiz", "hat am 3.4. der Werbung widersprochen"),
        ("Commentaire", "demande à être retirée de la liste"),
        ("Observaciones", "se dio de baja por teléfono"),
        ("Observaciones", "no enviar más correos"),
        ("Note", "ha revocato il consenso"),
        ("Observação", "pediu para sair da lista"),
        ("Opmerking", "heeft zich uitgeschreven"),
        ("Tags", "vip; unsub-2024"),
        ("Tags", "gdpr-erased"),
        ("Comment", "Stop sending her stuff"),
        ("Comment", "asked to be taken off everything"),
        ("Comment", "hates spam"),
        ("Comentarios", "bloquear envíos"),
        ("Labels", "vip; blocked"),
        ("Newsletter", "no"),
        ("SMS revocation date", "2024-02-14"),
        ("Legal basis", "objected"),
        ("Account status", "Gesperrt"),
        ("Consent source", "withdrawn by phone"),
        ("Lista nera", "sì"),
        ("Paused", "yes"),
        ("Comment", "Asked not to be emailed any more"),
        ("Bemerkung", "möchte bitte keine Newsletter"),
        ("Remarques", "Ne plus envoyer d'e-mails"),
        ("Notas", "Fiel. No quiere recibir correos"),
        ("Tags", "vip; please stop newsletter"),
    ],
)
@pytest.mark.parametrize("everybody", [None, "given"])
def test_a_yes_is_none_where_another_column_takes_it_back(
    run: Run, pad: Pad, listed: Listed, column: str, cell: str, everybody: Literal["given"] | None
) -> None:
    rows = f"Ann Lee,a@x.example,yes,{cell}", "Bo Ray,b@x.example,yes,"
    file = listed(f"Name,Email,Newsletter,{column}", *rows)
    pad.import_file(file, consent=everybody)
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) in {
        ("refused", "given"),
        ("withdrawn", "given"),
    }
    card = run("recall", "ann").output
    assert "Newsletter yes" in card
    assert pad.import_file(file, consent=everybody).unchanged == 2


@pytest.mark.parametrize("column", ["Robinsonliste", "TPS", "Bloctel"])
@pytest.mark.parametrize("cell", ["Yes - rude", "yes, by letter", "2024-05-06"])
def test_a_yes_does_not_stand_beside_a_register_of_refusals_with_remarks(
    pad: Pad, listed: Listed, column: str, cell: str
) -> None:
    rows = (f'Ann Lee,a@x.example,yes,"{cell}"', "Bo Ray,b@x.example,yes,asked about it in May")
    pad.import_file(listed(f"Name,Email,Newsletter,{column}", *rows))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == ("refused", "given")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Cancelled visits", "3"),
        ("Cancellation policy signed", "yes"),
        ("Bounce", "0"),
        ("Blocked", "no"),
        ("GDPR delete requested", "FALSE"),
        ("Unsubscribed at", "0000-00-00"),
        ("Chief complaint", "back pain"),
        ("Beschwerden", "Rücken"),
        ("Hair removal", "yes"),
        ("Data de entrada,Data de saída", "2024-04-13,2024-04-15"),
        ("Block number", "12"),
        ("Points left", "20"),
        ("Photo consent", "no"),
        ("Parental consent", "yes"),
        ("Comment", "No sugar. Email the invoice"),
        ("Comment", "wants emails; no calls"),
        ("Comment", "not on Mondays"),
        ("Comment", "on the stop list for gluten"),
        ("Stopped smoking", "yes"),
        ("Booking status", "cancelled"),
        ("Order status", "removed"),
        ("VAT", "excluded"),
        ("Paused", "no"),
        ("Comment", "left a message for Sam"),
        ("Comment", "cancelled by email; came anyway"),
        ("Consent valid until", "2099-01-31"),
        ("No contact since", "2024-05-06"),
        ("SMS marketing", "no"),
        ("Mailable", "yes"),
        ("Tags", "no-show"),
    ],
)
def test_a_yes_stands_beside_what_ends_something_else(
    pad: Pad, listed: Listed, column: str, cell: str
) -> None:
    file = listed(f"Name,Email,Newsletter,{column}", f"Ann Lee,a@x.example,yes,{cell}")
    pad.import_file(file)
    assert consent(pad, "Ann Lee") == "given"


def test_what_takes_a_yes_back_later_ends_it_and_says_which_column_but_not_what_is_in_it(
    run: Run, pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed("Name,Email,Newsletter", "Ann Lee,a@x.example,yes"))
    row = "Ann Lee,a@x.example,yes,his lawyer called: do not email"
    answer(run("import", str(listed("Name,Email,Newsletter,Remarks", row, name="later.csv"))))
    (said,) = pad.customer("Ann Lee").consents
    assert (said.status, said.how) == (
        "refused",
        "import from later: Newsletter yes, but see Remarks",
    )


def test_what_takes_back_a_yes_says_nothing_where_there_is_none(pad: Pad, listed: Listed) -> None:
    rows = "Ann Lee,a@x.example,,yes", "Bo Ray,b@x.example,no,"
    pad.import_file(listed("Name,Email,Newsletter,Complaint", *rows))
    assert (consent(pad, "Ann Lee"), consent(pad, "Bo Ray")) == (None, "refused")


@pytest.mark.parametrize(
    ("name", "email"),
    [("Ann Lee (no emails!)", "a@x.example"), ("Ann Lee", "a@x.example (asked us not to mail)")],
)
def test_a_remark_beside_a_name_or_an_address_takes_a_yes_back(
    pad: Pad, listed: Listed, name: str, email: str
) -> None:
    pad.import_file(listed("Name,Email,Newsletter", f"{name},{email},yes"))
    assert consent(pad, "Ann Lee") == "refused"


def test_a_name_that_says_unsubscribed_takes_a_yes_back(pad: Pad, listed: Listed) -> None:
    pad.import_file(listed("Name,Email,Newsletter", "Ann Lee - UNSUBSCRIBED,a@x.example,yes"))
    (ann,) = pad.customers()
    assert consent(pad, ann.name) == "refused"
