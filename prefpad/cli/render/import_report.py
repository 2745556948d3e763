"""Showing an import: its columns beforehand, then the counts of its rows and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import named
from prefpad.importing.report import Column, RowOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prefpad.importing.report import ImportReport, Preview

MOST_SHOWN = 20
_LONGEST_CELL = 24
_MOST_VALUES = 5


def totals_line(report: ImportReport, *, written: bool) -> str:
    """Return how many rows were read, and what happened to them or would have."""
    would = "" if written else "would be "
    counts = (
        f"{report.created:,} {would}created",
        f"{report.updated:,} {would}updated",
        f"{report.unchanged:,} unchanged",
        f"{report.rejected:,} rejected",
    )
    rows = "1 row" if report.read == 1 else f"{report.read:,} rows"
    return f"{rows} read: {', '.join(counts)}."


def remark_lines(report: ImportReport, *, written: bool) -> Iterator[str]:
    """Yield remarks: what the columns became, possible duplicates, differences."""
    if summary := _summary(report, written=written):
        yield summary
    yield from _about_the_forgotten(report)
    if report.private:
        total = sum(report.private.values())
        subjects = ", ".join(
            f"{count:,} about {subject}" for subject, count in report.private.items()
        )
        yield f"Kept private: {_notes(total)} ({subjects})."
    if report.bookings:
        yield f"Expected visits: {', '.join(_bookings(report.bookings))}."
    yield from _about_mixed_consents(report.mixed_consents)
    yield from _about_the_file(report)
    yield from _about_nobody(report)
    if report.twins:
        yield f"Added as new, but possibly already on the pad: {report.twin_count:,} (`prefpad duplicates`)"
        for twin in report.twins[:MOST_SHOWN]:
            others = ", ".join(f"@{number}" for number in twin.others)
            yield f"  line {twin.line}: {twin.name} @{twin.customer} · {twin.reason} as {others}"
        yield from _more(report.twin_count)
    if report.differences:
        yield f"Left as it is on the pad, though the file differs: {report.difference_count:,}"
        for one in report.differences[:MOST_SHOWN]:
            kept = f"'{one.kept}' stays" if one.kept else "was removed"
            whose = f"{one.name} @{one.customer}, {one.what}"
            yield f"  line {one.line}: {whose}: {kept}, the file says '{one.offered}'"
        yield from _more(report.difference_count)


def _about_the_forgotten(report: ImportReport) -> Iterator[str]:
    if report.forgotten:
        rows = "1 row is" if report.forgotten == 1 else f"{report.forgotten:,} rows are"
        was = "was" if report.forgotten == 1 else "were"
        yield f"{rows} about somebody who asked to be forgotten, and {was} left out."
    if report.memory_lost:
        yield "People who asked to be forgotten cannot be recognised here, and may have been imported again:"
        yield "  the key is in the data folder of the person who forgot them."
    if report.memory_elsewhere:
        yield "People were forgotten on another pad of yours. This file does not say whom, so it may have"
        yield "  brought them back: check, or export that pad again."


def _about_mixed_consents(count: int) -> Iterator[str]:
    if count:
        yield f"{_customers(count)} said yes to messages in one column and no in another: their cards say which is which."


def _about_the_file(report: ImportReport) -> Iterator[str]:
    if report.other_sheets:
        others = named(report.other_sheets)
        yield f"Sheet read: {report.sheet}. Not read: {others} (--sheet NAME reads another)."
    if report.encoded_twice and report.repaired:
        yield f"Repaired letters that were encoded twice: {_cells(report.encoded_twice)}."
    elif report.encoded_twice:
        cells = _cells(report.encoded_twice)
        yield f"Encoded twice, and imported as it stands ('Ã©' for 'é'): {cells}."
        yield "  To repair that: `prefpad import --undo`, then import it with --repair."
    if report.lost_letters:
        yield f"Letters already lost in the file ('\ufffd'): {_cells(report.lost_letters)}."
        yield "  To get them back, export the list again as UTF-8."


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"


def _about_nobody(report: ImportReport) -> Iterator[str]:
    if report.left_out:
        yield "Left out:"
        for problem in report.left_out[:MOST_SHOWN]:
            yield f"  line {problem.line}: {problem.reason}"
        yield from _more(len(report.left_out))
        if report.source == "ical":
            yield "  Where the title is the name: import it with `--map Summary=name`."
    if report.of_nobody:
        yield f"Not used to recognise anyone, being placeholders or shared by many: {_few(report.of_nobody)}."


def _summary(report: ImportReport, *, written: bool) -> str:
    """Return a sentence on what an import added and what the columns became, or an empty text."""
    if not (report.created or report.updated or report.notes):
        return ""
    counts = []
    if report.customers:
        counts.append(_customers(report.customers))
    if report.notes:
        counts.append(_notes(report.notes))
    if report.alerts:
        counts.append(f"{alerts_of(report.alerts)} shown first")
    parts = [", ".join(counts)] if counts else []
    if report.became:
        became = (f"{_together(columns)} became {what}" for what, columns in report.became.items())
        first, *others = became
        parts.append(", ".join((first, *(one.replace(" became ", " ", 1) for one in others))))
    if report.kept:
        parts.append(f"stored but not shown: {named(report.kept)}")
    if parts == counts:
        return ""
    return f"{'Would bring ' if counts and not written else ''}{'; '.join(parts)}."


def _together(columns: Sequence[str]) -> str:
    *others, last = (named((column,)) for column in columns[:_MOST_VALUES])
    more = len(columns) - _MOST_VALUES
    if more > 0:
        return f"{', '.join((*others, last))} and {more:,} more"
    return f"{', '.join(others)} and {last}" if others else last


def _bookings(bookings: dict[str, int]) -> Iterator[str]:
    for state, words in {
        "expected": "new",
        "changed": "changed",
        "withdrawn": "called off",
        "unknown": "called off for people who are not on the pad",
    }.items():
        if state in bookings:
            yield f"{bookings[state]:,} {words}"


def alerts_of(alerts: dict[str, int]) -> str:
    """Return how many allergies and access needs there are, in words."""
    names = {
        "allergy": ("allergy", "allergies"),
        "access": ("access need", "access needs"),
    }
    return " and ".join(
        f"{alerts[sort]:,} {one if alerts[sort] == 1 else several}"
        for sort, (one, several) in names.items()
        if sort in alerts
    )


def _customers(count: int) -> str:
    return "1 customer" if count == 1 else f"{count:,} customers"


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"


def _few(values: Sequence[str]) -> str:
    first = ", ".join(map(clean, values[:_MOST_VALUES]))
    others = len(values) - _MOST_VALUES
    return f"{first} and {others:,} more" if others > 0 else first


def _more(count: int) -> Iterator[str]:
    if count > MOST_SHOWN:
        yield f"  and {count - MOST_SHOWN:,} more."


def problem_lines(report: ImportReport) -> Iterator[str]:
    """Yield the rejected rows, each with its line and reason."""
    for problem in report.problems[:MOST_SHOWN]:
        yield f"line {problem.line}: {problem.reason}"
    if report.rejected > MOST_SHOWN:
        yield f"and {report.rejected - MOST_SHOWN:,} more."


def outcome_listing(outcomes: Sequence[RowOutcome]) -> Listing:
    """List what happened to each row."""
    return Listing(
        RowOutcome,
        outcomes,
        ("line#", "what", "customer", "why"),
        lambda one: (
            str(one.line),
            f"{one.outcome}?" if one.outcome == "twin" else one.outcome,
            one.customer,
            one.reason,
        ),
        nothing="The file has no rows.",
    )


def preview_listing(preview: Preview) -> Listing:
    """List the columns of a list, each with its field and its cells in the first rows."""
    return Listing(
        Column,
        preview.columns,
        ("column", "goes to", "because of", "first rows"),
        lambda column: (
            column.name,
            column.field,
            column.why or "not recognised",
            " · ".join(map(_cut, filter(str.strip, column.cells))),
        ),
        title="How this file would be read",
    )


def _cut(cell: str) -> str:
    cell = " ".join(cell.split())
    return cell if len(cell) <= _LONGEST_CELL else f"{cell[:_LONGEST_CELL]}…"
