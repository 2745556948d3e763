"""The verbs, drawn one after the other, beside a plain model of what a pad should have then.

The model is a few dicts and a list of the states before; it knows no SQL and no journal. The long run
takes 2,000 steps at least, drawn anew.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ClassVar, Literal

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from prefpad import Edit, Pad
from prefpad.db import connection as opening
from prefpad.verify.content_rows import check_content
from tests.conftest import TODAY
from tests.helpers.sizes import scaled

if TYPE_CHECKING:
    from tests.safety.conftest import Say

NAMES = ("Sam Smith", "Ida Berg", "Łukasz Żółć", "Siobhán O'Brien", "Kim Lee")
TEXTS = ("oat latte", "a quiet room", "décaf #coffee", "tea: green", "window seat")
TAGS = ("guest", "guest/business", "regular")
DAYS = ("2025-06-01", "2026-02-01", "2026-03-01")
FEW = st.integers(0, 99)


@dataclass
class Model:
    """What a pad should have: names and tags; of notes whose, the text, and how it is; visit days."""

    names: dict[int, str] = field(default_factory=dict)
    tags: dict[int, set[str]] = field(default_factory=dict)
    notes: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    visits: dict[int, set[str]] = field(default_factory=dict)


class Verbs(RuleBasedStateMachine):
    """Does to a pad and to the model the same."""

    steps: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.serial = 0
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

    def change(self, verb: str) -> Model:
        """Return the model for a verb to change, and remember it as it is."""
        self.steps[verb] += 1
        self.before.append(deepcopy(self.model))
        return self.model

    def its_own(self, text: str) -> str:
        """Return a text that stands nowhere else."""
        self.serial += 1
        return f"{text} {self.serial}"

    def is_new(self, customer: int) -> int:
        """Return the number of the note of a customer that the model does not know."""
        (number,) = {note.number for note in self.pad.notes(f"@{customer}")} - {*self.model.notes}
        return number

    def somebody(self, which: int) -> int:
        return sorted(self.model.names)[which % len(self.model.names)]

    def a_note(self, which: int, wanted: str = "holds") -> int:
        held = [note for note, (*_, how) in sorted(self.model.notes.items()) if how == wanted]
        return held[which % len(held)]

    def becomes(self, number: int, how: str, text: str = "") -> None:
        customer, old, _ = self.model.notes[number]
        self.model.notes[number] = (customer, text or old, how)

    def has_people(self) -> bool:
        return bool(self.model.names)

    def has_two_people(self) -> bool:
        return len(self.model.names) > 1

    def has_notes(self) -> bool:
        return any(how == "holds" for *_, how in self.model.notes.values())

    def has_problems(self) -> bool:
        return any(how == "open" for *_, how in self.model.notes.values())

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def add_somebody(self, name: str, text: str) -> None:
        model = self.change("add, new")
        note = self.pad.add(name, self.its_own(text), new=True)
        model.names[note.customer_number] = name
        model.notes[note.number] = (note.customer_number, note.text, "holds")

    @precondition(has_people)
    @rule(which=FEW, is_problem=st.booleans())
    def add(self, which: int, is_problem: bool) -> None:
        customer, model = self.somebody(which), self.change("add")
        kind: Literal["problem", "fact"] = "problem" if is_problem else "fact"
        note = self.pad.add(f"@{customer}", self.its_own("remark"), kind=kind)
        assert note.number not in model.notes
        model.notes[note.number] = (customer, note.text, "open" if is_problem else "holds")

    @precondition(has_problems)
    @rule(which=FEW)
    def is_done(self, which: int) -> None:
        number = self.a_note(which, "open")
        model = self.change("done")
        result = self.its_own("put right")
        self.pad.done(number, result)
        self.becomes(number, "done")
        customer = model.notes[number][0]
        model.notes[self.is_new(customer)] = (customer, result, "result")

    @precondition(has_notes)
    @rule(which=FEW)
    def has_changed(self, which: int) -> None:
        number = self.a_note(which)
        self.change("confirm --now")
        note = self.pad.confirm(number, now=self.its_own("rather tea"))
        assert note.number == number
        self.becomes(number, "holds", note.text)

    @precondition(has_notes)
    @rule(which=FEW)
    def is_gone(self, which: int) -> None:
        number = self.a_note(which)
        self.change("confirm --gone")
        self.pad.confirm(number, gone=True)
        self.becomes(number, "gone")

    @precondition(has_notes)
    @rule(which=FEW)
    def delete(self, which: int) -> None:
        number = self.a_note(which)
        self.change("delete")
        self.pad.delete_note(number)
        self.becomes(number, "deleted")

    @precondition(has_people)
    @rule(which=FEW, day=st.sampled_from(DAYS))
    def visit(self, which: int, day: str) -> None:
        customer = self.somebody(which)
        if day in self.model.visits.get(customer, set()):
            return
        model = self.change("visit")
        self.pad.visit(f"@{customer}", on=day)
        model.visits.setdefault(customer, set()).add(day)

    @precondition(has_people)
    @rule(which=FEW, tag=st.sampled_from(TAGS))
    def tag(self, which: int, tag: str) -> None:
        customer = self.somebody(which)
        there = self.model.tags.get(customer, set())
        model = self.change("customer --tag")
        theirs = model.tags.setdefault(customer, set())
        if tag in there:
            self.pad.edit(f"@{customer}", Edit(drop=[tag]))
            theirs.remove(tag)
        else:
            self.pad.edit(f"@{customer}", Edit(tags=[tag]))
            theirs.add(tag)

    @precondition(has_two_people)
    @rule(one=FEW, other=FEW)
    def merge(self, one: int, other: int) -> None:
        stays, goes = self.somebody(one), self.somebody(other)
        if stays == goes:
            return
        model = self.change("merge")
        self.pad.merge(f"@{stays}", f"@{goes}")
        del model.names[goes]
        for of in (model.tags, model.visits):
            of[stays] = of.get(stays, set()) | of.pop(goes, set())
        for number, (customer, text, how) in model.notes.items():
            if customer == goes:
                model.notes[number] = (stays, text, how)

    @rule(text=st.sampled_from(TEXTS), tag=st.sampled_from(TAGS))
    def import_somebody(self, text: str, tag: str) -> None:
        model = self.change("import")
        name, text = self.its_own("Guest"), f"likes: {self.its_own(text.partition(' #')[0])}"
        file = Path(self.folder.name, "list.csv")
        row = f"{name},030 555 {self.serial:04},{tag},preference,song,{text}"
        file.write_text(f"customer,phone,tags,kind,topic,text\n{row}\n", encoding="utf-8")
        assert self.pad.import_file(file).created == 1
        (customer,) = {one.number for one in self.pad.customers()} - {*model.names}
        model.names[customer] = name
        model.tags[customer] = {tag}
        model.notes[self.is_new(customer)] = (customer, text, "holds")

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.steps["undo"] += 1
        self.pad.undo()
        self.model = self.before.pop()

    @precondition(has_people)
    @rule(which=FEW)
    def forget(self, which: int) -> None:
        customer = self.somebody(which)
        self.steps["forget"] += 1
        self.pad.forget(f"@{customer}", memory=False)
        self.before.clear()
        del self.model.names[customer]
        self.model.visits.pop(customer, None)
        self.model.tags.pop(customer, None)
        notes = self.model.notes.items()
        self.model.notes = {number: note for number, note in notes if note[0] != customer}

    @rule()
    def close_and_open(self) -> None:
        self.pad.close()
        self.pad = Pad(self.path, today=TODAY, author="Ana")

    @invariant()
    def both_have_the_same(self) -> None:
        people = {customer.number: customer for customer in self.pad.customers()}
        assert {number: one.name for number, one in people.items()} == self.model.names
        for number, one in people.items():
            assert {*one.tags} == self.model.tags.get(number, set())
            held = {note.number: note.text for note in self.pad.notes(f"@{number}")}
            assert held == {
                note: text
                for note, (of, text, how) in self.model.notes.items()
                if how != "deleted" and of == number
            }
            days = {visit.on.isoformat() for visit in self.pad.visits(f"@{number}")}
            assert self.model.visits.get(number, set()) <= days


STEPS = 40
TestVerbs = Verbs.TestCase
TestVerbs.settings = settings(max_examples=scaled(10, 100), stateful_step_count=STEPS)


def test_every_verb_had_its_turn(say: Say) -> None:
    steps = Verbs.steps
    if not steps:
        pytest.skip("the verbs were not drawn in this process")
    told = ", ".join(f"{count} x {verb}" for verb, count in sorted(steps.items()))
    say(f"{steps.total():,} steps beside the model: {told}")
    assert len(steps) == 12


@pytest.mark.parametrize("verb", ["undo", "visit"])
def test_a_verb_that_does_nothing_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr(Pad, verb, lambda *_, **__: None)
    without_shrinking = settings(
        max_examples=50, stateful_step_count=STEPS, phases=[Phase.generate], database=None
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Verbs, settings=without_shrinking)
