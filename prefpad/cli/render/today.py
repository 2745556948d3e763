"""The day's briefing in each format; at a terminal it fills one screen and no more."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.screen import screen_of, wrap
from prefpad.cli.render.sections import Line, Section, SectionDrawer, write_sections
from prefpad.cli.render.serialize import write_json
from prefpad.domain.humanize import say_date, say_day
from prefpad.domain.record import Record, replace
from prefpad.notes.wording import by_when, question, statement
from prefpad.visits.today_rows import MOST_COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefpad.cli.render.screen import Screen
    from prefpad.domain.models import Note
    from prefpad.visits.today import Awaited, Briefing

EXPECTED, OWED, ASK, AHEAD, WAITING = (*("EXPECTED", "STILL OPEN", "ASK", "COMING UP", "WAITING"),)
_COUNTED = {
    EXPECTED: "expected",
    OWED: "to see to",
    ASK: "to ask",
    AHEAD: "coming up",
    WAITING: "waiting",
}
_IN_TURN = {EXPECTED: 2, OWED: 2}
"""How many of a section are shown for each one of the others, where not all of them fit."""

_LINES_OF_AN_ITEM = {True: 3, False: 2}


_NOTHING = "Nobody is expected, and nothing is owed or coming up."


class TodayItem(Record):
    """One thing that a day brings.

    Attributes:
        section: `expected`, `owed`, `questions`, `occasions` or `waiting`.
        on: the day, or None.
        at: the time of day, or None.
        customer: the customer's name, or None.
        customer_number: the customer's number, or None.
        note: the note's number, or None.
        what: what it is.
        why: why somebody is expected or asked, or what to type.
    """

    section: str
    on: date | None
    at: str | None
    customer: str | None
    customer_number: int | None
    note: int | None
    what: str
    why: str


def show_briefing(
    briefing: Briefing,
    form: str,
    out: TextIO,
    *,
    owner: str | None = None,
    everything: bool = False,
) -> None:
    """Write a briefing to `out` in one of the formats.

    Args:
        briefing: what to show.
        form: a table is drawn and fits the screen, plain are lines, the others are facts.
        out: where to.
        owner: whose briefing it is, if it is not everybody's.
        everything: draw all of it, however high the screen is.
    """
    match form:
        case "table":
            _draw(briefing, out, owner=owner, everything=everything)
        case "plain":
            write_sections(_head(briefing, owner), _sections(briefing), out)
        case "json":
            write_json(briefing, out)
        case _:
            show(Listing(TodayItem, [*_items(briefing)], (), lambda _: ()), form, out)


def _draw(briefing: Briefing, out: TextIO, *, owner: str | None, everything: bool) -> None:
    screen = screen_of(out)
    sections = _sections(briefing)
    drawer = SectionDrawer(screen, sections)
    title, *more = (wrap(line, screen.width) for line in _head(briefing, owner))
    lines = [*map(screen.strong, title), *chain(*more)]
    if everything or screen.height is None:
        lines += chain(*map(drawer.section, sections))
        lines += [] if everything else _counted_apart(briefing, sections, screen)
    else:
        lines += _fitted(briefing, sections, drawer, screen, screen.height - 1 - len(lines))
    out.writelines(f"{line}\n" for line in lines)


def _fitted(
    briefing: Briefing,
    sections: list[Section],
    drawer: SectionDrawer,
    screen: Screen,
    room: int,
) -> list[str]:
    """Return at most that many lines, the last of which count what there is no room for."""
    cap = _LINES_OF_AN_ITEM[screen.is_narrow]

    def drawn(shown: list[Section]) -> list[str]:
        lines = chain(*(drawer.section(section, cap) for section in shown))
        return [*lines, *_counted_apart(briefing, shown, screen)]

    if len(lines := drawn(sections)) <= room:
        return lines
    for reserved in range(1, room):
        shown = _filled(sections, room - reserved, lambda line: len(drawer.lines(line, cap)))
        if len(lines := drawn(shown)) <= room:
            return lines
    return lines


def _filled(sections: list[Section], room: int, height: Callable[[Line], int]) -> list[Section]:
    """Return as much of the sections as fits into that many lines, some of each in turn."""
    taken: list[list[Line]] = [[] for _ in sections]
    left = [[*reversed(section.lines)] for section in sections]
    while any(left):
        for section, lines, shown in zip(sections, left, taken, strict=True):
            for _ in range(min(_IN_TURN.get(section.heading, 1), len(lines))):
                needed = height(lines[-1]) + (not shown)
                if needed > room:
                    lines.clear()
                    break
                shown.append(lines.pop())
                room -= needed
    return [
        replace(section, lines=lines)
        for section, lines in zip(sections, taken, strict=True)
        if lines
    ]


def _counted_apart(briefing: Briefing, shown: list[Section], screen: Screen) -> list[str]:
    said = not_shown(briefing, shown)
    return wrap(said, screen.width) if said else []


def not_shown(briefing: Briefing, shown: list[Section]) -> str:
    """Say how much of a briefing is not shown, and how to see it."""
    counts = {
        EXPECTED: briefing.counts.expected,
        OWED: briefing.counts.owed,
        ASK: len(briefing.questions),
        AHEAD: briefing.counts.occasions,
        WAITING: briefing.counts.waiting,
    }
    seen = {section.heading: len(section.lines) for section in shown}
    left = {heading: count - seen.get(heading, 0) for heading, count in counts.items()}
    said = ", ".join(
        f"{_counted(count)} {_COUNTED[heading]}" for heading, count in left.items() if count
    )
    days = (briefing.ahead - briefing.on).days + 1
    soon = f"{_counted(briefing.counts.soon)} due soon (--days {days})"
    parts = [f"{said} (--all)"] * bool(said) + [soon] * bool(briefing.counts.soon)
    return f"NOT SHOWN: {', '.join(parts)}" if parts else ""


def _head(briefing: Briefing, owner: str | None) -> list[str]:
    on, until = briefing.on, briefing.until
    day = f"{on:%A} {say_date(on)}"
    title = day if on == until else f"{day} to {until:%A} {say_date(until)}"
    title += f", for {owner} alone" if owner else ""
    counts = briefing.counts
    overdue = f" ({_counted(counts.overdue)} overdue)" if counts.overdue else ""
    said = [
        f"{_counted(counts.expected)} expected" if counts.expected else "",
        f"{_counted(counts.owed)} to see to{overdue}" if counts.owed else "",
        f"{_counted(counts.soon)} due soon" if counts.soon else "",
        f"{_counted(counts.occasions)} coming up" if counts.occasions else "",
        f"{_counted(counts.waiting)} waiting" if counts.waiting else "",
    ]
    return [title, " · ".join(filter(None, said)) or _NOTHING]


def _counted(count: int) -> str:
    return f"{count:,}{'+' if count >= MOST_COUNTED else ''}"


def _sections(briefing: Briefing) -> list[Section]:
    today = briefing.on
    many_days = briefing.until > today
    groups = [
        (EXPECTED, "", [_expected(one, today, many_days=many_days) for one in briefing.expected]),
        (OWED, "open", [_owed(note, today) for note in briefing.owed]),
        (
            ASK,
            "",
            [
                Line(
                    str(one.note.number),
                    f"{one.note.customer}: {question(one.note)}",
                    say_day(one.note.confirmed_on, today),
                )
                for one in briefing.questions
            ],
        ),
        (
            AHEAD,
            "",
            [
                Line(
                    f"@{one.customer_number}", f"{one.customer}: {one.what}", say_day(one.on, today)
                )
                for one in briefing.occasions
            ],
        ),
        (
            WAITING,
            "",
            [Line("", one.what, why=f"`prefpad {one.command}`") for one in briefing.waiting],
        ),
    ]
    return [Section(heading, style, lines) for heading, style, lines in groups if lines]


def _expected(one: Awaited, today: date, *, many_days: bool) -> Line:
    what = f"{one.customer}: {one.what}" if one.what else one.customer
    alerts = f"IMPORTANT: {', '.join(one.alerts)}" if one.alerts else ""
    text = " · ".join(filter(None, (what, alerts, _solved(one), one.why)))
    day = say_day(one.on, today) if many_days else ""
    return Line(f"@{one.customer_number}", text, " ".join(filter(None, (day, one.at))))


def _solved(one: Awaited) -> str:
    return f"make sure it stayed solved: {'; '.join(one.solved)}" if one.solved else ""


def _owed(note: Note, today: date) -> Line:
    in_charge = f" · {note.owner}" if note.owner else ""
    when = by_when(note, today) or f"since {say_day(note.noted_on, today)}"
    return Line(str(note.number), f"{note.customer}: {statement(note, today)}{in_charge}", when)


def _items(briefing: Briefing) -> Iterator[TodayItem]:
    for one in briefing.expected:
        what = "; ".join(filter(None, (one.what, *one.alerts, _solved(one))))
        who = one.customer, one.customer_number
        yield TodayItem("expected", one.on, one.at, *who, None, what, one.why)
    for note in briefing.owed:
        yield _of_note("owed", note, note.by, statement(note, briefing.on), note.owner or "")
    for due in briefing.questions:
        yield _of_note("questions", due.note, due.due_on, question(due.note), due.why)
    for coming in briefing.occasions:
        who = coming.customer, coming.customer_number
        yield TodayItem("occasions", coming.on, None, *who, None, coming.what, "")
    for waiting in briefing.waiting:
        command = f"prefpad {waiting.command}"
        yield TodayItem("waiting", None, None, None, None, None, waiting.what, command)


def _of_note(section: str, note: Note, on: date | None, what: str, why: str) -> TodayItem:
    who = note.customer, note.customer_number
    return TodayItem(section, on, None, *who, note.number, what, why)
