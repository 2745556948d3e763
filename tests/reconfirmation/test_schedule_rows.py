from __future__ import annotations

import shutil
from contextlib import closing, suppress
from datetime import timedelta
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.db.connection import open_pad
from prefpad.domain.errors import AskedWrongly, PrefpadError
from prefpad.reconfirmation.policy import Policy
from prefpad.reconfirmation.rates import (
    FIRST_RATES,
    FIRST_VISIT_RATE,
    first_lifetimes,
    visit_class,
    visit_rate_of,
)
from prefpad.reconfirmation.schedule_rows import ScheduleUpdater
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from prefpad.domain.models import Note

FIRST = FIRST_RATES["preference"]
A_STRANGERS_VISITS = visit_rate_of(visit_class(FIRST_VISIT_RATE))


def on(path: Path, days_before: int) -> Pad:
    return Pad(path, today=days_ago(days_before), create=True, author="Ana")


def check(path: Path, number: int, *, days_before: int, now: str | None = None) -> None:
    with on(path, days_before) as pad:
        pad.confirm(number, now=now)


def note(path: Path, number: int) -> Note:
    with Pad(path, today=TODAY) as pad:
        return pad.note(number)


def rate(path: Path, number: int) -> float:
    found = note(path, number).change_rate
    assert found is not None
    return found


def ask_after(path: Path, number: int) -> int:
    found = note(path, number).ask_after
    assert found is not None
    return found


@pytest.fixture
def coffees(path: Path) -> list[int]:
    """Ten customers' coffees and teas and one need, all told 400 days ago."""
    with on(path, 400) as pad:
        for number in range(10):
            pad.add(f"Customer Number{number}", "coffee: latte", new=True)
        teas = [pad.add(f"Number{number}", "tea: green").number for number in range(10)]
        pad.add("Number0", "seat: by the door", kind="need")
    return teas


# -- rates of topics -----------------------------------------------------------------------------


def test_before_any_check_a_note_changes_as_its_kind_does(path: Path, coffees: list[int]) -> None:
    assert rate(path, 1) == rate(path, coffees[0]) == FIRST
    assert rate(path, 21) == FIRST_RATES["need"]


def test_changes_make_a_topic_fast_and_the_others_of_its_kind_and_pad_less_so(
    path: Path, coffees: list[int]
) -> None:
    before = ask_after(path, 2)
    for number in range(1, 9):
        check(path, number, days_before=300, now=f"flat white {number}")
    assert rate(path, 9) > 2 * FIRST
    assert rate(path, 9) > rate(path, coffees[0]) > 1.1 * FIRST
    assert rate(path, 21) > 1.1 * FIRST_RATES["need"]
    assert ask_after(path, 9) < before


def test_notes_that_stay_the_same_make_a_topic_slow(path: Path, coffees: list[int]) -> None:
    before = ask_after(path, 9)
    for number in range(1, 9):
        check(path, number, days_before=0)
    assert rate(path, 9) < rate(path, coffees[0]) < FIRST
    assert ask_after(path, 9) > before


def test_a_topic_is_learnt_about_whatever_its_case(path: Path) -> None:
    with on(path, 400) as pad:
        pad.add("Sam Smith", "Bread: rye", new=True)
        pad.add("Kim Lee", "bread: white", new=True)
    check(path, 1, days_before=0, now="white")
    assert rate(path, 1) == rate(path, 2) > FIRST


@pytest.mark.parametrize(
    ("days_before", "how"),
    [
        (400, {"now": "mocha"}),
        (100, {"seen": True}),
    ],
)
def test_a_correction_or_a_sight_is_no_check(
    path: Path, coffees: list[int], days_before: int, how: dict[str, Any]
) -> None:
    with on(path, days_before) as pad:
        pad.confirm(1, **how)
    assert rate(path, 2) == rate(path, coffees[0]) == FIRST


