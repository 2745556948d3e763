"""Bytes of a customer list to rows of text cells, in any layout that CSV comes in."""

from __future__ import annotations

import codecs
import csv
import re
import stat
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.core.errors import AskedWrongly, CouldNot
from prefpad.core.names import fold
from prefpad.core.records import Problem

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO, TextIO

LONGEST_CELL = 1 << 24
"""Characters in the longest cell that is read; past it a quote was surely left open."""

_CHUNK = 1 << 20
_HEAD = 1 << 12
_LONGEST_HEADER = 200
_LINES_BETWEEN_PROGRESS = 1000

_SAVE_AS_CSV = "Save it as CSV in the program that wrote it, and import that file."
_UNPACK = "Unpack it first, and import the CSV file in it."
_OTHER_FILES = (
    (b"PK\x03\x04", "an .xlsx workbook or another zip file", _SAVE_AS_CSV),
    (b"PK\x05\x06", "an empty zip file", ""),
    (b"\xd0\xcf\x11\xe0", "an old .xls workbook or another Office file", _SAVE_AS_CSV),
    (b"%PDF", "a PDF", _SAVE_AS_CSV),
    (b"SQLite format 3\0", "an SQLite file", _SAVE_AS_CSV),
    (b"\x1f\x8b", "a gzip file", _UNPACK),
)
_OTHER_TEXTS = (
    (
        re.compile(r"<(?:!|\?xml|(?:html|head|body|meta|table)\b)", re.IGNORECASE),
        "HTML or XML",
    ),
    (re.compile(r'\{\s*["}]|\[\s*["{\[\]]'), "JSON"),
    (re.compile(r"BEGIN:VCARD", re.IGNORECASE), "vCard"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_BYTES = frozenset(b"\t\r\n" + bytes(range(0x20, 0x7F)))

_LINE_END = re.compile(r"\r\n?|\n")
_SEPARATOR_LINE = re.compile(r'("?)sep=([^\w"\x00-\x08\x0a-\x1f])\1', re.IGNORECASE)
_BLANK = re.compile(r'[\s;,"]*')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED = r'"[^"]*+(?:""[^"]*+)*+"'
_QUOTED_OR_OPEN = re.compile(_QUOTED + "?")
_QUOTED_CELL = re.compile(rf"(^|[\t;,\r\n]){_QUOTED}")


@dataclass(frozen=True)
class Sheet:
    """A file of rows under one header.

    Attributes:
        header: the column names, stripped; a last one that is empty is left out.
        header_line: the physical line on which the header begins, counted from 1.
        size: bytes in the file.
        path: where the file is.
        encoding: the codec it is read with.
        delimiter: the character between two cells.
        has_nul: whether a NUL character stands anywhere in it.
    """

    header: tuple[str, ...]
    header_line: int
    size: int
    path: Path
    encoding: str
    delimiter: str
    has_nul: bool

    def rows(
        self, progress: Callable[[int], None] | None = None
    ) -> Iterator[tuple[int, list[str]] | Problem]:
        """Read the file anew and yield its rows under the header, however many cells they have.

        Blank lines are left out. After a record that cannot be read, reading goes on: behind it,
        or behind the line on which its quote opened when that quote was never closed.

        Args:
            progress: told the bytes read so far about every thousand rows, and at the end.

        Yields:
            The physical line, counted from 1, on which a record begins, and its cells; or
            a Problem for a record that cannot be read, with the line where its quote opened.

        Raises:
            CouldNot: the file vanished, changed or became unreadable.
        """
        with _failures_told(self.path):
            file = self.path.open("rb")
        with file:
            lines = _Lines(self.path, TextIOWrapper(file, self.encoding, newline=""))
            lines.skip(self.header_line - 1)
            reader = _csv_reader(lines, self.delimiter)
            width = len(self._header_again(reader))
            line = self.header_line + reader.line_num
            tell = progress or _nothing
            lines.held.clear()
            while True:
                line = yield from self._sound_rows(
                    reader, lines, line, width, lambda: tell(file.tell())
                )
                if not line:
                    break
                problem, taken = _fault(line, lines.held, self.delimiter)
                yield problem
                line += taken
                lines.put_back(taken)
                reader = _csv_reader(lines, self.delimiter)
            tell(file.tell())

    def _header_again(self, reader: Reader) -> list[str]:
        try:
            cells: list[str] = next(reader, [])
        except csv.Error:
            cells = []
        if _names(cells) != self.header:
            raise _changed(self.path)
        return cells

    def _sound_rows(
        self, reader: Reader, lines: _Lines, line: int, width: int, tell: Callable[[], None]
    ) -> Generator[tuple[int, list[str]] | Problem, None, int]:
        """Yield rows up to a record that cannot be read; return its line, or 0 at the end."""
        before = line - reader.line_num
        tell_at = line + _LINES_BETWEEN_PROGRESS
        one_column = width == 1
        drops_last = width > len(self.header)
        has_nul = self.has_nul
        let_go = lines.held.clear
        try:
            for row in reader:
                if len(row) > 1 or (row and (one_column or row[0].strip())):
                    if has_nul and any("\0" in cell for cell in row):
                        yield Problem(line, "A cell holds a NUL character.")
                    else:
                        if drops_last and len(row) == width and not row[-1]:
                            row.pop()
                        yield line, row
                let_go()
                line = before + reader.line_num
                if line >= tell_at:
                    tell_at = line + _LINES_BETWEEN_PROGRESS
                    tell()
        except csv.Error:
            return line
        return 0


class _Lines:
    """The physical lines of a file; `held` are those of the record that is being read."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self.held: list[str] = []
        self._again: deque[str] = deque()
        self._path = path
        self._file = file

    def __iter__(self) -> Iterator[str]:
        hold = self.held.append
        with _failures_told(self._path):
            while self._again:
                hold(self._again[0])
                yield self._again.popleft()
            for text in self._file:
                hold(text)
                yield text

    def skip(self, count: int) -> None:
        """Read `count` lines and forget them."""
        deque(islice(self, count), maxlen=0)
        self.held.clear()

    def put_back(self, taken: int) -> None:
        """Let go of the first lines of the record, and read the others again."""
        self._again.extendleft(reversed(self.held[taken:]))
        self.held.clear()


def _nothing(_: int) -> None:
    pass


def open_sheet(path: Path) -> Sheet:
    """Find out how a file is written, and read its header.

    Args:
        path: a CSV file in UTF-8, UTF-16 or Windows-1252, delimited by commas, semicolons or tabs.

    Raises:
        CouldNot: there is no such file, or it cannot be read.
        AskedWrongly: it is empty, no CSV, or two of its columns have one name.
    """
    with _failures_told(path):
        size = _size(path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
            _refuse_other_files(path, head)
            encoding, has_nul = _encoding(path, file, head)
        with path.open(newline="", encoding=encoding) as text:
            _refuse_other_texts(path, text.read(_HEAD))
            text.seek(0)
            delimiter, header_line = _layout(path, text)
            text.seek(0)
            cells = _header(path, islice(text, header_line - 1, None), delimiter, header_line)
    header = _names(cells)
    _refuse_duplicates(path, header)
    return Sheet(header, header_line, size, path, encoding, delimiter, has_nul)


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
        f"Standard input could not be copied: {_why(error)}.",
        "Save it in a file, and import that.",
    )


@contextmanager
def _failures_told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise CouldNot(f"{path} does not exist.", "Check its name and folder.") from None
    except PermissionError:
        raise CouldNot(
            f"{path} may not be read.", "Ask its owner, or make a copy that you may read."
        ) from None
    except UnicodeDecodeError:
        raise _changed(path) from None
    except (OSError, ValueError) as error:
        raise CouldNot(f"{path} cannot be read: {_why(error)}.") from error


def _why(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _changed(path: Path) -> CouldNot:
    return CouldNot(f"{path} changed while it was being read.", "Import it again.")


def _size(path: Path) -> int:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise CouldNot(f"{path} is a folder, not a file.", "Name the CSV file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise CouldNot(f"{path} is a pipe or a device, not a file.", "Send it to standard input.")
    return status.st_size


def _refuse_other_files(path: Path, head: bytes) -> None:
    if not head:
        raise _empty(path)
    for beginning, what, hint in _OTHER_FILES:
        if head.startswith(beginning):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", hint)


def _refuse_other_texts(path: Path, head: str) -> None:
    for beginning, what in _OTHER_TEXTS:
        if beginning.match(head.lstrip()):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", _SAVE_AS_CSV)


def _empty(path: Path) -> AskedWrongly:
    return AskedWrongly(f"{path.name} is empty.", "A customer list begins with its column names.")


def _encoding(path: Path, file: BinaryIO, head: bytes) -> tuple[str, bool]:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if head.startswith(mark)]
    for encoding in marked or _utf16_by_nul(head) or ["utf-8", "cp1252"]:
        file.seek(0)
        try:
            return encoding, _holds_nul(file, encoding)
        except UnicodeDecodeError:
            continue
    if marked:
        called = marked[0].removesuffix("-sig").upper()
        raise AskedWrongly(
            f"{path.name} is marked as {called}, but not all of it is {called}.",
            "It may be damaged or cut short: export it again.",
        )
    raise AskedWrongly(
        f"{path.name} is not text: it is neither UTF-8 nor UTF-16 nor Windows-1252.",
        "Save it as CSV in UTF-8, and import that file.",
    )


def _utf16_by_nul(head: bytes) -> list[str]:
    """Return the UTF-16 codec of bytes that make more sense in it than as single bytes."""
    if 0 not in head:
        return []
    little = big = single = 0
    for first, second in zip(head[::2], head[1::2], strict=False):
        little += first in _TEXT_BYTES and second == 0
        big += first == 0 and second in _TEXT_BYTES
        single += first in _TEXT_BYTES and second in _TEXT_BYTES
    if little > max(big, single):
        return ["utf-16-le"]
    if big > max(little, single):
        return ["utf-16-be"]
    return []


def _holds_nul(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    found = False
    for chunk in iter(partial(file.read, _CHUNK), b""):
        found |= "\0" in decoder.decode(chunk)
    decoder.decode(b"", final=True)
    return found


def _layout(path: Path, lines: Iterable[str]) -> tuple[str, int]:
    """Return the delimiter and the line on which the header begins."""
    said = ""
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        if number == 1 and (separator := _SEPARATOR_LINE.fullmatch(line.rstrip("\r\n"))):
            said = separator[2]
        elif not _BLANK.fullmatch(line):
            rest = (text for _, text in islice(numbered, _LONGEST_HEADER))
            return said or _delimiter(line + "".join(rest)), number
    raise _empty(path)


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often, outside quotes, in the first record of a text.

    Of several it is the one that stands more often further down, then the one that people use
    less in a name.
    """
    bare = _QUOTED_CELL.sub(r"\1", text)
    first = _LINE_END.split(bare, maxsplit=1)[0]
    most = max("\t;,", key=lambda one: (first.count(one), bare.count(one)))
    return most if most in first else ","


def _header(path: Path, lines: Iterable[str], delimiter: str, line: int) -> list[str]:
    try:
        cells: list[str] = next(_csv_reader(lines, delimiter))
    except csv.Error:
        raise AskedWrongly(
            f"The column names on line {line} of {path.name} have a quote that is not closed.",
            "Close it or take it out, and import the file again.",
        ) from None
    if any(map(_CONTROL.search, cells)):
        raise AskedWrongly(
            f"{path.name} is not CSV: its column names hold control characters.", _SAVE_AS_CSV
        )
    return cells


def _names(cells: list[str]) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    return names[:-1] if names and not names[-1] else names


def _refuse_duplicates(path: Path, header: tuple[str, ...]) -> None:
    places: dict[str, int] = {}
    for place, name in enumerate(header, 1):
        first = places.setdefault(fold(name), place) if name else place
        if first != place:
            raise AskedWrongly(
                f"{path.name} has two columns named {name!r}: number {first} and number {place}.",
                "Rename or remove one of them.",
            )


def _csv_reader(lines: Iterable[str], delimiter: str) -> Reader:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    return csv.reader(lines, strict=True, delimiter=delimiter)


def _fault(line: int, held: list[str], delimiter: str) -> tuple[Problem, int]:
    """Return why the record that begins on `line` cannot be read, and how many lines it is.

    A quote that closes where another cell begins was surely left open: then the record ends with
    the line of that quote, and what follows are records of their own.
    """
    text = "".join(held)
    between = re.escape(delimiter)
    sound = rf'(?:(?:{_QUOTED}|[^"{between}\r\n][^{between}\r\n]*+|){between})*+'
    sound += rf"(?:{_QUOTED}(?=[\r\n]|\Z))?"
    opening = _end(re.match(sound, text))
    opened = line + len(_LINE_END.findall(text[:opening]))
    closing = _end(_QUOTED_OR_OPEN.match(text, opening))
    closed = line + len(_LINE_END.findall(text[:closing]))
    taken = len(held)
    if text[opening : opening + 1] != '"':
        opened, reason = line, f"A cell is longer than {LONGEST_CELL:,} characters."
    elif closing == len(text) or text[closing - 2] in f"{delimiter}\r\n":
        taken = opened - line + 1
        reason = f"The quote that opens on line {opened} is never closed."
    else:
        reason = (
            f"The quote that opens on line {opened} has text right behind its end on line {closed}."
        )
    if taken > 1:
        reason += f" Lines {line} to {line + taken - 1} are not read."
    return Problem(opened, reason), taken


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
