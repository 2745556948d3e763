"""`prefpad visit`: a customer was here, or is expected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from prefpad.cli.completion import COLLEAGUE
from prefpad.cli.options import OPTIONS, FormatOption, NameArgument, OnOption, option
from prefpad.cli.prompts import about, which_customer
from prefpad.cli.values import DAY_AND_TIME, day_and_time, is_day, quoted
from prefpad.customers.handle_search import matches
from prefpad.domain.calendar_days import Toward
from prefpad.domain.dates import parse_day
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.humanize import say_date, say_day, say_span
from prefpad.notes.wording import remark
from prefpad.reconfirmation.rates import LONG_AWAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from prefpad.cli.context import Context
    from prefpad.domain.models import ExpectedVisit, Visit
    from prefpad.pad import Pad
    from prefpad.session import Session

    _Answer = tuple[Sequence[Visit | ExpectedVisit], list[str]]


ServedOption = Annotated[str | None, option("What they had.", OPTIONS, "--served", metavar="TEXT")]
ServedByOption = Annotated[
    str | None,
    option("Who served them.", OPTIONS, "--served-by", metavar="NAME", click_type=COLLEAGUE),
]
ExpectedOption = Annotated[
    str | None,
    option(
        "They are expected on this day; a time may follow, as in friday 9:30.",
        OPTIONS,
        "--expected",
        metavar="DAY",
        click_type=DAY_AND_TIME,
    ),
]
WhatOption = Annotated[str | None, option("What they come for.", OPTIONS, "--for", metavar="TEXT")]
NotComingOption = Annotated[
    bool,
    option("They are not coming after all (--on: another day).", OPTIONS, "--not-coming"),
]


def visit_command(
    ctx: typer.Context,
    customer: NameArgument = None,
    on: OnOption = None,
    served: ServedOption = None,
    served_by: ServedByOption = None,
    expected: ExpectedOption = None,
    what: WhatOption = None,
    not_coming: NotComingOption = False,
    form: FormatOption = None,
) -> None:
    """Record that a customer was here, or is expected; twice in a day counts once.

    \b
    Examples:
      prefpad visit smith --served "oat flat white" --served-by Ana
      prefpad visit smith --expected friday 9:30 --for "a trim"
    """
    context: Context = ctx.obj
    _check(on, served or served_by, expected, what, not_coming=not_coming)
    name = which_customer(context, customer, "visit")
    with context.pad("visit") as pad:
        if on is None and expected is None:
            name, on = _name_and_day(pad, customer or [], name, not_coming=not_coming)
        verb: Callable[[str], _Answer]
        if expected is not None:
            verb = partial(_expect, context, pad.session, expected, what)
        elif not_coming:
            verb = partial(_call_off, context, pad.session, on)
        else:
            verb = partial(_record, context, pad.session, on, served, served_by)
        found, lines = about(context, name, verb, suggestion="offered")
    match form:
        case None | "plain":
            for line in lines:
                context.reply(line)
        case "json":
            from prefpad.cli.render.serialize import write_json

            write_json(found[0] if len(found) == 1 else found, context.out)
        case _:
            from prefpad.cli.render.formats import show
            from prefpad.cli.render.visits import visit_listing

            show(visit_listing(found, context.today), form, context.out)


def _name_and_day(
    pad: Pad, words: Sequence[str], name: str, *, not_coming: bool
) -> tuple[str, str | None]:
    """Return the name and the day after it, unless a customer has all of the words as their name.

    Raises:
        AskedWrongly: the day is not one on which they were here, or not surely so.
    """
    session = pad.session
    if matches(session.connection, name):
        return name, None
    splits = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    name, tail = next(
        ((one, day) for one, day in splits if is_day(day_and_time(day)[0])), (name, "")
    )
    if not tail:
        return name, None
    day, at = day_and_time(tail)
    if not not_coming:
        last, next_ = (
            parse_day(day, today=session.today, toward=side, order=session.date_order)
            for side in get_args(Toward)
        )
        if at or last == next_ > session.today:
            raise AskedWrongly(f"{quoted(tail)} is still to come.", f"Write --expected {tail}.")
        if last != next_:
            raise AskedWrongly(
                f"{quoted(day)} can be {say_date(last)} or {say_date(next_)}.",
                f"Write --on {last} if they were here, --expected {next_} if they will be.",
            )
    return name, day


def _check(
    on: str | None, served: str | None, expected: str | None, what: str | None, *, not_coming: bool
) -> None:
    """Refuse options that do not go together."""
    if expected is not None and (on is not None or served or not_coming):
        raise AskedWrongly(
            "--expected is for a coming visit, so it excludes --on, --served and --not-coming.",
            "`prefpad visit NAME --expected friday`",
        )
    if not_coming and served:
        raise AskedWrongly(
            "Use only one of --not-coming and --served.", "They came or they didn't."
        )
    if what is not None and expected is None:
        raise AskedWrongly(
            "--for goes with --expected.", "`prefpad visit NAME --expected friday --for 'a trim'`"
        )


def _record(
    context: Context,
    session: Session,
    on: str | None,
    served: str | None,
    served_by: str | None,
    who: str,
) -> _Answer:
    from prefpad.visits.record import record_visit

    recorded = record_visit(session, who, on, served, served_by)
    visit, today = recorded.visit, context.today
    again = "" if recorded.is_new else " (already noted)"
    lines = [f"{visit.customer} was here {say_day(visit.on, today)}{again}{_served(visit)}."]
    if recorded.before and (visit.on - recorded.before).days >= LONG_AWAY:
        away = say_span((visit.on - recorded.before).days)
        lines.append(f"Welcome back: the first visit in {away}.")
    lines += [f"note {note.number}: {remark(note)} · seen again" for note in recorded.seen]
    return [visit], lines


def _served(visit: Visit) -> str:
    parts = [
        f"had {visit.served}" if visit.served else "",
        f"served by {visit.served_by}" if visit.served_by else "",
    ]
    said = ", ".join(filter(None, parts))
    return f": {said}" if said else ""


def _expect(context: Context, session: Session, day: str, what: str | None, who: str) -> _Answer:
    from prefpad.cli.render.visits import when_expected
    from prefpad.visits.record import expect_visit

    day, at = day_and_time(day)
    visit, is_new, no_longer_at = expect_visit(session, who, day, at, what)
    again = "" if is_new else " (already noted)"
    before = f", no longer at {no_longer_at}" if no_longer_at else ""
    when = when_expected(visit, context.today)
    return [visit], [f"{visit.customer} is expected {when}{before}{again}."]


def _call_off(context: Context, session: Session, on: str | None, who: str) -> _Answer:
    from prefpad.visits.record import not_coming

    found = not_coming(session, who, on)
    return found, [_called_off(one, context.today) for one in found]


def _called_off(visit: ExpectedVisit, today: date) -> str:
    if visit.on < today:
        return f"{visit.customer} did not come {say_day(visit.on, today)}."
    from prefpad.cli.render.visits import when_expected

    return f"{visit.customer} is not expected {when_expected(visit, today)} any more."