@pytest.mark.usefixtures("coffees")
def test_what_the_customer_volunteers_is_no_check(path: Path) -> None:
    with on(path, 100) as pad:
        pad.add("Number0", "coffee: mocha", instead=1)
        pad.add("Number1", "coffee: latte")
    assert rate(path, 3) == FIRST


def test_a_candidate_that_turns_out_wrong_teaches_nothing(path: Path) -> None:
    with on(path, 400) as pad:
        pad.add("Sam Smith", "coffee: latte", source="observed", new=True)
        other = pad.add("Sam Smith", "coffee: any cake").number
    with on(path, 100) as pad:
        pad.confirm(1, gone=True)
    assert rate(path, other) == FIRST


def test_what_is_gone_has_changed(path: Path, coffees: list[int]) -> None:
    for number in range(1, 5):
        with on(path, 300) as pad:
            pad.confirm(number, gone=True)
    assert rate(path, 9) > rate(path, coffees[0]) > FIRST


def test_a_check_teaches_about_the_topic_it_was_on(path: Path, coffees: list[int]) -> None:
    for number in range(1, 5):
        with on(path, 300) as pad:
            pad.confirm(number, now="#cocoa hot")
    assert rate(path, 9) > rate(path, coffees[0])


# -- rhythms of customers ------------------------------------------------------------------------


def test_whoever_comes_often_is_asked_sooner(path: Path, coffees: list[int]) -> None:
    with on(path, 0) as pad:
        for day in range(1, 390, 7):
            pad.visit("Number0", on=days_ago(day))
    often, seldom = note(path, 1), note(path, 2)
    assert often.visit_rate is not None
    assert often.visit_rate == pytest.approx(1 / 7, rel=0.5)
    assert ask_after(path, 1) < ask_after(path, 2)
    assert note(path, coffees[0]).visit_rate == often.visit_rate
    assert seldom.visit_rate is not None
    assert seldom.visit_rate < often.visit_rate


def test_visits_checks_and_what_was_told_or_seen_on_one_day_are_one_visit_day(
    path: Path,
) -> None:
    with on(path, 10) as pad:
        pad.add("Sam Smith", "coffee: latte", new=True)
        pad.add("Sam Smith", "tea: green", source="observed")
        pad.visit("Sam Smith")
        pad.confirm(1)
    with closing(open_pad(path)) as connection:
        assert connection.execute("SELECT visit_days FROM _rhythms").fetchall() == [(1,)]


def test_what_others_say_is_no_visit(path: Path) -> None:
    with on(path, 0) as pad:
        pad.add("Sam Smith", "coffee: latte", source="relayed", new=True)
    with closing(open_pad(path)) as connection:
        assert connection.execute("SELECT * FROM _rhythms").fetchall() == []
    assert note(path, 1).visit_rate == A_STRANGERS_VISITS


def test_a_stranger_comes_as_often_as_customers_here_do(path: Path) -> None:
    with on(path, 0) as pad:
        pad.add("Kim Lee", "coffee: latte", source="relayed", new=True)
        pad.add("Sam Smith", "coffee: latte", on=days_ago(600), new=True)
        for day in range(0, 600, 4):
            pad.visit("Sam Smith", on=days_ago(day))
    found = note(path, 1).visit_rate
    assert found is not None
    assert found > 4 * A_STRANGERS_VISITS


def test_whoever_changes_more_often_than_others_is_asked_sooner(
    path: Path, coffees: list[int]
) -> None:
    with on(path, 399) as pad:
        fickle = [
            pad.add("Number0", f"topic{number}: x", on=days_ago(399)).number for number in range(8)
        ]
        for number in range(8):
            pad.add("Number1", f"topic{number}: x", on=days_ago(399))
    for days_before in (300, 200, 100, 0):
        with on(path, days_before) as pad:
            for number in fickle:
                pad.confirm(number, now=f"y{days_before}")
                pad.confirm(number + 8)
    others = note(path, coffees[1])
    theirs = note(path, coffees[0])
    assert (theirs.pace, others.pace) == (2.0, 0.5)
    assert theirs.ask_after is not None
    assert others.ask_after is not None
    assert theirs.ask_after < others.ask_after


