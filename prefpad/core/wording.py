"""How the program puts things to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.core.saying import say_day, say_span

if TYPE_CHECKING:
    from datetime import date

    from prefpad.core.policy import Policy
    from prefpad.core.records import Note

_EVENS = (
    (0.02, "hardly likely that it changed"),
    (0.15, "about 1 in 10 that it changed"),
    (0.225, "about 1 in 5 that it changed"),
    (0.29, "about 1 in 4 that it changed"),
    (0.415, "about 1 in 3 that it changed"),
    (0.585, "about 1 in 2 that it changed"),
    (0.71, "about 2 in 3 that it changed"),
    (0.85, "about 3 in 4 that it changed"),
    (0.97, "about 9 in 10 that it changed"),
    (1.0, "almost certain that it changed"),
)


def odds(chance: float) -> str:
    """Say a probability between 0 and 1 that something changed as people say it."""
    return next(words for most, words in _EVENS if chance <= most)


def question(note: Note) -> str:
    """Word a note as the question to ask: still true, or, for a candidate, an offer."""
    stance = "not " if note.stance == "dislikes" else ""
    if note.standing == "candidate":
        how = "seen once" if note.source == "observed" else "heard of"
        offer = "is it so" if note.kind == "need" else "offer"
        return f"{offer}, {how}: {stance}{note.text}?"
    topic = f"{note.topic}: " if note.topic else ""
    return f"{topic}still {stance}{note.text}?"


def why(note: Note, policy: Policy, today: date) -> str:
    """Say in one sentence why a note is, or is not yet, worth asking about."""
    if note.standing == "candidate":
        return "not yet confirmed by the customer, so offer it once."
    last = f"last confirmed {say_day(note.confirmed_on, today)}"
    chance = odds(policy.chance_changed(note, today))
    if note.every:
        return f"you ask this every {say_span(note.every)}; {last}, so {chance}."
    what = f"{note.topic} {note.kind}s" if note.topic else f"{note.kind}s"
    lasts = say_span(1 / policy.rate(note.kind))
    return f"{what} here change about every {lasts}; {last}, so {chance}."
