"""How far a note can be relied on, and what day it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.humanize import say_day, say_span
from prefpad.domain.vocabulary import KINDS
from prefpad.reconfirmation.policy import may_be_assumed

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Note

_ENDED = {"gone": "holds no longer", "withdrawn": "withdrawn"}


DOUBT = "may have changed"
"""What is said of a note that may not be relied on."""


def standing(note: Note, today: date) -> str:
    """Say how far a note can be relied on, and what day it has."""
    parts = []
    if note.voice == "private":
        parts.append("private")
    if note.ended_on:
        how = _ENDED.get(note.ended or "", KINDS[note.kind].done_word)
        parts.append(f"{how} {say_day(note.ended_on, today)}")
    elif note.by:
        parts.append(by_when(note, today))
    elif KINDS[note.kind].asked_again:
        if note.standing == "candidate":
            how = "seen once" if note.source == "observed" else "heard of"
            parts.append(f"{how} {say_day(note.noted_on, today)}")
        else:
            parts.append(f"confirmed {say_day(note.confirmed_on, today)}")
            if not (note.alert or may_be_assumed(note, today)):
                parts.append(DOUBT)
        if note.source != "told" and note.alert:
            parts.append("not yet confirmed")
    else:
        parts.append(say_day(note.noted_on, today))
    if note.every:
        parts.append(f"ask every {say_span(note.every)}")
    return ", ".join(parts)


def by_when(note: Note, today: date) -> str:
    """Say the day of a promise or problem: `by tomorrow`, `3 days late`."""
    if note.by is None:
        return ""
    if note.by < today:
        return f"{say_span((today - note.by).days)} late"
    return f"by {say_day(note.by, today)}"
