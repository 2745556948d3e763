"""Parsing a list that another program wrote: the cells of a row to a `ForeignRecord`."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from hashlib import blake2b
from operator import ne
from typing import TYPE_CHECKING, Literal

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.names import COURTESY_TITLES, is_of_the_dead, is_title, with_capitals
from prefpad.domain.normalize import fold, name_key, name_words
from prefpad.domain.validation import checked_name
from prefpad.domain.vocabulary import ADDRESSES, ROLES
from prefpad.duplicates.two_people import gender_in
from prefpad.importing.csv.cells import (
    LOST_DIGITS,
    Rejected,
    bare,
    fitted,
    handle,
    is_no_name,
    is_nothing,
    mended,
    plain_handle,
    quoted,
    read_plainly,
    rejected,
    short,
    with_entities,
    word_among,
)
from prefpad.importing.csv.day_order import exported_day, order_if_needed, year_alone
from prefpad.importing.files.address_cards import BETWEEN_VALUES
from prefpad.importing.foreign.cell_contents import (
    BY_THE_CELL,
    YEAR_ALONE,
    alert_or,
    is_zero_or_no,
    name_or_handle,
)
from prefpad.importing.foreign.column_names import (
    asks_for_alerts,
    is_in_italian,
    is_of_calls,
    is_of_gender,
    is_of_goods,
    is_of_one_visit,
    sums_of_payments,
)
from prefpad.importing.foreign.columns_together import (
    delivery_addresses,
    names_beside_needs,
    whom_they_bring,
)
from prefpad.importing.foreign.consent_words import day_at_the_start, is_day
from prefpad.importing.foreign.fields import (
    FACT,
    HANDLES,
    KEEP,
    OF_CONSENT,
    PARTS_OF_A_NAME,
    VISIT,
    column_key,
)
from prefpad.importing.foreign.models import Cell, Cells, Column, ForeignRecord
from prefpad.importing.foreign.nobody import (
    TELLING,
    Nobody,
    refuse_line_of_a_report,
    refuse_row_of_nobody,
)
from prefpad.importing.foreign.parse_consent import ConsentReader
from prefpad.importing.foreign.parse_days import (
    VisitDay,
    VisitsInARow,
    is_called_off,
    occasion,
    occasions,
    visits_in,
)
from prefpad.importing.foreign.parse_handles import (
    Reached,
    email_addresses,
    is_stand_in,
    name_beside_address,
    phone_numbers,
    phones_beside,
)
from prefpad.importing.foreign.parse_names import (
    NameAndRemark,
    address_in_a_letter,
    are_particles,
    begins_as_a_letter,
    is_another_name,
    is_name_alone,
    name_and_remark,
    stands_for_the_name_above,
)
from prefpad.importing.foreign.parse_notes import (
    DELIVERY_ADDRESS,
    NoteReader,
    tags_in,
    tells_a_death,
)
from prefpad.importing.foreign.plain_rows import PlainRows, Readers
from prefpad.notes.sensitive import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from prefpad.domain.dates import DateOrder
    from prefpad.domain.models import Occasion
    from prefpad.importing.csv.cells import Handle
    from prefpad.importing.foreign.fields import TargetField
    from prefpad.importing.foreign.models import Remark
    from prefpad.notes.sensitive import Sensitivity

_SEVERAL_IN_A_CELL = {"email": email_addresses, "phone": phone_numbers}
_SETTLED_AS_HANDLES = frozenset({"name", "email", "phone"})
_MAY_HOLD_ALERTS = frozenset({"note", "fact", "keep", "need"})
_BETWEEN_OTHERS = pattern("[;\n]")
_FORMS = {"formal": "formal", "familiar": "familiar", "said": "pronounced"}
_OF_NAMES = frozenset({"name", "first name", "middle name", "last name", "alias"})
_NO_VISITS = VisitsInARow()
_NO_NAME = "The booking names nobody."
_OF_FORMS = frozenset({*_FORMS, "title", "role"})
_PARTS_OF_A_BIRTHDAY = ("birth year", "birth month", "birth day")
_OF_DAYS = frozenset({"birthday", *_PARTS_OF_A_BIRTHDAY, "anniversary", "occasion", "occasions"})
_BECAME = {
    "note": "notes",
    "birthday": "occasions",
    "anniversary": "occasions",
    "occasion": "occasions",
    "occasions": "occasions",
    "likes": "likes",
    "dislikes": "dislikes",
    "need": "needs",
    "allergy": "allergies",
    "access": "access needs",
    "visit": "visits",
    "tags": "tags",
    "messages": "consent to messages",
    "not messages": "consent to messages",
    "fact": "facts",
}
"""What the cells of a field become, as people are told it; others need not be told."""

_MOST_DAYS = 10_000
_MOST_TAGS = 1_000
_OF_EVERYBODY = "mycontacts"
_IS_NEGATIVE = pattern(r"[^\w-]*[-\u2212(][^\w]*\d")
_LOST_LETTER = "\ufffd"
_UNUSUAL = ("&", "<", "\xa0", "\0'", "\0=")
"""What shows that one of the cells, each after a NUL, is not plain text."""
_MAY_BE_UNUSUAL = tuple(sign[-1] for sign in _UNUSUAL)


class ForeignParser:
    """Reads the rows under one header.

    Args:
        header: the column names, in the order of the file.
        homes: where each of them goes; None for one that is not read.
        today: the day it is.
        order: tells in which order the file writes day and month, once it matters.
        several: what stands between the values of a cell that holds more than one, or empty.
        consent: the consent to messages of everybody in the file; empty if columns say it.
        told: whether the customers said so themselves.
        repair: whether letters that were encoded twice are read as they were meant.
        in_groups: whether a name stands above all rows of a customer.
        judge: tells what a remark mentions.

    Attributes:
        is_own: that this is not our own layout.
        encoded_twice: how many cells so far have letters that were encoded twice.
        repairs: whether these are read as they were meant.
        lost_letters: how many cells so far have a letter that the file has lost.
        of_bookings: whether the list tells the time or the number of bookings.
        is_of_visits: whether each row is about one visit or order.
        names_alone: whether nothing but names tells people apart, in a list of bookings or orders, or
            in one whose names stand above the rows of each customer.
        in_groups: whether a name stands above all rows of a customer.
        stand_ins: phones and e-mail addresses that are nobody's, and were left out so far.
        without_a_day: columns of births that said no more than a month or a year so far, in words.
    """

    is_own: Literal[False] = False

    def __init__(
        self,
        header: Sequence[str],
        homes: Sequence[TargetField | None],
        today: date,
        order: Callable[[], DateOrder | None],
        *,
        several: str = "",
        consent: str = "",
        told: bool = False,
        repair: bool = False,
        in_groups: bool = False,
        judge: Callable[[str], Sensitivity] = judge,
    ) -> None:
        self._today = today
        self._order = order
        self._several = several or BETWEEN_VALUES
        self.repairs = repair
        self._judge = judge
        self._days: dict[str, VisitDay | None] = Memo(self._visit_day, most=_MOST_DAYS)
        self._is_ahead = Memo(self._tells_a_booking, most=_MOST_DAYS)
        self._tags = Memo(self._tags_in, most=_MOST_TAGS)
        self._notes = NoteReader(
            today,
            self._several,
            judge,
            told=told,
            whom_they_bring=whom_they_bring(header, homes),
            named=names_beside_needs(header, homes),
        )
        self.encoded_twice = self.lost_letters = 0
        self.stand_ins: dict[str, None] = {}
        self.without_a_day: dict[str, None] = {}
        self._silent = {place for place, home in enumerate(homes) if home}
        self._width = len(header)
        self._name_and_remark = partial(
            name_and_remark,
            is_italian=is_in_italian(header),
            is_whole=not any(home and home.field == "last name" for home in homes),
        )
        self._keys = sorted(
            (key, place)
            for place, (name, home) in enumerate(zip(header, homes, strict=True))
            if home and (key := column_key(name))
        )
        self._columns = [*_columns(header, homes)]
        self._consent = ConsentReader(self._columns, consent, self._past_day)
        self._fields = frozenset(column.home.field for column in self._columns)
        self.of_bookings = bool(self._fields & {"time", "booking"})
        self.is_of_visits = self.of_bookings or any(
            one.home == VISIT and is_of_one_visit(one.name) for one in self._columns
        )
        self.in_groups = in_groups
        self.names_alone = (self.is_of_visits or in_groups) and not self._fields & {*TELLING}
        if self._fields & _SETTLED_AS_HANDLES:
            self._fields |= _SEVERAL_IN_A_CELL.keys()
        self._reach = [
            (column.place, column.home.field)
            for column in self._columns
            if column.home.field in _SEVERAL_IN_A_CELL
        ]
        self._paid = sums_of_payments(header)
        self._births = {one.place for one in self._columns if one.home.field == "birthday"}
        self._visit_places = [one.place for one in self._columns if one.home == VISIT]
        self._of_gender = {one.name for one in self._columns if is_of_gender(one.name)}
        self._has_days = bool(self._fields & _OF_DAYS)
        self._handle_kinds = [kind for kind in HANDLES if kind in self._fields]
        self._plain = PlainRows(
            self._columns,
            Readers(
                plain_handle=self._telling_handle,
                handle=self._only_handle,
                name=self._name_alone,
                visit=self._days.__getitem__,
                birthday=self._birthday,
                consent=self._consent.consent,
                takes_back=self._consent.takes_back,
                tags=self._tags.__getitem__,
                lines=self._notes.lines,
                fact=self._notes.fact,
                remarks=self._notes.said,
                needs=self._notes.needs,
                names_another=self._notes.names_another,
                forms=lambda texts, name: _forms(Cells.of_texts(texts), name),
                is_off=is_called_off,
                is_of_gender=self._of_gender.__contains__,
                gender=Memo(gender_in, most=_MOST_TAGS).__getitem__,
            ),
        )

    def columns_seen(self, *homes: TargetField) -> tuple[str, ...]:
        """Return the columns without a home of their own that go there and held something so far."""
        return tuple(
            column.name
            for column in self._columns
            if column.home in homes and column.place not in self._silent
        )

    def columns_that_became(self) -> dict[str, tuple[str, ...]]:
        """Return the columns that held something and became what they are not called."""
        became: dict[str, tuple[str, ...]] = {}
        for column in self._columns:
            what = "" if column.home.topic == "address" else _BECAME.get(column.home.field)
            if what and column.place not in self._silent and fold(column.name) != what:
                became[what] = (*became.get(what, ()), column.name)
        return became

    def normalized_row(self, cells: list[str]) -> list[str]:
        """Return the cells of a row bare, as many as the header has.

        Raises:
            Rejected: it has others, or is about nobody.
        """
        if len(cells) != self._width:
            refuse_line_of_a_report(cells, self._width)
            cells = with_entities(cells)
            cells = fitted(cells, self._width)
        if self._paid and any(_IS_NEGATIVE.match(cells[place]) for place in self._paid):
            raise Nobody("The row is a payment out, a fee or a refund.")
        row = [*map(str.strip, cells)]
        said = "\0" + "\0".join(row)
        has = said.__contains__
        is_unusual = any(map(has, _MAY_BE_UNUSUAL)) and any(map(has, _UNUSUAL))
        if is_unusual:
            row = [_as_read(cell) if cell else cell for cell in cells]
        if any(map(row.__getitem__, self._silent)):
            self._silent = {place for place in self._silent if self._is_silent(place, row[place])}
        if is_unusual or not said.isascii():
            meant = [*map(mended, row)]
            self.encoded_twice += sum(map(ne, row, meant))
            if _LOST_LETTER in said:
                self.lost_letters += sum(_LOST_LETTER in cell for cell in row)
            return meant if self.repairs else row
        return row

    def _is_silent(self, place: int, cell: str) -> bool:
        return not cell or is_nothing(cell) or bool(place in self._births and year_alone(cell))

    def _cells(self, row: list[str]) -> Cells:
        return Cells(row, self._columns)

    def identity(self, row: list[str]) -> int:
        """Return a signed 64-bit number that hardly any row of other cells has."""
        cells = [f"{key}\0{text}" for key, place in self._keys if (text := row[place])]
        cells.sort()
        for place in self._visit_places:
            if self._is_ahead[row[place]]:
                cells.append("ahead")
                break
        digest = blake2b("\0\0".join(cells).encode(), digest_size=8).digest()
        return int.from_bytes(digest, signed=True)

    def read(self, row: list[str], identity: int | None = None) -> ForeignRecord:
        """Return what a row that was `fitted` says, with its `identity` if that is known.

        Raises:
            Rejected: it cannot be taken.
            Nobody: it is about nobody.
        """
        found = self._cells(row)
        refuse_row_of_nobody(found)
        reached = [
            one
            for kind in self._handle_kinds
            if kind in found
            for one in self._handles(found, kind)
        ]
        handles = [one for one, _ in reached]
        named = self._names(found)
        names = [one.name for one in named if one.name]
        if len(names) > 1:
            names = [*{fold(name): name for name in names}.values()]
        kinds = [name_or_handle(one.remark) for one in named]
        said = [one.remark for one, kind in zip(named, kinds, strict=True) if kind == "name"]
        handles += [
            handle(kind, one.remark)
            for one, kind in zip(named, kinds, strict=True)
            if kind != "name"
        ]
        beside_handles = [one for one in reached if one[1]]
        if beside_handles:
            own = {word for name in names for word in name_words(name)}
            said += [
                remark if is_of_the_dead(remark) else f"{one.kind} {one.value}: {remark}"
                for one, remark in beside_handles
                if not {word for word in name_words(remark) if len(word) > 1} <= own
            ]
        beside = [note for text in said if text for note in self._notes.beside(text)]
        if self.of_bookings and not (named or handles or found.of("id") or found.of("company")):
            what = found.joined("service")
            raise Nobody(f"The booking {quoted(what)} names nobody." if what else _NO_NAME)
        first, *others = names or [self._name_for_want_of_one(found, handles, row)]
        handles += [handle("alias", other) for other in others]
        key = name_key(first)
        has = self._fields
        visits = visits_in(found, self._days, self._judge) if "visit" in found else _NO_VISITS
        has_days = not _OF_DAYS.isdisjoint(found)
        days = tuple(occasions(found, self._today, self._order)) if has_days else ()
        tags, needs = self._tags[tuple([cell.text for cell in found.of("tags")])]
        remarks = (*self._notes.remarks(found, first), *needs, *beside)
        messages, answers = self._consent.read(found, tags, said)
        if tells_a_death(remarks):
            messages, answers = "withdrawn", ""
        return ForeignRecord(
            first,
            key,
            is_named=bool(names),
            ids=tuple(one for one, _ in self._handles(found, "id")),
            handles=tuple(
                {
                    (one.kind, one.key): one
                    for one in handles
                    if one.key != key or one.kind != "alias"
                }.values()
            ),
            forms=_forms(found, first if names else "") if has & _OF_FORMS else {},
            tags=tags,
            occasions=days,
            visits=visits.were,
            bookings=visits.bookings,
            booking=" ".join(found.joined("booking").split()) if "booking" in found else "",
            messages=messages,
            answers=answers,
            remarks=remarks,
            kept=_kept(found, visits, has_days=bool(days)),
            born=self._year_of_birth(found, days) if self._has_days else "",
            gender=self._gender(found) if self._of_gender else "",
            identity=self.identity(row) if identity is None else identity,
        )

    def read_plain(
        self, rows: Sequence[list[str]], identities: Sequence[int]
    ) -> Sequence[ForeignRecord | None]:
        """Return what `read` says of each row at less cost, or None for a row that is not plain."""
        return self._plain.read(rows, identities)

    def reached(self, cells: Sequence[str]) -> Iterator[Handle]:
        """Yield the phones and e-mail addresses in the columns for them, before a row is read."""
        for place, kind in self._reach:
            cell = cells[place] if place < len(cells) else ""
            if one := self._plain_handle(kind, cell):
                yield one
            elif cell and not cell.isspace():
                for which, (value, _) in self._reached_in(kind, _as_read(cell)):
                    with suppress(Rejected):
                        yield handle(which, value.lstrip("'").strip("<>"))

    def bearer(self, cells: Sequence[str]) -> tuple[str, str] | None:
        """Return the key and the name in a row, before it is read, or None if it has none."""
        if len(cells) < self._width:
            return None
        found = self._cells([*map(_as_read, cells)])
        with suppress(Rejected):
            for one in self._names(found):
                return (name_key(one.name), one.name) if one.name else None
        return None

    def name_in(self, row: list[str]) -> str:
        """Return the name in a row that was `fitted`, whether or not it can be taken."""
        return self._cells(row).name

    def _tells_a_booking(self, cell: str) -> bool:
        """Tell whether a cell has a day ahead, so that its row says another thing once that has come."""
        try:
            day = self._days[cell] if cell else None
        except AskedWrongly:
            return False
        return day is not None and day.is_ahead

    def _visit_day(self, cell: str) -> VisitDay | None:
        day = exported_day(cell, self._today, order_if_needed(cell, self._order))
        if day is None:
            return None
        return VisitDay.of(day, cell, self._today, of_bookings=self.of_bookings)

    def _reached_in(self, kind: str, text: str) -> Iterator[tuple[str, Reached]]:
        """Yield the handles in a cell, each with its kind: a phone may stand beside an address."""
        phones: list[str] = []
        if kind in _SEVERAL_IN_A_CELL:
            text, phones = phones_beside(text)
            kind = "email" if phones else kind
        yield from ((kind, one) for one in self._values(kind, text))
        yield from (("phone", one) for phone in phones for one in self._values("phone", phone))

    def _values(self, field: str, text: str) -> list[Reached]:
        if take_apart := _SEVERAL_IN_A_CELL.get(field):
            if self._several not in text:
                return take_apart(text)
            return [one for part in text.split(self._several) for one in take_apart(part)]
        several = text.split(self._several)
        parts = (part for one in several for part in _BETWEEN_OTHERS.split(one.strip()))
        return [Reached(part.strip().removeprefix("* ").strip()) for part in parts]

    def _handles(self, found: Cells, kind: str) -> list[tuple[Handle, str]]:
        """Return the handles of a kind in a row, each with the remark that stands beside it."""
        reached: list[tuple[Handle, str]] = []
        for cell in found.of(kind):
            plain = self._plain_handle(kind, cell.text)
            for one, remark in [(plain, "")] if plain else self._handles_among_others(kind, cell):
                if is_stand_in(one.kind, one.key):
                    self.stand_ins[one.value] = None
                else:
                    reached.append((one, remark))
        return reached

    def _handles_among_others(self, kind: str, cell: Cell) -> Iterator[tuple[Handle, str]]:
        values = [*self._reached_in(kind, cell.text)]
        if kind != "alias" and "E" in cell.text.upper():
            written = (cell.text, *(one.value for _, one in values))
            if any(map(LOST_DIGITS.fullmatch, written)):
                raise Rejected(f"{cell.about} {quoted(cell.text)} lost digits in a spreadsheet.")
        for which, (value, remark) in values:
            if not is_nothing(value):
                yield handle(which, short(which, value.lstrip("'").strip("<>"))), remark

    def _plain_handle(self, kind: str, text: str) -> Handle | None:
        """Return the handle in a cell that has nothing else, as most do; None otherwise."""
        return None if self._several in text else plain_handle(kind, text)

    def _telling_handle(self, kind: str, text: str) -> Handle | None:
        """Return the handle in a cell that has nothing else at a glance, if it is somebody's."""
        one = self._plain_handle(kind, text)
        return None if one is None or is_stand_in(kind, one.key) else one

    def _only_handle(self, kind: str, cell: Cell) -> Handle | None:
        """Return the handle in a cell that has no other and no remark beside it, or None."""
        if kind == "email" and "@" not in cell.text:
            return None
        (one, remark), *others = *self._handles_among_others(kind, cell), (None, "")
        if one is None or remark or len(others) != 1 or is_stand_in(kind, one.key):
            return None
        return one

    def _names(self, found: Cells) -> list[NameAndRemark]:
        parts = found.joined(*PARTS_OF_A_NAME)
        names = [cell.text for cell in found.of("name")] or [parts]
        if "first name" in found and "last name" in found and is_another_name(parts, names):
            names.append(parts)
        if above := next(filter(stands_for_the_name_above, names), ""):
            raise Rejected(f"{quoted(above)} stands for the name above it; write that name.")
        if not any(names):
            names = [name_beside_address(cell.text) for cell in found.of("email")][:1]
        try:
            return [
                NameAndRemark(name)
                if is_name_alone(name)
                else _checked(self._name_and_remark(name))
                for name in names
                if name
            ]
        except AskedWrongly as error:
            raise rejected("name", names[0], error) from None

    def _name_alone(self, text: str) -> str | None:
        """Return a name that has no remark beside it, or None."""
        if is_name_alone(text):
            return text
        read = _checked(self._name_and_remark(text))
        return None if read.remark else read.name

    def _birthday(self, cell: Cell) -> tuple[Occasion, ...]:
        found = occasion("birthday", cell.text, self._today, self._order)
        return (found,) if found else ()

    def _name_for_want_of_one(self, found: Cells, handles: list[Handle], row: list[str]) -> str:
        aliases = [one.value for one in handles if one.kind == "alias"]
        others = [one.value for one in handles if one.kind in {"email", "phone"}]
        names = [*aliases, *(cell.text for cell in found.of("company")), *others]
        if self._fields.isdisjoint({*_OF_NAMES, "company", "id"}):
            _refuse_several(found)
        if not names:
            raise self._names_nobody(found, row)
        try:
            return checked_name(names[0])
        except AskedWrongly as error:
            raise rejected("name", names[0], error) from None

    def _names_nobody(self, found: Cells, row: list[str]) -> Rejected:
        """Return why a row has no name; one for all who left none, with facts alone, is left out."""
        named = (row[one.place] for one in self._columns if one.home.field in _OF_NAMES)
        word = next((cell for cell in named if not is_nothing(cell)), "")
        if not word:
            says_nothing = any(row) and not found.texts(without=())
            kind = Nobody if says_nothing else Rejected
            return kind("The row has no name, company, e-mail or phone.")
        kinds = {one.like.attributes.kind.name for one in self._notes.remarks(found)}
        kind = Rejected if kinds - {"fact"} else Nobody
        return kind(f"{quoted(word)} is not the name of a customer.")

    def said_on(self, contact: ForeignRecord) -> date | None:
        """Return the day of a consent to messages in a row, the last of several; None if untold."""
        return self._consent.said_on(contact)

    def _past_day(self, cell: str) -> date | None:
        text = day_at_the_start(cell)
        with suppress(AskedWrongly):
            day = exported_day(text, self._today, order_if_needed(text, self._order))
            return day if day and day <= self._today else None
        return None

    def _year_of_birth(self, found: Cells, days: tuple[Occasion, ...]) -> str:
        """Return the year of a birth whose day is not known, and remember its column."""
        if any(one.name == "birthday" for one in days):
            return ""
        years = ""
        for field, said in ((YEAR_ALONE, " without a day"), ("birth year", "")):
            for cell in found.of(field):
                if year := year_alone(cell.text):
                    self.without_a_day[f"{cell.about}{said}"] = None
                    years = years or year
        return years

    def _gender(self, found: Cells) -> str:
        cells = (cell for field in ("keep", "fact", "title") for cell in found.of(field))
        said = (gender_in(cell.text) for cell in cells if cell.about in self._of_gender)
        return next(filter(None, said), "")

    def _tags_in(self, texts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
        """Return the tags in some cells, and the needs that they state."""
        cells = (one for text in texts for one in text.split(self._several))
        said = (one for one in map(str.strip, cells) if not is_nothing(one))
        values = (value for one in said for value in tags_in(one))
        named = {
            fold(tag): tag
            for value in values
            if not (is_nothing(value) or is_zero_or_no(value)) and (tag := short("tags", value))
        }
        tags = tuple(
            tag
            for key, tag in named.items()
            if key != _OF_EVERYBODY and any(letter.isalnum() for letter in key)
        )
        return tags, tuple(self._notes.needs_in_tags(tags))


def _columns(header: Sequence[str], homes: Sequence[TargetField | None]) -> Iterator[Column]:
    """Yield the columns that are read."""
    deliveries = delivery_addresses(header, homes)
    for place, (name, home) in enumerate(zip(header, homes, strict=True)):
        if home is None:
            continue
        before = homes[place - 1] if place else None
        topic_at = place - 1 if before and before.field == "topic" else None
        is_topic = home != FACT or any(map(str.isalnum, name))
        topic = DELIVERY_ADDRESS if place in deliveries else home.topic
        called = topic or (" ".join(name.split()) if is_topic else "") or f"column {place + 1}"
        says_nothing = is_no_name if home.field in _OF_NAMES else is_nothing
        yield Column(place, called, topic_at, home, _settle_of(name, home), says_nothing)


def _settle_of(name: str, home: TargetField) -> Callable[[str], str] | None:
    """Return what tells where each cell of a column goes, or None if all go where the column does."""
    if home == KEEP and is_of_goods(name):
        return None
    if home.field in _MAY_HOLD_ALERTS and asks_for_alerts(name):
        return partial(alert_or, home.field)
    return BY_THE_CELL.get(home.field)


def _refuse_several(found: Cells) -> None:
    """Refuse a cell with the addresses of two people where no column names anybody.

    Raises:
        Rejected: there is one.
    """
    for cell in found.of("email"):
        bearers = {fold(one.value).partition("@")[0] for one in email_addresses(cell.text)}
        if len(bearers) > 1:
            raise Rejected(
                f"{quoted(cell.text)} has {len(bearers)} addresses and no name; "
                "give each person a row of their own."
            )


def _checked(one: NameAndRemark) -> NameAndRemark:
    return one._replace(name=checked_name(one.name)) if one.name else one


def _as_read(cell: str) -> str:
    return cell if cell.isalnum() else read_plainly(bare(cell))


def _forms(found: Cells, name: str) -> dict[str, str]:
    forms = {form: short(field, found.joined(field)) for field, form in _FORMS.items()}
    if begins_as_a_letter(forms["formal"]):
        forms["formal"] = address_in_a_letter(forms["formal"])
    title, last = found.joined("title"), _last_name(found)
    if name.lower().endswith(last.lower()):  # as it is written in the name, or the whole name
        last = name[-len(last) :]
    if title.isupper() and is_title(title):
        title = with_capitals(title)
    elif fold(title).strip(".") in COURTESY_TITLES:
        title = f"{title[0].upper()}{title[1:]}"
    if not forms["formal"] and title and last:
        forms["formal"] = short("title", f"{title} {last}")
    for form in ADDRESSES:
        if forms[form] and not name_key(forms[form]):
            raise Rejected(f"{form} {quoted(forms[form])} has no letter or digit.")
    forms["role"] = word_among("role", found.joined("role"), ROLES)
    return {form: words for form, words in forms.items() if words}


def _last_name(found: Cells) -> str:
    """Return the last name with its particles: `van der Vale`."""
    before, last = found.joined("middle name"), found.joined("last name")
    return f"{before} {last}" if last and before and are_particles(before) else last


def _kept(found: Cells, visits: VisitsInARow, *, has_days: bool) -> dict[str, str]:
    kept: dict[str, str] = {}
    fields = ["keep", YEAR_ALONE, "status", "booking"]
    if not any(visits):
        fields.append("visit")
    if not visits.bookings:
        fields += ["time", "service"]
    if not has_days:
        fields += _PARTS_OF_A_BIRTHDAY
    cells = [cell for field in fields for cell in found.get(field, ())]
    cells += [
        cell
        for field in sorted(OF_CONSENT)
        for cell in found.get(field, ())
        if is_day(cell.text) or is_of_calls(cell.about)
    ]
    for about, text in cells:
        kept[about] = f"{kept[about]}, {text}" if about in kept else text
    return kept
