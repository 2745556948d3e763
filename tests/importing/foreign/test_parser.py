from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.domain.models import Occasion
from prefpad.importing.csv.cells import Rejected
from prefpad.importing.foreign.fields import FACT, FIELDS, KEEP, TargetField, home_named
from prefpad.importing.foreign.parser import ForeignParser

if TYPE_CHECKING:
    from prefpad.domain.dates import DateOrder
    from prefpad.importing.foreign.models import ForeignRecord

TODAY = date(2026, 3, 2)


def read(
    *columns: tuple[str, str], order: DateOrder | None = None, several: str = "", told: bool = False
) -> ForeignRecord:
    """Read one row whose columns are pairs of a home and a cell."""
    homes = [home_named(home) for home, _ in columns]
    contacts = ForeignParser(
        [home for home, _ in columns], homes, TODAY, lambda: order, several=several, told=told
    )
    return contacts.read(contacts.normalized_row([cell for _, cell in columns]))


def why_not(*columns: tuple[str, str]) -> str:
    with pytest.raises(Rejected) as refused:
        read(*columns)
    return str(refused.value)


def handles(contact: ForeignRecord) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in contact.handles]


SAM = ("name", "Sam Smith")


@pytest.mark.parametrize(
    ("columns", "name", "is_named"),
    [
        ([("name", "Sam Smith")], "Sam Smith", True),
        ([("first name", "Sam"), ("last name", " Smith ")], "Sam Smith", True),
        ([("last name", "Smith"), ("first name", "")], "Smith", True),
        ([("name", "Sam Smith"), ("first name", "S"), ("last name", "S")], "Sam Smith", True),
        ([("name", ""), ("alias", "Sammy"), ("company", "Boats")], "Sammy", False),
        ([("name", ""), ("company", "Harbour Boats"), ("email", "a@b")], "Harbour Boats", False),
        ([("name", ""), ("email", "sam@example.com")], "sam@example.com", False),
        ([("name", ""), ("phone", "+44 20 7946 0101")], "+44 20 7946 0101", False),
    ],
)
def test_a_row_has_the_name_of_its_customer_or_what_has_to_do_for_one(
    columns: list[tuple[str, str]], name: str, is_named: bool
) -> None:
    contact = read(*columns)
    assert (contact.name, contact.is_named) == (name, is_named)


def test_a_row_that_is_about_nobody_is_rejected() -> None:
    assert "no name" in why_not(("name", ""), ("note", "tea"))


def test_a_title_makes_a_formal_address() -> None:
    contact = read(("title", "Dr."), ("first name", "Ida"), ("last name", "Berg"))
    assert contact.forms == {"formal": "Dr. Berg"}


def test_a_second_name_is_an_alias() -> None:
    contact = read(SAM, ("name", "Samuel Smith"), ("alias", "Sammy; SAM SMITH"))
    assert handles(contact) == [("alias", "Sammy"), ("alias", "Samuel Smith")]


def test_several_phones_and_addresses_stand_in_one_cell() -> None:
    contact = read(
        SAM, ("email", "a@b.c ::: d@e.f"), ("phone", "555 1 ::: * 555 2;555 3"), several=":::"
    )
    assert handles(contact) == [
        ("email", "a@b.c"), ("email", "d@e.f"),
        ("phone", "555 1"), ("phone", "555 2"), ("phone", "555 3"),
    ]  # fmt: skip


def test_the_same_address_in_two_cases_is_one() -> None:
    assert handles(read(SAM, ("email", "A@B.C"), ("email", "a@b.c"))) == [("email", "a@b.c")]


def test_an_apostrophe_before_an_id_is_taken_off() -> None:
    (one,) = read(SAM, ("id", "'7210448301122")).ids
    assert one.value == "7210448301122"


@pytest.mark.parametrize("field", ["id", "phone", "card"])
@pytest.mark.parametrize(
    "number", ["4.42079E+11", "+4.42079E+11", "4,42079e11", "4.91515550104411E+15"]
)
def test_a_number_that_lost_its_digits_is_rejected(field: str, number: str) -> None:
    assert "lost digits" in why_not(SAM, (field, number))


@pytest.mark.parametrize("field", ["phone", "email", "card", "birthday", "visit", "note"])
@pytest.mark.parametrize("nothing", ["-", "n/a", "None", " ? "])
def test_words_for_nothing_are_blank(field: str, nothing: str) -> None:
    assert read(SAM, (field, nothing)) == read(SAM, (field, ""))._replace(
        identity=read(SAM, (field, nothing)).identity
    )


def test_addresses_stand_apart_by_commas_semicolons_or_spaces() -> None:
    contact = read(SAM, ("email", "a@b.c, d@e.f g@h.i;j@k.l"))
    assert [value for _, value in handles(contact)] == ["a@b.c", "d@e.f", "g@h.i", "j@k.l"]


