"""`prefpad imports`: what was imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption
from prefpad.cli.render.history import import_listing

if TYPE_CHECKING:
    from prefpad.cli.context import Context


def imports_command(ctx: typer.Context, form: FormatOption = None) -> None:
    """List the imports, newest first: the file, its layout, what happened to its rows.

    \b
    Examples:
      prefpad imports
      prefpad imports --format csv
    """
    context: Context = ctx.obj
    with context.pad("imports") as pad:
        found = pad.imports()
    context.show(import_listing(found), context.form(form))
