"""What strangers' text passes before it reaches a terminal or a spreadsheet."""

from __future__ import annotations

import re

_ACTS_ON_A_TERMINAL = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL and C1 controls, ESC and CSI among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks, overrides and isolates
    "\u2028\u2029"  # line and paragraph separators
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f"  # tags, invisible everywhere
    "\ud800-\udfff]+"  # lone surrogates, which no terminal can encode
)
_RUN_BY_A_SPREADSHEET = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - the full-width forms run too


def clean(text: str) -> str:
    """Return `text` with every run of characters that could act on a terminal as one space."""
    return _ACTS_ON_A_TERMINAL.sub(" ", text)


def spreadsheet_safe(cell: str) -> str:
    """Return a cell cleaned, with a `'` before what a spreadsheet would run as a formula."""
    cell = clean(cell)
    return f"'{cell}" if cell.lstrip("'").startswith(_RUN_BY_A_SPREADSHEET) else cell
