"""`prefpad report`: look at the pad as a whole."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import one_of
from prefpad.cli.options import FormatOption, LimitOption, ShowPrivateOption
from prefpad.cli.reports import REPORTS, Report
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.cli.render.formats import Listing

_A_SCREENFUL = 50


def report_command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[REPORT]",
            help="Which one; without it, the reports there are.",
            autocompletion=one_of(*REPORTS),
            show_default=False,
        ),
    ] = None,
    limit: LimitOption = None,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """Look at the pad as a whole: a table with bars for each report.

    `topics`: how fast each topic changes by the checks there are, the fastest first, then those
    without checks. The bar shows how many in ten of such notes no longer hold after a year.

    A table shows the first fifty; the other formats show all.

    \b
    Examples:
      prefpad report
      prefpad report topics --format csv
    """
    from prefpad.cli.render.formats import show

    context: Context = ctx.obj
    chosen = context.form(form)
    if name is None:
        show(_reports(), chosen, context.out)
        return
    if name not in REPORTS:
        raise AskedWrongly(f"{name!r} is not a report.", f"The reports: {', '.join(REPORTS)}.")
    report = getattr(import_module(REPORTS[name].module), f"{name}_report")
    with context.pad("report") as pad:
        listing: Listing = report(pad, chosen, private=show_private)
    most = _A_SCREENFUL if limit is None and chosen == "table" else limit
    show(listing._replace(records=listing.records[: most or None]), chosen, context.out)
    if most and len(listing.records) > most:
        context.notice(f"{most} of {len(listing.records):,} shown; --limit 0 shows all.")


def _reports() -> Listing:
    from prefpad.cli.render.formats import Listing

    return Listing(
        Report,
        list(REPORTS.values()),
        ("report", "what it shows"),
        lambda report: (report.name, report.summary),
    )