# -- the owner's word ----------------------------------------------------------------------------


@pytest.mark.usefixtures("coffees")
def test_a_dearer_question_is_asked_later_and_the_owners_interval_as_it_says(path: Path) -> None:
    before = ask_after(path, 1)
    with closing(open_pad(path)) as connection:
        policy = Policy(0.6, by_topic={"tea": 33}, by_kind={"need": 44})
        ScheduleUpdater(connection, policy, TODAY, first_lifetimes()).follow_settings()
    assert ask_after(path, 1) > before
    assert (note(path, 11).ask_after, note(path, 11).set_by) == (33, "topic")
    assert (note(path, 21).ask_after, note(path, 21).set_by) == (44, "kind")
    assert note(path, 11).due_on == days_ago(400) + timedelta(33)


def test_the_owners_interval_on_a_note_wins_over_all_others(path: Path) -> None:
    with on(path, 0) as pad:
        added = pad.add("Sam Smith", "coffee: latte", every="6 months", new=True)
    assert (added.ask_after, added.set_by) == (183, "note")


# -- what is written at once is what would be learnt anew ----------------------------------------

WHO = st.integers(1, 3).map(lambda number: f"@{number}")
NOTE = st.integers(1, 8)
DAYS = st.sampled_from(["2025-01-01", "2025-06-01", "2026-02-01", "2026-03-02"])
TOPICS = st.sampled_from(["coffee: latte", "tea: green", "Coffee: mocha", "by the window"])
KINDS = st.sampled_from(["preference", "need", "fact", "promise"])
SOURCES = st.sampled_from(["told", "observed", "relayed"])
STEPS = st.one_of(
    st.tuples(
        st.just("add"),
        st.tuples(WHO, TOPICS),
        st.fixed_dictionaries({"kind": KINDS, "source": SOURCES, "on": DAYS}),
    ),
    st.tuples(st.just("confirm"), st.tuples(NOTE), st.fixed_dictionaries({"on": DAYS})),
    st.tuples(
        st.just("confirm"), st.tuples(NOTE), st.fixed_dictionaries({"now": TOPICS, "on": DAYS})
    ),
    st.tuples(
        st.just("confirm"),
        st.tuples(NOTE),
        st.fixed_dictionaries({"gone": st.just(value=True), "on": DAYS}),
    ),
    st.tuples(st.just("visit"), st.tuples(WHO), st.fixed_dictionaries({"on": DAYS})),
)
COUNTED = {
    "_tallies": (
        "SELECT kind, topic_key, outcome <> 'same', span, ifnull(author, ''), count(*), sum(days)"
        " FROM checks WHERE counted GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
    ),
    "_rhythms": (
        "SELECT customer, min(day), count(DISTINCT day) FROM ("
        " SELECT customer, noted_on AS day FROM notes WHERE source <> 'relayed'"
        " UNION SELECT customer, on_day FROM visits"
        " UNION SELECT customer, on_day FROM checks) GROUP BY customer ORDER BY customer"
    ),
}


@pytest.fixture(scope="module")
def three_customers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pads") / "three.db"
    with Pad(path, today=TODAY, create=True) as pad:
        for name in ("Sam Smith", "Kim Lee", "Ana Silva"):
            pad.add(name, "coffee: latte", on="2024-06-01", new=True)
    return path


