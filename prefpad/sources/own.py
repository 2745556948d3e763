"""A customer list in our own layout: the cells of a row to what they say, or why they cannot."""

from __future__ import annotations

import re
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from prefpad.core.dates import as_day, parse_interval
from prefpad.core.errors import AskedWrongly
from prefpad.core.jot import IDEA, checked_name, checked_text, frame, split_topic
from prefpad.core.names import fold, name_key
from prefpad.core.words import KINDS, ROLES, SOURCES, STANCES, VOICES
from prefpad.sources.cells import (
    Rejected,
    bare,
    disarmed,
    fitted,
    handles_in,
    quoted,
    rejected,
    short,
    word_among,
)
from prefpad.sources.headers import refuse_duplicates
from prefpad.sources.row import OfDays, OfKind, Row, What, Who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.core.dates import DateOrder, Toward
    from prefpad.core.words import Kind

REASON = "reason"
"""The column that a file of rejected rows has besides; it is not read."""

CUSTOMER = "customer"
_WHO = (CUSTOMER, "id", "phone", "email", "card", "address", "tags", "role")
_WHAT = ("kind", "topic", "stance", "source", "voice", "alert", "on", "by", "every", "confirmed")
_NEEDS_TEXT = frozenset({"kind", "topic", "stance", "by", "every"})
_TEXT, _AUTHOR = "text", "author"
COLUMNS = (*_WHO, "kind", "topic", "stance", _TEXT, *_WHAT[3:], _AUTHOR)
_OURS_ALONE = frozenset({"kind", "topic", "stance", _TEXT, "voice", "every", "confirmed"})
_KNOWN = frozenset({*COLUMNS, REASON})
_MOST_UNKNOWN = 5

Cells = tuple[str, ...]
Said = TypeVar("Said")

_OF_KIND = _WHAT.index("on")
_MOST_REMEMBERED = 50_000
_BETWEEN_CELLS = "\0"
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES = frozenset({"yes", "true", "1", "x"})
_NO = frozenset({"", "no", "false", "0"})


def is_own(header: Sequence[str]) -> bool:
    """Tell whether a header is one of ours, perhaps with a column that is not known."""
    names = {fold(name) for name in header}
    return CUSTOMER in names and (names <= _KNOWN or bool(names & _OURS_ALONE))


def with_id_alone(called: str) -> str | None:
    """Return how a row with no more than the name and id of `Row.who` calls the customer."""
    name, ids, *others = called.split(_BETWEEN_CELLS)
    return _BETWEEN_CELLS.join((name, ids, *("" for _ in others))) if ids else None


def is_header(cells: Sequence[str]) -> bool:
    """Tell whether cells are column names of ours: `customer`, and as many known as not."""
    names = [name for name in map(fold, cells) if name]
    known = sum(name in _KNOWN for name in names)
    return CUSTOMER in names and 2 * known >= len(names)


