"""The verbs, drawn one after the other, beside a plain model of what a pad should have then.

The model is a few dicts and a list of the states before; it knows no SQL and no journal.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from prefpad import Pad
from prefpad.db import connection as opening
from prefpad.verify.content_rows import check_content
from tests.conftest import TODAY

NAMES = ("Sam Smith", "Ida Berg", "Łukasz Żółć", "Siobhán O'Brien", "Kim Lee")
TEXTS = ("oat latte", "a quiet room", "décaf #coffee", "tea: green", "window seat")
DAYS = ("2025-06-01", "2026-02-01", "2026-03-01")
FEW = st.integers(0, 99)


@dataclass
class Model:
    """What a pad should have: names; of notes whose, the text, and whether it holds; visit days."""

    names: dict[int, str] = field(default_factory=dict)
    notes: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    visits: dict[int, set[str]] = field(default_factory=dict)


class Verbs(RuleBasedStateMachine):
    """Does to a pad and to the model the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name, "pad.db")
        opening.create(self.path)
        self.pad = Pad(self.path, today=TODAY, author="Ana")
        self.model = Model()
        self.before: list[Model] = []

    def teardown(self) -> None:
        """Check all that the pad has, and let it go."""
        self.pad.close()
        assert check_content(self.path, TODAY).findings == []
        self.folder.cleanup()

    def change(self) -> Model:
        """Return the model to be changed, and remember it as it is."""
        self.before.append(deepcopy(self.model))
        return self.model

    def somebody(self, which: int) -> int:
        return sorted(self.model.names)[which % len(self.model.names)]

    def a_note(self, which: int) -> int:
        held = [note for note, (*_, how) in sorted(self.model.notes.items()) if how == "holds"]
        return held[which % len(held)]

    def has_people(self) -> bool:
        return bool(self.model.names)

    def has_notes(self) -> bool:
        return any(how == "holds" for *_, how in self.model.notes.values())

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def add_somebody(self, name: str, text: str) -> None:
        model = self.change()
        note = self.pad.add(name, text, new=True)
        model.names[note.customer_number] = name
        model.notes[note.number] = (note.customer_number, note.text, "holds")

    @precondition(has_people)
    @rule(which=FEW, number=st.integers(0, 999))
    def add(self, which: int, number: int) -> None:
        customer = self.somebody(which)
        texts = {text for of, text, _ in self.model.notes.values() if of == customer}
        if (text := f"remark {number}") in texts:
            return
        model = self.change()
        note = self.pad.add(f"@{customer}", text)
        assert note.number not in model.notes
        model.notes[note.number] = (customer, text, "holds")

    @precondition(has_notes)
    @rule(which=FEW)
    def is_gone(self, which: int) -> None:
        number, model = self.a_note(which), self.change()
        self.pad.confirm(number, gone=True)
        customer, text, _ = model.notes[number]
        model.notes[number] = (customer, text, "gone")

    @precondition(has_notes)
    @rule(which=FEW)
    def delete(self, which: int) -> None:
        number, model = self.a_note(which), self.change()
        self.pad.delete_note(number)
        customer, text, _ = model.notes[number]
        model.notes[number] = (customer, text, "deleted")

    @precondition(has_people)
    @rule(which=FEW, day=st.sampled_from(DAYS))
    def visit(self, which: int, day: str) -> None:
        customer = self.somebody(which)
        if day in self.model.visits.get(customer, set()):
            return
        model = self.change()
        self.pad.visit(f"@{customer}", on=day)
        model.visits.setdefault(customer, set()).add(day)

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.pad.undo()
        self.model = self.before.pop()

    @precondition(has_people)
    @rule(which=FEW)
    def forget(self, which: int) -> None:
        customer = self.somebody(which)
        self.pad.forget(f"@{customer}", memory=False)
        self.before.clear()
        del self.model.names[customer]
        self.model.visits.pop(customer, None)
        notes = self.model.notes.items()
        self.model.notes = {number: note for number, note in notes if note[0] != customer}

    @rule()
    def close_and_open(self) -> None:
        self.pad.close()
        self.pad = Pad(self.path, today=TODAY, author="Ana")

    @invariant()
    def both_have_the_same(self) -> None:
        people = {customer.number: customer.name for customer in self.pad.customers()}
        assert people == self.model.names
        for number in people:
            held = {note.number: note.text for note in self.pad.notes(f"@{number}")}
            assert held == {
                note: text
                for note, (of, text, how) in self.model.notes.items()
                if how != "deleted" and of == number
            }
            days = {visit.on.isoformat() for visit in self.pad.visits(f"@{number}")}
            assert self.model.visits.get(number, set()) <= days


TestVerbs = Verbs.TestCase
TestVerbs.settings = settings(stateful_step_count=40)
