"""Reports as one page with bars, to look at, to send or to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.report import drawn_columns, most_in, others_of, say_value
from prefpad.cli.render.web_page import TextSink, page, safe
from prefpad.domain.humanize import say_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from prefpad.reports.models import Column, Report, ReportPart, Value

_STYLE = """
h2 + p { margin: .2rem 0 .8rem; color: var(--soft); }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; break-after: avoid; }
table { border-collapse: collapse; font-size: .95rem; }
th { text-align: left; font-weight: normal; overflow-wrap: normal; color: var(--soft); border-bottom: 1px solid var(--line); }
th, td { padding: .2rem 1rem .2rem 0; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.count { text-align: right; }
td.count, .bar, .share, .span, .day { white-space: nowrap; overflow-wrap: normal; }
tr { break-inside: avoid; }
svg { width: 5.5rem; height: .8em; vertical-align: -.05em; margin-right: .5rem; fill: var(--bar); }
.under { color: var(--soft); font-size: .9rem; }
@media screen and (max-width: 44rem) {
  thead { display: none; }
  table, tbody, tr { display: block; }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  td { display: inline; padding: 0; margin-right: .8rem; white-space: normal !important; }
  td:empty { display: none; }
  td:first-child { display: block; font-weight: bold; }
  td:not(:first-child)::before { content: attr(data-of) " "; color: var(--soft); }
}
"""
_BAR = 100


def write_reports(
    reports: Sequence[Report], today: date, out: TextSink, most: int | None = None
) -> None:
    """Write reports as one page.

    Args:
        reports: what to show, one after the other.
        today: the day it is.
        out: where to.
        most: the rows of each table; None for all.
    """
    title = reports[0].name.capitalize() if len(reports) == 1 else "Reports"
    body = _body(reports, today, most)
    for line in page(f"{title}, {say_date(today)}", _STYLE, body):
        out.write(f"{line}\n")


def _body(reports: Sequence[Report], today: date, most: int | None) -> Iterator[str]:
    for report in reports:
        heading = f"<h2>{safe(report.name.capitalize())}</h2>" if len(reports) > 1 else "<h2></h2>"
        yield f"{heading}<p>{safe(report.summary)}</p>"
        if report.about:
            yield f"<h3>{safe(report.about)}</h3>"
        parts = [part for part in report.parts if part.rows or part.others]
        for part in parts:
            yield from _table(report.columns, part, today, most)
        if not parts:
            yield f'<p class="under">{safe(report.nothing.replace("`", ""))}</p>'


def _table(
    columns: Sequence[Column], part: ReportPart, today: date, most: int | None
) -> Iterator[str]:
    shown = [
        column
        for column in drawn_columns(columns)
        if any(row[column.name] is not None for row in part.rows)
    ]
    if part.title:
        yield f"<h3>{safe(part.title)}</h3>"
    yield "<table><thead><tr>"
    yield "".join(f'<th class="{column.draw}">{safe(column.heading)}</th>' for column in shown)
    yield "</tr></thead><tbody>"
    longest = {column.name: most_in(part, column) for column in shown}
    for row in part.rows[:most]:
        cells = (_cell(column, row[column.name], longest[column.name], today) for column in shown)
        yield f"<tr>{' '.join(cells)}</tr>"
    yield "</tbody></table>"
    left_out = len(part.rows) - len(part.rows[:most])
    others = others_of(columns, part)
    for under in (f"{left_out:,} more are not shown." if left_out else "", others):
        if under:
            yield f'<p class="under">{safe(under)}</p>'


def _cell(column: Column, value: Value, most: float, today: date) -> str:
    if value is None:
        return "<td></td>"
    of = f' class="{column.draw}" data-of="{safe(column.heading)}"'
    if isinstance(value, list):
        return f"<td{of}>{_sparkline(value)}</td>"
    said = safe(say_value(column.draw, value, today))
    if column.draw in {"bar", "share"} and isinstance(value, int | float):
        return f"<td{of}>{_bar(value / (most if column.draw == 'bar' else 1))}{said}</td>"
    return f"<td{of}>{said}</td>"


def _bar(share: float) -> str:
    width = round(share * _BAR, 1)
    return (
        f'<svg viewBox="0 0 {_BAR} 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width}" height="10"/><rect y="9.4" width="{_BAR}" height=".6"/></svg>'
    )


def _sparkline(counts: Sequence[int]) -> str:
    most = max([*counts, 1])
    bars = (
        f'<rect x="{at * 10 + 1}" y="{20 - count / most * 20:.1f}" width="8"'
        f' height="{max(count / most * 20, 0.6):.1f}"/>'
        for at, count in enumerate(counts)
    )
    said = ", ".join(map(str, counts))
    return (
        f'<svg viewBox="0 0 {len(counts) * 10} 20" preserveAspectRatio="none" role="img"'
        f' aria-label="{said}">{"".join(bars)}</svg>'
    )
