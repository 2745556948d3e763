"""Nothing that the pad holds on a person is left out of what the person is handed."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db.connection import create, open_pad
from prefpad.db.unit_of_work import Signature, write
from prefpad.domain.record import replace
from prefpad.privacy import access_request_rows as disclosing
from prefpad.privacy import labels as their_words
from prefpad.privacy.access_request import BLANK
from prefpad.privacy.policy_text import PrivacyPolicy
from tests.conftest import TODAY
from tests.helpers.making import days_ago
from tests.helpers.steps import FIRST, LISTS, STEPS, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prefpad.privacy.models import Disclosure, Entry

DERIVED = {
    *("number", "customer", "note", "parent"),
    *("key", "tail", "topic_key", "same_key", "identity", "imported_as"),
    *("visit_class", "pace_class", "span", "counted", "title", "next_day"),
    *(("checks", "kind"), ("checks", "standing"), ("_name_words", "word")),
}
"""Columns that are derived from others or tie rows together, and so are not told by themselves."""

SAID: dict[Any, str] = {
    ("alert", 0): "",
    ("alert", 1): "seen first",
    ("no_alert", 0): "",
    ("no_alert", 1): "not urgent",
    ("voice_by_hand", 0): "",
    ("voice_by_hand", 1): "by hand",
    ("private", 0): "",
    ("private", 1): "private",
    ("asked", 0): "you said it yourself",
    ("asked", 1): "we asked you",
    ("role", "supplier"): "a supplier",
    ("role", "customer"): "a customer",
    ("about", "notes"): "that we keep notes on you",
    ("about", "messages"): "that we send you messages",
    ("status", "asked"): "you were asked",
    ("status", "given"): "you agreed",
    ("status", "refused"): "you refused",
    ("status", "withdrawn"): "you withdrew it",
    ("source", "told"): "you told us",
    ("source", "observed"): "we saw it",
    ("source", "relayed"): "someone else told us",
    ("voice", "say"): "we may mention it",
    ("voice", "act"): "without mentioning it",
    ("voice", "private"): "private",
    ("standing", "standing"): "we rely on it",
    ("standing", "candidate"): "not sure yet",
    ("ended", "gone"): "no longer true",
    ("ended", "withdrawn"): "taken back",
    ("outcome", "same"): "still true",
    ("outcome", "gone"): "no longer true",
    ("outcome", "seen"): "seen again",
    ("kind", "formal"): "formal address",
    ("kind", "familiar"): "familiar address",
    ("kind", "alias"): "another name",
    ("kind", "email"): "e-mail",
    ("kind", "id"): "your number in another program",
    ("kind", "preference"): "what you like and dislike",
    ("kind", "need"): "what you need",
    ("kind", "want"): "what you hoped for",
    ("kind", "mood"): "how you seemed",
    ("kind", "problem"): "what went wrong",
    ("kind", "promise"): "what we promised",
    ("kind", "extra"): "small gifts",
    ("kind", "praise"): "what you praised",
    ("kind", "fact"): "what brings you here",
    ("kind", "other"): "other remarks",
}
"""The pad's own words as customers read them; a word that is not here must stand there itself."""

OWN = (
    "customer,id,phone,tags,kind,topic,stance,text,source,on\n"
    "Sam Smith,G-1,555 0101,guest/business,preference,tea,likes,green tea,relayed,2026-01-02\n"
    "Sam Smith,,,,,,,,,\n"
)
SQUARE = (
    "Square Customer ID,First Name,Last Name,Email Address,Birthday,Creation Source,Memo,First Visit\n"
    "7XK,Sam,Smith,sam@example.com,03-14,Manual,number two sides,2024-01-09\n"
)


def imported(pad: Pad, path: Path, name: str, text: str) -> None:
    file = path.with_name(name)
    file.write_text(text, encoding="utf-8")
    pad.import_file(file)