def test_a_name_is_kept_as_it_is_said() -> None:
    assert read(("name", "Müller, Anna")).name == "Anna Müller"


def test_an_address_that_is_none_is_rejected() -> None:
    assert "'at work' is not an e-mail address" in why_not(SAM, ("email", "at work"))
    assert "'sam' is not an e-mail address" in why_not(SAM, ("email", "sam"))


def test_labels_are_tags_but_for_that_of_everybody() -> None:
    contact = read(SAM, ("tags", "* myContacts ::: Regulars"), several=":::")
    assert contact.tags == ("Regulars",)
    assert read(SAM, ("tags", '"VIP","Harbour, old"')).tags == ("VIP", "Harbour", "old")


def test_a_birthday_can_stand_in_three_columns() -> None:
    year, month, day = (f"birth {part}" for part in ("year", "month", "day"))
    assert read(SAM, (day, "4"), (month, "3"), (year, "1980")).occasions == (
        Occasion("birthday", 3, 4, 1980),
    )
    assert read(SAM, (day, "4"), (month, "March"), (year, "")).occasions == (
        Occasion("birthday", 3, 4),
    )
    assert read(SAM, (day, "0"), (month, "0"), (year, "0")).occasions == ()


def test_a_birthday_to_come_is_rejected() -> None:
    assert "in the future" in why_not(SAM, ("birthday", "2027-01-01"))


def test_a_booking_is_no_visit_before_its_day_or_if_it_was_called_off() -> None:
    assert read(SAM, ("visit", "2026-03-01")).visits == ("2026-03-01",)
    to_come = read(SAM, ("visit", "2027-01-01"))
    assert (to_come.visits, to_come.kept) == ((), {})
    assert [(one.on, one.is_off) for one in to_come.bookings] == [(date(2027, 1, 1), False)]
    for status in ("Canceled by guest", "No-show", "refunded", "storniert"):
        called_off = read(SAM, ("visit", "2026-03-01"), ("status", status))
        assert (called_off.visits, called_off.kept["status"]) == ((), status)
    assert read(SAM, ("visit", "2026-03-01"), ("status", "Confirmed")).visits


def test_a_day_is_called_what_the_column_before_it_says() -> None:
    contact = read(SAM, ("topic", "* Anniversary"), ("occasion", "2001-06-12"))
    assert contact.occasions == (Occasion("anniversary", 6, 12, 2001),)


def test_a_fact_is_called_what_the_column_before_it_says() -> None:
    (remark,) = read(SAM, ("topic", "Coffee"), ("fact", "oat latte")).remarks
    assert (remark.draft.topic, remark.draft.text) == ("Coffee", "oat latte")


def test_columns_of_one_topic_are_one_fact() -> None:
    contact = read(
        SAM,
        ("fact:address", "1 Quay Street\nFlat 2"),
        ("fact:address", "'BS1 4XX"),
        ("fact:town", ""),
    )
    (remark,) = contact.remarks
    assert (remark.draft.topic, remark.draft.text) == ("address", "1 Quay Street, Flat 2, BS1 4XX")


@pytest.mark.parametrize(
    ("field", "kind", "stance", "alert"),
    [
        ("note", "other", None, False),
        ("likes", "preference", "likes", False),
        ("dislikes", "preference", "dislikes", False),
        ("need", "need", None, False),
        ("allergy", "need", None, True),
        ("fact", "fact", None, False),
    ],
)
def test_a_cell_becomes_the_note_of_its_field(
    field: str, kind: str, stance: str | None, alert: bool
) -> None:
    (remark,) = read(SAM, (field, "nuts")).remarks
    attributes = remark.draft.attributes
    assert (attributes.kind.name, attributes.stance, attributes.alert, attributes.source) == (
        kind, stance, alert, "relayed",
    )  # fmt: skip
    (told,) = read(SAM, (field, "nuts"), told=True).remarks
    assert told.draft.attributes.source == "told"


@pytest.mark.parametrize(
    ("cell", "consent"),
    [("yes", "given"), ("No", "refused"), ("Subscribed", "given"), ("unsubscribed", "withdrawn"),
     ("", ""), ("unknown", "")],
)  # fmt: skip
def test_consent_is_read_from_its_column(cell: str, consent: str) -> None:
    assert read(SAM, ("messages", cell)).messages == consent


def test_consent_to_any_messages_is_consent_that_says_what_was_refused() -> None:
    homes = [*map(home_named, ("name", "messages", "messages"))]
    contacts = ForeignParser(["Name", "SMS", "Newsletter"], homes, TODAY, lambda: None)
    said = contacts.read(contacts.normalized_row(["Sam Smith", "no", "yes"]))
    assert (said.messages, said.answers) == ("given", "SMS no, Newsletter yes")


