from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.notes.wording import odds
from prefpad.reconfirmation.estimator import chance_changed
from prefpad.reconfirmation.policy import chance_gone
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RATES = st.floats(1e-5, 20)


def on(today: str, connection: sqlite3.Connection) -> None:
    """Let it be that day for a connection's SQL."""
    calendar = sqlite3.connect(":memory:")

    def day(*said: str) -> Any:
        if said[0] == "now":
            return today
        return calendar.execute(f"SELECT date({', '.join('?' * len(said))})", said).fetchone()[0]

    connection.create_function("date", -1, day, deterministic=True)


def view(path: Path, name: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as onlooker:
        on(TODAY.isoformat(), onlooker)
        onlooker.row_factory = sqlite3.Row
        return [dict(row) for row in onlooker.execute(f"SELECT * FROM {name}")]


# -- preferences_due -----------------------------------------------------------------------------


@pytest.fixture
def due(pad: Pad) -> Pad:
    pad.add("Sam Smith", "coffee: oat latte", on="2024-09-02", stance="likes", new=True)
    pad.add("Sam Smith", "gone long ago", on="2001-01-01")
    pad.confirm(2, gone=True)
    pad.add("Sam Smith", "kosher wine", on="2001-01-01", kind="need")
    pad.add("Sam Smith", "owes money", on="2001-01-01", voice="private")
    pad.add("Sam Smith", "tea: green", on="2025-09-02", every="90 days")
    pad.add("Sam Smith", "cake: plum", on="2026-03-01")
    for week in range(20):
        pad.visit("Sam Smith", on=TODAY - timedelta(weeks=week))
    return pad


def test_what_is_due_is_what_the_program_finds_due(due: Pad) -> None:
    found = view(due.path, "preferences_due")
    program = {one.note.number: one for one in due.due()}
    assert {row["note"] for row in found} == program.keys() == {1, 3, 5}
    for row in found:
        note = program[row["note"]].note
        assert row["due_on"] == program[note.number].due_on.isoformat()
        assert row["chance"] == pytest.approx(chance_gone(note, TODAY), abs=0.0006)
    assert [row["due_on"] for row in found] == sorted(row["due_on"] for row in found)


def test_what_is_due_says_why_in_the_words_of_the_program(due: Pad) -> None:
    why = {row["note"]: row["why"] for row in view(due.path, "preferences_due")}
    assert why == {
        1: "Coffee preferences here change about every 18 months."
        " Last confirmed 2024-09-02: about a 2 in 3 chance it has changed.",
        3: "Needs here change about every 60 months."
        " Last confirmed 2001-01-01: it has almost certainly changed.",
        5: "You ask this every 90 days."
        " Last confirmed 2025-09-02: about a 1 in 4 chance it has changed.",
    }


def test_an_interval_of_the_owners_is_named_as_theirs(due: Pad) -> None:
    due.set("every:coffee", "6 months")
    due.set("every:need", "1 year")
    why = {row["note"]: row["why"] for row in view(due.path, "preferences_due")}
    assert why[1].startswith("You ask coffee preferences every 183 days.")
    assert why[3].startswith("You ask needs every 365 days.")


def test_what_changes_sooner_than_they_come_is_asked_each_time(pad: Pad) -> None:
    for month in range(1, 13):
        pad.add(f"Guest {month}", "soup: leek", on=f"2025-{month:02}-01", new=True)
        for day in range(3, 28, 3):
            pad.confirm(month, now=f"soup of the {day}", on=f"2025-{month:02}-{day:02}")
    (row, *_) = view(pad.path, "preferences_due")
    assert re.fullmatch(
        r"Soup preferences here change about every \d+ days"
        r"(, but Guest \d+|, twice as often with Guest \d+, who) comes about every \d+ days,"
        r" so ask each time\.",
        row["why"],
    )


@pytest.fixture(scope="module")
def two_notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A pad on which a need is due, to be given any rate of change."""
    path = tmp_path_factory.mktemp("pads") / "pad.db"
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", "kosher wine", on="2026-02-20", kind="need", new=True)
    with closing(sqlite3.connect(path)) as connection:
        on(TODAY.isoformat(), connection)
        yield connection


@given(rate=RATES)
def test_chance_and_words_fit_any_rate(two_notes: sqlite3.Connection, rate: float) -> None:
    two_notes.execute("UPDATE _intervals SET days = 1, visit_rate = 1e9, change_rate = ?", (rate,))
    ((chance, why),) = two_notes.execute("SELECT chance, why FROM preferences_due").fetchall()
    exact = chance_changed(rate, 10)
    assert chance == pytest.approx(exact, abs=0.0006)
    assert any(why.endswith(f": {odds(min(max(exact + by, 0), 1))}.") for by in (-1e-6, 0, 1e-6))


# -- promises_open -------------------------------------------------------------------------------


def test_a_promise_stands_open_until_it_is_kept(pad: Pad) -> None:
    pad.add("Sam Smith", "call the florist", kind="promise", by="2026-03-09", new=True)
    pad.add("Sam Smith", "send the invoice", kind="promise", by="2026-03-05")
    pad.add("Sam Smith", "towels", kind="promise", by="2026-03-04")
    pad.add("Sam Smith", "a surprise", kind="promise", by="2026-03-04", voice="private")
    pad.add("Sam Smith", "the shower runs cold", kind="problem", by="2026-03-03")
    pad.done(3)
    found = view(pad.path, "promises_open")
    assert [(row["note"], row["customer"], row["by_day"]) for row in found] == [
        (2, "Sam Smith", "2026-03-05"),
        (1, "Sam Smith", "2026-03-09"),
    ]


# -- customer_card -------------------------------------------------------------------------------


def test_the_cards_put_alerts_first_and_hide_what_is_private(pad: Pad) -> None:
    pad.add("Sam Smith", "oat latte", new=True)
    pad.add("Sam Smith", "a divorce", voice="private")
    pad.add("Sam Smith", "nut allergy", kind="need", alert=True)
    found = view(pad.path, "customer_card")
    assert [(row["customer"], row["note"], row["text"]) for row in found] == [
        ("Sam Smith", 3, "nut allergy"),
        ("Sam Smith", 1, "oat latte"),
    ]


def test_the_views_answer_in_a_tool_without_the_functions_of_this_program(due: Pad) -> None:
    with closing(sqlite3.connect(due.path)) as onlooker:
        for name in ("preferences_due", "promises_open", "customer_card"):
            (sql,) = onlooker.execute(
                "SELECT sql FROM sqlite_schema WHERE name = ?", (name,)
            ).fetchone()
            assert not re.search(r"\b(exp|pow|power|ln|log|sqrt)\(", sql)
            onlooker.execute(f"SELECT * FROM {name}").fetchall()
