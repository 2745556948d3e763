"""`prefpad import`: import customers from a file."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from prefpad.cli.completion import one_of
from prefpad.cli.import_dialog import Reading, asked, columns_in, previewed
from prefpad.cli.options import LIST_OR_STREAM, FormatOption
from prefpad.cli.render.import_report import (
    outcome_listing,
    problem_lines,
    remark_lines,
    totals_line,
)
from prefpad.domain.errors import AskedWrongly, RowsRejected
from prefpad.till.address import is_serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from prefpad.cli.context import Context
    from prefpad.domain.dates import DateOrder
    from prefpad.domain.vocabulary import Consenting
    from prefpad.importing.report import ImportReport, RowOutcome
    from prefpad.pad import Pad

_READING = "How the file is read"
_WRITING = "What is written"
_FROM_STDIN = "-"
_LONG_ENOUGH_TO_WAIT = 200_000  # bytes, about 2,000 rows


def import_command(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="A list: .csv, .xlsx, .xls, .ods, .vcf, .ics, or a json from `export`; - reads stdin.",
            click_type=LIST_OR_STREAM,
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="Where a column goes; remembered for the next such file.",
            rich_help_panel=_READING,
        ),
    ] = None,
    date_order: Annotated[
        str | None,
        typer.Option(
            "--date-order",
            metavar="ORDER",
            help="dmy or mdy, if the file does not show it.",
            autocompletion=one_of("dmy", "mdy"),
            rich_help_panel=_READING,
        ),
    ] = None,
    header_line: Annotated[
        int | None,
        typer.Option(
            "--header-line",
            metavar="N",
            min=1,
            help="The line with the column names [default: found].",
            rich_help_panel=_READING,
        ),
    ] = None,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Repair letters that were encoded twice ('CafÃ©').",
            rich_help_panel=_READING,
        ),
    ] = False,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            metavar="NAME",
            help="The sheet of a workbook [default: the first with a table].",
            rich_help_panel=_READING,
        ),
    ] = None,
    consent: Annotated[
        str | None,
        typer.Option(
            "--consent",
            metavar="CONSENT",
            help="Everybody's consent to messages: given, refused or withdrawn.",
            autocompletion=one_of("given", "refused", "withdrawn"),
            rich_help_panel=_READING,
        ),
    ] = None,
    told: Annotated[
        bool,
        typer.Option(
            "--told",
            help="The customers told us themselves [default: someone else said so].",
            rich_help_panel=_READING,
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Show what would happen; change nothing.",
            rich_help_panel=_WRITING,
        ),
    ] = False,
    rows: Annotated[
        bool,
        typer.Option("--rows", help="Show what happens to each row.", rich_help_panel=_WRITING),
    ] = False,
    skip_bad: Annotated[
        bool,
        typer.Option(
            "--skip-bad",
            help="Import the good rows; put the others into a file.",
            rich_help_panel=_WRITING,
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask anything.", rich_help_panel=_WRITING)
    ] = False,
    undo: Annotated[
        bool,
        typer.Option(
            "--undo",
            help="Undo the last import, or the one with the number FILE.",
            rich_help_panel=_WRITING,
        ),
    ] = False,
    form: FormatOption = None,
) -> None:
    """Import customers from a file: another program's export, your own list, or our layout.

    Exports of 29 programs, such as Square, Shopify, Google Contacts, Outlook, Mailchimp and Xero,
    are known by their columns. Columns of other lists are recognised by their
    names; --map sends one elsewhere, and at a terminal you are asked. An unrecognised column
    becomes a fact.

    Workbooks (.xlsx, .xls, .ods), address cards (.vcf) and the bookings of a calendar (.ics) are
    read as lists; workbooks need pip install 'prefpad[excel]', calendars 'prefpad[calendar]'.

    Our layout has one row for each note; `prefpad help import` lists its columns. One bad row stops the import, and nothing is written, unless --skip-bad. Importing the same file
    again changes nothing. A json from `prefpad export` goes whole into a pad without customers.

    \b
    Examples:
      prefpad import customers.xlsx --dry-run --rows
      prefpad import clients.csv --map "Fav drink=likes" --skip-bad
    """
    context: Context = ctx.obj
    if undo:
        from prefpad.cli.commands.undo import undo_import

        undo_import(context, file, form, dry_run=dry_run, yes=yes)
        return
    if file is None:
        raise AskedWrongly("Which file?", "`prefpad import FILE`, or - for stdin.")
    if skip_bad and is_serving():
        raise AskedWrongly(
            "--skip-bad would leave the rejected rows on the machine that has the pad.",
            "Import without it, fix the rows it names, and import again.",
        )
    rejects = _free(Path("stdin") if file == _FROM_STDIN else Path(file))
    outcomes: list[RowOutcome] = []
    reading = Reading(
        columns_in(columns or []),
        cast("DateOrder | None", date_order),
        header_line or 0,
        repair,
        sheet,
    )
    asks = context.at_a_terminal and file != _FROM_STDIN and not yes
    with context.pad("import", make_default=not dry_run) as pad:
        if asks:
            reading = asked(context, pad, file, reading)

        if not dry_run:
            context.back_up_before(pad, file)

        def take() -> ImportReport:
            outcomes.clear()
            with _progress(context, file) as progress:
                return pad.import_file(
                    sys.stdin.buffer if file == _FROM_STDIN else file,
                    dry_run=dry_run,
                    skip_bad=skip_bad,
                    rejects=rejects,
                    progress=progress,
                    columns=reading.columns,
                    date_order=reading.date_order,
                    consent=cast("Consenting | None", consent),
                    told=told,
                    header_line=reading.header_line,
                    repair=reading.repair,
                    sheet=reading.sheet,
                    tell=outcomes.append if rows else None,
                )

        report = take()
        is_listed = asks and not (dry_run or skip_bad) and 0 < report.rejected < report.read
        if is_listed and _leaves_out(context, report, rejects):
            skip_bad = True
            report = take()
        written = not dry_run and (skip_bad or not report.rejected)
        doubtful = "" if written else _doubtful_day(pad, file, reading, report)
    _answer(context, report, outcomes if rows else None, form, written=written)
    if report.rejected:
        if not is_listed:
            _list_rejected(report)
        raise _rejected(report, rejects, doubtful, dry_run=dry_run, skip_bad=skip_bad)


def _doubtful_day(pad: Pad, file: str, reading: Reading, report: ImportReport) -> str:
    """Return a day that can be read two ways, where rows of a file were rejected; else empty."""
    if not report.rejected or file == _FROM_STDIN:
        return ""
    return previewed(pad, file, reading).doubtful_day


def _leaves_out(context: Context, report: ImportReport, rejects: Path) -> bool:
    """List the rejected rows, and ask whether to continue without them."""
    _list_rejected(report)
    good = f"{report.read - report.rejected:,} of {report.read:,} rows are good."
    question = f"{good} Import them, and put the others into {rejects.name}?"
    return context.agrees(question)


def _list_rejected(report: ImportReport) -> None:
    for line in problem_lines(report):
        typer.echo(line, err=True)


def _free(source: Path) -> Path:
    """Return a file name beside `source` for its rejected rows that is not taken yet."""
    names = (source.with_suffix(f".rejected{again}.csv") for again in ("", *range(2, 10_000)))
    return next(name for name in names if not name.exists())


@contextmanager
def _progress(context: Context, file: str) -> Iterator[Callable[[int, int], None] | None]:
    is_short = Path(file).is_file() and Path(file).stat().st_size < _LONG_ENOUGH_TO_WAIT
    if is_short or not sys.stderr.isatty() or context.options.get("quiet"):
        yield None
        return
    from rich.progress import Progress

    from prefpad.cli.render.console import console

    with Progress(console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def tell(done: int, of: int) -> None:
            doing = "Matching" if done < of else "Writing"
            is_new = doing != bar.tasks[task].description
            bar.update(task, completed=done, total=of, description=doing, refresh=is_new)

        yield tell


def _answer(
    context: Context,
    report: ImportReport,
    outcomes: list[RowOutcome] | None,
    form: str | None,
    *,
    written: bool,
) -> None:
    if form in {"json", "jsonl"}:
        _write_report(report, outcomes, form, context.out)
        return
    if outcomes is not None:
        from prefpad.cli.render.formats import show

        show(outcome_listing(outcomes), context.form(form), context.out)
    if form == "csv":
        context.notice(totals_line(report, written=written))
    else:
        context.reply(totals_line(report, written=written))
    for line in remark_lines(report, written=written):
        context.notice(line)


def _write_report(
    report: ImportReport, outcomes: list[RowOutcome] | None, form: str, out: TextIO
) -> None:
    """Write a report as json, in which the outcomes stand as its rows or each on a line before it."""
    from dataclasses import asdict

    from prefpad.cli.render.serialize import facts, write_json

    if form == "json":
        found = asdict(report) if outcomes is None else asdict(report) | {"rows": outcomes}
        write_json(facts(found), out)
        return
    for record in (*(outcomes or ()), report):
        write_json(record, out, indent=None)


def _rejected(
    report: ImportReport, rejects: Path, doubtful_day: str, *, dry_run: bool, skip_bad: bool
) -> RowsRejected:
    rows = "1 row was" if report.rejected == 1 else f"{report.rejected:,} rows were"
    if skip_bad and not dry_run:
        kept = "it is" if report.rejected == 1 else "they are"
        return RowsRejected(
            f"{rows} rejected; {kept} in {rejects}.", "Fix that file and import it."
        )
    why = "; a dry run writes nothing" if dry_run else ", so nothing was written"
    how = "Fix the file." if skip_bad else "Fix the file, or import the good rows with --skip-bad."
    if doubtful_day:
        how = f"Add --date-order dmy (or mdy) to say which comes first in {doubtful_day}."
    return RowsRejected(f"{rows} rejected{why}.", how)
