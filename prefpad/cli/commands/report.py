"""`prefpad report`: look at the pad as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from prefpad.cli.completion import one_of
from prefpad.cli.options import FormatOption, LimitOption, ShowPrivateOption
from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.topics import topic_bars, topic_listing
from prefpad.cli.values import quoted
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.cli.context import Context
    from prefpad.pad import Pad

_A_SCREENFUL = 50


def _topics(pad: Pad, form: str, private: bool) -> Listing:
    listed = topic_bars if form == "table" else topic_listing
    return listed(pad.topics(private=private))


class Report(NamedTuple):
    """One report: what it shows, and its listing for a format, with private notes or without."""

    summary: str
    listing: Callable[[Pad, str, bool], Listing]


REPORTS = {"topics": Report("How fast what they like and need changes, by topic.", _topics)}


@dataclass(frozen=True)
class _Summary:
    name: str
    summary: str


def report_command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[REPORT]",
            help="Which report; leave it out to list them.",
            autocompletion=one_of(*REPORTS),
        ),
    ] = None,
    limit: LimitOption = None,
    show_private: ShowPrivateOption = False,
    form: FormatOption = None,
) -> None:
    """Show reports on the pad as a whole.

    topics: how fast each topic changes, by the answers so far, fastest first. The bar shows how
    many in ten of such notes are no longer true after a year. A table shows the first fifty; the
    other formats show all.

    \b
    Examples:
      prefpad report
      prefpad report topics --format csv
    """
    context: Context = ctx.obj
    chosen = context.form(form)
    if name is None:
        show(_reports(), chosen, context.out)
        return
    if name not in REPORTS:
        raise AskedWrongly(
            f"There is no report called {quoted(name)}.", f"The reports: {', '.join(REPORTS)}."
        )
    with context.pad("report") as pad:
        listing = REPORTS[name].listing(pad, chosen, show_private)
    most = _A_SCREENFUL if limit is None and chosen == "table" else limit
    context.show(listing._replace(records=listing.records[: most or None]), chosen)
    if most and len(listing.records) > most:
        context.notice(f"{most} of {len(listing.records):,} shown; --limit 0 shows all.")


def _reports() -> Listing:
    return Listing(
        _Summary,
        [_Summary(name, report.summary) for name, report in REPORTS.items()],
        ("report", "what it shows"),
        lambda report: (report.name, report.summary),
    )