def test_a_no_and_a_yes_under_one_name_are_a_no() -> None:
    assert read(SAM, ("messages", "no"), ("messages", "yes")).messages == "refused"


@pytest.mark.parametrize("field", ["messages", "not messages"])
def test_a_word_for_consent_that_is_not_known_is_named(field: str) -> None:
    assert "'maybe' is not a known word" in why_not(SAM, (field, "maybe"))
    assert read(SAM, ("keep", "maybe")).kept == {"keep": "maybe"}


@pytest.mark.parametrize(
    ("cell", "consent"),
    [
        ("TRUE", "withdrawn"), ("1", "withdrawn"), ("Opted out", "withdrawn"), ("ja", "withdrawn"),
        ("Unsubscribed", "withdrawn"), ("2025-04-01 10:00", "withdrawn"),
        ("FALSE", ""), ("0", ""), ("Subscribed", ""), ("opted in", ""), ("never", ""), ("-", ""),
    ],
)  # fmt: skip
def test_a_yes_to_no_messages_is_never_a_consent(cell: str, consent: str) -> None:
    assert read(SAM, ("not messages", cell)).messages == consent


def test_one_who_opted_out_has_whatever_else_is_said() -> None:
    assert read(SAM, ("messages", "yes"), ("not messages", "yes")).messages == "withdrawn"
    assert read(SAM, ("messages", "yes"), ("not messages", "no")).messages == "given"


@pytest.mark.parametrize(
    ("cell", "consent"),
    [
        ("NEVER_SUBSCRIBED", ""), ("Not subscribed", "refused"), ("Nicht abonniert", "refused"),
        ("Abgemeldet", "withdrawn"), ("désinscrit", "withdrawn"), ("Iscritto", "given"),
        ("opted-in", "given"), ("2025-04-01", ""), ("Ausstehend", ""),
    ],
)  # fmt: skip
def test_programs_say_consent_in_many_words(cell: str, consent: str) -> None:
    assert read(SAM, ("messages", cell)).messages == consent


@pytest.mark.parametrize("title", ["Ms.", "Herr Prof. Dr.", "Mme", "Sig.ra", "Dña.", "De heer"])
def test_people_are_addressed_by_a_title(title: str) -> None:
    contact = read(("title", title), ("first name", "Ida"), ("last name", "Berg"))
    assert contact.forms == {"formal": f"{title} Berg"}
    assert contact.remarks == ()


@pytest.mark.parametrize("job", ["Head Chef", "CEO", "Drummer", "Master of Wine"])
def test_a_job_is_a_fact_and_no_title(job: str) -> None:
    contact = read(("title", job), ("first name", "Ida"), ("last name", "Berg"))
    assert contact.forms == {}
    (remark,) = contact.remarks
    assert (remark.draft.topic, remark.draft.text) == ("title", job)


@pytest.mark.parametrize("nothing", ["N/A", "null", "-", "none"])
def test_no_title_is_none(nothing: str) -> None:
    contact = read(("title", nothing), ("first name", "Ida"), ("last name", "Berg"))
    assert (contact.forms, contact.remarks, contact.kept) == ({}, (), {})


@pytest.mark.parametrize("zero", ["0", "0.00", "$0.00", "0,00 €", "FALSE"])
def test_a_zero_is_kept_and_no_fact(zero: str) -> None:
    contact = read(SAM, ("fact:losses", zero))
    assert (contact.remarks, contact.kept) == ((), {"losses": zero})


def test_a_company_that_is_the_customers_own_name_is_none() -> None:
    assert read(SAM, ("company", "SAM SMITH")).remarks == ()
    assert len(read(SAM, ("company", "Smith Boats")).remarks) == 1


def test_a_column_without_a_home_is_kept() -> None:
    assert read(SAM, ("keep", "£812.00")).kept == {"keep": "£812.00"}


def test_the_columns_without_a_home_that_held_something_are_known() -> None:
    contacts = ForeignParser(
        ("Name", "Spend", "Photo"), (TargetField("name"), KEEP, KEEP), TODAY, lambda: None
    )
    contacts.normalized_row(["Sam", "812", ""])
    assert contacts.columns_seen(KEEP) == ("Spend",)


def test_a_column_called_by_no_word_is_called_by_its_place() -> None:
    contacts = ForeignParser(
        ("Name", "??", "#"), (TargetField("name"), FACT, KEEP), TODAY, lambda: None
    )
    contact = contacts.read(contacts.normalized_row(["Sam", "tea", "1"]))
    assert [remark.draft.topic for remark in contact.remarks] == ["column 2"]
    assert contact.kept == {"#": "1"}


