"""`prefpad export`: write the pad for other programs, or for another pad."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from prefpad.cli.options import FILE_OR_STREAM, CustomerOption, ShowPrivateOption
from prefpad.cli.prompts import about
from prefpad.cli.values import OneOf

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.exporting.models import ExportReport, Form

_TO_STDOUT = "-"
_MOST_LEFT_OUT = 20


class ExportFormat(StrEnum):
    """The formats of an export."""

    JSON = "json"
    CSV = "csv"
    VCARD = "vcard"
    ICAL = "ical"


def export_command(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="A new file; omit it to write to stdout.",
            click_type=FILE_OR_STREAM,
        ),
    ] = None,
    form: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="json, csv, vcard or ical [default: by the ending of FILE, else json].",
            click_type=OneOf("export format", ExportFormat),
        ),
    ] = None,
    customer: CustomerOption = None,
    tag: Annotated[
        str | None,
        typer.Option("--tag", metavar="TAG", help="Only customers with this tag."),
    ] = None,
    show_private: ShowPrivateOption = False,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
) -> None:
    """Write the pad for other programs, to a file that only you can read, or to stdout.

    json has everything but the log, private notes too; `prefpad import` reads it into an empty
    pad. csv has customers and current notes, for a spreadsheet. vcard has names, phones, e-mails,
    birthdays and what you can mention, for a phone. ical has expected visits, promises, occasions
    and days to ask, for a calendar; private notes only with --show-private.

    \b
    Examples:
      prefpad export everything.json
      prefpad export guests.vcf --tag guest/business
    """
    context: Context = ctx.obj
    to_stdout = file is None or file == _TO_STDOUT
    with context.pad("export") as pad:

        def write(who: str | None) -> ExportReport:
            return pad.export(
                sys.stdout.buffer if to_stdout else Path(str(file)),
                form=cast("Form | None", form),
                customer=who,
                tag=tag,
                private=show_private,
                replace=force,
            )

        report = write(None) if customer is None else about(context, customer, write)
    for sentence in report.left_out[:_MOST_LEFT_OUT]:
        context.notice(sentence)
    if len(report.left_out) > _MOST_LEFT_OUT:
        context.notice(f"and {len(report.left_out) - _MOST_LEFT_OUT:,} more.")
    if not to_stdout:
        context.reply(f"{_said(report)} in {file}.")


def _said(report: ExportReport) -> str:
    one_entry, entries = {
        "json": ("note", "notes"),
        "csv": ("note", "notes"),
        "vcard": ("remark", "remarks"),
        "ical": ("day to remember", "days to remember"),
    }[report.form]
    people = "1 customer" if report.customers == 1 else f"{report.customers:,} customers"
    rest = f"1 {one_entry}" if report.entries == 1 else f"{report.entries:,} {entries}"
    return f"{people} with {rest}"
