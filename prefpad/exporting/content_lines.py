"""Lines of vCard and iCalendar: escaped, folded at 75 octets, ended by CR LF (RFC 6350, 5545)."""

from __future__ import annotations

from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import clean

_LONGEST = 75
_NEW_LINE = pattern("\r\n|\r|\n")
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;"})


def escaped(text: str) -> str:
    """Return a text as a value: cleaned, its lines kept, and what has a meaning there escaped."""
    return "\\n".join(clean(line).translate(_ESCAPED) for line in _NEW_LINE.split(text))


def content_line(name: str, value: str) -> str:
    """Return a line with its end, folded between characters where it is longer than 75 octets."""
    line = f"{name}:{value}"
    if line.isascii() and len(line) <= _LONGEST:
        return f"{line}\r\n"
    pieces, octets = [""], 0
    for character in line:
        width = len(character.encode())
        if octets + width > _LONGEST:
            pieces.append("")
            octets = 1  # the space that marks a continued line
        pieces[-1] += character
        octets += width
    return "\r\n ".join(pieces) + "\r\n"
