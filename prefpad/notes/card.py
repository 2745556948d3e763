"""The card: what of a customer's notes to say, ask and do, and what to leave unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.models import Card
from prefpad.domain.vocabulary import KINDS
from prefpad.reconfirmation.policy import chance_gone, is_of_the_day, may_be_assumed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from prefpad.domain.models import Customer, Note
    from prefpad.reconfirmation.policy import Policy

MOST_QUESTIONS = 2
_MOST_LINES = 7
_REMEMBERED_EXTRAS = 2


def lay_out(
    customer: Customer,
    notes: Iterable[Note],
    policy: Policy,
    today: date,
    *,
    everything: bool = False,
    private: bool = False,
) -> Card:
    """Sort a customer's notes into the groups of a card that fits one screen.

    Args:
        customer: whom the notes are about.
        notes: all of their notes, in any order.
        policy: what a question is worth.
        today: the day of the visit.
        everything: show every note that holds; what may not be assumed is asked.
        private: show private notes too.
    """
    notes = sorted(notes, key=lambda note: (note.confirmed_on, note.number), reverse=True)
    current = [note for note in notes if _holds(note, today)]
    alerts = [note for note in current if note.alert]
    visible = [note for note in current if not note.alert and (private or note.voice != "private")]
    most = None if everything else _MOST_LINES
    still_open = {note.number for note in visible if KINDS[note.kind].stays_open}
    open_ = sorted(
        (note for note in visible if note.number in still_open and note.parent not in still_open),
        key=lambda note: (note.kind == "promise", note.by or note.noted_on, note.number),
    )
    open_ = [note for one in open_[:most] for note in (one, *_under(one, visible))]
    asked = _questions([*alerts, *visible], policy, today)[: None if everything else MOST_QUESTIONS]
    rest = [
        note
        for note in visible
        if note not in asked and not KINDS[note.kind].stays_open and not note.parent
    ]
    doubtful = [note for note in rest if not may_be_assumed(note, today)]
    asked += doubtful if everything else []
    rest = [note for note in rest if note not in doubtful]
    say = [note for note in rest if note.voice == "say"]
    act = [note for note in rest if note.voice != "say"]
    given = [
        note
        for note in notes
        if note.kind == "extra" and note.ended == "done" and (private or note.voice != "private")
    ]
    act += given[: None if everything else _REMEMBERED_EXTRAS]
    shown = [*alerts, *open_, *asked, *say[:most], *act[:most]]
    seen = {note.number for note in shown}
    hidden = sum(
        note.number not in seen and (note.parent is None or note.parent in still_open)
        for note in current
    )
    return Card(customer, alerts, open_, say[:most], asked, act[:most], hidden)


def _under(note: Note, notes: list[Note]) -> Iterator[Note]:
    under = (one for one in notes if one.parent == note.number)
    for one in sorted(under, key=lambda one: (one.noted_on, one.number)):
        yield one
        yield from _under(one, notes)


def _holds(note: Note, today: date) -> bool:
    lapsed = KINDS[note.kind].lasts_a_day and (note.by or note.noted_on) < today
    return note.ended_on is None and not lapsed


def _questions(notes: list[Note], policy: Policy, today: date) -> list[Note]:
    due = policy.due_among(notes, today, today)
    candidates = [note for note in notes if note.standing == "candidate" and note.noted_on < today]
    wishes = [
        note
        for note in notes
        if note not in due
        and note.standing == "standing"
        and note.confirmed_on < today
        and is_of_the_day(note)
    ]
    wishes.sort(key=lambda note: -chance_gone(note, today))
    return [*due, *wishes, *candidates]
