"""The settings that say how long each thing stays when its time is over."""

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
    "want": _keeping("wants", "90 days", "a want stays after its day"),
    "mood": _keeping("moods", "14 days", "a mood stays after its day"),
    "candidate": _keeping("candidates", "180 days", "what was seen once stays"),
    "problem": _keeping("problems", "2 years", "a solved problem stays"),
    "promise": _keeping("promises", "2 years", "a kept promise stays"),
    "extra": _keeping("extras", "2 years", "an extra stays that was given"),
    "customer": _keeping("customers", NEVER, "a customer stays who does not come"),
}
"""How many days each thing stays when its time is over; None for ever."""