def test_a_row_is_known_again_by_its_cells_in_any_order_of_columns() -> None:
    one, other = ("email", "sam@example.com"), ("note", "tea")
    assert read(SAM, one, other).identity == read(other, SAM, one, ("phone", "")).identity
    assert read(SAM, one).identity != read(SAM, other).identity


@given(st.lists(st.tuples(st.sampled_from(sorted(FIELDS)), st.text(max_size=30)), max_size=6))
def test_a_row_is_taken_or_rejected(columns: list[tuple[str, str]]) -> None:
    with suppress(Rejected):
        contact = read(*columns)
        assert contact.key
        assert all(one.key for one in contact.handles)


@pytest.mark.parametrize(
    "cell",
    ["vip; weekly", "vip|weekly", "#vip #weekly", '["vip", "weekly"]', "vip,weekly", "vip\nweekly",
     '[{"name": "vip", "id": 1}, {"name": "weekly"}]', "[vip, weekly]"],
)  # fmt: skip
def test_tags_are_taken_apart_however_they_are_written(cell: str) -> None:
    assert read(SAM, ("tags", cell)).tags == ("vip", "weekly")


def test_a_tag_that_says_nothing_is_none() -> None:
    assert read(SAM, ("tags", "N/A; vip; null; -")).tags == ("vip",)


def test_a_year_of_birth_without_its_day_is_kept() -> None:
    assert read(SAM, ("birth year", "1950")).kept == {"birth year": "1950"}
    assert read(SAM, ("birth year", "1950"), ("birth month", "2"), ("birth day", "3")).kept == {}


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ([("name", "Sam"), ("formal", "!!")], "formal '!!' has no letter or digit."),
        ([("name", "Sam" * 99)], "The name is 297 characters long"),
        ([SAM, ("birthday", "31 February 1980")], "birthday '31 February 1980'"),
        ([SAM, ("messages", "whatever it takes")], "is not a known word for consent"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(
    columns: list[tuple[str, str]], sentence: str
) -> None:
    assert sentence in why_not(*columns)


def test_never_having_agreed_is_no_consent_and_no_refusal() -> None:
    assert read(SAM, ("messages", "never subscribed")).messages == ""


def test_of_several_birthdays_the_first_that_says_one_counts() -> None:
    found = read(SAM, ("birthday", "n/a"), ("birthday", "1980-03-12"), ("birthday", "1981-01-01"))
    assert found.occasions == (Occasion("birthday", 3, 12, 1980),)


@pytest.mark.parametrize(("cell", "alerts"), [("no", []), ("peanuts", ["peanuts"])])
def test_a_column_of_allergies_holds_an_alert_or_nothing(cell: str, alerts: list[str]) -> None:
    found = read(SAM, ("allergy", cell)).remarks
    assert [one.draft.text for one in found if one.alert_for == "allergy"] == alerts
    assert len(found) == len(alerts)


def test_what_stands_beside_an_allergy_is_a_note_of_its_own() -> None:
    alert, other = read(SAM, ("note", "nut allergy, getting divorced")).remarks
    assert (alert.alert_for, other.alert_for) == ("allergy", None)
    assert "divorced" not in alert.draft.text
    assert other.draft.attributes.voice == "private"


@pytest.mark.parametrize(
    ("column", "cell", "kind", "stance", "text"),
    [
        ("likes", "pale roses", "preference", "likes", "pale roses"),
        ("likes", "loves pale roses", "preference", "likes", "pale roses"),
        ("likes", "doesn't like carnations", "preference", "dislikes", "carnations"),
        ("likes", "n\u2019aime pas les \u0153illets", "preference", "dislikes", "les \u0153illets"),
        ("likes", "mag keine Nelken", "preference", "dislikes", "Nelken"),
        ("likes", "keine Nelken", "other", None, "keine Nelken"),
        ("likes", "no carnations please", "other", None, "no carnations please"),
        ("likes", "pas d'\u0153illets", "other", None, "pas d'\u0153illets"),
        ("likes", "Norwegian jumpers", "preference", "likes", "Norwegian jumpers"),
        ("likes", "roses, no fillers", "preference", "likes", "roses, no fillers"),
        ("dislikes", "carnations", "preference", "dislikes", "carnations"),
        ("dislikes", "hates carnations", "preference", "dislikes", "carnations"),
        ("dislikes", "no carnations", "preference", "dislikes", "no carnations"),
        ("dislikes", "loves roses", "preference", "likes", "roses"),
    ],
)
def test_a_cell_that_says_like_or_dislike_wins_over_its_column(
    column: str, cell: str, kind: str, stance: str | None, text: str
) -> None:
    draft = read(SAM, (column, cell)).remarks[0].draft
    said = draft.attributes
    assert (said.kind.name, said.stance, draft.text) == (kind, stance, text)
