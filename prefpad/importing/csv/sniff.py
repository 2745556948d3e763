"""Detecting a file's encoding, and refusing one that is not a list."""

from __future__ import annotations

import codecs
import re
import stat
from collections import Counter
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.memoize import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

SAVE_AS_CSV = "Save it as CSV in the program that wrote it, and import that file."
_UNPACK = "Unpack it first, and import the CSV file in it."
_TYPE_OFF = "Type the list into a spreadsheet, save that as CSV, and import it."
_ZIP = rb"PK\x03\x04.{26}"
_OTHER_FILES = [
    (first, pattern(beginning, re.DOTALL), what, hint)
    for first, beginning, what, hint in (
        (
            b"P",
            _ZIP + rb"mimetypeapplication/vnd\.oasis",
            "an OpenDocument text or picture",
            SAVE_AS_CSV,
        ),
        (b"P", _ZIP + rb"Index[/.]", "a .numbers spreadsheet or another iWork file", SAVE_AS_CSV),
        (b"P", rb"PK\x03\x04", "a zip file", _UNPACK),
        (b"P", rb"PK\x05\x06", "an empty zip file", "Make it again, or ask for the CSV file."),
        (b"!", rb"!BDN", "an Outlook data file", "Export the contacts from Outlook as CSV."),
        (
            b"\0",
            rb"\0\x01\0\0Standard ",
            "an Access database",
            "Export its table of customers as CSV.",
        ),
        (b"%", rb"%PDF", "a PDF", SAVE_AS_CSV),
        (
            b"S",
            rb"SQLite format 3\0.{52}pref",
            "a pad",
            "`Pad.restore('FILE')` puts it in the place of yours.",
        ),
        (b"S", rb"SQLite format 3\0", "an SQLite file", SAVE_AS_CSV),
        (
            b"\x1fB\xfd7R\x28",
            rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a|\x28\xb5\x2f\xfd",
            "a compressed file (such as gzip)",
            _UNPACK,
        ),
        (
            b"\x89\xffGRIM\0",
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*|\0.{3}ftyp",
            "a picture or a film",
            _TYPE_OFF,
        ),
        (b"\x7fM", rb"\x7fELF|MZ.{6,}?PE\0\0", "a program", "Name the CSV file."),
    )
]
"""What may come first, what shows such a file, what it is, and a hint.

Hardly any list begins like one of them, so hardly any expression is ever compiled.
"""

_OTHER_TEXTS = [
    (first, pattern(beginning, re.IGNORECASE | re.DOTALL), what)
    for first, beginning, what in (
        ("<", r"<\?xml.*?(?:Excel\.Sheet|<Workbook)", "an XML spreadsheet"),
        ("<", r"<(?:!doctype\s+html|!--|(?:html|head|body|meta|table)\b)", "HTML (a web page)"),
        ("<", r"<[!?]", "XML"),
        ("{[", r'\{\s*(?:"|\}\s*\Z)|\[\s*(?:["{\[]|\]\s*\Z)', "JSON"),
        ("v#d", r"(?:version: *1\s+)?(?:#[^\n]*\n\s*)*dn::? ", "LDIF"),
        (
            "i",
            r"(?-i:ID;P[A-Z0-9]*(?:;[NE])*\s*\n(?:P;P|[BCF];[XY]\d|O;L))",
            "SYLK (an old spreadsheet)",
        ),
        ("t", r"TABLE\r?\n0,1\r?\n", "DIF (an old spreadsheet)"),
        ("{", r"\{\\rtf", "RTF (a word processor's text)"),
        (
            "mrd",
            r"(?:MIME-Version|Return-Path|Received|Delivered-To): ",
            "an e-mail or a web archive",
        ),
        ("pbci", r"(?:PRAGMA \w+=|BEGIN TRANSACTION;|CREATE TABLE |INSERT INTO )", "SQL"),
    )
]


@contextmanager
def failures_told(path: Path) -> Iterator[None]:
    """Turn errors of reading the file at `path` into a sentence about it.

    Raises:
        CouldNot: it is missing, cannot be read, changed in the meantime, or its disk fails.
    """
    try:
        yield
    except FileNotFoundError:
        raise CouldNot(f"{path} does not exist.", "Check its name and folder.") from None
    except PermissionError:
        raise CouldNot(
            f"You do not have permission to read {path}.",
            "Ask its owner, or make a copy that you may read.",
        ) from None
    except UnicodeDecodeError:
        raise changed(path) from None
    except (OSError, ValueError) as error:
        raise CouldNot(f"{path} cannot be read: {why(error)}.") from error


