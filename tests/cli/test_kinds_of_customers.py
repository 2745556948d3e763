"""What is known of kinds of customers, of households, and what is asked of everyone once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Edit, Pad
from tests.conftest import TODAY
from tests.helpers.making import days_ago
from tests.helpers.shell import answer, answered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

CRAYONS = "crayons at the table, offer the quiet corner"
QUESTION = "What is missing at breakfast?"
ASKED = f"ask once: {QUESTION}"


def make(pad: Pad, name: str, *tags: str, **handles: str) -> str:
    reached = {kind: [value] for kind, value in handles.items()}
    return f"@{pad.edit(name, Edit({}, reached, [*tags]), new=True).number}"


def card(run: Run, who: str) -> str:
    return answer(run("recall", who))


# -- tags ----------------------------------------------------------------------------------------


def test_a_note_on_a_tag_stands_on_the_card_of_everyone_with_it_or_a_level_below(
    run: Run, pad: Pad
) -> None:
    answer(run("settings", "note:Family", CRAYONS))
    for tag in ("family", "Family/small children"):
        assert f"family: {CRAYONS}" in card(run, make(pad, f"Guest {tag}", tag))
    for tag in ("families", "guest/family"):
        assert CRAYONS not in card(run, make(pad, f"Guest {tag}", tag))


def test_a_note_on_a_tag_can_be_taken_back(run: Run, pad: Pad) -> None:
    who = make(pad, "Sam Smith", "family")
    answer(run("settings", "note:family", CRAYONS))
    answer(run("settings", "note:family", "--default"))
    assert CRAYONS not in card(run, who)


def test_a_customer_of_a_level_is_found_by_the_level_above_it(run: Run, pad: Pad) -> None:
    make(pad, "Sam Smith", "guest/business/frequent")
    make(pad, "Bo Lee", "guestlist")
    assert "Sam Smith" in answer(run("customer", "--tag", "guest"))
    assert "Bo Lee" not in answer(run("customer", "--tag", "guest"))


def test_a_disclosure_has_what_is_noted_of_everyone_in_their_groups(run: Run, pad: Pad) -> None:
    pad.set("note:family", CRAYONS)
    pad.set("note:business", "invoice to the company")
    shown = answer(run("disclose", make(pad, "Sam Smith", "family"), "--to", "-"))
    assert "of everyone in family: crayons at the table" in " ".join(shown.split())
    assert "invoice" not in shown


def test_what_is_for_staff_is_never_greeted(run: Run, pad: Pad) -> None:
    pad.set("note:family", CRAYONS)
    pad.set("poll", QUESTION)
    make(pad, "Ida Cole", phone="020 555 0101")
    who = make(pad, "Sam Smith", "family", phone="020 555 0101")
    shown = answer(run("greet", who))
    assert not {"crayons", "missing", "Ida"} & set(shown.replace("?", "").split())


# -- who shares what -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"phone": "+44 20 7946 0101"}, {"phone": "020 7946 0101"}, "shares a phone with"),
        ({"email": "us@example.com"}, {"email": "US@example.com"}, "shares an e-mail with"),
    ],
)
def test_who_shares_a_phone_or_an_email_is_said_on_both_cards(
    run: Run, pad: Pad, one: dict[str, str], other: dict[str, str], said: str
) -> None:
    sam, ida = make(pad, "Sam Smith", **one), make(pad, "Ida Cole", **other)
    make(pad, "Bo Lee", phone="020 7946 0102", email="bo@example.com")
    assert f"{said} Ida Cole ({ida})\n" in card(run, sam)
    assert f"{said} Sam Smith ({sam})\n" in card(run, ida)
    assert "shares" not in card(run, "bo")


def test_who_lives_at_the_same_address_is_said(run: Run, pad: Pad) -> None:
    for name, address in (
        ("Sam Smith", "12 Harbour Street"),
        ("Ida Cole", "12 harbour street"),
        ("Bo Lee", "112 Harbour Street"),
    ):
        make(pad, name)
        pad.add(name, f"address: {address}", kind="fact")
    assert "same address as Ida Cole (@2)" in card(run, "sam")
    assert "same address" not in card(run, "bo")


def test_a_private_or_former_address_is_not_told_on_anothers_card(run: Run, pad: Pad) -> None:
    for name in ("Sam Smith", "Ida Cole", "Bo Lee"):
        make(pad, name)
    pad.add("sam", "address: 12 Harbour Street", kind="fact")
    pad.add("ida", "address: 12 Harbour Street", kind="fact", voice="private")
    pad.delete_note(pad.add("bo", "address: 12 Harbour Street", kind="fact"))
    assert "same address" not in card(run, "sam")


def test_a_household_is_a_tag_that_its_people_share(run: Run, pad: Pad) -> None:
    make(pad, "Sam Smith", "household/harbour 12")
    make(pad, "Ida Cole", "household/Harbour 12")
    make(pad, "Bo Lee", "household/harbour 2")
    assert "same household as Ida Cole (@2)" in card(run, "sam")
    assert "same household" not in card(run, "bo")


def test_of_many_who_share_a_phone_the_first_few_are_named(run: Run, pad: Pad) -> None:
    people = [make(pad, f"Guest Number{number}", phone="020 7946 0101") for number in range(9)]
    assert card(run, people[0]).count("(@") == 3


# -- the poll ------------------------------------------------------------------------------------


@pytest.fixture
def poll(pad: Pad) -> None:
    pad.set("poll", QUESTION)


def test_a_card_offers_the_question_of_the_poll_once_to_each(
    run: Run, pad: Pad, poll: None
) -> None:
    sam, ida = make(pad, "Sam Smith"), make(pad, "Ida Cole")
    assert ASKED in card(run, sam)
    answer(run("add", sam, "poll:", "likes", "porridge"))
    assert ASKED not in card(run, sam)
    assert ASKED in card(run, ida)
    (row,) = answered(run("report", "poll", "--json"))
    assert (row["answer"], row["answers"]) == ("likes porridge", 1)


def test_an_answer_is_for_staff_and_never_asked_again(pad: Pad, poll: None) -> None:
    note = pad.add(make(pad, "Sam Smith"), "poll: loves more fruit")
    assert (note.kind, note.voice, note.due_on) == ("other", "act", None)


def test_while_anything_else_is_due_the_poll_waits(run: Run, pad: Pad, poll: None) -> None:
    sam = make(pad, "Sam Smith")
    note = pad.add(sam, "coffee: black", stance="likes", on=days_ago(2000))
    assert ASKED not in card(run, sam)
    pad.confirm(note)
    assert ASKED in card(run, sam)


@pytest.mark.parametrize("role", ["colleague", "supplier"])
def test_only_customers_are_polled(run: Run, pad: Pad, poll: None, role: str) -> None:
    sam = make(pad, "Sam Smith")
    pad.edit(sam, Edit({"role": role}))
    assert ASKED not in card(run, sam)


def test_nobody_is_polled_whose_answer_may_not_be_kept(run: Run, pad: Pad, poll: None) -> None:
    sam = make(pad, "Sam Smith")
    pad.set("consent", "required")
    assert ASKED not in card(run, sam)
    pad.edit(sam, Edit(consents=["notes=given"]))
    assert ASKED in card(run, sam)


def test_another_question_is_asked_of_everyone_again_and_the_same_one_is_not(
    run: Run, path: Path
) -> None:
    with Pad(path, create=True, today=days_ago(30)) as pad:
        pad.set("poll", QUESTION)
        sam = make(pad, "Sam Smith")
        pad.add(sam, "poll: porridge")
    with Pad(path, today=TODAY) as pad:
        pad.set("poll", f"{QUESTION} ".upper())
        assert ASKED not in card(run, sam)
        pad.set("poll", "Would you like a sauna?")
        assert "ask once: Would you like a sauna?" in card(run, sam)


def test_without_a_question_nothing_is_asked(run: Run, pad: Pad) -> None:
    assert "ask once" not in card(run, make(pad, "Sam Smith"))


# -- who sent them -------------------------------------------------------------------------------


def test_who_sent_somebody_is_a_fact_and_counts_as_a_referral(run: Run, pad: Pad) -> None:
    make(pad, "Ida Cole")
    sam = make(pad, "Sam Smith")
    answer(run("add", sam, "referral:", "Ida", "Cole"))
    (note,) = pad.notes(sam)
    assert (note.kind, note.topic) == ("fact", "referral")
    (row,) = answered(run("report", "referrals", "--json"))
    assert (row["sent_by"], row["who"]) == ("Ida Cole", "Sam Smith")


def test_a_flag_wins_over_the_kind_of_a_topic(pad: Pad) -> None:
    note = pad.add(make(pad, "Sam Smith"), "referral: wants a voucher", kind="promise")
    assert note.kind == "promise"


# -- whom they praise ----------------------------------------------------------------------------


def test_praise_names_a_colleague_by_its_words_or_by_the_owner(run: Run, pad: Pad) -> None:
    make(pad, "Ana Berg")
    pad.edit("ana", Edit({"role": "colleague"}))
    sam = make(pad, "Sam Smith")
    for words in ("Ana found her bag", "found her bag --owner ana", "found it --owner Zoe"):
        answer(run("add", sam, "--praise", *words.split()))
    counted = {
        row["colleague"]: row["praises"] for row in answered(run("report", "praise", "--json"))
    }
    assert counted == {"Ana Berg": 2, "Zoe": 1}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--praise Ana found her bag", "for Ana Berg (@1)"),
        ("--praise such a kind breakfast", "for nobody by name: --owner NAME"),
        ("referral: Bo Lee", "sent by Bo Lee (@2)"),
    ],
)
def test_the_answer_says_whom_a_note_names(run: Run, pad: Pad, words: str, said: str) -> None:
    make(pad, "Ana Berg")
    pad.edit("ana", Edit({"role": "colleague"}))
    make(pad, "Bo Lee")
    assert said in answer(run("add", make(pad, "Sam Smith"), *words.split()))


def test_the_answer_names_nobody_where_the_note_does_not(run: Run, pad: Pad) -> None:
    make(pad, "Bo Lee")
    sam = make(pad, "Sam Smith")
    for words in ("referral: Instagram", "travel: drives up with Bo Lee --fact"):
        assert "sent by" not in answer(run("add", sam, *words.split()))