class Layout:
    """Reads the rows under one header; cells that repeat are worked out once.

    Args:
        header: the column names, in the order of the file.
        today: the day that words count from.
        order: how the pad's owner writes days.

    Raises:
        AskedWrongly: there is no customer column, one that is not known, or two of one name.
    """

    def __init__(self, header: Sequence[str], today: date, order: DateOrder | None) -> None:
        names = [fold(name) for name in header]
        _accept(header, names)
        self._today = today
        self._order = order
        self._width = len(names)
        places = {name: place for place, name in enumerate(names)}
        # One blank cell is put behind every row; it stands in for the columns that are not there.
        self._who = itemgetter(*(places.get(name, -1) for name in _WHO))
        self._what = itemgetter(*(places.get(name, -1) for name in _WHAT))
        self._text = places.get(_TEXT, -1)
        self._author = places.get(_AUTHOR, -1)
        self._kinds: dict[tuple[str, ...], OfKind] = {}
        self._days: dict[tuple[str, ...], OfDays] = {}

    def read(self, cells: list[str]) -> Row:
        """Return what a row says.

        Raises:
            Rejected: it cannot be taken.
        """
        if len(cells) != self._width:
            cells = fitted(cells, self._width)
        row = (*cells, "")
        who = _BETWEEN_CELLS.join(self._who(row))
        text = row[self._text]
        if not text or text.isspace():
            for column, cell in zip(_WHAT, self._what(row), strict=True):
                if column in _NEEDS_TEXT and bare(cell):
                    raise Rejected(f"text is blank though {column} is {quoted(bare(cell))}.")
            return Row(who, None, None, "", None)
        what = self._settle(self._what(row))
        author = row[self._author] or None
        if author:
            author = short(_AUTHOR, author) or None
        text = disarmed(text)
        try:
            if what.kind.topic:
                return Row(who, what, what.kind.topic, checked_text(text), author)
            topic, text = split_topic(text)
        except AskedWrongly as error:
            raise Rejected(f"text: {error.sentence}") from None
        return Row(who, what, topic, text, author)

    def who(self, joined: str) -> Who:
        """Return what `Row.who` says of a customer.

        Raises:
            Rejected: it cannot be taken.
        """
        name, ids, phones, emails, cards, address, tags, role = joined.split(_BETWEEN_CELLS)
        name, formal = bare(name), short("address", address)
        try:
            name = checked_name(name)
        except AskedWrongly as error:
            raise rejected("customer", name, error) from None
        if formal and not name_key(formal):
            raise Rejected(f"address {quoted(formal)} has no letter or digit.")
        handles = (
            *handles_in("id", ids),
            *handles_in("email", emails),
            *handles_in("card", cards),
            *handles_in("phone", phones),
        )
        labels = (short("tags", tag) for tag in re.split("[;,]", bare(tags)))
        return Who(
            name,
            name_key(name),
            handles,
            formal or None,
            tuple({fold(label): label for label in labels if fold(label)}.values()),
            word_among("role", role, ROLES) or None,  # type: ignore[arg-type]  # one of ROLES
        )

    def _settle(self, cells: tuple[str, ...]) -> What:
        of_kind, of_days = cells[:_OF_KIND], cells[_OF_KIND:]
        kind = self._kinds.get(of_kind) or _keep(self._kinds, of_kind, _of_kind(of_kind))
        timed = (kind.frame.kind.name, *of_days)
        days = self._days.get(timed) or _keep(
            self._days, timed, self._of_days(kind.frame.kind, of_days)
        )
        return What(kind, days)

    def _of_days(self, kind: Kind, cells: tuple[str, ...]) -> OfDays:
        on, by, every, confirmed = map(bare, cells)
        noted_on = self._past("on", on, self._today)
        confirmed_on = self._past("confirmed", confirmed, noted_on)
        if confirmed_on < noted_on:
            raise Rejected(f"confirmed {quoted(confirmed)} is before on, {noted_on}.")
        return OfDays(
            noted_on,
            confirmed_on,
            self._due(kind, by, noted_on),
            bool(by),
            _interval(kind, every),
            fold(on),
        )

    def _past(self, column: str, cell: str, otherwise: date) -> date:
        if not cell:
            return otherwise
        day = self._day(column, cell, "past")
        if day > self._today:
            raise Rejected(f"{column} {quoted(cell)} is in the future.")
        return day

    def _due(self, kind: Kind, cell: str, noted_on: date) -> date | None:
        if not cell:
            return noted_on if kind.name == "promise" else None
        if not kind.has_day:
            raise Rejected(f"by {quoted(cell)}: A {kind.name} is not due by a day.")
        return self._day("by", cell, "future")

    def _day(self, column: str, cell: str, toward: Toward) -> date:
        try:
            return as_day(
                _iso_day(cell) or cell, today=self._today, toward=toward, order=self._order
            )
        except AskedWrongly as error:
            raise Rejected(f"{column}: {error.sentence}") from None


def _keep(known: dict[Cells, Said], cells: Cells, said: Said) -> Said:
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[cells] = said
    return said


def _of_kind(cells: tuple[str, ...]) -> OfKind:
    kind, topic, stance, source, voice, alert = map(bare, cells)
    kind = word_among("kind", kind, (*KINDS, IDEA)) or "preference"
    stance = word_among("stance", stance, STANCES)
    source = word_among("source", source, SOURCES) or "relayed"
    voice = word_among("voice", voice, VOICES)
    if fold(alert) not in _YES | _NO:
        raise Rejected(f"alert {quoted(alert)} is neither yes nor no.")
    try:
        settled = frame(kind, stance, source, voice, alert=fold(alert) in _YES)
    except AskedWrongly as error:
        raise rejected("kind", kind, error) from None
    return OfKind(settled, _topic(topic))


def _accept(header: Sequence[str], names: list[str]) -> None:
    hint = f"The columns are {', '.join(COLUMNS)}."
    unknown = [
        quoted(header[place]) if name else f"number {place + 1}, which has no name"
        for place, name in enumerate(names)
        if name not in _KNOWN
    ]
    if CUSTOMER not in names:
        raise AskedWrongly("The file has no column named customer.", hint)
    if unknown:
        columns = "a column" if len(unknown) == 1 else "columns"
        shown = ", ".join(unknown[:_MOST_UNKNOWN])
        if len(unknown) > _MOST_UNKNOWN:
            shown += f" and {len(unknown) - _MOST_UNKNOWN:,} more"
        raise AskedWrongly(f"The file has {columns} that a customer list has not: {shown}.", hint)
    refuse_duplicates(header)


def _iso_day(cell: str) -> date | None:
    if not _ISO_DAY.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _topic(cell: str) -> str | None:
    if not cell:
        return None
    try:
        return split_topic("topic", cell)[0]
    except AskedWrongly as error:
        raise rejected("topic", cell, error) from None


def _interval(kind: Kind, cell: str) -> int | None:
    if not cell:
        return None
    if not kind.asked_again:
        raise Rejected(f"every {quoted(cell)}: A {kind.name} is not asked again.")
    try:
        return parse_interval(cell)
    except AskedWrongly as error:
        raise Rejected(f"every: {error.sentence}") from None
