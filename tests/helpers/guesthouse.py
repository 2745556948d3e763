"""A year of a guesthouse: the plain list of what happened, and the pad that comes of typing it in.

`year` draws the list, the same each time. `play` types each event into the program on its day, and
reads `today` on some mornings before anything happens. Tests compare what the pad says with the
list, from which the functions below count without asking the program.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from typer.testing import CliRunner

from prefpad.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FIRST, LAST = date(2025, 3, 1), date(2026, 2, 28)
MORNINGS = (
    *(date(2025, 4, 1), date(2025, 5, 13), date(2025, 6, 20), date(2025, 7, 29)),
    *(date(2025, 9, 2), date(2025, 10, 7), date(2025, 11, 18), date(2025, 12, 30)),
    *(date(2026, 1, 20), date(2026, 2, 24)),
)
"""The mornings on which `today` is read."""

REGULARS = {"Tilda Moss": 7, "Rafael Costa": 14, "Greta Lund": 30}
"""Who comes like a clock, and after how many days."""

BIRTHDAYS = {
    "Tilda Moss": "1951-04-09",
    "Rafael Costa": "06-25",
    "Greta Lund": "1980-02-29",
    "Ada Quist": "1990-01-05",
    "Ben Okoro": "12-31",
    "Cleo Marsh": "1975-11-20",
}
OTHERS = (
    *("Ada Quist", "Ben Okoro", "Cleo Marsh", "Dara Finch", "Emil Roth", "Fern Hale"),
    *("Gil Moreno", "Hana Sato"),
)
COLLEAGUES = ("Boss", "Ana", "Bea")
_TOPICS = ("room", "breakfast", "bill", "noise")
_DAY = timedelta(1)


class Event(NamedTuple):
    """Something that happened.

    Attributes:
        on: the day on which it happened.
        what: `visit`, `book`, `call off`, `problem`, `solve`, `promise`, `move`, `keep`,
            `withdraw`, `extra` or `praise`.
        who: the guest.
        day: the day for which a guest was booked, or by which something is due.
        text: what went wrong, was promised, given or praised; no two are alike.
        topic: of a problem.
        owner: who is in charge.
    """

    on: date
    what: str
    who: str
    day: date | None = None
    text: str = ""
    topic: str = ""
    owner: str = ""


class Guesthouse(NamedTuple):
    """The pad after the year, what happened in it, and what `today` said on some mornings."""

    path: Path
    events: list[Event]
    mornings: dict[date, Any]


def year(seed: int = 1) -> list[Event]:
    """Return what happened in a year, by day."""
    draw = random.Random(seed)
    events: list[Event] = []
    for place, (who, every) in enumerate(REGULARS.items()):
        day = FIRST + timedelta(place + 2)
        while day <= LAST:
            events.append(Event(day, "visit", who))
            day += timedelta(every)
    for who in OTHERS:
        events += _stays(draw, who)
    serial = iter(range(1, 10_000))
    for visit in sorted(one for one in events if one.what == "visit"):
        events += _service(draw, visit, serial)
    return sorted((one for one in events if one.on <= LAST), key=lambda one: one.on)


def _stays(draw: random.Random, who: str) -> Iterator[Event]:
    """Yield the bookings of a guest who comes as it happens, and what came of each."""
    day = FIRST + timedelta(draw.randrange(3, 60))
    while day <= LAST:
        booked = max(FIRST, day - timedelta(draw.randrange(1, 30)))
        yield Event(booked, "book", who, day)
        outcome = draw.choice(("visit", "visit", "visit", "call off", "no show"))
        if outcome == "visit":
            yield Event(day, "visit", who)
        elif outcome == "call off":
            yield Event(max(booked, day - timedelta(draw.randrange(1, 5))), "call off", who, day)
        day += timedelta(draw.randrange(16, 150))
    yield Event(LAST - timedelta(4), "book", who, LAST + timedelta(draw.randrange(1, 20)))


def _service(draw: random.Random, visit: Event, serial: Iterator[int]) -> Iterator[Event]:
    """Yield what went wrong, was promised, given and praised on a visit, and how it ended."""
    on, who = visit.on, visit.who
    owner = draw.choice((*COLLEAGUES, ""))
    match draw.randrange(9):
        case 0 | 1:
            text, topic = f"trouble {next(serial)}", draw.choice(_TOPICS)
            by = draw.choice((None, on + timedelta(draw.randrange(1, 12))))
            yield Event(on, "problem", who, by, text, topic, owner)
            if draw.random() < 0.8:
                yield Event(on + timedelta(draw.randrange(1, 20)), "solve", who, None, text, topic)
        case 2 | 3 | 4:
            text, by = f"promise {next(serial)}", on + timedelta(draw.randrange(1, 10))
            yield Event(on, "promise", who, by, text, "", owner)
            yield from _end_of_promise(draw, who, text, by)
        case 5:
            yield Event(on, "extra", who, None, f"present {next(serial)}")
        case 6:
            praised = draw.choice(COLLEAGUES)
            yield Event(on, "praise", who, None, f"{praised} was kind, {next(serial)}")


def _end_of_promise(draw: random.Random, who: str, text: str, by: date) -> Iterator[Event]:
    late = timedelta(draw.randrange(1, 6))
    match draw.randrange(6):
        case 0 | 1 | 2:
            yield Event(by, "keep", who, None, text)
        case 3:
            yield Event(by + late, "keep", who, None, text)
        case 4:
            yield Event(by, "move", who, by + 2 * late, text)
            yield Event(by + late, "keep", who, None, text)
        case 5:
            yield Event(by, "withdraw", who, None, text)


# -- typing it in --------------------------------------------------------------------------------


class _Desk:
    """Types events into the program, as at the desk of the guesthouse."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def open(self, guests: Iterable[str]) -> None:
        for who in guests:
            birthday = ["--birthday", BIRTHDAYS[who]] if who in BIRTHDAYS else []
            self.run("add", who, "pays by card", "--fact", "--heard", "--new")
            if birthday:
                self.run("customer", who, *birthday)

    def type(self, one: Event) -> None:
        day = "" if one.day is None else one.day.isoformat()
        number = self._numbers.get(one.text, "")
        match one.what:
            case "visit":
                self.run("visit", one.who)
            case "book":
                self.run("visit", one.who, "--expected", day)
            case "call off":
                self.run("visit", one.who, "--not-coming", "--on", day)
            case "solve":
                self.run("done", number, "put it right")
            case "keep":
                self.run("done", number)
            case "withdraw":
                self.run("done", number, "--withdrawn")
            case "move":
                self.run("edit", number, "--by", day, "--because", "the part is late")
            case kind:
                options = ["--by", day] if day else []
                options += ["--topic", one.topic] if one.topic else []
                options += ["--owner", one.owner] if one.owner else []
                said = self.run("add", one.who, one.text, f"--{kind}", *options, "--json")
                self._numbers[one.text] = str(json.loads(said)["number"])

    def run(self, *words: str) -> str:
        result = CliRunner().invoke(app, [*words], catch_exceptions=False, prog_name="prefpad")
        assert result.exit_code == 0, (words, result.stderr)
        return result.stdout


