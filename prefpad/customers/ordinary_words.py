"""The words that begin a remark more often than they end a name; the list stands beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def ordinary_words() -> frozenset[str]:
    """Return the folded words of the list."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
