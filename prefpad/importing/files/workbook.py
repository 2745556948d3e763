"""The rows of a workbook (.xlsx, .xlsb, .xls, .ods), read in a process of its own.

A workbook is somebody else's archive: a few kilobytes of it can ask for more memory than there is.
So another process reads it, with bounds on memory and time; what happens to that process is told in
a sentence here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import named
from prefpad.importing.csv.records import write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet, CalamineWorkbook

    Value = int | float | str | bool | time | date | datetime | timedelta

MOST_MEMORY = 2 << 30
"""The bytes that reading a workbook may take."""

_MOST_SECONDS = 300
_MOST_EXACT = 1e15
"""Below this a spreadsheet keeps all digits of a number; above it some are lost, and it shows an E."""
_MOST_ABOVE = 20
_COLUMNS_OF_A_TABLE = _ROWS_OF_A_TABLE = 3
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ESCAPED_RETURN = "_x000D_"
_MOST_OF_A_MANIFEST = 1 << 20
_SAVE_AGAIN = "Open it in a spreadsheet, save it again or as CSV, and import that file."


class SheetsRead(NamedTuple):
    """Which sheet of a workbook was read, and the others that a person sees in it."""

    name: str
    others: tuple[str, ...]


class _Fault(Exception):
    """A workbook cannot be read; its text is a key of the sentences in `_told`."""


def write_workbook(
    path: Path, out: IO[bytes], sheet: str | None, *, most_memory: int = MOST_MEMORY
) -> SheetsRead:
    """Write the rows of one sheet as CSV, each on one line that has the number of its row.

    Args:
        path: the workbook.
        out: where the rows go.
        sheet: the name of the sheet; None for the first that is shown and has a table.
        most_memory: the bytes that reading may take.

    Raises:
        AskedWrongly: it is locked with a password, or has no such sheet, or no rows.
        CouldNot: it is damaged, or reading it takes too much memory or time.
    """
    command = [sys.executable, "-P", "-m", __name__, str(path), str(most_memory), sheet or ""]
    where = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    done = subprocess.run(  # noqa: S603 - this module, with the path of a file
        command,
        stdout=out,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": where, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    try:
        answer = json.loads(done.stderr.rpartition(b"\n")[2])
    except ValueError:
        raise CouldNot(
            f"{path.name} is damaged, or too large to be read as a workbook.", _SAVE_AGAIN
        ) from None
    if "fault" in answer:
        raise _told(path, answer["fault"], sheet, answer["sheets"])
    return SheetsRead(answer["name"], tuple(answer["others"]))


def _told(path: Path, fault: str, sheet: str | None, sheets: list[str]) -> AskedWrongly | CouldNot:
    match fault:
        case "locked":
            return AskedWrongly(
                f"{path.name} is locked with a password.",
                "Save a copy without the password, and import that file.",
            )
        case "no such sheet":
            return AskedWrongly(
                f"{path.name} has no sheet named {str(sheet)[:40]!r}.",
                f"Its sheets are {named(sheets)}.",
            )
        case "empty":
            return AskedWrongly(
                f"{path.name} has no sheet with rows.",
                "A customer list begins with its column names.",
            )
        case _:
            return CouldNot(f"{path.name} is damaged or not a workbook.", _SAVE_AGAIN)


def cell_text(value: Value) -> str:
    """Return the value of a cell as it would be typed: whole numbers without a point, days as ISO."""
    match value:
        case str():
            return value.replace(_ESCAPED_RETURN, "")
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < _MOST_EXACT:
            return str(int(value))
        case float():
            return f"{value:.15G}"
        case datetime():
            if value.time() == time():
                return value.date().isoformat()
            return value.isoformat(sep=" ", timespec="seconds").removesuffix(":00")
        case time():
            return value.isoformat(timespec="minutes")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(value)


def _main(file: str, most_memory: str, sheet: str) -> None:
    """Write the rows to stdout; to stderr, as json, which sheet they are from or what is wrong."""
    _set_bounds(int(most_memory))
    try:
        answer = _write_rows(Path(file), sheet)
    except _Fault as fault:
        answer = {"fault": fault.args[0], "sheets": fault.args[1] if fault.args[1:] else []}
    sys.stderr.write(f"\n{json.dumps(answer)}")


def _set_bounds(most_memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows, where only the separate process protects
        return
    for what, most in (
        (resource.RLIMIT_AS, most_memory),
        (resource.RLIMIT_CPU, _MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hardest = resource.getrlimit(what)
        least = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(what, (least, hardest))


def _write_rows(path: Path, wanted: str) -> dict[str, str | list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            sheet, others = _chosen(book, wanted)
            out = open(1, "w", newline="", encoding="utf-8", closefd=False)  # noqa: SIM115 - stdout
            with out:
                write_rows(_numbered_rows(sheet), out)
            return {"name": sheet.name, "others": others}
    except PasswordError:
        raise _Fault("locked") from None
    except (CalamineError, OSError, ValueError):
        raise _Fault("locked" if _is_locked(path) else "damaged") from None


def _is_locked(path: Path) -> bool:
    """Tell whether a workbook that cannot be read is encrypted, in the manner of Excel or of ODF."""
    import zipfile

    if _LOCKED in path.read_bytes():
        return True
    try:
        with zipfile.ZipFile(path) as book, book.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(_MOST_OF_A_MANIFEST)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, EOFError):
        return False


def _chosen(book: CalamineWorkbook, wanted: str) -> tuple[CalamineSheet, list[str]]:
    """Return the requested sheet, or the first with a table, and the names of the others.

    A note may come first: the table is on the first sheet with column names that are known, or else on
    the first with rows.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one.name for one in tables if one.visible == SheetVisibleEnum.Visible]
    if wanted:
        names = [one.name for one in tables if fold(one.name) == fold(wanted)]
        if not names:
            raise _Fault("no such sheet", shown)
    else:
        names = shown
    filled = (one for one in map(book.get_sheet_by_name, names) if one.height)
    first = next(filled, None)
    if first is None:
        raise _Fault("empty")
    tabular = filter(_has_a_table, chain([first], filled))
    sheet = next(tabular, first) if len(names) > 1 else first
    return sheet, [other for other in shown if other != sheet.name]


def _has_a_table(sheet: CalamineSheet) -> bool:
    """Tell whether a sheet may be a list: it has several columns, or names of columns near the top."""
    rows = (cells for _, cells in islice(_numbered_rows(sheet), _MOST_ABOVE))
    first = [[*filter(None, cells)] for cells in rows if any(cells)]
    if sum(len(cells) >= _COLUMNS_OF_A_TABLE for cells in first) >= _ROWS_OF_A_TABLE:
        return True
    from prefpad.importing.foreign.column_names import is_known
    from prefpad.importing.foreign.detect import is_header

    if any(is_header(cells, ()) for cells in first[:-1]):
        return True
    names = next((cells for cells in first if len(cells) > 1), first[0] if first else [])
    is_of_words = not any(map(str.isdigit, "".join(names)))
    is_title = len(names) == 1 and " " in names[0].strip()
    return is_of_words and not is_title and any(map(is_known, names))


def _numbered_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    above, before = sheet.start or (0, 0)
    for number, row in enumerate(sheet.iter_rows(), above + 1):
        yield number, [""] * before + [cell_text(value) if value != "" else "" for value in row]


if __name__ == "__main__":
    _main(*sys.argv[1:])
