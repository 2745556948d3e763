import csv
import io
import re
from collections import Counter, defaultdict
from importlib.resources import files

import pytest

from prefpad.domain.normalize import fold, name_key, phone_key
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import KINDS, ROLES, SOURCES, STANCES, VOICES, Kind
from prefpad.notes.draft import IDEA, resolve_attributes

Row = dict[str, str]
Person = tuple[str, str]

COLUMNS = (
    "customer,id,phone,email,card,address,tags,role,kind,topic,stance,text,"
    "source,voice,alert,on,by,every,confirmed,author"
)
HANDLES = ("id", "phone", "email", "card")
OF_THE_CUSTOMER = (*HANDLES, "address", "tags", "role")
OF_THE_NOTE = tuple(COLUMNS.split(",")[8:])

DAY = re.compile(
    r"today|yesterday|tomorrow"
    r"|(?P<ago>[2-9]|[1-9]\d+) (?P<past>days|weeks|months|years) ago"
    r"|in (?P<ahead>[2-9]|[1-9]\d+) (?P<coming>days|weeks)"
)
INTERVAL = re.compile(r"([2-9]|[1-9]\d+) (days|weeks|months|years)")
NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
UNIT_DAYS = {"days": 1, "weeks": 7, "months": 30, "years": 365}

FICTIONAL_PHONE = re.compile(r"\+44 20 7946 0\d{3}|\+1 555 01\d\d")
EXAMPLE_EMAIL = re.compile(r"[a-z.]+@example\.(com|org)")


def days_from_today(words: str) -> int:
    day = DAY.fullmatch(words)
    assert day, words
    if day["ago"]:
        return -int(day["ago"]) * UNIT_DAYS[day["past"]]
    if day["ahead"]:
        return int(day["ahead"]) * UNIT_DAYS[day["coming"]]
    return NEAR_DAYS[words]