def why(error: OSError | ValueError) -> str:
    """Return the system's message for an error."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def changed(path: Path) -> CouldNot:
    """Return the error for a file that changed between two readings."""
    return CouldNot(f"{path} changed while it was being read.", "Import it again.")


def size_of(path: Path) -> int:
    """Return the bytes in a file.

    Raises:
        CouldNot: it is a folder, a pipe or a device.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise CouldNot(f"{path} is a folder, not a file.", "Name the CSV file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise CouldNot(f"{path} is a pipe or a device, not a file.", "Send it to standard input.")
    return status.st_size


def refuse_other_files(path: Path, head: bytes) -> None:
    """Refuse a file whose first bytes show another kind.

    Raises:
        AskedWrongly: it is empty, a workbook, packed, or the like.
    """
    if not head:
        raise empty(path)
    for first, beginning, what, hint in _OTHER_FILES:
        if head[0] in first and beginning.match(head):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", hint)


def refuse_other_texts(path: Path, head: str) -> None:
    """Refuse a file whose first characters show another kind.

    Raises:
        AskedWrongly: it is HTML, JSON, vCard or the like.
    """
    head = head.lstrip()
    for first, beginning, what in _OTHER_TEXTS:
        if head[:1].lower() in first and beginning.match(head):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", SAVE_AS_CSV)


def empty(path: Path) -> AskedWrongly:
    """Return the error for a file without rows or a header."""
    return AskedWrongly(f"{path.name} is empty.", "A customer list begins with its column names.")


_CHUNK = 1 << 20
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_BYTES = frozenset(b"\t\r\n" + bytes(range(0x20, 0x7F)))
_IN_UTF_8 = "Save it as CSV in UTF-8, and import that file."
_ENOUGH = 1000
_RARE = 10
"""A text of Central Europe has more than one such letter among so many beyond ASCII."""
# What bytes beyond ASCII look like: UTF-8 by its rules, another alphabet by whole words of such bytes,
# Central Europe, an old Macintosh and DOS by what would be capitals or signs amid small letters.
_LOOK = pattern(
    rb"(?P<utf8>[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
    rb"|(?P<central>(?<=[A-Za-z])(?:[\xb3\xb9\xbf]|\xec(?=[a-z]))(?=[a-z\x80-\xff]))"
    rb"|(?P<western>([\x80-\xff])\4+)"
    rb"|(?P<foreign>[\x80-\xff]{3,})"
    rb"|(?P<macintosh>(?<=[A-Za-z])[\x82\x84\x87\x88\x8a\x8e\x94\x9f\xa7](?=[a-z]))"
    rb"|[\x80-\xff]"
)


def encoding_of(path: Path, file: BinaryIO, head: bytes) -> tuple[str, bool]:
    """Return the codec of a file, and whether a NUL character stands anywhere in it.

    Args:
        path: what the file is called.
        file: its bytes, all of which are read.
        head: the first of them.

    Raises:
        AskedWrongly: it is not a text, or damaged.
    """
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if head.startswith(mark)][:1]
    begins_as = marked or _utf16_by_nul(head)
    for encoding in begins_as or ["utf-8", "cp1252"]:
        try:
            has_nul = _holds_nul(file, encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252":
            _refuse_other_encodings(path, file)
        return encoding, has_nul
    if begins_as:
        called = "-".join(begins_as[0].upper().split("-")[:2])
        raise AskedWrongly(
            f"{path.name} begins as {called}, but not all of it is {called}.",
            "It may be damaged or cut short: export it again.",
        )
    raise AskedWrongly(
        f"{path.name} is not text: it is neither UTF-8 nor UTF-16 nor Windows-1252.", _IN_UTF_8
    )


def _utf16_by_nul(head: bytes) -> list[str]:
    """Return the UTF-16 codecs that bytes without a byte order mark are likely to be in."""
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


def _refuse_other_encodings(path: Path, file: BinaryIO) -> None:
    """Refuse bytes that decode as Windows-1252 but clearly come from another encoding.

    Raises:
        AskedWrongly: most of those beyond ASCII look like another encoding.
    """
    found = (one for chunk in _chunks(file) for one in _LOOK.finditer(chunk))
    looks = Counter(one.lastgroup or "western" for one in islice(found, _ENOUGH))
    is_central = looks["central"] * _RARE > looks.total()
    if not looks or (looks["western"] * 2 > looks.total() and not is_central):
        return
    if looks["utf8"] * 2 >= looks.total():
        raise AskedWrongly(
            f"{path.name} is UTF-8 in some places but not in all.",
            "It may be cut short or put together from several files: export it again in UTF-8.",
        )
    raise AskedWrongly(
        f"{path.name} is in an unknown encoding, perhaps of another alphabet or an old Macintosh.",
        _IN_UTF_8,
    )


def _holds_nul(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    found = False
    for chunk in _chunks(file):
        found |= "\0" in decoder.decode(chunk)
    decoder.decode(b"", final=True)
    return found


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(partial(file.read, _CHUNK), b"")
