"""In which encoding a file is written, found out from its bytes."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

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
# What bytes beyond ASCII look like: UTF-8 by its rules, another alphabet by whole words of them,
# an old Macintosh by what is a capital or a sign amid small letters in Windows-1252.
_LOOK = re.compile(
    rb"(?P<utf8>[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
    rb"|(?P<western>([\x80-\xff])\3+)"
    rb"|(?P<foreign>[\x80-\xff]{3,})"
    rb"|(?P<macintosh>(?<=[A-Za-z])[\x87\x88\x8a\x8e\x9f\xa7](?=[a-z]))"
    rb"|[\x80-\xff]"
)


def encoding_of(path: Path, file: BinaryIO, head: bytes) -> tuple[str, bool]:
    """Return the codec of a file, and whether a NUL character stands anywhere in it.

    Args:
        path: what the file is called.
        file: its bytes, all of which are read.
        head: the first of them.

    Raises:
        AskedWrongly: it is no text, or damaged.
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


def _refuse_other_encodings(path: Path, file: BinaryIO) -> None:
    """Refuse bytes that Windows-1252 can read but that were surely not meant in it.

    Raises:
        AskedWrongly: most of those beyond ASCII look like another encoding.
    """
    found = (one for chunk in _chunks(file) for one in _LOOK.finditer(chunk))
    looks = Counter(one.lastgroup or "western" for one in islice(found, _ENOUGH))
    if looks["western"] * 2 > looks.total() or not looks:
        return
    if looks["utf8"] * 2 >= looks.total():
        raise AskedWrongly(
            f"{path.name} is UTF-8 in some places but not in all.",
            "It may be cut short or put together from several files: export it again in UTF-8.",
        )
    raise AskedWrongly(
        f"{path.name} is in an encoding that is not known, of another alphabet or an old Macintosh.",
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
