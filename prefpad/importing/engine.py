"""The way of a list into the pad: its rows are matched beside it, and then written at once.

Others read and write while rows are judged and matched, and wait for one short transaction. What
they have changed meanwhile may change what was matched: then it is matched again, at last while
nobody else may write. A dry run goes the same way except for that transaction.
"""

from __future__ import annotations

import csv
import gc
import os
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Self

from prefpad.db.atomic_file import naming
from prefpad.db.unit_of_work import signed
from prefpad.domain.errors import CouldNot, PadUnusable
from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.domain.sanitize import clean
from prefpad.importing.bulk_rows import import_pragmas, take_over
from prefpad.importing.foreign.detect import header_key
from prefpad.importing.foreign.repository import Mapped, remember
from prefpad.importing.native.layout import REASON
from prefpad.importing.report import ReportBuilder
from prefpad.importing.staging_rows import StagedWork, Staging
from prefpad.importing.suppression_filter import FilteredRows, known_by, known_in
from prefpad.privacy.suppression import SuppressionList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import TextIO

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.importing.csv.reader import Rows, Sheet
    from prefpad.importing.foreign.detect import ReadPlan
    from prefpad.importing.foreign.loader import ForeignLoader
    from prefpad.importing.foreign.parser import ForeignParser
    from prefpad.importing.native.loader import NativeLoader
    from prefpad.importing.native.parser import NativeParser
    from prefpad.importing.report import ImportReport, RowOutcome
    from prefpad.importing.suppression_filter import IsForgotten
    from prefpad.session import Session

    Progress = Callable[[int, int], None]
    Reader = NativeParser | ForeignParser
    Transaction = Callable[[], AbstractContextManager[UnitOfWork]]

LONG_LIST = 1_000_000
"""The bytes of a list before which a pad is checked and backed up, about 10,000 rows."""
_ATTEMPTS = 4


class _Outdated(Exception):
    """What others have written in the meantime may change the matches."""


class ListImport:
    """The import of one list.

    Args:
        session: the open pad.
        path: the file.
        sheet: how it is written.
        rows: its rows.
        plan: how its columns are read.
        reader: makes what reads its rows.
        rejects: where rejected rows go, or None.
        is_kept: whether the plan is kept for the next list of the same header.
    """

    def __init__(
        self,
        session: Session,
        path: Path,
        sheet: Sheet,
        rows: Rows,
        plan: ReadPlan,
        reader: Callable[[], Reader],
        *,
        rejects: Path | None,
        is_kept: bool,
    ) -> None:
        self._session = session
        self._path = path
        self._sheet = sheet
        self._rows = rows
        self._plan = plan
        self._reader = reader
        self._rejects = rejects
        self._is_kept = is_kept
        self._state = _state(path)

    def run(
        self,
        progress: Progress | None,
        tell: Callable[[RowOutcome], None] | None,
        *,
        dry_run: bool,
        skip_bad: bool,
    ) -> ImportReport:
        """Import the list, unless it is a dry run, and return the report.

        Args:
            progress: called now and then with the bytes done and the bytes to do.
            tell: called with what happened to each row.
            dry_run: write nothing.
            skip_bad: write the good rows even if others are rejected.
        """
        outcomes: list[RowOutcome] = []

        def attempt(transaction: Transaction) -> ImportReport:
            outcomes.clear()
            staging = Staging(self._session.connection)
            with _RejectsFile(self._rejects, self._sheet.header) as rejects:
                tally = ReportBuilder(rejects.add, outcomes.append if tell else None)
                report, has_news = self._prepare(staging, tally, progress)
                is_written = has_news and not dry_run and (skip_bad or not report.rejected)
                if is_written and self._sheet.size > LONG_LIST:
                    self._refuse_damage()
                with transaction() if is_written else nullcontext() as work:
                    if work:
                        self._write(work, staging, report)
                    rejects.keep()
            return report

        with import_pragmas(self._session.connection), _garbage_left():
            report = self._attempted(attempt)
        if tell:
            for outcome in outcomes:
                tell(outcome)
        return report

    def _attempted(self, attempt: Callable[[Transaction], ImportReport]) -> ImportReport:
        for _ in range(_ATTEMPTS):
            with suppress(_Outdated):
                return attempt(self._session.transaction)
        with self._session.transaction() as writer:
            return attempt(lambda: nullcontext(writer))

    def _prepare(
        self, staging: Staging, tally: ReportBuilder, progress: Progress | None
    ) -> tuple[ImportReport, bool]:
        """Take the rows beside the pad, except for those about people who asked to be forgotten."""
        session, plan, size = self._session, self._plan, self._sheet.size
        reader = self._reader()
        work = StagedWork(staging, signed(session.author, session.command))
        loader = _loader(session, work, plan, reader, tally)
        memory = SuppressionList(session.connection)
        is_forgotten = _sieve(memory, reader, plan.source)
        sieve = FilteredRows(self._rows, is_forgotten) if memory else None
        loader.load_rows(
            sieve or self._rows, lambda done: progress(done, size) if progress else None
        )
        if _state(self._path) != self._state:
            raise CouldNot(
                f"{clean(str(self._path))} changed while it was being read.", "Import it again."
            )
        report = replace(loader.report(), memory_lost=memory.is_blind)
        return sieve.counted(report) if sieve else report, loader.has_news()

    def _write(self, writer: UnitOfWork, staging: Staging, report: ImportReport) -> None:
        if staging.is_outdated():
            raise _Outdated
        take_over(self._session, writer, staging, self._path.name, report)
        if self._is_kept:
            mapping = Mapped(self._plan.source, self._plan.memory(self._sheet.header))
            remember(writer, header_key(self._sheet.header), mapping)

    def _refuse_damage(self) -> None:
        try:
            self._session.refuse_damage()
        except PadUnusable as error:
            damage = error.sentence.removesuffix(".")
            raise PadUnusable(f"{damage}, so nothing was imported.", error.hint) from None


