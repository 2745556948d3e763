"""Showing the pad's settings in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.domain.setting import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_VALUE = 60


def option_listing(options: Sequence[Option]) -> Listing:
    """List options with what they are and what they do."""
    return Listing(
        Option,
        options,
        ("setting", "value", "what it does"),
        lambda option: (
            option.name,
            f"{shortened(option.value) or '(none)'}{' (default)' * (option.is_default and bool(option.value))}",
            option.sentence,
        ),
    )


def shortened(value: str) -> str:
    """Return the beginning of a long value, on one line."""
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[:_LONGEST_VALUE].rstrip()}…"
