"""Making strangers' text safe to read, and safe for a terminal or a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern

if TYPE_CHECKING:
    import re

_MARKS = (
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks, overrides and isolates
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f"  # tags, invisible everywhere
)
_CONTROLS = (
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1 controls, ESC and CSI among them
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # lone surrogates, which no terminal can encode
)
_ACTS_ON_A_TERMINAL = pattern(f"[{_CONTROLS}{_MARKS}]+")
_MARK = pattern(f"[{_MARKS}]+")
_CONTROL_WITHIN_A_LINE = pattern(rf"(?![\s\x00\ud800-\udfff])[{_CONTROLS}]")
_UNSEEN = pattern(
    "[\x7f-\x9f"  # DEL and the C1 controls; json escapes the others itself
    "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff"  # zero width
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"  # directions, separators
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_RUN_BY_A_SPREADSHEET = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the full-width forms run too


def clean(text: str) -> str:
    """Return `text` with every run of characters that could act on a terminal as one space."""
    return text if text.isprintable() else _ACTS_ON_A_TERMINAL.sub(" ", text)


def without_controls(text: str) -> str:
    """Return `text` as it is read: without what could act on a terminal, but with its lines.

    Marks that cannot be seen are dropped, so that a word stays one word. Keys and topics are read
    after this; so they are the same whether a text is typed or has been through a file of ours.
    What no pad can hold, NUL and half a character, is left for the check that refuses it.
    """
    return text if text.isprintable() else _CONTROL_WITHIN_A_LINE.sub(" ", _MARK.sub("", text))


def without_unseen(text: str) -> str:
    """Return a word without what nobody sees in it, as what is pasted from a web page often has."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def escape_unseen(json: str) -> str:
    """Return json text with what nobody sees, and what acts on a terminal, as escapes."""
    is_seen = json.isascii() and "\x7f" not in json
    return json if is_seen else _UNSEEN.sub(_escaped, json)


def _escaped(letter: re.Match[str]) -> str:
    units = letter[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def spreadsheet_safe(cell: str) -> str:
    """Return a cell cleaned, with a `'` before what a spreadsheet would run as a formula."""
    if not cell or (cell[0].isalnum() and cell.isprintable()):
        return cell
    cell = clean(cell)
    return f"'{cell}" if cell.lstrip("'").startswith(_RUN_BY_A_SPREADSHEET) else cell
