from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Awaited, Briefing, ComingUp, Counts, Due, Pad, Waiting
from prefpad.cli.render.today import show_briefing
from prefpad.customers.edit import Edit
from prefpad.domain.record import replace
from prefpad.visits.today_rows import DayReader
from tests.conftest import TODAY
from tests.helpers.making import days_ago, days_ahead, make_note
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, drawn_on, refusal

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from tests.cli.conftest import Run


@filled
def _three(pad: Pad) -> None:
    for name in ("Sam Smith", "Bo Ek", "Ida Berg"):
        pad.add(name, "pays by card", kind="fact", source="relayed", new=True)


def today(run: Run, *options: str) -> Any:
    return answered(run("today", *options, "--json"))


def names(listed: list[dict[str, Any]]) -> list[str]:
    return [one["customer"] for one in listed]


# -- who is expected -----------------------------------------------------------------------------


def test_whoever_has_a_booking_is_expected_by_the_time_of_day(run: Run) -> None:
    answer(run("visit", "bo", "--expected", "today"))
    answer(run("visit", "ida", "--expected", "today 17:00"))
    answer(run("visit", "smith", "--expected", "today 9:30", "--for", "a trim"))
    answer(run("visit", "smith", "--expected", "tomorrow"))
    expected = today(run)["expected"]
    assert names(expected) == ["Sam Smith", "Ida Berg", "Bo Ek"]
    assert (expected[0]["at"], expected[0]["what"]) == ("09:30", "a trim")
    assert expected[0]["why"] == "booked, first visit"


def test_whoever_came_or_is_not_coming_is_expected_no_more(run: Run, pad: Pad) -> None:
    for name in ("smith", "bo", "ida"):
        pad.expect_visit(name, "today")
    answer(run("visit", "smith"))
    answer(run("visit", "bo", "--not-coming"))
    pad.add("ida", "called to ask for parking")
    assert names(today(run)["expected"]) == ["Ida Berg"]


def test_a_regular_is_expected_when_their_time_has_come(run: Run, pad: Pad) -> None:
    for weeks in (4, 3, 2, 1):
        pad.visit("bo", on=days_ago(7 * weeks))
        pad.visit("ida", on=days_ago(7 * weeks - 3))
    for days in (70, 60, 9, 7):
        pad.visit("smith", on=days_ago(days))
    (bo,) = today(run)["expected"]
    assert bo["customer"] == "Bo Ek"
    assert bo["why"] == "usually every week, last here 1 week ago"
    assert not bo["is_booked"]
    assert names(today(run, "--days", "7")["expected"]) == ["Bo Ek", "Ida Berg"]


def test_two_bookings_of_a_day_are_one_line_with_both_times(run: Run, pad: Pad) -> None:
    pad.expect_visit("smith", "today", at="11:00")
    pad.import_file(
        _bookings(pad, "Bo Ek,2026-03-02 14:00,cut,B1", "Bo Ek,2026-03-02 9:30,colour,B2")
    )
    briefing = today(run)
    assert names(briefing["expected"]) == ["Bo Ek", "Sam Smith"]
    assert briefing["expected"][0]["at"] == "09:30, 14:00"
    assert briefing["expected"][0]["what"] == "colour; cut"
    assert briefing["counts"]["expected"] == 2
    assert "09:30, 14:00" in answer(run("today", "--format", "table"))
    pad.import_file(_bookings(pad, "Bo Ek,2026-03-03 9:30,shave,B3"))
    week = today(run, "--days", "2")
    assert names(week["expected"]) == ["Bo Ek", "Sam Smith", "Bo Ek"]
    assert week["counts"]["expected"] == 3


def _bookings(pad: Pad, *rows: str) -> Path:
    file = pad.path.with_name("appointments.csv")
    header = "Customer,Appointment date,Service,Booking ID"
    file.write_text("\n".join((header, *rows)), encoding="utf-8")
    return file


