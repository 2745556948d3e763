"""What may be read by the customer: a whitelist, since a list of bad words always misses something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.normalize import name_words
from prefpad.notes.discretion import with_topic
from prefpad.notes.health_needs import find_needs
from prefpad.notes.small_words import SMALL_WORDS
from prefpad.notes.things import names_nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from prefpad.domain.models import Note
    from prefpad.notes.sensitive import Sensitivity

    Judge = Callable[[str], Sensitivity]

_PART_OF_A_WORD = 4


def fit_for_them(notes: Collection[Note], by_hand: Collection[int], judge: Judge) -> list[Note]:
    """Return the notes that the customer may read: each was marked as fit by somebody.

    Fit are preferences with a stance, needs that are of no access or health, alerts, and what
    somebody gave the voice `say`; of these only what may be said, names nobody, is about nothing
    sensitive, and does not tell a private note in other words.

    Args:
        notes: all of a customer's notes.
        by_hand: the numbers of those to which somebody gave the voice `say`.
        judge: tells what a text is about.
    """
    marked = [note for note in notes if _is_marked(note, by_hand)]
    if not marked:
        return []
    unsaid = private_words(notes)
    since = _first_private_subject(notes, judge)
    return [
        note
        for note in marked
        if not tells(note, unsaid)
        and (note.stance or since is None or note.noted_on < since)
        and (note.because or judge(with_topic(note.topic, note.text)).voice == "say")
    ]


def private_words(notes: Collection[Note]) -> frozenset[str]:
    """Return the folded words of private notes and their topics, but not those of any sentence."""
    return frozenset(
        word
        for note in notes
        if note.voice == "private"
        for word in name_words(f"{note.topic or ''} {note.text}")
        if word not in SMALL_WORDS
    )


def tells(note: Note, words: frozenset[str]) -> bool:
    """Tell whether a note has one of `words` in it, longer ones within a word too."""
    theirs = name_words(f"{note.topic or ''} {note.text}")
    together = " ".join(theirs)
    return not words.isdisjoint(theirs) or any(
        len(word) >= _PART_OF_A_WORD and word in together for word in words
    )


def _is_marked(note: Note, by_hand: Collection[int]) -> bool:
    if note.voice != "say" or note.parent is not None or note.kind == "promise":
        return False
    if note.standing == "candidate" and note.source == "relayed":
        return False
    if note.number in by_hand:
        return True
    if note.alert:
        return note.source == "told"
    if not names_nobody(note.text):
        return False
    if note.kind == "need":
        return not find_needs(with_topic(note.topic, note.text))
    return note.kind == "preference" and note.stance is not None


def _first_private_subject(notes: Collection[Note], judge: Judge) -> date | None:
    """Return since when a private note is about a sensitive subject, which others may tell too."""
    private = (note for note in notes if note.voice == "private")
    days = (note.noted_on for note in private if judge(with_topic(note.topic, note.text)).subject)
    return min(days, default=None)
