"""What the shell completes: customers, topics and note numbers. Nothing here ever fails aloud."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import typer

from prefpad.cli.world import World
from prefpad.core.clean import clean
from prefpad.core.errors import PrefpadError

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.pad import Pad

_MOST = 50
_READ_BY_BASH = re.compile(r"([^\w@.,:/+-])", re.ASCII)


def customer_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the name of a customer."""
    return _from_pad(ctx, lambda pad: pad.names_like(incomplete, limit=_MOST))


def topics(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a topic; one that only private notes have is not offered."""
    return _from_pad(ctx, lambda pad: pad.topics_like(incomplete, limit=_MOST))


def note_numbers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the number of a note that holds, the newest first."""
    return _from_pad(ctx, lambda pad: pad.numbers_like(incomplete, limit=_MOST))


def _from_pad(ctx: typer.Context, read: Callable[[Pad], list[str]]) -> list[str]:
    try:
        with ctx.ensure_object(World).pad("complete") as pad:
            return [_as_typed(clean(value)) for value in read(pad)]
    except PrefpadError:
        return []


def _as_typed(value: str) -> str:
    """Return a value as the shell wants it typed.

    Typer hands values to bash unquoted, so one with a space breaks the line; and it doubles the
    apostrophe for zsh, which drops it. A typographic apostrophe finds the same customer.
    """
    value = value.replace("'", "\u2019")
    if os.environ.get("_PREFPAD_COMPLETE", "").endswith("bash"):
        return "".join(
            letter if letter.isalnum() or not _READ_BY_BASH.match(letter) else f"\\{letter}"
            for letter in value
        )
    return value
