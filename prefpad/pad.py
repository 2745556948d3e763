"""The pad: every verb that the command line and scripts have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.connection import not_for_long
from prefpad.domain.dates import as_day, local_today
from prefpad.domain.validation import checked_path
from prefpad.session import open_session
from prefpad.settings import SETTINGS, all_options, explain, option, set_option

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO, Literal, Self

    from prefpad.customers.edit import Edit
    from prefpad.db.unit_of_work import ChangeSet
    from prefpad.domain.dates import DateOrder, Day, Interval
    from prefpad.domain.models import Card, Check, Customer, ExpectedVisit, Note, Rhythm, Visit
    from prefpad.domain.setting import Option
    from prefpad.domain.vocabulary import Consenting, KindName, Role, Source, Stance, Voice
    from prefpad.duplicates.find import DuplicatePair
    from prefpad.duplicates.merge import Merged
    from prefpad.exporting.models import ExportReport, Form
    from prefpad.history.models import Change, ChangedRow, Import, NoteHistory, Undone
    from prefpad.importing.report import ImportReport, Preview, RowOutcome
    from prefpad.notes.due import Due
    from prefpad.notes.greeting import Greeting
    from prefpad.notes.owners_words import Answer
    from prefpad.notes.sensitive import Sensitivity
    from prefpad.notes.telling import ToTell
    from prefpad.privacy.models import Disclosure, Forgetting, Outlived, Tidied
    from prefpad.privacy.policy_text import PrivacyPolicy
    from prefpad.reconfirmation.topic_rows import TopicReport
    from prefpad.reports.models import Report
    from prefpad.restore.backup import Backup
    from prefpad.restore.restore import Restored
    from prefpad.session import Session
    from prefpad.verify.rescue_rows import Rescued
    from prefpad.verify.verify import Verified
    from prefpad.visits.today import Briefing


def _follow(session: Session, changes: ChangeSet) -> None:
    """Bring what is derived from a transaction's rows up to date before it is committed."""
    from prefpad.customers.repository import learn_new_words
    from prefpad.reconfirmation.schedule_rows import update_schedule

    update_schedule(session, changes)
    learn_new_words(session.connection)


def _rebuild(session: Session) -> None:
    """Derive the schedule again from notes, checks and visits."""
    from prefpad.reconfirmation.schedule_rows import schedule_of

    schedule_of(session).rebuild()


def _day(today: Day | None) -> date:
    really = local_today()
    return really if today is None else as_day(today, today=really)


