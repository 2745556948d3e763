"""Bars, drawn with characters so that they need no colour."""

from __future__ import annotations

_WIDTH = 10


def bar(share: float, width: int = _WIDTH) -> str:
    """Return a share from 0 to 1 as a bar of so many characters, empty only for less than a half."""
    full = round(share * width)
    return "█" * full + "·" * (width - full)