def assert_nothing_is_forgotten(connection: sqlite3.Connection) -> None:
    tallies = connection.execute("SELECT * FROM _tallies ORDER BY 1, 2, 3, 4, 5").fetchall()
    assert tallies == connection.execute(COUNTED["_tallies"]).fetchall()
    rhythms = connection.execute("SELECT customer, first_day, visit_days FROM _rhythms").fetchall()
    days = connection.execute(COUNTED["_rhythms"]).fetchall()
    assert [(who, count) for who, _, count in rhythms] == [(who, count) for who, _, count in days]
    assert connection.execute("SELECT customers, visit_days, first_days FROM _visit_totals").fetchone() == (
        len(rhythms),
        sum(count for _, _, count in rhythms),
        sum(first for _, first, _ in rhythms),
    )  # fmt: skip
    unmarked = (
        "SELECT count(*) FROM notes JOIN _rhythms USING (customer) WHERE ended_on IS NULL"
        " AND kind IN ('preference', 'need') AND (notes.visit_class <> _rhythms.visit_class"
        " OR notes.pace_class <> _rhythms.pace_class)"
    )
    assert connection.execute(unmarked).fetchone() == (0,)
    untimed = (
        "SELECT count(*) FROM notes LEFT JOIN _intervals"
        " USING (kind, alert, topic_key, visit_class, pace_class)"
        " WHERE ended_on IS NULL AND kind IN ('preference', 'need') AND change_rate IS NULL"
    )
    assert connection.execute(untimed).fetchone() == (0,)


@given(steps=st.lists(STEPS, min_size=2, max_size=12))
def test_every_step_is_counted_and_every_note_is_timed(
    three_customers: Path, steps: list[tuple[str, tuple[object, ...], dict[str, object]]]
) -> None:
    path = three_customers.with_name("steps.db")
    shutil.copyfile(three_customers, path)
    with Pad(path, today=TODAY) as pad:
        for verb, arguments, named in steps:
            with suppress(PrefpadError):
                getattr(pad, verb)(*arguments, **named)
    with closing(open_pad(path)) as connection:
        assert_nothing_is_forgotten(connection)


@pytest.mark.usefixtures("coffees")
def test_a_check_that_is_taken_back_is_unlearnt(path: Path) -> None:
    for number in range(1, 9):
        check(path, number, days_before=300, now="mocha")
    with Pad(path, today=TODAY) as pad, pad.session.transaction() as writer:
        for number in range(1, 9):
            writer.delete("checks", number)
            before = days_ago(400).isoformat()
            writer.update("notes", number, {"text": "latte", "confirmed_on": before})
    assert rate(path, 9) == pytest.approx(FIRST, rel=0.1)
    with closing(open_pad(path)) as connection:
        assert_nothing_is_forgotten(connection)


def test_a_customer_whose_only_visit_is_taken_back_is_a_stranger_again(path: Path) -> None:
    with on(path, 0) as pad:
        pad.add("Sam Smith", "tea: green", source="relayed", new=True)
        pad.add("Sam Smith", "coffee: latte", on=days_ago(900))
    assert note(path, 1).visit_rate != A_STRANGERS_VISITS
    with Pad(path, today=TODAY) as pad, pad.session.transaction() as writer:
        writer.delete("notes", 2)
    assert note(path, 1).visit_rate == A_STRANGERS_VISITS


def test_a_customer_who_goes_takes_their_rhythm_along(path: Path) -> None:
    with on(path, 0) as pad:
        pad.add("Sam Smith", "coffee: latte", new=True)
    with closing(open_pad(path)) as connection:
        connection.execute("DELETE FROM customers")
        assert connection.execute("SELECT * FROM _rhythms").fetchall() == []
        assert connection.execute("SELECT customers FROM _visit_totals").fetchone() == (0,)


def learnt(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5").fetchall()
        for table in ("_tallies", "_rhythms", "_intervals")
    }


LIST = (
    "customer,kind,topic,text,source,on\n"
    "Sam Smith,preference,coffee,latte,told,2025-02-01\n"
    "Sam Smith,preference,tea,green,observed,2025-08-01\n"
    "Kim Lee,need,seat,by the door,relayed,2025-02-01\n"
    "Ana Silva,preference,coffee,mocha,relayed,2025-02-01\n"
)


