"""The pad: every verb that the command line and scripts have."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar, Unpack, cast

from prefpad import people
from prefpad.core.card import lay_out
from prefpad.core.dates import as_day, parse_interval, past_day
from prefpad.core.errors import AlreadyThere, AskedWrongly, NoSuchNote
from prefpad.core.policy import Policy
from prefpad.core.words import ROLES, check_word
from prefpad.store import customers, opening, settings
from prefpad.store.failures import told_plainly
from prefpad.store.notes import Notes
from prefpad.store.writing import signed, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from prefpad.core.dates import DateOrder, Day, Interval
    from prefpad.core.jot import NoteFields
    from prefpad.core.records import Card, Check, Customer, Due, ImportReport, Note, Visit
    from prefpad.editing import Edit
    from prefpad.jotting import Jotted
    from prefpad.people import Making
    from prefpad.store.writing import Writer

_Limit = TypeVar("_Limit", int, int | None)


class Pad:
    """An open pad, to be used as a context manager.

    Days are `datetime.date` or text as people write it; intervals are days or text ("6 months");
    a customer is any handle, or `@7` for number 7. Every verb returns frozen records or raises a
    `PrefpadError`; none prints, prompts or exits.

    Args:
        path: the SQLite file.
        today: the day it is, for tests and rehearsals; None for the real one.
        create: make the file if it is not there.
        author: who writes; None for the name of the login.
        command: what the journal calls the writing command.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        today: Day | None = None,
        create: bool = False,
        author: str | None = None,
        command: str = "script",
    ) -> None:
        self.path = Path(path)
        really = date.today()  # noqa: DTZ011 - the day at the counter is the local one
        self.today = really if today is None else as_day(today, today=really)
        self._author = author
        self._command = command
        if create and not self.path.exists():
            with suppress(AlreadyThere):  # another terminal was faster
                opening.create(self.path)
        self._connection = opening.open_pad(self.path)
        try:
            with self._plainly():
                self._settings = settings.read(self._connection, self.path)
        except BaseException:
            self.close()
            raise
        self.policy = Policy(self._settings.question_price)
        self._notes = Notes(self._connection, self.policy)

    @staticmethod
    def make(path: Path | str) -> None:
        """Make a new, empty pad.

        Raises:
            CouldNot: something is there already, or the folder cannot be written.
            PadUnusable: the folder is on a network share.
        """
        opening.create(Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the pad cannot be used afterwards."""
        self._connection.close()

    # -- at the counter --------------------------------------------------------------------------

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
    ) -> Note:
        """Jot a note on a customer and return it; the same again on another day counts as seen.

        Args:
            customer: any handle; with `new` the name of a new customer, a namesake included.
            text: the remark; `coffee: ...` or `#coffee` sets the topic.
            kind: one of `prefpad.core.words.KINDS`, or `idea` for an extra not given yet.
            topic: a short word, in place of one in the text.
            stance: `likes` or `dislikes`.
            source: `told`, `observed` or `relayed`.
            voice: `say`, `act` or `private`, in place of the kind's own.
            alert: a need that must be seen first.
            by: the day a promise, problem or want is due.
            on: the day it was learnt; today by default.
            every: ask again at this interval.
            instead: the number of the note that this one replaces.
            new: make the customer.
            under: the number of the problem it belongs under.

        Raises:
            AskedWrongly: words or days that make no sense.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            NoSuchNote: there is no note `instead` or `under`.
        """
        return self.jot(
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
            making="always" if new else "never",
        ).note

    def jot(
        self, customer: str, text: str, *, making: Making = "never", **fields: Unpack[NoteFields]
    ) -> Jotted:
        """Do what `add` does with the same `fields`, and return what came of it too.

        `making` says when to make the customer: `if unknown` makes one of two or more words that
        nobody on the pad comes near to.
        """
        from prefpad.core.jot import drafted
        from prefpad.jotting import jot

        draft = drafted(text, self.today, self.date_order, **fields)
        with self._write() as writer:
            number, made = people.known_or_made(writer, customer, making, self.today)
            jotted = jot(writer, self._notes, number, draft, fields.get("instead"))
        return replace(jotted, new_customer=made)

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

    def due(
        self,
        *,
        within: Interval | None = None,
        topic: str | None = None,
        customer: str | None = None,
        limit: int | None = None,
        private: bool = False,
    ) -> list[Due]:
        """Return what is due for reconfirmation, most worth asking first.

        Args:
            within: also what becomes due in this time.
            topic: only this topic.
            customer: only this customer.
            limit: at most so many.
            private: private notes too.
        """
        from prefpad.store.due import due_numbers

        until, most = self._until(within), _checked_limit(limit)
        with self._plainly():
            if customer is None:
                numbers = due_numbers(
                    self._connection, self.policy, self.today, until, topic, most, private=private
                )
                notes = self._notes.numbered(numbers)
            else:
                theirs = [
                    note
                    for note in self._notes.of(self._number(customer))
                    if private or note.alert or note.voice != "private"
                ]
                notes = self.policy.due_among(theirs, until, self.today, topic)[:most]
        return [self._due(note) for note in notes]

    def count_due(
        self, *, within: Interval | None = None, topic: str | None = None, private: bool = False
    ) -> int:
        """Return how many notes are due, counted no further than a thousand."""
        from prefpad.store.due import count_due

        with self._plainly():
            return count_due(self._connection, self._until(within), topic, private=private)

    def overdue(
        self,
        *,
        within: Interval | None = None,
        customer: str | None = None,
        limit: int | None = None,
        private: bool = False,
    ) -> list[Note]:
        """Return the open promises and problems whose day has come, the oldest first."""
        with self._plainly():
            number = None if customer is None else self._number(customer)
            return self._notes.overdue(self._until(within), number, limit, private=private)

    def why(self, note: Note) -> str:
        """Say in one sentence why a note is, or is not yet, worth asking about."""
        from prefpad.core import wording

        return wording.why(note, self.policy, self.today)

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
        from prefpad import confirming

        day = past_day(on, self.today, self.date_order)
        with self._write() as writer:
            running = confirming.running(self._notes, note)
            return confirming.confirm(
                writer, self._notes, running, day, now=now, gone=gone, seen=seen
            )

    def visit(self, customer: str, *, on: Day | None = None) -> Visit:
        """Record that a customer was here; twice on a day is once."""
        from prefpad.core.records import Visit

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
        from prefpad import confirming
        from prefpad.core.jot import drafted
        from prefpad.jotting import as_hidden_as, insert

        day = past_day(on, self.today, self.date_order)
        with self._write() as writer:
            running = confirming.running(self._notes, note)
            if text is not None:
                draft = drafted(text, self.today, self.date_order, kind="other", on=day, under=note)
                hidden = as_hidden_as(running, draft)
                insert(writer, self._notes, running.customer_number, hidden)
            return confirming.finish(writer, self._notes, running, day, withdrawn=withdrawn)

    # -- looking ---------------------------------------------------------------------------------

    def note(self, number: int) -> Note:
        """Return one note.

        Raises:
            NoSuchNote: there is none with that number.
        """
        with self._plainly():
            note = self._notes.get(number)
        if note is None:
            raise NoSuchNote(
                f"There is no note {number}.", "`prefpad recall NAME` shows the numbers."
            )
        return note

    def notes(self, customer: str) -> list[Note]:
        """Return all notes on a customer, ended ones too, the oldest first."""
        with self._plainly():
            return self._notes.of(self._number(customer))

    def checks(self, customer: str) -> list[Check]:
        """Return every time that a note on a customer was confirmed, the oldest first."""
        with self._plainly():
            return self._notes.checks(self._number(customer))

    def find(self, text: str, *, limit: int = 5) -> list[Customer]:
        """Return the customers that `text` may mean, best first, misspellings included."""
        with self._plainly():
            return people.find(self._connection, text, _checked_limit(limit))

    def search(self, words: str, *, limit: int = 20, private: bool = False) -> list[Note]:
        """Return the notes that hold every one of `words`, newest first."""
        from prefpad.store.search import matching

        with self._plainly():
            numbers = matching(self._connection, words, _checked_limit(limit), private)
            return self._notes.numbered(numbers)

    # -- customers -------------------------------------------------------------------------------

    def customer(self, customer: str) -> Customer:
        """Return the one customer that a handle means.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        with self._plainly():
            (person,) = customers.get(self._connection, [self._number(customer)])
        return person

    def customers(
        self,
        *,
        tag: str | None = None,
        role: str | None = None,
        owner: str | None = None,
        limit: int | None = None,
    ) -> list[Customer]:
        """Return the customers with a tag or a level below it, a role, an owner, by name.

        Raises:
            AskedWrongly: the role is none.
        """
        if role is not None:
            check_word("role", role, ROLES)
        with self._plainly():
            wanted = customers.Filter(tag, role, owner)
            numbers = customers.numbers_of(self._connection, wanted, _checked_limit(limit))
            return customers.get(self._connection, numbers)

    def edit(self, customer: str, wanted: Edit, *, new: bool = False) -> Customer:
        """Change what is kept about a customer and return it; with `new`, make the customer.

        Raises:
            AskedWrongly: a name, handle, tag, role or day that is none.
            CouldNot: something to drop that the customer does not have.
        """
        from prefpad import editing

        making: Making = "always" if new else "never"
        with self._write() as writer:
            number, _ = people.known_or_made(writer, customer, making, self.today)
            editing.edit(writer, number, wanted, self.today, self.date_order)
        return self.customer(f"@{number}")

    def is_known(self, name: str) -> bool:
        """Tell whether a name is not to be taken for a new customer's without `--new`."""
        with self._plainly():
            return people.must_be_known(self._connection, name)

    def standing_on(self, customer: str, stance: str, topic: str | None, text: str) -> list[Note]:
        """Return the standing preferences, none private, that one on the same topic may replace.

        Args:
            customer: any handle.
            stance: of the new preference, as `add` takes it.
            topic: likewise.
            text: likewise.
        """
        from prefpad.jotting import rivals

        return rivals(self.notes(customer), stance, topic, text)

    # -- files -----------------------------------------------------------------------------------

    def import_file(
        self,
        path: Path | str | BinaryIO,
        *,
        dry_run: bool = False,
        skip_bad: bool = False,
        rejects: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportReport:
        """Import a customer list in our own layout.

        Args:
            path: a CSV file, or a stream of bytes that holds one.
            dry_run: go the same way and write nothing.
            skip_bad: write the good rows though others are rejected.
            rejects: where the rejected rows then go, each with its reason.
            progress: told the bytes done and the bytes to do, now and then.

        Returns:
            What came of each row. Nothing was written if any was rejected, unless `skip_bad`; all
            of them are counted, and the first thousand are listed with their lines and reasons.

        Raises:
            AskedWrongly: the file is no customer list.
            CouldNot: it cannot be read, or changed meanwhile; nothing was written.
            PadUnusable: the pad is damaged.
        """
        from prefpad.filling import Target, fill

        target = Target(
            self.path, self._connection, self._notes, self._write, self.today, self.date_order
        )
        with self._plainly():
            return fill(
                target,
                path,
                dry_run=dry_run,
                skip_bad=skip_bad,
                rejects=rejects,
                progress=progress,
            )

    # -- days and transactions -------------------------------------------------------------------

    @property
    def date_order(self) -> DateOrder | None:
        """The order in which this pad's owner writes dates, or None."""
        return self._settings.date_order

    def _due(self, note: Note) -> Due:
        from prefpad.core.records import Due

        chance = self.policy.chance_changed(note, self.today)
        return Due(note, cast("date", note.due_on), chance, self.why(note))

    def _until(self, within: Interval | None) -> date:
        return self.today + timedelta(0 if within is None else parse_interval(within))

    def _number(self, customer: str) -> int:
        return people.the_one(self._connection, customer)

    def _plainly(self) -> AbstractContextManager[None]:
        return told_plainly(self.path)

    @contextmanager
    def _write(self) -> Iterator[Writer]:
        signature = signed(self._author, self._command)
        with self._plainly(), write(self._connection, signature) as writer:
            yield writer


def _checked_limit(limit: _Limit) -> _Limit:
    if limit is not None and limit < 0:
        raise AskedWrongly("A limit below zero makes no sense.", "Give 0 or more.")
    return limit
