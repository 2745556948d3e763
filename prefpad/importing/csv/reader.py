"""Reading a customer list: bytes to rows of text cells, in any layout that CSV comes in."""

from __future__ import annotations

import csv
from collections import deque
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from itertools import islice
from os import PathLike
from typing import TYPE_CHECKING, Protocol

from prefpad.domain.errors import CouldNot
from prefpad.domain.memoize import pattern
from prefpad.domain.record import Record
from prefpad.domain.validation import checked_path
from prefpad.importing.csv.cells import reaches_somebody
from prefpad.importing.csv.header import header_cells, is_blank, layout, names_in
from prefpad.importing.csv.records import StrayRecord, UnreadableRow, csv_reader, fault
from prefpad.importing.csv.sniff import (
    changed,
    encoding_of,
    failures_told,
    refuse_other_files,
    refuse_other_texts,
    size_of,
    why,
)

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO, TextIO

_CHUNK = 1 << 20
_HEAD = 1 << 12
_LINES_BETWEEN_PROGRESS = 1000
_DIGITS = pattern(r"\d+")
_AROUND_NAMES = '\ufeff"'  # where a file begins in the middle of another


class Rows(Protocol):
    """The rows of a file, which can be read again and again."""

    def rows(
        self, progress: Callable[[int], None] | None = None
    ) -> Iterator[tuple[int, list[str]] | UnreadableRow]:
        """Yield each row with its line, and tell `progress` the bytes read."""
        ...


class Sheet(Record):
    """A file of rows under one header.

    Attributes:
        header: the column names, stripped; those that are empty at its end are left out.
        header_line: the physical line on which the header begins, counted from 1; 0 if it has none.
        size: bytes in the file.
        path: where the file is.
        encoding: the codec it is read with.
        delimiter: the character between two cells.
        has_nul: whether a NUL character stands anywhere in it.
        band_line: the line of a row of merged cells over the header, which is not a row; or 0.
        names: what stands on the line of the header; cells merged downwards stand on the line above.
        is_header_said: whether somebody said where the header is, so that nothing above it is a row.
        line_end: what alone ends a line, or empty for whatever may.
    """

    header: tuple[str, ...]
    header_line: int
    size: int
    path: Path
    encoding: str
    delimiter: str
    has_nul: bool
    band_line: int
    names: tuple[str, ...]
    is_header_said: bool = False
    line_end: str = ""

    def rows(
        self, progress: Callable[[int], None] | None = None
    ) -> Iterator[tuple[int, list[str]] | UnreadableRow]:
        """Read the file again and yield its rows under the header, however many cells they have.

        Blank lines are left out. After a record that cannot be read, reading goes on: behind it,
        or behind the line on which its quote opened when that quote was never closed. What stands
        above the header and looks like a row, or repeats the header as where two files were put
        together, or a title above it as on each page of a report, is no row either, but told.

        Args:
            progress: told the bytes read so far about every thousand rows, and at the end.

        Yields:
            The physical line, counted from 1, on which a record begins, and its cells; or
            an Unread for a record that is no row, with the line where its open quote or it begins.

        Raises:
            CouldNot: the file vanished, changed or became unreadable.
        """
        with failures_told(self.path):
            file = self.path.open("rb")
        with file:
            lines = _Lines(self.path, TextIOWrapper(file, self.encoding, newline=self.line_end))
            above = lines.take(max(self.header_line - 1, 0))
            reader = csv_reader(lines, self.delimiter)
            header = self._header_again(reader) if self.header_line else [*self.header]
            if not self.is_header_said:
                yield from self._rows_above(above, len(header))
            titles = self._titles(above)
            line = (self.header_line or 1) + reader.line_num
            tell = progress or _nothing
            lines.held.clear()
            while True:
                line = yield from self._sound_rows(
                    reader, lines, line, header, titles, lambda: tell(file.tell())
                )
                if not line:
                    break
                problem, taken = fault(line, lines.held, self.delimiter)
                yield problem
                line += taken
                lines.put_back(taken)
                reader = csv_reader(lines, self.delimiter)
            tell(file.tell())

    def _header_again(self, reader: Reader) -> list[str]:
        try:
            cells: list[str] = next(reader, [])
        except csv.Error:
            cells = []
        if names_in(cells) != self.names:
            raise changed(self.path)
        return cells

    def _rows_above(self, above: list[str], width: int) -> Iterator[UnreadableRow]:
        """Yield the rows above the header that look like rows under it.

        One with gaps that reaches nobody is a title if it stands over merged cells or a blank line.
        """
        line, reader = 1, csv_reader(above, self.delimiter)
        has_titles = line < self.band_line or bool(above and is_blank(above[-1]))
        with suppress(csv.Error):
            for row in reader:
                filled = sum(map(bool, map(str.strip, row)))
                is_title = has_titles and filled < width and not any(map(reaches_somebody, row))
                if len(row) == width and filled > 1 and line != self.band_line and not is_title:
                    text = "".join(above[line - 1 : reader.line_num])
                    yield UnreadableRow(line, "The row is above the column names.", text)
                line = reader.line_num + 1

    def _titles(self, above: list[str]) -> frozenset[str]:
        """Return the titles above the header, which a report repeats on each page."""
        titles = set()
        with suppress(csv.Error):
            titles = {_as_title(row) for row in csv_reader(above, self.delimiter)}
        return frozenset(title for title in titles if any(map(str.isalpha, title)))

    def _repeats_header(self, row: list[str]) -> bool:
        return names_in([cell.strip(_AROUND_NAMES) for cell in row]) == self.names

    def _sound_rows(
        self,
        reader: Reader,
        lines: _Lines,
        line: int,
        header: list[str],
        titles: frozenset[str],
        tell: Callable[[], None],
    ) -> Generator[tuple[int, list[str]] | UnreadableRow, None, int]:
        """Yield rows up to a malformed record; return its line, or 0 at the end."""
        before = line - reader.line_num
        tell_at = line + _LINES_BETWEEN_PROGRESS
        width = len(header)
        one_column = width == 1
        named = len(self.header)
        drops_last = width > named
        last_name = header[named - 1] if self.header_line else "\0"
        has_nul = self.has_nul
        let_go = lines.held.clear
        try:
            for row in reader:
                if len(row) > 1 or (row and (one_column or row[0].strip())):
                    if has_nul and any("\0" in cell for cell in row):
                        yield UnreadableRow(
                            line, "A cell contains a NUL character.", "".join(lines.held)
                        )
                    else:
                        if drops_last and len(row) == width and not any(row[named:]):
                            del row[named:]
                        if last_name in row[-1] and self._repeats_header(row):
                            text = "".join(lines.held)
                            yield StrayRecord(line, "The row repeats the column names.", text)
                        elif titles and _as_title(row) in titles:
                            text = "".join(lines.held)
                            yield StrayRecord(
                                line, "The row repeats a title above the column names.", text
                            )
                        else:
                            yield line, row
                let_go()
                line = before + reader.line_num
                if line >= tell_at:
                    tell_at = line + _LINES_BETWEEN_PROGRESS
                    tell()
        except csv.Error:
            return line
        return 0