def test_an_import_is_learnt_from_as_the_notes_themselves(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    with on(path, 0) as pad:
        pad.add("Ana Silva", "tea: green", on="2024-01-01", new=True)
        pad.import_file(file)
    with closing(open_pad(path)) as connection:
        assert_nothing_is_forgotten(connection)
        before = learnt(connection)
        ScheduleUpdater(connection, Policy(), TODAY, first_lifetimes()).rebuild()
        assert learnt(connection)["_rhythms"] == before["_rhythms"]
        assert {row[:3] for row in learnt(connection)["_intervals"]} == {
            row[:3] for row in before["_intervals"]
        }


def test_what_a_first_list_teaches_is_what_would_be_learnt_anew(path: Path) -> None:
    guesthouse = resources.files("prefpad.sample") / "guesthouse.csv"
    with resources.as_file(guesthouse) as sample, on(path, 0) as pad:
        pad.import_file(sample)
    with closing(open_pad(path)) as connection:
        before = learnt(connection)
        ScheduleUpdater(connection, Policy(), TODAY, first_lifetimes()).rebuild()
        assert learnt(connection) == before


# -- lifetimes -----------------------------------------------------------------------------------


def test_a_song_is_asked_about_sooner_and_a_pillow_later_than_a_coffee(path: Path) -> None:
    with on(path, 10) as pad:
        for topic in ("coffee", "song", "pillow"):
            pad.add("Sam Smith", "the usual", topic=topic, new=topic == "coffee")
    coffee, song, pillow = (ask_after(path, number) for number in (1, 2, 3))
    assert 4 * song < coffee < pillow / 1.5


def test_the_owners_lifetime_wins_at_once_and_goes_back(path: Path) -> None:
    with on(path, 10) as pad:
        pad.add("Sam Smith", "the usual", topic="song", new=True)
        shipped = pad.note(1).change_rate
        pad.set("lasts:Song", "2 years")
        assert pad.note(1).change_rate == pytest.approx(1 / 730, rel=0.01)
        pad.add("Ann Lee", "the usual", topic="song", new=True)
        assert pad.note(2).change_rate == pad.note(1).change_rate
        pad.set("lasts:song", None)
        assert pad.note(1).change_rate == shipped


def test_a_kind_has_no_lifetime(path: Path) -> None:
    with on(path, 10) as pad, pytest.raises(AskedWrongly, match="a kind of note"):
        pad.set("lasts:need", "2 years")


# -- who confirms without asking -----------------------------------------------------------------


def serve(path: Path, *, careless: str | None = None, customers: int = 30) -> None:
    """Have Ana and Ben find that half of all has changed, and who is careless that nothing has."""
    with on(path, 800) as pad:
        for number in range(customers):
            pad.add(f"Customer Number{number}", "tea: green", new=True)
            pad.add(f"Number{number}", "soup: leek")
    halves = range(1, customers + 1), range(customers + 1, 2 * customers + 1)
    for author, notes in zip(("Ana", "Ben"), halves, strict=True):
        with Pad(path, today=days_ago(400), author=author) as pad:
            for number in notes:
                changed = author != careless and number % 4 < 2
                pad.confirm(number, now=f"oolong {number}" if changed else None)


def confirmed_by(path: Path, author: str, number: int, now: str | None = None) -> Note:
    with Pad(path, today=TODAY, author=author) as pad:
        return pad.confirm(number, now=now)


def who_is_left_out(path: Path) -> list[Any]:
    with Pad(path, today=TODAY) as pad:
        rows = pad.report("checks").parts[0].rows
        return [row["who"] for row in rows if row["counts"] == "changes"]


def test_still_true_from_who_never_finds_a_change_moves_no_day(path: Path) -> None:
    serve(path, careless="Ben")
    assert who_is_left_out(path) == ["Ben"]
    before = note(path, 1)
    after = confirmed_by(path, "Ben", 1)
    assert after.confirmed_on == before.confirmed_on
    assert after.due_on is not None
    assert after.due_on < TODAY
    assert confirmed_by(path, "Ana", 1).confirmed_on == TODAY


def test_a_change_counts_whoever_finds_it(path: Path) -> None:
    serve(path, careless="Ben")
    assert confirmed_by(path, "Ben", 1, now="rooibos").confirmed_on == TODAY


def test_where_all_find_changes_nobody_is_left_out(path: Path) -> None:
    serve(path)
    assert who_is_left_out(path) == []
    assert confirmed_by(path, "Ben", 1).confirmed_on == TODAY


def test_what_is_left_out_does_not_slow_the_rates(path: Path, tmp_path: Path) -> None:
    careful = tmp_path / "careful.db"
    serve(careful)
    serve(path, careless="Ben")
    assert rate(path, 1) > 0.9 * rate(careful, 1)


def test_an_owner_may_count_all_answers(path: Path) -> None:
    serve(path, careless="Ben")
    fast = rate(path, 2)
    with on(path, 0) as pad:
        pad.set("count-all-answers", "yes")
    assert who_is_left_out(path) == []
    assert rate(path, 2) < fast
    assert confirmed_by(path, "Ben", 1).confirmed_on == TODAY
    with on(path, 0) as pad:
        pad.set("count-all-answers", None)
    assert who_is_left_out(path) == ["Ben"]


def test_who_works_alone_is_compared_with_nobody(path: Path) -> None:
    serve(path, careless="Ben")
    with closing(open_pad(path)) as connection, connection:
        connection.execute("UPDATE checks SET author = 'Ben'")
        ScheduleUpdater(connection, Policy(), TODAY, first_lifetimes()).rebuild()
    assert who_is_left_out(path) == []


def test_the_report_says_kindly_what_is_left_out_and_how_to_count_it(path: Path) -> None:
    serve(path, careless="Ben")
    with on(path, 0) as pad:
        about = pad.report("checks").about
    assert about.startswith("Ben finds far fewer changes than colleagues")
    assert "count-all-answers yes" in about


def test_who_asks_about_what_hardly_changes_is_not_taken_for_careless(path: Path) -> None:
    with on(path, 800) as pad:
        for number in range(30):
            pad.add(f"Customer Number{number}", "tea: green", new=True)
            pad.add(f"Number{number}", "soup: leek")
    for author, first in (("Ana", 1), ("Ben", 2)):
        with Pad(path, today=days_ago(400), author=author) as pad:
            for number in range(first, 61, 2):
                changed = author == "Ana" and number % 4 == 1
                pad.confirm(number, now=f"oolong {number}" if changed else None)
    assert who_is_left_out(path) == []


def test_an_answer_that_is_left_out_is_undone_like_any_other(path: Path) -> None:
    serve(path, careless="Ben")
    with Pad(path, today=TODAY, author="Ben") as pad:
        before, checks = pad.note(1), pad.checks("Number0")
        pad.confirm(1)
        assert len(pad.checks("Number0")) == len(checks) + 1
        pad.undo()
        after = pad.note(1)
        assert (after.text, after.confirmed_on) == (before.text, before.confirmed_on)
        assert pad.checks("Number0") == checks


# -- regulars ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked_on", "is_asked"), [(40, True), (20, False), (0, True)])
def test_who_was_asked_a_lot_in_the_last_thirty_days_is_spared(
    path: Path, asked_on: int, is_asked: bool
) -> None:
    with on(path, 400) as pad:
        pad.add("Sam Smith", "cheese: brie", new=True)
        for number in range(8):
            pad.add("Sam Smith", f"tea {number}: green")
    with on(path, asked_on) as pad:
        for number in range(2, 10):
            pad.confirm(number)
    days = ask_after(path, 1)
    with closing(open_pad(path)) as connection, connection:
        connection.execute("UPDATE notes SET confirmed_on = ? WHERE number = 1", (days_ago(days),))
    with on(path, 0) as pad:
        assert [due.note.number for due in pad.due(customer="smith")] == [1]
        assert (1 in [note.number for note in pad.recall("smith").ask]) is is_asked
        assert 1 in [note.number for note in pad.recall("smith", everything=True).ask]