def test_a_regular_who_missed_a_turn_is_expected_on_the_next_and_not_between(
    run: Run, pad: Pad
) -> None:
    for turn in range(8):
        pad.visit("bo", on=days_ago(28 * turn + 56))
        pad.visit("ida", on=days_ago(28 * turn + 42))
        pad.visit("smith", on=days_ago(28 * turn + 28 * 4))
    (bo,) = today(run)["expected"]
    assert (bo["customer"], bo["why"]) == (
        "Bo Ek",
        "usually every 4 weeks, last here 8 weeks ago",
    )
    assert names(today(run, "--days", "15")["expected"]) == ["Bo Ek", "Ida Berg"]


def test_a_regular_who_said_that_they_skip_a_turn_is_expected_on_the_next(
    run: Run, pad: Pad, path: Path
) -> None:
    for turn in range(8):
        pad.visit("bo", on=days_ago(7 * turn + 7))
    answer(run("visit", "bo", "--not-coming"))
    assert names(today(run)["expected"]) == []
    with Pad(path, today=days_ahead(7)) as later:
        (bo,) = later.briefing().expected
        assert bo.on == days_ahead(7)
        later.not_coming("bo")
        assert later.briefing().expected == []


def test_a_regular_who_is_slipping_away_is_expected_no_more(pad: Pad) -> None:
    for turn in range(4):
        pad.visit("bo", on=days_ago(60 * turn + 180))
    for number in range(3):
        pad.add(f"Guest Number{number}", "tea", new=True, on=days_ago(200))
        for day in range(0, 200, 4):
            pad.visit(f"Guest Number{number}", on=days_ago(day))
    slipping = [row["customer"] for row in pad.report("slipping").rows]
    assert "Bo Ek" in slipping
    turns, _ = DayReader(pad.session.connection, TODAY, TODAY, 1000).regulars()
    assert "Bo Ek" in {one.name for one in turns}
    assert "Bo Ek" not in {one.customer for one in pad.briefing().expected}


def test_a_regular_is_late_by_no_more_than_their_rhythm_allows(run: Run, pad: Pad) -> None:
    for weeks in (4, 3, 2, 1):
        pad.visit("bo", on=days_ago(7 * weeks + 1))
        pad.visit("ida", on=days_ago(7 * weeks + 2))
    assert names(today(run)["expected"]) == ["Bo Ek"]


def test_a_regular_with_a_booking_is_expected_once(run: Run, pad: Pad) -> None:
    for weeks in (4, 3, 2, 1):
        pad.visit("bo", on=days_ago(7 * weeks))
    pad.expect_visit("bo", "tomorrow")
    assert today(run)["expected"][0]["why"].startswith("usually")
    (both,) = today(run, "--days", "2")["expected"]
    assert both["on"] == "2026-03-03"


def test_a_regular_who_calls_off_is_not_expected(run: Run, pad: Pad) -> None:
    for weeks in (4, 3, 2, 1):
        pad.visit("bo", on=days_ago(7 * weeks))
    answer(run("visit", "bo", "--not-coming"))
    assert today(run)["expected"] == []
    assert pad.expected("bo") == []


def test_what_must_be_seen_first_stands_with_who_is_expected(run: Run, pad: Pad) -> None:
    pad.expect_visit("bo", "today")
    pad.add("bo", "walnut allergy", on=days_ago(9))
    assert today(run)["expected"][0]["alerts"] == ["walnut allergy"]
    assert "IMPORTANT: walnut allergy" in answer(run("today"))


def test_who_comes_again_after_long_is_welcomed_back(run: Run, pad: Pad) -> None:
    pad.visit("bo", on=days_ago(430))
    pad.visit("ida", on=days_ago(30))
    for name in ("bo", "ida"):
        pad.expect_visit(name, "today")
    whys = [one["why"] for one in today(run)["expected"]]
    assert whys == ["booked, welcome back after 14 months", "booked"]


def test_a_problem_that_was_solved_since_is_looked_at_again(run: Run, pad: Pad) -> None:
    for name in ("bo", "ida"):
        pad.add(name, "cold shower", kind="problem", on=days_ago(9))
        pad.expect_visit(name, "today")
    for number, day in ((4, days_ago(5)), (5, days_ago(5))):
        pad.done(number, on=day)
    pad.visit("ida", on=days_ago(3))
    solved = {one["customer"]: one["solved"] for one in today(run)["expected"]}
    assert solved == {"Bo Ek": ["cold shower"], "Ida Berg": []}
    reminder = "make sure it stayed solved: cold shower"
    assert reminder in answer(run("today"))
    assert reminder in answer(run("today", "--format", "csv"))


