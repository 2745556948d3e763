"""`prefpad demo`: a sample pad to try."""

from __future__ import annotations

import shlex
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FILE_NAME
from prefpad.customers.edit import Edit
from prefpad.domain.errors import AlreadyThere
from prefpad.pad import Pad

if TYPE_CHECKING:
    from prefpad.cli.context import Context


_EXPECTED = (
    ("G-1015", -1, "17:00", "two nights"),
    ("G-1014", 0, "15:00", "two nights, room 4"),
    ("G-1007", 0, "18:30", "one night, the garden side"),
    ("G-1003", 1, "11:00", "a week of walking"),
)
"""Who is expected: their id in the sample, in how many days, when and what for."""

_OCCASIONS = (("G-1003", "birthday", 3), ("G-1007", "anniversary", 9))
"""What comes up: of whom, its name, and in how many days."""


def _plan_days(file: Path, context: Context) -> None:
    """Add visits and days around today, whenever the sample is made."""
    for who, days, at, what in _EXPECTED:
        day = context.today + timedelta(days)
        said_on = min(day, context.today)
        with Pad(file, today=said_on, author="Ana", command="demo") as pad:
            pad.expect_visit(who, day, at=at, what=what)
    with Pad(file, today=context.today, author="Ana", command="demo") as pad:
        for who, name, days in _OCCASIONS:
            on = context.today + timedelta(days)
            pad.edit(who, Edit(occasions={name: f"{on:%m-%d}"}))


def demo_command(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="[FILE]", help="Where [default: prefpad-demo.db].", click_type=FILE_NAME
        ),
    ] = Path("prefpad-demo.db"),
) -> None:
    """Make a sample pad, a guesthouse's, to try things on. Your own pad is not touched.

    \b
    Examples:
      prefpad demo
      prefpad demo /tmp/guesthouse.db
    """
    context: Context = ctx.obj
    try:
        Pad.make(file)
    except AlreadyThere as error:
        raise AlreadyThere(
            error.sentence, f"Use it with --db {file}, or name another: `prefpad demo FILE`."
        ) from None
    sample = resources.files("prefpad.sample") / "guesthouse.csv"
    with (
        resources.as_file(sample) as source,
        Pad(file, today=context.today, author="Ana", command="demo") as pad,
    ):
        pad.import_file(source)
        people = [f"@{person.number}" for person in pad.customers()]
        notes = sum(len(pad.notes(person)) for person in people)
    _plan_days(file, context)
    name = shlex.quote(str(file))
    context.reply(f"Made a sample pad with {len(people)} customers and {notes} notes: {file}. Try:")
    for example in ("today", "recall smith", "due"):
        context.reply(f"  prefpad --db {name} {example}")
