"""The verbs at the counter: note, recall, confirm, visit, done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from prefpad.customers import lookup as people
from prefpad.customers import repository as customers
from prefpad.domain.dates import past_day
from prefpad.domain.errors import AskedWrongly
from prefpad.notes.card import lay_out
from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from prefpad.customers.lookup import Making
    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.dates import Day, Interval
    from prefpad.domain.models import Card, Note
    from prefpad.domain.outcomes import Visit
    from prefpad.notes.add import AddResult
    from prefpad.notes.draft import NoteFields
    from prefpad.notes.greeting import Greeting


class Counter(OpenPad):
    """What is done while the customer is there."""

    def add(
        self,
        customer: str,
        text: str,
        *,
        kind: str = "preference",
        topic: str | None = None,
        stance: str | None = None,
        source: str = "told",
        voice: str | None = None,
        alert: bool = False,
        by: Day | None = None,
        on: Day | None = None,
        every: Interval | None = None,
        instead: int | None = None,
        new: bool = False,
        under: int | None = None,
        because: str | None = None,
    ) -> Note:
        """Jot a note on a customer and return it; the same again on another day counts as seen.

        Args:
            customer: any handle; with `new` the name of a new customer, a namesake included.
            text: the remark; `coffee: ...` or `#coffee` sets the topic.
            kind: one of `prefpad.domain.vocabulary.KINDS`, or `idea` for an extra not given yet.
            topic: a short word, in place of one in the text.
            stance: `likes` or `dislikes`.
            source: `told`, `observed` or `relayed`.
            voice: `say`, `act` or `private`, in place of the kind's own. A text that speaks of a
                sensitive subject is kept private all the same, and one that judges unsaid, unless
                it is an alert or there is a reason.
            alert: a need that must be seen first.
            by: the day a promise, problem or want is due.
            on: the day it was learnt; today by default.
            every: ask again at this interval.
            instead: the number of the note that this one replaces.
            new: make the customer.
            under: the number of the problem it belongs under.
            because: why the voice is to be what it is, whatever the text speaks of.

        Raises:
            AskedWrongly: words or days that make no sense.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            NoSuchNote: there is no note `instead` or `under`.
            CouldNot: the pad requires consent, and there is none.
        """
        return self.add_with_result(
            customer,
            text,
            kind=kind,
            topic=topic,
            stance=stance,
            source=source,
            voice=voice,
            alert=alert,
            by=by,
            on=on,
            every=every,
            instead=instead,
            under=under,
            because=because,
            making="always" if new else "never",
        ).note

    def add_with_result(
        self, customer: str, text: str, *, making: Making = "never", **fields: Unpack[NoteFields]
    ) -> AddResult:
        """Do what `add` does with the same `fields`, and return what came of it too.

        `making` says when to make the customer: `if unknown` makes one of two or more words that
        nobody on the pad comes near to.
        """
        from prefpad.notes.add import add_note
        from prefpad.notes.consent_gate import refuse_without
        from prefpad.notes.draft import make_draft

        draft = make_draft(text, self.today, self.date_order, **fields)
        with self._write() as writer:
            number, made = people.get_or_create(writer, customer, making, self.today)
            if gate := self._gate:
                refuse_without(gate, number, draft, customer if made else None)
            result = add_note(writer, self._notes, number, draft, fields.get("instead"))
            note = self._as_it_stands(writer, result.note)
        return replace(result, note=note, new_customer=made)

    def recall(self, customer: str, *, everything: bool = False, private: bool = False) -> Card:
        """Return the card of a customer.

        Args:
            customer: any handle.
            everything: every note that holds, candidates and outdated ones too.
            private: private notes too.
        """
        with self._plainly():
            (person,) = customers.get(self._connection, [self._number(customer)])
            notes = self._notes.of(person.number)
        return lay_out(
            person, notes, self.policy, self.today, everything=everything, private=private
        )

    def greet(self, customer: str) -> Greeting:
        """Return what can be read with a customer looking at the screen, and nothing else."""
        from prefpad.notes.greeting import greet
        from prefpad.settings import FIRST_GREETING, GREETING

        with self._plainly():
            (person,) = customers.get(self._connection, [self._number(customer)])
            notes = self._notes.of(person.number)
            known = customers.was_here_before(
                self._connection, person.number, self.today.isoformat()
            )
        template = self._settings.value(GREETING if known else FIRST_GREETING)
        return greet(person, notes, template, self.policy, self.today)

    def confirm(
        self,
        note: int,
        *,
        now: str | None = None,
        gone: bool = False,
        seen: bool = False,
        on: Day | None = None,
    ) -> Note:
        """Record that a note is still true, has changed to `now`, is gone, or was seen again.

        Raises:
            NoSuchNote: there is none with that number.
            CouldNot: it has ended, or another note says the same as `now`.
            AskedWrongly: a promise or problem, or two answers at once.
        """
        if (now is not None) + gone + seen > 1:
            raise AskedWrongly(
                "A note is one of changed, gone and seen.", "Give one of --now, --gone and --seen."
            )
        from prefpad.notes import confirm as confirming

        day = past_day(on, self.today, self.date_order)
        with self._write() as writer:
            running = confirming.open_note(self._notes, note)
            confirmed = confirming.confirm(
                writer, self._notes, running, day, now=now, gone=gone, seen=seen
            )
            return self._as_it_stands(writer, confirmed)

    def visit(self, customer: str, *, on: Day | None = None) -> Visit:
        """Record that a customer was here; twice on a day is once."""
        from prefpad.domain.outcomes import Visit

        day = past_day(on, self.today, self.date_order)
        with self._write() as writer:
            (person,) = customers.get(self._connection, [self._number(customer)])
            number = customers.visit(writer, person.number, day.isoformat())
        return Visit(number, person.name, person.number, day)

    def done(
        self, note: int, text: str | None = None, *, withdrawn: bool = False, on: Day | None = None
    ) -> Note:
        """End a promise as kept, a problem as solved, an idea as given, a want as granted.

        Args:
            note: its number.
            text: what was done, kept as a note under it.
            withdrawn: it was taken back instead.
            on: the day; today by default.
        """
        from prefpad.notes import confirm as confirming
        from prefpad.notes.add import apply_discretion, insert
        from prefpad.notes.draft import make_draft

        day = past_day(on, self.today, self.date_order)
        with self._write() as writer:
            running = confirming.open_note(self._notes, note)
            if text is not None:
                draft = make_draft(
                    text, self.today, self.date_order, kind="other", on=day, under=note
                )
                discreet = apply_discretion(writer, draft, running)
                insert(writer, running.customer_number, discreet)
            return confirming.close_note(writer, self._notes, running, day, withdrawn=withdrawn)

    def _as_it_stands(self, writer: UnitOfWork, note: Note) -> Note:
        """Return a note as it stands once what was written is learnt."""
        writer.flush_schedule()
        return self._notes.get(note.number) or note