def test_a_visit_of_today_is_the_one_at_which_it_was_made_sure_of(run: Run, pad: Pad) -> None:
    for name in ("bo", "ida"):
        pad.add(name, "cold shower", kind="problem", on=days_ago(9))
        pad.expect_visit(name, "tomorrow")
    for number in (4, 5):
        pad.done(number, on=days_ago(5))
    pad.visit("ida")
    solved = {one["customer"]: one["solved"] for one in today(run, "--days", "2")["expected"]}
    assert solved == {"Bo Ek": ["cold shower"], "Ida Berg": []}


# -- what is owed, asked and coming up -----------------------------------------------------------


def test_promises_and_problems_stand_from_their_day_on(run: Run, pad: Pad) -> None:
    pad.add("bo", "towels", kind="promise", by="tomorrow")
    pad.add("bo", "an invoice", kind="promise", by="today")
    pad.add("ida", "wobbly table", kind="problem", by=days_ago(3))
    pad.add("ida", "cold shower", kind="problem", on=days_ago(9))
    pad.done(pad.add("ida", "a lamp", kind="promise", by=days_ago(2)).number)
    found = today(run)
    assert [note["text"] for note in found["owed"]] == ["wobbly table", "an invoice", "cold shower"]
    assert (found["counts"]["owed"], found["counts"]["overdue"]) == (3, 1)
    assert "3 to see to (1 overdue)" in answer(run("today"))


def test_the_boss_sees_what_the_boss_is_in_charge_of(run: Run, pad: Pad) -> None:
    for number, owner in ((pad.add("bo", "towels", kind="promise"), "Boss"),
                          (pad.add("ida", "cold shower", kind="problem"), "boss"),
                          (pad.add("ida", "noise", kind="problem"), "Ana")):  # fmt: skip
        answer(run("edit", str(number.number), "--owner", owner))
    pad.edit("bo", Edit({"owner": "Boss"}, occasions={"birthday": "5 March"}))
    pad.edit("ida", Edit(occasions={"birthday": "5 March"}))
    for name in ("bo", "ida"):
        pad.expect_visit(name, "today")
    found = today(run, "--owner", "boss")
    assert [note["text"] for note in found["owed"]] == ["towels", "cold shower"]
    assert names(found["expected"]) == names(found["occasions"]) == ["Bo Ek"]
    assert len(today(run)["owed"]) == 3


def test_the_two_best_questions_for_each_who_is_expected_are_asked(run: Run, pad: Pad) -> None:
    for topic in ("tea", "room", "cake"):
        pad.add("bo", f"{topic}: green", stance="likes", on=days_ago(2000))
        pad.add("ida", f"{topic}: green", stance="likes", on=days_ago(2000))
    pad.expect_visit("bo", "today")
    asked = today(run)["questions"]
    assert [one["note"]["customer"] for one in asked] == ["Bo Ek"] * 2


def test_birthdays_and_anniversaries_stand_ahead_of_their_day(run: Run, pad: Pad) -> None:
    pad.edit("bo", Edit(occasions={"birthday": "1980-03-04", "anniversary": "5 March"}))
    pad.edit("ida", Edit(occasions={"birthday": "17 March", "wedding": "2016-03-16"}))
    found = [(one["what"], one["on"]) for one in today(run)["occasions"]]
    assert found == [
        ("birthday, turns 46", "2026-03-04"),
        ("anniversary", "2026-03-05"),
        ("wedding, 10 years", "2026-03-16"),
    ]
    answer(run("settings", "occasions-ahead", "2"))
    assert len(today(run)["occasions"]) == 1
    assert len(today(run, "--days", "16")["occasions"]) == 4


