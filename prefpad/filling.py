"""Filling the pad from a customer list: find the customers, add what is new, report."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad.core.clean import clean
from prefpad.core.errors import CouldNot, PadUnusable
from prefpad.core.names import fold
from prefpad.sources.own import REASON, Layout
from prefpad.sources.reading import open_sheet, spooled
from prefpad.store.bulk import is_sound, roomy
from prefpad.taking import Taker

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from typing import BinaryIO

    from prefpad.core.dates import DateOrder
    from prefpad.core.imports import ImportReport
    from prefpad.sources.reading import Sheet
    from prefpad.store.notes import Notes
    from prefpad.store.writing import Writer
    from prefpad.taking import Reject

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
    """

    path: Path
    connection: sqlite3.Connection
    notes: Notes
    write: Callable[[], AbstractContextManager[Writer]]
    today: date
    order: DateOrder | None


def fill(
    pad: Target,
    source: Path | str | BinaryIO,
    *,
    dry_run: bool,
    skip_bad: bool,
    rejects: Path | None,
    progress: Progress | None,
) -> ImportReport:
    """Import a customer list in our own layout; see `Pad.import_file`.

    The file is read once, in one transaction that a dry run and, unless `skip_bad`, a rejected row
    roll back: a reading before it would find most faults without the lock, but not those that only
    show against the pad, and take an eighth of the time.
    """
    if not isinstance(source, str | Path):
        with spooled(source) as copy:
            return fill(
                pad,
                copy,
                dry_run=dry_run,
                skip_bad=skip_bad,
                rejects=rejects,
                progress=progress,
            )
    path = Path(source)
    sheet = open_sheet(path)
    layout = Layout(sheet.header, pad.today, pad.order)
    state = _state(path)
    tell = progress or _nothing
    kept = rejects if skip_bad and not dry_run else None
    with roomy(pad.connection):
        if sheet.size > _MANY_BYTES and not is_sound(pad.connection):
            raise PadUnusable(
                f"{clean(str(pad.path))} is damaged, so nothing was imported.",
                "Keep a copy of it and go back to your last backup.",
            )
        with pad.write() as writer, _rejects(kept, sheet) as reject:
            taker = Taker(writer, pad.notes, layout, pad.today, reject)
            taker.take_all(sheet, lambda done: tell(done, sheet.size))
            if _state(path) != state:
                raise CouldNot(
                    f"{clean(str(path))} changed while it was being read.", "Import it again."
                )
            report = taker.report()
            writer.keep = not dry_run and (skip_bad or not report.rejected) and taker.has_news()
            if writer.keep:
                taker.finish(path.name, report)
    return report


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