def _loader(
    session: Session,
    work: StagedWork,
    plan: ReadPlan,
    reader: NativeParser | ForeignParser,
    tally: ReportBuilder,
) -> NativeLoader | ForeignLoader:
    if reader.is_own:
        from prefpad.importing.native.loader import NativeLoader

        return NativeLoader(session, work, reader, tally)
    from prefpad.importing.foreign.loader import ForeignLoader

    return ForeignLoader(session, work, reader, plan.source, plan.title, tally)


def _sieve(
    memory: SuppressionList, reader: NativeParser | ForeignParser, source: str
) -> IsForgotten:
    if reader.is_own:
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


class _RejectsFile:
    """The file for rejected rows, which is there once it is kept and has any.

    It has names and remarks in it, so only its owner may read it.

    Args:
        path: where it will be, or None if rejected rows go nowhere.
        header: the column names of the list.
    """

    def __init__(self, path: Path | None, header: Sequence[str]) -> None:
        self._path = path
        self._width = len(header)
        names = [fold(name) for name in header]
        self._reason_at = names.index(REASON) if REASON in names else None
        self._count = 0
        self._file: TextIO | None = None
        if path:
            with self._naming():
                self._part = path.with_name(f"{path.name}.part")
                self._part.unlink(missing_ok=True)
                descriptor = os.open(self._part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                self._file = os.fdopen(descriptor, "w", newline="", encoding="utf-8")
            self._rows = csv.writer(self._file, lineterminator="\n")
            self.add(header, REASON)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            with suppress(OSError):  # what no longer fits on the disk is not kept
                self._file.close()
            self._part.unlink(missing_ok=True)

    def add(self, cells: Sequence[str], reason: str) -> None:
        """Add a row with the reason why it was rejected."""
        if self._file:
            self._count += 1
            row = [*cells, *[""] * (self._width - len(cells))]
            if self._reason_at is not None and len(row) == self._width:
                del row[self._reason_at]
            with self._naming():
                self._rows.writerow([*row, reason])

    def keep(self) -> None:
        """Put the file where it will be."""
        if self._file and self._path and self._count > 1:
            with self._naming():
                self._file.close()
                self._part.replace(self._path)

    def _naming(self) -> AbstractContextManager[None]:
        return naming(clean(str(self._path)))


def _state(path: Path) -> tuple[int, int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0, 0
    return state.st_ino, state.st_size, state.st_mtime_ns