@pytest.mark.parametrize(
    ("day", "comes"),
    [("2026-02-20", "2026-02-28"), ("2028-02-20", "2028-02-29"), ("2026-02-28", "2026-02-28"),
     ("2026-03-01", None), ("2028-02-28", "2028-02-29"), ("2027-12-31", None)],
)  # fmt: skip
def test_29_february_comes_on_the_last_of_february(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch, day: str, comes: str | None
) -> None:
    pad.edit("bo", Edit(occasions={"birthday": "1980-02-29"}))
    monkeypatch.setenv("PREFPAD_TODAY", day)
    assert [one["on"] for one in today(run)["occasions"]] == ([comes] if comes else [])


def test_the_turn_of_the_year_hides_no_birthday(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.edit("bo", Edit(occasions={"birthday": "2 January"}))
    pad.edit("ida", Edit(occasions={"birthday": "1990-12-31"}))
    monkeypatch.setenv("PREFPAD_TODAY", "2026-12-30")
    found = [(one["what"], one["on"]) for one in today(run)["occasions"]]
    assert found == [("birthday, turns 36", "2026-12-31"), ("birthday", "2027-01-02")]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_command_is_shown_whole_however_long_the_sentence_before_it(width: int) -> None:
    wordy = "Maria Antonietta della Rovere was expected on Thursday. Were they here? " * 3
    waiting = [Waiting(wordy.strip(), "visit @15 --on 2026-03-01")]
    briefing = replace(briefing_of((0, 0, 0, 0, 1), ["latte"], [TODAY]), waiting=waiting)
    shown = " ".join(" ".join(drawn(briefing, (width, 24))).split())
    assert "`prefpad visit @15 --on 2026-03-01`" in shown


# -- what waits ----------------------------------------------------------------------------------


def test_an_expected_visit_of_which_nobody_said_more_waits(run: Run, pad: Pad) -> None:
    pad.expect_visit("bo", "today")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFPAD_TODAY", "2026-03-03")
        (waiting,) = today(run)["waiting"]
        assert waiting["what"] == (
            "Bo Ek was expected yesterday. Were they here? If not, add --not-coming."
        )
        answer(run(*waiting["command"].split()))
        assert today(run)["waiting"] == []


def test_who_did_not_come_waits_no_more_once_that_is_said(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.expect_visit("bo", "today")
    monkeypatch.setenv("PREFPAD_TODAY", "2026-03-03")
    (waiting,) = today(run)["waiting"]
    answer(run(*waiting["command"].split(), "--not-coming"))
    assert today(run)["waiting"] == []
    assert pad.visits("bo") == []


def test_a_possible_duplicate_of_who_is_expected_waits_until_they_are_said_to_be_two(
    run: Run, pad: Pad
) -> None:
    pad.edit("Bo Ek", Edit(handles={"phone": ["030 555 0142"], "email": ["bo@example.com"]}))
    pad.add("Bo Ek", "tea", new=True)
    pad.edit("@4", Edit(handles={"phone": ["030 555 0142"], "email": ["bo@example.com"]}))
    assert today(run)["waiting"] == []
    pad.expect_visit("@2", "today")
    (waiting,) = today(run)["waiting"]
    assert waiting["what"].startswith("Bo Ek @2 may be Bo Ek @4: ")
    answer(run(*waiting["command"].split()))
    pad.apart("@2", "@4")
    assert today(run)["waiting"] == []


def test_a_duplicate_that_was_found_before_waits_whatever_the_name(run: Run, pad: Pad) -> None:
    pad.edit("Bo Ek", Edit(handles={"phone": ["030 555 0142"], "email": ["bo@example.com"]}))
    pad.add("Bo Eek", "tea", new=True)
    pad.edit("@4", Edit(handles={"phone": ["030 555 0142"], "email": ["bo@example.com"]}))
    pad.expect_visit("@2", "today")
    assert today(run)["waiting"] == []
    assert len(pad.duplicates()) == 1
    assert len(today(run)["waiting"]) == 1


def test_a_couple_who_share_a_phone_is_no_duplicate(run: Run, pad: Pad) -> None:
    pad.edit("Bo Ek", Edit(handles={"phone": ["030 555 0142"]}))
    pad.add("Ann Ek", "tea", new=True)
    pad.edit("@4", Edit(handles={"phone": ["030 555 0142"]}))
    pad.duplicates()
    pad.expect_visit("@2", "today")
    assert today(run)["waiting"] == []


# -- the screen ----------------------------------------------------------------------------------


def test_a_briefing_for_one_says_for_whom(run: Run, pad: Pad) -> None:
    pad.expect_visit("bo", "today")
    for form in ("table", "plain"):
        told = answer(run("today", "--owner", "Boss", "--format", form))
        assert told.startswith("Monday 2 March 2026, for Boss alone\nNobody is expected")


def test_nothing_private_stands_in_a_briefing(run: Run, pad: Pad) -> None:
    pad.expect_visit("bo", "today", what="a wig after the chemotherapy")
    pad.add("bo", "zqx: likes the quiet room", stance="likes", voice="private", on=days_ago(2000))
    pad.add("bo", "zqx, owed to the lawyer", kind="promise", voice="private", by="today")
    for form in ("table", "plain", "json", "jsonl", "csv"):
        told = answer(run("today", "--days", "7", "--format", form))
        assert "Bo Ek" in told
        assert "zqx" not in told
        assert "chemo" not in told


def test_a_day_that_brings_nothing_says_so(run: Run) -> None:
    assert answer(run("today")) == (
        "Monday 2 March 2026\nNobody is expected, and nothing is owed or coming up.\n"
    )


def test_what_is_due_soon_is_counted_and_says_how_to_see_it(run: Run, pad: Pad) -> None:
    for by in ("tomorrow", "in 14 days", "in 15 days"):
        pad.add("bo", f"towels {by}", kind="promise", by=by)
    pad.add("bo", "zqx for the lawyer", kind="promise", by="tomorrow", voice="private")
    assert answer(run("today")).splitlines()[1:] == ["2 due soon"]
    told = answer(run("today", "--format", "table"))
    assert told.splitlines()[1:] == ["2 due soon", "NOT SHOWN: 2 due soon (--days 15)"]
    shown = answer(run("today", "--days", "15", "--format", "table"))
    assert "towels in 14 days" in shown
    assert "soon" not in shown
    assert today(run)["counts"]["soon"] == 2
    assert today(run, "--owner", "nobody")["counts"]["soon"] == 0


def test_the_rows_are_of_one_form(run: Run, pad: Pad) -> None:
    pad.expect_visit("bo", "today", at="9:30", what="a trim")
    pad.add("ida", "towels", kind="promise", by="today")
    pad.edit("ida", Edit(occasions={"birthday": "4 March"}))
    rows = list(csv.DictReader(io.StringIO(answer(run("today", "--format", "csv")))))
    assert [row["section"] for row in rows] == ["expected", "owed", "occasions"]
    assert (rows[0]["customer"], rows[0]["at"], rows[0]["what"]) == ("Bo Ek", "09:30", "a trim")
    lines = answer(run("today", "--format", "jsonl")).splitlines()
    assert [json.loads(line)["what"] for line in lines] == [row["what"] for row in rows]


@pytest.mark.parametrize(
    "options", [["--days", "0"], ["--days", "400"], ["--days", "x"], ["--format", "xml"]]
)
def test_what_makes_no_sense_is_refused(run: Run, options: list[str]) -> None:
    refusal(run("today", *options), 2)


def drawn(briefing: Briefing, screen: tuple[int, int], **options: Any) -> list[str]:
    return drawn_on(screen, lambda out: show_briefing(briefing, "table", out, **options))


TEXTS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=14).map(
    " ".join
)
DAYS = st.integers(0, 9).map(days_ahead)


def briefing_of(sizes: tuple[int, ...], texts: list[str], days: list[date]) -> Briefing:
    def text(number: int) -> str:
        return texts[number % len(texts)]

    def day(number: int) -> date:
        return days[number % len(days)]

    expected, owed, asked, ahead, waiting = sizes
    notes = [
        make_note(number + 1, text(number), kind="promise", by=TODAY) for number in range(owed)
    ]
    return Briefing(
        TODAY,
        TODAY,
        days_ahead(14),
        Counts(expected, owed, 0, 0, ahead, waiting),
        [
            Awaited(f"C{n}", n, day(n), None, text(n), is_booked=True, why="booked")
            for n in range(expected)
        ],
        notes,
        [Due(make_note(900 + n, text(n)), TODAY, 0.5, "why") for n in range(asked)],
        [ComingUp(f"B{n}", n, day(n), "birthday") for n in range(ahead)],
        [Waiting(text(n), "imports") for n in range(waiting)],
    )


@given(
    sizes=st.tuples(*[st.integers(0, 30)] * 5),
    texts=st.lists(TEXTS, min_size=1, max_size=5),
    days=st.lists(DAYS, min_size=1, max_size=3),
    screen=st.tuples(st.sampled_from([40, 80, 120]), st.integers(12, 50)),
)
def test_a_briefing_fills_the_screen_and_no_more(
    sizes: tuple[int, ...], texts: list[str], days: list[date], screen: tuple[int, int]
) -> None:
    briefing = briefing_of(sizes, texts, days)
    lines = drawn(briefing, screen)
    width, height = screen
    assert len(lines) < height
    assert max(map(len, lines)) <= width
    whole = drawn(briefing, screen, everything=True)
    said = " ".join(lines)
    counted = sum(int(n) for n in re.findall(r"\d+", said.partition("NOT SHOWN: ")[2]))
    heads = [line for line in lines if line.startswith("NOT SHOWN")]
    assert len(heads) == bool(counted)
    items = [line for line in lines if re.match(r"\s+@?\d+ ", line)]
    if not heads:
        assert sum(sizes) <= len(whole)
    assert len(items) + counted + sizes[4] >= sum(sizes)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_what_to_type_is_whole_though_the_sentence_before_it_is_cut(width: int) -> None:
    briefing = briefing_of((2, 9, 0, 0, 1), ["latte " * 60], [TODAY])
    lines = drawn(briefing, (width, 24))
    assert "      `prefpad imports`" in lines
    assert "…" in lines[lines.index("      `prefpad imports`") - 1]


def test_what_does_not_fit_is_counted() -> None:
    briefing = briefing_of((30, 9, 5, 4, 0), ["latte"], [TODAY])
    lines = drawn(briefing, (80, 24))
    assert len(lines) == 23
    assert lines[-1].startswith("NOT SHOWN: ")
    assert lines[-1].endswith("(--all)")
    assert not any("NOT SHOWN" in line for line in drawn(briefing, (80, 24), everything=True))


def test_on_a_full_screen_who_is_expected_and_what_is_owed_have_twice_the_room() -> None:
    lines = drawn(briefing_of((30, 30, 30, 30, 30), ["latte"], [TODAY]), (80, 24))
    heads = [at for at, line in enumerate(lines) if line.isupper() or line.startswith("NOT SHOWN")]
    expected, owed, *others = [end - start - 1 for start, end in pairwise(heads)]
    assert min(expected, owed) >= 1.5 * max(others) > 0


def test_a_table_without_a_screen_has_fifty_of_each_unless_all_is_asked_for(
    run: Run, pad: Pad
) -> None:
    for number in range(60):
        pad.add("bo", f"towels {number}", kind="promise", by="today")
    told = answer(run("today", "--format", "table"))
    assert told.count("towels") == 50
    assert told.endswith("NOT SHOWN: 10 to see to (--all)\n")
    assert answer(run("today", "--format", "table", "--all")).count("towels") == 60
    assert answer(run("today", "--format", "plain")).count("towels") == 60


def test_the_end_of_each_month_is_within_its_days(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month, day in ((1, 31), (2, 28), (3, 31), (4, 30), (12, 31)):
        pad.edit("bo", Edit(occasions={f"of {month}": f"{month:02}-{day:02}"}))
        monkeypatch.setenv("PREFPAD_TODAY", f"2026-{month:02}-{day - 14}")
        assert [one["what"] for one in today(run)["occasions"]] == [f"of {month}"]