def read_sample() -> list[Row]:
    text = files("prefpad.sample").joinpath("guesthouse.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), strict=True))


ROWS = read_sample()
NOTES = [row for row in ROWS if row["kind"]]
NAMESAKES = {
    name
    for name in {row["customer"] for row in ROWS}
    if len({row["id"] for row in ROWS if row["customer"] == name} - {""}) > 1
}


def person(row: Row) -> Person:
    return row["customer"], row["id"] if row["customer"] in NAMESAKES else ""


def rows_by_person() -> dict[Person, list[Row]]:
    people: dict[Person, list[Row]] = defaultdict(list)
    for row in ROWS:
        people[person(row)].append(row)
    return people


PEOPLE = rows_by_person()


def notes_of(name: str) -> list[Row]:
    return [row for row in NOTES if row["customer"] == name]


def kind_of(row: Row) -> Kind:
    return resolve_attributes(row["kind"]).kind


def seen_days(row: Row) -> set[str]:
    """Return the days on which what `row` observed was observed of the same person."""
    return {
        other["on"]
        for other in PEOPLE[person(row)]
        if (other["source"], other["kind"], other["topic"], fold(other["text"]))
        == ("observed", row["kind"], row["topic"], fold(row["text"]))
    }


def test_the_file_is_utf_8_without_a_mark_and_its_lines_end_in_lf() -> None:
    raw = files("prefpad.sample").joinpath("guesthouse.csv").read_bytes()
    assert raw.decode("utf-8").splitlines()[0] == COLUMNS
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


def test_every_row_has_just_the_columns_of_the_header() -> None:
    assert all(list(row) == COLUMNS.split(",") for row in ROWS)
    assert all(None not in row.values() for row in ROWS)


def test_there_are_enough_customers_and_notes_to_look_around_in() -> None:
    assert 150 <= len(ROWS) <= 190
    assert len(PEOPLE) >= 45


def test_customers_colleagues_and_suppliers_are_all_there() -> None:
    assert {rows[0]["role"] or "customer" for rows in PEOPLE.values()} == set(ROLES)


def test_some_customers_have_no_notes_and_then_a_single_row() -> None:
    silent = [rows for rows in PEOPLE.values() if not any(row["kind"] for row in rows)]
    assert len(silent) >= 3
    assert all(len(rows) == 1 for rows in silent)
    assert not any(rows[0][column] for rows in silent for column in OF_THE_NOTE)


@pytest.mark.parametrize(
    ("column", "words"),
    [("kind", (*KINDS, IDEA)), ("source", SOURCES), ("stance", STANCES), ("voice", VOICES)],
)
def test_every_word_of_a_column_is_used_and_no_other(column: str, words: tuple[str, ...]) -> None:
    assert {row[column] for row in NOTES} - {""} == set(words)


@pytest.mark.parametrize("column", ["topic", "text", "source", "on", "author"])
def test_every_note_fills(column: str) -> None:
    assert all(row[column] for row in NOTES)


def test_no_text_is_longer_than_a_line_of_the_card() -> None:
    assert [row["text"] for row in NOTES if len(row["text"]) > 70] == []


def test_no_text_begins_with_a_word_and_a_colon_or_has_a_hash() -> None:
    assert not any(re.match(r"\w+:", row["text"]) or "#" in row["text"] for row in NOTES)


def test_nothing_in_the_file_needs_cleaning() -> None:
    assert all(cell == clean(cell).strip() for row in ROWS for cell in row.values())


@pytest.mark.parametrize("column", ["on", "by", "confirmed"])
def test_every_day_is_in_words_that_stay_fresh(column: str) -> None:
    days = {row[column] for row in NOTES} - {""}
    assert days
    assert [day for day in days if not DAY.fullmatch(day)] == []


def test_every_interval_is_a_number_and_a_unit() -> None:
    intervals = {row["every"] for row in NOTES} - {""}
    assert intervals
    assert all(INTERVAL.fullmatch(interval) for interval in intervals)


def test_nothing_was_learnt_or_confirmed_in_the_future_or_confirmed_before_it_was_learnt() -> None:
    for row in NOTES:
        learnt = days_from_today(row["on"])
        assert learnt <= days_from_today(row["confirmed"] or row["on"]) <= 0


def test_only_what_is_asked_again_has_a_stance_an_interval_or_a_day_confirmed() -> None:
    for row in NOTES:
        if row["stance"] or row["every"] or row["confirmed"]:
            assert kind_of(row).asked_again, row["text"]


def test_only_kinds_with_a_day_are_due_and_never_before_they_were_learnt() -> None:
    for row in NOTES:
        if row["by"]:
            assert kind_of(row).has_day, row["text"]
            assert days_from_today(row["by"]) >= days_from_today(row["on"])


def test_only_needs_are_alerts_and_none_is_private() -> None:
    alerts = [row for row in NOTES if row["alert"]]
    assert len(alerts) >= 4
    assert {(row["alert"], row["kind"]) for row in alerts} == {("yes", "need")}
    assert all(row["voice"] != "private" for row in alerts)
    assert {"told", "relayed"} <= {row["source"] for row in alerts}


def test_promises_are_overdue_due_today_and_due_next_week() -> None:
    days = [days_from_today(row["by"]) for row in NOTES if row["kind"] == "promise"]
    assert min(days) < 0
    assert 0 in days
    assert max(days) >= 7


def test_moods_are_of_today_or_yesterday_and_wants_of_this_stay() -> None:
    assert all(days_from_today(row["on"]) >= -1 for row in NOTES if row["kind"] == "mood")
    assert all(days_from_today(row["by"]) >= 0 for row in NOTES if row["kind"] == "want")


def test_some_preferences_are_old_enough_to_ask_again_and_some_are_fresh() -> None:
    ages = [
        -days_from_today(row["confirmed"] or row["on"])
        for row in NOTES
        if row["kind"] == "preference" and row["source"] == "told"
    ]
    assert sum(4 * 30 <= age <= 30 * 30 for age in ages) >= 20
    assert sum(age <= 1 for age in ages) >= 3


def test_some_preferences_were_seen_once_some_on_two_days_and_some_relayed() -> None:
    preferences = [row for row in NOTES if row["kind"] == "preference"]
    observed = [row for row in preferences if row["source"] == "observed"]
    times_seen = Counter(len(seen_days(row)) for row in observed)
    assert set(times_seen) == {1, 2}
    assert min(times_seen.values()) >= 4
    assert sum(row["source"] == "relayed" for row in preferences) >= 3


def test_no_note_stands_twice_on_one_day() -> None:
    identities = Counter(
        (person(row), row["kind"], fold(row["topic"]), fold(row["text"]), row["on"])
        for row in NOTES
    )
    assert max(identities.values()) == 1


def test_namesakes_carry_their_id_on_every_row() -> None:
    assert NAMESAKES
    assert all(row["id"] for row in ROWS if row["customer"] in NAMESAKES)
    for name in NAMESAKES:
        assert len({key for key in PEOPLE if key[0] == name}) == 2


def test_what_belongs_to_the_customer_stands_on_the_first_row_alone() -> None:
    for (name, _), rows in PEOPLE.items():
        assert rows[0]["address"]
        assert any(rows[0][handle] for handle in HANDLES)
        again = {column for row in rows[1:] for column in OF_THE_CUSTOMER if row[column]}
        assert again == ({"id"} if name in NAMESAKES and len(rows) > 1 else set())


def test_phones_and_addresses_belong_to_nobody() -> None:
    phones = {row["phone"] for row in ROWS} - {""}
    emails = {row["email"] for row in ROWS} - {""}
    assert [phone for phone in phones if not FICTIONAL_PHONE.fullmatch(phone)] == []
    assert [email for email in emails if not EXAMPLE_EMAIL.fullmatch(email)] == []


@pytest.mark.parametrize("handle", ["id", "email", "card"])
def test_a_handle_means_one_customer(handle: str) -> None:
    owners = Counter(rows[0][handle] for rows in PEOPLE.values() if rows[0][handle])
    assert max(owners.values()) == 1


def test_one_family_shares_a_landline_and_no_other_phone_tail_is_shared() -> None:
    families: dict[str, set[str]] = defaultdict(set)
    for name, _ in PEOPLE:
        phone = PEOPLE[name, _][0]["phone"]
        if phone:
            families[phone_key(phone)[-4:]].add(name)
    shared = [names for names in families.values() if len(names) > 1]
    assert len(shared) == 1
    assert len({name.split()[-1] for name in shared[0]}) == 1


def test_names_come_in_many_forms() -> None:
    names = {name for name, _ in PEOPLE}
    assert any(" " not in name and name.isascii() for name in names)
    assert any("\u4e00" <= name[0] <= "\u9fff" for name in names)
    assert any("\u0600" <= name[0] <= "\u06ff" for name in names)
    assert any("'" in name for name in names)
    assert any("-" in name for name in names)
    assert sum(fold(name) != name.casefold() for name in names) >= 10


def test_two_people_of_one_surname_have_phones_of_their_own() -> None:
    brennans = [rows[0]["phone"] for (name, _), rows in PEOPLE.items() if "Brennan" in name]
    assert len(set(brennans)) == 2


def test_sam_smith_is_the_only_smith_and_shows_the_card_at_its_best() -> None:
    notes = notes_of("Sam Smith")
    assert [name for name, _ in PEOPLE if {"sam", "smith"} & set(name_key(name).split())] == [
        "Sam Smith"
    ]
    assert 9 <= len(notes) <= 12
    kinds = {row["kind"] for row in notes}
    assert {"preference", "need", "promise", "problem", "extra", "praise", "fact"} <= kinds
    assert any(row["alert"] for row in notes)
    assert any(row["voice"] == "private" for row in notes)
    assert any(row["kind"] == "promise" and row["by"] == "today" for row in notes)
    assert any(row["source"] == "observed" and row["topic"] == "newspaper" for row in notes)
    coffee = next(row for row in notes if row["topic"] == "coffee")
    assert (coffee["stance"], coffee["text"]) == ("likes", "oat flat white")
    assert (coffee["on"], coffee["confirmed"]) == ("10 months ago", "")