@pytest.fixture(scope="module")
def on_sam(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A pad that holds something of every sort on Sam, and a few things on others."""
    path = tmp_path_factory.mktemp("on_sam") / "pad.db"
    with Pad(path, today=TODAY, create=True, author="Ana") as pad:
        fill(pad, path)
    return path.read_bytes()


@pytest.fixture
def full(path: Path, on_sam: bytes) -> Iterator[Pad]:
    path.write_bytes(on_sam)
    with Pad(path, today=TODAY, author="Ana") as pad:
        yield pad


def fill(pad: Pad, path: Path) -> None:
    imported(pad, path, "guests.csv", OWN)
    pad.edit("sam", Edit(handles={"email": ["sam@example.com"]}))
    imported(pad, path, "square.csv", SQUARE)
    imported(pad, path, "square.csv", SQUARE.replace("number two", "number three"))
    pad.edit(
        "sam",
        Edit(
            {
                "formal": "Mr. Smith",
                "familiar": "Sammy",
                "pronounced": "smythe",
                "owner": "Bea Cole",
            },
            {"alias": ["Colonel"], "card": ["4711"]},
            ["newsletter"],
            {"anniversary": "2001-06-12"},
        ),
    )
    pad.edit("sam", Edit({"not_called": "Samuel"}, consents=["messages=asked"]))
    pad.edit("sam", Edit(consents=["notes=given"], how="signed card", on=days_ago(3)))
    pad.edit("sam", Edit(consents=["messages=refused"], drop=["newsletter", "4711"]))
    pad.add("sam", "coffee: latte", stance="likes", on=days_ago(300), every="6 months")
    pad.confirm(3)
    pad.confirm(3, now="flat white")
    pad.add("sam", "window seat", source="observed", on=days_ago(20))
    pad.add("sam", "window seat", source="observed")
    pad.add("sam", "a dog basket", kind="need", on=days_ago(9))
    pad.confirm(5, gone=True)
    pad.add("sam", "no nuts", kind="need", alert=True)
    pad.add("sam", "is in money trouble", kind="other", voice="private")
    shower = pad.add("sam", "shower runs cold", kind="problem", by="in 3 days")
    pad.add("sam", "ran it warm", kind="other", under=shower.number)
    pad.done(shower.number, "new thermostat")
    pad.done(pad.add("sam", "towels", kind="promise").number, withdrawn=True)
    for kind in ("want", "mood", "praise", "fact", "extra", "idea"):
        pad.add("sam", f"some {kind} of theirs", kind=kind)
    pad.visit("sam", on=days_ago(40), served="oat flat white", served_by="Bea Cole")
    pad.expect_visit("sam", "in 3 days", at="9:30", what="a trim")
    pad.not_coming("sam")
    pad.expect_visit("sam", "in 4 days")
    pad.add("sam", "a slip of the pen")
    pad.undo()
    pad.set("policy", "We keep what you tell us.")
    pad.add("Mary Jones", "reads the Times", new=True)


# -- the walk ------------------------------------------------------------------------------------


def told(found: Disclosure) -> Iterator[str]:
    """Yield everything that a disclosure says, one line an entry."""

    def entry(title: str, one: Entry) -> Iterator[str]:
        yield " | ".join((title.lower(), one.text, *map(str, one.details.values())))
        for under in one.under:
            yield from entry(title, under)

    for part in found.parts:
        for one in part.entries:
            yield from entry(f"{part.name}: {part.title}", one)


def expected(table: str, column: str, value: Any, files: dict[int, str]) -> list[str]:
    """Return what must be read where a row has this value."""
    if column in DERIVED or (table, column) in DERIVED or value in {None, ""}:
        return []
    match column:
        case "import":
            return [files[value]]
        case "author" | "owner" | "served_by":
            return [" ".join(f"{word[0].upper()}." for word in value.split())]
        case "first_day" | "last_day":
            return [date.fromordinal(value).isoformat()]
        case "every" | "usual_gap":
            return [f"{value} days"]
        case "month":
            return [f"{date(2000, value, 1):%B}"]
        case "fields":
            said = json.loads(value).values()
            return [one for each in said for one in ([each] if isinstance(each, str) else each)]
        case _:
            return [SAID.get((column, value), str(value))]


def rows_on(path: Path, customer: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every row about a customer with its table, and what the journal has of each."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )]  # fmt: skip
        for table in tables:
            columns = [info["name"] for info in connection.execute(f"PRAGMA table_info({table})")]
            whose = "number" if table == "customers" else "customer"
            if whose != "number" and whose not in columns:
                continue
            for row in connection.execute(f"SELECT * FROM {table} WHERE {whose} = ?", (customer,)):
                if table != "journal_rows":
                    yield table, dict(row)
                    continue
                for version in filter(None, (row["before"], row["after"])):
                    yield f"history of {row['of_table']}", json.loads(version)


def missing(path: Path, found: Disclosure, customer: int = 1) -> list[str]:
    """Return the rows about a customer of which no entry tells everything."""
    with closing(sqlite3.connect(path)) as connection:
        files = dict(connection.execute("SELECT number, file FROM imports"))
    lines = list(told(found))
    left_out = []
    for table, row in rows_on(path, customer):
        is_past = table.startswith("history of ")
        words = [
            word
            for column, value in row.items()
            for word in expected(table.removeprefix("history of "), column, value, files)
        ]
        part = "history" if is_past else table.lstrip("_")
        where = [
            line
            for line in lines
            if line.startswith(f"{part}: ")
            or (part in {"notes", "checks"} and not line.startswith("history: "))
        ]
        if words and not any(all(word in line for word in words) for line in where):
            left_out.append(f"{table}: {words}")
    return left_out


def test_every_value_of_every_row_on_a_person_is_told(full: Pad, path: Path) -> None:
    tables = {table for table, _ in rows_on(path, 1)}
    assert tables >= {
        "customers", "handles", "tags", "occasions", "consents", "notes", "checks", "visits",
        "_records", "_rhythms", "_import_rows", "history of notes", "history of tags",
        "history of _records",
    }  # fmt: skip
    assert missing(path, full.disclose("sam")) == []


@pytest.fixture(scope="module")
def new_pad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pads") / "new.db"
    create(path)
    return path


@given(steps=st.lists(st.one_of(STEPS, st.sampled_from(LISTS)), min_size=2, max_size=12))
def test_whatever_is_done_every_value_is_told(new_pad: Path, steps: list[Any]) -> None:
    path = new_pad.with_name("any.db")
    shutil.copyfile(new_pad, path)
    with pytest.MonkeyPatch.context() as patch, Pad(path, today=TODAY, author="Ana") as pad:
        patch.setattr(disclosing, "names_of_others", lambda *_: set())
        take(pad, path, [*FIRST, *steps])
        for person in pad.customers():
            found = pad.disclose(f"@{person.number}")
            assert missing(path, found, person.number) == []


@pytest.mark.parametrize(
    "column",
    [
        "role", "owner", "created_on", "author", "import", "on_day", "how", "voice", "standing",
        "alert", "noted_on", "by_day", "every", "ended_on", "ended", "asked", "before", "fields",
        "first_day", "last_day", "served", "at_time", "what", "withdrawn_on",
    ],
)  # fmt: skip
def test_a_column_that_was_left_out_would_be_noticed(
    full: Pad, path: Path, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert missing(path, full.disclose("sam")) == []
    monkeypatch.setattr(their_words, "HIDDEN", their_words.HIDDEN | {column})
    assert missing(path, full.disclose("sam"))


def test_a_row_that_was_left_out_would_be_noticed(full: Pad, path: Path) -> None:
    found = full.disclose("sam")
    assert len(found.parts) == len(their_words.PARTS)
    for part in found.parts:
        without = tuple(other for other in found.parts if other != part)
        assert missing(path, replace(found, parts=without)), part.name


def test_no_two_columns_of_a_table_are_called_alike(full: Pad, path: Path) -> None:
    for table, row in rows_on(path, 1):
        bare = table.removeprefix("history of ")
        shown = [name for name in row if not their_words.is_hidden(bare, name)]
        assert len({their_words.label(bare, name) for name in shown}) == len(shown)


def test_a_table_and_a_column_that_come_later_are_told_too(full: Pad, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE notes ADD COLUMN aside TEXT")
        connection.execute("UPDATE notes SET aside = 'she asked us to' WHERE number = 6")
        connection.execute("CREATE TABLE polls (number INTEGER PRIMARY KEY, customer, answer)")
        connection.execute("INSERT INTO polls(customer, answer) VALUES (1, 'more jazz')")
        connection.commit()
    found = full.disclose("sam")
    assert missing(path, found) == []
    (poll,) = (part for part in found.parts if part.name == "polls")
    assert (poll.title, poll.entries[0].details) == ("Also kept", {"answer": "more jazz"})


# -- how it is told ------------------------------------------------------------------------------


def entries(found: Disclosure, name: str) -> list[Entry]:
    return [entry for part in found.parts if part.name == name for entry in part.entries]


def test_checks_stand_under_their_note_and_what_was_tried_under_its_problem(full: Pad) -> None:
    found = full.disclose("sam")
    coffee = entries(found, "preference")[1]
    assert coffee.text == "coffee: likes flat white"
    assert [check.text for check in coffee.under] == ["still true", "changed"]
    assert coffee.under[1].details == {
        "on": TODAY,
        "days after it was last known": "0",
        "how it came": "we asked you",
        "it read": "latte",
        "it reads since": "flat white",
        "written by": "A.",
    }
    (shower,) = entries(found, "problem")
    assert [note.text for note in shower.under] == ["ran it warm", "new thermostat"]


def test_what_was_worked_out_is_told_in_words(full: Pad) -> None:
    (reckoned,) = entries(full.disclose("sam"), "rhythms")
    assert reckoned.details["you come about every"]
    assert str(reckoned.details["what you like changes"]).endswith("as with others")


def test_the_policy_goes_with_it(full: Pad) -> None:
    assert full.disclose("sam").policy == PrivacyPolicy(TODAY, "We keep what you tell us.")
    full.set("policy", None)
    assert full.disclose("sam").policy is None


def test_nothing_of_others_is_in_it(full: Pad) -> None:
    assert "Times" not in "".join(told(full.disclose("sam")))
    assert "Smith" not in "".join(told(full.disclose("mary")))


def test_whoever_hands_it_over_is_told_of_private_notes(full: Pad) -> None:
    assert (full.disclose("sam").private, full.disclose("mary").private) == (1, 0)


# -- names of others -----------------------------------------------------------------------------


@pytest.fixture
def sociable(pad: Pad) -> Pad:
    pad.edit("Mary Jones", Edit({"formal": "Mrs. Jones", "familiar": "Molly"}), new=True)
    pad.edit("Sam Smith", Edit(handles={"email": ["mary.jones@example.com"]}), new=True)
    pad.add("sam smith", "came with Mary Jones and Mary's dog", voice="private")
    pad.confirm(1, now="comes with mrs jones, or Molly, or Mary, or alone")
    pad.edit(
        "sam smith", Edit(tags=["friends of mary jones"], occasions={"mary jones day": "05-06"})
    )
    pad.edit("Sam Smith", Edit({"familiar": "Sam"}), new=True)
    pad.add("sam smith jr", "no", new=True)
    return pad


def test_names_of_others_are_blanked_wherever_they_stand(sociable: Pad) -> None:
    lines = "\n".join(told(sociable.disclose("@2")))
    assert "jones" not in lines.lower().replace("mary.jones@example.com", "")
    assert "Molly" not in lines
    assert f"came with {BLANK} and Mary's dog" in lines
    assert f"comes with {BLANK}, or {BLANK}, or Mary, or alone" in lines
    assert f"friends of {BLANK}" in lines
    assert f"{BLANK} day: 6 May" in lines


def test_their_own_names_stay_though_others_are_called_so(sociable: Pad) -> None:
    assert sociable.disclose("@2").customer == "Sam Smith"
    assert "name: Sam Smith" in "\n".join(told(sociable.disclose("@2")))
    sociable.add("@2", "is called Sam Smith by all")
    assert "is called Sam Smith by all" in "\n".join(told(sociable.disclose("@2")))


def test_words_that_may_be_names_are_named_and_can_be_blanked(sociable: Pad) -> None:
    assert sociable.disclose("@2").suspects == ("Mary",)
    found = sociable.disclose("@2", blank=["Mary"])
    assert found.suspects == ()
    assert f"came with {BLANK} and {BLANK}'s dog" in "\n".join(told(found))


def test_notes_on_others_that_name_the_person_are_numbered(sociable: Pad) -> None:
    assert sociable.disclose("mary").elsewhere == (1,)
    assert sociable.disclose("@2").elsewhere == ()
    number = sociable.add("mary", "met Sam Smith here").number
    assert sociable.disclose("@2").elsewhere == (number,)


def test_those_who_work_here_have_initials(full: Pad) -> None:
    lines = "\n".join(told(full.disclose("sam")))
    assert "Bea" not in lines
    assert "B. C." in lines


# -- what was there before -----------------------------------------------------------------------


def test_what_was_taken_away_is_told(full: Pad) -> None:
    history = [str(entry) for entry in entries(full.disclose("sam"), "history")]
    for gone in ("newsletter", "4711", "a slip of the pen"):
        assert any(gone in line and "was removed" in line for line in history)


def test_a_day_that_another_tool_spoilt_is_told_as_it_stands(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.visit("smith")
    with closing(sqlite3.connect(path)) as elsewhere:
        elsewhere.execute(
            "UPDATE journal_rows SET after = replace(after, '2026-03-02', 'last Monday')"
            " WHERE of_table = 'visits'"
        )
        elsewhere.commit()
    assert "last Monday" in "\n".join(told(pad.disclose("@1")))


def test_what_a_merged_twin_had_counts(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.add("Samuel Smith", "tea", new=True)
    pad.edit("samuel", Edit({"pronounced": "smythe"}))
    with (
        closing(open_pad(path)) as connection,
        write(connection, Signature("Ana", "merge", "2026-03-02T09:30:00+01:00")) as writer,
    ):
        writer.update("notes", 2, {"customer": 1})
        writer.update("handles", 2, {"customer": 1, "kind": "alias"})
        writer.delete("customers", 2)
    lines = "\n".join(told(pad.disclose("@1")))
    assert "smythe" in lines
    assert missing(path, pad.disclose("@1"), 2) == []


def test_it_and_forgetting_list_the_same_notes_on_others_by_whichever_name(pad: Pad) -> None:
    names = Edit({"familiar": "Quimby"}, {"alias": ["Jorvic"]})
    pad.edit("Quillon Vexworth", names, new=True)
    pad.add("Eva Brown", "knows Quillon Vexworth from school", new=True)
    pad.add("Eva Brown", "asks after Quimby each time")
    pad.add("Eva Brown", "sits with Jorvic", voice="private")
    pad.add("Eva Brown", "sits with nobody else")
    assert pad.to_forget("Quillon Vexworth").mentioned_in == (1, 2, 3)
    assert pad.disclose("Quillon Vexworth").elsewhere == (3, 2, 1)


def test_what_nobody_signed_is_told_without_a_name(path: Path) -> None:
    with Pad(path, create=True, today=TODAY) as pad:
        pad.add("Sam Smith", "latte", new=True)
        pad.add("Sam Smith", "tea")
        pad.undo()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE journal SET author = NULL")
    with Pad(path, today=TODAY) as pad:
        assert "removed by" not in str(pad.disclose("smith"))
