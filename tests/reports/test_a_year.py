"""The reports on a year of a guesthouse, beside the plain list of what happened in it."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from prefpad import Edit, Pad
from tests.helpers.guesthouse import COLLEAGUES, LAST, REGULARS, visit_days

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.guesthouse import Event, Guesthouse

Rows = dict[str, list[dict[str, Any]]]


def report(path: Path, name: str, today: date = LAST) -> Rows:
    with Pad(path, today=today) as pad:
        return {part.by: list(part.rows) for part in pad.report(name).parts}


def solved_on(events: list[Event]) -> dict[str, date]:
    return {one.text: one.on for one in events if one.what == "solve"}


@pytest.mark.parametrize("by", ["topic", "month"])
def test_the_problems_of_the_year(guesthouse: Guesthouse, by: str) -> None:
    path, events, _ = guesthouse
    solved = solved_on(events)
    groups: defaultdict[str, list[Event]] = defaultdict(list)
    for one in (one for one in events if one.what == "problem"):
        groups[one.topic if by == "topic" else one.on.isoformat()[:7]].append(one)
    found = {row["what"]: row for row in report(path, "problems")[by] if row["problems"]}
    assert found.keys() == groups.keys()
    for what, problems in groups.items():
        days = [(solved[one.text] - one.on).days for one in problems if one.text in solved]
        row = found[what]
        assert (row["problems"], row["open"], row["days_to_solve"]) == (
            len(problems),
            len(problems) - len(days),
            median(days) if days else None,
        )


def test_what_repeated_in_the_year(guesthouse: Guesthouse) -> None:
    path, events, _ = guesthouse
    counts = Counter(f"{one.who}, {one.topic}" for one in events if one.what == "problem")
    found = {row["what"]: row["problems"] for row in report(path, "problems")["customer"]}
    assert found == {what: count for what, count in counts.items() if count > 1}


def promised(events: list[Event]) -> dict[str, date]:
    """Return the day of each promise, as it was last moved."""
    return {one.text: one.day for one in events if one.what in {"promise", "move"} and one.day}


def test_the_promises_of_the_year(guesthouse: Guesthouse) -> None:
    path, events, _ = guesthouse
    kept = {one.text: one.on for one in events if one.what == "keep"}
    withdrawn = {one.text for one in events if one.what == "withdraw"}
    closed = kept | {one.text: one.on for one in events if one.what == "withdraw"}
    days = {text: day for text, day in promised(events).items() if day < LAST or text in closed}
    counted_on = {text: min(day, closed.get(text, day)) for text, day in days.items()}
    found = {row["month"]: row for row in report(path, "promises")["month"]}
    assert sum(row["promised"] for row in found.values()) == len(days)
    for month, row in found.items():
        theirs = [text for text, day in counted_on.items() if day.isoformat()[:7] == month]
        on_time = sum(text in kept and kept[text] <= days[text] for text in theirs)
        late = sum(text in kept and kept[text] > days[text] for text in theirs)
        off = sum(text in withdrawn for text in theirs)
        assert (row["promised"], row["kept"], row["late"], row["withdrawn"]) == (
            len(theirs), on_time, late, off,
        )  # fmt: skip
        rate = on_time / (len(theirs) - off) if len(theirs) > off else None
        assert row["kept_rate"] == (None if rate is None else pytest.approx(rate))


def test_whom_the_guests_praised(guesthouse: Guesthouse, tmp_path: Path) -> None:
    path, events, _ = guesthouse
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    with Pad(copy, today=LAST) as pad:
        for name in COLLEAGUES:
            pad.edit(name, Edit({"role": "colleague"}), new=True)
    counts = Counter(one.text.split()[0] for one in events if one.what == "praise")
    found = {row["colleague"]: row["praises"] for row in report(copy, "praise")["colleague"]}
    assert found == counts


def test_the_regulars_are_those_who_come_like_a_clock_and_the_guests_who_still_come(
    guesthouse: Guesthouse,
) -> None:
    path, events, _ = guesthouse
    rows = {row["customer"]: row for row in report(path, "regulars")["customer"]}
    assert rows.keys() >= REGULARS.keys()
    for who in REGULARS:
        days = visit_days(events, who)
        assert rows[who]["first_visit"] == days[0].isoformat()
        assert rows[who]["visits"] >= len(set(days))
        assert rows[who]["days_between"] == pytest.approx(REGULARS[who], rel=0.5)


def test_nobody_is_missed_while_they_come_or_are_booked_and_everybody_once_they_stay_away(
    guesthouse: Guesthouse,
) -> None:
    path, _, _ = guesthouse
    assert not {row["customer"] for row in report(path, "slipping")["customer"]} & REGULARS.keys()
    half_a_year_later = date(2026, 9, 1)
    missed = {row["customer"] for row in report(path, "slipping", half_a_year_later)["customer"]}
    assert missed >= REGULARS.keys()
