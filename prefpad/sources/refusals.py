"""Why a file is not read, in one sentence each: what failed, or what it is instead of a list."""

from __future__ import annotations

import re
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.core.errors import AskedWrongly, CouldNot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAVE_AS_CSV = "Save it as CSV in the program that wrote it, and import that file."
_UNPACK = "Unpack it first, and import the CSV file in it."
_OTHER_FILES = (
    (b"PK\x03\x04", "an .xlsx workbook or another zip file", SAVE_AS_CSV),
    (b"PK\x05\x06", "an empty zip file", ""),
    (b"\xd0\xcf\x11\xe0", "an old .xls workbook or another Office file", SAVE_AS_CSV),
    (b"%PDF", "a PDF", SAVE_AS_CSV),
    (b"SQLite format 3\0", "an SQLite file", SAVE_AS_CSV),
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
        if head.startswith(beginning):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", hint)


def refuse_other_texts(path: Path, head: str) -> None:
    """Refuse a file whose first characters are of another kind.

    Raises:
        AskedWrongly: it is HTML, XML, JSON or vCard.
    """
    for beginning, what in _OTHER_TEXTS:
        if beginning.match(head.lstrip()):
            raise AskedWrongly(f"{path.name} is {what}, not CSV.", SAVE_AS_CSV)


def empty(path: Path) -> AskedWrongly:
    """Return the error that a file has no rows, not even a header."""
    return AskedWrongly(f"{path.name} is empty.", "A customer list begins with its column names.")
