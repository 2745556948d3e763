"""The retention settings: how long each thing is stored."""

from __future__ import annotations

from typing import Any

from prefpad.domain.dates import parse_interval
from prefpad.domain.humanize import say_span
from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting

NEVER = "never"


def _term(text: str) -> int | None:
    return None if fold(text) == NEVER else parse_interval(text)


def _written_term(days: int | None) -> str:
    return NEVER if days is None else f"{days} days"


def _term_in_words(days: int | None) -> str:
    return NEVER if days is None else say_span(days)


def _keeping(name: str, default: str, what: str) -> Setting[Any]:
    return Setting(
        f"keep-{name}",
        f"How long {what}, until `tidy`; or never.",
        default,
        _term,
        written=_written_term,
        said=_term_in_words,
    )


KEEPING: dict[str, Setting[Any]] = {
    "want": _keeping("wants", "90 days", "a want is kept after its day"),
    "mood": _keeping("moods", "14 days", "a mood is kept after its day"),
    "candidate": _keeping("candidates", "180 days", "what was seen once is kept"),
    "problem": _keeping("problems", "2 years", "a solved problem is kept"),
    "promise": _keeping("promises", "2 years", "a kept promise is remembered"),
    "extra": _keeping("extras", "2 years", "an extra is kept after it was given"),
    "customer": _keeping("customers", NEVER, "a customer who no longer comes is kept"),
}
"""How many days each thing stays when its time is over; None for ever."""
