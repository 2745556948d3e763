"""Filling an empty pad from a json export, each value checked, all in one transaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from prefpad.archive.codecs import InvalidValue, shown
from prefpad.archive.json_stream import members
from prefpad.archive.load_rows import ArchiveLoader, RowConflict, is_empty
from prefpad.archive.schema import (
    CUSTOMERS,
    FORGOTTEN,
    NEXT,
    OF_A_CUSTOMER,
    OF_THE_PAD,
    SETTINGS,
    VERSION,
)
from prefpad.domain.errors import AskedWrongly, CouldNot, RowsRejected
from prefpad.domain.normalize import name_key
from prefpad.domain.record import replace
from prefpad.domain.vocabulary import ARCHIVE, NAMED_FIELDS
from prefpad.importing.bulk_rows import import_pragmas
from prefpad.importing.foreign.detect import OWN
from prefpad.importing.report import ImportReport, Preview
from prefpad.privacy.suppression import SuppressionList

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection
    from pathlib import Path

    from prefpad.archive.json_stream import Member
    from prefpad.archive.load_rows import Place
    from prefpad.archive.schema import Row, TableSchema
    from prefpad.domain.setting import Registry
    from prefpad.session import Session

_VERSION_KEY = "prefpad"
_PARTS_OF_THE_PAD = {part.name: part for part in OF_THE_PAD}
_LISTS = {part.name: part for part in OF_A_CUSTOMER}
_MARK = re.compile("[0-9a-f]{32}")
_MEND = "Fix it there (counting starts at 0), or export the pad again."


def load_archive(
    session: Session,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Import a json export into a pad without customers; see `Pad.import_file`.

    Returns:
        As many customers read and created.

    Raises:
        AskedWrongly: it is not sound json, or no export that this program reads.
        RowsRejected: a row that cannot be taken; nothing was written.
        CouldNot: the pad has customers, or the file cannot be read.
    """
    size = path.stat().st_size
    with import_pragmas(session.connection), session.transaction() as writer:
        if not is_empty(session.connection):
            raise CouldNot(
                f"{path.name} is the export of a pad, and this pad has customers already.",
                "Make a new pad with `Pad.make(FILE)`, and import it there with `path=FILE`.",
            )
        reader = _ArchiveReader(path.name, ArchiveLoader(session, writer), session.registry)
        try:
            for member in members(
                path, CUSTOMERS.name, lambda done: progress(done, size) if progress else None
            ):
                reader.take(member)
            report = _with_memory(reader.finish(), session.connection)
        except RowConflict as clash:
            raise _rejected(clash.place, "", "another row has its number, name or day") from clash
        writer.keep = not dry_run
    return report


def preview_archive() -> Preview:
    """Return how a json export would be read: whole."""
    return Preview(OWN, OWN, is_known=True, columns=(), names_nobody=False, doubtful_day="")


