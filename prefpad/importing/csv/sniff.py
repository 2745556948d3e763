"""Why a file is not read, in one sentence each: what failed, or what it is instead of a list."""

from __future__ import annotations

import re
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly, CouldNot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAVE_AS_CSV = "Save it as CSV in the program that wrote it, and import that file."
_UNPACK = "Unpack it first, and import the CSV file in it."
_TYPE_OFF = "Type the list into a spreadsheet, save that as CSV, and import it."
_ZIP = rb"PK\x03\x04.{26}"
_OTHER_FILES = [
    (re.compile(beginning, re.DOTALL), what, hint)
    for beginning, what, hint in (
        (
            _ZIP + rb"mimetypeapplication/vnd\.oasis",
            "an OpenDocument file such as .ods",
            SAVE_AS_CSV,
        ),
        (_ZIP + rb"Index[/.]", "a .numbers spreadsheet or another iWork file", SAVE_AS_CSV),
        (
            _ZIP + rb"(?:\[Content_Types\]|_rels/|docProps/|xl/)",
            "an .xlsx workbook or another Office file",
            SAVE_AS_CSV,
        ),
        (rb"PK\x03\x04", "a zip file", _UNPACK),
        (rb"PK\x05\x06", "an empty zip file", "Make it again, or ask for the CSV file."),
        (rb"\xd0\xcf\x11\xe0", "an old .xls workbook or another Office file", SAVE_AS_CSV),
        (rb"!BDN", "an Outlook data file", "Export the contacts from Outlook as CSV."),
        (rb"\0\x01\0\0Standard ", "an Access database", "Export its table of customers as CSV."),
        (rb"%PDF", "a PDF", SAVE_AS_CSV),
        (rb"SQLite format 3\0", "an SQLite file", SAVE_AS_CSV),
        (
            rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a|\x28\xb5\x2f\xfd",
            "a packed file (such as gzip)",
            _UNPACK,
        ),
        (
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp",
            "a picture or a film",
            _TYPE_OFF,
        ),
        (rb"\x7fELF|MZ.{6,}?PE\0\0", "a program", "Name the CSV file."),
    )
]
_OTHER_TEXTS = [
    (re.compile(beginning, re.IGNORECASE | re.DOTALL), what)
    for beginning, what in (
        (r"<\?xml.*?(?:Excel\.Sheet|<Workbook)", "an XML spreadsheet"),
        (r"<(?:!doctype\s+html|!--|(?:html|head|body|meta|table)\b)", "HTML (a web page)"),
        (r"<[!?]", "XML"),
        (r'\{\s*["}]|\[\s*["{\[\]]', "JSON"),
        (r"BEGIN:VCARD", "vCard"),
        (r"BEGIN:VCALENDAR", "iCalendar"),
        (r"(?:version: *1\s+)?(?:#[^\n]*\n\s*)*dn::? ", "LDIF"),
        (
            r"(?-i:ID;P[A-Z0-9]*(?:;[NE])*\s*\n(?:P;P|[BCF];[XY]\d|O;L))",
            "SYLK (an old spreadsheet)",
        ),
        (r"TABLE\r?\n0,1\r?\n", "DIF (an old spreadsheet)"),
        (r"\{\\rtf", "RTF (a word processor's text)"),
        (r"(?:MIME-Version|Return-Path|Received|Delivered-To): ", "an e-mail or a web archive"),
        (r"(?:PRAGMA \w+=|BEGIN TRANSACTION;|CREATE TABLE |INSERT INTO )", "SQL"),
    )
]


@contextmanager
def failures_told(path: Path) -> Iterator[None]:
    """Turn what fails within, while the file at `path` is read, into a sentence about it.

    Raises:
        CouldNot: it is missing, may not be read, changed meanwhile, or its disk fails.
    """
    try:
        yield
    except FileNotFoundError:
        raise CouldNot(f"{path} does not exist.", "Check its name and folder.") from None
    except PermissionError:
        raise CouldNot(
            f"{path} may not be read.", "Ask its owner, or make a copy that you may read."
        ) from None
    except UnicodeDecodeError:
        raise changed(path) from None
    except (OSError, ValueError) as error:
        raise CouldNot(f"{path} cannot be read: {why(error)}.") from error


def why(error: OSError | ValueError) -> str:
    """Return what the system says of an error, in its own words."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def changed(path: Path) -> CouldNot:
    """Return the error that a file changed between two readings."""
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
    """Refuse a file whose first bytes are of another kind.

    Raises:
        AskedWrongly: it is empty, a workbook, packed, or the like.
    """
    if not head:
        raise empty(path)
    for beginning, what, hint in _OTHER_FILES:
        if beginning.match(head):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", hint)


def refuse_other_texts(path: Path, head: str) -> None:
    """Refuse a file whose first characters are of another kind.

    Raises:
        AskedWrongly: it is HTML, JSON, vCard or the like.
    """
    for beginning, what in _OTHER_TEXTS:
        if beginning.match(head.lstrip()):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", SAVE_AS_CSV)


def empty(path: Path) -> AskedWrongly:
    """Return the error that a file has no rows, not even a header."""
    return AskedWrongly(f"{path.name} is empty.", "A customer list begins with its column names.")
