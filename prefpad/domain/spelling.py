"""Slips of typing."""

from __future__ import annotations


def is_one_slip(written: str, meant: str) -> bool:
    """Tell whether one letter is missing, added, wrong, or changed places with its neighbour."""
    if abs(len(written) - len(meant)) > 1 or written == meant:
        return False
    both = zip(written, meant, strict=False)
    same = next((at for at, (one, other) in enumerate(both) if one != other), None)
    rest, right = written[same:], meant[same:]
    return (
        same is None
        or rest[1:] == right[1:]
        or rest[1:] == right
        or rest == right[1:]
        or (rest[:2] == right[1::-1] and rest[2:] == right[2:])
    )
