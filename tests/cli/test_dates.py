"""Dates as people say them, typed after the options that take one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.helpers.pads import filled
from tests.helpers.shell import answer, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "first", new=True)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("tonight", date(2026, 3, 2)),
        ("on friday", date(2026, 3, 6)),
        ("in two weeks", date(2026, 3, 16)),
        ("end of the month", date(2026, 3, 31)),
        ("25/12", date(2026, 12, 25)),
        ("übermorgen", date(2026, 3, 4)),
    ],
)
def test_a_promise_is_due_on_the_day_that_is_said(run: Run, pad: Pad, said: str, day: date) -> None:
    answer(run("add", "smith", "towels", "--promise", "--by", said))
    assert pad.note(2).by == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("last night", date(2026, 3, 1)),
        ("two weeks ago", date(2026, 2, 16)),
        ("march 2025", date(2025, 3, 1)),
        ("31.12.", date(2025, 12, 31)),
        ("il y a 3 jours", date(2026, 2, 27)),
    ],
)
def test_a_preference_was_learnt_on_the_day_that_is_said(
    run: Run, pad: Pad, said: str, day: date
) -> None:
    answer(run("add", "smith", "latte", "--on", said))
    assert pad.note(2).noted_on == day


def test_an_interval_is_read_in_words_too(run: Run, pad: Pad) -> None:
    answer(run("add", "smith", "latte", "--every", "sechs Wochen"))
    assert pad.note(2).every == 42


def test_a_birthday_in_figures_needs_no_year(run: Run, pad: Pad) -> None:
    answer(run("customer", "smith", "--birthday", "31/12"))
    (birthday,) = pad.customer("smith").occasions
    assert (birthday.month, birthday.day, birthday.year) == (12, 31, None)


@pytest.mark.parametrize(
    "said", ["in 99999999999 weeks", "99999999999 days ago", "明天", "9999-12-31", "asdf"]
)
@pytest.mark.parametrize("option", ["--by", "--on"])
def test_what_cannot_be_a_day_is_refused_and_nothing_is_written(
    run: Run, path: Path, said: str, option: str
) -> None:
    before = rows(path)
    refusal(run("add", "smith", "towels", "--promise", option, said), 2)
    assert rows(path) == before


@pytest.mark.parametrize("today", ["9999-12-31", "0001-01-01", "2201-01-01", "tomorrow", "x"])
@pytest.mark.parametrize(
    "line",
    [
        *("recall smith", "greet smith", "due", "due --within 99", "visit smith", "tidy"),
        *("add smith towels --promise --by tomorrow", "customer smith", "report topics"),
    ],
)
def test_a_rehearsed_day_beyond_the_calendar_is_refused_in_our_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, line: str, today: str
) -> None:
    monkeypatch.setenv("PREFPAD_TODAY", today)
    sentence = refusal(run(*line.split()), 2)
    assert f"PREFPAD_TODAY is '{today}', which is not a valid date." in sentence


@pytest.mark.parametrize("today", ["1900-01-01", "2200-12-31"])
def test_the_first_and_last_days_of_the_calendar_are_days_like_others(
    run: Run, monkeypatch: pytest.MonkeyPatch, today: str
) -> None:
    monkeypatch.setenv("PREFPAD_TODAY", today)
    for line in ("due --within 36525", "recall smith", "tidy", "report topics", "visit smith"):
        answer(run(*line.split()))


def test_a_misspelt_day_at_the_end_of_a_promise_is_told(run: Run, pad: Pad) -> None:
    result = run("add", "smith", "-p", "it's", "cake", "by", "tomorow")
    assert "due today (no --by given)" in answer(result)
    said = """`prefpad edit 2 'it'"'"'s cake by tomorrow'` makes them one."""
    assert said in " ".join(result.stderr.split())
    answer(run("edit", "2", "it's cake by tomorrow"))
    assert (pad.note(2).text, pad.note(2).by) == ("it's cake", date(2026, 3, 3))
    assert run("add", "smith", "-p", "bread", "by", "hand").stderr == ""


@pytest.mark.parametrize(
    ("line", "by", "text"),
    [
        ("add smith -p towels --by next friday", date(2026, 3, 6), "towels"),
        ("add smith -p --by 12 march towels", date(2026, 3, 12), "towels"),
        ("add smith -p --by friday 2 towels", date(2026, 3, 6), "2 towels"),
        ("add smith -p --by in two weeks -t spa towels", date(2026, 3, 16), "towels"),
        ("add smith -p --by 12 march 2027 towels", date(2027, 3, 12), "towels"),
        ("add smith -p --by friday 6 march towels", date(2026, 3, 6), "towels"),
    ],
)
def test_a_day_in_several_words_needs_no_quotes(
    run: Run, pad: Pad, line: str, by: date, text: str
) -> None:
    answer(run(*line.split()))
    assert (pad.note(2).by, pad.note(2).text) == (by, text)


def test_a_length_of_time_in_several_words_needs_no_quotes(run: Run, pad: Pad) -> None:
    answer(run("add", "smith", "--every", "6", "months", "likes", "tea"))
    assert (pad.note(2).every, pad.note(2).text) == (183, "tea")
    pad.add("smith", "towels", kind="promise", by="in 10 days")
    assert "towels" in answer(run("due", "--within", "2", "weeks"))
    assert "towels" not in answer(run("due", "--within", "1", "week", "--why"))


@pytest.mark.parametrize(
    ("noted_on", "by", "due"),
    [
        ("2025-03-02", "tomorrow", date(2026, 3, 3)),
        ("2025-03-02", "in 2 weeks", date(2026, 3, 16)),
        ("2015-03-02", "friday", date(2026, 3, 6)),
        ("2025-03-02", "the 5th", date(2026, 3, 5)),
        ("2025-03-02", "5 march", date(2025, 3, 5)),
        ("2024-11-02", "5 march", date(2025, 3, 5)),
        ("2025-01-02", "friday 6 march", date(2026, 3, 6)),
    ],
)
def test_only_a_date_without_a_year_counts_from_the_day_it_was_noted(
    run: Run, pad: Pad, noted_on: str, by: str, due: date
) -> None:
    answer(run("add", "smith", "towels", "-p", "--on", noted_on, "--by", by))
    assert pad.note(2).by == due


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ring her tomorrow", "tomorrow"),
        ("towels on friday", "on friday"),
        ("photos in two weeks", "in two weeks"),
        ("towels tonight", ""),
        ("photos from last sunday", ""),
        ("towels for room 7", ""),
        ("friday", ""),
    ],
)
def test_a_promise_that_ends_in_another_day_than_it_is_due_says_so(
    run: Run, pad: Pad, text: str, day: str
) -> None:
    result = run("add", "smith", "-p", *text.split())
    assert "due today (no --by given)" in answer(result)
    told = f"hint: If it is due {day}: `prefpad edit 2 --by {day}`." if day else ""
    assert result.stderr.startswith(told)
    assert bool(result.stderr) == bool(day)
