"""How the pad's own options read in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.core.options import Option
from prefpad.render.formats import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence


def option_listing(options: Sequence[Option]) -> Listing:
    """List options with what they are and what they do."""
    return Listing(
        Option,
        options,
        ("setting", "value", "what it does"),
        lambda option: (
            option.name,
            f"{option.value or '(none)'}{' (default)' * (option.is_default and bool(option.value))}",
            option.sentence,
        ),
    )
