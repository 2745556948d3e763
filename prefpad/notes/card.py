"""The card: which of a customer's notes to mention, ask and act on, and how many fit a screen."""

from __future__ import annotations

from itertools import accumulate, chain, zip_longest
from typing import TYPE_CHECKING

from prefpad.domain.models import Card, Hidden
from prefpad.domain.record import replace
from prefpad.domain.vocabulary import KINDS
from prefpad.reconfirmation.policy import MOST_QUESTIONS, chance_gone, is_of_the_day, may_be_assumed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date

    from prefpad.domain.models import Customer, Note
    from prefpad.reconfirmation.policy import Policy

_LEAST_LINES = 2
_REMEMBERED_EXTRAS = 2
LONG_AGO = 180
"""The days after an extra was given when it is time for the next idea."""


def lay_out(
    customer: Customer,
    notes: Iterable[Note],
    policy: Policy,
    today: date,
    *,
    visits: Collection[date] = (),
    everything: bool = False,
    private: bool = False,
) -> Card:
    """Sort a customer's notes into the groups of a card, the most important first.

    Only private notes are left out, and questions are rationed: what may not be assumed, and finds
    no place among them, comes last among what to do without saying.

    Args:
        customer: whom the notes are about.
        notes: all of their notes, in any order.
        policy: what a question is worth.
        today: the day of the visit.
        visits: all of their visit days.
        everything: ask about all that may not be assumed.
        private: show private notes too.
    """
    notes = sorted(notes, key=_weight, reverse=True)
    current = [note for note in notes if _is_current(note, today)]
    alerts = [note for note in current if note.alert]
    visible = [note for note in current if not (note.alert or note.is_hidden(private))]
    still_open = {note.number for note in visible if KINDS[note.kind].stays_open}
    open_ = sorted(
        (note for note in visible if note.number in still_open and note.parent not in still_open),
        key=lambda note: _open_rank(note, today),
    )
    asked = _questions([*alerts, *visible], policy, today)[: None if everything else MOST_QUESTIONS]
    asked_already = {note.number for note in asked}
    rest = [
        note
        for note in visible
        if not (note.number in asked_already or KINDS[note.kind].stays_open or note.parent)
    ]
    doubtful = [note for note in rest if not may_be_assumed(note, today)]
    certain = [note for note in rest if may_be_assumed(note, today)]
    given = [
        note
        for note in sorted(notes, key=lambda note: (note.ended_on or today, note.number))
        if note.kind == "extra" and note.ended == "done" and not note.is_hidden(private)
    ]
    last_extra = given[-1].ended_on if given else None
    ideas = [note for note in certain if is_offered(note, last_extra, today)]
    offered = {note.number for note in ideas}
    under = _children(visible)
    kept_private = [
        note
        for note in current
        if note.is_hidden(private) and (note.parent is None or note.parent in still_open)
    ]
    return Card(
        customer,
        alerts,
        open=[note for one in open_ for note in (one, *_under(one, under))],
        say=[note for note in certain if note.voice == "say"],
        ask=asked + (doubtful if everything else []),
        act=[
            *(
                note
                for note in notes
                if is_solved_since(note, visits, today) and not note.is_hidden(private)
            ),
            *ideas,
            *(note for note in certain if note.voice != "say" and note.number not in offered),
            *given[::-1][: None if everything else _REMEMBERED_EXTRAS],
            *([] if everything else doubtful),
        ],
        hidden=Hidden(private=len(kept_private)),
        last_extra=last_extra,
    )


def is_solved(note: Note) -> bool:
    """Tell whether a note is a solved problem."""
    return note.kind == "problem" and note.ended == "done"


def is_solved_since(note: Note, visits: Collection[date], on: date) -> bool:
    """Tell whether a problem was solved, and a visit on that day is the first one since."""
    solved_on = note.ended_on or on
    return is_solved(note) and solved_on < on and not any(solved_on < day < on for day in visits)


def is_offered(note: Note, last_extra: date | None, today: date) -> bool:
    """Tell whether a note is an idea for an extra, and the last extra was long ago."""
    if note.kind != "extra" or note.ended_on:
        return False
    return last_extra is None or (today - last_extra).days >= LONG_AGO


