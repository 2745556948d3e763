"""Staging a list as CSV, whatever it comes in: workbook, web page, address cards or calendar."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.memoize import pattern
from prefpad.importing.csv.records import WRITTEN_LINE_END, write_rows
from prefpad.importing.csv.sniff import encoding_of, failures_told, why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

_HEAD = 1 << 12
_CHUNK = 1 << 16
_ZIP = rb"PK\x03\x04.{26}"
_WORKBOOKS = [
    (first, pattern(beginning, re.DOTALL), what)
    for first, beginning, what in (
        (
            b"P",
            _ZIP
            + rb"mimetype(?:application/vnd\.oasis\.opendocument\.spreadsheet|(?!application/))",
            "an .ods spreadsheet",
        ),
        (
            b"P",
            _ZIP + rb"(?:\[Content_Types\]|_rels/|docProps/|xl/|customXml/)",
            "an Excel workbook",
        ),
        (b"\xd0", rb"\xd0\xcf\x11\xe0", "an old .xls workbook"),
    )
]
_BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and space
_MARKUP = pattern(
    rb"<(?:\?xml|!doctype\s+html|!--|(?:html|head|body|meta|table|style|div|workbook)\b)",
    re.IGNORECASE,
)
_DECLARED = pattern(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)


class ListFile(NamedTuple):
    """A list as a CSV file.

    Attributes:
        path: where it is.
        line_end: what alone ends a line, or empty for whatever may.
        sheet: which sheet of a workbook it is; else empty.
        other_sheets: the other sheets that a person sees in that workbook.
    """

    path: Path
    line_end: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


@contextmanager
def as_csv(path: Path, today: date, sheet: str | None = None) -> Iterator[ListFile]:
    """Yield a list as CSV: the file itself, or a private copy of its rows.

    A row of a copy stands on the line that has its number, and the copy has the file's name, so
    that errors name the file itself.

    Args:
        path: a file of any kind; any other is read as CSV.
        today: the day it is, around which the recurrences of a calendar are.
        sheet: the sheet of a workbook to read; None for the first that is shown and has a table.

    Raises:
        AskedWrongly: the file needs an extra that is not installed, is locked, or has no such sheet.
        CouldNot: it is missing, damaged or too large, or there is no room for the copy.
    """
    write = _writer(path, today, sheet)
    if write is None:
        if sheet is not None:
            raise AskedWrongly(f"{path.name} has no sheets.", "Leave out `sheet=`.")
        yield ListFile(path)
        return
    import tempfile

    try:
        folder = tempfile.TemporaryDirectory(prefix="prefpad-")
    except OSError as error:
        raise _no_room(path, error) from error
    with folder as name:
        copy = Path(name, path.name)
        try:
            copy.touch(mode=0o600)
            with copy.open("wb") as out:
                staged = write(out)
        except OSError as error:
            raise _no_room(path, error) from error
        yield staged._replace(path=copy, line_end=WRITTEN_LINE_END)


def _writer(path: Path, today: date, sheet: str | None) -> Callable[[IO[bytes]], ListFile] | None:
    """Return the function that writes the rows of a file, or None if it may be CSV."""
    if not path.is_file():
        return None
    with failures_told(path), path.open("rb") as file:
        head = file.read(_HEAD)
    for first, magic, what in _WORKBOOKS:
        if head[:1] in first and magic.match(head):
            _require("python_calamine", "excel", f"{path.name} is {what}")
            return partial(_stage_workbook, path, sheet)
    beginning = head.replace(b"\0", b"").lstrip(_BEFORE_TEXT)
    if beginning.startswith(b"<") and _MARKUP.match(beginning):
        rows = _rows_of_markup(path, beginning)
        return partial(_stage_rows, enumerate(rows, 1)) if rows else None
    if beginning[:11].upper() == b"BEGIN:VCARD":
        return partial(_stage_cards, path)
    if beginning[:15].upper() == b"BEGIN:VCALENDAR":
        _require("icalendar", "calendar", f"{path.name} is a calendar")
        return partial(_stage_bookings, path, today)
    return None


def _require(module: str, extra: str, what: str) -> None:
    """Refuse a file whose library is not installed.

    Raises:
        AskedWrongly: it is not.
    """
    if find_spec(module) is None:
        raise AskedWrongly(
            f"{what}, and what reads it is not installed.",
            f"Type pip install 'prefpad[{extra}]', or save the list as CSV.",
        )


def _stage_workbook(path: Path, sheet: str | None, out: IO[bytes]) -> ListFile:
    from prefpad.importing.files.workbook import write_workbook

    read = write_workbook(path, out, sheet)
    return ListFile(path, sheet=read.name, other_sheets=read.others)


def _stage_cards(path: Path, out: IO[bytes]) -> ListFile:
    from prefpad.importing.files.address_cards import COLUMNS, people_in

    with failures_told(path), path.open(encoding=_encoding(path), newline="") as text:
        return _stage_rows(chain([(1, list(COLUMNS))], people_in(text)), out)


def _stage_bookings(path: Path, today: date, out: IO[bytes]) -> ListFile:
    from prefpad.importing.files.calendar_events import COLUMNS, bookings_in

    with failures_told(path), path.open(encoding=_encoding(path), newline="") as text:
        return _stage_rows(chain([(1, list(COLUMNS))], bookings_in(text, today)), out)


def _stage_rows(rows: Iterable[tuple[int, list[str]]], out: IO[bytes]) -> ListFile:
    text = TextIOWrapper(out, "utf-8", newline="")
    write_rows(rows, text)
    text.detach()
    return ListFile(Path())


def _rows_of_markup(path: Path, head: bytes) -> list[list[str]]:
    """Return the rows of the list in a page; none if there is no list."""
    from prefpad.importing.files.html_table import list_in

    def read(encoding: str) -> list[list[str]]:
        with path.open(encoding=encoding) as text:
            return list_in(iter(partial(text.read, _CHUNK), ""))

    if declared := _DECLARED.search(head):
        try:
            return read(declared[1].decode())
        except (LookupError, UnicodeError):
            pass
    with failures_told(path):
        return read(_encoding(path))


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        return encoding_of(path, file, file.read(_HEAD))[0]


def _no_room(path: Path, error: OSError) -> CouldNot:
    return CouldNot(f"{path.name} could not be read as rows: {why(error)}.", "Make some room.")
