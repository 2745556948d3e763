"""What a disk or a stick does to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


def zeroed_page(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(1, len(data) // 4096) * 4096
    data[start : start + 4096] = bytes(4096)


def cut_short(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(100, len(data)) :]


def scattered_bytes(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 5, 50))):
        data[dice.randrange(100, len(data))] = dice.randrange(256)