class _ArchiveReader:
    """Reads an export into the pad.

    Attributes:
        customers: how many were taken.
    """

    def __init__(self, file: str, into: ArchiveLoader, registry: Registry) -> None:
        self._registry = registry
        self.customers = 0
        self._file = file
        self._into = into
        self._is_known = False
        self._has_customers = False
        self._following: dict[str, int] = {}

    def take(self, member: Member) -> None:
        name, place, value = member
        if not self._is_known:
            self._accept(name, value)
        elif place is not None:
            self._customer(place, value)
        elif name == CUSTOMERS.name:
            self._has_customers = True
            _list_of_rows((-1, name, -1), value)
        elif name == NEXT.name:
            row = _row(NEXT, value, (-1, name, -1))
            self._following = {table: int(number or 1) for table, number in row.items()}
        elif name == FORGOTTEN:
            self._into.forgotten(
                _mark(one, (-1, name, at))
                for at, one in enumerate(_list_of_rows((-1, name, -1), value))
            )
        elif part := _PARTS_OF_THE_PAD.get(name):
            for at, row in enumerate(_list_of_rows((-1, name, -1), value)):
                self._of_the_pad(part, row, (-1, name, at))
        else:
            raise AskedWrongly(
                f"{self._file} has {shown(name)}, which is not part of an export.", "Take it out."
            )

    def _of_the_pad(self, part: TableSchema, facts: Any, place: Place) -> None:
        row = _row(part, facts, place)
        if part is not SETTINGS:
            self._into.of_the_pad(part.table, place, row)
            return
        name, text = str(row["name"]), str(row["value"])
        try:
            setting = self._registry.named(name)
            setting.read(text)
        except AskedWrongly as error:
            _reject(place, "", error.sentence.rstrip("."))
        self._into.setting(setting, text)

    def finish(self) -> ImportReport:
        if not self._has_customers:
            raise AskedWrongly(f"{self._file} has no list of customers.", "Export the pad again.")
        self._into.flush()
        if name := self._into.dangling(OF_THE_PAD):
            raise RowsRejected(f"{name} names a customer who is not there.", _MEND)
        report = ImportReport(
            self.customers, self.customers, 0, 0, 0, [], source=ARCHIVE, customers=self.customers
        )
        alerts = self._into.finish(self._file, report, self._following)
        return replace(report, alerts=alerts)

    def _accept(self, name: str, version: Any) -> None:
        if name != _VERSION_KEY or type(version) is not int or version < 1:
            raise AskedWrongly(
                f"{self._file} is not an export: it gives {shown(version)} as its version.",
                f"This program reads version {VERSION}.",
            )
        if version > VERSION:
            raise AskedWrongly(
                f"{self._file} was written by a newer prefpad.", "Upgrade prefpad on this machine."
            )
        self._is_known = True

    def _customer(self, at: int, value: Any) -> None:
        place = (at, "", -1)
        row = _row(CUSTOMERS, value, place, also=_LISTS)
        for field in NAMED_FIELDS:
            if row[field] is not None and not name_key(str(row[field])):
                _reject(place, field, f"{shown(row[field])} has no letter or digit")
        self._into.customer(place, row)
        numbers: dict[str, set[Any]] = {}
        for part in OF_A_CUSTOMER:
            known = numbers[part.name] = set()
            rows = _list_of_rows((at, part.name, -1), value.get(part.name, []))
            for within, facts in enumerate(rows):
                place = (at, part.name, within)
                theirs = _row(part, facts, place)
                _refuse_strangers(part, theirs, numbers, place)
                known.add(theirs.get("number"))
                self._into.of_a_customer(part.table, place, {**theirs, "customer": row["number"]})
        self.customers += 1
        self._into.flush_if_many()


def _row(part: TableSchema, facts: Any, place: Place, also: Collection[str] = ()) -> Row:
    if not isinstance(facts, dict):
        _reject(place, "", "it is not an object in braces")
    row: Row = {}
    known = 0
    for field in part.fields:
        value = facts.get(field.name)
        known += field.name in facts
        if value is None:
            if field.needed:
                _reject(place, field.name, "it is missing")
            row[field.stored] = field.otherwise
            continue
        try:
            row[field.stored] = field.sort.read(value)
        except InvalidValue as why:
            _reject(place, field.name, str(why))
    if known < len(facts):
        names = {field.name for field in part.fields}
        for name in facts:
            if name not in names and name not in also:
                _reject(place, "", f"it has {shown(name)}, which is not part of an export")
    try:
        row |= part.derived(row)
    except InvalidValue as why:
        _reject(place, "", str(why))
    return row


def _refuse_strangers(
    part: TableSchema, row: Row, numbers: dict[str, set[Any]], place: Place
) -> None:
    for field in part.fields:
        number = row[field.stored] if field.refers else None
        if number is not None and number not in numbers[field.refers]:
            _reject(
                place,
                field.name,
                f"{number} is not one of this customer's {field.refers} before it",
            )


def _mark(value: Any, place: Place) -> str:
    if not isinstance(value, str) or not _MARK.fullmatch(value):
        _reject(place, "", f"{shown(value)} is not the mark of somebody who was forgotten")
    return value


def _with_memory(report: ImportReport, connection: sqlite3.Connection) -> ImportReport:
    """Add to a report whether the pad still knows who asked to be forgotten."""
    memory = SuppressionList(connection)
    return replace(report, memory_lost=memory.is_blind, memory_elsewhere=memory.is_elsewhere)


def _list_of_rows(place: Place, value: Any) -> list[Any]:
    if not isinstance(value, list):
        _reject(place, "", "it is not a list in brackets")
    return value


def _reject(place: Place, field: str, why: str) -> NoReturn:
    raise _rejected(place, field, why)


def _rejected(place: Place, field: str, why: str) -> RowsRejected:
    customer, rows, within = place
    where = f"{CUSTOMERS.name}[{customer}]" if customer >= 0 else ""
    for name, at in ((rows, within), (field, -1)):
        if name:
            where += f"{'.' if where else ''}{name}{f'[{at}]' if at >= 0 else ''}"
    return RowsRejected(f"{where}: {why}, so nothing was written.", _MEND)
