"""Filling the pad from a customer list: find the customers, add what is new, report."""

from __future__ import annotations

import csv
import gc
import os
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.db.errors import refuse_damage
from prefpad.domain.dates import DATE_ORDER
from prefpad.domain.errors import AskedWrongly, CouldNot, PadUnusable
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import clean
from prefpad.domain.validation import check_word, checked_type
from prefpad.domain.vocabulary import CONSENTS, named
from prefpad.importing.bulk_rows import import_pragmas
from prefpad.importing.csv.day_order import FileOrder
from prefpad.importing.csv.reader import open_sheet
from prefpad.importing.csv.records import UnreadableRow
from prefpad.importing.foreign.child_rows import ChildRows, JoinedRows
from prefpad.importing.foreign.column_names import inner_tables
from prefpad.importing.foreign.detect import header_key, is_header, planned
from prefpad.importing.foreign.fields import home_named
from prefpad.importing.foreign.loader import ForeignLoader
from prefpad.importing.foreign.parser import ForeignParser
from prefpad.importing.foreign.repository import Mapped, remember, remembered
from prefpad.importing.native.columns import REASON
from prefpad.importing.native.loader import NativeLoader
from prefpad.importing.native.parser import NativeParser
from prefpad.importing.report import ReportBuilder
from prefpad.importing.suppression_filter import FilteredRows, known_by, known_in
from prefpad.notes.discretion import words_of
from prefpad.privacy.suppression import SuppressionList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.dates import DateOrder
    from prefpad.importing.csv.reader import Rows, Sheet
    from prefpad.importing.foreign.detect import ReadPlan
    from prefpad.importing.report import ImportReport, Reject, Tell
    from prefpad.importing.suppression_filter import IsForgotten
    from prefpad.session import Session

    Progress = Callable[[int, int], None]

_ROWS_WEIGHED = 200
_MANY_BYTES = 1_000_000  # about 10,000 rows


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
    tell: Tell | None = None,
    line_end: str = "",
) -> ImportReport:
    """Import a list of customers; see `Pad.import_file`.

    The file is read once, in one transaction that a dry run and, unless `skip_bad`, a rejected row
    roll back: a reading before it would find most faults without the lock, but not those that only
    show against the pad, and take an eighth of the time.
    """
    if consent is not None:
        check_word("consent", consent, CONSENTS)
    order = given_order(session, date_order)
    sheet, plan = detect_list(session, path, columns or {}, header_line, line_end)
    if plan.names_nobody:
        raise AskedWrongly(
            f"No column of {path.name} says whom a row is about: {named(sheet.header)}.",
            "Say which does, as in `columns={'Column': 'name'}`.",
        )
    state = _state(path)
    kept = rejects if skip_bad and not dry_run else None
    with import_pragmas(session.connection), _garbage_left():
        if sheet.size > _MANY_BYTES:
            _refuse_damage(session)
        with session.transaction() as writer, _rejects(kept, sheet) as reject:
            reader = _reader(session, sheet, plan, order, consent=consent, told=told, repair=repair)
            taker = _taker(session, writer, plan, reader, ReportBuilder(reject, tell))
            memory = SuppressionList(session.connection)
            rows = joined(sheet, plan)
            sieve = FilteredRows(rows, _sieve(memory, reader, plan.source)) if memory else None
            taker.load_rows(
                sieve or rows, lambda done: progress(done, sheet.size) if progress else None
            )
            if _state(path) != state:
                raise CouldNot(
                    f"{clean(str(path))} changed while it was being read.", "Import it again."
                )
            report = replace(taker.report(), memory_lost=memory.is_blind)
            if sieve:
                report = sieve.counted(report)
            good = skip_bad or not report.rejected
            writer.keep = not dry_run and good and taker.has_news()
            if writer.keep:
                taker.finish(path.name, report)
                if not plan.is_own and (columns or not plan.is_known):
                    mapping = Mapped(plan.source, plan.memory(sheet.header))
                    remember(writer, header_key(sheet.header), mapping)
    return report


