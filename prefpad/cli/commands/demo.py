"""`prefpad demo`: a sample pad to try."""

from __future__ import annotations

import shlex
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FILE_NAME
from prefpad.domain.errors import AlreadyThere
from prefpad.pad import Pad

if TYPE_CHECKING:
    from prefpad.cli.context import Context


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
    name = shlex.quote(str(file))
    context.reply(f"Made a sample pad with {len(people)} customers and {notes} notes: {file}. Try:")
    for example in ("recall smith", "due", "search window"):
        context.reply(f"  prefpad --db {name} {example}")
