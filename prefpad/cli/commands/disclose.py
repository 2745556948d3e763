"""`prefpad disclose`: everything stored about a customer, to hand over."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FILE_OR_STREAM, NameArgument
from prefpad.cli.prompts import about, which_customer
from prefpad.cli.render.disclosure import write_facts, write_page, write_text
from prefpad.cli.values import OneOf

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.cli.render.web_page import TextSink
    from prefpad.privacy.models import Disclosure

_TO_STDOUT = "-"
_A_PAGE = 80
_MOST_SUSPECTS = 20


class Form(StrEnum):
    """The formats of a disclosure."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


_FORM_OF = {".json": Form.JSON, ".html": Form.HTML, ".htm": Form.HTML}


def disclose_command(
    ctx: typer.Context,
    customer: NameArgument = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="FILE", help="A new file [default: stdout].", click_type=FILE_OR_STREAM
        ),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--as",
            metavar="FORM",
            help="text, html or json [default: by the ending of FILE, else text].",
            click_type=OneOf("form", Form),
        ),
    ] = None,
    blank: Annotated[
        list[str] | None,
        typer.Option(
            "--blank",
            metavar="NAME",
            help="Blank out this name of someone else.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
) -> None:
    """Write everything kept about a customer, for that customer.

    It says why each thing is kept and where it came from, and has your privacy policy. Private
    notes are in it, and what was changed or erased. Names of other customers are blanked out, and
    people who work here appear as initials. Check it before you hand it over.

    \b
    Examples:
      prefpad disclose smith
      prefpad disclose smith --to smith.html --blank "Mrs. Hale"
    """
    context: Context = ctx.obj
    name = which_customer(context, customer, "disclose")
    path = None if file is None or file == _TO_STDOUT else Path(file)
    chosen = form or _FORM_OF.get(path.suffix.lower() if path else "", Form.TEXT)
    with context.pad("disclose") as pad:
        found = about(
            context, name, lambda who: pad.disclose(who, blank=blank or ()), suggestion="doubted"
        )
        place = pad.path
    if path is None:
        _write(found, chosen, context.out, _width(context))
    else:
        from prefpad.db.atomic_file import new_file

        with new_file(path, place, replace=force) as out:
            _write(found, chosen, out, _A_PAGE)
        context.notice(
            f"Wrote what is kept about {found.customer} to {path}, for you alone to read."
        )
    _warn(context, found)


def _write(found: Disclosure, form: Form, out: TextSink, width: int) -> None:
    match form:
        case Form.TEXT:
            write_text(found, width, out)
        case Form.JSON:
            write_facts(found, out)
        case Form.HTML:
            write_page(found, out)


def _width(context: Context) -> int:
    from shutil import get_terminal_size

    return max(get_terminal_size().columns, _A_PAGE // 4) if context.out.isatty() else _A_PAGE


def _warn(context: Context, found: Disclosure) -> None:
    notes = "a private note" if found.private == 1 else f"{found.private:,} private notes"
    private = f": it includes {notes}" * bool(found.private)
    context.notice(f"Check it before you hand it over{private}.")
    if found.suspects:
        shown = ", ".join(found.suspects[:_MOST_SUSPECTS])
        more = len(found.suspects) - _MOST_SUSPECTS
        others = f" and {more} more" if more > 0 else ""
        context.notice(
            f"Possibly names of other people: {shown}{others}. --blank NAME blanks one out."
        )
    if found.elsewhere:
        numbers = ", ".join(map(str, found.elsewhere))
        context.notice(
            f"Not included, because they are on others: notes that name them, {numbers}."
        )
