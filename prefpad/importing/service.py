"""Importing a customer list: detect its layout, preview or load it, report."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.domain.dates import DATE_ORDER
from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.domain.validation import checked_type, checked_word
from prefpad.domain.vocabulary import CONSENTS, named
from prefpad.importing.csv.cells import mended
from prefpad.importing.csv.day_order import Evidence, FileOrder, weighed
from prefpad.importing.csv.reader import open_sheet
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.engine import ListImport, PlanOutdated
from prefpad.importing.files.staging import as_csv
from prefpad.importing.foreign.detect import is_header, planned
from prefpad.importing.foreign.fields import FACT, home_named
from prefpad.importing.foreign.repository import remembered
from prefpad.importing.report import Column, Preview
from prefpad.notes.discretion import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from prefpad.domain.dates import DateOrder
    from prefpad.importing.csv.reader import Rows, Sheet
    from prefpad.importing.files.staging import ListFile
    from prefpad.importing.foreign.detect import ReadPlan
    from prefpad.importing.foreign.parser import ForeignParser
    from prefpad.importing.native.parser import NativeParser
    from prefpad.importing.report import ImportReport, Tell
    from prefpad.notes.sensitive import WordList
    from prefpad.session import Session

    Progress = Callable[[int, int], None]

_UNTYPED = frozenset("\"'`{}=")
"""Signs of a column's name that make an example hard to type."""
_ATTEMPTS = 3
_ROWS_SHOWN = 3
_REPAIRS_SHOWN = 3
_ROWS_PREVIEWED = 1000
_ROWS_WEIGHED = 200


def import_list(
    session: Session,
    path: Path,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    rejects: Path | None = None,
    progress: Progress | None = None,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    consent: str | None = None,
    told: bool = False,
    header_line: int = 0,
    repair: bool = False,
    sheet: str | None = None,
    tell: Tell | None = None,
) -> ImportReport:
    """Import a list of customers; see `Pad.import_file`."""
    if consent is not None:
        checked_word("consent", consent, CONSENTS)
    session.reload_settings()
    order = given_order(session, date_order)

    def imported(file: ListFile) -> ImportReport:
        table, plan = detect_list(session, file, columns or {}, header_line)
        if plan.names_nobody:
            raise AskedWrongly(
                f"No column of {path.name} says whom a row is about: {named(table.header)}.",
                f"Say which does, as in `columns={{'{_likely_name(table, plan)}': 'name'}}`.",
            )
        parsers: dict[tuple[WordList, date], NativeParser] = {}
        work = ListImport(
            session,
            file.path,
            table,
            joined(table, plan),
            plan,
            lambda: (
                _own_reader(session, table, plan, order, parsers)
                if plan.is_own
                else _reader(session, table, plan, order, consent=consent, told=told, repair=repair)
            ),
            rejects=rejects if skip_bad and not dry_run else None,
            is_kept=not plan.is_own and bool(columns or not plan.is_known),
        )
        return work.run(progress, tell, dry_run=dry_run, skip_bad=skip_bad)

    with as_csv(path, session.today, sheet) as file:
        for _ in range(_ATTEMPTS):
            with suppress(PlanOutdated):
                return replace(imported(file), sheet=file.sheet, other_sheets=file.other_sheets)
    raise CouldNot(
        "Another terminal changed how lists with these columns are read.", "Import the list again."
    )


def detect_list(
    session: Session, file: ListFile, columns: Mapping[str, str], header_line: int = 0
) -> tuple[Sheet, ReadPlan]:
    """Detect how a file is written and plan how to read its columns.

    Args:
        session: the open pad.
        file: the list.
        columns: the field that a column goes to, by its name; these names tell which line is the
            header.
        header_line: the line on which the header begins, or 0 to have it found.

    Raises:
        CouldNot, AskedWrongly: it cannot be read, or is no list of customers.
    """
    if not isinstance(columns, Mapping):
        raise AskedWrongly("The columns are fields by name.", "Pass columns={'Mobile': 'phone'}.")
    known = remembered(session.connection)
    wanted = {name: home_named(checked_type("A field", home)) for name, home in columns.items()}
    opened = partial(open_sheet, file.path, line_end=file.line_end)
    sheet = opened(lambda cells: is_header(cells, known), header_line)
    if not header_line and not _has_all(sheet.header, wanted):
        with_these = opened(lambda cells: _has_all(cells, wanted))
        if _has_all(with_these.header, wanted):
            sheet = opened(header_line=with_these.header_line)
    first = _first_rows(sheet, _ROWS_WEIGHED)
    return sheet, planned(sheet.header, file.path.name, wanted, known, first, session.today)


