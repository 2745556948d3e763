"""What a disk or a stick does to a file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from pathlib import Path


def zeroed_page(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(1, len(data) // 4096) * 4096
    data[start : start + 4096] = bytes(4096)


def cut_short(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(100, len(data)) :]


def scattered_bytes(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 5, 50))):
        data[dice.randrange(100, len(data))] = dice.randrange(256)


def spoil(path: Path) -> None:
    """Cut short the role of every customer and what the journal has, past the schema's checks."""
    with closing(sqlite3.connect(path, isolation_level=None)) as disk:
        disk.execute("PRAGMA ignore_check_constraints = ON")
        disk.execute("UPDATE customers SET role = substr(role, 1, 5)")
        disk.execute("UPDATE journal_rows SET after = substr(after, 1, 5)")


def changed_words(data: bytearray, dice: random.Random) -> None:
    """Change a word in a few places: a sound file in which nobody can understand everything."""
    word = dice.choice((b"preference", b"customer", b"told", b"likes", b'"kind"', b"name", b"{"))
    starts = [at for at in range(len(data)) if data.startswith(word, at)]
    for at in dice.sample(starts, min(len(starts), dice.choice((1, 3, 1000)))):
        data[at + len(word) - 1] = dice.randrange(32, 127)
