"""Asking at a terminal how to read a list that does not say so itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from prefpad.cli.errors import as_typed
from prefpad.cli.render.import_report import preview_listing
from prefpad.domain.errors import AskedWrongly, Declined
from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.dates import DateOrder
    from prefpad.importing.report import Preview
    from prefpad.pad import Pad

_FIGURES = pattern(r"\d+")
_LONGEST_SHOWN = 40
_QUIT = frozenset({"q", "quit", "n", "no"})


class Reading(NamedTuple):
    """How the person at the terminal wants a list to be read."""

    columns: dict[str, str]
    date_order: DateOrder | None
    header_line: int = 0
    repair: bool = False
    sheet: str | None = None


def columns_in(wishes: list[str]) -> dict[str, str]:
    """Parse the fields of columns, each written as `Column=field`.

    Raises:
        AskedWrongly: one is written otherwise.
    """
    found = {}
    for wish in wishes:
        column, equals, field = wish.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise AskedWrongly(
                f"{wish[:60]!r} does not say where a column goes.",
                'Write it as --map "Column=field", as in --map "Mobile No=phone".',
            )
        found[column.strip()] = field.strip()
    return found


def asked(context: Context, pad: Pad, file: str, reading: Reading) -> Reading:
    """Show how an unknown list would be read, and ask until that is right.

    Raises:
        Declined: the person cancelled the import.
    """
    preview = previewed(pad, file, reading)
    if not preview.is_known:
        reading, preview = _asked_for_columns(context, pad, file, reading, preview)
    if preview.doubtful_day:
        from prefpad.domain.day_words import MONTHS

        orders: tuple[DateOrder, ...] = ("dmy", "mdy")
        one, other = (int(figure) for figure in _FIGURES.findall(preview.doubtful_day)[:2])
        ways = [f"{day} {MONTHS[month - 1]}" for day, month in ((one, other), (other, one))]
        order = orders[context.choose(ways, f"Which day is {preview.doubtful_day} in this file?")]
        reading = reading._replace(date_order=order)
    if preview.repairs and not reading.repair:
        cell, meant = preview.repairs[0]
        context.notice("Some letters in this file were encoded twice.")
        question = f"Repair them, so that '{_few(cell)}' becomes '{_few(meant)}'?"
        reading = reading._replace(repair=context.agrees(question))
    return reading


def previewed(pad: Pad, file: str, reading: Reading) -> Preview:
    """Return how a list would be read."""
    return pad.preview_import(
        file,
        columns=reading.columns,
        date_order=reading.date_order,
        header_line=reading.header_line,
        sheet=reading.sheet,
    )


def _few(cell: str) -> str:
    return " ".join(clean(cell).split())[:_LONGEST_SHOWN]


def _asked_for_columns(
    context: Context, pad: Pad, file: str, reading: Reading, preview: Preview
) -> tuple[Reading, Preview]:
    from prefpad.cli.render.formats import show

    while True:
        show(preview_listing(preview), "table", sys.stderr)
        wanted = context.ask(
            "Enter = import, COLUMN=FIELD = change a column, ? = list fields, q = cancel:"
        )
        if wanted.lower() in _QUIT:
            raise Declined("Nothing was imported.")
        if wanted == "?":
            from prefpad.importing.foreign.fields import FIELDS

            for field, meaning in FIELDS.items():
                context.notice(f"  {field:12} {meaning}")
        elif wanted:
            try:
                columns = reading.columns | columns_in([wanted])
                preview = previewed(pad, file, reading._replace(columns=columns))
            except AskedWrongly as error:
                context.notice(f"{error.sentence} {as_typed(error.hint)}")
            else:
                reading = reading._replace(columns=columns)
        elif not preview.names_nobody:
            return reading, preview
        else:
            context.notice("No column says whom a row is about: send one to name, phone or email.")