def _likely_name(sheet: Sheet, plan: ReadPlan) -> str:
    """Return the unknown column whose cells are names, as an example of what to type."""
    from prefpad.importing.foreign.column_contents import holds_names

    rows = _first_rows(sheet, _ROWS_WEIGHED)
    places = (at for at, home in enumerate(plan.homes) if home == FACT and holds_names(at, rows))
    likely = (sheet.header[at] for at in places)
    return next((name for name in likely if not _UNTYPED & {*name}), "Column")


def _has_all(header: Sequence[str], names: Iterable[str]) -> bool:
    return {*map(fold, names)} <= {*map(fold, header)}


def joined(sheet: Sheet, plan: ReadPlan) -> Rows:
    """Return the rows of the table in a list, each joined with its child rows or its group."""
    if plan.is_own:
        return sheet
    from prefpad.importing.foreign.child_rows import ChildRows, JoinedRows
    from prefpad.importing.foreign.column_names import is_known
    from prefpad.importing.foreign.columns_together import inner_tables

    children = ChildRows.of(plan.homes, inner_tables(sheet.header))
    return JoinedRows(sheet, children, plan.in_groups, lambda cells: is_header(cells, ()), is_known)


def given_order(session: Session, date_order: str | None) -> DateOrder | None:
    """Return the order of days in a file: as requested, else as the owner's setting says.

    Raises:
        AskedWrongly: `date_order` is not valid.
    """
    wanted = "" if date_order is None else checked_type("The order of days", date_order)
    return DATE_ORDER.read(wanted) or session.date_order


def _own_reader(
    session: Session,
    sheet: Sheet,
    plan: ReadPlan,
    order: DateOrder | None,
    before: dict[tuple[WordList, date], NativeParser],
) -> NativeParser:
    """Return what reads our own layout: the one before, which has judged texts, if it still can."""
    from prefpad.importing.native.parser import NativeParser

    words, today = words_of(session), session.today
    if (words, today) not in before:
        days = FileOrder(sheet, plan.day_columns, order)
        before[words, today] = NativeParser(sheet.header, today, days, words.judge)
    return before[words, today]


def _reader(
    session: Session,
    sheet: Sheet,
    plan: ReadPlan,
    order: DateOrder | None,
    *,
    consent: str | None,
    told: bool,
    repair: bool,
) -> ForeignParser:
    from prefpad.importing.foreign.column_names import dates_an_agreement
    from prefpad.importing.foreign.parser import ForeignParser

    of_consent = (at for at, name in enumerate(sheet.header) if dates_an_agreement(name))
    days = FileOrder(sheet, (*plan.day_columns, *of_consent), order)
    return ForeignParser(
        sheet.header,
        plan.homes,
        session.today,
        days,
        several=plan.several,
        consent=consent or plan.consent,
        told=told,
        repair=repair,
        in_groups=plan.in_groups,
        judge=words_of(session).judge,
    )


def preview(
    session: Session,
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    header_line: int = 0,
    sheet: str | None = None,
) -> Preview:
    """Return how a list would be read; see `Pad.preview_import`."""
    order = given_order(session, date_order)
    with as_csv(path, session.today, sheet) as file:
        table, plan = detect_list(session, file, columns or {}, header_line)
        return _preview(table, plan, order)


def _preview(sheet: Sheet, plan: ReadPlan, order: DateOrder | None) -> Preview:
    first = _first_rows(sheet, _ROWS_PREVIEWED)
    found = (
        Column(
            name,
            str(home),
            tuple(row[place] for row in first[:_ROWS_SHOWN] if place < len(row)),
            plan.whys[place],
        )
        for place, (name, home) in enumerate(zip(sheet.header, plan.homes, strict=False))
        if home
    )
    days = (row[place] for row in first for place in plan.day_columns if place < len(row))
    may_be_in_doubt = order is None and weighed(days, Evidence()).doubtful
    return Preview(
        plan.source,
        plan.title,
        plan.is_known,
        tuple(found),
        plan.names_nobody,
        FileOrder(sheet, plan.day_columns, None).evidence.doubtful if may_be_in_doubt else "",
        sheet.header_line,
        () if plan.is_own else tuple(islice(_repairs(first), _REPAIRS_SHOWN)),
    )


def _repairs(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield each cell that was encoded twice, with its repaired text."""
    for row in rows:
        for cell in row:
            if (meant := mended(cell)) != cell:
                yield cell, meant


def _first_rows(sheet: Sheet, most: int) -> list[list[str]]:
    rows = (row[1] for row in sheet.rows() if not isinstance(row, UnreadableRow))
    return [*islice(rows, most)]
