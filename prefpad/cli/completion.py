"""What the shell completes: customers, topics and note numbers. Nothing here ever fails aloud."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import typer
from typer._click.shell_completion import CompletionItem
from typer._click.types import StringParamType

from prefpad.cli.context import Context
from prefpad.domain.errors import PrefpadError
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefpad.customers.completion import Completed

_MOST = 50
_READ_BY_BASH = re.compile(r"([^\w@.,:/+-])", re.ASCII)


class Completing(StringParamType):
    """A text that the shell completes from the pad, in any case and by any word of a name."""

    def __init__(self, what: Completed) -> None:
        self._what = what

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return what begins as `incomplete` does; Typer itself would compare the case too."""
        del param
        return [CompletionItem(value) for value in _from_pad(ctx, self._what, incomplete)]


CUSTOMER_NAME = Completing("names")
TOPIC = Completing("topics")


def note_numbers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the number of a note that holds, the newest first."""
    return _from_pad(ctx, "numbers", incomplete)


def one_of(*words: str) -> Callable[[str], list[str]]:
    """Complete one of a few words."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def _from_pad(ctx: typer.Context, what: Completed, incomplete: str) -> list[str]:
    from prefpad.customers.completion import complete

    try:
        found = complete(ctx.ensure_object(Context).place.path, what, incomplete, _MOST)
    except (PrefpadError, OSError):
        return []
    return [_as_typed(clean(value)) for value in found]


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
