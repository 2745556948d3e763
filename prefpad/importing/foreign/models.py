"""One row of a foreign list: its customer and what it says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import fold
from prefpad.domain.record import replace
from prefpad.duplicates.two_people import Identity
from prefpad.importing.foreign.fields import PARTS_OF_A_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from prefpad.domain.models import Occasion
    from prefpad.importing.csv.cells import Handle
    from prefpad.importing.foreign.fields import TargetField
    from prefpad.notes.draft import Draft
    from prefpad.notes.health_rules import Sort


class Remark(NamedTuple):
    """A note that a row holds.

    Attributes:
        field: the field of the record it comes from.
        like: the note but for its text, which it has in common with others.
        text: its text.
        kept_for: the sensitive subject that made it private, or None.
        alert_for: what made it an alert, `allergy` or `access`, or None.
    """

    field: str
    like: Draft
    text: str
    kept_for: str | None = None
    alert_for: Sort | None = None

    @property
    def draft(self) -> Draft:
        """The note."""
        return replace(self.like, text=self.text)


class Booking(NamedTuple):
    """A visit that is, or was, expected.

    Attributes:
        on: the day.
        at: the time of day as `09:30`, or empty.
        what: what they come for, or empty.
        is_private: whether that is for nobody to see.
        is_off: whether it was called off.
    """

    on: date
    at: str
    what: str
    is_private: bool
    is_off: bool

    @property
    def said(self) -> str:
        """Its form in the pad's record of the row."""
        return " ".join(filter(None, (self.on.isoformat(), self.at, self.what)))


class ForeignRecord(NamedTuple):
    """What a row says of one customer; what it leaves blank is empty.

    Attributes:
        name: the name, or what has to do for one.
        key: the folded name.
        is_named: whether the name is a person's own, and no e-mail address, phone or company.
        ids: ids in the program that wrote the list.
        handles: aliases, e-mails, cards and phones.
        forms: `formal`, `familiar` and `pronounced`, and the `role`.
        tags: tags.
        occasions: days to remember.
        visits: days they were here, as ISO 8601.
        bookings: visits that are or were expected.
        booking: the number of the booking that the row is about, or empty.
        messages: `given`, `refused` or `withdrawn`: consent to messages.
        answers: what each column says of that, where one says yes and another no; else empty.
        remarks: notes.
        kept: columns without a home, by name.
        born: the year of a birth whose day is not known, or empty.
        gender: `his` or `hers`, or empty.
        identity: a signed 64-bit number that another row of other cells hardly has.
    """

    name: str
    key: str
    is_named: bool
    ids: tuple[Handle, ...]
    handles: tuple[Handle, ...]
    forms: dict[str, str]
    tags: tuple[str, ...]
    occasions: tuple[Occasion, ...]
    visits: tuple[str, ...]
    bookings: tuple[Booking, ...]
    booking: str
    messages: str
    answers: str
    remarks: tuple[Remark, ...]
    kept: dict[str, str]
    born: str
    gender: str
    identity: int

    @property
    def is_called_off(self) -> bool:
        """Whether it is about visits that were called off, and no other."""
        return bool(self.bookings) and not self.visits and all(one.is_off for one in self.bookings)

    @property
    def who(self) -> Identity:
        """The fields that tell this customer from others at the same address."""
        kinds = ("alias", "phone")
        handles = ((one.kind, one.value) for one in self.handles if one.kind in kinds)
        formal = (("formal", self.forms[form]) for form in ("formal",) if form in self.forms)
        days = ((one.name, one.written) for one in self.occasions if one.year)
        told = (("born", self.born), ("gender", self.gender))
        others = ((what, said) for what, said in told if said)
        return Identity.of((("name", self.name), *handles, *formal, *days, *others))

    def fields(self) -> dict[str, FieldValue]:
        """Return what the row says by field, as the pad's record of it keeps it."""
        said: dict[str, FieldValue] = {"name": self.name, **self.forms}
        keys: dict[str, list[str]] = {}
        for kind, _, key in self.handles:
            keys.setdefault(kind, []).append(key)
        said |= keys
        if self.tags:
            said["tags"] = [fold(tag) for tag in self.tags]
        if self.visits:
            said["visits"] = [*self.visits]
        if self.bookings:
            said |= self._booked()
        if self.booking:
            said["booking"] = self.booking
        for occasion in self.occasions:
            said[f"occasion {occasion.name}"] = occasion.written
        if self.messages:
            said["messages"] = with_answers(self.messages, self.answers)
        said |= {one.field: one.text for one in self.remarks}
        if self.born or self.gender:
            told = {"born": self.born, "gender": self.gender}
            said |= {what: one for what, one in told.items() if one}
        for column, cell in self.kept.items():
            said[f"keep {column}"] = cell
        return said

    def _booked(self) -> dict[str, FieldValue]:
        expected = [one.said for one in self.bookings if not one.is_off]
        called_off = [one.said for one in self.bookings if one.is_off]
        listed = {"expected": expected, "called off": called_off}
        return {what: said for what, said in listed.items() if said}


