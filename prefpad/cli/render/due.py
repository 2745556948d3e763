"""Showing what is due and overdue in each format."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.render.formats import Listing, bar, show
from prefpad.domain.humanize import say_day
from prefpad.domain.models import Note
from prefpad.domain.record import Record
from prefpad.notes.wording import by_when, remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prefpad.notes.due import Due

_CELLS_OF_A_CHANCE = 5


class DueItem(Record):
    """One thing to do: a question, or a promise or problem that is due or overdue.

    Attributes:
        what: `question`, `promise` or `problem`.
        note: the note to ask about, or what is open.
        due_on: the day it became, or becomes, worth asking, or was to be done by.
        chance_changed: of a question: the probability between 0 and 1 that it is no longer true.
        why: of a question: the reason in a sentence or two.
    """

    what: str
    note: Note
    due_on: date | None
    chance_changed: float | None = None
    why: str | None = None


def show_due(
    overdue: Iterable[Note],
    questions: Iterable[Due],
    form: str,
    today: date,
    out: TextIO,
    *,
    why: bool = False,
) -> None:
    """Write what is overdue and then what to ask: a table for each, or one list, as it is read.

    Args:
        overdue: promises and problems whose day has come, the oldest first.
        questions: what is due for reconfirmation, most worth asking first.
        form: one of the formats.
        today: the day it is.
        out: where to.
        why: say why each question is asked in place of the day it was last confirmed.
    """
    if form != "table":
        late = (DueItem(note.kind, note, note.by) for note in overdue)
        to_ask = (DueItem("question", *vars(one).values()) for one in questions)
        show(_item_listing(chain(late, to_ask), today, why=why), form, out)
        return
    overdue, questions = [*overdue], [*questions]
    if overdue:
        show(_overdue_listing(overdue, today), form, out)
        out.write("\n" if questions else "")
    if questions or not overdue:
        show(_question_listing(questions, today, why=why), form, out)


def _item_listing(items: Iterable[DueItem], today: date, *, why: bool) -> Listing:
    def cells(item: DueItem) -> tuple[str, ...]:
        note = item.note
        if item.chance_changed is None:
            when, chance = by_when(note, today), ""
        else:
            when, chance = _since(note, today), f"{item.chance_changed:.0%}"
        reason = (item.why or "",) if why else ()
        return str(note.number), item.what, note.customer, _marked(note), when, chance, *reason

    headings = ("note#", "what", "customer", "about", "when", "changed?#", "why")
    return Listing(DueItem, items, headings[: 7 if why else 6], cells)


def _question_listing(questions: Sequence[Due], today: date, *, why: bool) -> Listing:
    def cells(one: Due) -> tuple[str, ...]:
        note = one.note
        chance = f"{bar(one.chance_changed, _CELLS_OF_A_CHANCE)} {one.chance_changed:4.0%}"
        if why:
            return str(note.number), note.customer, chance, f"{_marked(note)} · {one.why}"
        return str(note.number), note.customer, _marked(note), _since(note, today), chance

    with_why = ("note#", "customer", "changed?#", "ask about, and why")
    without = ("note#", "customer", "ask about", "last confirmed", "changed?#")
    return Listing(
        DueItem,
        questions,
        with_why if why else without,
        cells,
        title="Most worth asking first",
        nothing="Nothing is due for reconfirmation.",
    )


def _overdue_listing(notes: Sequence[Note], today: date) -> Listing:
    return Listing(
        Note,
        notes,
        ("note#", "customer", "kind", "what", "when"),
        lambda note: (
            str(note.number),
            note.customer,
            note.kind,
            remark(note),
            by_when(note, today),
        ),
        title="Overdue or due today",
    )


def _marked(note: Note) -> str:
    return f"{'! ' * note.alert}{remark(note)}"


def _since(note: Note, today: date) -> str:
    return say_day(note.confirmed_on, today)