def _as_title(row: list[str]) -> str:
    """Return what a record says without the number of a page in it."""
    return _DIGITS.sub("", " ".join(" ".join(row).split()))


class _Lines:
    """The physical lines of a file; `held` are those of the current record."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self.held: list[str] = []
        self._again: deque[str] = deque()
        self._path = path
        self._file = file

    def __iter__(self) -> Iterator[str]:
        hold = self.held.append
        with failures_told(self._path):
            while self._again:
                hold(self._again[0])
                yield self._again.popleft()
            for text in self._file:
                hold(text)
                yield text

    def take(self, count: int) -> list[str]:
        """Return the next `count` lines and keep none of them."""
        taken = list(islice(self, count))
        self.held.clear()
        return taken

    def put_back(self, taken: int) -> None:
        """Let go of the first lines of the record, and read the others again."""
        self._again.extendleft(reversed(self.held[taken:]))
        self.held.clear()


def _nothing(_: int) -> None:
    pass


def open_sheet(
    path: Path,
    is_header: Callable[[Sequence[str]], bool] | None = None,
    header_line: int = 0,
    line_end: str = "",
) -> Sheet:
    """Detect the encoding and layout of a file, and read its header.

    Args:
        path: a CSV file in UTF-8, UTF-16 or Windows-1252, delimited by commas, semicolons, tabs
            or bars.
        is_header: whether cells are column names that it knows; then the header is the first of
            the first twenty records of which it says so, wherever there is one.
        header_line: the line on which the header begins, if that is said.
        line_end: what alone ends a line, or empty for whatever may.

    Raises:
        CouldNot: there is no such file, or it cannot be read.
        AskedWrongly: it is empty or no CSV.
    """
    with failures_told(path):
        size = size_of(path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
            refuse_other_files(path, head)
            encoding, has_nul = encoding_of(path, file, head)
        with path.open(newline=line_end, encoding=encoding) as text:
            refuse_other_texts(path, text.read(_HEAD))
            text.seek(0)
            found = layout(path, text, is_header, header_line)
            text.seek(0)
            begins = max(found.header_line - 1, 0)
            cells = header_cells(path, islice(text, begins, None), found.delimiter, begins + 1)
    names = names_in(cells) if found.header_line else ()
    return Sheet(
        found.header or names,
        found.header_line,
        size,
        path,
        encoding,
        found.delimiter,
        has_nul,
        found.band_line,
        names,
        bool(header_line),
        line_end,
    )


@contextmanager
def on_disk(source: Path | str | BinaryIO) -> Iterator[Path]:
    """Yield the path of a file, or of a private copy of a stream.

    Raises:
        AskedWrongly: it is neither.
        CouldNot: the stream cannot be read, or there is no room for the copy.
    """
    if isinstance(source, str | PathLike) or not hasattr(source, "read"):
        yield checked_path(source)
    else:
        with spooled(source) as copy:
            yield copy


@contextmanager
def spooled(stream: BinaryIO) -> Iterator[Path]:
    """Copy a stream into a private file that can be read twice, and remove it afterwards.

    Args:
        stream: bytes, read to their end.

    Yields:
        The path of the copy, which only its owner can read.

    Raises:
        CouldNot: the stream cannot be read, or there is no room for the copy.
    """
    import shutil
    import tempfile
    from pathlib import Path

    # A file named stdin, in a folder of its own, so that errors which name the file make sense.
    try:
        folder = tempfile.TemporaryDirectory(prefix="prefpad-")
    except OSError as error:
        raise _not_kept(error) from error
    with folder as name:
        copy = Path(name, "stdin")
        try:
            copy.touch(mode=0o600)
            with copy.open("wb") as file:
                shutil.copyfileobj(stream, file, _CHUNK)
        except (OSError, ValueError) as error:
            raise _not_kept(error) from error
        yield copy


def _not_kept(error: OSError | ValueError) -> CouldNot:
    return CouldNot(
        f"Standard input could not be copied: {why(error)}.",
        "Save it in a file, and import that.",
    )
