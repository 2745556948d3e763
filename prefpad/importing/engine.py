"""The way of a list into the pad: its rows are matched beside it, and then written at once.

Others read and write while rows are judged and matched, and wait for one short transaction. What
they have changed meanwhile may change what was matched: then the rows about those whom it concerns
are matched again, or all rows if it may concern all, at last while nobody else may write. A dry run
goes the same way except for that transaction.
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
from prefpad.domain.record import Record, replace
from prefpad.domain.sanitize import clean
from prefpad.importing.bulk_rows import import_pragmas, take_over
from prefpad.importing.foreign.detect import header_key
from prefpad.importing.foreign.repository import Mapped, remember, remembered
from prefpad.importing.native.layout import REASON
from prefpad.importing.report import ReportBuilder
from prefpad.importing.staging_rows import Outdated, StagedWork, Staging
from prefpad.importing.suppression_filter import FilteredRows, known_by, known_in
from prefpad.privacy.suppression import SuppressionList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import TextIO

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.importing.csv.reader import Rows, Sheet
    from prefpad.importing.csv.records import UnreadableRow
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


class PlanOutdated(Exception):
    """Another terminal has changed how lists with these columns are read."""


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

        Raises:
            PlanOutdated: others have changed meanwhile how it is read.
            CouldNot: it changed while it was being read.
            PadUnusable: the pad is damaged.
        """
        outcomes: list[RowOutcome] = []

        def attempt(transaction: Transaction) -> ImportReport:
            outcomes.clear()
            staging = Staging(self._session.connection)
            with _RejectsFile(self._rejects, self._sheet.header) as rejects:
                tally = ReportBuilder(rejects.add, outcomes.append if tell else None)
                matching = Matching(
                    self._session, staging, self._rows, self._plan, self._reader, tally
                )
                matching.load(lambda done: progress(done, self._sheet.size) if progress else None)
                self._refuse_another_file()

                def is_good(report: ImportReport) -> bool:
                    return staging.has_news() and (skip_bad or not report.rejected)

                def settle(work: UnitOfWork | None) -> ImportReport:
                    report = matching.finish()
                    if work and is_good(report):
                        self._take_over(work, staging, report)
                    rejects.keep()
                    return report

                if dry_run or not is_good(matching.report()):
                    return settle(None)
                return self._write(matching, staging, transaction, settle)

        with import_pragmas(self._session.connection), _garbage_left():
            report = self._attempted(attempt)
        if tell:
            for outcome in outcomes:
                tell(outcome)
        return report

    def _attempted(self, attempt: Callable[[Transaction], ImportReport]) -> ImportReport:
        for _ in range(_ATTEMPTS):
            with suppress(Outdated):
                return attempt(self._session.transaction)
        with self._session.transaction() as writer:
            return attempt(lambda: nullcontext(writer))

    def _write(
        self,
        matching: Matching,
        staging: Staging,
        transaction: Transaction,
        settle: Callable[[UnitOfWork], ImportReport],
    ) -> ImportReport:
        """Take the rows over, once those whom others have changed meanwhile are matched again.

        Raises:
            Outdated: these may be all.
        """
        if self._sheet.size > LONG_LIST:
            self._refuse_damage()
        for _ in range(_ATTEMPTS):
            with transaction() as work:
                concerned = staging.concerned()
                if not concerned:
                    return settle(work)
            self._match_again(matching, concerned)
        with transaction() as work:
            self._match_again(matching, staging.concerned())
            return settle(work)

    def _match_again(self, matching: Matching, concerned: frozenset[int]) -> None:
        matching.match_again(concerned)
        self._refuse_another_file()

    def _refuse_another_file(self) -> None:
        if _state(self._path) != self._state:
            raise CouldNot(
                f"{clean(str(self._path))} changed while it was being read.", "Import it again."
            )

    def _take_over(self, writer: UnitOfWork, staging: Staging, report: ImportReport) -> None:
        if not self._plan.is_own:
            saved = remembered(self._session.connection).get(header_key(self._sheet.header))
            if saved != self._plan.saved:
                raise PlanOutdated
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


class Matching:
    """The rows of a list and whom they are about, worked out beside the pad.

    Rows about people who asked to be forgotten are left out.

    Args:
        session: the open pad.
        staging: where what they bring is kept.
        rows: the rows.
        plan: how its columns are read.
        reader: makes what reads them, and what reads whom to leave out, which counts nothing.
        tally: counts what comes of them.
    """

    def __init__(
        self,
        session: Session,
        staging: Staging,
        rows: Rows,
        plan: ReadPlan,
        reader: Callable[[], Reader],
        tally: ReportBuilder,
    ) -> None:
        self._staging = staging
        self._tally = tally
        work = StagedWork(staging, signed(session.author, session.command))
        self._loader = _loader(session, work, plan, reader(), tally)
        self._memory = SuppressionList(session.connection)
        self._sieve: FilteredRows | None = None
        if self._memory:
            self._sieve = FilteredRows(rows, _sieve(self._memory, reader(), plan.source))
        self._rows = self._sieve or rows

    def load(self, progress: Callable[[int], None]) -> None:
        """Match every row; `progress` is told the bytes read."""
        self._loader.load_rows(self._rows, progress)

    def match_again(self, concerned: frozenset[int]) -> None:
        """Match the rows about some customers again.

        Raises:
            Outdated: what came of them cannot be told from what came of others.
        """
        if not concerned:
            return
        if not self._tally.can_take_back():
            raise Outdated
        notes = self._staging.take_back(concerned)
        places = frozenset(self._tally.take_back(concerned, notes))
        self._loader.load_again(ChosenRows(self._rows, places))

    def report(self) -> ImportReport:
        """Return what came of the rows so far."""
        report = replace(self._loader.report(), memory_lost=self._memory.is_blind)
        return self._sieve.counted(report) if self._sieve else report

    def finish(self) -> ImportReport:
        """Return what came of the rows, and forget their customers before the pad needs the memory."""
        report = self.report()
        del self._loader
        return report


class ChosenRows(Record):
    """Some rows of a list, by their places, counted from 0."""

    all: Rows
    places: frozenset[int]

    def rows(
        self, progress: Callable[[int], None] | None = None
    ) -> Iterator[tuple[int, list[str]] | UnreadableRow]:
        """Read the list and yield these rows."""
        for place, found in enumerate(self.all.rows(progress)):
            if place in self.places:
                yield found


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
    """Collect no garbage for a while: rows make no cycles, and the search takes a fifth of the time."""
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
