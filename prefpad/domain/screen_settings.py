"""The settings of the screen: the pager, and how long a card stays at the counter."""

from __future__ import annotations

import re

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting
from prefpad.domain.validation import checked_word

_ON, _OFF = "on", "off"
_NEVER = "never"
_LEAST, _MOST = 5, 86_400
_SPAN = pattern(r"(\d{1,5}) ?(s|sec|seconds?|min|minutes?)?", re.ASCII)


def _is_on(text: str) -> bool:
    word = fold(text)
    checked_word("setting of the pager", word, (_ON, _OFF))
    return word == _ON


def _on_or_off(is_on: bool) -> str:
    return _ON if is_on else _OFF


PAGER = Setting(
    "pager",
    "Whether lists longer than the screen go through a pager: on or off.",
    _ON,
    _is_on,
    written=_on_or_off,
    said=_on_or_off,
)


def _seconds(text: str) -> int | None:
    typed = fold(text)
    if typed == _NEVER:
        return None
    span = _SPAN.fullmatch(typed)
    seconds = int(span[1]) * (60 if (span[2] or "").startswith("m") else 1) if span else 0
    if not _LEAST <= seconds <= _MOST:
        raise AskedWrongly(
            f"The card can stay for {_LEAST} seconds to a day, not {text[:40]!r}.",
            "Write it as 90, as 2 minutes, or never.",
        )
    return seconds


def _written(seconds: int | None) -> str:
    return _NEVER if seconds is None else str(seconds)


def _in_words(seconds: int | None) -> str:
    return _NEVER if seconds is None else f"{seconds} seconds"


CLEAR_CARD = Setting(
    "clear-card",
    "How long `counter` waits without a key before it clears the card; or never.",
    "180",
    _seconds,
    written=_written,
    said=_in_words,
)
