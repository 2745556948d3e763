"""Filling the pad from a customer list: find the customers, add what is new, report."""

from __future__ import annotations

import csv
import gc
import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from prefpad.archive.json_stream import is_export
from prefpad.archive.load import load_archive
from prefpad.domain.errors import AskedWrongly, CouldNot, PadUnusable
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import named
from prefpad.importing.bulk_load import import_pragmas, is_sound
from prefpad.importing.csv.ordering import FileOrder
from prefpad.importing.csv.reader import open_sheet, spooled
from prefpad.importing.foreign.detect import header_key, is_header, planned
from prefpad.importing.foreign.fields import home_named
from prefpad.importing.foreign.loader import ForeignLoader
from prefpad.importing.foreign.parser import ForeignParser
from prefpad.importing.foreign.saved_mappings import Mapped, remember, remembered
from prefpad.importing.native.columns import REASON
from prefpad.importing.native.loader import NativeLoader
from prefpad.importing.native.parser import NativeParser
from prefpad.importing.suppression_filter import known_by, known_in, sifted
from prefpad.importing.tallying import ReportBuilder
from prefpad.privacy.suppression import SuppressionList

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from typing import BinaryIO

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.dates import DateOrder
    from prefpad.importing.csv.reader import Sheet
    from prefpad.importing.foreign.detect import ReadPlan
    from prefpad.importing.report import ImportReport
    from prefpad.importing.suppression_filter import IsForgotten
    from prefpad.importing.tallying import Reject, Tell
    from prefpad.notes.consent_gate import ConsentGate
    from prefpad.notes.repository import Notes
    from prefpad.notes.sensitive import Sensitivity

    Progress = Callable[[int, int], None]

_MANY_BYTES = 1_000_000  # about 10,000 rows


class Target(NamedTuple):
    """What an import needs of an open pad.

    Attributes:
        path: the file of the pad.
        connection, notes: the pad and its notes.
        write: opens the one transaction.
        today: the day it is.
        order: how the pad's owner writes days.
        judge: tells what a remark speaks of.
        gate: holds up notes that wait for consent; None in a pad that does not require it.
    """

    path: Path
    connection: sqlite3.Connection
    notes: Notes
    write: Callable[[], AbstractContextManager[UnitOfWork]]
    today: date
    order: DateOrder | None
    judge: Callable[[str], Sensitivity]
    gate: ConsentGate | None = None


class Wishes(NamedTuple):
    """How a file is to be imported; `Pad.import_file` says what each means."""

    dry_run: bool = False
    skip_bad: bool = False
    rejects: Path | None = None
    progress: Progress | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    date_order: DateOrder | None = None
    consent: str | None = None
    told: bool = False
    tell: Tell | None = None


def import_list(pad: Target, source: Path | str | BinaryIO, wishes: Wishes) -> ImportReport:
    """Import a list of customers; see `Pad.import_file`.

    The file is read once, in one transaction that a dry run and, unless `skip_bad`, a rejected row
    roll back: a reading before it would find most faults without the lock, but not those that only
    show against the pad, and take an eighth of the time.
    """
    if not isinstance(source, str | Path):
        with spooled(source) as copy:
            return import_list(pad, copy, wishes)
    path = Path(source)
    if is_export(path):
        return load_archive(pad, path, dry_run=wishes.dry_run, progress=wishes.progress or _nothing)
    sheet, plan = detect_list(pad, path, wishes)
    if plan.names_nobody:
        raise AskedWrongly(
            f"No column of {path.name} says whom a row is about: {named(sheet.header)}.",
            'Say which does, as in --map "Column=name".',
        )
    state = _state(path)
    tell = wishes.progress or _nothing
    kept = wishes.rejects if wishes.skip_bad and not wishes.dry_run else None
    with import_pragmas(pad.connection), _garbage_left():
        if sheet.size > _MANY_BYTES and not is_sound(pad.connection):
            raise PadUnusable(
                f"{clean(str(pad.path))} is damaged, so nothing was imported.",
                "Keep a copy of it and go back to your last backup.",
            )
        with pad.write() as writer, _rejects(kept, sheet) as reject:
            reader = _reader(pad, sheet, plan, wishes)
            taker = _taker(pad, writer, plan, reader, ReportBuilder(reject, wishes.tell))
            memory = SuppressionList(pad.connection)
            sieve = sifted(sheet, _sieve(memory, reader, plan.source)) if memory else None
            taker.load_rows(sieve or sheet, lambda done: tell(done, sheet.size))
            if _state(path) != state:
                raise CouldNot(
                    f"{clean(str(path))} changed while it was being read.", "Import it again."
                )
            report = replace(taker.report(), memory_lost=memory.is_blind)
            if sieve:
                report = sieve.counted(report)
            good = wishes.skip_bad or not report.rejected
            writer.keep = not wishes.dry_run and good and taker.has_news()
            if writer.keep:
                taker.finish(path.name, report)
                if not plan.is_own and (wishes.columns or not plan.is_known):
                    mapping = Mapped(plan.source, plan.memory(sheet.header))
                    remember(writer, header_key(sheet.header), mapping)
    return report


def detect_list(pad: Target, path: Path, wishes: Wishes) -> tuple[Sheet, ReadPlan]:
    """Find out how a file is written and how its columns are to be read.

    Raises:
        CouldNot, AskedWrongly: it cannot be read, or is no list of customers.
    """
    known = remembered(pad.connection)
    sheet = open_sheet(path, lambda cells: is_header(cells, known))
    wanted = {name: home_named(home) for name, home in wishes.columns.items()}
    return sheet, planned(sheet.header, path.name, wanted, known)


def _reader(
    pad: Target, sheet: Sheet, plan: ReadPlan, wishes: Wishes
) -> NativeParser | ForeignParser:
    order = FileOrder(sheet, plan.day_columns, wishes.date_order or pad.order)
    if plan.is_own:
        return NativeParser(sheet.header, pad.today, order, pad.judge)
    return ForeignParser(
        sheet.header,
        plan.homes,
        pad.today,
        order,
        several=plan.several,
        consent=wishes.consent or plan.consent,
        told=wishes.told,
        judge=pad.judge,
    )


def _taker(
    pad: Target,
    writer: UnitOfWork,
    plan: ReadPlan,
    reader: NativeParser | ForeignParser,
    tally: ReportBuilder,
) -> NativeLoader | ForeignLoader:
    if isinstance(reader, NativeParser):
        return NativeLoader(writer, pad.notes, reader, pad.today, tally, pad.gate)
    return ForeignLoader(
        writer, pad.notes, reader, plan.source, plan.title, pad.today, tally, pad.gate
    )


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


def _nothing(_: int, __: int) -> None:
    pass


def _state(path: Path) -> tuple[int, int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0, 0
    return state.st_ino, state.st_size, state.st_mtime_ns
