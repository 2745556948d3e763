"""`prefpad report`: look at the pad as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FILE_OR_STREAM, FormatOption, LimitOption, ShowPrivateOption
from prefpad.cli.render.formats import Listing, show
from prefpad.cli.values import quoted
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.record import Record

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.reports.models import ReportForm

_A_SCREENFUL = 50
_TO_STDOUT = "-"


def _named(incomplete: str) -> list[str]:
    return [name for name in _reports() if name.startswith(incomplete)]


def report_command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[REPORT]",
            help="Which report; leave it out to list them.",
            autocompletion=_named,
        ),
    ] = None,
    page: Annotated[
        str | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write a page to read or print (- for stdout); without REPORT, with all.",
            click_type=FILE_OR_STREAM,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
    limit: LimitOption = None,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """Show a report on the pad as a whole, or list the reports there are.

    A table and a page show the first fifty rows; the other formats show all. Private notes are left
    out unless you ask for them.

    \b
    Examples:
      prefpad report problems
      prefpad report --html reports.html
    """
    context: Context = ctx.obj
    chosen = context.form(form)
    reports = _reports()
    if name is not None and name not in reports:
        raise AskedWrongly(
            f"There is no report called {quoted(name)}.", f"The reports: {', '.join(reports)}."
        )
    if page is not None:
        _write_page(context, [name] if name else [*reports], page, force, limit, show_private)
    elif name is None:
        show(_list_of(reports), chosen, context.out)
    else:
        most = _A_SCREENFUL if limit is None and chosen == "table" else limit
        _show(context, name, chosen, most, show_private)


def _show(context: Context, name: str, form: str, most: int | None, private: bool) -> None:
    from prefpad.cli.render.report import show_report

    with context.pad("report") as pad:
        found = pad.report(name, private=private)
    with context.page(form) as out:
        shown = show_report(found, form, context.today, out, most or None)
    if shown.rows < shown.of:
        context.notice(f"{shown.rows} of {shown.of:,} shown; --limit 0 shows all.")


def _write_page(
    context: Context, names: list[str], page: str, force: bool, limit: int | None, private: bool
) -> None:
    from prefpad.cli.render.report_html import write_reports
    from prefpad.db.atomic_file import new_file

    with context.pad("report") as pad:
        found = [pad.report(name, private=private) for name in names]
        place = pad.path
    most = _A_SCREENFUL if limit is None else limit or None
    if page == _TO_STDOUT:
        write_reports(found, context.today, context.out, most)
        return
    with new_file(Path(page), place, replace=force) as out:
        write_reports(found, context.today, out, most)
    context.notice(f"Wrote {page}, for you alone to read.")


def _reports() -> dict[str, ReportForm]:
    from prefpad.reports.catalogue import REPORTS

    return REPORTS


class _Summary(Record):
    name: str
    summary: str


def _list_of(reports: dict[str, ReportForm]) -> Listing:
    return Listing(
        _Summary,
        [_Summary(name, report.summary) for name, report in reports.items()],
        ("report", "what it shows"),
        lambda report: (report.name, report.summary),
    )
