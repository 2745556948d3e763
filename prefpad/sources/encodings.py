"""In which encoding a file is written, found out from its bytes."""

from __future__ import annotations

import codecs
from functools import partial
from typing import TYPE_CHECKING

from prefpad.core.errors import AskedWrongly

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_CHUNK = 1 << 20
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_BYTES = frozenset(b"\t\r\n" + bytes(range(0x20, 0x7F)))


def encoding_of(path: Path, file: BinaryIO, head: bytes) -> tuple[str, bool]:
    """Return the codec of a file, and whether a NUL character stands anywhere in it.

    Args:
        path: what the file is called.
        file: its bytes, all of which are read.
        head: the first of them.

    Raises:
        AskedWrongly: it is no text, or damaged.
    """
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