def with_answers(consent: str, answers: str) -> str:
    """Return a consent, or how it came, with the answers to each kind of message if they differ."""
    return f"{consent}: {answers}" if answers else consent


Verdict = Literal["take", "leave", "differs"]

FieldValue = str | list[str]
"""What a field of a list says: one value, or the keys of several."""

_EACH_WITH_ITS_OWN = frozenset({"id", "email", "phone", "card"})
_MOST_CELLS = 4000


def three_way_merge(before: str | None, ours: str | None, theirs: str) -> Verdict:
    """Compare a value of a list with the pad's, and with what the same list said before.

    Args:
        before: what the record of the list said when it was last imported, or None.
        ours: what the pad has, or None.
        theirs: what the list says now.

    Returns:
        `take` where the pad has nothing, or still has what the list said before; `leave` where
        there is nothing new in it; `differs` where a person has set or taken away the value.
    """
    if theirs in {ours, before}:
        return "leave"
    return "take" if ours == before else "differs"


class Cell(NamedTuple):
    """A cell that is not blank: its subject and its text."""

    about: str
    text: str


class Cells(dict[str, list[Cell]]):
    """The cells of one row by target field, without blank ones."""

    def __init__(self, row: list[str], columns: list[Column]) -> None:
        for column in columns:
            if (text := row[column.place]) and (settled := column.settled(text)):
                field, cell = settled
                if column.topic_at is not None:
                    cell = Cell(column.about(row), text)
                if field in self:
                    self[field].append(cell)
                else:
                    self[field] = [cell]

    @classmethod
    def of_texts(cls, texts: Mapping[str, Sequence[str]]) -> Cells:
        """Return cells of which nothing but their texts matters, by target field."""
        found = cls([], [])
        found.update((field, [Cell("", one) for one in said]) for field, said in texts.items())
        return found

    def of(self, field: str) -> Sequence[Cell]:
        """Return the cells of a field."""
        return self.get(field, ())

    def texts(self, *, without: tuple[str, ...]) -> list[str]:
        """Return the texts of the fields that are not among those."""
        said = (cells for field, cells in self.items() if field not in without)
        return [cell.text for cells in said for cell in cells]

    @property
    def name(self) -> str:
        """The name in a row as it is written: that of one column, or its parts together."""
        names = self.of("name")
        return names[0].text if names else self.joined(*PARTS_OF_A_NAME)

    def joined(self, *fields: str) -> str:
        """Return the texts of fields as one."""
        return " ".join([cell.text for field in fields for cell in self.get(field, ())])


class Column:
    """A column that is read; what its cells say is worked out once for those that repeat.

    Args:
        place: its place in the row.
        name: what it is called.
        topic_at: where its topic stands, or None.
        home: where it goes.
        settle: tells from a cell where that goes instead, or None.
        says_nothing: tells of a cell whether it says that there is nothing.

    Attributes:
        settled: returns the field and the cell of a text, or None for one that says nothing.
    """

    def __init__(
        self,
        place: int,
        name: str,
        topic_at: int | None,
        home: TargetField,
        settle: Callable[[str], str] | None,
        says_nothing: Callable[[str], bool],
    ) -> None:
        self.place = place
        self.name = name
        self.topic_at = topic_at
        self.home = home
        self._settle = settle
        self._says_nothing = says_nothing
        self.settled: Callable[[str], tuple[str, Cell] | None] = self.settle
        if home.field not in _EACH_WITH_ITS_OWN:
            self.settled = Memo(self.settle, most=_MOST_CELLS).__getitem__

    def about(self, row: list[str]) -> str:
        """Return what the cell of a row is about: its topic, or the name of the column."""
        if self.topic_at is None:
            return self.name
        return " ".join(row[self.topic_at].removeprefix("* ").split()) or self.name

    def settle(self, text: str) -> tuple[str, Cell] | None:
        """Work out the field and the cell of a text, or None for one that says nothing."""
        if self._says_nothing(text):
            return None
        return self._settle(text) if self._settle else self.home.field, Cell(self.name, text)