def detect_list(
    session: Session,
    path: Path,
    columns: Mapping[str, str],
    header_line: int = 0,
    line_end: str = "",
) -> tuple[Sheet, ReadPlan]:
    """Find out how a file is written and how its columns are to be read.

    Args:
        session: the open pad.
        path: the file.
        columns: the field that a column goes to, by its name; these names tell which line is the
            header.
        header_line: the line on which the header begins, or 0 to have it found.
        line_end: what alone ends a line of it, or empty for whatever may.

    Raises:
        CouldNot, AskedWrongly: it cannot be read, or is no list of customers.
    """
    if not isinstance(columns, Mapping):
        raise AskedWrongly("The columns are fields by name.", "Pass columns={'Mobile': 'phone'}.")
    known = remembered(session.connection)
    wanted = {name: home_named(checked_type("A field", home)) for name, home in columns.items()}
    opened = partial(open_sheet, path, line_end=line_end)
    sheet = opened(lambda cells: is_header(cells, known), header_line)
    if not header_line and not _has_all(sheet.header, wanted):
        with_these = opened(lambda cells: _has_all(cells, wanted))
        if _has_all(with_these.header, wanted):
            sheet = opened(header_line=with_these.header_line)
    rows = (row[1] for row in sheet.rows() if not isinstance(row, UnreadableRow))
    first = [*islice(rows, _ROWS_WEIGHED)]
    return sheet, planned(sheet.header, path.name, wanted, known, first, session.today)


def _has_all(header: Sequence[str], names: Iterable[str]) -> bool:
    return {*map(fold, names)} <= {*map(fold, header)}


def joined(sheet: Sheet, plan: ReadPlan) -> Rows:
    """Return the rows of a list, each with what goes on below it."""
    if plan.is_own:
        return sheet
    return JoinedRows(sheet, ChildRows.of(plan.homes, inner_tables(sheet.header)))


def given_order(session: Session, date_order: str | None) -> DateOrder | None:
    """Return how the days of a file are to be read: as was said, else as the owner writes them.

    Raises:
        AskedWrongly: `date_order` is none.
    """
    wanted = "" if date_order is None else checked_type("The order of days", date_order)
    return DATE_ORDER.read(wanted) or session.date_order


def _refuse_damage(session: Session) -> None:
    try:
        refuse_damage(session.connection, session.path)
    except PadUnusable as error:
        damage = error.sentence.removesuffix(".")
        raise PadUnusable(f"{damage}, so nothing was imported.", error.hint) from None


def _reader(
    session: Session,
    sheet: Sheet,
    plan: ReadPlan,
    order: DateOrder | None,
    *,
    consent: str | None,
    told: bool,
    repair: bool,
) -> NativeParser | ForeignParser:
    days = FileOrder(sheet, plan.day_columns, order)
    judge = words_of(session).judge
    if plan.is_own:
        return NativeParser(sheet.header, session.today, days, judge)
    return ForeignParser(
        sheet.header,
        plan.homes,
        session.today,
        days,
        several=plan.several,
        consent=consent or plan.consent,
        told=told,
        repair=repair,
        judge=judge,
    )


def _taker(
    session: Session,
    writer: UnitOfWork,
    plan: ReadPlan,
    reader: NativeParser | ForeignParser,
    tally: ReportBuilder,
) -> NativeLoader | ForeignLoader:
    if isinstance(reader, NativeParser):
        return NativeLoader(session, writer, reader, tally)
    return ForeignLoader(session, writer, reader, plan.source, plan.title, tally)


def _sieve(
    memory: SuppressionList, reader: NativeParser | ForeignParser, source: str
) -> IsForgotten:
    if isinstance(reader, NativeParser):
        return known_by(memory, reader)
    return known_in(memory, reader, source)


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Collect no garbage for a while: rows refer to nothing in circles, and looking takes a fifth."""
    was_collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collected:
            gc.enable()


@contextmanager
def _rejects(path: Path | None, sheet: Sheet) -> Iterator[Reject]:
    """Open the file for rejected rows, which is there afterwards if all went well and it has any.

    It holds names and remarks, so that only its owner may read it.
    """
    if path is None:
        yield _forget
        return
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    names = [fold(name) for name in sheet.header]
    old = slice(names.index(REASON), names.index(REASON) + 1) if REASON in names else slice(0)
    count = 0

    def reject(cells: Sequence[str], reason: str) -> None:
        nonlocal count
        count += 1
        kept = [*cells, *[""] * (len(names) - len(cells))]
        if len(kept) == len(names):
            del kept[old]
        rows.writerow([*kept, reason])

    try:
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file, lineterminator="\n")
            reject(sheet.header, REASON)
            yield reject
        if count > 1:
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _forget(_: Sequence[str], __: str) -> None:
    pass


def _state(path: Path) -> tuple[int, int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0, 0
    return state.st_ino, state.st_size, state.st_mtime_ns
