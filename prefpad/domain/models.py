"""The records that the pad returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.record import Record, fresh

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.vocabulary import (
        Consenting,
        Ending,
        KindName,
        Role,
        SetBy,
        Source,
        Stance,
        Standing,
        Voice,
    )


class Note(Record):
    """One remark on one customer.

    Attributes:
        number: by which the note is named.
        customer: the customer's name.
        customer_number: the number after `@` that means this customer and no namesake.
        kind: one of `prefpad.domain.vocabulary.KINDS`.
        topic: a short word such as `coffee`, or None.
        text: what was jotted.
        stance: `likes`, `dislikes` or None.
        source: `told`, `observed` or `relayed`.
        voice: `say`, `act` or `private`.
        standing: `standing` or `candidate`.
        alert: whether it must be seen first.
        noted_on: the day you learned it.
        confirmed_on: the day it was last known to be true.
        due_on: the day it is worth asking again; None for what is not asked again.
        author: who jotted it, or None.
        by: the day a promise, problem or want is due, or None.
        first_by: the day it was first due, if it was moved since.
        every: the owner's own interval in days, or None.
        ended_on: the day it ended, or None while it holds.
        ended: how it ended: `gone`, `done`, `withdrawn`, or `mistake` if it was never so.
        parent: the number of the problem it belongs under, or None.
        because: why its voice differs from what its words call for, or None.
        owner: the colleague who is accountable for it, or None.
        change_rate: changes per day; None for what is not asked again.
        pace: how many times as often as others' this customer's notes change.
        visit_rate: visits of the customer per day; None if unknown.
        ask_after: the days to leave it alone; None to never ask.
        set_by: whose days they are: the owner's for the `note`, its `topic` or `kind`, or `learned`.
        from_list: whether it came with the import of a list.
    """

    number: int
    customer: str
    customer_number: int
    kind: KindName
    topic: str | None
    text: str
    stance: Stance | None
    source: Source
    voice: Voice
    standing: Standing
    alert: bool
    noted_on: date
    confirmed_on: date
    due_on: date | None
    author: str | None
    by: date | None = None
    first_by: date | None = None
    every: int | None = None
    ended_on: date | None = None
    ended: Ending | None = None
    parent: int | None = None
    change_rate: float | None = None
    pace: float | None = None
    visit_rate: float | None = None
    ask_after: int | None = None
    set_by: SetBy | None = None
    because: str | None = None
    owner: str | None = None
    from_list: bool = False

    def is_hidden(self, private: bool) -> bool:
        """Tell whether the note is left out: it is private and no alert, and `private` is not said."""
        return self.voice == "private" and not (self.alert or private)


class Occasion(Record):
    """A birthday, an anniversary; the year may be unknown."""

    name: str
    month: int
    day: int
    year: int | None = None

    @property
    def written(self) -> str:
        """The day as `1980-03-14`, or as `03-14` without a year."""
        day = f"{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{day}" if self.year else day


class DayAhead(Record):
    """An occasion that comes up.

    Attributes:
        what: what it is, with the age or the years where they are known.
        on: the day.
    """

    what: str
    on: date


class Consent(Record):
    """What a customer said to being asked, the last time.

    Attributes:
        about: `messages`, or `notes`: that notes are kept.
        status: `asked`, `given`, `refused` or `withdrawn`.
        on: the day.
        how: how it came, or None.
    """

    about: str
    status: Consenting
    on: date
    how: str | None = None


class Customer(Record):
    """A person the business deals with.

    Attributes:
        number: the number after `@` that means this customer and no namesake.
        name: the full name.
        formal: the formal form of address, or None.
        familiar: the familiar form, only if they offered it, or None.
        pronounced: how the name is said aloud, or None.
        not_called: what not to call them, or None.
        role: `customer`, `colleague` or `supplier`.
        owner: the colleague who looks after them, or None.
        aliases, phones, emails, cards: their other handles.
        ids: outside ids as `source:id`, or the bare id of a file of our own.
        tags: levels joined by `/`.
        occasions: days to remember.
        last_visit: their last visit day, or None.
        consents: what they last said of messages and of notes.
        kept: what imported lists say that has no home here, as `source, column: value`.
        notes_allowed: whether notes may be taken: they consented, or the pad does not require it.
    """

    number: int
    name: str
    formal: str | None = None
    familiar: str | None = None
    pronounced: str | None = None
    not_called: str | None = None
    role: Role = "customer"
    owner: str | None = None
    aliases: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    last_visit: date | None = None
    consents: tuple[Consent, ...] = ()
    kept: tuple[str, ...] = ()
    notes_allowed: bool = True


class Hidden(Record):
    """How many notes a card counts and does not show.

    Attributes:
        open, ask, say, act: of each section, those that the screen has no room for.
        private: those kept private.
    """

    open: int = 0
    ask: int = 0
    say: int = 0
    act: int = 0
    private: int = 0


class Shared(Record):
    """What a customer has in common with another, such as the phone of a household.

    Attributes:
        what: `phone`, `email`, `address` or `household`.
        customer: the other's name.
        customer_number: the number after `@` that means the other and no namesake.
    """

    what: str
    customer: str
    customer_number: int


class TagNote(Record):
    """A note that the owner has set for everyone with a tag."""

    tag: str
    text: str


class Card(Record):
    """What to know about a customer at the moment of service.

    Attributes:
        customer: whom to greet.
        alerts: needs that must be seen first.
        open: problems and promises that are not done, each with the notes under it.
        say: what we know and may say, the most important first.
        ask: what to ask, at most two unless everything is wanted; an alert among them is in
            `alerts` too.
        act: what to do without saying so, the most important first, the uncertain last.
        hidden: how many notes are counted, not shown.
        visits: their visit days of the last twelve months, the oldest first.
        expected: the visits that are expected, the next one first.
        coming_up: their birthdays and anniversaries in the next days.
        last_extra: the day on which they were last given a small extra, or None.
        shared: who has the same phone, e-mail or address, or the tag of the same household.
        tag_notes: what the owner has set for their tags.
        poll: the owner's question to everyone, where there is nothing else to ask and they have not
            answered it, or None.
    """

    customer: Customer
    alerts: list[Note]
    open: list[Note]
    say: list[Note]
    ask: list[Note]
    act: list[Note]
    hidden: Hidden
    visits: list[date] = fresh(factory=list)
    expected: list[ExpectedVisit] = fresh(factory=list)
    coming_up: list[DayAhead] = fresh(factory=list)
    last_extra: date | None = None
    shared: list[Shared] = fresh(factory=list)
    tag_notes: list[TagNote] = fresh(factory=list)
    poll: str | None = None


class Check(Record):
    """One time that a note was confirmed.

    Attributes:
        note: the note's number.
        on: the day of the check.
        outcome: `same`, `changed`, `gone` or `seen`.
        days: days since the note was last known to be true.
        asked: whether we asked; False when the customer volunteered it or it was seen.
        before: the text before the check.
        after: the text after it.
        author: who checked, or None.
    """

    note: int
    on: date
    outcome: str
    days: int
    asked: bool
    before: str
    after: str
    author: str | None


class Visit(Record):
    """A day on which a customer was here.

    Attributes:
        number: the visit's number; None where a note or a check of that day tells of it.
        customer: the customer's name.
        customer_number: the number after `@` that means this customer and no namesake.
        on: the day.
        served: what was served, or None.
        served_by: who served, or None.
    """

    number: int | None
    customer: str
    customer_number: int
    on: date
    served: str | None = None
    served_by: str | None = None


class Rhythm(Record):
    """How often a customer comes.

    Attributes:
        first: the first visit day.
        last: the last one.
        visit_days: how many there are.
        usual_gap: the days after which a regular comes again; None for who comes as it happens.
        next: the day on which a regular is expected again, or None.
    """

    first: date
    last: date
    visit_days: int
    usual_gap: int | None = None
    next: date | None = None


class ExpectedVisit(Record):
    """A day on which a customer is expected; it is not a visit until they come.

    Attributes:
        number: the number of the expected visit.
        customer: the customer's name.
        customer_number: the number after `@` that means this customer and no namesake.
        on: the day.
        at: the time of day as `09:30`, or None.
        what: what they come for, or None.
    """

    number: int
    customer: str
    customer_number: int
    on: date
    at: str | None = None
    what: str | None = None