def fit(card: Card, lines: int, height: Callable[[Note], int], count: int = 1) -> Card:
    """Return a card cut to that many lines, with the number of notes left out.

    The first open note stays, and what to say and what to do get two lines each; then come the questions
    and the other open notes, and what to say and do share the lines that are left. Alerts are not
    counted here: they always stay.

    Args:
        card: all that there is to show.
        lines: how many there are under the alerts.
        height: how many lines a note takes; a heading takes one.
        count: how many lines it takes to count what is not shown.
    """
    below = {
        "open": card.open,
        "ask": [note for note in card.ask if not note.alert],
        "say": card.say,
        "act": card.act,
    }
    needed = sum(len(notes) > 0 for notes in below.values())
    needed += sum(map(height, chain(*below.values())))
    if needed + (count if card.hidden.private else 0) <= lines:
        return card
    left = lines - count
    headed: set[str] = set()
    taken: set[int] = set()
    parents = {note.number for note in card.open}
    for section, note in _by_importance(below, height):
        lines_of_it = height(note) + (section not in headed)
        is_cut_off = note.parent in parents and note.parent not in taken
        if lines_of_it <= left and not is_cut_off:
            left -= lines_of_it
            headed.add(section)
            taken.add(note.number)
    shown = {
        section: [note for note in notes if note.number in taken]
        for section, notes in below.items()
    }
    left_out = {section: len(notes) - len(shown[section]) for section, notes in below.items()}
    return replace(
        card,
        open=shown["open"],
        say=shown["say"],
        ask=[note for note in card.ask if note.alert or note.number in taken],
        act=shown["act"],
        hidden=Hidden(**left_out, private=card.hidden.private),
    )


def least_lines(card: Card, height: Callable[[Note], int]) -> int:
    """Return how many lines the sections under the alerts need at least."""
    sections = (card.open[:1], _least_share(card.say, height), _least_share(card.act, height))
    return sum(1 + sum(map(height, notes)) for notes in sections if notes)


def _least_share(notes: list[Note], height: Callable[[Note], int]) -> list[Note]:
    """Return the first notes, as many as fill two lines."""
    filled = [0, *accumulate(map(height, notes))]
    return [note for note, before in zip(notes, filled, strict=False) if before < _LEAST_LINES]


def _by_importance(
    below: dict[str, list[Note]], height: Callable[[Note], int]
) -> Iterator[tuple[str, Note]]:
    say, act = (_least_share(below[section], height) for section in ("say", "act"))
    roots = [note for note in below["open"] if KINDS[note.kind].stays_open]
    tried = [note for note in below["open"] if not KINDS[note.kind].stays_open]
    yield from (("open", note) for note in roots[:1])
    yield from (("say", note) for note in say)
    yield from (("act", note) for note in act)
    yield from (("ask", note) for note in below["ask"])
    yield from (("open", note) for note in (*roots[1:], *tried))
    for one, other in zip_longest(below["say"][len(say) :], below["act"][len(act) :]):
        if one:
            yield "say", one
        if other:
            yield "act", other


def _weight(note: Note) -> tuple[bool, int, date, int]:
    """Rank told, confirmed notes with a topic above notes that are merely newer."""
    evidence = (note.source == "told", note.confirmed_on > note.noted_on, note.topic is not None)
    return KINDS[note.kind].lasts_a_day, sum(evidence), note.confirmed_on, note.number


def _open_rank(note: Note, today: date) -> tuple[bool, bool, date, int]:
    """Rank what is due by today, and problems without a day, above what is due later."""
    comes_first = note.by <= today if note.by else note.kind == "problem"
    return not comes_first, note.kind == "promise", note.by or note.noted_on, note.number


def _children(notes: Iterable[Note]) -> dict[int, list[Note]]:
    """Return the notes under each note, oldest first."""
    children: dict[int, list[Note]] = {}
    for note in sorted(notes, key=lambda note: (note.noted_on, note.number)):
        if note.parent is not None:
            children.setdefault(note.parent, []).append(note)
    return children


def _under(note: Note, children: dict[int, list[Note]]) -> Iterator[Note]:
    for one in children.get(note.number, ()):
        yield one
        yield from _under(one, children)


def _is_current(note: Note, today: date) -> bool:
    lapsed = KINDS[note.kind].lasts_a_day and (note.by or note.noted_on) < today
    return note.ended_on is None and not lapsed


def questions_aloud(notes: Iterable[Note], policy: Policy, today: date) -> list[Note]:
    """Return the notes to ask the customer about aloud, most due first."""
    current = [note for note in notes if _is_current(note, today)]
    return [note for note in _questions(current, policy, today) if _is_asked_aloud(note)]


def _questions(notes: list[Note], policy: Policy, today: date) -> list[Note]:
    """Return the notes to ask about, most due first, those not to be asked aloud last."""
    due = policy.due_among(notes, today, today)
    candidates = [note for note in notes if note.standing == "candidate" and note.noted_on < today]
    wishes = [
        note
        for note in notes
        if not (note.due_on and note.due_on <= today)
        and note.standing == "standing"
        and note.confirmed_on < today
        and is_of_the_day(note)
    ]
    wishes.sort(key=lambda note: -chance_gone(note, today))
    return sorted([*due, *wishes, *candidates], key=lambda note: not _is_asked_aloud(note))


def _is_asked_aloud(note: Note) -> bool:
    offered = note.standing == "candidate" and note.stance is not None and note.voice != "private"
    return note.alert or offered or note.voice == "say"
