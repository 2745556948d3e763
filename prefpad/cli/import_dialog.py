"""Asking at a terminal how a list is to be read, where the file itself does not say."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from prefpad.cli.render.formats import show
from prefpad.cli.render.import_report import preview_listing
from prefpad.cli.typed import as_typed
from prefpad.domain.errors import AskedWrongly, Declined
from prefpad.importing.foreign.fields_core import FIELDS

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.dates import DateOrder
    from prefpad.importing.previews import Preview
    from prefpad.pad import Pad

_QUIT = frozenset({"q", "quit", "n", "no"})


class Reading(NamedTuple):
    """How the person at the terminal wants a list read."""

    columns: dict[str, str]
    date_order: DateOrder | None


def columns_in(wishes: list[str]) -> dict[str, str]:
    """Return the fields of columns, each written as `Column=field`.

    Raises:
        AskedWrongly: one is not written so.
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
    """Show an unknown list as it would be read, and ask until that is right.

    Raises:
        Declined: it is not to be imported.
    """
    preview = pad.preview_import(file, columns=reading.columns, date_order=reading.date_order)
    if not preview.is_known:
        reading, preview = _asked_for_columns(context, pad, file, reading, preview)
    if preview.doubtful_day:
        day = preview.doubtful_day
        ways = [f"{day} begins with the day", f"{day} begins with the month"]
        orders: tuple[DateOrder, ...] = ("dmy", "mdy")
        order = orders[context.choose(ways, "How does this file write days?")]
        reading = reading._replace(date_order=order)
    return reading


def _asked_for_columns(
    context: Context, pad: Pad, file: str, reading: Reading, preview: Preview
) -> tuple[Reading, Preview]:
    while True:
        show(preview_listing(preview), "table", sys.stderr)
        wanted = context.ask(
            "Enter = import, COLUMN=FIELD = change a column, ? = list fields, q = cancel:"
        )
        if wanted.lower() in _QUIT:
            raise Declined("Nothing was imported.")
        if wanted == "?":
            for field, meaning in FIELDS.items():
                context.notice(f"  {field:12} {meaning}")
        elif wanted:
            try:
                columns = reading.columns | columns_in([wanted])
                preview = pad.preview_import(file, columns=columns, date_order=reading.date_order)
            except AskedWrongly as error:
                context.notice(f"{error.sentence} {as_typed(error.hint)}")
            else:
                reading = reading._replace(columns=columns)
        elif not preview.names_nobody:
            return reading, preview
        else:
            context.notice("No column says whom a row is about: send one to name, phone or email.")