def play(path: Path, events: list[Event], mornings: Iterable[date] = ()) -> Guesthouse:
    """Type events into a new pad, each on its day, and read `today` on some mornings."""
    desk, read, left = _Desk(), {}, list(events)
    with pytest.MonkeyPatch.context() as clock:
        clock.setenv("PREFPAD_DB", str(path))
        clock.setenv("PREFPAD_AUTHOR", "Ana")
        clock.setenv("PREFPAD_TODAY", (FIRST - _DAY).isoformat())
        desk.run("init")
        desk.open(sorted({one.who for one in events}))
        for day in sorted({*mornings, *(one.on for one in events)}):
            clock.setenv("PREFPAD_TODAY", day.isoformat())
            if day in mornings:
                read[day] = json.loads(desk.run("today", "--json"))
            while left and left[0].on == day:
                desk.type(left.pop(0))
    return Guesthouse(path, events, read)


@pytest.fixture(scope="session")
def guesthouse(tmp_path_factory: pytest.TempPathFactory) -> Guesthouse:
    """Play the year once. Its pad is shared: copy it before you write."""
    return play(tmp_path_factory.mktemp("guesthouse") / "pad.db", year(), MORNINGS)


# -- counting without the program ----------------------------------------------------------------


def visit_days(events: Iterable[Event], who: str, before: date = date.max) -> list[date]:
    """Return the days on which a guest was here before a day."""
    return [one.on for one in events if one.what == "visit" and one.who == who and one.on < before]


def booked(events: list[Event], first: date, last: date, before: date) -> list[tuple[date, str]]:
    """Return who was booked for some days, by what was known before a day, and when."""
    known = [one for one in events if one.on < before]
    off = {(one.day, one.who) for one in known if one.what == "call off"}
    found = {(one.day, one.who) for one in known if one.what == "book" and one.day}
    return sorted((day, who) for day, who in found - off if day and first <= day <= last)


def still_open(events: list[Event], kind: str, before: date) -> dict[str, date | None]:
    """Return the problems or promises that were open on the morning of a day, and when they are due."""
    due: dict[str, date | None] = {}
    for one in events:
        if one.on < before and one.what in {kind, "move"}:
            if one.what == kind or one.text in due:
                due[one.text] = one.day
        elif one.on < before and one.what in {"solve", "keep", "withdraw"}:
            due.pop(one.text, None)
    return due
