"""A setting as a pad has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """A setting as it stands in a pad.

    Attributes:
        name: how it is named.
        value: as people read it; empty for none.
        default: what it is without the owner's word, likewise.
        is_default: whether the owner has not set it.
        sentence: what it does.
    """

    name: str
    value: str
    default: str
    is_default: bool
    sentence: str
