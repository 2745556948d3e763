"""Inserting from a foreign list: new customers, and what known ones lack."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from prefpad.customers.consent import SOME_KINDS
from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import as_json, fold, name_key
from prefpad.domain.vocabulary import ADDRESSES
from prefpad.importing.csv.cells import Handle
from prefpad.importing.foreign.models import with_answers
from prefpad.importing.staging_rows import FRAME_COLUMNS
from prefpad.notes.draft import note_row
from prefpad.notes.repository import sameness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.models import Occasion
    from prefpad.importing.bulk_rows import BulkLoader
    from prefpad.importing.foreign.models import Booking, ForeignRecord, Remark
    from prefpad.importing.report import ReportBuilder
    from prefpad.notes.draft import Draft

_AnyHandle = tuple[str, str, str]
"""A handle as its kind, value and key."""

_FORMS = ("role", *ADDRESSES, "pronounced")


class _FrameOfDays(NamedTuple):
    """What notes share that are the same but for their text.

    Attributes:
        words: the beginning of their sameness.
        days: noted, confirmed and due.
        number: that of the columns they share on the pad.
    """

    words: bytes
    days: tuple[Value, ...]
    number: int


class Adding:
    """Adds rows of one import, many at a time.

    Args:
        writer: the transaction.
        rows: the rows of the import.
        source: the program that wrote the list.
        how: how consent came, in words.
        today: the day it is.
        tally: counts the new notes, and the visits that are expected.
        said_on: tells on which day the consent in a row was said, or None.
    """

    def __init__(
        self,
        writer: UnitOfWork,
        rows: BulkLoader,
        source: str,
        how: str,
        today: date,
        tally: ReportBuilder,
        said_on: Callable[[ForeignRecord], date | None],
    ) -> None:
        self.number = rows.number
        self.source = source
        self.told: Callable[[int, Sequence[_AnyHandle]], None] = _to_nobody
        self._rows = rows
        self._frames: dict[Draft, _FrameOfDays] = Memo(self._frame)
        self._author = writer.signature.author
        self._how = how
        self._today = today
        self._tally = tally
        self._said_on = said_on
        self._new: list[tuple[int, ForeignRecord, list[_AnyHandle]]] = []

    def customer(self, contact: ForeignRecord) -> int:
        """Make a customer of a row, and return the number; the rest is added with that of others."""
        forms = contact.forms
        names: list[_AnyHandle] = [("name", contact.name, contact.key)]
        if forms:
            number = self._rows.customer(contact.name, *map(forms.get, _FORMS))
            addresses = [form for form in ADDRESSES if form in forms]
            names += [(form, forms[form], name_key(forms[form])) for form in addresses]
        else:
            number = self._rows.customer(contact.name, None, None)
        self._new.append((number, contact, names))
        self.told(number, (*names, *contact.ids, *contact.handles))
        for booking in contact.bookings:
            if not booking.is_off:
                self.booking(number, contact, booking)
        return number

    def _add_new(self) -> None:
        """Add what the rows of new customers say, a table at a time."""
        new, self._new = self._new, []
        rows, add_all = self._rows, self._rows.add_all
        for number, contact, names in new:
            rows.handles(number, names)
            if contact.ids:
                rows.handles(number, contact.ids, self.source)
            rows.handles(number, contact.handles)
        add_all("tags", [(number, tag, fold(tag)) for number, one, _ in new for tag in one.tags])
        add_all(
            "occasions",
            [(number, *vars(day).values()) for number, one, _ in new for day in one.occasions],
        )
        add_all("visits", [(number, day) for number, one, _ in new for day in one.visits])
        for number, contact, _ in new:
            if contact.messages:
                self.messages(number, contact)
        self._notes([(number, remark) for number, one, _ in new for remark in one.remarks])
        add_all(
            "_records",
            [(number, self.source, one.identity, as_json(one.fields())) for number, one, _ in new],
        )

    def handles(self, customer: int, handles: Sequence[Handle]) -> None:
        """Add handles that are no ids."""
        self._rows.handles(customer, handles)
        self.told(customer, handles)

    def ids(self, customer: int, ids: Sequence[Handle]) -> None:
        """Add the ids by which the program knows the customer."""
        self._rows.handles(customer, ids, self.source)
        self.told(customer, ids)

    def tag(self, customer: int, tag: str) -> None:
        """Add a tag."""
        self._rows.tag(customer, tag, fold(tag))

    def occasion(self, customer: int, occasion: Occasion) -> None:
        """Add a day to remember."""
        self._rows.add("occasions", customer, *vars(occasion).values())

    def visit(self, customer: int, day: str) -> None:
        """Add a day on which the customer was here, as ISO 8601."""
        self._rows.add("visits", customer, day)

    def booking(self, customer: int, contact: ForeignRecord, one: Booking) -> None:
        """Add a day on which the customer is expected."""
        number = self.booking_key(contact)
        fields = (one.on.isoformat(), one.at or None, one.what or None, int(one.is_private))
        self._rows.add("expected_visits", customer, *fields, number)
        self.count_booking(customer, "expected")
        if number:
            self.told(customer, [Handle("booking", number, number)])

    def count_booking(self, customer: int, what: str) -> None:
        """Count a visit that is `expected` newly, `changed` or `withdrawn`."""
        self._tally.add(customer, "bookings", what)

    def booking_key(self, contact: ForeignRecord) -> str:
        """Return the number of a row's booking with its source, or nothing if it tells none."""
        return f"{self.source}:{contact.booking}" if contact.booking else ""

    def messages(self, customer: int, contact: ForeignRecord) -> None:
        """Add a consent to messages, as of the day that the row tells, or today."""
        on = (self._said_on(contact) or self._today).isoformat()
        is_partial = contact.answers and contact.messages == "given"
        came = f"{self._how}, {SOME_KINDS}" if is_partial else self._how
        how = with_answers(came, contact.answers)
        self._rows.add("consents", customer, "messages", contact.messages, on, how)
        if contact.answers:
            self._tally.add(customer, "mixed", "")

    def note(self, customer: int, remark: Remark) -> None:
        """Add a note."""
        self._notes([(customer, remark)])

    def _notes(self, notes: Sequence[tuple[int, Remark]]) -> None:
        rows: list[tuple[Value, ...]] = []
        for customer, (_, like, text, kept_for, alert_for) in notes:
            words, days, frame = self._frames[like]
            same = crc32(words + fold(text).encode())
            rows.append((customer, text, same, None, *days, frame))
            if kept_for or alert_for:
                self._tally.told(customer, kept_for, alert_for)
        self._tally.notes += len(notes)
        self._rows.notes(rows)

    def _frame(self, like: Draft) -> _FrameOfDays:
        row = note_row(0, like, self._author)
        return _FrameOfDays(
            sameness(like.attributes.kind.name, fold(like.topic or ""), ""),
            (row["noted_on"], row["confirmed_on"], row["by_day"]),
            self._rows.attributes(tuple(row[column] for column in FRAME_COLUMNS)),
        )

    def record(self, customer: int, contact: ForeignRecord) -> None:
        """Remember what the row says."""
        self._rows.add(
            "_records", customer, self.source, contact.identity, as_json(contact.fields())
        )

    def write(self) -> None:
        """Write what was added so far."""
        self._add_new()
        self._rows.write()

    def flush(self) -> None:
        """Write what was added so far, so that queries find it."""
        self._add_new()
        self._rows.flush()


def _to_nobody(_: int, __: Sequence[_AnyHandle]) -> None:
    pass