class Pad:
    """An open pad, to be used as a context manager.

    Days are `datetime.date` or text as people write it; intervals are days or text ("6 months");
    a customer is any handle, or `@7` for number 7; a note is its number or the `Note` itself. Every
    verb returns frozen records or raises a `PrefpadError`; none prints, prompts or exits.

    Args:
        path: the SQLite file.
        today: the day it is, for tests and rehearsals; None for the real one.
        create: make the file if it is not there; `when written`, with the first change.
        author: who is writing; None for the login name.
        command: what the journal calls the writing command.
        wait_on: called every second with how long another terminal has held the pad; says whether
            to keep waiting. None to give up after ten seconds.

    Raises:
        PadUnusable: the file is missing, damaged, not a pad, newer, or on a network share.
        PadBusy: another terminal held it for too long.
    """

    # -- opening and closing ---------------------------------------------------------------------

    def __init__(
        self,
        path: Path | str,
        *,
        today: Day | None = None,
        create: bool | Literal["when written"] = False,
        author: str | None = None,
        command: str = "script",
        wait_on: Callable[[float], bool] | None = None,
    ) -> None:
        self.session = open_session(
            checked_path(path),
            SETTINGS,
            _day(today),
            create=create,
            author=author,
            command=command,
            on_commit=_follow,
            on_upgrade=_rebuild,
            wait_on=wait_on or not_for_long,
        )

    @staticmethod
    def make(path: Path | str) -> None:
        """Make a new, empty pad.

        Raises:
            CouldNot: something is there already, or the folder cannot be written.
            PadUnusable: the folder is on a network share.
        """
        from prefpad.db.connection import create

        create(checked_path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Pad({str(self.path)!r})"

    def close(self) -> None:
        """Close the file; the pad cannot be used afterwards."""
        self.session.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self.session.path

    @property
    def today(self) -> date:
        """The day it is."""
        return self.session.today

    @property
    def date_order(self) -> DateOrder | None:
        """The order in which this pad's owner writes dates, or None."""
        return self.session.date_order

    @property
    def is_clean(self) -> bool:
        """Whether nothing of what was erased is left in the file; else the next start cleans it."""
        from prefpad.db.erasure import is_unfinished

        with self.session.translate_errors():
            return not is_unfinished(self.session.connection)

    # -- at the counter --------------------------------------------------------------------------

    def add(
        self,
        customer: str,
        text: str,
        *,
        kind: KindName | Literal["idea"] = "preference",
        topic: str | None = None,
        stance: Stance | None = None,
        source: Source = "told",
        voice: Voice | None = None,
        alert: bool = False,
        by: Day | None = None,
        on: Day | None = None,
        every: Interval | None = None,
        instead: int | Note | None = None,
        new: bool = False,
        under: int | Note | None = None,
        because: str | None = None,
        owner: str | None = None,
        no_alert: bool = False,
    ) -> Note:
        """Add a note on a customer and return it; the same again on another day counts as seen.

        Args:
            customer: any handle; with `new`, the name of a new customer, even a namesake.
            text: the remark; `coffee: ...` or `#coffee` sets the topic.
            kind: what it is; `idea` is an extra not given yet.
            topic: a short word, in place of one in the text.
            stance: `likes` or `dislikes`.
            source: `told`, `observed` or `relayed`.
            voice: `say`, `act` or `private`, in place of the kind's own. A text that mentions a
                sensitive subject stays private anyway, and one that judges somebody unsaid, unless
                it is an alert or there is a reason.
            alert: a need that must be seen first. A text that states an allergy or access need
                becomes one by itself; what else is private in it becomes a note of its own.
            by: the day a promise, problem or want is due.
            on: the day it was learnt; today by default.
            every: ask again at this interval.
            instead: the note that this one replaces.
            new: make the customer.
            under: the problem it belongs under.
            because: why the note has this voice, whatever the text mentions.
            owner: the colleague who is in charge of it.
            no_alert: do not make an alert, whatever the text states.

        Raises:
            AskedWrongly: invalid words or days.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            NoSuchNote: there is no note `instead` or `under`.
            CouldNot: the pad requires consent, and there is none.
        """
        from prefpad.notes.add import add_note

        return add_note(
            self.session,
            customer,
            text,
            kind=kind,
            topic=topic,
            stance=stance,
            source=None if source == "told" else source,
            voice=voice,
            alert=False if no_alert else alert or None,
            by=by,
            on=on,
            every=every,
            instead=instead,
            under=under,
            because=because,
            owner=owner,
            making="always" if new else "never",
        ).note

    def recall(self, customer: str, *, everything: bool = False, private: bool = False) -> Card:
        """Return the card of a customer.

        Args:
            customer: any handle.
            everything: every current note, candidates and outdated ones too.
            private: private notes too.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.notes.recall import recall

        with self.session.translate_errors():
            return recall(self.session, customer, everything=everything, private=private)

    def greet(self, customer: str) -> Greeting:
        """Return what can be read with a customer looking at the screen, and nothing else.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.notes.recall import greet

        with self.session.translate_errors():
            return greet(self.session, customer)

    def confirm(
        self,
        note: int | Note,
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
        from prefpad.notes.confirm import confirm

        return confirm(self.session, note, now=now, gone=gone, seen=seen, on=on)[0]

    def visit(
        self,
        customer: str,
        *,
        on: Day | None = None,
        served: str | None = None,
        served_by: str | None = None,
    ) -> Visit:
        """Record that a customer was here; twice on one day counts once.

        Args:
            customer: any handle.
            on: the day; today by default.
            served: what was served and taken, in addition to what was served on that day before. A
                preference that says exactly this counts as seen again.
            served_by: who served.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            BadDay: `on` is not a day, or is in the future.
        """
        from prefpad.visits.record import record_visit

        return record_visit(self.session, customer, on, served, served_by).visit

    def expect_visit(
        self, customer: str, on: Day, *, at: str | None = None, what: str | None = None
    ) -> ExpectedVisit:
        """Record that a customer is expected on a day; it is not a visit day until they come.

        Args:
            customer: any handle.
            on: today or a later day.
            at: the time of day, as in `9:30`.
            what: what they come for.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            BadDay: `on` is not a day, or is past.
            AskedWrongly: `at` is not a time of day.
        """
        from prefpad.visits.record import expect_visit

        return expect_visit(self.session, customer, on, at, what).visit

    def not_coming(self, customer: str, *, on: Day | None = None) -> list[ExpectedVisit]:
        """Withdraw the visit that is expected of a customer next, and return it.

        Args:
            customer: any handle.
            on: the day of another visit; all visits expected on it are withdrawn.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            CouldNot: they are not expected.
        """
        from prefpad.visits.record import not_coming

        return not_coming(self.session, customer, on)

    def expected(self, customer: str, *, private: bool = False) -> list[ExpectedVisit]:
        """Return the visits that are expected of a customer, the next one first.

        Args:
            customer: any handle.
            private: show what they come for even if it is private.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.visits.record import expected

        with self.session.translate_errors():
            return expected(self.session, customer, private=private)

    def done(
        self,
        note: int | Note,
        text: str | None = None,
        *,
        withdrawn: bool = False,
        on: Day | None = None,
    ) -> Note:
        """End a promise as kept, a problem as solved, an idea as given, a want as granted.

        Args:
            note: which one.
            text: what was done, kept as a note under it; an allergy or access need in it becomes an
                alert too.
            withdrawn: it was withdrawn instead.
            on: the day; today by default.

        Raises:
            NoSuchNote: there is none with that number.
            CouldNot: it has ended.
            AskedWrongly: a kind that is confirmed, not done.
        """
        from prefpad.notes.done import done

        ((ended, _),) = done(self.session, note, text=text, withdrawn=withdrawn, on=on)
        return ended

    def edit_note(
        self,
        note: int | Note,
        *,
        text: str | None = None,
        topic: str | None = None,
        kind: KindName | Literal["idea"] | None = None,
        stance: Stance | Literal[""] | None = None,
        voice: Voice | None = None,
        because: str | None = None,
        alert: bool | None = None,
        by: Day | None = None,
        on: Day | None = None,
        every: Interval | None = None,
        owner: str | None = None,
        customer: str | None = None,
    ) -> Note:
        """Correct what was wrong from the start, and return the note; it does not count as a check.

        None leaves a field as it is; an empty text removes a topic, stance, day, interval or owner.
        The words are judged again. Without a voice the note is never more open than before.

        Args:
            note: which one, ended or not.
            text: the remark; `coffee: ...` or `#coffee` sets the topic.
            topic: a short word.
            kind: what it is; `idea` is an extra not given yet, `extra` one that was given.
            stance: `likes` or `dislikes`.
            voice: `say`, `act` or `private`.
            because: why it is changed, which `log` and `history` show. With a voice it is why the
                note has that voice, whatever the text mentions. With `by` and no voice it is why an
                open note is moved to that day; the note keeps the day it was first due, and gets
                the reason as a note under it.
            alert: whether it must be seen first; a preference becomes a need.
            by: the day a promise, problem or want is due.
            on: the day you learned it.
            every: ask again at this interval.
            owner: the colleague who is accountable for it.
            customer: whose note it is; what belongs under it moves too.

        Raises:
            AskedWrongly: nothing to change, or invalid words or days.
            NoSuchNote: there is none with that number.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            CouldNot: it was deleted, another note says the same already, or consent is missing.
        """
        from prefpad.notes.correct import edit_note

        return edit_note(
            self.session,
            note,
            text=text,
            topic=topic,
            kind=kind,
            stance=stance,
            voice=voice,
            because=because,
            alert=alert,
            by=by,
            on=on,
            every=every,
            owner=owner,
            customer=customer,
        )

    def delete_note(self, note: int | Note) -> Note:
        """Mark a note as entered by mistake: off every card, list and rate, but not erased.

        The notes under it go too. `undo` brings them back.

        Raises:
            NoSuchNote: there is none with that number.
            CouldNot: it was deleted already.
        """
        from prefpad.notes.correct import delete_note

        return delete_note(self.session, note)

    def briefing(
        self, *, days: int = 1, owner: str | None = None, limit: int | None = None
    ) -> Briefing:
        """Return what today brings: who is expected, what is owed, what to ask, what comes up.

        Nothing private is in it.

        Args:
            days: how many days, today included.
            owner: only promises and problems that this colleague is in charge of, and customers
                whom they look after.
            limit: at most that many of each; a thousand at most.

        Raises:
            AskedWrongly: an invalid number of days.
        """
        from prefpad.visits.today import briefing

        with self.session.translate_errors():
            return briefing(self.session, days=days, owner=owner, limit=limit)

    # -- telling a group -------------------------------------------------------------------------

    def whom_to_tell(self, message: str, *, tag: str) -> list[ToTell]:
        """Return who would be told by `tell`, and who would be left out."""
        from prefpad.notes.telling import whom_to_tell

        with self.session.translate_errors():
            return whom_to_tell(self.session, message, tag)

    def tell(self, message: str, *, tag: str, by: Day | None = None) -> list[ToTell]:
        """Note something to tell everyone with a tag; nothing is sent.

        It is a promise to each of them, owned by the colleague who looks after them, until `told`
        or `done`. Customers who do not want messages are left out and returned last.

        Args:
            message: what to tell them.
            tag: whom to tell: everyone with this tag or a level below it.
            by: the day by which to tell them; today by default.

        Raises:
            AskedWrongly: there is no message or no tag.
        """
        from prefpad.notes.telling import tell

        with self.session.translate_errors():
            return tell(self.session, message, tag, by)

    def untold(self) -> list[ToTell]:
        """Return who has not been told yet, grouped by who looks after them."""
        from prefpad.notes.telling import untold

        with self.session.translate_errors():
            return untold(self.session)

    def told(self, customer: str | None = None, *, on: Day | None = None) -> list[ToTell]:
        """Record that everyone who was not told yet has been told, or only this customer.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            CouldNot: there is nobody left to tell.
        """
        from prefpad.notes.telling import told

        with self.session.translate_errors():
            return told(self.session, customer, on)

    # -- what to ask -----------------------------------------------------------------------------

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
            within: include what becomes due within this time.
            topic: only this topic.
            customer: only this customer.
            limit: at most that many.
            private: private notes too.
        """
        from prefpad.notes.due import due

        with self.session.translate_errors():
            return due(
                self.session,
                within=within,
                topic=topic,
                customer=customer,
                limit=limit,
                private=private,
            )

    def count_due(
        self, *, within: Interval | None = None, topic: str | None = None, private: bool = False
    ) -> int:
        """Return how many notes are due, counting up to a thousand."""
        from prefpad.notes.due import count_due

        with self.session.translate_errors():
            return count_due(self.session, within=within, topic=topic, private=private)

    def overdue(
        self,
        *,
        within: Interval | None = None,
        customer: str | None = None,
        limit: int | None = None,
        private: bool = False,
    ) -> list[Note]:
        """Return the open promises and problems whose day has come, the oldest first."""
        from prefpad.notes.due import overdue

        with self.session.translate_errors():
            return overdue(
                self.session, within=within, customer=customer, limit=limit, private=private
            )

    def why(self, note: int | Note) -> str:
        """Say in one sentence why a note is, or is not yet, worth asking about.

        Raises:
            NoSuchNote: there is none with that number.
        """
        from prefpad.notes.due import why_of

        with self.session.translate_errors():
            return why_of(self.session, note)

    # -- looking things up -----------------------------------------------------------------------

    def note(self, number: int | Note) -> Note:
        """Return one note as it stands now.

        Raises:
            NoSuchNote: there is none with that number.
        """
        from prefpad.notes.lookup import get_note

        with self.session.translate_errors():
            return get_note(self.session, number)

    def named_by(self, note: int | Note) -> list[Customer]:
        """Return whom a note names: the colleagues who were praised, or who sent the customer.

        Raises:
            NoSuchNote: there is none with that number.
        """
        from prefpad.notes.lookup import named_by

        with self.session.translate_errors():
            return named_by(self.session, note)

    def history(self, note: int | Note, *, private: bool = False) -> NoteHistory:
        """Return a note with its answers and changes, the oldest first.

        Args:
            note: which one, deleted ones too.
            private: show its texts from when it was private.

        Raises:
            NoSuchNote: there is none with that number.
        """
        from prefpad.history.log import note_history

        with self.session.translate_errors():
            return note_history(self.session, note, private=private)

    def notes(self, customer: str) -> list[Note]:
        """Return the notes on a customer, ended ones too, deleted ones not, the oldest first."""
        from prefpad.notes.lookup import notes_on

        with self.session.translate_errors():
            return notes_on(self.session, customer)

    def checks(self, customer: str, *, private: bool = False) -> list[Check]:
        """Return every check of a note on a customer, the oldest first.

        Args:
            customer: any handle.
            private: also show the texts of notes that are or once were private.
        """
        from prefpad.notes.lookup import checks_on

        with self.session.translate_errors():
            return checks_on(self.session, customer, private=private)

    def search(self, words: str, *, limit: int | None = 20, private: bool = False) -> list[Note]:
        """Return the notes that contain all of `words`, newest first.

        The beginning of a word is enough; a single letter or digit is a word of its own.

        Raises:
            AskedWrongly: there is no letter or digit in `words`.
        """
        from prefpad.notes.lookup import search

        with self.session.translate_errors():
            return search(self.session, words, limit, private=private)

    def count_private(self, words: str) -> int:
        """Return how many private notes contain all of `words`.

        Raises:
            AskedWrongly: there is no letter or digit in `words`.
        """
        from prefpad.notes.lookup import count_private

        with self.session.translate_errors():
            return count_private(self.session, words)

    def standing_on(
        self, customer: str, stance: Stance | None, topic: str | None, text: str
    ) -> list[Note]:
        """Return the standing preferences that a new one may replace, private ones left out.

        Args:
            customer: any handle.
            stance: of the new preference, as `add` takes it; None if its first word says it.
            topic: of the new preference.
            text: of the new preference.
        """
        from prefpad.notes.add import replaceable_preferences

        notes = self.notes(customer)
        return replaceable_preferences(notes, stance, topic, text, self.session.today)

    def judge(self, text: str) -> Sensitivity:
        """Return what a remark, with its topic, mentions; the owner's own words count too."""
        from prefpad.notes.discretion import judge

        return judge(self.session, None, text)

    def visits(
        self, customer: str, *, limit: int | None = None, private: bool = False
    ) -> list[Visit]:
        """Return the days on which a customer was here, the latest first.

        Args:
            customer: any handle.
            limit: at most that many.
            private: show what was served even if it is private.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.visits.record import visits

        with self.session.translate_errors():
            return visits(self.session, customer, limit, private=private)

    def rhythm(self, customer: str) -> Rhythm | None:
        """Return how often a customer comes, or None if they have never been here.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.visits.record import rhythm

        with self.session.translate_errors():
            return rhythm(self.session, customer)

    def topics(self, *, private: bool = False) -> list[TopicReport]:
        """Return how fast each topic changes: those with checks first, the fastest at the top.

        Args:
            private: also the topics that only private notes have; private notes always count.
        """
        from prefpad.reconfirmation.topic_rows import topics

        with self.session.translate_errors():
            return topics(self.session, private=private)

    def report(self, name: str, *, private: bool = False) -> Report:
        """Return a report on the pad as a whole.

        Args:
            name: `problems`, `regulars`, `slipping`, `topics`, `praise`, `promises`, `referrals`,
                `poll` or `checks`.
            private: count private notes too.

        Raises:
            AskedWrongly: there is no such report.
        """
        from prefpad.reports.catalogue import report

        with self.session.translate_errors():
            return report(self.session, name, private=private)

    # -- customers -------------------------------------------------------------------------------

    def customer(self, customer: str) -> Customer:
        """Return the one customer that a handle means.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.customers.lookup import get_customer

        with self.session.translate_errors():
            return get_customer(self.session, customer)

    def find(self, text: str, *, limit: int | None = 5) -> list[Customer]:
        """Return the customers that `text` may mean, best first, misspellings included."""
        from prefpad.customers.lookup import find_customers

        with self.session.translate_errors():
            return find_customers(self.session, text, limit)

    def customers(
        self,
        *,
        tag: str | Sequence[str] | None = None,
        role: Role | None = None,
        owner: str | None = None,
        without: Sequence[str] = (),
        last_visit_before: Day | None = None,
        sort: Literal["name", "last-visit", "visits", "added"] = "name",
        limit: int | None = None,
    ) -> list[Customer]:
        """Return the customers who meet all of these conditions.

        Args:
            tag: with this tag or a level below it; given several, with all of them.
            role: with this role.
            owner: whom this colleague looks after.
            without: who lack these: `phone`, `email`, `birthday`, `tag`, `owner`, `visits`.
            last_visit_before: whose last visit was before this day, if they were ever here.
            sort: by name, the latest visit, most visits or the newest customer first.
            limit: at most that many.

        Raises:
            AskedWrongly: an unknown role, order or thing to be without.
            BadDay: an invalid day.
        """
        from prefpad.customers.lookup import checked_filter, list_customers

        with self.session.translate_errors():
            wanted = checked_filter(
                self.session, tag, role, owner, without, last_visit_before, sort
            )
            return list_customers(self.session, wanted, limit)

    def retag(
        self, customers: Sequence[Customer], *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> list[Customer]:
        """Add tags to customers and remove others, in one change, and return who changed.

        A tag that states an allergy or access need makes an alert, as in `edit`.

        Raises:
            AskedWrongly: an invalid tag, or the same one to add and to remove.
        """
        from prefpad.notes.add import retag

        with self.session.translate_errors():
            return retag(self.session, customers, add, remove)

    def is_known(self, name: str) -> bool:
        """Tell whether a name means a new customer only if `new` says so."""
        from prefpad.customers.lookup import must_be_known

        with self.session.translate_errors():
            return must_be_known(self.session.connection, name)

    def edit(self, customer: str, wanted: Edit, *, new: bool = False) -> Customer:
        """Change what is kept about a customer and return it; with `new`, make the customer.

        A tag that states an allergy or access need becomes an alert too. A customer who is renamed
        is still found by the old name, which is shown nowhere; an old name with a remark in it is
        dropped.

        Raises:
            AskedWrongly: an invalid name, handle, tag, role or day, or an old name to drop of
                somebody who is not renamed.
            CouldNot: something to drop that the customer does not have.
        """
        from prefpad.notes.add import edit_customer

        return edit_customer(self.session, customer, wanted, new=new).customer

    def duplicates(
        self,
        *,
        customer: str | None = None,
        limit: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[DuplicatePair]:
        """Return the pairs of customers who are likely to be one, best first.

        The pad remembers what was compared until one of the two changes. On a pad of over
        10,000 customers a list with a limit comes from those who share a phone, an e-mail address,
        a card, an id, or a birthday and a word of the name.

        Args:
            customer: only duplicates of this one.
            limit: at most that many; None compares everyone.
            progress: told how many pairs are compared, and of how many, on each way of
                finding them.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.duplicates.find import duplicates

        with self.session.translate_errors():
            return duplicates(self.session, customer=customer, limit=limit, progress=progress)

    def everyone_was_compared(self) -> bool:
        """Tell whether the last `duplicates` came from comparing everyone."""
        from prefpad.duplicates.find import everyone_was_compared

        with self.session.translate_errors():
            return everyone_was_compared(self.session)

    def apart(self, one: str, other: str) -> None:
        """Remember that two customers are two people, so that they are not listed again.

        Raises:
            AskedWrongly: both are the same customer.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.duplicates.find import mark_distinct

        mark_distinct(self.session, one, other)

    def merge(self, keep: str, other: str, *, dry_run: bool = False) -> Merged:
        """Merge two customers: everything about `other` moves to `keep`.

        Args:
            keep: the one who stays, with name and number.
            other: the one who goes.
            dry_run: do the same, but write nothing.

        Raises:
            AskedWrongly: both are the same customer.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            PadUnusable: the file is damaged.
        """
        from prefpad.duplicates.merge import merge

        with self.session.translate_errors():
            return merge(self.session, keep, other, dry_run=dry_run)

    # -- what was done, and taking it back -------------------------------------------------------

    def log(
        self, *, customer: str | None = None, limit: int | None = None, private: bool = False
    ) -> list[Change]:
        """Return the changes to the pad, the newest first.

        Args:
            customer: only those about this customer.
            limit: at most that many.
            private: show the text of private notes too.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.history.log import log

        with self.session.translate_errors():
            return log(self.session, customer=customer, limit=limit, private=private)

    def change(self, number: int | Change, *, private: bool = False) -> Change:
        """Return one change.

        Raises:
            NoSuchChange: there is none with that number.
        """
        from prefpad.history.log import change

        with self.session.translate_errors():
            return change(self.session, number, private=private)

    def changed_rows(
        self, number: int | Change, *, limit: int | None = None, private: bool = False
    ) -> list[ChangedRow]:
        """Return what a change did, row by row; for an import, what it made that is still there.

        Raises:
            NoSuchChange: there is none with that number.
        """
        from prefpad.history.log import changed_rows

        with self.session.translate_errors():
            return changed_rows(self.session, number, limit=limit, private=private)

    def imports(self) -> list[Import]:
        """Return the imports, the newest first."""
        from prefpad.history.log import imports

        with self.session.translate_errors():
            return imports(self.session)

    def to_undo(self, number: int | Change | None = None) -> Change:
        """Return the change that `undo` with this number would take back.

        Raises:
            NoSuchChange: there is none with that number.
            CouldNot: there is nothing to take back, or it was taken back already.
        """
        from prefpad.history.undo import to_undo

        with self.session.translate_errors():
            return to_undo(self.session, number)

    def import_to_undo(self, number: int | Import | None = None) -> Change:
        """Return the change that `undo_import` with this number would take back.

        Raises:
            NoSuchChange: there is no import with that number.
            CouldNot: there is nothing to take back, or it was taken back already.
        """
        from prefpad.history.undo import import_to_undo

        with self.session.translate_errors():
            return import_to_undo(self.session, number)

    def undo(self, number: int | Change | None = None, *, dry_run: bool = False) -> Undone:
        """Take back the last change in effect that is not an undo, or the one with this number.

        An undo can itself be taken back by its number. An import is taken back as a whole, except
        for what was changed since.

        Args:
            number: that of the change, as in `log`.
            dry_run: do the same, but write nothing.

        Raises:
            NoSuchChange: there is none with that number.
            CouldNot: there is nothing to take back, it was taken back already, or later changes
                depend on it.
        """
        from prefpad.history.undo import undo

        with self.session.translate_errors():
            return undo(self.session, number, dry_run=dry_run)

    def undo_import(self, number: int | Import | None = None, *, dry_run: bool = False) -> Undone:
        """Take back the last import still in effect, or the one with this number; see `undo`.

        Raises:
            NoSuchChange: there is no import with that number.
            CouldNot: there is nothing to take back, or it was taken back already.
        """
        from prefpad.history.undo import undo_import

        with self.session.translate_errors():
            return undo_import(self.session, number, dry_run=dry_run)

    # -- files that come and go ------------------------------------------------------------------

    def import_file(
        self,
        path: Path | str | BinaryIO,
        *,
        dry_run: bool = False,
        skip_bad: bool = False,
        rejects: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
        columns: Mapping[str, str] | None = None,
        date_order: DateOrder | None = None,
        consent: Consenting | None = None,
        told: bool = False,
        header_line: int = 0,
        repair: bool = False,
        sheet: str | None = None,
        tell: Callable[[RowOutcome], None] | None = None,
    ) -> ImportReport:
        """Import a list of customers: our own layout, a known program's export, or any other list.

        An empty pad also takes a json that `export` wrote.

        Args:
            path: a CSV file, a workbook, a file of address cards, a calendar or a json, or a stream
                of bytes that is one.
            dry_run: do the same, but write nothing.
            skip_bad: write the good rows even if others are rejected.
            rejects: the file for the rejected rows, each with its reason.
            progress: called now and then with the bytes done and the bytes to do.
            columns: the field for each column, by its name, remembered for the next list with the
                same header. The fields are those of `prefpad.importing.foreign.fields.FIELDS`.
            date_order: `dmy` or `mdy`, if the days in the file do not prove their order.
            consent: `given`, `refused` or `withdrawn`: the consent of everybody in the file to
                messages, if no column says it.
            told: treat what another program's list says as told by the customers, not relayed.
            header_line: the line with the column names, counted from 1; 0 to find it.
            repair: correct letters that were encoded twice, such as `CafÃ©`.
            sheet: the sheet of a workbook to read; by default the first that is shown and has a table.
            tell: called with the outcome of each row.

        Returns:
            The outcome of each row. Nothing was written if any was rejected, unless `skip_bad`; all
            rejected rows are counted, and the first thousand listed with their lines and reasons.

        Raises:
            AskedWrongly: the file is not a list of customers, or an argument is invalid.
            RowsRejected: a json has invalid rows; nothing was written.
            CouldNot: it cannot be read, or changed meanwhile, or it is a json and the pad is not
                empty; nothing was written.
            PadUnusable: the pad is damaged.
        """
        from prefpad.archive.json_stream import is_archive
        from prefpad.importing.csv.reader import on_disk
        from prefpad.importing.service import import_list

        with self.session.translate_errors(), on_disk(path) as file:
            if is_archive(file):
                from prefpad.archive.load import load_archive

                return load_archive(self.session, file, dry_run=dry_run, progress=progress)
            return import_list(
                self.session,
                file,
                dry_run=dry_run,
                skip_bad=skip_bad,
                rejects=rejects,
                progress=progress,
                columns=columns,
                date_order=date_order,
                consent=consent,
                told=told,
                header_line=header_line,
                repair=repair,
                sheet=sheet,
                tell=tell,
            )

    def preview_import(
        self,
        path: Path | str,
        *,
        columns: Mapping[str, str] | None = None,
        date_order: DateOrder | None = None,
        header_line: int = 0,
        sheet: str | None = None,
    ) -> Preview:
        """Return how `import_file` would read a list with the same arguments.

        Raises:
            AskedWrongly: the file is not a list of customers, or an argument is invalid.
            CouldNot: it cannot be read.
        """
        from prefpad.archive.json_stream import is_archive
        from prefpad.importing.service import preview

        with self.session.translate_errors():
            if is_archive(file := checked_path(path)):
                from prefpad.archive.load import preview_archive

                return preview_archive()
            return preview(
                self.session,
                file,
                columns=columns,
                date_order=date_order,
                header_line=header_line,
                sheet=sheet,
            )

    def export(
        self,
        target: Path | str | BinaryIO,
        *,
        form: Form | None = None,
        customer: str | None = None,
        tag: str | None = None,
        private: bool = False,
        replace: bool = False,
    ) -> ExportReport:
        """Write what is in the pad to a file that only its owner may read.

        Args:
            target: the file, or a stream that takes bytes.
            form: `json`: everything but the journal and the list of imports, which are the history
                of this file; `import_file` reads it into an empty pad. `csv`: customers and current
                notes, in the layout of `import_file`. `vcard`: how to reach customers, and what
                may be said. `ical`: expected visits, promises, occasions, days to ask. None to go
                by the ending of the file, `.json`, `.csv`, `.vcf` or `.ics`; json for a stream.
            customer: only this one.
            tag: only customers with this tag or a level below it.
            private: put private notes into an `ical` too. They are always in a `json` and `csv`,
                and never in a `vcard`.
            replace: replace an existing file.

        Raises:
            AskedWrongly: there is no such form, or the arguments do not go together.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            AlreadyThere: the file is there already.
            CouldNot: it cannot be written; no part of it is left.
        """
        from prefpad.exporting.service import export

        return export(
            self.session,
            target,
            form=form,
            customer=customer,
            tag=tag,
            private=private,
            replace=replace,
        )

    def backup(self, path: Path | str | None = None, *, keep: int | None = None) -> Path:
        """Copy the pad into a new file, while others can write, and return its path.

        Args:
            path: the file; None for one named after the pad and the day, in the data folder.
            keep: how many backups of this pad to keep in the same folder, the newest;
                None for all.

        Raises:
            AskedWrongly: `keep` is less than one.
            AlreadyThere: there is a file of that name.
            CouldNot: its folder is not there, or it cannot be written.
            PadUnusable: the pad is damaged.
        """
        from prefpad.restore.backup import back_up

        with self.session.translate_errors():
            return back_up(self.session, path, keep).place

    def backups(self) -> list[Backup]:
        """Return the backups of this pad that are still in their place, the oldest first."""
        from prefpad.restore.backup import list_backups

        with self.session.translate_errors():
            return list_backups(self.session)

    @staticmethod
    def restore(
        path: Path | str,
        backup: Path | str,
        *,
        today: Day | None = None,
        author: str | None = None,
        dry_run: bool = False,
    ) -> Restored:
        """Bring the pad at `path` back to the state of a backup, even while others have it open.

        The pad may be damaged or missing. If it is sound, it is backed up first. Customers
        forgotten since are erased from a copy of the backup before any of it reaches the pad.
        Interrupted at any moment, the pad is whole: either as before or as the backup.

        Args:
            path: the pad.
            backup: the file to go back to, which stays as it is.
            today: the day it is; None for the real one.
            author: who does it; None for the login name.
            dry_run: do the same, but write nothing.

        Raises:
            AskedWrongly: the backup is the pad itself.
            PadUnusable: the backup is missing, damaged, not a pad or newer; or the pad is newer, on
                a network share, or too damaged to be recognised.
            PadBusy: another terminal held the pad for too long.
            CouldNot: the disk is full, or the pad could not be backed up; nothing was restored.
        """
        from prefpad.restore.restore import restore

        pad, file = checked_path(path), checked_path(backup)
        return restore(pad, file, SETTINGS, _day(today), author, dry_run=dry_run)

    @staticmethod
    def verify(path: Path | str, *, today: Day | None = None, relearn: bool = False) -> Verified:
        """Check the whole pad at `path`, its file and folder, the disk and the last backup.

        It reads a copy in memory, in a process of its own, so that nobody has to wait. A pad that
        was found damaged may be written again once this finds no damage.

        Args:
            path: the pad, which may be damaged.
            today: the day it is; None for the real one.
            relearn: derive again what finds names and notes, and when to ask again.

        Raises:
            PadUnusable: it is missing, too damaged to be recognised, newer, or on a network share.
        """
        from prefpad.verify.verify import verify

        return verify(checked_path(path), SETTINGS, _day(today), _rebuild, relearn=relearn)

    @staticmethod
    def rescue(path: Path | str, into: Path | str, *, today: Day | None = None) -> Rescued:
        """Save every readable row of a damaged pad in a new pad, and count the others.

        Args:
            path: the damaged pad, which stays as it is.
            into: the new pad.
            today: the day it is; None for the real one.

        Raises:
            AlreadyThere: there is a file of that name.
            CouldNot: it cannot be written.
            PadUnusable: the pad is missing, newer, or too damaged to be recognised.
        """
        from prefpad.verify.rescue_rows import rescue

        return rescue(checked_path(path), checked_path(into), SETTINGS, _day(today))

    # -- privacy ---------------------------------------------------------------------------------

    def disclose(self, customer: str, *, blank: Sequence[str] = ()) -> Disclosure:
        """Return everything that is stored about a customer, private notes too.

        Whole names of other customers are blanked out, and so are those in `blank`; people who work
        here appear with initials only.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.privacy.access_request import disclose

        with self.session.translate_errors():
            return disclose(self.session, customer, blank)

    def to_forget(self, customer: str) -> Forgetting:
        """Return what `forget` would erase.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.privacy.erase import to_forget

        with self.session.translate_errors():
            return to_forget(self.session, customer)

    def forget(self, customer: str, *, memory: bool = True, backups: bool = False) -> Forgetting:
        """Erase a customer for good: from every table, the journal and the bytes of the file.

        It cannot be undone. The pad keeps a hash of their e-mail, phone, card and ids, made with a
        key outside the pad, so that no import brings them back.

        Args:
            customer: any handle; a whole one also finds somebody whom an undo removed.
            memory: keep that hash.
            backups: also delete the backups that they are in.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            CouldNot: the key cannot be read or made, or the disk is full; nobody was forgotten.
        """
        from prefpad.privacy.erase import forget

        with self.session.translate_errors():
            return forget(self.session, customer, memory=memory, delete_backups=backups)

    def forget_memory(self) -> bool:
        """Drop the memory of whom imports leave out; tell whether there was any."""
        from prefpad.privacy.erase import drop_memory

        return drop_memory(self.session)

    def outlived(self) -> list[Outlived]:
        """Return what has expired according to the settings: customers, then notes."""
        from prefpad.privacy.tidying import outlived

        with self.session.translate_errors():
            return outlived(self.session)

    def tidy(self) -> Tidied:
        """Erase for good what has expired; it cannot be undone."""
        from prefpad.privacy.tidying import tidy

        with self.session.translate_errors():
            return tidy(self.session)

    # -- the pad's own options -------------------------------------------------------------------

    def settings(self) -> list[Option]:
        """Return every option as it is set, those of a topic, kind or tag last."""
        with self.session.translate_errors():
            return all_options(self.session)

    def setting(self, name: str) -> Option:
        """Return the option called `name`, which may be the interval of any topic or kind.

        Raises:
            AskedWrongly: there is no such setting.
        """
        with self.session.translate_errors():
            return option(self.session, name)

    def about(self) -> list[Answer]:
        """Return the owner's answers for customers who ask, the general one first."""
        from prefpad.notes.owners_words import answers

        with self.session.translate_errors():
            return answers(self.session.settings)

    def explain(self, name: str) -> str:
        """Say what follows from an option as it is set, or nothing if its sentence says it all."""
        with self.session.translate_errors():
            return explain(self.session, name)

    def old_policy(self) -> PrivacyPolicy | None:
        """Return the privacy policy if it is a year old or older, or None."""
        from prefpad.privacy.policy_text import old_policy

        with self.session.translate_errors():
            return old_policy(self.session)

    def set(self, name: str, value: str | None) -> Option:
        """Set an option and return it.

        Args:
            name: what it is called; `every:coffee` is the owner's own interval for a topic and
                `every:need` that for a kind, `lasts:song` how long such a preference lasts until
                the checks say more, `about:hiring` an answer for customers who ask, and
                `note:family` a note on the card of everyone with that tag.
            value: the new value; None to go back to the default.

        Raises:
            AskedWrongly: there is no such setting, or the value is not valid for it.
        """
        with self.session.translate_errors():
            return set_option(self.session, name, value)
